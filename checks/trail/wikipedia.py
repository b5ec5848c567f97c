"""Wikipedia, in English: articles in whose text her name stands. https://en.wikipedia.org

Catalogue: registries_social_trail.md §5.6. Errors come with a good status, in `error`. The list is whole while it does not
offer to go on, so an article that no longer names her can be said to be gone.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

from checks import queries
from checks.errors import Blocked, Partial, Unreachable, Unreadable
from checks.fetch import expect, fetch_json, field, words
from checks.hits import hit, unread
from checks.model import Finding, Query, Question, Room
from checks.source import Ask, Settings, Source
from checks.text import plain

NAME = "wikipedia"
URL = "https://en.wikipedia.org/w/api.php"
MOST = 50


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for name in query.names:
        said = queries.phrase(name)
        if len(said) > 2:  # more than its quotation marks
            yield Question(source=NAME, text=said, tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = {
        "action": "query",
        "list": "search",
        "srsearch": question.text,
        "srlimit": str(MOST),
        "srprop": "snippet",
        "format": "json",
        "formatversion": "2",
        "maxlag": "5",
    }
    _status, payload = await fetch_json(ask, URL, params)
    found = list(parse(payload))
    for finding in found:
        yield finding
    bad = len(_results(payload)) - len(found)
    problems = [unread(bad, "articles")] if bad else []
    if "continue" in payload:
        problems.append("more articles than one answer holds")
    if problems:
        raise Partial("; ".join(problems))


def parse(payload: Any) -> Iterator[Finding]:
    for result in _results(payload):
        title = plain(words(result, "title")) if isinstance(result, dict) else ""
        page = f"https://en.wikipedia.org/wiki/{quote(title.replace(' ', '_'), safe='/:(),')}"
        if title and (finding := hit(page, f"{title} - Wikipedia", words(result, "snippet"))):
            yield finding


def _results(payload: Any) -> list[Any]:
    answer = expect(payload, dict, "Wikipedia")
    if "error" in answer:
        raise _refusal(words(expect(answer["error"], dict, "Wikipedia.error"), "code"))
    return field(field(answer, "query", dict, "Wikipedia"), "search", list, "Wikipedia.query")


def _refusal(code: str) -> Blocked | Unreachable | Unreadable:
    if code in ("ratelimited", "blocked", "readapidenied"):
        return Blocked("Wikipedia asked for fewer questions")
    if code == "maxlag" or code.startswith("internal_api_error"):
        return Unreachable("Wikipedia is overloaded at the moment")
    return Unreadable("Wikipedia did not take the question in a way that it is not known to do")


SOURCE = Source(
    name=NAME,
    title="Wikipedia",
    homepage="https://en.wikipedia.org",
    room=Room.TRAIL,
    tells=("name",),
    hosts=("en.wikipedia.org",),
    questions=questions,
    search=search,
    pace_seconds=2,
    cost="free",
)
