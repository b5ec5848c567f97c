"""Plays XposedOrNot, without a key. Catalogue: search_breach_archive.md §5.2.

The order of breaches differs from week to week; week 3 is a wall; week 4 brings a new breach.
"""

import re
from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from starlette.responses import HTMLResponse, JSONResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import BREACHES, EMAIL, Breach

HOST = "api.xposedornot.com"
_CHECK = "/v1/check-email/"
_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_WALL = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    '<body><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>'
)


def answer(asked: Asked) -> Response:
    if asked.week == 3:
        return HTMLResponse(_WALL, 403, {"cf-mitigated": "challenge", "Server": "cloudflare"})
    if asked.method not in ("GET", "HEAD"):
        return JSONResponse({"detail": "Method Not Allowed"}, 405, {"Allow": "GET"})
    known = [breach for breach in BREACHES if breach.since <= asked.week]
    if asked.path.startswith(_CHECK):
        return _check(asked.path.removeprefix(_CHECK), known, asked)
    if asked.path == "/v1/breaches":
        return _catalogue(known, asked)
    return JSONResponse({"detail": "Not found"}, 404)


def _check(email: str, known: list[Breach], asked: Asked) -> Response:
    """Two shapes of nothing: an address that is none, and one that is in no breach."""
    if not _ADDRESS.fullmatch(email):
        return JSONResponse({"Error": "Not found", "email": None})
    if email.lower() != EMAIL:
        return JSONResponse({"Error": "No breaches found", "email": email, "status": "failed"}, 404)
    first = asked.week % len(known)  # the real order comes from a set
    turned = known[first:] + known[:first]
    payload: dict[str, object] = {"breaches": [[breach.name for breach in turned]], "email": email, "status": "success"}
    if asked.get("details").lower() == "true":
        payload["breach_details"] = [_detail(breach) for breach in turned]
    return JSONResponse(payload)


def _detail(breach: Breach) -> dict[str, object]:
    return {
        "name": breach.name,
        "records_exposed": breach.records,
        "description": f"An invented breach of {breach.name}.",
        "breach_date": "",  # empty in the present server code
        "company": {
            "name": f"{breach.name.lower()}.example",
            "industry": "Information Technology",
            "logo_url": f"https://logos.example/{breach.name.lower()}.png",
        },
        "security": {"password_risk": "hardtocrack", "is_searchable": True, "is_verified": True},
        "exposed_data": list(breach.exposed),
    }


def _catalogue(known: list[Breach], asked: Asked) -> Response:
    newest = max(breach.added for breach in known)
    changed = format_datetime(_midnight(newest), usegmt=True)
    if asked.headers.get("if-modified-since") == changed:
        return Response(status_code=304, headers={"Last-Modified": changed})
    wanted, domain = asked.get("breach_id"), asked.get("domain")
    listed = [
        _listed(breach)
        for breach in known
        if wanted in ("", breach.name) and domain in ("", f"{breach.name.lower()}.example")
    ]
    return JSONResponse({"status": "success", "exposedBreaches": listed}, headers={"Last-Modified": changed})


def _listed(breach: Breach) -> dict[str, object]:
    return {
        "breachID": breach.name,
        "breachedDate": _midnight(breach.breached).isoformat(),
        "addedDate": _midnight(breach.added).isoformat(),
        "domain": f"{breach.name.lower()}.example",
        "industry": "Information Technology",
        "logo": f"https://logos.example/{breach.name.lower()}.png",
        "passwordRisk": "hardtocrack",
        "searchable": True,
        "sensitive": False,
        "verified": True,
        "breachType": "data breach",
        "exposedData": list(breach.exposed),
        "exposedRecords": breach.records,
        "exposureDescription": f"An invented breach of {breach.name}.",
        "referenceURL": "",
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
