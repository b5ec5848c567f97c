"""Medicare's Doctors & Clinicians: every practice address, phone, school and group of who is enrolled. https://data.cms.gov

Catalogue: registries_social_trail.md §2.3. The data behind Medicare's Care Compare: one row for each clinician, enrolment,
group and address, so the rows of one number make up one finding. Asked by her provider number if she lists it, else by her
names in the states of her towns. Counts of a group's members and Medicare's own numbers change and are not read.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from checks import portals, registers
from checks.model import Finding, Query, Question, Room
from checks.registers import Wanted, said
from checks.source import Ask, Settings, Source

NAME = "cms_doctors"
URL = "https://data.cms.gov/provider-data/api/1/datastore/query/mj5m-pzi6/0"
PAGE = (
    "https://www.medicare.gov/care-compare/?providerType=Physician"  # where people look; it has no lasting page for one
)
_NAME = ("provider_first_name", "provider_middle_name", "provider_last_name")
_NO_SCHOOL = "OTHER"

Row = Mapping[str, Any]


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    yield from registers.by_number_or_name(NAME, query)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    rows = await portals.dkan(ask, URL, _conditions(registers.wanted(question)))
    clinicians = registers.by_npi(rows, "npi", "provider_last_name")
    for npi, hers in clinicians.items():
        yield _finding(npi, hers)
    portals.check(rows, sum(map(len, clinicians.values())))


def _conditions(wanted: Wanted) -> dict[str, str]:
    """The data set shouts."""
    if wanted.npi:
        return {"npi": wanted.npi}
    return {
        "provider_last_name": wanted.family.upper(),
        "provider_first_name": wanted.given.upper(),
        "state": wanted.state,
    }


def _finding(npi: str, rows: Sequence[Row]) -> Finding:
    first = min(rows, key=lambda row: registers.person(row, *_NAME))  # rows come in any order
    name = registers.person(first, *_NAME)
    facts = {
        "name": [registers.person(row, *_NAME, "suff") for row in rows],
        "given_name": [registers.person(first, "provider_first_name")],
        "additional_name": [registers.person(first, "provider_middle_name")],
        "family_name": [registers.person(first, "provider_last_name")],
        "honorific_suffix": [said(row, "cred") for row in rows],
        "npi": [npi],
        "taxonomy": [registers.calm(said(row, field)) for row in rows for field in ("pri_spec", "sec_spec_all")],
        "works_for": [registers.firm(said(row, "facility_name")) for row in rows],
        "alumni_of": [registers.calm(school) for row in rows if (school := said(row, "med_sch")) != _NO_SCHOOL],
        "address": [_address(row) for row in rows],
        "telephone": [registers.phone(said(row, "telephone_number")) for row in rows],
    }
    years = sorted({year for row in rows if (year := said(row, "grd_yr")).isdecimal()})
    return registers.record(
        NAME, npi, PAGE, name, "Medicare's Care Compare", facts, f"graduated: {'; '.join(years)}" if years else ""
    )


def _address(row: Row) -> str:
    street = (said(row, "adr_ln_1"), said(row, "adr_ln_2"))
    return registers.address(street, said(row, "citytown"), said(row, "state"), said(row, "zip_code"))


SOURCE = Source(
    name=NAME,
    title="Medicare Doctors & Clinicians (Care Compare)",
    homepage="https://data.cms.gov/provider-data/dataset/mj5m-pzi6",
    room=Room.SEARCH,
    tells=("npi", "name", "town"),
    hosts=("data.cms.gov",),
    questions=questions,
    search=search,
    countries=("US",),
    cost="free",
)
