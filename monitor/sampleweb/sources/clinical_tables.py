"""Plays the Clinical Tables of the National Library of Medicine. Catalogue: registries_social_trail.md §2.2. A late mirror:
it shows what the register of NPIs showed at first."""

from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import REGISTER, Office, Registration

HOST = "clinicaltables.nlm.nih.gov"


def answer(asked: Asked) -> Response:
    if asked.path != "/api/npi_idv/v3/search":
        return PlainTextResponse("Not Found", 404)
    found = [entry for entry in REGISTER if _fits(entry, asked)]
    fields = asked.get("ef").split(",")
    records = [_record(entry) for entry in found]
    extra = {name: [record.get(name) for record in records] for name in fields} if found else None
    return JSONResponse([len(found), [entry.npi for entry in found], extra, [[entry.npi] for entry in found]])


def _fits(entry: Registration, asked: Asked) -> bool:
    if asked.get("sf") == "NPI":
        return entry.npi.startswith(asked.get("terms"))
    words = asked.get("terms").upper().split()
    state = asked.get("q").removeprefix("addr_practice.state:")
    return all(any(each.startswith(word) for each in (entry.given, entry.family)) for word in words) and state in (
        "",
        entry.location.state,
    )


def _record(entry: Registration) -> dict[str, Any]:
    record: dict[str, Any] = {
        "name.first": entry.given,
        "name.middle": entry.middle,
        "name.last": entry.family,
        "name.credential": entry.credential,
        "name_other.first": entry.given if entry.former else None,
        "name_other.last": entry.former or None,
        "provider_type": entry.taxonomy,
        "licenses": [{"lic_number": entry.licence, "lic_state": entry.state, "is_primary_taxonomy": "Y"}],
    }
    return record | _place("practice", entry.location, entry.phone) | _place("mailing", entry.mailing[1], entry.phone)


def _place(purpose: str, place: Office, phone: str) -> dict[str, Any]:
    said = {
        "line1": place.street,
        "line2": place.unit or None,
        "city": place.city,
        "state": place.state,
        "zip": place.postal_code,
        "phone": phone,
    }
    return {f"addr_{purpose}.{part}": value for part, value in said.items()}
