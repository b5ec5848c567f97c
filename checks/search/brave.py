"""Brave Search: an independent web index with a documented API. https://api-dashboard.search.brave.com

Catalogue: search_breach_archive.md §3.1. `spellcheck` is off, since a silently altered name is somebody else's. Which
status a bad key gets is uncertain, so the error's own `code` is read.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks import engines, queries
from checks.errors import Blocked, SourceError, Unreadable
from checks.fetch import decode_json, expect, fetch, words
from checks.hits import hit
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source

NAME = "brave"
URL = "https://api.search.brave.com/res/v1/web/search"
TOGETHER = 6  # sites in one question: Brave documents OR, and a page of results has to hold what all of them show
COUNT = 20  # the most that one page holds, and how far a client looks (DOMAIN §2)
_ENVELOPES = (400, 401, 403, 404, 422, 429)


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_engine(NAME, query, together=TOGETHER)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    request = Request(
        url=URL,
        params=(
            ("q", question.text),
            ("count", str(COUNT)),
            ("spellcheck", "false"),
            ("text_decorations", "false"),
            ("safesearch", "off"),
        ),
        headers={"Accept": "application/json", "X-Subscription-Token": ask.settings["api_key"]},
    )
    reply = await fetch(ask, request, accept=(200, *_ENVELOPES))
    if reply.status != 200:
        raise _refusal(reply)
    payload = decode_json(reply)
    results, found = _results(payload), list(parse(payload))
    also = ["the engine changed the question"] if words(payload["query"], "altered") else []
    for finding in engines.told(question, found, listed=len(results), page=COUNT, also=also):
        yield finding


def parse(payload: Any) -> Iterator[Finding]:
    """The web results that can be read, in the order of the answer. No `web` part is its way of saying nothing."""
    for result in _results(payload):
        if isinstance(result, dict):
            extra = result.get("extra_snippets")
            more = [text for text in extra if isinstance(text, str)] if isinstance(extra, list) else []
            finding = hit(words(result, "url"), words(result, "title"), words(result, "description"), *more)
            if finding:
                yield finding


def _results(payload: Any) -> list[Any]:
    answer = expect(payload, dict, "Brave")
    if answer.get("type") != "search" or not isinstance(answer.get("query"), dict):
        raise Unreadable("Brave answered in a shape that is not known")
    web = answer.get("web")
    return [] if web is None else expect(expect(web, dict, "Brave.web").get("results", []), list, "Brave.web.results")


def _refusal(reply: Reply) -> SourceError:
    error = _error(reply)
    code, meta = words(error, "code"), error.get("meta")
    if reply.status == 429:
        return Blocked(_too_many(meta if isinstance(meta, dict) else {}))
    if reply.status in (401, 403) or "TOKEN" in code or "SUBSCRIPTION" in code:
        return Blocked("Brave did not accept the key: `footprint sources` tells where it is read from")
    said = f", {code}" if code.isidentifier() else ""
    return Unreadable(f"Brave did not take the question (HTTP {reply.status}{said})")


def _error(reply: Reply) -> dict[str, Any]:
    """What the envelope says; nothing where a refusal comes without one."""
    try:
        payload = decode_json(reply)
    except Unreadable:
        return {}
    error = payload.get("error") if isinstance(payload, dict) else None
    return error if isinstance(error, dict) else {}


def _too_many(meta: dict[str, Any]) -> str:
    used, limit = meta.get("quota_current"), meta.get("quota_limit")
    if isinstance(used, int) and isinstance(limit, int) and used >= limit:
        return "this month's questions to Brave are used up; it answers again next month"
    return "Brave asked for fewer questions (HTTP 429)"


SOURCE = Source(
    name=NAME,
    title="Brave Search",
    homepage="https://brave.com/search/api/",
    room=Room.SEARCH,
    tells=("name", "credential", "town", "practice", "profession", "handle", "email"),
    hosts=("api.search.brave.com",),
    questions=questions,
    search=search,
    needs=("api_key",),
    answers=Answers.RANKED,
    recheck=queries.recheck,
    pace_seconds=1,
    cost="5 US dollars for 1,000 questions; a monthly credit of 5 dollars",
    monthly=1000,
    price=0.005,
)
