"""A row of a site table: how one site is asked for an account, and what its answer means. Pure.

A row says how a site answers for an account that is there (`found`) and for one that is not (`missing`), each by status
and by strings of the page. Whatever fits neither, or both, is unknown, with its reason: a wall, a throttle, a fault or a
page that the row does not know is never "no account" (promise 4). Strings are looked for in the bytes as they arrive, so
a page is never held whole nor decoded.

A claim of an account is tried (`trial`): the site is asked for a handle that nobody has, and at the end of the run once
more for hers. Only claims are tried, so the trials cost a few requests and no second sweep.
"""

import codecs
import hashlib
import json
import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, quote_plus

from checks.blockpages import wall_before, wall_on
from checks.model import Outcome

ACCOUNT = "{account}"
HEAD_BYTES = 96 * 1024  # of a page: enough for marks of walls and for what it says of its owner at the top
BODY_BYTES = 2 * 2**20  # that are looked through, decompressed

_REFUSED = frozenset({401, 402, 403, 407, 420, 429, 451, 503, 999})
_REDIRECTS = range(300, 400)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LONGEST_HANDLE = 100
_LETTERS, _DIGITS = "bcdfghjkmnpqrstvwxz", "23456789"
_CONTROL_LENGTH = 13  # characters; many sites take no more than 15


@dataclass(frozen=True, kw_only=True)
class Signs:
    """How a site answers: one of these statuses and, where there are any, one of these strings."""

    codes: frozenset[int]
    strings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Site:
    """One row. `{account}` stands where the handle goes: in the address or in the body of a POST."""

    name: str
    url: str
    found: Signs
    missing: Signs
    shown: str = ""  # the page for people, where it is another one
    category: str = ""
    body: str = ""  # of a POST; empty: it is a GET
    headers: tuple[tuple[str, str], ...] = ()
    strip: str = ""  # characters that the site has no use for in a handle
    protection: tuple[str, ...] = ()  # walls that are known to stand before it: an unknown is expected then
    is_bare: bool = False  # it wants a header that is not sent: what a page lacks proves nothing then


