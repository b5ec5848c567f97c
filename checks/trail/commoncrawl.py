"""Common Crawl: whether pages that she lists are in the newest public crawl, from which language models are made. https://commoncrawl.org

Catalogue: search_breach_archive.md §6.4. A crawl comes about every month and takes some pages and not others, so its name
and time are no facts, and a page that the newest one lacks is still in older ones: a stream, from which nothing is gone.
404 with "No Captures found" is its "nothing". The list of crawls is asked first, and is told nothing.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from checks.errors import Unreadable
from checks.fetch import decode_json, expect, fetch, fetch_json, words
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import canonical_url

NAME = "commoncrawl"
URL = "https://index.commoncrawl.org/collinfo.json"
_INDEX = re.compile(r"https://index\.commoncrawl\.org/CC-MAIN-[\w-]{1,40}-index", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    site = (query.practice.website,) if query.practice and query.practice.website else ()
    for page in dict.fromkeys(map(canonical_url, (*site, *query.profiles))):
        yield Question(source=NAME, text=page, tells=("page",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    _status, crawls = await fetch_json(ask, URL)
    bare = re.sub(r"^https?://", "", question.text)
    params = (("url", bare), ("output", "json"), ("filter", "=status:200"), ("limit", "1"))
    reply = await fetch(ask, Request(url=_newest(crawls), params=params), accept=(200, 404))
    if reply.status == 404:
        _check_nothing(reply)
        return
    yield parse(reply.body, question.text)


def _newest(crawls: Any) -> str:
    """The address of the newest crawl's index; newest first."""
    for crawl in expect(crawls, list, "Common Crawl"):
        address = words(crawl, "cdx-api") if isinstance(crawl, dict) else ""
        if _INDEX.fullmatch(address):
            return address
    raise Unreadable("Common Crawl named no index")


def _check_nothing(reply: Reply) -> None:
    said = expect(decode_json(reply), dict, "Common Crawl")
    if "no captures" not in (words(said, "message") or words(said, "error")).casefold():
        raise Unreadable("Common Crawl did not take the question in a way that it is not known to do")


def parse(body: bytes, page: str) -> Finding:
    """A JSON object a line; one that says when `page` was taken is enough."""
    try:
        capture = json.loads(body.split(b"\n", 1)[0])
    except (ValueError, RecursionError) as error:
        raise Unreadable("Common Crawl did not answer in JSON") from error
    if not re.fullmatch(r"\d{14}", words(expect(capture, dict, "Common Crawl"), "timestamp"), re.ASCII):
        raise Unreadable("Common Crawl: a capture without a time")
    return Finding(
        source=NAME,
        key=page,
        url="https://index.commoncrawl.org/",
        title="A page of yours in a public crawl of the web",
        facts={"additional_type": ("archive",), "same_as": (page,)},
        text=f"In the newest crawl of the web that anybody can download: {page}",
    )


SOURCE = Source(
    name=NAME,
    title="Common Crawl",
    homepage="https://commoncrawl.org",
    room=Room.TRAIL,
    tells=("page",),
    hosts=("index.commoncrawl.org",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=3,
    cost="free",
)
