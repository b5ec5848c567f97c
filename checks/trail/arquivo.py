"""Arquivo.pt: her name in the text of archived pages, the only archive that can be searched by words. https://arquivo.pt

Catalogue: search_breach_archive.md §6.6; the names of the fields come from clients, not from the operator. Mostly pages of
Portugal, so it is off unless switched on: elsewhere a name would be told for little. One finding a page at its first
capture in the answer; what is archived does not change, and the list is the best few: a stream.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import queries
from checks.fetch import fetch_json, field, words
from checks.hits import some_unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Settings, Source
from checks.text import canonical_url, clip, plain

NAME = "arquivo"
URL = "https://arquivo.pt/textsearch"
MOST = 50
_CAPTURE = re.compile(
    r"https?://arquivo\.pt/(?:no)?wayback/(?:wayback/)?(\d{8})\d{0,6}/(https?://[!-~]{4,1500})", re.ASCII
)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for name in query.names:
        said = queries.phrase(name)
        if len(said) > 2:  # more than its quotation marks
            yield Question(source=NAME, text=said, tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    _status, payload = await fetch_json(ask, URL, {"q": question.text, "maxItems": str(MOST)})
    for finding in parse(payload):
        yield finding
    unread = sum(_capture(item) is None for item in _items(payload))
    if unread:
        raise some_unread(unread, "captures")


def parse(payload: Any) -> Iterator[Finding]:
    """One finding a page, in the order of the answer: its first capture."""
    first: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for item in _items(payload):
        if capture := _capture(item):
            day, page = capture
            first[page] = min(first.get(page, (day, item)), (day, item), key=lambda each: each[0])
    for page, (day, item) in first.items():
        yield _finding(page, day, item)


def _items(payload: Any) -> list[Any]:
    return field(payload, "response_items", list, "Arquivo.pt")


def _capture(item: Any) -> tuple[str, str] | None:
    """Day and page of a capture."""
    match = _CAPTURE.fullmatch(words(item, "linkToArchive")) if isinstance(item, dict) else None
    if match is None:
        return None
    day = match.group(1)
    return f"{day[:4]}-{day[4:6]}-{day[6:]}", canonical_url(match.group(2))


def _finding(page: str, day: str, item: Mapping[str, Any]) -> Finding:
    title, snippet = plain(words(item, "title")), plain(words(item, "snippet"))
    return Finding(
        source=NAME,
        key=f"{day} {page}",
        url=words(item, "linkToArchive"),
        title=clip(title or "An archived page", 300),
        facts={"additional_type": ("archive",), "archived_at": (day,), "same_as": (page,)},
        text=clip("\n".join(filter(None, (title, snippet)))),
    )


SOURCE = Source(
    name=NAME,
    title="Arquivo.pt",
    homepage="https://arquivo.pt",
    room=Room.TRAIL,
    tells=("name",),
    hosts=("arquivo.pt",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=2,
    default=False,
    confidence="uncertain",
    cost="free",
)
