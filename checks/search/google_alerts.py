"""Google Alerts: the feed of an alert that she made herself. https://www.google.com/alerts

Catalogue: search_breach_archive.md §4.3. The feed's address is a secret: it stands in no question, plan or log. About 20
newest entries, older ones drop off: a stream, from which nothing is ever gone.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from checks.errors import Skipped, Unreadable
from checks.feeds import decode_feed
from checks.fetch import fetch
from checks.hits import hit, some_unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Request, Settings, Source
from checks.text import host_of

NAME = "google_alerts"
_FEED = re.compile(r"https://(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})/alerts/feeds/\d+/\d+", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 an alert holds its own words
    return [Question(source=NAME, text=_label(url), tells=("alert",)) for url in _feeds(settings)]


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    url = next((url for url in _feeds(ask.settings) if _label(url) == question.text), "")
    if not _FEED.fullmatch(url):
        raise Skipped("the address is not that of an alert's feed: copy it from google.com/alerts, delivery “RSS feed”")
    reply = await fetch(ask, Request(url=url, conditional=True), accept=(200, 404, 410))
    if reply.status != 200:
        raise Unreadable("the alert is not there; was it deleted? Make it again and put in the address of its new feed")
    feed = await decode_feed(reply.body)
    shown = 0
    for finding in parse(feed):
        shown += 1
        yield finding
    if shown < len(feed.entries) or feed.bozo:  # broken off: what was read counts
        raise some_unread(max(len(feed.entries) - shown, 1), "entries")


def parse(feed: Any) -> Iterator[Finding]:
    """The entries whose target can be read; the target stands in the query of Google's own redirect."""
    for entry in feed.entries:
        content = " ".join(part.get("value") or "" for part in entry.get("content", ()))
        finding = hit(entry.get("link") or "", entry.get("title") or "", content or entry.get("summary") or "")
        if finding and not host_of(finding.url).startswith("google."):  # the redirect could not be unwrapped
            yield finding


def _feeds(settings: Settings) -> list[str]:
    """Each address once."""
    return list(dict.fromkeys(settings.get("feed_url", "").split()))


def _label(url: str) -> str:
    return f"Google Alert {hashlib.sha256(url.encode()).hexdigest()[:8]}"


SOURCE = Source(
    name=NAME,
    title="Google Alerts",
    homepage="https://www.google.com/alerts",
    room=Room.SEARCH,
    tells=("alert",),
    hosts=("www.google.com",),
    questions=questions,
    search=search,
    needs=("feed_url",),
    answers=Answers.STREAM,
    pace_seconds=5,
    cost="free",
)
