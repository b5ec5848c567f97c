"""NPPES: the federal register of provider numbers, with practice and mailing address. https://npiregistry.cms.hhs.gov

Catalogue: registries_social_trail.md §2.1. Asked for exact names in her own states, without the nickname expansion that
would bring other people's records. A wrong query answers 200 with `Errors`; that is never "nobody". `--` means empty.
"""

import re
import unicodedata
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from checks.errors import Partial, Skipped, Unreadable
from checks.fetch import expect, fetch_json, field, words
from checks.hits import some_unread
from checks.model import Finding, Query, Question, Room
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "nppes"
URL = "https://npiregistry.cms.hhs.gov/api/"
PAGE, LAST_SKIP = 200, 1000  # the most that one answer holds, and how far paging goes
_BY_NUMBER = "NPI "
_IN_TITLE = frozenset({"name", "given_name", "additional_name", "family_name", "honorific_suffix"})
_COMPASS = frozenset({"NE", "NW", "SE", "SW", "PO", "US"})


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    if query.npi:
        yield Question(source=NAME, text=f"{_BY_NUMBER}{query.npi}", tells=("npi",))
    states = dict.fromkeys(town.region for town in query.towns if town.country == "US" and town.region)
    for name in dict.fromkeys(filter(None, map(_registered, query.names))):
        for state in states:
            yield Question(source=NAME, text=f"{name} in {state}", tells=("name", "town"), name=name)


def _registered(name: str) -> str:
    """Given and family name as the register spells them: no accents, no middle names; no wildcard gets in."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    parts = re.sub(r"[^\w' -]", " ", letters.replace("’", "'")).split()
    return f"{parts[0]} {parts[-1]}" if len(parts) > 1 else ""


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    if question.text.startswith(_BY_NUMBER) and not _is_npi(question.text.removeprefix(_BY_NUMBER)):
        raise Skipped("the NPI in config.toml is not a valid number: its last digit does not fit the others")
    unread = 0
    for skip in range(0, LAST_SKIP + 1, PAGE):
        params = {"version": "2.1", **_criteria(question), "limit": str(PAGE), "skip": str(skip)}
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


def _criteria(question: Question) -> dict[str, str]:
    if question.text.startswith(_BY_NUMBER):
        return {"number": question.text.removeprefix(_BY_NUMBER)}
    name, _, state = question.text.rpartition(" in ")
    given, _, family = name.partition(" ")
    return {
        "enumeration_type": "NPI-1",
        "first_name": given,
        "last_name": family,
        "use_first_name_alias": "False",
        "state": state,
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
    given, family = _name(basic, "first_name"), _name(basic, "last_name")
    if not _is_npi(npi) or not family:
        return None
    said = {name: tuple(sorted({*values} - {""})) for name, values in _facts(record, basic, npi).items()}
    facts = {name: values for name, values in said.items() if values}
    name = " ".join(filter(None, (given, _name(basic, "middle_name"), family)))
    title = ", ".join(filter(None, (name, _said(basic, "credential"))))
    lines = (
        f"{name.replace('_', ' ')}: {'; '.join(values)}" for name, values in facts.items() if name not in _IN_TITLE
    )
    text = "\n".join([title, *lines])
    url = f"https://npiregistry.cms.hhs.gov/provider-view/{npi}"
    return Finding(source=NAME, key=npi, url=url, title=f"{title}, NPI {npi}", facts=facts, text=clip(text))


def _facts(record: Mapping[str, Any], basic: Mapping[str, Any], npi: str) -> dict[str, Iterable[str]]:
    places = [*_parts(record, "addresses"), *_parts(record, "practiceLocations")]
    taxonomies, others = _parts(record, "taxonomies"), _parts(record, "other_names")
    middle = _name(basic, "middle_name")
    return {
        "name": [" ".join(filter(None, (_name(basic, "first_name"), middle, _name(basic, "last_name"))))],
        "given_name": [_name(basic, "first_name")],
        "additional_name": [middle],
        "family_name": [_name(basic, "last_name")],
        "alternate_name": [" ".join(filter(None, (_name(o, "first_name"), _name(o, "last_name")))) for o in others],
        "honorific_suffix": [_said(basic, "credential")],
        "npi": [npi],
        "licence": [f"{_said(t, 'state')} {_said(t, 'license')}".strip() for t in taxonomies if _said(t, "license")],
        "taxonomy": [_said(t, "desc") for t in taxonomies],
        "address": [_address(place) for place in places],
        "telephone": [_phone(_said(place, "telephone_number")) for place in places],
        "fax_number": [_phone(_said(place, "fax_number")) for place in places],
        "email": [_direct(endpoint) for endpoint in _parts(record, "endpoints")],
    }


def _parts(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    value = record.get(name)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _said(part: Mapping[str, Any], name: str) -> str:
    value = plain(words(part, name))
    return "" if value == "--" else value


def _name(part: Mapping[str, Any], name: str) -> str:
    """The register shouts; what stands in capitals is written as a name."""
    return _calm(_said(part, name), frozenset({"II", "III", "IV"}))


def _address(place: Mapping[str, Any]) -> str:
    line, unit, city = (_calm(_said(place, name), _COMPASS) for name in ("address_1", "address_2", "city"))
    street = f"{line} {unit}".strip()
    area = f"{_said(place, 'state')} {_said(place, 'postal_code')[:5]}".strip()
    return ", ".join(filter(None, (street, city, area))) if street else ""


def _calm(shout: str, kept: frozenset[str]) -> str:
    def calm(match: re.Match[str]) -> str:
        word = match.group()
        is_number = word[0].isdigit() and not word.endswith(("ST", "ND", "RD", "TH"))  # "5A" stays, "3RD" is a word
        return word if word in kept or is_number else word.capitalize()

    return re.sub(r"[^\W_]+(?:'S\b)?", calm, shout) if shout.isupper() else shout


def _phone(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"+1{digits[-10:]}" if len(digits) in (10, 11) else number


def _direct(endpoint: Mapping[str, Any]) -> str:
    value = _said(endpoint, "endpoint")
    return value.casefold() if endpoint.get("endpointType") == "DIRECT" and "@" in value else ""


def _is_npi(number: str) -> bool:
    """The last digit checks the others, over the prefix 80840 (Luhn)."""
    if not re.fullmatch(r"\d{10}", number, re.ASCII):
        return False
    digits = [int(digit) for digit in f"80840{number}"]
    return sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(reversed(digits))) % 10 == 0


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
