"""Semantic Scholar: records of authors, with affiliations and homepage. https://www.semanticscholar.org

Catalogue: registries_social_trail.md §5.5. One finding an author record, as for OpenAlex, from which it differs in the
homepage that authors enter themselves. Off unless switched on: without a key everybody shares one pool, which refuses so
often that most weeks would bring no answer; a key is free. Numbers of papers and citations are not asked for.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import queries
from checks.errors import Partial
from checks.fetch import fetch_json, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.source import Ask, Settings, Source
from checks.text import canonical_url, clip, plain

NAME = "semantic_scholar"
URL = "https://api.semanticscholar.org/graph/v1/author/search"
PAGE = 100
_ID = re.compile(r"\d{1,15}", re.ASCII)
_PAGE_URL = re.compile(r"https?://[!-~]{4,500}", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for name, given, family in queries.apart(query):
        yield Question(source=NAME, text=f"{given} {family}", tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    key = ask.settings.get("api_key", "")
    params = {"query": question.text, "fields": "name,affiliations,homepage", "offset": "0", "limit": str(PAGE)}
    _status, payload = await fetch_json(ask, URL, params, headers={"x-api-key": key} if key else {})
    for finding in parse(payload, question.name):
        yield finding
    records = _records(payload)
    bad = sum(not _number(record) for record in records)
    problems = [unread(bad, "records")] if bad else []
    if payload["total"] > len(records):
        problems.append("more authors of that name than one answer holds")
    if problems:
        raise Partial("; ".join(problems))


def parse(payload: Any, name: str) -> Iterator[Finding]:
    """The records of authors who bear `name`."""
    for record in _records(payload):
        if _number(record) and find(plain(words(record, "name")), (name,)):
            yield _finding(record)


def _records(payload: Any) -> list[Any]:
    """`data` may be left out where there is nothing."""
    total = field(payload, "total", int, "Semantic Scholar")
    if total == 0 and "data" not in payload:
        return []
    return field(payload, "data", list, "Semantic Scholar")


def _number(record: Any) -> str:
    number = words(record, "authorId") if isinstance(record, dict) else ""
    return number if _ID.fullmatch(number) else ""


def _finding(record: Mapping[str, Any]) -> Finding:
    number, name, homepage = _number(record), plain(words(record, "name")), words(record, "homepage")
    places = record.get("affiliations")
    affiliations = {plain(p) for p in places if isinstance(p, str)} if isinstance(places, list) else set()
    said = {
        "name": (name,),
        "affiliation": tuple(sorted(affiliations - {""})),
        "same_as": (canonical_url(homepage),) if _PAGE_URL.fullmatch(homepage) else (),
    }
    return Finding(
        source=NAME,
        key=number,
        url=f"https://www.semanticscholar.org/author/{number}",
        title=clip(f"{name} in Semantic Scholar", 300),
        facts={fact: values for fact, values in said.items() if values},
        text=clip("\n".join((name, *said["affiliation"]))),
    )


SOURCE = Source(
    name=NAME,
    title="Semantic Scholar",
    homepage="https://www.semanticscholar.org",
    room=Room.TRAIL,
    tells=("name",),
    hosts=("api.semanticscholar.org",),
    questions=questions,
    search=search,
    takes=("api_key",),
    pace_seconds=3,
    default=False,
    cost="free; a free key makes refusals rarer",
)
