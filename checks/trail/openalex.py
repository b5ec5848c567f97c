"""OpenAlex: records of authors, with every place of work that stood on a paper. https://openalex.org

Catalogue: registries_social_trail.md §5.5. One finding an author record, not one a paper: what it adds is the list of
affiliations, old ones included; a new paper is told by Crossref and PubMed. Only the fields that are read are asked for.
A question by name costs a thousandth of a dollar of the small daily allowance that goes without a key.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from checks import queries
from checks.errors import Partial
from checks.fetch import fetch_json, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "openalex"
URL = "https://api.openalex.org/authors"
PAGE = 100
_FIELDS = "id,orcid,display_name,display_name_alternatives,affiliations"
_BY_NUMBER = "orcid:"
_ID = re.compile(r"https://openalex\.org/(A\d{1,15})", re.ASCII)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    number = query.orcid.strip().rsplit("/", 1)[-1]
    if _ORCID.fullmatch(number):
        yield Question(source=NAME, text=f"{_BY_NUMBER}{number}", tells=("orcid",))
    for name, given, family in queries.apart(query):
        yield Question(source=NAME, text=f"{given} {family}", tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    key = ask.settings.get("api_key", "")  # raises the allowance; not needed
    said = {"select": _FIELDS, **({"api_key": key} if key else {})}
    if question.text.startswith(_BY_NUMBER):
        status, record = await fetch_json(ask, f"{URL}/{question.text}", said, accept=(200, 404))
        payload = {"results": [record] if status == 200 else [], "meta": {"count": int(status == 200)}}
    else:
        _status, payload = await fetch_json(ask, URL, {"search": question.text, "per-page": str(PAGE), **said})
    for finding in parse(payload, question.name):
        yield finding
    records = _records(payload)
    bad = sum(not _number(record) for record in records)
    problems = [unread(bad, "records")] if bad else []
    if field(field(payload, "meta", dict, "OpenAlex"), "count", int, "OpenAlex.meta") > len(records):
        problems.append("more authors of that name than one answer holds")
    if problems:
        raise Partial("; ".join(problems))


def parse(payload: Any, name: str) -> Iterator[Finding]:
    """The records of authors who bear `name` in one of their spellings; an empty one fits all."""
    for record in _records(payload):
        if not _number(record):
            continue
        finding = _finding(record)
        spellings = (*finding.facts.get("name", ()), *finding.facts.get("alternate_name", ()))
        if not name or find("\n".join(spellings), (name,)):
            yield finding


def _records(payload: Any) -> list[Any]:
    field(payload, "meta", dict, "OpenAlex")
    return field(payload, "results", list, "OpenAlex")


def _number(record: Any) -> str:
    found = _ID.fullmatch(words(record, "id")) if isinstance(record, dict) else None
    return found.group(1) if found else ""


def _finding(record: Mapping[str, Any]) -> Finding:
    number, name = _number(record), plain(words(record, "display_name"))
    orcid = _ORCID.search(words(record, "orcid"))
    others, places = record.get("display_name_alternatives"), record.get("affiliations")
    said: dict[str, Iterable[str]] = {
        "name": [name],
        "alternate_name": {plain(other) for other in _listed(others) if isinstance(other, str)} - {name},
        "affiliation": [_institution(place) for place in _listed(places) if isinstance(place, dict)],
        "identifier": [orcid.group() if orcid else ""],
    }
    facts = {fact: tuple(sorted(set(values) - {""})) for fact, values in said.items()}
    return Finding(
        source=NAME,
        key=number,
        url=f"https://openalex.org/{number}",
        title=clip(f"{name or 'An author'} in OpenAlex", 300),
        facts={fact: values for fact, values in facts.items() if values},
        text=clip("\n".join((*facts["name"], *facts["alternate_name"], *facts["affiliation"]))),
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _institution(place: Mapping[str, Any]) -> str:
    institution = place.get("institution")
    return plain(words(institution, "display_name")) if isinstance(institution, dict) else ""


SOURCE = Source(
    name=NAME,
    title="OpenAlex",
    homepage="https://openalex.org",
    room=Room.TRAIL,
    tells=("orcid", "name"),
    hosts=("api.openalex.org",),
    questions=questions,
    search=search,
    takes=("api_key",),
    pace_seconds=1,
    cost="free within a small daily allowance; a free key raises it",
)
