"""Google News: the feed of a search for news. https://news.google.com

Catalogue: search_breach_archive.md §4.1. An entry's link hides its target and differs by edition, so an article is known
by its publisher's host and its headline. About 100 entries of which old ones drop off: a stream. Its notice allows reading
for oneself; Google documents no interface, so what it may answer beside a feed is not known.
"""

import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any

from checks import queries
from checks.feeds import decode_feed
from checks.fetch import fetch
from checks.hits import hit, some_unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Request, Settings, Source
from checks.text import fold, host_of, plain

NAME = "google_news"
URL = "https://news.google.com/rss/search"
EDITION = (("hl", "en-US"), ("gl", "US"), ("ceid", "US:en"))  # the three have to agree
A_WEEK = 5


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_news(NAME, query, at_most=A_WEEK)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    reply = await fetch(ask, Request(url=URL, params=(("q", question.text), *EDITION)))
    feed = await decode_feed(reply.body)
    shown = 0
    for finding in parse(feed):
        shown += 1
        yield finding
    if shown < len(feed.entries) or feed.bozo:  # broken off: what was read counts
        raise some_unread(max(len(feed.entries) - shown, 1), "entries")


def parse(feed: Any) -> Iterator[Finding]:
    """The entries that can be read. Their description only repeats the headline."""
    for entry in feed.entries:
        source = entry.get("source") or {}
        publisher, home = plain(source.get("title") or ""), host_of(source.get("href") or "")
        headline = plain(entry.get("title") or "").removesuffix(f" - {publisher}")
        finding = hit(entry.get("link") or "", headline, publisher)
        if finding and headline:
            yield replace(finding, key=_key(home or publisher, headline))


def _key(publisher: str, headline: str) -> str:
    """The same whatever link leads to it. A hash, since her name may stand in a headline."""
    return f"news {hashlib.sha256(f'{publisher} {fold(headline)}'.encode()).hexdigest()[:20]}"


SOURCE = Source(
    name=NAME,
    title="Google News",
    homepage="https://news.google.com",
    room=Room.SEARCH,
    tells=("name", "practice", "town"),
    hosts=("news.google.com",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=60,
    confidence="uncertain",
    cost="free, for reading of your own",
)
