"""Have I Been Pwned: breaches, pastes and logs of stolen passwords in which a released e-mail address stands. https://haveibeenpwned.com

Catalogue: search_breach_archive.md §5.1. 404 without a word is "in none". Breaches that the service calls sensitive (of a
dating site, say) it tells no program: the owner of an address can see them on its site alone. Logs of stolen passwords
need a plan that has them (`subscription/status`; only a clear no spares the question) and an address on a domain that
she verified there. A breach does not end, so this is a stream. Breach data: Have I Been Pwned, CC BY 4.0; each finding
links to its page.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from checks.errors import Blocked, Skipped, Unreadable
from checks.fetch import decode_json, expect, fetch, words
from checks.hits import some_unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import clip, plain

NAME = "hibp"
HOME = "https://haveibeenpwned.com/"
URL = f"{HOME}api/v3/"
BREACHES, PASTES, STOLEN = "breachedaccount", "pasteaccount", "stealerlogsbyemail"
_BREACH = re.compile(r"[\w.-]{1,100}", re.ASCII)  # how the service calls it for good, and its page
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s/]{3,255}")


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for email in dict.fromkeys(email.strip().lower() for email in query.emails):
        for path in (BREACHES, PASTES, STOLEN):
            yield Question(source=NAME, text=f"{path}/{email}", tells=("email",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    path, _, email = question.text.partition("/")
    if not _MAIL.fullmatch(email):
        raise Skipped("an address under breach_lookup in config.toml is no e-mail address")
    if path == STOLEN:
        await _check_plan(ask)
    reply = await _answer(ask, path, email)
    if reply.status == 404:
        _check_nothing(reply)
        return
    payload = decode_json(reply)
    for finding in parse(payload, path, email):
        yield finding
    unread = sum(not _NAMED[path](item) for item in _items(payload))
    if unread:
        raise some_unread(unread, "entries")


async def _check_plan(ask: Ask) -> None:
    """Only a clear no counts: of a plan in another shape, the answer itself says what it does not tell."""
    plan = decode_json(await fetch(ask, _request(ask, "subscription/status")))
    if isinstance(plan, dict) and plan.get("IncludesStealerLogs") is False:
        raise Skipped("the plan of your Have I Been Pwned key does not include logs of stolen passwords")


async def _answer(ask: Ask, path: str, email: str) -> Reply:
    params = (("truncateResponse", "false"),) if path == BREACHES else ()
    request = _request(ask, f"{path}/{quote(email, safe='@')}", params)
    reply = await fetch(ask, request, accept=(200, 400, 403, 404) if path == STOLEN else (200, 400, 404))
    if reply.status == 403:
        raise Blocked("Have I Been Pwned tells logs of stolen passwords only for a domain that you verified there")
    if reply.status == 400:
        raise Unreadable("Have I Been Pwned did not take the address for one")
    return reply


def _request(ask: Ask, path: str, params: tuple[tuple[str, str], ...] = ()) -> Request:
    headers = {"Accept": "application/json", "hibp-api-key": ask.settings["api_key"]}
    return Request(url=URL + path, params=params, headers=headers)


def _check_nothing(reply: Reply) -> None:
    """A page that is not there talks; the service's own "in none" is silent."""
    if reply.body.strip():
        raise Unreadable(
            "Have I Been Pwned said of an address that it is not there in a way that it is not known to do"
        )


def _items(payload: Any) -> list[Any]:
    items = expect(payload, list, "Have I Been Pwned")
    if not items:
        raise Unreadable("Have I Been Pwned answered with an empty list, which is not how it says nothing")
    return items


