"""Site tables of others, read: WhatsMyName and Sherlock. Their data is imported, never shipped and never edited.

A row is off, with its reason, where it asks what this program does not ask (a sign-up, an availability or a reset
endpoint; with somebody else's key), where the table itself says that it does not hold, and where its kind of site is off
unless the clinician asks for it (promise 12). Headers that stand for somebody else (User-Agent, Cookie, Authorization,
tokens) are never taken over.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from checks.errors import FootprintError
from checks.sites import ACCOUNT, Signs, Site
from checks.text import clip, plain

MOST_ROWS = 20_000
SENSITIVE = ("adult", "health", "dating")  # categories that are off unless she switches them on
CREDITS = {
    "whatsmyname": "WhatsMyName, https://github.com/WebBreacher/WhatsMyName",
    "sherlock": "Sherlock, https://github.com/sherlock-project/sherlock",
}
_LICENCES = {
    "whatsmyname": "its licence stands in the file",
    "sherlock": "MIT License, © Sherlock Project contributors",
}
_NONE_TOLD = "the file names no licence: look at where it is from"

_LONGEST_URL, _LONGEST_TEXT, _LONGEST_STRING = 1500, 8000, 1000  # characters
_ADULT = re.compile(r"nsfw|adult|porn|sex\b|xxx", re.IGNORECASE)
# What asks on behalf of somebody who wants an account or has lost one, by address or body …
_ENDPOINT = re.compile(
    r"sign[-_]?up|/join(?:[/?]|$)|regist(?:er|ration)(?![a-z])|(?<!wayback/)availab(?:le|ility)|"
    r"check[-_]?(?:the[-_]?)?(?:user|login|name|nick|new|email|mail|account|handle|exist|avail)|"
    r"validat(?:e|ion|or)|unique[-_]?user|username[-_]attempt|user(?:name)?[-_]?exists?|/exists?(?:[/?.]|$)|is[-_]?taken|"
    r"(?:name|user|email|login|handle|nick)[-_]?(?:is[-_]?)?(?:taken|unique)|"
    r"forgot|(?:re)?set[-_]?pass|pass(?:word|wd)?[-_]?reset|reset[-_]?(?:request|link|code)|/reset(?:[/?.]|$)|"
    r"recover(?:y)?(?:[-_/?]|$)|lost[-_]?password|create[-_]?account|account[-_]?create|new[-_]?user|onboarding",
    re.IGNORECASE,
)
# … or by what it answers.
_ANSWER = re.compile(
    r"\btaken\b|_taken|unavailable\"|\"available\"|isavailable|is_available|already (?:in use|exist|taken|registered|used)|"
    r"\b(?:is|name) in use\b|username_used|choose another|is available\b|isvalid|valid username",
    re.IGNORECASE,
)
_KEYED = re.compile(
    r"[?&;][^=&]*(?:api[-_]?key|access[-_]?token|client[-_]?(?:id|secret)|appid|app_?key|secret|signature|apikey|[?&]key)=[^&{]",
    re.IGNORECASE,
)
# Who we are, how a message ends, and what stands for somebody else.
_NOT_OURS = re.compile(
    r"user-agent|cookie|authoriz|token|api-?key|secret|csrf|xsrf|session|credential|abuse|sec-|signature|x-tool|x-client|"
    r"x-forwarded|forwarded|via$|origin$|referer|host$|connection|content-length|transfer-encoding|te$|trailer|upgrade|expect|"
    r"accept-encoding|if-|range$|dnt$|proxy",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"user-agent|sec-|origin$|referer|host$|connection|te$|accept-encoding|dnt$|upgrade|cache", re.IGNORECASE
)
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,60}")
_VALUE = re.compile(r"[\x20-\x7e]{0,500}")
_SUCCESS = frozenset(range(200, 300))
_ANY_ANSWER = frozenset(range(200, 500)) - {401, 402, 403, 407, 429, 451}
_REDIRECTED = frozenset({301, 302, 303, 307, 308, 404, 410})


@dataclass(frozen=True, kw_only=True)
class Off:
    """A row that is not asked."""

    name: str
    category: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """`licence` and `credit` are shown wherever the table is."""

    kind: str
    licence: str
    credit: str
    sites: tuple[Site, ...]
    off: tuple[Off, ...] = ()

    def with_categories(self, wanted: Collection[str]) -> "Table":
        """The rows of these sensitive categories stay; those of the others are off."""
        kept, off = [], list(self.off)
        for site in self.sites:
            if site.category in SENSITIVE and site.category not in wanted:
                why = f'off unless you ask for it: categories = "{site.category}" under [sources.handle_sweep]'
                off.append(Off(name=site.name, category=site.category, why=why))
            else:
                kept.append(site)
        return replace(self, sites=tuple(kept), off=tuple(off))


def kind_of(document: Any) -> str:
    """Raises FootprintError for a file that is neither of the two."""
    if isinstance(document, dict) and isinstance(document.get("sites"), list):
        return "whatsmyname"
    rows = [row for row in document.values() if isinstance(row, dict)] if isinstance(document, dict) else []
    if rows and any("errorType" in row for row in rows):
        return "sherlock"
    raise FootprintError("this is no table of WhatsMyName (wmn-data.json) or Sherlock (data.json)")


def read(document: Any) -> Table:
    """A table out of decoded JSON. Never raises for a row: one that cannot be read is off and says so."""
    kind = kind_of(document)
    rows = list(_whatsmyname(document) if kind == "whatsmyname" else _sherlock(document))[:MOST_ROWS]
    sites: dict[tuple[str, str], Site] = {}
    for row in rows:
        if isinstance(row, Site):
            asked = (row.url, row.body)
            sites[asked] = _both(sites[asked], row) if asked in sites else row
    return Table(
        kind=kind,
        licence=_licence(kind, document),
        credit=_credit(kind, document),
        sites=tuple(sites.values()),
        off=tuple(row for row in rows if isinstance(row, Off)),
    )


def _both(one: Site, other: Site) -> Site:
    """Two rows that ask the same are one question with the answers of both: a site is asked once."""
    pairs = ((one.found, other.found), (one.missing, other.missing))
    if any(bool(a.strings) != bool(b.strings) for a, b in pairs):
        return one
    found, missing = (
        Signs(codes=a.codes | b.codes, strings=tuple(dict.fromkeys((*a.strings, *b.strings)))) for a, b in pairs
    )
    return replace(one, found=found, missing=missing)


def _licence(kind: str, document: Mapping[str, Any]) -> str:
    said = document.get("license") or document.get("licence") if kind == "whatsmyname" else None
    lines = [plain(line) for line in (said if isinstance(said, list) else [said]) if isinstance(line, str)]
    if lines:
        return clip(" ".join(lines), 2000)
    return _NONE_TOLD if kind == "whatsmyname" else _LICENCES[kind]


def _credit(kind: str, document: Mapping[str, Any]) -> str:
    named = document.get("authors") if kind == "whatsmyname" else None
    authors = [plain(name) for name in named if isinstance(name, str)] if isinstance(named, list) else []
    return clip(f"{CREDITS[kind]}{'; by ' + ', '.join(authors) if authors else ''}", 2000)


# -- WhatsMyName


def _whatsmyname(document: Mapping[str, Any]) -> Iterator[Site | Off]:
    for row in document["sites"]:
        if not isinstance(row, dict):
            yield Off(name="?", category="", why="it cannot be read")
            continue
        name, category = _name(row.get("name")), _category(row.get("cat"))
        why = _why_off(row, (row.get("uri_check"), row.get("post_body")), (row.get("e_string"), row.get("m_string")))
        if row.get("valid") is False:
            why = "the table says that it does not work (valid: false)"
        site = None if why else _wmn_site(row, name, category)
        yield site or Off(name=name, category=category, why=why or "it cannot be read")


def _wmn_site(row: Mapping[str, Any], name: str, category: str) -> Site | None:
    found, missing = _wmn_signs(row, "e"), _wmn_signs(row, "m")
    if found is None or missing is None or (found.codes & missing.codes and not found.strings and not missing.strings):
        return None
    headers, is_bare = _headers(row.get("headers"))
    return Site(
        name=name,
        url=_bare(row["uri_check"]),
        shown=_address(row.get("uri_pretty")),
        found=found,
        missing=missing,
        category=category,
        body=_text(row.get("post_body")),
        headers=headers,
        strip=_text(row.get("strip_bad_char"))[:20],
        protection=tuple(_name(each) for each in _list(row.get("protection"))),
        is_bare=is_bare,
    )


def _wmn_signs(row: Mapping[str, Any], which: str) -> Signs | None:
    code, text = row.get(f"{which}_code"), row.get(f"{which}_string")
    if type(code) is not int or not 100 <= code <= 999 or not isinstance(text, str | None):
        return None
    return _signs(frozenset({code}), [text or ""])


# -- Sherlock


def _sherlock(document: Mapping[str, Any]) -> Iterator[Site | Off]:
    for key, row in document.items():
        if key.startswith("$") or not isinstance(row, dict):
            continue
        name, category = _name(key), "adult" if row.get("isNSFW") is True else "misc"
        url = _bare(_placed(row.get("urlProbe") or row.get("url")))
        payload = row.get("request_payload")
        body = _placed(_as_json(payload)) if payload is not None else ""
        why = _why_off({}, (url, body), tuple(_list(row.get("errorMsg"))))
        if str(row.get("request_method", "GET")).upper() not in ("GET", "HEAD", "POST"):
            why = "it asks in a way that could change something"
        site = None if why else _sherlock_site(row, name, category, url, body)
        yield site or Off(name=name, category=category, why=why or "it cannot be read")


def _sherlock_site(row: Mapping[str, Any], name: str, category: str, url: str, body: str) -> Site | None:
    kinds = _list(row.get("errorType"))
    texts = [text for text in _list(row.get("errorMsg")) if isinstance(text, str)]
    codes = frozenset(code for code in _list(row.get("errorCode")) if type(code) is int)
    if "message" in kinds and texts:
        found, missing = Signs(codes=_SUCCESS), _signs(_ANY_ANSWER, texts)
    elif "status_code" in kinds:
        found, missing = Signs(codes=_SUCCESS - codes), Signs(codes=codes or frozenset({404, 410}))
    elif "response_url" in kinds:
        found, missing = Signs(codes=_SUCCESS), Signs(codes=_REDIRECTED)
    else:
        return None
    headers, is_bare = _headers(row.get("headers"))
    return None if missing is None else Site(
        name=name, url=url, shown=_placed(row.get("url")), found=found, missing=missing, category=category, body=body,
        headers=headers, is_bare=is_bare,
    )  # fmt: skip


def _placed(value: Any) -> str:
    return _text(value).replace("{}", ACCOUNT)


def _as_json(payload: Any) -> str:
    return json.dumps(payload, ensure_ascii=False) if isinstance(payload, dict | list) else _text(payload)


# -- both


def _why_off(row: Mapping[str, Any], said: tuple[Any, ...], answers: tuple[Any, ...]) -> str:
    """Why a row may not be asked; empty if it may."""
    url, body = (each if isinstance(each, str) else "" for each in said)
    url = _bare(url)
    asked = f"{url}\n{body}"
    parts = urlsplit(url) if _is_address(url) else None
    if parts is None or ACCOUNT not in asked or len(body) > _LONGEST_TEXT:
        return "it cannot be read"
    path = f"{parts.path}?{parts.query}\n{parts.hostname}\n{body}"
    if _ENDPOINT.search(path.replace(ACCOUNT, "")) or any(
        _ANSWER.search(each) for each in answers[:1] if isinstance(each, str)
    ):
        return "it asks a sign-up, availability or reset endpoint, which this program does not"
    if _KEYED.search(url):
        return "it asks with somebody else's key"
    if row and not isinstance(row.get("post_body", ""), str):
        return "it cannot be read"
    return ""


def _bare(url: str) -> str:
    """Without what is never sent."""
    return url.strip().partition("#")[0]


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(host)
        and "@" not in parts.netloc
        and len(url) <= _LONGEST_URL
        and url.isprintable()
        and " " not in url
    )


def _address(value: Any) -> str:
    return value.strip() if isinstance(value, str) and _is_address(value.strip()) else ""


def _signs(codes: frozenset[int], texts: Iterable[str]) -> Signs | None:
    """An empty string is no test; one that is too long to be looked for makes the row unreadable."""
    strings = tuple(dict.fromkeys(text for text in texts if text.strip()))
    return None if any(len(text) > _LONGEST_STRING for text in strings) else Signs(codes=codes, strings=strings)


def _headers(value: Any) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Those that may be sent, and whether one that may not could matter to the answer."""
    said = value if isinstance(value, dict) else {}
    right = [(n, v) for n, v in said.items() if isinstance(v, str) and _HEADER.fullmatch(n) and _VALUE.fullmatch(v)]
    kept = tuple((name, text) for name, text in right if not _NOT_OURS.match(name) and not _is_token(name))
    left = {name for name in said if name not in dict(kept)}
    return kept, any(not _HARMLESS.match(name) for name in left)


def _is_token(name: str) -> bool:
    return bool(re.search(r"token|key|secret|auth|cookie|csrf|session|abuse|agent|tool", name, re.IGNORECASE))


def _category(value: Any) -> str:
    named = _name(value).casefold() if isinstance(value, str) else ""
    return "adult" if _ADULT.search(named) else named or "misc"


def _name(value: Any) -> str:
    return clip(plain(value), 80) if isinstance(value, str) and plain(value) else "?"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
