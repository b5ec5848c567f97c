"""Plays Yelp's API. Catalogue: registries_social_trail.md §3.4. The entry of the practice among one of others.

From the third week on there is a review more, and it is a bad one.
"""

from typing import Any

from starlette.responses import JSONResponse, Response

from checks.text import fold
from monitor.sampleweb.asked import Asked
from monitor.sampleweb.sources.brave import KEY

HOST = "api.yelp.com"
CONFIG = 'api_key_env = "{key}"'
_BASE = "/v3/businesses"
_KIND = [{"alias": "c_and_mh", "title": "Counseling & Mental Health"}]
_JUNIPER: dict[str, Any] = {
    "id": "vQx7Invented-Juniper01",
    "alias": "juniper-street-counseling-portland",
    "name": "Juniper Street Counseling",
    "phone": "+15035550142",
    "display_phone": "(503) 555-0142",
    "location": {"display_address": ["1904 SW Juniper Street", "Suite 210", "Portland, OR 97205"]},
}
_LARCH: dict[str, Any] = {
    "id": "zzLarchInvented_000002",
    "alias": "larch-avenue-counseling-portland",
    "name": "Larch Avenue Counseling",
    "phone": "+15035550188",
    "display_phone": "(503) 555-0188",
    "location": {"display_address": ["77 NE Larch Avenue", "Portland, OR 97211"]},
}
_REVIEWS = [
    (1, "2026-06-14 18:22:31", 5, "Invented: a calm room and a clear plan."),
    (1, "2025-11-30 07:05:00", 4, "Invented: hard to park."),
    (3, "2026-11-12 10:00:00", 1, "Invented: cancelled twice."),
]


def answer(asked: Asked) -> Response:
    if asked.headers.get("authorization") != f"Bearer {KEY}":
        return _error(401, "TOKEN_INVALID", "Invalid access token or authorization header.")
    if asked.path == f"{_BASE}/search/phone":
        return _listed([each for each in _entries(asked.week) if each["phone"] == asked.get("phone")])
    if asked.path == f"{_BASE}/search":
        if not asked.get("location"):
            return _error(400, "VALIDATION_ERROR", "Please specify a location or a latitude and longitude")
        wanted = set(fold(asked.get("term")).split())  # by likeness: one word is enough
        return _listed([each for each in _entries(asked.week) if wanted & set(fold(each["name"]).split())])
    if asked.path == f"{_BASE}/{_JUNIPER['id']}/reviews":
        shown = sorted(_shown(asked.week), key=lambda each: str(each["time_created"]), reverse=True)[:3]
        return JSONResponse({"reviews": shown, "total": len(shown), "possible_languages": ["en"]})
    return _error(404, "NOT_FOUND", "Resource could not be found.")


def _entries(week: int) -> list[dict[str, Any]]:
    stars = [stars for since, _, stars, _ in _REVIEWS if since <= week]
    rated = {"rating": round(sum(stars) / len(stars), 1), "review_count": len(stars), "categories": _KIND}
    return [
        {**_JUNIPER, **rated, "is_closed": False},
        {**_LARCH, "rating": 4.8, "review_count": 50 + week, "categories": _KIND, "is_closed": False},
    ]


def _shown(week: int) -> list[dict[str, Any]]:
    return [
        {"id": f"rev{n}Invented", "text": text, "rating": stars, "time_created": when, "user": {"name": "Dana P."}}
        for n, (since, when, stars, text) in enumerate(_REVIEWS)
        if since <= week
    ]


def _listed(businesses: list[dict[str, Any]]) -> Response:
    return JSONResponse({"businesses": businesses, "total": len(businesses), "region": {}})


def _error(status: int, code: str, description: str) -> Response:
    return JSONResponse({"error": {"code": code, "description": description}}, status)
