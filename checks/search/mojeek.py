"""Mojeek: an independent web index, small but of its own. https://www.mojeek.com/support/api/search/

Catalogue: search_breach_archive.md §3.5. A refusal comes as 200 with a line of text in `response.status`, so that is read
first. The key travels in the address, where its interface wants it.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks import engines, queries
from checks.errors import Blocked, SourceError, Unreadable
from checks.fetch import fetch_json, field
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "mojeek"
URL = "https://api.mojeek.com/search"
COUNT = 20  # how far a client looks (DOMAIN §2)
A_WEEK = 10


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_engine(NAME, query, at_most=A_WEEK, quarterly=False)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = {"api_key": ask.settings["api_key"], "q": queries.unrestricted(question), "fmt": "json", "t": str(COUNT)}
    if question.site:
        params["site"] = question.site
    _status, payload = await fetch_json(ask, URL, params)
    results, found = _results(payload), list(parse(payload))
    for finding in engines.told(question, found, listed=len(results), page=COUNT):
        yield finding


def parse(payload: Any) -> Iterator[Finding]:
    """The results that can be read, in the order of the answer."""
    return engines.read(_results(payload), "url", "title", "desc")


def _results(payload: Any) -> list[Any]:
    response = field(payload, "response", dict, "Mojeek")
    status = field(response, "status", str, "Mojeek.response")
    if status != "OK":
        raise _refusal(clip(plain(status), 100))
    return field(response, "results", list, "Mojeek.response")


def _refusal(said: str) -> SourceError:
    """Which lines there are is not documented; those of limits and keys say so."""
    about = said.casefold()
    if "limit" in about or "credit" in about or "quota" in about:
        return Blocked(f"Mojeek answers no more questions for now: {said}")
    if "key" in about or "auth" in about or "ip" in about.split():
        return Blocked(f"Mojeek did not accept the key: {said}")
    return Unreadable(f"Mojeek did not take the question: {said}")


SOURCE = Source(
    name=NAME,
    title="Mojeek",
    homepage="https://www.mojeek.com",
    room=Room.SEARCH,
    tells=("name", "credential", "town", "practice", "profession"),
    hosts=("api.mojeek.com",),
    questions=questions,
    search=search,
    needs=("api_key",),
    key_page="https://www.mojeek.com/services/search/web-search-api/",
    answers=Answers.RANKED,
    recheck=queries.recheck,
    pace_seconds=1,
    default=False,
    cost="at a price that Mojeek tells on request",
)
