"""Medicare's opt-out list: who filed an affidavit, with the street address on it. https://data.cms.gov

Catalogue: registries_social_trail.md §2.4. Therapists who take cash file one, and many give their home. A row for each
affidavit. The day on which a row was last updated changes with every edition and is not read.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from checks import portals, registers
from checks.model import Finding, Query, Question, Room
from checks.registers import Wanted, said
from checks.source import Ask, Settings, Source

NAME = "cms_opt_out"
DATASET = "9887a515-7552-4693-bf58-735c77af46d7"
PAGE = "https://data.cms.gov/provider-characteristics/medicare-provider-supplier-enrollment/opt-out-affidavits"
_NAME = ("First Name", "Last Name")

Row = Mapping[str, Any]


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    yield from registers.by_number_or_name(NAME, query)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    rows = await portals.cms(ask, DATASET, _filters(registers.wanted(question)))
    affidavits = registers.by_npi(rows, "NPI", "Last Name")
    for npi, filed in affidavits.items():
        yield _finding(npi, filed)
    portals.check(rows, sum(map(len, affidavits.values())))


def _filters(wanted: Wanted) -> dict[str, str]:
    """Names stand in capitals."""
    if wanted.npi:
        return {"NPI": wanted.npi}
    return {"Last Name": wanted.family.upper(), "First Name": wanted.given.upper(), "State Code": wanted.state}


def _finding(npi: str, rows: Sequence[Row]) -> Finding:
    first = rows[0]
    facts = {
        "name": [registers.person(row, *_NAME) for row in rows],
        "given_name": [registers.person(first, "First Name")],
        "family_name": [registers.person(first, "Last Name")],
        "npi": [npi],
        "taxonomy": [said(row, "Specialty") for row in rows],
        "address": [_address(row) for row in rows],
        "start_date": [registers.day(said(row, "Optout Effective Date")) for row in rows],
        "valid_through": [registers.day(said(row, "Optout End Date")) for row in rows],
    }
    return registers.record(NAME, npi, PAGE, registers.person(first, *_NAME), "Medicare opt-out affidavit", facts)


def _address(row: Row) -> str:
    street = (said(row, "First Line Street Address"), said(row, "Second Line Street Address"))
    return registers.address(street, said(row, "City Name"), said(row, "State Code"), said(row, "Zip code"))


SOURCE = Source(
    name=NAME,
    title="Medicare opt-out affidavits",
    homepage="https://data.cms.gov/provider-characteristics/medicare-provider-supplier-enrollment/opt-out-affidavits",
    room=Room.SEARCH,
    tells=("npi", "name", "town"),
    hosts=("data.cms.gov",),
    questions=questions,
    search=search,
    countries=("US",),
    cost="free",
)
