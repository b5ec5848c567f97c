"""Plays Semantic Scholar's search for authors. Catalogue: registries_social_trail.md §5.5. One author, her former name."""

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "api.semanticscholar.org"
_AUTHOR = {
    "authorId": "9990000418",
    "name": "Maren Lindqvist",
    "affiliations": ["Gem State University"],
    "homepage": "https://juniperstreet.example/",
}


def answer(asked: Asked) -> Response:
    if asked.path != "/graph/v1/author/search":
        return JSONResponse({"message": "Not Found"}, 404)
    found = [_AUTHOR] if asked.get("query").casefold() == "maren lindqvist" else []
    return JSONResponse({"total": len(found), "offset": 0, "data": found})
