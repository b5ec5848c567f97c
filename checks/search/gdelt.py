"""GDELT: news of the whole world of the last three months, by the full text of articles. https://www.gdeltproject.org

Catalogue: search_breach_archive.md §4.4. It answers 200 with a line of text where it does not like a question or sheds
load, and its JSON sometimes holds escapes that are none. Only a headline is shown of an article, with blanks around signs.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any

from checks import queries
from checks.errors import Blocked, Partial, Unreadable
from checks.fetch import decode_json, expect, fetch, field, words
from checks.hits import hit, unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source

NAME = "gdelt"
URL = "https://api.gdeltproject.org/api/v2/doc/doc"
ARTICLES = 100  # the newest; it has up to 250
A_WEEK = 5

_LIMITED = re.compile(rb"\s*Please limit requests", re.IGNORECASE)
_DISLIKED = re.compile(rb"[^{\[<]{0,200}\b(?:too short|too long|too common|invalid)\b", re.IGNORECASE)
# An escape that JSON knows is kept; a backslash before anything else is noise.
_ESCAPES = re.compile(rb'(\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))|\\|[\x00-\x1f]')
_BLANKS = re.compile(r"\s+([,.;:!?)’])|([(])\s+")


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_news(NAME, query, at_most=A_WEEK)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = (
        ("query", question.text),
        ("mode", "artlist"),
        ("format", "json"),
        ("maxrecords", str(ARTICLES)),
        ("timespan", "3months"),
        ("sort", "datedesc"),
    )
    payload = _decoded(await fetch(ask, Request(url=URL, params=params)))
    articles, found = _articles(payload), list(parse(payload))
    for finding in found:
        yield finding
    if len(found) < len(articles):
        raise Partial(unread(len(articles) - len(found), "articles"))


def _decoded(reply: Reply) -> Any:
    if _LIMITED.match(reply.body):
        raise Blocked("GDELT asked for fewer questions; it does so often, and answers again later")
    if _DISLIKED.match(reply.body):
        raise Unreadable("GDELT did not take the question: its words are too short, too long or too common")
    return decode_json(replace(reply, body=_ESCAPES.sub(lambda found: found[1] or b"", reply.body)))


def parse(payload: Any) -> Iterator[Finding]:
    """The articles that can be read."""
    for article in _articles(payload):
        if isinstance(article, dict):
            finding = hit(words(article, "url"), _BLANKS.sub(r"\1\2", words(article, "title")))
            if finding:
                yield finding


def _articles(payload: Any) -> list[Any]:
    """No `articles` at all is its way of saying nothing, where there is nothing else either."""
    return field(payload, "articles", list, "GDELT") if expect(payload, dict, "GDELT") else []


SOURCE = Source(
    name=NAME,
    title="GDELT",
    homepage="https://www.gdeltproject.org",
    room=Room.SEARCH,
    tells=("name", "practice", "town"),
    hosts=("api.gdeltproject.org",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=6,
    cost="free",
)
