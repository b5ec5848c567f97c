"""Plays the licences of Illinois. Catalogue: registries_social_trail.md §2.7. She holds one there, to see clients from afar."""

from starlette.responses import Response

from monitor.sampleweb import socrata
from monitor.sampleweb.asked import Asked

HOST = "data.illinois.gov"
ROW: socrata.Row = {
    "license_type": "CLINICAL SOCIAL WORKER",
    "description": "LICENSED CLINICAL SOCIAL WORKER",
    "license_number": "149990418",
    "license_status": "ACTIVE",
    "business": "N",
    "first_name": "MAREN",
    "middle": "E",
    "last_name": "HOLLOWAY",
    "suffix": "",
    "business_name": "",
    "businessdba": "",
    "original_issue_date": "05/03/2021",
    "effective_date": "12/01/2025",
    "expiration_date": "11/30/2027",
    "city": "PORTLAND",
    "state": "OR",
    "zip": "97205",
    "county": "",
    "ever_disciplined": "N",
    "discipline_start_date": "",
    "discipline_reason": "",
    "specialty_qualifier": "",
}


def answer(asked: Asked) -> Response:
    return socrata.answer(asked, "pzzh-kp68", [ROW])
