"""Brave Search, news: its own index of the press, asked with the key of Brave Search. https://brave.com/search/api/

Catalogue: search_breach_archive.md §3.1. An endpoint, a list and a budget of its own beside the search of the web; every
question is billed as one of the web is. `spellcheck` is off, since a silently altered name is somebody else's.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks import queries
from checks.errors import Blocked, Partial, SourceError, Unreadable
from checks.fetch import decode_json, expect, fetch, field, words
from checks.hits import hit, unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source

NAME = "brave_news"
URL = "https://api.search.brave.com/res/v1/news/search"
COUNT = 50  # the most that one answer holds
A_WEEK = 5
_ENVELOPES = (400, 401, 403, 404, 422, 429)


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_news(NAME, query, at_most=A_WEEK)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    request = Request(
        url=URL,
        params=(("q", question.text), ("count", str(COUNT)), ("spellcheck", "false"), ("safesearch", "off")),
        headers={"Accept": "application/json", "X-Subscription-Token": ask.settings["api_key"]},
    )
    reply = await fetch(ask, request, accept=(200, *_ENVELOPES))
    if reply.status != 200:
        raise _refusal(reply)
    payload = decode_json(reply)
    results, found = _results(payload), list(parse(payload))
    for finding in found:
        yield finding
    problems = [unread(len(results) - len(found), "results")] if len(found) < len(results) else []
    if words(payload["query"], "altered"):
        problems.append("the engine changed the question")
    if problems:
        raise Partial("; ".join(problems))


def parse(payload: Any) -> Iterator[Finding]:
    """The articles that can be read, in the order of the answer."""
    for result in _results(payload):
        if isinstance(result, dict):
            extra = result.get("extra_snippets")
            more = [text for text in extra if isinstance(text, str)] if isinstance(extra, list) else []
            finding = hit(words(result, "url"), words(result, "title"), words(result, "description"), *more)
            if finding:
                yield finding


def _results(payload: Any) -> list[Any]:
    if words(expect(payload, dict, "Brave"), "type") != "news":
        raise Unreadable("Brave answered in a shape that is not known")
    field(payload, "query", dict, "Brave")
    return field(payload, "results", list, "Brave")


def _refusal(reply: Reply) -> SourceError:
    try:
        payload = decode_json(reply)
    except Unreadable:  # a refusal without its envelope
        payload = {}
    error = payload.get("error") if isinstance(payload, dict) else None
    error = error if isinstance(error, dict) else {}
    code, meta = words(error, "code"), error.get("meta")
    if reply.status == 429:
        return Blocked(_too_many(meta if isinstance(meta, dict) else {}))
    if reply.status in (401, 403) or "TOKEN" in code or "SUBSCRIPTION" in code:
        return Blocked("Brave did not accept the key for news: `footprint sources` tells where it is read from")
    said = f", {code}" if code.isidentifier() else ""
    return Unreadable(f"Brave did not take the question (HTTP {reply.status}{said})")


def _too_many(meta: dict[str, Any]) -> str:
    used, limit = meta.get("quota_current"), meta.get("quota_limit")
    if isinstance(used, int) and isinstance(limit, int) and used >= limit:
        return "this month's questions to Brave are used up; it answers again next month"
    return "Brave asked for fewer questions (HTTP 429)"


SOURCE = Source(
    name=NAME,
    title="Brave Search, news",
    homepage="https://brave.com/search/api/",
    room=Room.SEARCH,
    tells=("name", "practice", "town"),
    hosts=("api.search.brave.com",),
    questions=questions,
    search=search,
    needs=("api_key",),
    key_page="https://api-dashboard.search.brave.com",
    answers=Answers.STREAM,
    pace_seconds=1,
    default=False,
    cost="5 US dollars for 1,000 questions, from the same monthly credit as Brave Search",
    monthly=1000,
    price=0.005,
)
