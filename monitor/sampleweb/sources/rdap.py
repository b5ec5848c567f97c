"""Plays rdap.org and the register behind it. Catalogue: registries_social_trail.md §5.1. Her home until week 4, then privacy."""

from starlette.responses import JSONResponse, RedirectResponse, Response

from monitor.sampleweb.asked import Asked

HOSTS = ("rdap.org", "rdap.register.example")
_DOMAIN = "juniperstreet.example"
_HOME = {
    "fn": "Maren Holloway",
    "adr": ["", "", "2816 NE Alder Ct", "Portland", "OR", "97212", ""],
    "tel": "tel:+1.5035550142",
    "email": "hello@juniperstreet.example",
}
_HIDDEN = {
    "fn": "REDACTED FOR PRIVACY",
    "adr": ["", "", "REDACTED FOR PRIVACY", "REDACTED FOR PRIVACY", "OR", "REDACTED FOR PRIVACY", ""],
}


def answer(asked: Asked) -> Response:
    kind, _, name = asked.path.removeprefix("/").partition("/")
    if kind != "domain":
        return _error(400, "Bad Request")
    if asked.url.startswith("https://rdap.org/"):
        if not name.endswith(".example"):
            return _error(404, "No RDAP service for that ending")
        return RedirectResponse(f"https://rdap.register.example/domain/{name}", 302)
    if name.lower() != _DOMAIN:
        return _error(404, "Object not found")
    return JSONResponse(_registration(asked.week), media_type="application/rdap+json")


def _registration(week: int) -> dict[str, object]:
    said = _HOME if week < 5 else _HIDDEN
    card = [["version", {}, "text", "4.0"], *([part, {}, "text", value] for part, value in said.items())]
    return {
        "objectClassName": "domain",
        "handle": "D418207-EXAMPLE",
        "ldhName": _DOMAIN,
        "status": ["client transfer prohibited"],
        "events": [{"eventAction": "last update of RDAP database", "eventDate": f"2026-11-0{week}T00:00:00Z"}],
        "entities": [
            {"objectClassName": "entity", "roles": ["registrar"], "vcardArray": ["vcard", []]},
            {"objectClassName": "entity", "roles": ["registrant"], "vcardArray": ["vcard", card]},
        ],
        "rdapConformance": ["rdap_level_0"],
    }


def _error(status: int, title: str) -> Response:
    body = {"errorCode": status, "title": title, "description": []}
    return JSONResponse(body, status, media_type="application/rdap+json")
