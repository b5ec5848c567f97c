"""Plays Medicare's opt-out list, on the host of `cms_doctors`. Catalogue: registries_social_trail.md §2.4.

The affidavit that she filed in her first year shows where she lived and lives.
"""

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import NPI

HOSTS: tuple[str, ...] = ()
DATASET = "9887a515-7552-4693-bf58-735c77af46d7"
_ROW = {
    "First Name": "MAREN",
    "Last Name": "HOLLOWAY",
    "NPI": NPI,
    "Specialty": "Clinical Social Worker",
    "Optout Effective Date": "04/01/2019",
    "Optout End Date": "04/01/2027",
    "First Line Street Address": "2816 NE ALDER CT",
    "Second Line Street Address": "",
    "City Name": "PORTLAND",
    "State Code": "OR",
    "Zip code": "972120000",
    "Eligible to Order and Refer": "Y",
    "Last updated": "10/15/2026",
}


def answer(asked: Asked) -> Response:
    return filtered(asked, _ROW)


def filtered(asked: Asked, row: dict[str, str]) -> Response:
    """The one row of a data set, if each filter of the question fits it."""
    filters = {name[7:-1]: value for name, value in asked.params if name.startswith("filter[")}
    fits = all(row.get(name) == value for name, value in filters.items())
    return JSONResponse([row] if filters and fits else [])
