"""Plays OpenAlex's list of authors. Catalogue: registries_social_trail.md §5.5. One author, with the school she left."""

from typing import Any

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "api.openalex.org"
_AUTHOR: dict[str, Any] = {
    "id": "https://openalex.org/A0000418207",
    "orcid": None,
    "display_name": "Maren E. Lindqvist",
    "display_name_alternatives": ["Maren Holloway", "M. Lindqvist"],
    "affiliations": [
        {
            "institution": {
                "id": "https://openalex.org/I0000000418",
                "display_name": "Gem State University",
                "country_code": "US",
                "type": "education",
            },
            "years": [2006, 2005],
        }
    ],
}


def answer(asked: Asked) -> Response:
    if asked.path != "/authors":
        return JSONResponse({"error": "Not Found", "message": "No such resource"}, 404)
    wanted = asked.get("search").casefold().split()
    names = [_AUTHOR["display_name"], *_AUTHOR["display_name_alternatives"]]
    fits = any(set(wanted) <= set(str(name).casefold().split()) for name in names)
    meta = {"count": int(fits), "db_response_time_ms": 12, "page": 1, "per_page": 100, "cost_usd": 0.001}
    return JSONResponse({"meta": meta, "results": [_AUTHOR] if fits else [], "group_by": []})
