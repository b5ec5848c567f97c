"""Stack Exchange: accounts under her name on sites of questions where clinicians and parents write. https://stackexchange.com

Catalogue: registries_social_trail.md §5.8. Names are looked for in display names; of these only the ones that are hers are
kept. Reputation and last visit move by themselves and are no facts. `sites` in the configuration names other sites. The
pace covers the usual `backoff`, which a program must wait out before it asks again; a used-up day is a 400 with its name.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import queries
from checks.errors import Blocked, Partial, Unreadable
from checks.fetch import expect, fetch_json, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.source import Ask, Settings, Source
from checks.text import canonical_url, clip, plain

NAME = "stackexchange"
URL = "https://api.stackexchange.com/2.3/users"
SITES = "psychology parenting interpersonal"
PAGE = 100
_SITE = re.compile(r"[a-z0-9]{2,30}(?:\.[a-z0-9]{2,30}){0,3}", re.ASCII)
_LINK = re.compile(
    r"https://(?:[a-z0-9.-]{1,60}\.)?(?:stackexchange|stackoverflow|superuser|serverfault|askubuntu|mathoverflow)\.(?:com|net)/users/\d{1,12}/[!-~]{0,200}",
    re.ASCII,
)
_WEBSITE = re.compile(r"https?://[!-~]{4,500}", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:
    sites = dict.fromkeys(site.lower() for site in re.split(r"[\s,]+", settings.get("sites") or SITES))
    for name, given, family in queries.apart(query):
        for site in filter(_SITE.fullmatch, sites):
            yield Question(source=NAME, text=f"{given} {family} on {site}", tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    name, _, site = question.text.rpartition(" on ")
    key = ask.settings.get("api_key", "")  # raises the day's limit; not needed
    params = {"inname": name, "site": site, "order": "desc", "sort": "reputation", "pagesize": str(PAGE), "page": "1"}
    status, payload = await fetch_json(ask, URL, {**params, **({"key": key} if key else {})}, accept=(200, 400))
    if status == 400:
        raise _refusal(words(expect(payload, dict, "Stack Exchange"), "error_name"))
    for finding in parse(payload, site, question.name):
        yield finding
    bad = sum(not _number(user) for user in _users(payload))
    problems = [unread(bad, "accounts")] if bad else []
    if field(payload, "has_more", bool, "Stack Exchange"):
        problems.append("more accounts of that name than one answer holds")
    if problems:
        raise Partial("; ".join(problems))


def _refusal(error: str) -> Blocked | Unreadable:
    if error in ("throttle_violation", "access_denied", "temporarily_unavailable"):
        return Blocked("Stack Exchange asked for fewer questions; it counts them by the day")
    return Unreadable("Stack Exchange did not take the question; does it know the site?")


def parse(payload: Any, site: str, name: str) -> Iterator[Finding]:
    """The accounts whose display name is `name`, in one of its spellings."""
    for user in _users(payload):
        if _number(user) and find(plain(words(user, "display_name")), (name,)):
            yield _finding(user, site)


def _users(payload: Any) -> list[Any]:
    field(payload, "has_more", bool, "Stack Exchange")
    return field(payload, "items", list, "Stack Exchange")


def _number(user: Any) -> str:
    number = words(user, "user_id") if isinstance(user, dict) else ""
    return number if re.fullmatch(r"\d{1,12}", number, re.ASCII) else ""


def _finding(user: Mapping[str, Any], site: str) -> Finding:
    number, name, link = _number(user), plain(words(user, "display_name")), words(user, "link")
    home, website = plain(words(user, "location")), words(user, "website_url")
    said = {
        "name": name,
        "home_location": home,
        "same_as": canonical_url(website) if _WEBSITE.fullmatch(website) else "",
        "additional_type": "forum",
    }
    return Finding(
        source=NAME,
        key=f"{site}:{number}",
        url=link if _LINK.fullmatch(link) else f"https://{site}.stackexchange.com/users/{number}",
        title=clip(f"{name} on Stack Exchange ({site})", 300),
        facts={fact: (value,) for fact, value in said.items() if value},
        text=clip("\n".join(filter(None, (name, home, said["same_as"])))),
    )


SOURCE = Source(
    name=NAME,
    title="Stack Exchange",
    homepage="https://stackexchange.com",
    room=Room.TRAIL,
    tells=("name",),
    hosts=("api.stackexchange.com",),
    questions=questions,
    search=search,
    takes=("api_key", "sites"),
    pace_seconds=10,
    cost="free; 300 questions a day without a key",
)
