"""Plays Have I Been Pwned. Catalogue: search_breach_archive.md §5.1. Two breaches, a paste, and a log-in in a stealer log."""

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.sources.brave import KEY
from monitor.sampleweb.world import BREACHES, EMAIL, Breach

HOST = "haveibeenpwned.com"
CONFIG = 'api_key_env = "{key}"'
_API = "/api/v3/"
_PLAN = {
    "SubscriptionName": "Pro 1",
    "Description": "An invented plan.",
    "SubscribedUntil": "2027-05-30T00:00:00Z",
    "Rpm": 1000,
    "DomainSearchMaxBreachedAccounts": 25,
    "IncludesStealerLogs": True,
    "IncludesKAnon": True,
}
_PASTE = {"Source": "Pastebin", "Id": "Ab12Cd34", "Title": None, "Date": "2023-03-04T19:14:54Z", "EmailCount": 139}


def answer(asked: Asked) -> Response:
    if asked.headers.get("hibp-api-key") != KEY:
        return JSONResponse({"statusCode": 401, "message": "Access denied due to invalid hibp-api-key."}, 401)
    if asked.path == f"{_API}subscription/status":
        return JSONResponse(_PLAN)
    kind, _, email = asked.path.removeprefix(_API).partition("/")
    if kind not in ("breachedaccount", "pasteaccount", "stealerlogsbyemail"):
        return Response("<!DOCTYPE html><title>Page not found</title>", 404, media_type="text/html")
    if email.lower() != EMAIL:
        return Response(status_code=404)
    if kind == "pasteaccount":
        return JSONResponse([_PASTE])
    if kind == "stealerlogsbyemail":
        return JSONResponse(["oldshop.example"])
    full = asked.get("truncateResponse", "true").lower() == "false"
    return JSONResponse([_breach(each) if full else {"Name": each.name} for each in BREACHES if each.since == 1])


def _breach(breach: Breach) -> dict[str, object]:
    host = f"{breach.name.lower()}.example"
    return {
        "Name": breach.name,
        "Title": breach.name,
        "Domain": host,
        "BreachDate": breach.breached.isoformat(),
        "AddedDate": f"{breach.added.isoformat()}T07:10:00Z",
        "ModifiedDate": f"{breach.added.isoformat()}T07:10:00Z",
        "PwnCount": breach.records,
        "Description": f'An invented breach of <a href="https://{host}">{breach.name}</a>.',
        "LogoPath": "https://logos.example/list.png",
        "DataClasses": list(breach.exposed),
        "IsVerified": True,
        "IsFabricated": False,
        "IsSensitive": False,
        "IsRetired": False,
        "IsSpamList": False,
        "IsMalware": False,
        "IsStealerLog": False,
        "IsSubscriptionFree": False,
    }
