"""Plays the licences of Colorado. Catalogue: registries_social_trail.md §2.7. She holds one there, to see clients from afar."""

from starlette.responses import Response

from monitor.sampleweb import socrata
from monitor.sampleweb.asked import Asked

HOST = "data.colorado.gov"
ROW: socrata.Row = {
    "lastname": "Holloway",
    "firstname": "Maren",
    "middlename": "E",
    "suffix": "",
    "entityname": "",
    "city": "Portland",
    "state": "OR",
    "licensetype": "CSW",
    "subcategory": "",
    "licensenumber": "9920418",
    "licensefirstissuedate": "2021-02-01T00:00:00.000",
    "licenseexpirationdate": "2027-08-31T00:00:00.000",
    "licensestatusdescription": "Active",
    "specialty": "",
    "programaction": "",
    "disciplineeffectivedate": "",
    "casenumber": "",
    "linktoverifylicense": "",
}


def answer(asked: Asked) -> Response:
    return socrata.answer(asked, "7s5z-vewr", [ROW])
