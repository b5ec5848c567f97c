"""ProPublica Nonprofit Explorer: tax-exempt organisations that bear the practice's name, with their address. https://projects.propublica.org/nonprofits/

Catalogue: registries_social_trail.md §5.7. It searches organisations and no people, so her name is not told: only the
practice's, in its state. The address of a small charity is often somebody's home, under whose care letters arrive: that
name is kept only where it is hers. Filings, their sums and other officers are not read.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import registers, states
from checks.errors import Partial, Unreadable
from checks.fetch import fetch_json, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.source import Ask, Settings, Source
from checks.text import clip, fold, plain

NAME = "propublica"
HOME = "https://projects.propublica.org/nonprofits/"
URL = f"{HOME}api/v2/"
PAGES = 4  # of twenty-five organisations, the likeliest first
MOST = 5  # organisations of that very name whose record is asked for
_EIN = re.compile(r"\d{1,9}", re.ASCII)
_FORM = re.compile(r"(?i)\s+(?:(?:p\.?)?l\.?l\.?c\.?|l\.?l\.?p\.?|inc\.?|incorporated|corp\.?|p\.?c\.?|ltd\.?)$")


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    name, hers = _bare(query.practice.name if query.practice else ""), states.of_towns(query)
    if fold(name) and hers:
        yield Question(source=NAME, text=f"{name} in {hers[0]}", tells=("practice", "town"), names=query.names)


def _bare(name: str) -> str:
    """The practice's name without its legal form, and without signs that the search would take for commands."""
    said = " ".join(re.sub(r'["“”+,]|(?<!\w)-', " ", name).split())
    return _FORM.sub("", said)[:120].strip()


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    name, _, state = question.text.rpartition(" in ")
    organisations: list[Any] = []
    for page in range(PAGES):
        params = {"q": f'"{name}"', "state[id]": state, "page": str(page)}
        _status, payload = await fetch_json(ask, f"{URL}search.json", params, accept=(200, 404))
        organisations += _listed(payload)
        is_last = page + 1 >= field(payload, "num_pages", int, "ProPublica")
        if is_last:
            break
    same = list(dict.fromkeys(_ein(each) for each in organisations if _ein(each) and _bears(each, name)))
    for ein in same[:MOST]:
        _status, payload = await fetch_json(ask, f"{URL}organizations/{ein}.json")
        yield parse(payload, ein, question.names)
    bad = sum(not _ein(each) for each in organisations)
    problems = [unread(bad, "organisations")] if bad else []
    if not is_last or len(same) > MOST:
        problems.append("more organisations of that name than are looked at")
    if problems:
        raise Partial("; ".join(problems))


def _listed(payload: Any) -> list[Any]:
    """With 404 too it may say that there is none; an answer without the list is a new shape."""
    field(payload, "total_results", int, "ProPublica")
    return field(payload, "organizations", list, "ProPublica")


def _ein(organisation: Any) -> str:
    number = words(organisation, "ein") if isinstance(organisation, dict) else ""
    return number.zfill(9) if _EIN.fullmatch(number) else ""


def _bears(organisation: Mapping[str, Any], name: str) -> bool:
    """Whether the whole name of the practice stands in one of the organisation's."""
    wanted = f" {fold(name)} "
    return any(wanted in f" {fold(plain(words(organisation, part)))} " for part in ("name", "sub_name"))


def parse(payload: Any, ein: str, names: tuple[str, ...]) -> Finding:
    """The record of one organisation."""
    record = field(payload, "organization", dict, "ProPublica")
    name, city, state, post = (registers.said(record, part) for part in ("name", "city", "state", "zipcode"))
    if not name:
        raise Unreadable("ProPublica's record of an organisation has no name")
    care = registers.calm(registers.said(record, "careofname").lstrip("% "))
    firm, address = registers.firm(name), registers.address([registers.said(record, "address")], city, state, post)
    facts = {
        "name": (care,) if find(care, names) else ("",),
        "works_for": (firm,),
        "address": (address,),
        "home_location": ("" if address else registers.town(city, state),),
        "identifier": (f"EIN {ein[:2]}-{ein[2:]}",),
        "additional_type": ("company",),
    }
    kept = {fact: values for fact, values in facts.items() if any(values)}
    lines = (
        firm,
        *(value for fact, values in kept.items() if fact not in ("works_for", "additional_type") for value in values),
    )
    return Finding(
        source=NAME,
        key=ein,
        url=f"{HOME}organizations/{int(ein)}",
        title=clip(f"{firm}, tax-exempt organisation", 300),
        facts=kept,
        text=clip("\n".join(lines)),
    )


SOURCE = Source(
    name=NAME,
    title="ProPublica Nonprofit Explorer",
    homepage="https://projects.propublica.org/nonprofits/",
    room=Room.TRAIL,
    tells=("practice", "town"),
    hosts=("projects.propublica.org",),
    questions=questions,
    search=search,
    pace_seconds=2,
    countries=("US",),
    cost="free",
)
