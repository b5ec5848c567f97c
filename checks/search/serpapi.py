"""SerpApi: what Google shows, through a paid service. https://serpapi.com/search-api

Catalogue: search_breach_archive.md §3.6. "Nothing" is a 200 with an `error` in words; every other `error` is none. Google
may show results for another spelling and says so in `organic_results_state`. The key travels in the address, where its
interface wants it.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks import engines, queries
from checks.errors import Blocked, Unreadable
from checks.fetch import decode_json, expect, fetch, field, words
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Request, Settings, Source

NAME = "serpapi"
URL = "https://serpapi.com/search.json"
COUNT = 10  # one page of Google
A_WEEK = 11  # of some 100 free ones a month; follow-ups come on top
TOGETHER = 4  # sites in one question: Google documents OR, and one page has to hold what all of them show
_NOTHING = re.compile(r"has(?: no|n.)t returned any results", re.IGNORECASE)
_REFUSALS = {
    401: "SerpApi did not accept the key: `footprint sources` tells where it is read from",
    403: "SerpApi did not accept the key: look at the account at SerpApi (HTTP 403)",
    429: "SerpApi answers no more questions for now: too many in an hour, or this month's are used up",
}


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_engine(NAME, query, at_most=A_WEEK, quarterly=False, together=TOGETHER)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = (
        ("engine", "google"),
        ("q", question.text),
        ("num", str(COUNT)),
        ("hl", "en"),
        ("gl", "us"),
        ("safe", "off"),
        ("api_key", ask.settings["api_key"]),
    )
    request = Request(url=URL, params=params, headers={"Accept": "application/json"})
    reply = await fetch(ask, request, accept=(200, *_REFUSALS))
    if reply.status != 200:
        raise Blocked(_REFUSALS[reply.status])
    payload = decode_json(reply)
    results, found = _results(payload), list(parse(payload))
    also = ["the engine changed the question"] if results and "fixed spelling" in _state(payload) else []
    for finding in engines.told(question, found, listed=len(results), page=COUNT, also=also):
        yield finding


def parse(payload: Any) -> Iterator[Finding]:
    """The results that can be read, in the order of the answer; no boxes and no advertisements."""
    return engines.read(_results(payload), "link", "title", "snippet")


def _results(payload: Any) -> list[Any]:
    metadata = field(payload, "search_metadata", dict, "SerpApi")
    if words(metadata, "status") != "Success":
        raise Unreadable("SerpApi could not bring the answer of Google")
    if "organic_results" not in payload and _NOTHING.search(words(payload, "error")):
        return []
    if words(payload, "error"):
        raise Unreadable("SerpApi answered with an error that is not known")
    return field(payload, "organic_results", list, "SerpApi")


def _state(payload: dict[str, Any]) -> str:
    information = expect(payload.get("search_information", {}), dict, "SerpApi.search_information")
    return words(information, "organic_results_state").casefold()


SOURCE = Source(
    name=NAME,
    title="SerpApi (Google)",
    homepage="https://serpapi.com",
    room=Room.SEARCH,
    tells=("name", "credential", "town", "practice", "profession"),
    hosts=("serpapi.com",),
    questions=questions,
    search=search,
    needs=("api_key",),
    key_page="https://serpapi.com/manage-api-key",
    answers=Answers.RANKED,
    recheck=queries.recheck,
    pace_seconds=1,
    default=False,
    cost="100 to 250 questions a month free; then about 25 US dollars for 1,000",
    monthly=100,
    price=0.025,
)