def parse(payload: Any, path: str, email: str) -> Iterator[Finding]:
    """A finding for each breach and each paste, and one for all log-ins that stealers caught: a new site makes that worse.

    The address is in none of them, only its short hash and its mask.
    """
    named = {name: item for item in _items(payload) if (name := _NAMED[path](item))}
    owner, whose = hashlib.sha256(email.encode()).hexdigest()[:16], f"{email[:1]}…@{email.rpartition('@')[2]}"
    if path != STOLEN:
        read = _breach if path == BREACHES else _paste
        yield from (read(name, item, owner, whose) for name, item in named.items())
    elif named:
        yield _stolen(sorted(named), owner, whose)


def _breach_name(item: Any) -> str:
    name = words(item, "Name") if isinstance(item, dict) else ""
    return name if _BREACH.fullmatch(name) else ""


def _paste_name(item: Any) -> str:
    place, number = (plain(words(item, part)) for part in ("Source", "Id")) if isinstance(item, dict) else ("", "")
    return f"{place} {number}" if place and number else ""


def _site(item: Any) -> str:
    """Whatever a log has for a site; one that is dropped would look as if it had got better."""
    return clip(plain(item).lower(), 200) if isinstance(item, str) else ""


_NAMED = MappingProxyType({BREACHES: _breach_name, PASTES: _paste_name, STOLEN: _site})


def _breach(name: str, item: Mapping[str, Any], owner: str, whose: str) -> Finding:
    title, classes = plain(words(item, "Title")) or name, _classes(item)
    doubts = "" if item.get("IsVerified") is not False else ", not confirmed"
    return Finding(
        source=NAME,
        key=f"{owner}:{name}",
        url=f"{HOME}Breach/{name}",
        title=clip(f"{title} data breach{doubts}, {whose}", 300),
        facts=_facts(name, classes, words(item, "BreachDate")),
        text=clip(": ".join(filter(None, (title, ", ".join(classes))))),
    )


def _classes(item: Mapping[str, Any]) -> tuple[str, ...]:
    listed = item.get("DataClasses")
    named = {plain(each).lower() for each in listed if isinstance(each, str)} if isinstance(listed, list) else set()
    return tuple(sorted((named | ({"stealer logs"} if item.get("IsStealerLog") is True else set())) - {""}))


def _facts(breach: str, classes: tuple[str, ...], date: str) -> dict[str, tuple[str, ...]]:
    day = _DAY.match(date)
    facts = {"breach": (breach,), "data_class": classes, "breach_date": (day.group(),) if day else ()}
    return {name: values for name, values in facts.items() if values}


def _paste(name: str, item: Mapping[str, Any], owner: str, whose: str) -> Finding:
    """Where and when; its title is whatever somebody with a bad purpose wrote, and what it holds is other people's too."""
    place = clip(f"a paste on {plain(words(item, 'Source'))}", 200)
    return Finding(
        source=NAME,
        key=f"{owner}:paste:{hashlib.sha256(name.encode()).hexdigest()[:16]}",
        url=HOME,
        title=f"{place[0].upper()}{place[1:]}, {whose}",
        facts=_facts(place, ("email addresses",), words(item, "Date")),
        text=f"{place}: email addresses",
    )


def _stolen(sites: list[str], owner: str, whose: str) -> Finding:
    """The sites at which somebody typed the address, with a password, on a device that was spied on."""
    return Finding(
        source=NAME,
        key=f"{owner}:stolen",
        url=HOME,
        title=clip(f"Log-ins in stealer logs, {whose}", 300),
        facts=_facts("stealer logs", tuple(f"log-in at {site}" for site in sites), ""),
        text=clip(f"Log-ins in stealer logs: {', '.join(sites)}"),
    )


SOURCE = Source(
    name=NAME,
    title="Have I Been Pwned",
    homepage="https://haveibeenpwned.com",
    room=Room.TRAIL,
    tells=("email",),
    hosts=("haveibeenpwned.com",),
    questions=questions,
    search=search,
    needs=("api_key",),
    key_page="https://haveibeenpwned.com/API/Key",
    answers=Answers.STREAM,
    pace_seconds=6.5,
    cost="a paid key by the month; 10 questions a minute with the smallest plan",
)
