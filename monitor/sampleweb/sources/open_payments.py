"""Plays Open Payments. Catalogue: registries_social_trail.md §2.5. Social workers are not covered in truth; here she is, with
two lunches, so that there is something to read."""

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import NPI

HOST = "openpaymentsdata.cms.gov"
_PROFILE = {
    "covered_recipient_profile_type": "Covered Recipient Non-Physician Practitioner",
    "covered_recipient_profile_id": "90000418",
    "covered_recipient_npi": NPI,
    "covered_recipient_profile_first_name": "MAREN",
    "covered_recipient_profile_middle_name": "E",
    "covered_recipient_profile_last_name": "HOLLOWAY",
    "covered_recipient_profile_alternate_first_name": "MAREN",
    "covered_recipient_profile_alternate_last_name": "LINDQVIST",
    "covered_recipient_profile_address_line_1": "1904 SW JUNIPER STREET",
    "covered_recipient_profile_address_line_2": "SUITE 210",
    "covered_recipient_profile_city": "PORTLAND",
    "covered_recipient_profile_state": "OR",
    "covered_recipient_profile_zipcode": "97205",
    "covered_recipient_profile_primary_specialty": "Behavioral Health & Social Service Providers/Social Worker|Clinical",
}
_PAID = {
    "covered_recipient_npi": NPI,
    "recipient_id": "90000418",
    "payment_type": "General",
    "amgpo_name": "Sampleton Pharma Inc.",
    "amgpo_id": "100000000041",
    "number_of_transaction": "2",
    "total_amount": "31.40",
}
_SETS = {
    "/api/1/datastore/query/6ed6ae76-2999-49da-b0b2-d7df150ac754/0": _PROFILE,
    "/api/1/datastore/query/e49defac-4013-408d-b36f-665fc0ad51b2/0": _PAID,
}


def answer(asked: Asked) -> Response:
    row = _SETS.get(asked.path)
    if row is None:
        return PlainTextResponse("Not Found", 404)
    column, value = asked.get("conditions[0][property]"), asked.get("conditions[0][value]")
    rows = [row] if value and row.get(column) == value else []
    return JSONResponse({"results": rows, "count": len(rows), "schema": {}, "query": {}})
