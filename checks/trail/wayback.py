"""Wayback Machine: whether pages that she lists are kept in the archive, and since when. https://web.archive.org

Catalogue: search_breach_archive.md §6.1. Only the first capture is asked for: more captures of a page are no change. An
empty list is the archive's "nothing", so the answer is whole: a page that was in it and is in two complete answers no more
was taken out. A page that the archive was asked to leave out is refused, which is not nothing.
"""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any

from checks.errors import Blocked, Partial, Unreachable, Unreadable
from checks.fetch import decode_json, expect, fetch
from checks.model import Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import canonical_url

NAME = "wayback"
URL = "https://web.archive.org/cdx/search/cdx"
_LEFT_OUT = re.compile(rb"AdministrativeAccessControlException|RobotAccessControlException|URL has been excluded")


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    site = (query.practice.website,) if query.practice and query.practice.website else ()
    for page in dict.fromkeys(map(canonical_url, (*site, *query.profiles))):
        yield Question(source=NAME, text=page, tells=("page",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = (
        ("url", re.sub(r"^https?://", "", question.text)),
        ("output", "json"),
        ("fl", "timestamp,original,statuscode,digest"),
        ("filter", "statuscode:200"),
        ("limit", "1"),
    )
    reply = await fetch(ask, Request(url=URL, params=params), accept=(200, 400, 403, 404, 500, 503))
    if _LEFT_OUT.search(reply.body[:4096]):
        raise Blocked("the archive was asked to leave this page out, so it shows nothing of it")
    for finding in parse(_rows(reply), question.text):
        yield finding


def _rows(reply: Reply) -> Any:
    """Nothing captured is an empty list or no text at all, with 200 or 404; every other answer is a failure."""
    if reply.status in (200, 404):
        return decode_json(reply) if reply.body.strip() else []
    if reply.status >= 500:
        raise Unreachable(f"the archive has a fault of its own (HTTP {reply.status})")
    raise Blocked(f"the archive refused the question (HTTP {reply.status})")


def parse(payload: Any, page: str) -> Iterator[Finding]:
    """The first capture of `page`, if the rows below the header hold one."""
    rows = expect(payload, list, "Wayback")
    if not rows:
        return
    header = expect(rows[0], list, "Wayback header")
    if "timestamp" not in header:
        raise Unreadable("Wayback: the list has no column of times")
    column, captures = header.index("timestamp"), [row for row in rows[1:] if row]
    times = sorted(filter(None, (_moment(row, column) for row in captures)))
    if times:
        yield _finding(page, times[0])
    if len(times) < len(captures):
        raise (Partial if times else Unreadable)("Wayback: a capture without a time")


def _moment(row: Any, column: int) -> str:
    """YYYYMMDDhhmmss in UTC; empty for what is no time."""
    value = row[column] if isinstance(row, list) and len(row) > column else None
    if not isinstance(value, str) or not re.fullmatch(r"\d{14}", value, re.ASCII):
        return ""
    try:
        datetime.strptime(value, "%Y%m%d%H%M%S")  # noqa: DTZ007 only asked whether there is such a moment
    except ValueError:
        return ""
    return value


def _finding(page: str, first: str) -> Finding:
    day = f"{first[:4]}-{first[4:6]}-{first[6:8]}"
    return Finding(
        source=NAME,
        key=page,
        url=f"https://web.archive.org/web/{first}/{page}",
        title="Archived copies of a page of yours",
        facts={"archived_at": (day,), "same_as": (page,)},
        text=f"Archived since {day}: {page}",
    )


SOURCE = Source(
    name=NAME,
    title="Wayback Machine",
    homepage="https://web.archive.org",
    room=Room.TRAIL,
    tells=("page",),
    hosts=("web.archive.org",),
    questions=questions,
    search=search,
    pace_seconds=2.5,
    cost="free",
)
