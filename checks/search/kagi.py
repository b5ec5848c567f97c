"""Kagi: a paid engine without advertisements. https://help.kagi.com/kagi/api/search.html

Catalogue: search_breach_archive.md §3.4 (version 1). An empty part of `data` is left out: no `search` is its way of saying
nothing. It has a part of its own for public records, which is read as well. An error comes in a list, with `data` empty.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks import engines, queries
from checks.errors import Blocked, Unreadable
from checks.fetch import decode_json, expect, fetch, field, posting
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Settings, Source

NAME = "kagi"
URL = "https://kagi.com/api/v1/search"
COUNT = 20  # how far a client looks (DOMAIN §2)
A_WEEK = 12  # every question is paid
_PARTS = ("search", "public_records")
_REFUSALS = {
    401: "Kagi did not accept the key: `footprint sources` tells where it is read from",
    403: "Kagi takes no questions from this address of the internet: look at the key's settings at Kagi",
    429: "Kagi asked for fewer questions, or the money set aside for them is used up (HTTP 429)",
}


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_engine(NAME, query, at_most=A_WEEK)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    said = {"query": question.text, "workflow": "search", "limit": COUNT, "safe_search": False}
    headers = {"Authorization": f"Bearer {ask.settings['api_key']}"}
    reply = await fetch(ask, posting(URL, said, headers), accept=(200, *_REFUSALS))
    if reply.status != 200:
        raise Blocked(_REFUSALS[reply.status])
    payload = decode_json(reply)
    results, found = _results(payload), list(parse(payload))
    for finding in engines.told(question, found, listed=len(results), page=COUNT):
        yield finding


def parse(payload: Any) -> Iterator[Finding]:
    """The results that can be read, those of the web first."""
    return engines.read(_results(payload), "url", "title", "snippet")


def _results(payload: Any) -> list[Any]:
    if expect(payload, dict, "Kagi").get("error"):
        raise Unreadable("Kagi did not take the question")
    parts = field(payload, "data", dict, "Kagi")
    if parts and not any(isinstance(part, list) for part in parts.values()):
        raise Unreadable("Kagi answered in a shape that is not known")
    return [result for name in _PARTS for result in expect(parts.get(name, []), list, f"Kagi.data.{name}")]


SOURCE = Source(
    name=NAME,
    title="Kagi",
    homepage="https://kagi.com",
    room=Room.SEARCH,
    tells=("name", "credential", "town", "practice", "profession", "handle", "email"),
    hosts=("kagi.com",),
    questions=questions,
    search=search,
    needs=("api_key",),
    key_page="https://kagi.com/settings/api",
    answers=Answers.RANKED,
    recheck=queries.recheck,
    pace_seconds=1,
    default=False,
    cost="about 12 US dollars for 1,000 questions, paid beforehand",
    price=0.012,
)
