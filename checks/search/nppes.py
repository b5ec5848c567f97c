"""NPPES: the federal register of provider numbers, with practice and mailing address. https://npiregistry.cms.hhs.gov

Catalogue: registries_social_trail.md §2.1. Asked for exact names in her own states, without the nickname expansion that
would bring other people's records. A wrong query answers 200 with `Errors`; that is never "nobody". `--` means empty.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from checks import registers
from checks.errors import Partial, Unreadable
from checks.fetch import expect, fetch_json, field, words
from checks.hits import some_unread
from checks.model import Finding, Query, Question, Room
from checks.registers import Wanted, said
from checks.source import Ask, Settings, Source
from checks.text import plain

NAME = "nppes"
URL = "https://npiregistry.cms.hhs.gov/api/"
PAGE, LAST_SKIP = 200, 1000  # the most that one answer holds, and how far paging goes
_NAME = ("first_name", "middle_name", "last_name")


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    yield from registers.by_number(NAME, query)
    yield from registers.by_name(NAME, query)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    criteria = _criteria(registers.wanted(question))
    unread = 0
    for skip in range(0, LAST_SKIP + 1, PAGE):
        params = {"version": "2.1", **criteria, "limit": str(PAGE), "skip": str(skip)}
        _status, payload = await fetch_json(ask, URL, params)
        records = _records(payload)
        for record in records:
            finding = _finding(record)
            if finding:
                yield finding
            unread += finding is None and not _is_organisation(record)
        if len(records) < PAGE:
            break
    else:
        raise Partial("more records of that name than the register lists")
    if unread:
        raise some_unread(unread, "records")


def _criteria(wanted: Wanted) -> dict[str, str]:
    if wanted.npi:
        return {"number": wanted.npi}
    return {
        "enumeration_type": "NPI-1",
        "first_name": wanted.given,
        "last_name": wanted.family,
        "use_first_name_alias": "False",
        "state": wanted.state,
    }


def parse(payload: Any) -> Iterator[Finding]:
    """The individuals of one page."""
    yield from filter(None, map(_finding, _records(payload)))


def _records(payload: Any) -> list[Any]:
    answer = expect(payload, dict, "NPPES")
    errors = answer.get("Errors")
    if errors is not None:
        first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
        raise Unreadable(
            f"the register did not take the question: {plain(words(first, 'description')) or 'no reason given'}"
        )
    return field(answer, "results", list, "NPPES")


def _is_organisation(record: Any) -> bool:
    return isinstance(record, dict) and record.get("enumeration_type") == "NPI-2"


def _finding(record: Any) -> Finding | None:
    if not isinstance(record, dict) or not isinstance(record.get("basic"), dict) or _is_organisation(record):
        return None
    npi, basic = words(record, "number"), record["basic"]
    if not registers.is_npi(npi) or not registers.person(basic, "last_name"):
        return None
    who = ", ".join(filter(None, (registers.person(basic, *_NAME), said(basic, "credential"))))
    url = f"https://npiregistry.cms.hhs.gov/provider-view/{npi}"
    return registers.record(NAME, npi, url, who, f"NPI {npi}", _facts(record, basic, npi))


def _facts(record: Mapping[str, Any], basic: Mapping[str, Any], npi: str) -> dict[str, Iterable[str]]:
    places = [*_parts(record, "addresses"), *_parts(record, "practiceLocations")]
    taxonomies, others = _parts(record, "taxonomies"), _parts(record, "other_names")
    return {
        "name": [registers.person(basic, *_NAME)],
        "given_name": [registers.person(basic, "first_name")],
        "additional_name": [registers.person(basic, "middle_name")],
        "family_name": [registers.person(basic, "last_name")],
        "alternate_name": [registers.person(other, "first_name", "last_name") for other in others],
        "honorific_suffix": [said(basic, "credential")],
        "npi": [npi],
        "licence": [f"{said(t, 'state')} {said(t, 'license')}".strip() for t in taxonomies if said(t, "license")],
        "taxonomy": [said(t, "desc") for t in taxonomies],
        "address": [_address(place) for place in places],
        "telephone": [registers.phone(said(place, "telephone_number")) for place in places],
        "fax_number": [registers.phone(said(place, "fax_number")) for place in places],
        "email": [_direct(endpoint) for endpoint in _parts(record, "endpoints")],
    }


def _parts(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = record.get(name)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _address(place: Mapping[str, Any]) -> str:
    street = (said(place, "address_1"), said(place, "address_2"))
    return registers.address(street, said(place, "city"), said(place, "state"), said(place, "postal_code"))


def _direct(endpoint: Mapping[str, Any]) -> str:
    value = said(endpoint, "endpoint")
    return value.casefold() if endpoint.get("endpointType") == "DIRECT" and "@" in value else ""


SOURCE = Source(
    name=NAME,
    title="NPI registry (NPPES)",
    homepage="https://npiregistry.cms.hhs.gov",
    room=Room.SEARCH,
    tells=("name", "town", "npi"),
    hosts=("npiregistry.cms.hhs.gov",),
    questions=questions,
    search=search,
    pace_seconds=1.5,
    countries=("US",),
    cost="free",
)
