"""Bing News: the feed of a search for news. https://www.bing.com/news

Catalogue: search_breach_archive.md §4.2. Microsoft documents no such feed, so how it refuses is not known. A link leads
over Bing and holds its target; about ten entries, of which old ones drop off: a stream.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks import queries
from checks.feeds import decode_feed
from checks.fetch import fetch
from checks.hits import hit, some_unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Request, Settings, Source
from checks.text import host_of

NAME = "bing_news"
URL = "https://www.bing.com/news/search"
A_WEEK = 5


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_news(NAME, query, at_most=A_WEEK)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = (("q", question.text), ("format", "rss"), ("mkt", "en-US"))
    reply = await fetch(ask, Request(url=URL, params=params))
    feed = await decode_feed(reply.body)
    shown = 0
    for finding in parse(feed):
        shown += 1
        yield finding
    if shown < len(feed.entries) or feed.bozo:  # broken off: what was read counts
        raise some_unread(max(len(feed.entries) - shown, 1), "entries")


def parse(feed: Any) -> Iterator[Finding]:
    """The entries whose target can be read; the target stands in the query of Bing's own redirect."""
    for entry in feed.entries:
        finding = hit(entry.get("link") or "", entry.get("title") or "", entry.get("summary") or "")
        if finding and host_of(finding.url) != "bing.com":  # the redirect could not be unwrapped
            yield finding


SOURCE = Source(
    name=NAME,
    title="Bing News",
    homepage="https://www.bing.com/news",
    room=Room.SEARCH,
    tells=("name", "practice", "town"),
    hosts=("www.bing.com",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=60,
    confidence="uncertain",
    cost="free, for reading of your own",
)
