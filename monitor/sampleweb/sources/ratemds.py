"""Plays the JSON of RateMDs' pages. Catalogue: registries_social_trail.md §3.3. Her entry and one of a like name."""

from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from checks.text import fold
from monitor.sampleweb.asked import Asked

HOST = "www.ratemds.com"
_SLUG = "maren-holloway-4182071"


def _doctor(number: int, name: str, slug: str, town: str, average: float, count: int) -> dict[str, Any]:
    return {
        "id": number,
        "full_name": name,
        "slug": slug,
        "url": f"/doctor-ratings/{slug}/",
        "specialty": "social-worker",
        "specialty_name": "Social Worker",
        "rating": {"average": average, "count": count},
        "location": {"city": {"name": town, "province_name": "OR"}},
    }


_DOCTORS = (
    _doctor(4182071, "Maren Holloway", _SLUG, "Portland", 4.5, 2),
    _doctor(5550162, "Jules Hollowell", "jules-hollowell-salem-or", "Salem", 3.1, 8),
)
_REVIEWS = [
    {"comment": "Invented: always on time.", "created": "2026-08-03T11:20:00Z", "average": 5},
    {"comment": "Invented: hard to park.", "created": "2025-12-01T08:00:00Z", "average": 4},
]


def answer(asked: Asked) -> Response:
    if asked.path == "/robots.txt":
        return PlainTextResponse("User-agent: *\nDisallow: /accounts/\n")
    if asked.get("json") != "true":
        return Response("<html><title>RateMDs</title></html>", media_type="text/html")
    if asked.path == "/best-doctors/":
        wanted = fold(asked.get("text"))
        return _listed([each for each in _DOCTORS if wanted[:8] and wanted[:8] in fold(each["full_name"])])
    if asked.path == f"/doctor-ratings/{_SLUG}/":
        return _listed(_REVIEWS)
    return Response('<html><body class="404"></body></html>', 404, media_type="text/html")


def _listed(results: list[dict[str, Any]]) -> Response:
    return JSONResponse({"results": results, "total_pages": 1 if results else 0})
