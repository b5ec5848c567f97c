"""Plays the Places API. Catalogue: registries_social_trail.md §3.5. The entry of the practice and one of others, by likeness."""

import json
from typing import Any

from starlette.responses import JSONResponse, Response

from checks.text import fold
from monitor.sampleweb.asked import Asked
from monitor.sampleweb.sources.brave import KEY

HOST = "places.googleapis.com"
CONFIG = 'api_key_env = "{key}"'
_BASE = "/v1/places"
_JUNIPER: dict[str, Any] = {
    "id": "ChIJinventedjuniper0001",
    "displayName": {"text": "Juniper Street Counseling", "languageCode": "en"},
    "formattedAddress": "1904 SW Juniper Street Suite 210, Portland, OR 97205, USA",
    "internationalPhoneNumber": "+1 503-555-0142",
    "websiteUri": "https://juniperstreet.example/",
    "rating": 4.5,
    "googleMapsUri": "https://maps.google.com/?cid=100000000000000001",
}
_LARCH: dict[str, Any] = {
    "id": "ChIJinventedlarch000002",
    "displayName": {"text": "Larch Avenue Counseling", "languageCode": "en"},
    "formattedAddress": "77 NE Larch Avenue, Portland, OR 97211, USA",
    "internationalPhoneNumber": "+1 503-555-0188",
    "rating": 4.9,
    "googleMapsUri": "https://maps.google.com/?cid=100000000000000002",
}
_REVIEWS = [
    ("2026-05-02T09:12:44Z", 5, "Invented: a calm hour."),
    ("2026-08-19T16:00:00Z", 4, "Invented: hard to park."),
]


def answer(asked: Asked) -> Response:
    if asked.headers.get("x-goog-api-key") != KEY:
        details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]
        return _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", details)
    mask = asked.headers.get("x-goog-fieldmask", "")
    if not mask:
        return _error(400, "INVALID_ARGUMENT", "FieldMask is a required parameter.")
    if asked.path == f"{_BASE}:searchText" and asked.method == "POST":
        return _searched(asked, mask)
    if asked.path == f"{_BASE}/{_JUNIPER['id']}":
        reviews = [_review(*each) for each in _REVIEWS]
        return JSONResponse(_masked({**_JUNIPER, "reviews": reviews}, mask))
    return _error(404, "NOT_FOUND", "The place was not found.")


def _searched(asked: Asked, mask: str) -> Response:
    try:
        query = json.loads(asked.body)["textQuery"]
    except (ValueError, KeyError, TypeError):
        return _error(400, "INVALID_ARGUMENT", "Empty text_query.")
    wanted = set(fold(query).split()) - {"in", "portland", "or"}
    found = [each for each in (_JUNIPER, _LARCH) if wanted & set(fold(each["displayName"]["text"]).split())]
    return JSONResponse({"places": [_masked(each, mask.replace("places.", "")) for each in found]} if found else {})


def _masked(place: dict[str, Any], mask: str) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name in mask.split(",")}


def _review(when: str, stars: int, text: str) -> dict[str, Any]:
    written = {"text": text, "languageCode": "en"}
    return {"rating": stars, "publishTime": when, "text": written, "originalText": written, "authorAttribution": {}}


def _error(code: int, status: str, message: str, details: list[dict[str, str]] | None = None) -> Response:
    return JSONResponse({"error": {"code": code, "status": status, "message": message, "details": details or []}}, code)
