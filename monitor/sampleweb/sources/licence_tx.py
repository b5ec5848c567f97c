"""Plays the licences of the Texas Medical Board. Catalogue: registries_social_trail.md §2.7. No social worker is in it in
truth; here she is, as an assistant of long ago, so that there is something to read."""

from starlette.responses import Response

from monitor.sampleweb import socrata
from monitor.sampleweb.asked import Asked
from monitor.sampleweb.sources import licence_tx_nurses

HOST = "data.texas.gov"
ROW: socrata.Row = {
    "license_type": "Physician Assistant License",
    "first_name": "MAREN E",
    "last_name": "HOLLOWAY",
    "license_number": "PA990418",
    "license_issue_date": "2006-08-01T00:00:00.000",
    "license_expiration_date": "2008-08-31T00:00:00.000",
    "registration_status": "CANCELLED BY REQUEST",
    "disciplinary_status": "NONE",
    "practice_city": "PORTLAND",
    "practice_state": "OR",
    "current_board_action_date": "",
    "current_board_action_description": "",
}


def answer(asked: Asked) -> Response:
    if licence_tx_nurses.DATASET in asked.path:
        return licence_tx_nurses.answer(asked)
    return socrata.answer(asked, "tm3v-pfq9", [ROW])
