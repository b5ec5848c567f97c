"""Plays the data of Medicare. Catalogue: registries_social_trail.md §2.3 and §2.4. One host serves three sources: its other
two data sets are played by `cms_opt_out` and `cms_order_referring`.

She is enrolled with her practice's address; the namesakes of the register are not.
"""

from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.sources import cms_opt_out, cms_order_referring
from monitor.sampleweb.world import NPI

HOST = "data.cms.gov"
_DATASET = "/provider-data/api/1/datastore/query/mj5m-pzi6/0"
_ROW = {
    "npi": NPI,
    "ind_pac_id": "0000000000",
    "ind_enrl_id": "I20160504000000",
    "provider_last_name": "HOLLOWAY",
    "provider_first_name": "MAREN",
    "provider_middle_name": "E",
    "suff": "",
    "gndr": "F",
    "cred": "CSW",
    "med_sch": "OTHER",
    "grd_yr": "2009",
    "pri_spec": "CLINICAL SOCIAL WORKER",
    "sec_spec_all": "",
    "telehlth": "Y",
    "facility_name": "",
    "adr_ln_1": "1904 SW JUNIPER ST",
    "adr_ln_2": "SUITE 210",
    "citytown": "PORTLAND",
    "state": "OR",
    "zip_code": "972050000",
    "telephone_number": "5035550142",
}


def answer(asked: Asked) -> Response:
    if cms_opt_out.DATASET in asked.path:
        return cms_opt_out.answer(asked)
    if cms_order_referring.DATASET in asked.path:
        return cms_order_referring.answer(asked)
    if asked.path != _DATASET:
        return PlainTextResponse("Not Found", 404)
    wanted = _conditions(asked)
    if unknown := set(wanted) - set(_ROW):
        return JSONResponse({"message": f"Column not found: {min(unknown)}", "status": 400}, 400)
    rows: list[dict[str, Any]] = [_ROW] if all(_ROW[name] == value for name, value in wanted.items()) else []
    return JSONResponse({"results": rows, "count": len(rows), "schema": {}, "query": {}})


def _conditions(asked: Asked) -> dict[str, str]:
    numbers = range(len(asked.params))
    named = ((asked.get(f"conditions[{n}][property]"), asked.get(f"conditions[{n}][value]")) for n in numbers)
    return {name: value for name, value in named if name}
