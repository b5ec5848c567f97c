"""Folding, plain text and canonical URLs: the ground that judging stands on."""

import base64
import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from anyascii import anyascii

from checks.model import TEXT_LIMIT

_TRACKERS = frozenset(
    {"gclid", "fbclid", "ved", "usg", "oc", "rut", "msclkid", "mc_cid", "mc_eid", "igshid", "srsltid"}
)
_TAG = re.compile(r"<[^>]{0,2000}>")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Blind to case, accents and script; apostrophes vanish, other punctuation becomes a space. Idempotent."""
    latin = anyascii(unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"['`]", "", latin)).split())


class Word(NamedTuple):
    """One word of a text, folded, with where it stands in the text as it was written."""

    folded: str
    start: int
    end: int


_WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")
_word = tuple.__new__  # a third faster than the class itself
_POSSESSIVE = re.compile(r"['’‘`´]s$", re.IGNORECASE)


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, each folded as `fold` would; a possessive ending is left off, a hyphen parts words."""
    found = []
    for match in _WORD.finditer(text):
        written, (start, end) = match.group(), match.span()
        if written.isascii() and written.isalnum():  # nearly every word, and much faster
            found.append(_word(Word, (written.lower(), start, end)))
            continue
        if _POSSESSIVE.search(written):
            written, end = written[:-2], end - 2
        folded = fold(written).replace(" ", "")
        if folded:
            found.append(Word(folded, start, end))
    return tuple(found)


@lru_cache(maxsize=64)
def places_of_words(text: str) -> Mapping[str, Sequence[int]]:
    """Which words of a text each folded word is."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words(text)):
        places.setdefault(word.folded, []).append(index)
    return places


def plain(markup: str) -> str:
    """A stranger's title or snippet as one line of text: no tags, entities decoded, no control characters."""
    text = html.unescape(_TAG.sub("", markup))
    return " ".join(_SPACES.sub(" ", _CONTROL.sub(" ", text)).split())


def printable(text: str) -> str:
    """A text that may quote a stranger, for a terminal or a log: its lines stay, what steers a screen becomes a space."""
    return _CONTROL.sub(" ", text)


def clip(text: str, limit: int = TEXT_LIMIT) -> str:
    """`text` within `limit` bytes of UTF-8, cut at a word where there is one."""
    raw = text.encode()
    if len(raw) <= limit:
        return text
    cut = raw[: limit - 3].decode(errors="ignore")
    return cut.rsplit(" ", 1)[0] + "…" if " " in cut else cut + "…"


def host_of(url: str) -> str:
    """The host in lower case without `www.` and port; empty for what is no URL."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def is_on(host: str, site: str) -> bool:
    """Whether `host` is `site` or a part of it."""
    return host == site or host.endswith("." + site)


def canonical_url(url: str) -> str:
    """One spelling for one page: unwrapped from engines' redirects, host in lower case, no fragment, no trackers.

    The rules of the catalogue, search_breach_archive.md §2.3. All other query values stay: they may name the page.
    """
    try:
        parts = urlsplit(_unwrap(url.strip()))
        port = parts.port
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").rstrip(".")
    if port and port != {"http": 80, "https": 443}.get(parts.scheme):
        host = f"{host}:{port}"
    kept = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if k not in _TRACKERS and not k.startswith("utm_")
    ]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(kept), ""))


def _unwrap(url: str) -> str:
    parts = urlsplit("https:" + url if url.startswith("//") else url)
    host, query = host_of(parts.geturl()), dict(parse_qsl(parts.query))
    match host:
        case "duckduckgo.com" if parts.path.startswith("/l/"):
            return query.get("uddg", url)
        case "google.com" if parts.path == "/url":
            return query.get("url") or query.get("q") or url
        case "bing.com" if parts.path == "/ck/a" and query.get("u", "").startswith("a1"):
            raw = query["u"][2:]
            try:
                return base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)).decode()
            except ValueError:
                return url
        case "bing.com" if parts.path == "/news/apiclick.aspx":
            return query.get("url", url)
    return parts.geturl()
