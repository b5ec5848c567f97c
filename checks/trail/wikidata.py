"""Wikidata: whether there is an item about somebody of her name, from which search engines make their info boxes. https://www.wikidata.org

Catalogue: registries_social_trail.md §5.6. Errors come with a good status, in `error`. Labels and aliases that begin with
the name are found, in English; the list is whole while it does not offer to go on.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import queries
from checks.errors import Blocked, Partial, Unreachable, Unreadable
from checks.fetch import expect, fetch_json, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "wikidata"
URL = "https://www.wikidata.org/w/api.php"
MOST = 50
_ITEM = re.compile(r"Q\d{1,12}", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for name in query.names:
        said = queries.phrase(name).strip('"')
        if said:
            yield Question(source=NAME, text=said, tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = {
        "action": "wbsearchentities",
        "search": question.text,
        "language": "en",
        "uselang": "en",
        "type": "item",
        "limit": str(MOST),
        "format": "json",
        "maxlag": "5",
    }
    _status, payload = await fetch_json(ask, URL, params)
    for finding in parse(payload, question.name):
        yield finding
    bad = sum(not _number(item) for item in _items(payload))
    problems = [unread(bad, "items")] if bad else []
    if "search-continue" in payload:
        problems.append("more items than one answer holds")
    if problems:
        raise Partial("; ".join(problems))


def parse(payload: Any, name: str) -> Iterator[Finding]:
    """The items whose label or alias is `name`; one about something that is called after somebody is not kept."""
    for item in _items(payload):
        if _number(item) and find("\n".join((_said(item, "label"), _matched(item))), (name,)):
            yield _finding(item)


def _items(payload: Any) -> list[Any]:
    answer = expect(payload, dict, "Wikidata")
    if "error" in answer:
        raise _refusal(words(expect(answer["error"], dict, "Wikidata.error"), "code"))
    return field(answer, "search", list, "Wikidata")


def _number(item: Any) -> str:
    number = words(item, "id") if isinstance(item, dict) else ""
    return number if _ITEM.fullmatch(number) else ""


def _said(item: Mapping[str, Any], name: str) -> str:
    return clip(plain(words(item, name)), 1000)


def _matched(item: Mapping[str, Any]) -> str:
    """The label or alias that was found."""
    match = item.get("match")
    return _said(match, "text") if isinstance(match, dict) else ""


def _finding(item: Mapping[str, Any]) -> Finding:
    number, label, description = _number(item), _said(item, "label"), _said(item, "description")
    said = {"name": label, "description": description}  # which alias was found depends on the question
    return Finding(
        source=NAME,
        key=number,
        url=f"https://www.wikidata.org/wiki/{number}",
        title=clip(f"{label or number} in Wikidata", 300),
        facts={fact: (value,) for fact, value in said.items() if value},
        text=clip("\n".join(filter(None, said.values()))),
    )


def _refusal(code: str) -> Blocked | Unreachable | Unreadable:
    if code in ("ratelimited", "blocked", "readapidenied"):
        return Blocked("Wikidata asked for fewer questions")
    if code == "maxlag" or code.startswith("internal_api_error"):
        return Unreachable("Wikidata is overloaded at the moment")
    return Unreadable("Wikidata did not take the question in a way that it is not known to do")


SOURCE = Source(
    name=NAME,
    title="Wikidata",
    homepage="https://www.wikidata.org",
    room=Room.TRAIL,
    tells=("name",),
    hosts=("www.wikidata.org",),
    questions=questions,
    search=search,
    pace_seconds=2,
    cost="free",
)
