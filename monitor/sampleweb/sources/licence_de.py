"""Plays the licences of Delaware. Catalogue: registries_social_trail.md §2.7. She holds one there, to see clients from afar."""

from starlette.responses import Response

from monitor.sampleweb import socrata
from monitor.sampleweb.asked import Asked

HOST = "data.delaware.gov"
ROW: socrata.Row = {
    "last_name": "Holloway",
    "first_name": "Maren E",
    "combined_name": "Holloway, Maren E",
    "license_no": "Q1-0990418",
    "profession_id": "Social Work Examiners",
    "license_type": "Licensed Clinical Social Worker",
    "city": "Portland",
    "state": "OR",
    "zip_code": "97205",
    "country": "United States",
    "issue_date": "2022-02-14T00:00:00.000",
    "expiration_date": "2028-01-31T00:00:00.000",
    "disciplinary_action": "N",
    "license_status": "Active",
}
ACTION: socrata.Row = {  # somebody else's
    "last_name": "Holloway",
    "first_name": "Maren",
    "license_id_l": "L1-0990012",
    "license_type": "Registered Nurse",
    "item_text": "Letter of Reprimand",
    "disp_start": "2019-05-08T00:00:00.000",
}


def answer(asked: Asked) -> Response:
    if "dz6p-akeq" in asked.path:
        return socrata.answer(asked, "dz6p-akeq", [ACTION])
    return socrata.answer(asked, "pjnv-eaih", [ROW])
