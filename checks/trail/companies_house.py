"""Companies House: directors and secretaries of British companies, with month of birth and a postal address. https://find-and-update.company-information.service.gov.uk

Catalogue: registries_social_trail.md §5.7. Asked for subjects in the United Kingdom alone. The address of an officer is
often a home; its owner takes it out with form SR01. Of the answers only officers under one of her names are looked at;
what their companies, occupation and month of birth say tells her from a namesake. The search ranks and goes on with names
that are only alike, and nobody is ever struck off the register: so this is a stream, from which nothing is said to be gone.
"""

import base64
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import queries, registers
from checks.errors import Partial
from checks.fetch import fetch_json, field, words
from checks.hits import unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.names import find
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "companies_house"
HOME = "https://find-and-update.company-information.service.gov.uk"
URL = "https://api.company-information.service.gov.uk"
PAGE, MOST = 50, 10  # records of one answer; officers of her name whose companies are asked for
_OFFICER = re.compile(r"/officers/([\w-]{5,80})/appointments", re.ASCII)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for name, given, family in queries.apart(query):
        yield Question(source=NAME, text=f"{given} {family}", tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    payload = await _asked(ask, "/search/officers", {"q": question.text, "items_per_page": str(PAGE)})
    listed, bad, problems = _items(payload), 0, []
    officers = {_id(each): each for each in listed if _id(each) and find(_name(each), (question.name,))}
    for officer in list(officers)[:MOST]:
        companies = await _asked(ask, f"/officers/{officer}/appointments", {"items_per_page": str(PAGE)})
        yield parse(officers[officer], companies)
        bad += sum(not isinstance(each, dict) for each in _items(companies))
        if _total(companies) > PAGE:
            problems.append("somebody of that name has more companies than are read at once")
    bad += sum(not _id(each) for each in listed)
    if bad:
        problems.append(unread(bad, "records"))
    goes_on = (
        _total(payload) > len(listed) > 0 and _id(listed[-1]) in officers
    )  # not yet at the names that are only alike
    if goes_on or len(officers) > MOST:
        problems.append("more officers of that name than are looked at")
    if problems:
        raise Partial("; ".join(dict.fromkeys(problems)))


async def _asked(ask: Ask, path: str, params: Mapping[str, str]) -> Any:
    key = base64.b64encode(f"{ask.settings['api_key']}:".encode()).decode()
    _status, payload = await fetch_json(ask, URL + path, params, headers={"Authorization": f"Basic {key}"})
    return payload


def _items(payload: Any) -> list[Any]:
    _total(payload)
    return field(payload, "items", list, "Companies House")


def _total(payload: Any) -> int:
    return field(payload, "total_results", int, "Companies House")


def _id(officer: Any) -> str:
    links = officer.get("links") if isinstance(officer, dict) else None
    match = _OFFICER.fullmatch(words(links, "self")) if isinstance(links, dict) else None
    return match[1] if match and _name(officer) else ""


def _name(officer: Mapping[str, Any]) -> str:
    """The family name is shouted: "Jane EXAMPLE"."""
    return " ".join(registers.calm(word) for word in plain(words(officer, "title")).split())


def parse(officer: Mapping[str, Any], companies: Any) -> Finding:
    """One officer with all companies that name her."""
    number, name, month, year = _id(officer), _name(officer), *_born(officer)
    held = [each for each in _items(companies) if isinstance(each, dict)]
    facts = {
        "name": [name],
        "birth_date": [f"{year}-{month:02}" if month else year],
        "address": map(_address, (officer, *held)),
        "works_for": map(_company, held),
        "job_title": (registers.calm(registers.said(each, "occupation")) for each in held),
        "additional_type": ["company"],
    }
    kept = {fact: values for fact, said in facts.items() if (values := tuple(sorted({*said} - {""})))}
    born = f"Born in {_MONTHS[month - 1]} {year}" if month else ""
    said = (value for fact in ("works_for", "job_title", "address") for value in kept.get(fact, ()))
    return Finding(
        source=NAME,
        key=number,
        url=f"{HOME}/officers/{number}/appointments",
        title=clip(f"{name}, officer of a company", 300),
        facts=kept,
        text=clip("\n".join(filter(None, (name, born, *said)))),
    )


def _born(officer: Mapping[str, Any]) -> tuple[int, str]:
    """Month and year, which is all that is shown; 0 and "" where they are not."""
    born = officer.get("date_of_birth")
    month, year = (words(born, part) for part in ("month", "year")) if isinstance(born, dict) else ("", "")
    if not re.fullmatch(r"(?:19|20)\d\d", year, re.ASCII):
        return 0, ""
    return (int(month) if re.fullmatch(r"[1-9]|1[0-2]", month, re.ASCII) else 0), year


def _company(appointment: Mapping[str, Any]) -> str:
    company = appointment.get("appointed_to")
    return registers.firm(registers.said(company, "company_name")) if isinstance(company, dict) else ""


def _address(record: Mapping[str, Any]) -> str:
    """As a letter bears it; empty where there is no street."""
    address = record.get("address")
    if not isinstance(address, dict):
        return ""
    parts = ("premises", "address_line_1", "address_line_2", "locality")
    house, street, more, town = (registers.calm(registers.said(address, part)) for part in parts)
    if not street:
        return ""
    return ", ".join(
        filter(None, (f"{house} {street}".strip(), more, f"{town} {registers.said(address, 'postal_code')}".strip()))
    )


SOURCE = Source(
    name=NAME,
    title="Companies House",
    homepage=HOME,
    room=Room.TRAIL,
    tells=("name",),
    hosts=("api.company-information.service.gov.uk",),
    questions=questions,
    search=search,
    needs=("api_key",),
    answers=Answers.STREAM,
    key_page="https://developer.company-information.service.gov.uk",
    pace_seconds=1,
    countries=("GB",),
    cost="free",
)
