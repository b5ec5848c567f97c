"""SearXNG: web search through an own server that asks many engines. https://docs.searxng.org

Catalogue: search_breach_archive.md §3.3. Its result order changes between runs, so ranks are not compared; an engine that
kept silent makes the answer partial, since what only it knows is missing.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks import queries
from checks.errors import Blocked, Partial
from checks.fetch import decode_json, expect, fetch, field, words
from checks.hits import doubts, hit, unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Request, Settings, Source
from checks.text import plain

NAME = "searxng"
DEPTH = 20  # results that count: how far a client looks (DOMAIN §2)
PAGE = 10  # what one of its engines gives at most; a site-restricted list of this length may go on


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_engine(NAME, query)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    request = Request(
        url=f"{ask.settings['url'].rstrip('/')}/search",
        params=(("q", question.text), ("format", "json"), ("pageno", "1")),
        headers={"Accept": "application/json"},
    )
    reply = await fetch(ask, request, accept=(200, 403))
    if reply.status == 403:
        raise Blocked('your SearXNG server does not answer in JSON: add "json" to search.formats in its settings.yml')
    payload = decode_json(reply)
    found = list(parse(payload))
    for finding in found:
        yield finding
    problems = [*_silent(payload), *doubts(question, found, full_page=len(payload["results"]) >= PAGE)]
    missed = len(_results(payload)) - len(found)
    if missed:
        problems.append(unread(missed, "results"))
    if problems:
        raise Partial("; ".join(problems))


def parse(payload: Any) -> Iterator[Finding]:
    """The results that can be read, in the order of the answer."""
    for result in _results(payload):
        if isinstance(result, dict):
            finding = hit(words(result, "url"), words(result, "title"), words(result, "content"))
            if finding:
                yield finding


def _results(payload: Any) -> list[Any]:
    return field(payload, "results", list, "SearXNG")[:DEPTH]


def _silent(payload: dict[str, Any]) -> Iterator[str]:
    """The engines that gave no answer, each with its reason in the words of the server."""
    engines = expect(payload.get("unresponsive_engines", []), list, "SearXNG.unresponsive_engines")
    told = [": ".join(plain(str(part))[:60] for part in engine[:2]) for engine in engines if isinstance(engine, list)]
    if engines:
        yield f"silent engines: {'; '.join(filter(None, told)) or len(engines)}"


SOURCE = Source(
    name=NAME,
    title="SearXNG",
    homepage="https://docs.searxng.org",
    room=Room.SEARCH,
    tells=("name", "credential", "town", "practice", "profession", "handle", "email"),
    hosts=("url",),
    questions=questions,
    search=search,
    needs=("url",),
    answers=Answers.RANKED,
    stable_ranks=False,
    recheck=queries.recheck,
    pace_seconds=5,
    cost="free; a server of your own",
)
