"""Plays the NPI registry, version 2.1. Catalogue: registries_social_trail.md §2.1.

A wrong question is answered with 200 and `Errors`. Numbers 04, 07 and 09 are as seen; those of the other errors are not
documented, so 99 stands for them. Whether a former name finds a record is not known; here it does not. Nobody in the
register has a nickname, so `use_first_name_alias` makes no difference.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import REGISTER, Office, Registration, monday, since

HOST = "npiregistry.cms.hhs.gov"
_CRITERIA = ("number", "first_name", "last_name", "organization_name", "taxonomy_description", "city", "postal_code")
_WILD = ("first_name", "last_name", "city", "taxonomy_description", "organization_name", "postal_code")
_TAKEN = {
    "enumeration_type": ("NPI-1", "NPI-2"),
    "use_first_name_alias": ("True", "False"),
    "name_purpose": ("AO", "PROVIDER"),
    "address_purpose": ("LOCATION", "MAILING", "PRIMARY", "SECONDARY"),
}


def answer(asked: Asked) -> Response:
    if asked.path.rstrip("/") != "/api":
        return PlainTextResponse("Not Found", 404)
    if asked.method not in ("GET", "HEAD"):
        return PlainTextResponse("Method Not Allowed", 405, {"Allow": "GET, HEAD"})
    problems = list(_problems(asked))
    if problems:
        return JSONResponse({"Errors": problems})
    found = [entry for entry in REGISTER if _matches(entry, asked)]
    skip, limit = asked.number("skip", 0) or 0, asked.number("limit", 10) or 10
    records = [_record(entry, asked.week) for entry in found[skip : skip + limit]]
    return JSONResponse({"result_count": len(records), "results": records})


def _problems(asked: Asked) -> Iterator[dict[str, str]]:
    if asked.get("version") != "2.1":
        yield _problem("version", "Unsupported Version", "99")
        return
    if asked.get("number") and not (asked.get("number").isdecimal() and len(asked.get("number")) == 10):
        yield _problem("number", "NPI must be 10 digits", "99")
    for name, low, high, default in (("limit", 1, 200, 10), ("skip", 0, 1000, 0)):
        value = asked.number(name, default)
        if value is None or not low <= value <= high:
            yield _problem(name, f"Field {name} must be between {low} and {high}", "99")
    for name, values in _TAKEN.items():
        if asked.get(name) and asked.get(name) not in values:
            yield _problem(name, f"Field {name} has an invalid value", "99")
    for name in _WILD:
        if asked.get(name).endswith("*") and len(asked.get(name)) < 3:
            yield _problem(name, f"Field {name} requires at least two characters before a wildcard", "99")
    yield from _too_little(asked)


def _too_little(asked: Asked) -> Iterator[dict[str, str]]:
    """State and kind cannot stand alone; nor can the country of the United States."""
    if any(asked.get(name) for name in _CRITERIA) or asked.get("country_code", "US") != "US":
        return
    if asked.get("state"):
        yield _problem("state", "Field state requires additional search criteria", "07")
    if asked.get("enumeration_type"):
        yield _problem("enumeration_type", "Enumeration_type requires additional search criteria", "09")
    if not asked.get("state") and not asked.get("enumeration_type"):
        yield _problem("generic", "No valid search criteria provided", "04")


def _problem(field: str, description: str, number: str) -> dict[str, str]:
    return {"description": description, "field": field, "number": number}


def _matches(entry: Registration, asked: Asked) -> bool:
    """Only individuals are registered here, so a question for organisations finds nobody."""
    if asked.get("number"):
        return entry.npi == asked.get("number")
    if (
        asked.get("enumeration_type") == "NPI-2"
        or asked.get("organization_name")
        or asked.get("country_code", "US") != "US"
    ):
        return False
    places = _places(entry, asked.get("address_purpose"), asked.week)
    return (
        _fits(asked.get("first_name"), entry.given)
        and _fits(asked.get("last_name"), entry.family)
        and _fits(asked.get("taxonomy_description"), entry.taxonomy)
        and any(_stands(place, asked) for place in places)
    )


def _places(entry: Registration, purpose: str, week: int) -> tuple[Office, ...]:
    mailing = since(entry.mailing, week)
    match purpose:
        case "MAILING":
            return (mailing,)
        case "LOCATION" | "PRIMARY":
            return (entry.location,)
        case "SECONDARY":
            return ()
        case _:
            return (entry.location, mailing)


def _stands(place: Office, asked: Asked) -> bool:
    return (
        asked.get("state", place.state).upper() in ("", place.state)
        and _fits(asked.get("city"), place.city)
        and place.postal_code.startswith(asked.get("postal_code").rstrip("*").replace("-", ""))
    )


def _fits(asked: str, value: str) -> bool:
    wanted = asked.strip().upper()
    return value.upper().startswith(wanted[:-1]) if wanted.endswith("*") else wanted in ("", value.upper())


def _record(entry: Registration, week: int) -> dict[str, Any]:
    changed = max((start for start in entry.mailing if 1 < start <= week), default=0)
    updated = monday(changed) if changed else date(2023, 2, 11)
    return {
        "number": entry.npi,
        "enumeration_type": "NPI-1",
        "created_epoch": _epoch(date(2016, 5, 4)),
        "last_updated_epoch": _epoch(updated),
        "basic": {
            "first_name": entry.given,
            **({"middle_name": entry.middle} if entry.middle else {}),
            "last_name": entry.family,
            "name_prefix": "--",
            "name_suffix": "--",
            "credential": entry.credential,
            "sex": "F",
            "sole_proprietor": "YES",
            "enumeration_date": "2016-05-04",
            "last_updated": updated.isoformat(),
            "certification_date": updated.isoformat(),
            "status": "A",
        },
        "addresses": [
            _address("MAILING", since(entry.mailing, week), entry.phone),
            _address("LOCATION", entry.location, entry.phone),
        ],
        "practiceLocations": [],
        "taxonomies": [
            {
                "code": entry.code,
                "desc": entry.taxonomy,
                "license": entry.licence,
                "state": entry.state,
                "primary": True,
                "taxonomy_group": "",
            }
        ],
        "identifiers": [],
        "endpoints": [],
        "other_names": [_former(entry)] if entry.former else [],
    }


def _former(entry: Registration) -> dict[str, str]:
    return {
        "code": "1",
        "type": "Former Name",
        "first_name": entry.given,
        "last_name": entry.former,
        "prefix": "--",
        "suffix": "--",
    }


def _address(purpose: str, place: Office, phone: str) -> dict[str, str]:
    return {
        "address_purpose": purpose,
        "address_type": "DOM",
        "address_1": place.street,
        **({"address_2": place.unit} if place.unit else {}),
        "city": place.city,
        "state": place.state,
        "postal_code": place.postal_code,
        "country_code": "US",
        "country_name": "United States",
        "telephone_number": phone,
    }


def _epoch(day: date) -> str:
    return str(int(datetime.combine(day, time(), tzinfo=UTC).timestamp() * 1000))
