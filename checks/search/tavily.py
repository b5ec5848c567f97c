"""Tavily: a search made for programs, with a key or without one. https://docs.tavily.com

Catalogue: search_breach_archive.md §3.8. Without `api_key` it is asked as "keyless", which is limited by the hour; how
much, and on what terms, is young. `exact_match` makes it honour phrases, `include_domains` stands for `site:`. Its excerpts
are worded anew each time and its order is for answering questions, so ranks are not compared.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from checks import engines, queries
from checks.errors import Blocked, SourceError, Unreadable
from checks.fetch import decode_json, fetch, field, posting
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Settings, Source

NAME = "tavily"
URL = "https://api.tavily.com/search"
COUNT = 20  # the most that it gives
A_WEEK, A_WEEK_WITHOUT_KEY = 14, 5
TOGETHER = 4  # sites in one question: it takes a list of them
_LIMITS = (429, 432, 433)  # usage, the plan's limit, the limit of paying as one goes
_ENVELOPES = (400, 401, 403, *_LIMITS)


def questions(query: Query, settings: Settings) -> Iterable[Question]:
    at_most = A_WEEK if settings.get("api_key") else A_WEEK_WITHOUT_KEY
    return queries.for_engine(NAME, query, at_most=at_most, quarterly=False, together=TOGETHER)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    said: dict[str, Any] = {
        "query": queries.unrestricted(question),
        "search_depth": "basic",
        "topic": "general",
        "max_results": COUNT,
        "exact_match": True,
    }
    if question.sites:
        said["include_domains"] = list(question.sites)
    key = ask.settings.get("api_key", "")
    reply = await fetch(ask, posting(URL, said, _who(key)), accept=(200, *_ENVELOPES))
    if reply.status != 200:
        raise _refusal(reply, keyed=bool(key))
    payload = decode_json(reply)
    results, found = _results(payload), list(parse(payload))
    for finding in engines.told(question, found, listed=len(results), page=COUNT):
        yield finding


def _who(key: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {"X-Tavily-Access-Mode": "keyless"}


def parse(payload: Any) -> Iterator[Finding]:
    """The results that can be read, in the order of the answer."""
    return engines.read(_results(payload), "url", "title", "content")


def _results(payload: Any) -> list[Any]:
    return field(payload, "results", list, "Tavily")


def _refusal(reply: Reply, *, keyed: bool) -> SourceError:
    if reply.status in _LIMITS and not keyed:
        return Blocked("Tavily answers only so many questions an hour without a key; with one it answers more")
    if reply.status in _LIMITS:
        return Blocked(f"Tavily asked for fewer questions, or this month's are used up (HTTP {reply.status})")
    if reply.status in (401, 403):
        why = "accept the key: `footprint sources` tells where it is read from" if keyed else "answer without a key"
        return Blocked(f"Tavily did not {why}")
    return Unreadable(f"Tavily did not take the question (HTTP {reply.status})")


SOURCE = Source(
    name=NAME,
    title="Tavily",
    homepage="https://tavily.com",
    room=Room.SEARCH,
    tells=("name", "credential", "town", "practice", "profession"),
    hosts=("api.tavily.com",),
    questions=questions,
    search=search,
    takes=("api_key",),
    key_page="https://app.tavily.com",
    answers=Answers.RANKED,
    recheck=queries.recheck,
    stable_ranks=False,
    pace_seconds=10,
    confidence="uncertain",
    cost="free without a key, some questions an hour; with an api_key 1,000 questions a month free",
    monthly=1000,
    price=0.008,
)
