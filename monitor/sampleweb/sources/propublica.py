"""Plays the Nonprofit Explorer. Catalogue: registries_social_trail.md §5.7. A small charity under the practice's name."""

from typing import Any

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "projects.propublica.org"
_API = "/nonprofits/api/v2/"
_CHARITY: dict[str, Any] = {
    "ein": 999000417,
    "strein": "99-9000417",
    "name": "JUNIPER STREET COUNSELING FUND INC",
    "sub_name": "JUNIPER STREET COUNSELING FUND INC",
    "city": "PORTLAND",
    "state": "OR",
    "ntee_code": "F30",
    "subseccd": 3,
}
_RECORD = _CHARITY | {
    "careofname": "% MAREN HOLLOWAY",
    "address": "1904 SW JUNIPER STREET STE 210",
    "zipcode": "97205-0000",
}


def answer(asked: Asked) -> Response:
    if asked.path == f"{_API}search.json":
        wanted = asked.get("q").strip('"').upper()
        listed = [_CHARITY] if wanted in _CHARITY["name"] and asked.get("state[id]") in ("", "OR") else []
        pages = {
            "total_results": len(listed),
            "num_pages": len(listed),
            "cur_page": 0,
            "per_page": 25,
            "page_offset": 0,
        }
        return JSONResponse({**pages, "organizations": listed})
    if asked.path == f"{_API}organizations/{_CHARITY['ein']}.json":
        return JSONResponse({"organization": _RECORD, "filings_with_data": [], "filings_without_data": []})
    return JSONResponse({"status": 404, "error": "Not found"}, 404)
