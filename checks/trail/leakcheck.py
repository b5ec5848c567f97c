"""LeakCheck: a second free index of leaks in which a released e-mail address may stand. https://leakcheck.io

Catalogue: search_breach_archive.md §5.3. Told the address itself: whether this interface takes its hash is not sure, and a
hash that it does not know would look like a clean address. Off by default, since the firm lives by selling leaks. Which
fields leaked it says of all leaks together, so they are no facts of one. Only "Not found" says nothing; a leak does not
end, so this is a stream. The free interface asks for a visible link back: every finding has it.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from checks.errors import Blocked, Partial, SourceError, Unreadable
from checks.fetch import expect, fetch_json, field, words
from checks.hits import some_unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "leakcheck"
URL = "https://leakcheck.io/api/public"
_MONTH = re.compile(r"\d{4}(?:-\d\d){1,2}", re.ASCII)
_TOO_MANY = re.compile(r"\b(?:limit|too many|rate|slow down|blocked|captcha)", re.IGNORECASE)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for email in dict.fromkeys(email.strip().lower() for email in query.emails):
        yield Question(source=NAME, text=email, tells=("email",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    _status, payload = await fetch_json(ask, URL, {"check": question.text}, accept=(200, 404))
    if not field(payload, "success", bool, "LeakCheck"):
        if error := _failure(words(payload, "error")):
            raise error
        return
    for finding in parse(payload, question.text):
        yield finding
    unread = sum(not _name(leak) for leak in _leaks(payload))
    if unread:
        raise some_unread(unread, "leaks")
    if not _leaks(payload) and payload.get("found") != 0:
        raise Partial("LeakCheck counted leaks and named none")


def _failure(error: str) -> SourceError | None:
    """None for its own way of saying nothing."""
    if error.casefold().rstrip(".!") == "not found":
        return None
    if _TOO_MANY.search(error):
        return Blocked("LeakCheck asked for fewer questions")
    return Unreadable("LeakCheck gave an error that it is not known to give")


def parse(payload: Any, email: str) -> Iterator[Finding]:
    """One finding a leak, sorted. The address is in none of them, only its short hash and its mask."""
    dates: dict[str, set[str]] = {}
    for leak in _leaks(payload):
        if name := _name(leak):
            dates.setdefault(name, set()).update(filter(_MONTH.fullmatch, [words(leak, "date")]))
    owner = hashlib.sha256(email.encode()).hexdigest()[:16]
    for name in sorted(dates):
        yield Finding(
            source=NAME,
            key=f"{owner}:{name}",
            url="https://leakcheck.io/",
            title=clip(f"{name} leak, {email[:1]}…@{email.rpartition('@')[2]}", 300),
            facts={"breach": (name,)} | ({"breach_date": tuple(sorted(dates[name]))} if dates[name] else {}),
            text=name,
        )


def _leaks(payload: Any) -> list[Any]:
    return field(expect(payload, dict, "LeakCheck"), "sources", list, "LeakCheck")


def _name(leak: Any) -> str:
    return clip(plain(words(leak, "name")), 200) if isinstance(leak, dict) else ""


SOURCE = Source(
    name=NAME,
    title="LeakCheck",
    homepage="https://leakcheck.io",
    room=Room.TRAIL,
    tells=("email",),
    hosts=("leakcheck.io",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=3,
    default=False,
    confidence="uncertain",
    cost="free",
)
