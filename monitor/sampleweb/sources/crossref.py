"""Plays Crossref's list of works. Catalogue: registries_social_trail.md §5.5. One work of hers, and one of half her name."""

from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "api.crossref.org"
_WORKS: tuple[dict[str, Any], ...] = (
    {
        "DOI": "10.5555/samplegrief.418",
        "title": ["Grief groups in rural clinics: notes from three winters"],
        "author": [
            {"given": "Ingrid", "family": "Oakes-Lindqvist", "sequence": "first", "affiliation": []},
            {
                "given": "Maren",
                "family": "Lindqvist",
                "sequence": "additional",
                "affiliation": [{"name": "Gem State University, Boise, ID"}],
            },
        ],
        "published": {"date-parts": [[2008, 3]]},
        "container-title": ["Sample Journal of Rural Practice"],
    },
    {
        "DOI": "10.5555/samplesoil.77",
        "title": ["Soil moisture in tidal gardens"],
        "author": [{"given": "Jost", "family": "Holloway", "sequence": "first", "affiliation": []}],
        "published": {"date-parts": [[2021]]},
        "container-title": ["Sample Soil Letters"],
    },
)


def answer(asked: Asked) -> Response:
    if asked.path != "/works":
        return PlainTextResponse("Resource not found.", 404)
    wanted = set(asked.get("query.author").casefold().split())
    found = [work for work in _WORKS if wanted & _names(work)]
    message = {"facets": {}, "total-results": len(found), "items": found, "items-per-page": 50, "query": {}}
    return JSONResponse({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message})


def _names(work: dict[str, Any]) -> set[str]:
    return {str(author[part]).casefold() for author in work["author"] for part in ("given", "family")}
