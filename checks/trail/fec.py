"""FEC: gifts to candidates and committees that bear her name, with town, employer and at times the street. https://www.fec.gov

Catalogue: registries_social_trail.md §5.3. Everybody may read the register by name; nobody can be taken out of it. Asked
for her names in her own states; of the answers only rows under her name are kept, by committee, election period and
place, so that a monthly gift is one finding and a namesake another. The register may not be used to ask donors for
anything; to look after oneself is fine. Without a key of her own the public `DEMO_KEY` is used: 30 questions an hour.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from checks import registers
from checks.errors import Blocked, Partial
from checks.fetch import decode_json, fetch, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import clip

NAME = "fec"
URL = "https://api.open.fec.gov/v1/schedules/schedule_a/"
PAGE, PAGES = 100, 5  # rows of one answer; answers to one question, since an hour has 30
_COMMITTEE = re.compile(r"C\d{8}", re.ASCII)
_NEXT = ("last_index", "last_contribution_receipt_date")
_EMPTY = re.compile(
    r"(?:none|null|n/?a|self|self[- ]?employed|not employed|unemployed|information requested.*|requested)\W*",
    re.IGNORECASE,
)
_LETTERS = frozenset({"LCSW", "LMFT", "LPC", "LMHC", "MD", "DO", "RN", "NP", "LLC", "PLLC", "PC"})


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    yield from registers.by_name(NAME, query)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    rows: list[Any] = []
    follow: dict[str, str] = {}
    for _ in range(PAGES):
        payload = await _page(question, follow, ask)
        rows += (page := _rows(payload))
        follow = _following(payload) if len(page) >= PAGE else {}
        if not follow:
            break
    for finding in parse(rows, question.name):
        yield finding
    bad = sum(not _is_readable(row) for row in rows)
    problems = [unread(bad, "gifts")] if bad else []
    if follow or (rows and len(page) >= PAGE):
        problems.append("more gifts of that name than are read at once")
    if problems:
        raise Partial("; ".join(problems))


async def _page(question: Question, follow: Mapping[str, str], ask: Ask) -> Any:
    wanted = registers.wanted(question)
    params = {"contributor_name": f"{wanted.given} {wanted.family}", "contributor_state": wanted.state}
    params |= {"is_individual": "true", "sort": "-contribution_receipt_date", "per_page": str(PAGE), **follow}
    headers = {"Accept": "application/json", "X-Api-Key": ask.settings.get("api_key") or "DEMO_KEY"}
    request = Request(url=URL, params=tuple(params.items()), headers=headers)
    return decode_json(_checked(await fetch(ask, request, accept=(200, 403, 429))))


def _checked(reply: Reply) -> Reply:
    if reply.status == 429:
        raise Blocked("the FEC asked for fewer questions; a free key of your own has a larger share")
    if reply.status == 403:
        raise Blocked("the FEC did not accept the key")
    return reply


def _rows(payload: Any) -> list[Any]:
    field(payload, "pagination", dict, "FEC")
    return field(payload, "results", list, "FEC")


def _following(payload: Any) -> dict[str, str]:
    """Where the next page begins, as this one says."""
    indexes = payload["pagination"].get("last_indexes")
    said = {name: words(indexes, name) for name in _NEXT} if isinstance(indexes, dict) else {}
    return {name: value for name, value in said.items() if re.fullmatch(r"[\w:.-]{1,40}", value, re.ASCII)}


def parse(rows: Iterable[Any], name: str) -> Iterator[Finding]:
    """What was given under her name: one finding for each committee, election period, town and middle initial."""
    gifts: dict[tuple[str, str, str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        if _is_readable(row) and find(_giver(row), (name,)):
            same = (
                words(row, "committee_id"),
                _period(row),
                _town(row),
                words(row, "contributor_middle_name")[:1].upper(),
            )
            gifts.setdefault(same, []).append(row)
    yield from (_finding(same, given, name) for same, given in gifts.items())


def _is_readable(row: Any) -> bool:
    return isinstance(row, dict) and bool(_giver(row) and _COMMITTEE.fullmatch(words(row, "committee_id")))


def _giver(row: Mapping[str, Any]) -> str:
    """Her name with its middle part, as the register takes it apart; else as it was filed."""
    parts = [f"contributor_{part}_name" for part in ("first", "middle", "last")]
    return registers.person(row, *parts) if words(row, parts[0]) else registers.person(row, "contributor_name")


def _period(row: Mapping[str, Any]) -> str:
    year = words(row, "two_year_transaction_period")
    return year if re.fullmatch(r"(?:19|20)\d\d", year, re.ASCII) else ""


def _town(row: Mapping[str, Any]) -> str:
    state, post = (registers.said(row, f"contributor_{part}") for part in ("state", "zip"))
    return registers.town(registers.said(row, "contributor_city"), f"{state} {post[:5]}".strip())


def _street(row: Mapping[str, Any]) -> str:
    """Rarely there; then it is where she gets her letters."""
    lines = [registers.said(row, f"contributor_street_{line}") for line in (1, 2)]
    city, state, post = (registers.said(row, f"contributor_{part}") for part in ("city", "state", "zip"))
    return registers.address(lines, city, state, post)


def _finding(same: tuple[str, str, str, str], rows: list[Mapping[str, Any]], name: str) -> Finding:
    committee, period, town, initial = same
    about = rows[0].get("committee")
    recipient = registers.firm(registers.said(about, "name")) if isinstance(about, dict) else ""
    facts = {
        "name": map(_giver, rows),
        "job_title": (_said(row, "contributor_occupation") for row in rows),
        "works_for": (_said(row, "contributor_employer") for row in rows),
        "address": map(_street, rows),
        "home_location": [town],
        "recipient": [recipient],
        "additional_type": ["donation"],
    }
    kept = {fact: tuple(sorted({*values} - {""})) for fact, values in facts.items()}
    said = (
        kept[fact] for fact in ("name", "job_title", "works_for", "address" if kept["address"] else "home_location")
    )
    gift = f"Contribution to {recipient or committee}{f', {int(period) - 1}–{period}' if period else ''}"
    asked = "+".join(re.findall(r"[a-z]+", name.lower()))
    return Finding(
        source=NAME,
        key=f"{committee}:{period}:{hashlib.sha256(f'{initial} {town}'.encode()).hexdigest()[:12]}",
        url=f"https://www.fec.gov/data/receipts/individual-contributions/?committee_id={committee}&contributor_name={asked}",
        title=clip(f"{kept['name'][0]} gave to {recipient or committee}", 300),
        facts={fact: values for fact, values in kept.items() if values},
        text=clip("\n".join([*(line for values in said for line in values), gift])),
    )


def _said(row: Mapping[str, Any], name: str) -> str:
    said = registers.calm(registers.said(row, name), _LETTERS)
    return "" if _EMPTY.fullmatch(said) else said


SOURCE = Source(
    name=NAME,
    title="FEC contributions",
    homepage="https://www.fec.gov",
    room=Room.TRAIL,
    tells=("name", "town"),
    hosts=("api.open.fec.gov",),
    questions=questions,
    search=search,
    takes=("api_key",),
    pace_seconds=4,
    countries=("US",),
    key_page="https://api.data.gov/signup/",
    cost="free; 30 questions an hour without a key of your own",
)
