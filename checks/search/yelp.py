"""Yelp: the entry of her practice, its stars and its newest reviews. https://docs.developer.yelp.com

Catalogue: registries_social_trail.md §3.4. What has no review yet is not listed to programs, whatever the site shows. The
number of the practice is looked up whole; a name is searched by likeness among all businesses of the town, so that only
the number can say that an entry is gone. How many reviews are shown depends on the plan: where it has none, 404 or 401
with an error of its own answers the second request (reported by users of all plans), and the mean is all there is.
"""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

from checks import reviews
from checks.errors import Blocked, SourceError, Unreadable
from checks.fetch import decode_json, expect, fetch, field, words
from checks.listings import entry, fits, reviewed
from checks.model import Answers, Finding, Query, Question, Room
from checks.particulars import e164
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import plain

NAME = "yelp"
URL = "https://api.yelp.com/v3/businesses"
SITE = "yelp.com"
MOST = 50  # of one answer
LEAST_NUMBER = 8  # characters with sign and country code
EXCERPT = 155  # characters; a review that is longer is cut about here
_IN = " in "
_ENVELOPES = (400, 401, 403, 404, 429)
_NO_REVIEWS = frozenset({"NOT_FOUND", "UNAUTHORIZED_ACCESS_TOKEN", "BUSINESS_UNAVAILABLE"})
_ID = re.compile(r"[\w-]{1,80}", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    practice, town = query.practice, next((str(town) for town in query.towns), "")
    number = e164(practice.phone, query.country) if practice else ""
    if len(number) >= LEAST_NUMBER:
        yield Question(source=NAME, text=number, tells=("practice",), site=SITE, names=query.names)
    if not town:
        return
    if practice and plain(practice.name):
        text = f"{plain(practice.name)}{_IN}{town}"
        yield Question(source=NAME, text=text, tells=("practice", "town"), names=query.names)
    for name in filter(str.strip, query.names[:1]):
        yield Question(source=NAME, text=f"{name}{_IN}{town}", tells=("name", "town"), name=name, names=query.names)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    url, params = _search(question)
    payload = await _asked(ask, url, params)
    listed = field(payload, "businesses", list, "Yelp")
    readable = [each for each in listed if _is_read(each)]
    asked = "" if question.site else question.text.rpartition(_IN)[0]
    entries = [_finding(question, each) for each in readable if not asked or fits(words(each, "name"), question, asked)]
    unread = len(listed) - len(readable)
    async for finding in reviewed(entries, lambda finding: _reviews(ask, finding.key), unread=unread):
        yield finding


def _search(question: Question) -> tuple[str, dict[str, str]]:
    if question.site:
        return f"{URL}/search/phone", {"phone": question.text}
    asked, _, town = question.text.rpartition(_IN)
    return f"{URL}/search", {"term": asked, "location": town, "limit": str(MOST)}


async def _asked(ask: Ask, url: str, params: dict[str, str]) -> dict[str, Any]:
    reply = await _reply(ask, url, params)
    if reply.status != 200:
        raise _refusal(reply)
    return expect(decode_json(reply), dict, "Yelp")


async def _reply(ask: Ask, url: str, params: dict[str, str]) -> Reply:
    headers = {"Accept": "application/json", "Authorization": f"Bearer {ask.settings['api_key']}"}
    return await fetch(ask, Request(url=url, params=tuple(params.items()), headers=headers), accept=(200, *_ENVELOPES))


async def _reviews(ask: Ask, business: str) -> tuple[str, ...]:
    """The newest reviews; none where the plan of the key has none."""
    reply = await _reply(ask, f"{URL}/{business}/reviews", {"sort_by": "newest"})
    if reply.status != 200 and _code(reply) in _NO_REVIEWS:
        return ()
    if reply.status != 200:
        raise _refusal(reply)
    return tuple(parse_reviews(decode_json(reply)))


def parse_reviews(payload: Any) -> Iterator[str]:
    """The one line that stays of each; who wrote it is not read."""
    for review in field(payload, "reviews", list, "Yelp"):
        read = review if isinstance(review, dict) else {}
        said = words(read, "text")
        is_cut = len(said) >= EXCERPT and said.endswith("...")
        yield reviews.kept(words(read, "time_created"), read.get("rating"), said, is_cut=is_cut)


def _is_read(business: Any) -> bool:
    if not isinstance(business, dict) or not plain(words(business, "name")):
        return False
    return bool(_ID.fullmatch(words(business, "id")))


def _finding(question: Question, business: dict[str, Any]) -> Finding:
    identifier = words(business, "id")
    location, categories = business.get("location"), business.get("categories")
    lines = location.get("display_address") if isinstance(location, dict) else None
    return entry(
        question,
        key=identifier,
        url=f"https://www.yelp.com/biz/{quote(words(business, 'alias') or identifier)}",
        site="Yelp",
        name=words(business, "name"),
        addresses=[", ".join(line for line in lines if isinstance(line, str))] if isinstance(lines, list) else (),
        phones=[words(business, "phone")],
        kinds=[words(each, "title") for each in categories if isinstance(each, dict)]
        if isinstance(categories, list)
        else (),
        mean=reviews.mean(business.get("rating")) if business.get("review_count") != 0 else "",
    )


def _code(reply: Reply) -> str:
    """The code that the error envelope says; nothing where a refusal comes without one."""
    try:
        payload = decode_json(reply)
    except Unreadable:
        return ""
    error = payload.get("error") if isinstance(payload, dict) else None
    return words(error, "code") if isinstance(error, dict) else ""


def _refusal(reply: Reply) -> SourceError:
    code = _code(reply)
    if code == "ACCESS_LIMIT_REACHED":
        return Blocked("today's questions to Yelp are used up; it answers again after midnight UTC")
    if reply.status == 429:
        return Blocked("Yelp asked for fewer questions (HTTP 429)")
    if reply.status in (401, 403):
        return Blocked("Yelp did not accept the key: `footprint sources` tells where it is read from")
    said = f", {code}" if code.isidentifier() else ""
    return Unreadable(f"Yelp did not take the question (HTTP {reply.status}{said})")


SOURCE = Source(
    name=NAME,
    title="Yelp",
    homepage="https://www.yelp.com",
    room=Room.SEARCH,
    tells=("name", "practice", "town"),
    hosts=("api.yelp.com",),
    questions=questions,
    search=search,
    needs=("api_key",),
    answers=Answers.STREAM,
    pace_seconds=1,
    cost="free for a trial of 300 questions a day, then paid by plan",
    key_page="https://docs.developer.yelp.com/docs/fusion-authentication",
)
