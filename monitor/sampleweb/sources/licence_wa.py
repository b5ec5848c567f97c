"""Plays the licences of Washington. Catalogue: registries_social_trail.md §2.7. She holds one there, to see clients from afar."""

from starlette.responses import Response

from monitor.sampleweb import socrata
from monitor.sampleweb.asked import Asked

HOST = "data.wa.gov"
ROW: socrata.Row = {
    "credentialnumber": "LW60418718",
    "lastname": "HOLLOWAY",
    "firstname": "MAREN",
    "middlename": "E",
    "credentialtype": "Social Worker Independent Clinical License",
    "status": "ACTIVE",
    "birthyear": "1981",
    "ceduedate": "20270417",
    "firstissuedate": "20200310",
    "lastissuedate": "20260401",
    "expirationdate": "20270417",
    "actiontaken": "No",
}


def answer(asked: Asked) -> Response:
    return socrata.answer(asked, "qxh8-f4bd", [ROW])
