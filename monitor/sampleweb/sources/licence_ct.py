"""Plays the licences of Connecticut. Catalogue: registries_social_trail.md §2.7. She holds one there, to see clients from afar."""

from starlette.responses import Response

from monitor.sampleweb import socrata
from monitor.sampleweb.asked import Asked

HOST = "data.ct.gov"
ROW: socrata.Row = {
    "credentialid": "9990418",
    "name": "MAREN E HOLLOWAY",
    "type": "INDIVIDUAL",
    "businessname": "",
    "dba": "",
    "fullcredentialcode": "58.990418",
    "credentialnumber": "990418",
    "credentialtype": "58",
    "credential": "LICENSED CLINICAL SOCIAL WORKER",
    "status": "ACTIVE",
    "statusreason": "CURRENT",
    "issuedate": "2021-06-14T00:00:00.000",
    "effectivedate": "2026-05-01T00:00:00.000",
    "expirationdate": "2027-04-30T00:00:00.000",
    "address": "1904 SW JUNIPER STREET SUITE 210",
    "city": "PORTLAND",
    "state": "OR",
    "zip": "972050000",
}


def answer(asked: Asked) -> Response:
    return socrata.answer(asked, "ngch-56tr", [ROW])