@dataclass(frozen=True, kw_only=True)
class Probe:
    """One request."""

    url: str
    body: bytes = b""
    headers: Mapping[str, str]

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"

    @property
    def text(self) -> str:
        """What is said, word for word."""
        return f"{self.url} {self.body.decode()}" if self.body else self.url


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`is_there`: True found, False missing, None unknown; then `outcome` and `reason` say why."""

    is_there: bool | None
    outcome: Outcome = Outcome.COMPLETE
    reason: str = ""

    @property
    def word(self) -> str:
        return {True: "found", False: "missing", None: "unknown"}[self.is_there]


FOUND, MISSING = Verdict(is_there=True), Verdict(is_there=False)


def unknown(outcome: Outcome, reason: str) -> Verdict:
    return Verdict(is_there=None, outcome=outcome, reason=reason)


# -- asking


def spelled(site: Site, handle: str) -> str:
    """Her handle as this site writes it."""
    return "".join(char for char in handle if char not in site.strip)


def probe(site: Site, handle: str) -> Probe | None:
    """None where this handle cannot be one there: it would not stand in a host name, or it would change the path."""
    said = spelled(site, handle)
    if not 0 < len(said) <= _LONGEST_HANDLE or not said.strip(".") or not said.isprintable():
        return None
    scheme, _, rest = site.url.partition("://")
    host, slash, path = rest.partition("/")
    if ACCOUNT in host:
        said = said.lower()
        if not _LABEL.fullmatch(said):
            return None
        host = host.replace(ACCOUNT, said)
    url = f"{scheme}://{host}{slash}{path.replace(ACCOUNT, quote(said, safe=''))}"
    body, headers = _body(site, said), dict(site.headers)
    if body and not any(name.lower() == "content-type" for name in headers):
        headers["Content-Type"] = "application/json" if _is_json(site) else "application/x-www-form-urlencoded"
    return Probe(url=url, body=body, headers=headers)


def page_of(site: Site, handle: str) -> str:
    """The address of the account for people."""
    said = spelled(site, handle)
    return (site.shown or site.url).replace(ACCOUNT, quote(said, safe=""))


def _body(site: Site, said: str) -> bytes:
    if not site.body:
        return b""
    if not _is_json(site):
        return site.body.replace(ACCOUNT, quote_plus(said)).encode()
    once = json.dumps(said)[1:-1]
    twice = json.dumps(once)[1:-1]  # in a text of its own inside the JSON, as in a GraphQL query
    return site.body.replace(f'\\"{ACCOUNT}', f'\\"{twice}').replace(ACCOUNT, once).encode()


def _is_json(site: Site) -> bool:
    kinds = [value for name, value in site.headers if name.lower() == "content-type"]
    return "json" in kinds[0].lower() if kinds else site.body.lstrip()[:1] in ("{", "[")


def control(site: Site, handle: str = "") -> str:
    """A handle that nobody has, with the signs of hers, so that the site takes it for one of the same kind.

    The same at every run, so that a year of sweeps asks a site for one handle of nobody and not for a dozen.
    """
    digest = hashlib.sha256(f"{site.url} {handle}".encode()).digest()
    shape = handle if len(handle) >= _CONTROL_LENGTH else handle + "x" * (_CONTROL_LENGTH - len(handle))
    stirred = (digest * (len(shape) // len(digest) + 1))[: len(shape)]
    return "".join(map(_nobodys, shape, stirred))


def _nobodys(char: str, number: int) -> str:
    if char.isdecimal():
        return _DIGITS[number % len(_DIGITS)]
    return _LETTERS[number % len(_LETTERS)] if char.isalpha() else char


# -- reading


class Look:
    """Looks through one answer as it arrives. `head`: its first bytes, for who reads a page that was found."""

    def __init__(self, site: Site, said: str = "") -> None:
        """`said`: the handle that was asked for, as the site writes it."""
        self._site, self._said = site, quote(said, safe="").lower()
        self._status, self._headers = 0, dict[str, str]()
        self._found, self._missing = False, False
        self._marks: tuple[tuple[bytes, ...], tuple[bytes, ...]] | None = None
        self._tail, self._head, self._is_cut = b"", bytearray(), False

    @property
    def head(self) -> bytes:
        return bytes(self._head)

    @property
    def kind(self) -> str:
        return self._headers.get("content-type", "")

    def begin(self, status: int, headers: Mapping[str, str]) -> bool:
        """Header names in lower case. Whether its body can change anything: where not, nobody needs to fetch it."""
        self._status, self._headers = status, dict(headers)
        if wall_before(self._headers):
            return False
        found, missing = self._site.found, self._site.missing
        return status in found.codes or (status in missing.codes and bool(missing.strings))

    def feed(self, chunk: bytes) -> bool:
        """Whether to go on: False once nothing that follows can change the verdict."""
        if self._marks is None:
            self._marks = _marks(self._site, _charset(self.kind, chunk))
        window = self._tail + chunk
        found, missing = self._marks
        self._found = self._found or any(mark in window for mark in found)
        self._missing = self._missing or any(mark in window for mark in missing)
        longest = max(map(len, (*found, *missing)), default=1)
        self._tail = window[-longest + 1 :] if longest > 1 else b""
        if len(self._head) < HEAD_BYTES:
            self._head += chunk[: HEAD_BYTES - len(self._head)]
        return not self._is_settled

    def cut(self) -> None:
        """There was more than is looked through."""
        self._is_cut = True

    @property
    def _is_settled(self) -> bool:
        in_found, in_missing = self._status in self._site.found.codes, self._status in self._site.missing.codes
        if self._missing and (not in_missing or not in_found):
            return True  # missing, or a page that this row does not know
        return self._missing and self._found

    def verdict(self) -> Verdict:
        """What the answer means."""
        status, site = self._status, self._site
        if wall := wall_before(self._headers):
            return unknown(Outcome.BLOCKED, wall)
        found = status in site.found.codes and (self._found or not site.found.strings)
        missing, proof = self._says_missing()
        if status in _REFUSED and not ((found and site.found.strings) or (missing and proof == "string")):
            return unknown(Outcome.BLOCKED, _refusal(status))
        if status >= 500 and not ((found and site.found.strings) or (missing and proof == "string")):
            return unknown(Outcome.UNREACHABLE, f"a fault of the site (HTTP {status})")
        found = found and not self._missing
        if found == missing:
            return self._neither(both=found)
        if self._head and (wall := wall_on(self.head, beside=proof == "absence" and missing)):
            return unknown(Outcome.BLOCKED, wall)
        return FOUND if found else self._doubted(proof)

    def _says_missing(self) -> tuple[bool, str]:
        """Whether the row takes this answer for "no account", and by what."""
        found, missing, status = self._site.found, self._site.missing, self._status
        if status not in missing.codes:
            return False, ""
        if missing.strings:
            both = status in found.codes and bool(found.strings) and self._found
            return self._missing and not both, "string"
        if status not in found.codes:
            return True, "status"
        return bool(found.strings) and not self._found, "absence"

    def _doubted(self, proof: str) -> Verdict:
        """Missing, where nothing speaks against it."""
        if proof == "absence":
            if self._is_cut:
                return unknown(Outcome.UNREADABLE, "the page is longer than this program reads")
            if self._site.protection or self._site.is_bare or not self._head:
                return unknown(Outcome.UNREADABLE, "the page may be another one than the table means")
        if proof == "status" and self._status in _REDIRECTS:
            path = self._headers.get("location", "").partition("?")[0].lower()
            if self._said and self._said in path:  # to www, to a slash, to a new home: the account's own address still
                return unknown(Outcome.UNREADABLE, "the site moved: it leads on to another address of the same account")
        return MISSING

    def _neither(self, *, both: bool) -> Verdict:
        if self._head and (wall := wall_on(self.head, beside=True)):
            return unknown(Outcome.BLOCKED, wall)
        if both or (self._found and self._missing):
            return unknown(Outcome.UNREADABLE, "its answer says both that the account is there and that it is not")
        if self._is_cut:
            return unknown(Outcome.UNREADABLE, "the page is longer than this program reads")
        return unknown(Outcome.UNREADABLE, f"its answer is none that the table knows (HTTP {self._status})")


def verdict(site: Site, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Verdict:
    """Of a whole answer."""
    look = Look(site)
    if look.begin(status, headers or {}) and body:
        look.feed(body[:BODY_BYTES])
    if len(body) > BODY_BYTES:
        look.cut()
    return look.verdict()


def _refusal(status: int) -> str:
    if status == 429:
        return "it asked for fewer questions (HTTP 429)"
    return f"it refused to answer (HTTP {status})"


def _charset(kind: str, start: bytes) -> str:
    declared = _CHARSET.search(kind.encode("latin-1", "replace")) or _CHARSET.search(start[:2048])
    try:
        return codecs.lookup(declared[1].decode()).name if declared else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"


@cache
def _marks(site: Site, charset: str) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """The strings of a row as a page of this charset spells them."""
    return _encoded(site.found.strings, charset), _encoded(site.missing.strings, charset)


def _encoded(strings: tuple[str, ...], charset: str) -> tuple[bytes, ...]:
    spelled_out = dict.fromkeys(text.encode("utf-8", "replace") for text in strings)
    for text in strings:
        if not text.isascii() or charset.startswith("utf-16"):
            try:
                spelled_out[text.encode(charset)] = None
            except (UnicodeError, LookupError):
                continue
    return tuple(spelled_out)


# -- trying


@dataclass(frozen=True, kw_only=True)
class Step:
    """What to ask next, and with what to look at the answer. `at_end`: once every site has been asked."""

    probe: Probe
    look: Look
    at_end: bool = False


def trial(site: Site, handle: str) -> Generator[Step, Verdict | None, tuple[Verdict, Look | None]]:
    """Yields what to ask, is sent a verdict where no answer could be had (else None: the look has it), and returns the
    verdict that stands, with the look at the page that was found."""
    first, look = yield from _one(site, handle)
    if not first.is_there:
        return first, None
    nobodys = control(site, handle)
    tried, _ = yield from _one(site, nobodys)
    if tried.is_there:
        return unknown(Outcome.UNREADABLE, LIES), None
    if tried.is_there is None and (tried.outcome is not Outcome.UNREADABLE or not site.found.strings):
        return unknown(tried.outcome, f"it claims an account, and the claim could not be tried: {tried.reason}"), None
    again, _ = yield from _one(site, handle, at_end=True)
    if again.is_there:
        return FOUND, look
    if again.is_there is False:
        return unknown(Outcome.UNREADABLE, "it said at first that the account is there, and then that it is not"), None
    return unknown(again.outcome, f"it claims an account, and did not do so twice: {again.reason}"), None


LIES = "its row finds a handle that nobody has, so what it says counts for nothing"


def lie(site: Site) -> Generator[Step, Verdict | None, tuple[Verdict, Look | None]]:
    """Asks for a handle that nobody has, and for nothing else. Found: the row lies."""
    tried, _ = yield from _one(site, control(site))
    return tried, None


def _one(
    site: Site, handle: str, *, at_end: bool = False
) -> Generator[Step, Verdict | None, tuple[Verdict, Look | None]]:
    asked = probe(site, handle)
    if asked is None:
        return unknown(Outcome.SKIPPED, "this handle cannot be one there"), None
    look = Look(site, spelled(site, handle))
    failed = yield Step(probe=asked, look=look, at_end=at_end)
    return failed or look.verdict(), look
