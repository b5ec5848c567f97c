"""Serper: what Google shows, through a paid service. https://serper.dev

Catalogue: search_breach_archive.md §3.7. No document of the operator could be read, only clients: how it says that the key
or the money is at fault is not sure, so its `message` is read too.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks import engines, queries
from checks.errors import Blocked, SourceError, Unreadable
from checks.fetch import decode_json, fetch, field, posting, words
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Settings, Source

NAME = "serper"
URL = "https://google.serper.dev/search"
COUNT = 10  # one page of Google
A_WEEK = 18
TOGETHER = 4  # sites in one question: Google documents OR, and one page has to hold what all of them show
_ENVELOPES = (400, 401, 402, 403, 429)


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_engine(NAME, query, at_most=A_WEEK, together=TOGETHER)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    said = {"q": question.text, "gl": "us", "hl": "en", "num": COUNT}
    headers = {"X-API-KEY": ask.settings["api_key"]}
    reply = await fetch(ask, posting(URL, said, headers), accept=(200, *_ENVELOPES))
    if reply.status != 200:
        raise _refusal(reply)
    payload = decode_json(reply)
    results, found = _results(payload), list(parse(payload))
    for finding in engines.told(question, found, listed=len(results), page=COUNT):
        yield finding


def parse(payload: Any) -> Iterator[Finding]:
    """The results that can be read, in the order of the answer; no boxes and no advertisements."""
    return engines.read(_results(payload), "link", "title", "snippet")


def _results(payload: Any) -> list[Any]:
    return field(payload, "organic", list, "Serper")


def _refusal(reply: Reply) -> SourceError:
    try:
        payload = decode_json(reply)
    except Unreadable:  # a refusal in other words
        payload = {}
    message = words(payload, "message").casefold() if isinstance(payload, dict) else ""
    if reply.status in (402, 429) or "credit" in message or "quota" in message:
        return Blocked(f"Serper answers no more questions for now: is its credit used up? (HTTP {reply.status})")
    if reply.status in (401, 403):
        return Blocked("Serper did not accept the key: `footprint sources` tells where it is read from")
    return Unreadable(f"Serper did not take the question (HTTP {reply.status})")


SOURCE = Source(
    name=NAME,
    title="Serper (Google)",
    homepage="https://serper.dev",
    room=Room.SEARCH,
    tells=("name", "credential", "town", "practice", "profession", "handle", "email"),
    hosts=("google.serper.dev",),
    questions=questions,
    search=search,
    needs=("api_key",),
    key_page="https://serper.dev/api-key",
    answers=Answers.RANKED,
    recheck=queries.recheck,
    pace_seconds=1,
    default=False,
    confidence="uncertain",
    cost="2,500 questions free, once; then paid beforehand",
)
