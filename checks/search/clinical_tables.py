"""NLM Clinical Tables: a mirror of the federal register of provider numbers. https://clinicaltables.nlm.nih.gov

Catalogue: registries_social_trail.md §2.2; https://clinicaltables.nlm.nih.gov/apidoc/npi_idv/v3/doc.html. It tells what
NPPES tells, a little later, so it is off unless it is wanted: where NPPES cannot be reached, or to see that a correction
has arrived at the mirrors. Its answer is a list: the total, the numbers, the extra fields (each a list in the same order)
and the columns for showing. It finds words by their beginnings, so other people's records are left out by their names.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import registers
from checks.errors import Partial, Unreadable
from checks.fetch import expect, fetch_json
from checks.hits import some_unread
from checks.model import Finding, Query, Question, Room
from checks.registers import Wanted, said
from checks.source import Ask, Settings, Source
from checks.text import fold, plain

NAME = "clinical_tables"
URL = "https://clinicaltables.nlm.nih.gov/api/npi_idv/v3/search"
MOST = 500  # records of an answer
_NAME = ("name.first", "name.middle", "name.last")
_PLACE = ("line1", "line2", "city", "state", "zip", "phone", "fax")
_FIELDS = (
    *_NAME,
    "name.credential",
    "name_other.first",
    "name_other.last",
    "provider_type",
    "licenses",
    *(f"addr_{purpose}.{part}" for purpose in ("practice", "mailing") for part in _PLACE),
)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    yield from registers.by_number_or_name(NAME, query)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    wanted = registers.wanted(question)
    _status, payload = await fetch_json(ask, URL, _criteria(wanted))
    records = list(_records(payload))
    found = [_finding(npi, record) for npi, record in records if _fits(record, wanted)]
    for finding in filter(None, found):
        yield finding
    if (unread := found.count(None)) > 0:
        raise some_unread(unread, "records")
    if payload[0] != len(records):
        raise Partial("more records of that name than one answer holds")


def _criteria(wanted: Wanted) -> dict[str, str]:
    asked = {"ef": ",".join(_FIELDS), "maxList": str(MOST)}
    if wanted.npi:
        return {"terms": wanted.npi, "sf": "NPI", **asked}
    who = f"{wanted.given} {wanted.family}"
    return {"terms": who, "sf": "name.first,name.last", "q": f"addr_practice.state:{wanted.state}", **asked}


def _records(payload: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    answer = expect(payload, list, "Clinical Tables")
    if len(answer) < 4:
        raise Unreadable("Clinical Tables answered in a shape never seen")
    numbers = expect(answer[1], list, "its numbers")
    extra = expect(answer[2], dict, "its fields") if numbers else {}
    if any(not isinstance(column, list) or len(column) != len(numbers) for column in extra.values()):
        raise Unreadable("Clinical Tables gave fields that are not of its records")
    for index, number in enumerate(numbers):
        yield str(number), {name: column[index] for name, column in extra.items()}


def _fits(record: Mapping[str, Any], wanted: Wanted) -> bool:
    """Whether it is of the name that was asked for, and no longer one that begins alike."""
    if wanted.npi:
        return True
    return fold(said(record, "name.first")) == fold(wanted.given) and fold(said(record, "name.last")) == fold(
        wanted.family
    )


def _finding(npi: str, record: Mapping[str, Any]) -> Finding | None:
    if not registers.is_npi(npi) or not registers.person(record, "name.last"):
        return None
    who = ", ".join(filter(None, (registers.person(record, *_NAME), said(record, "name.credential"))))
    licences = _parts(record.get("licenses"))
    facts = {
        "name": [registers.person(record, *_NAME)],
        "given_name": [registers.person(record, "name.first")],
        "additional_name": [registers.person(record, "name.middle")],
        "family_name": [registers.person(record, "name.last")],
        "alternate_name": [registers.person(record, "name_other.first", "name_other.last")],
        "honorific_suffix": [said(record, "name.credential")],
        "npi": [npi],
        "licence": [f"{said(each, 'lic_state')} {said(each, 'lic_number')}".strip() for each in licences],
        "taxonomy": [said(record, "provider_type")],
        "address": [_address(record, "addr_practice"), _address(record, "addr_mailing")],
        "telephone": [registers.phone(said(record, f"{place}.phone")) for place in ("addr_practice", "addr_mailing")],
        "fax_number": [registers.phone(said(record, f"{place}.fax")) for place in ("addr_practice", "addr_mailing")],
    }
    return registers.record(NAME, npi, _page(npi), who, f"NPI {npi}", facts)


def _parts(value: Any) -> list[dict[str, Any]]:
    """The licences of a record; those without a number only name a specialty."""
    parts = [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
    return [part for part in parts if plain(said(part, "lic_number"))]


def _address(record: Mapping[str, Any], place: str) -> str:
    street = (said(record, f"{place}.line1"), said(record, f"{place}.line2"))
    return registers.address(
        street, said(record, f"{place}.city"), said(record, f"{place}.state"), said(record, f"{place}.zip")
    )


def _page(npi: str) -> str:
    """Its own answer; it has no page for people."""
    return f"{URL}?terms={npi}&sf=NPI"


SOURCE = Source(
    name=NAME,
    title="NPI mirror of the National Library of Medicine",
    homepage="https://clinicaltables.nlm.nih.gov",
    room=Room.SEARCH,
    tells=("npi", "name", "town"),
    hosts=("clinicaltables.nlm.nih.gov",),
    questions=questions,
    search=search,
    default=False,
    countries=("US",),
    cost="free",
)
