"""XposedOrNot: whether a released e-mail address is in a known data breach. https://xposedornot.com

Catalogue: search_breach_archive.md §5.2. The `Error` key decides, not the status. A breach does not end, and an address
whose owner hid it there looks like one that is in none: so this is a stream, from which nothing is ever said to be gone.
"""

import hashlib
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

from checks.errors import Unreachable, Unreadable
from checks.fetch import expect, fetch_json, field, words
from checks.hits import some_unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "xposedornot"
URL = "https://api.xposedornot.com/v1/check-email/"


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for email in dict.fromkeys(email.strip().lower() for email in query.emails):
        yield Question(source=NAME, text=email, tells=("email",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    url = URL + quote(question.text, safe="@")
    status, payload = await fetch_json(ask, url, {"details": "true"}, accept=(200, 404))
    answer = expect(payload, dict, "XposedOrNot")
    if "Error" in answer:
        _check_nothing(status, words(answer, "Error").casefold())
        return
    for finding in parse(answer, question.text):
        yield finding
    unread = sum(not isinstance(name, str) or not plain(name) for name in _names(answer))
    if unread:
        raise some_unread(unread, "breaches")


def _check_nothing(status: int, error: str) -> None:
    """Only the two documented shapes say that the address is in no breach; 404 "Not found" is a fault of theirs."""
    if (status, error) in ((404, "no breaches found"), (200, "not found")):
        return
    if (status, error) == (404, "not found"):
        raise Unreachable("XposedOrNot had a fault of its own, so this is no answer about the address")
    raise Unreadable("XposedOrNot gave an error that it is not known to give")


def parse(payload: Any, email: str) -> Iterator[Finding]:
    """One finding a breach, sorted: their order is random. The address is in none of them, only its short hash and its mask."""
    answer = expect(payload, dict, "XposedOrNot")
    details = answer.get("breach_details")
    by_name = {words(d, "name"): d for d in details if isinstance(d, dict)} if isinstance(details, list) else {}
    owner = hashlib.sha256(email.strip().lower().encode()).hexdigest()[:16]
    for name in sorted({plain(name) for name in _names(answer) if isinstance(name, str)} - {""}):
        yield _finding(name, by_name.get(name, {}), owner, _masked(email))


def _names(answer: dict[str, Any]) -> list[Any]:
    """`breaches` is a list that holds one list."""
    outer = field(answer, "breaches", list, "XposedOrNot")
    return [name for inner in outer for name in (inner if isinstance(inner, list) else [inner])]


def _masked(email: str) -> str:
    """`m…@postbox.example`: enough for her to know which of her addresses it is."""
    mailbox, _, host = email.strip().rpartition("@")
    return f"{mailbox[:1]}…@{host}"


def _finding(name: str, detail: dict[str, Any], owner: str, whose: str) -> Finding:
    exposed = detail.get("exposed_data")
    kinds = {plain(kind).lower() for kind in exposed if isinstance(kind, str)} if isinstance(exposed, list) else set()
    facts = {
        "breach": (name,),
        "data_class": tuple(sorted(kinds - {""})),
        "breach_date": tuple(filter(None, (plain(words(detail, "breach_date")),))),
    }
    return Finding(
        source=NAME,
        key=f"{owner}:{name}",
        url="https://xposedornot.com/",
        title=clip(f"{name} data breach, {whose}", 300),
        facts={key: values for key, values in facts.items() if values},
        text=clip(": ".join(filter(None, (name, ", ".join(facts["data_class"]))))),
    )


SOURCE = Source(
    name=NAME,
    title="XposedOrNot",
    homepage="https://xposedornot.com",
    room=Room.TRAIL,
    tells=("email",),
    hosts=("api.xposedornot.com",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=2,
    cost="free for personal use",
)
