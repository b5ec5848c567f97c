"""Plays the Wayback Machine's list of captures. Catalogue: search_breach_archive.md §6.1.

One more capture of each page every week, which is no change. In week 3 it asks for fewer questions and does not say for
how long. Not played: the paged mode, `resolveRevisits`, and revisit records.
"""

import hashlib
import re
from base64 import b32encode
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import quote_plus, unquote_plus

from starlette.responses import JSONResponse, PlainTextResponse, Response

from checks.text import host_of
from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import CAPTURED, monday

HOST = "web.archive.org"
COLUMNS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_FIELD = re.compile(r"(!?)(~?)(\w+):(.*)")
_MATCHES = ("exact", "prefix", "host", "domain")


class Refused(Exception):  # noqa: N818 what it is
    """A question that the archive does not take."""


class Capture(NamedTuple):
    urlkey: str
    timestamp: str
    original: str
    mimetype: str
    statuscode: str
    digest: str
    length: str


def answer(asked: Asked) -> Response:
    if asked.path != "/cdx/search/cdx":
        return PlainTextResponse("Not Found", 404)
    if asked.week == 3:
        return PlainTextResponse("429 Too Many Requests", 429)
    try:
        rows, resume = _limited(_found(asked), asked)
        fields = tuple(asked.get("fl", ",".join(COLUMNS)).split(","))
        _known(fields)
    except Refused as reason:
        return PlainTextResponse(f"{reason}\n", 400)
    table = [[str(getattr(row, name)) for name in fields] for row in rows]
    if asked.get("output") == "json":
        listed = [list(fields), *table] if table else []
        return JSONResponse([*listed, [], [resume]] if resume else listed)
    lines = [*(" ".join(row) for row in table), *(("", resume) if resume else ())]
    return PlainTextResponse("".join(f"{line}\n" for line in lines))


def _found(asked: Asked) -> list[Capture]:
    url = asked.get("url")
    if not url:
        raise Refused("The url parameter is required")
    matches = _match(url, asked.get("matchType"))
    kept = [row for row in sorted(_captures(asked.week)) if matches(row.urlkey)]
    start, end = asked.get("from"), asked.get("to")
    if not re.fullmatch(r"\d{0,14}", start) or not re.fullmatch(r"\d{0,14}", end):
        raise Refused("from and to take 1 to 14 digits")
    kept = [row for row in kept if start <= row.timestamp and (not end or row.timestamp[: len(end)] <= end)]
    for rule in asked.all("filter"):
        kept = list(filter(_filter(rule), kept))
    return _collapsed(kept, asked.all("collapse"))


def _captures(week: int) -> Iterable[Capture]:
    for page, first in CAPTURED.items():
        later = [f"{monday(each):%Y%m%d}0{each}1500" for each in range(1, week + 1)]
        for moment in (first, *later):
            digest = b32encode(hashlib.sha1(page.encode(), usedforsecurity=False).digest()).decode()
            yield Capture(_urlkey(page), moment, f"https://{page}", "text/html", "200", digest, "5123")


def _urlkey(url: str) -> str:
    """`www.example.org/a` → `org,example)/a`."""
    bare = re.sub(r"^https?://", "", url)
    host, _, path = bare.partition("/")
    return f"{','.join(reversed(host_of(f'https://{host}').split('.')))})/{path.lower()}"


def _match(url: str, kind: str) -> Callable[[str], bool]:
    if kind and kind not in _MATCHES:
        raise Refused(f"Invalid matchType: {kind}")
    if url.startswith("*."):
        url, kind = url[2:], "domain"
    elif url.endswith("*"):
        url, kind = url[:-1], "prefix"
    key = _urlkey(url)
    host = key.partition(")")[0]
    match kind:
        case "prefix":
            return lambda row: row.startswith(key)
        case "host":
            return lambda row: row.startswith(f"{host})")
        case "domain":
            return lambda row: row.startswith((f"{host})", f"{host},"))
        case _:
            return lambda row: row == key


def _filter(rule: str) -> Callable[[Capture], bool]:
    """`[!]field:regex` matches the whole value, `[!]~field:text` a part of it."""
    parts = _FIELD.fullmatch(rule)
    if parts is None:
        raise Refused(f"Invalid filter: {rule}")
    unwanted, part, name, value = parts.groups()
    _known((name,))
    try:
        pattern = re.compile(value)
    except re.error as error:
        raise Refused(f"Invalid filter: {rule}") from error

    def keeps(row: Capture) -> bool:
        said = str(getattr(row, name))
        return (value in said if part else bool(pattern.fullmatch(said))) != bool(unwanted)

    return keeps


def _collapsed(rows: list[Capture], rules: Iterable[str]) -> list[Capture]:
    """Of neighbours that agree in a field, or in its first N characters, the first."""
    for rule in rules:
        name, _, digits = rule.partition(":")
        _known((name,))
        length = int(digits) if digits.isdecimal() else None
        values = [str(getattr(row, name))[:length] for row in rows]
        rows = [row for row, value, before in zip(rows, values, [None, *values], strict=False) if value != before]
    return rows


def _limited(rows: list[Capture], asked: Asked) -> tuple[list[Capture], str]:
    """The rows of one answer, and the key to go on with if it was asked for and more are there."""
    limit, offset = asked.number("limit", len(rows)), asked.number("offset", 0)
    if limit is None or offset is None or offset < 0:
        raise Refused("limit and offset take whole numbers")
    if key := unquote_plus(asked.get("resumeKey")):
        rows = [row for row in rows if f"{row.urlkey} {row.timestamp}" >= key]
    rows = rows[offset:]
    kept = rows[:limit] if limit >= 0 else rows[limit:]
    more = rows[len(kept) :] if limit >= 0 else []
    wants_key = asked.get("showResumeKey") == "true"
    return kept, quote_plus(f"{more[0].urlkey} {more[0].timestamp}") if more and wants_key else ""


def _known(fields: Iterable[str]) -> None:
    unknown = [name for name in fields if name not in COLUMNS]
    if unknown:
        raise Refused(f"Invalid field: {', '.join(unknown)}")
