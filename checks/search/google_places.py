"""Google Maps: the entry of her practice, its stars and a few reviews, by the Places API. https://developers.google.com/maps/documentation/places/web-service

Catalogue: registries_social_trail.md §3.5. Search is by likeness and shows the best few, so no answer says that an entry is
gone. Reviews are asked for her own entries alone, five at most, which Google chooses. The field mask decides the price and
is mandatory. Nothing found is an empty object. A key that is not valid is a 400 with a reason of its own.
"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from checks import reviews
from checks.errors import Blocked, SourceError, Unreadable
from checks.fetch import decode_json, expect, fetch, field, words
from checks.listings import entry, fits, reviewed
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import plain

NAME = "google_places"
URL = "https://places.googleapis.com/v1/places"
MOST = 5  # of one answer
_IN = " in "
_SEARCHED = (
    "id",
    "displayName",
    "formattedAddress",
    "internationalPhoneNumber",
    "websiteUri",
    "rating",
    "googleMapsUri",
)
_ENVELOPES = (400, 401, 403, 404, 429)
_ID = re.compile(r"[\w-]{1,300}", re.ASCII)
_MAPS = re.compile(r"https://(?:maps|www)\.google\.com/[\w/.?=&:%+,-]{1,500}", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    practice, town = query.practice, next((str(town) for town in query.towns), "")
    if not town:
        return
    if practice and plain(practice.name):
        text = f"{plain(practice.name)}{_IN}{town}"
        yield Question(source=NAME, text=text, tells=("practice", "town"), names=query.names)
    for name in filter(None, map(plain, query.names[:1])):
        yield Question(source=NAME, text=f"{name}{_IN}{town}", tells=("name", "town"), name=name, names=query.names)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    request = Request(
        url=f"{URL}:searchText",
        headers=_headers(ask, *(f"places.{name}" for name in _SEARCHED)),
        method="POST",
        body=json.dumps({"textQuery": question.text, "pageSize": MOST}).encode(),
    )
    places = _places(await _asked(ask, request))
    readable = [each for each in places if _is_read(each)]
    asked = question.text.rpartition(_IN)[0]
    entries = [_finding(question, each) for each in readable if fits(_name(each), question, asked)]
    unread = len(places) - len(readable)
    async for finding in reviewed(entries, lambda finding: _reviews(ask, finding.key), unread=unread):
        yield finding


def _headers(ask: Ask, *fields: str) -> dict[str, str]:
    return {
        "Accept": "application/json",
        "Content-Type": "application/json",
        "X-Goog-Api-Key": ask.settings["api_key"],
        "X-Goog-FieldMask": ",".join(fields),
    }


async def _asked(ask: Ask, request: Request) -> dict[str, Any]:
    reply = await fetch(ask, request, accept=(200, *_ENVELOPES))
    if reply.status != 200:
        raise _refusal(reply)
    return expect(decode_json(reply), dict, "Google")


def _places(payload: dict[str, Any]) -> list[Any]:
    return field(payload, "places", list, "Google") if payload else []


async def _reviews(ask: Ask, place: str) -> tuple[str, ...]:
    payload = await _asked(ask, Request(url=f"{URL}/{place}", headers=_headers(ask, "id", "reviews")))
    return tuple(parse_reviews(payload))


def parse_reviews(payload: dict[str, Any]) -> Iterator[str]:
    """The one line that stays of each; who wrote it is not read."""
    for review in expect(payload.get("reviews", []), list, "Google.reviews"):
        read = review if isinstance(review, dict) else {}
        written = read.get("originalText") or read.get("text")
        said = words(written, "text") if isinstance(written, dict) else ""
        yield reviews.kept(words(read, "publishTime"), read.get("rating"), said)


def _is_read(place: Any) -> bool:
    return isinstance(place, dict) and bool(_name(place)) and bool(_ID.fullmatch(words(place, "id")))


def _name(place: dict[str, Any]) -> str:
    named = place.get("displayName")
    return plain(words(named, "text")) if isinstance(named, dict) else ""


def _finding(question: Question, place: dict[str, Any]) -> Finding:
    identifier, link = words(place, "id"), words(place, "googleMapsUri")
    return entry(
        question,
        key=identifier,
        url=link if _MAPS.fullmatch(link) else f"https://www.google.com/maps/place/?q=place_id:{identifier}",
        site="Google Maps",
        name=_name(place),
        addresses=[words(place, "formattedAddress")],
        phones=[re.sub(r"[^\d+]", "", words(place, "internationalPhoneNumber"))],
        links=[words(place, "websiteUri")],
        mean=reviews.mean(place.get("rating")),
    )


def _refusal(reply: Reply) -> SourceError:
    status, reasons = _said(reply)
    if reply.status == 429:
        return Blocked("the quota of your Google project is used up, or it asked too fast (HTTP 429)")
    if reply.status in (401, 403) or "API_KEY_INVALID" in reasons:
        return Blocked(
            "Google did not accept the key: `footprint sources` tells where it is read from; the project needs the "
            "Places API (New) and a billing account"
        )
    said = f", {status}" if status.isidentifier() else ""
    return Unreadable(f"Google did not take the question (HTTP {reply.status}{said})")


def _said(reply: Reply) -> tuple[str, set[str]]:
    """The status and the reasons of the error envelope; nothing where a refusal comes without one."""
    try:
        payload = decode_json(reply)
    except Unreadable:
        return "", set()
    error = payload.get("error") if isinstance(payload, dict) else None
    if not isinstance(error, dict):
        return "", set()
    details = error.get("details")
    reasons = (
        {words(each, "reason") for each in details if isinstance(each, dict)} if isinstance(details, list) else set()
    )
    return words(error, "status"), reasons


SOURCE = Source(
    name=NAME,
    title="Google Maps",
    homepage="https://www.google.com/maps",
    room=Room.SEARCH,
    tells=("name", "practice", "town"),
    hosts=("places.googleapis.com",),
    questions=questions,
    search=search,
    needs=("api_key",),
    answers=Answers.STREAM,
    pace_seconds=1,
    cost="a few thousandths of a US dollar to some hundredths a question, beyond a free monthly allowance; a billing account",
    monthly=1000,
    key_page="https://developers.google.com/maps/documentation/places/web-service/get-api-key",
)
