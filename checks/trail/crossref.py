"""Crossref: works with a DOI, as their publishers registered them. https://www.crossref.org

Catalogue: registries_social_trail.md §5.5. One finding a work: what matters is a new paper under her name, and the
affiliation printed beside it. Of its authors only the one of her name is kept. The list is the best of very many (each
word of a name counts for itself), so a work that is not in it is not gone. The client's own contact is what "polite" means.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from checks import queries
from checks.fetch import fetch_json, field, words
from checks.hits import some_unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.names import find
from checks.said import SURE
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "crossref"
URL = "https://api.crossref.org/works"
ROWS = 50
_DOI = re.compile(r"10\.\d{4,9}/\S{1,300}", re.ASCII)
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for name, given, family in queries.apart(query):
        yield Question(source=NAME, text=f"{given} {family}", tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = {
        "query.author": question.text,
        "rows": str(ROWS),
        "select": "DOI,title,author,published,container-title",
    }
    _status, payload = await fetch_json(ask, URL, params)
    for finding in parse(payload, question.name):
        yield finding
    unread = sum(not _doi(item) for item in _items(payload))
    if unread:
        raise some_unread(unread, "works")


def parse(payload: Any, name: str) -> Iterator[Finding]:
    """The works that somebody called `name` wrote."""
    for item in _items(payload):
        author = _author(item, name) if _doi(item) else None
        if author is not None:
            yield _finding(item, author)


def _items(payload: Any) -> list[Any]:
    return field(field(payload, "message", dict, "Crossref"), "items", list, "Crossref.message")


def _doi(item: Any) -> str:
    doi = words(item, "DOI").lower() if isinstance(item, dict) else ""
    return doi if _DOI.fullmatch(doi) and doi.isprintable() else ""


def _author(item: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    authors = (author for author in _listed(item.get("author")) if isinstance(author, dict))
    return next((a for a in authors if any(m.form in SURE for m in find(_called(a), (name,)))), None)


def _called(author: Mapping[str, Any]) -> str:
    return clip(plain(f"{words(author, 'given')} {words(author, 'family')}"), 300)


def _finding(item: Mapping[str, Any], author: Mapping[str, Any]) -> Finding:
    doi, title, journal = _doi(item), _first(item, "title"), _first(item, "container-title")
    places = {plain(words(place, "name")) for place in _listed(author.get("affiliation")) if isinstance(place, dict)}
    orcid = _ORCID.search(words(author, "ORCID"))
    said = {
        "name": (_called(author),),
        "affiliation": tuple(sorted(places - {""})),
        "identifier": (orcid.group(),) if orcid else (),
        "date_published": tuple(filter(None, (_day(item),))),
    }
    text = "\n".join(filter(None, (title, _called(author), *said["affiliation"], journal)))
    return Finding(
        source=NAME,
        key=doi,
        url=f"https://doi.org/{quote(doi, safe='/()')}",
        title=clip(title or f"A work, DOI {doi}", 300),
        facts={fact: values for fact, values in said.items() if values},
        text=clip(text),
    )


def _first(item: Mapping[str, Any], name: str) -> str:
    return next((plain(text) for text in _listed(item.get(name)) if isinstance(text, str)), "")


def _day(item: Mapping[str, Any]) -> str:
    """2019, 2019-05 or 2019-05-01, as far as the publisher says it."""
    published = item.get("published")
    parts = _listed(published.get("date-parts") if isinstance(published, dict) else None)
    numbers = [n for n in _listed(parts[0] if parts else None)[:3] if type(n) is int and 0 < n < 10_000]
    return "-".join(f"{number:02}" for number in numbers)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


SOURCE = Source(
    name=NAME,
    title="Crossref",
    homepage="https://www.crossref.org",
    room=Room.TRAIL,
    tells=("name",),
    hosts=("api.crossref.org",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=2,
    cost="free",
)
