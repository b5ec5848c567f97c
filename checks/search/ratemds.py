"""RateMDs: her entry, its stars and its reviews, as the site hands them to its own pages. https://www.ratemds.com

Catalogue: registries_social_trail.md §3.3. Nobody documents this form of the pages: it was read in public clients, so it
ships switched off, robots.txt decides whether it is asked for, and whatever looks otherwise is told as not readable. A
name is searched among all doctors and therapists; entries of her name in other towns are other people's.
"""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import quote

from checks import reviews
from checks.errors import Partial
from checks.fetch import decode_json, expect, fetch, field, words
from checks.listings import entry, fits, reviewed
from checks.model import Finding, Query, Question, Room
from checks.source import Ask, Request, Settings, Source
from checks.text import plain

NAME = "ratemds"
SITE = "https://www.ratemds.com"
MOST_PAGES = 3  # of one list
_SLUG = re.compile(r"[\w.'+-]{1,200}")
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for place, name in enumerate(query.names):
        if any(map(str.isalpha, name)):
            every_days = 30 if place else 7  # former names are looked up once a month
            yield Question(
                source=NAME, text=plain(name), tells=("name",), name=name, names=query.names, every_days=every_days
            )


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    doctors, is_whole = await _pages(ask, f"{SITE}/best-doctors/", {"text": question.text})
    readable = [each for each in doctors if _is_read(each)]
    entries = [_finding(question, each) for each in readable if fits(words(each, "full_name"), question, "")]
    unread = len(doctors) - len(readable)
    async for finding in reviewed(entries, lambda finding: _reviews(ask, finding.url), unread=unread):
        yield finding
    if not is_whole:
        raise Partial("more entries of that name than were read")


async def _pages(ask: Ask, url: str, params: dict[str, str]) -> tuple[list[Any], bool]:
    """The items of the first pages of a list, and whether these are all."""
    found: list[Any] = []
    for number in range(1, MOST_PAGES + 1):
        asked = Request(
            url=url,
            params=(("json", "true"), *params.items(), ("page", str(number))),
            headers={"Accept": "application/json"},
            page=True,
        )
        payload = expect(decode_json(await fetch(ask, asked)), dict, "RateMDs")
        results = field(payload, "results", list, "RateMDs")
        found += results
        last = payload.get("total_pages")
        if not results or not isinstance(last, int) or number >= last:
            return found, True
    return found, False


async def _reviews(ask: Ask, url: str) -> tuple[str, ...]:
    """The newest pages of reviews are enough: the mean counts them all."""
    return tuple(parse_reviews((await _pages(ask, url, {}))[0]))


def parse_reviews(listed: list[Any]) -> Iterator[str]:
    """The one line that stays of each."""
    for review in listed:
        read = review if isinstance(review, dict) else {}
        yield reviews.kept(words(read, "created"), read.get("average"), read.get("comment"))


def _is_read(doctor: Any) -> bool:
    if not isinstance(doctor, dict) or not plain(words(doctor, "full_name")):
        return False
    return bool(_NUMBER.fullmatch(words(doctor, "id")) and _SLUG.fullmatch(words(doctor, "slug")))


def _finding(question: Question, doctor: dict[str, Any]) -> Finding:
    rating = doctor.get("rating")
    return entry(
        question,
        key=words(doctor, "id"),
        url=f"{SITE}/doctor-ratings/{quote(words(doctor, 'slug'))}/",
        site="RateMDs",
        name=words(doctor, "full_name"),
        addresses=[_town(doctor)],
        kinds=[words(doctor, "specialty_name")],
        mean=reviews.mean(rating.get("average")) if isinstance(rating, dict) else "",
    )


def _town(doctor: dict[str, Any]) -> str:
    location = doctor.get("location")
    city = location.get("city") if isinstance(location, dict) else None
    return (
        ", ".join(filter(None, (words(city, "name"), words(city, "province_name")))) if isinstance(city, dict) else ""
    )


SOURCE = Source(
    name=NAME,
    title="RateMDs",
    homepage=SITE,
    room=Room.SEARCH,
    tells=("name",),
    hosts=("www.ratemds.com",),
    questions=questions,
    search=search,
    pace_seconds=3,
    default=False,
    confidence="uncertain",
    cost="free",
)
