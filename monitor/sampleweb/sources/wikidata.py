"""Plays Wikidata's search for items. Catalogue: registries_social_trail.md §5.6. One item, made from a list of authors."""

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "www.wikidata.org"
_NAME = "Maren Lindqvist"
_ITEM = {
    "id": "Q999000418",
    "title": "Q999000418",
    "concepturi": "http://www.wikidata.org/entity/Q999000418",
    "label": _NAME,
    "description": "researcher at Gem State University",
    "match": {"type": "label", "language": "en", "text": _NAME},
}


def answer(asked: Asked) -> Response:
    if asked.path != "/w/api.php" or asked.get("action") != "wbsearchentities":
        return JSONResponse({"error": {"code": "badvalue", "info": "Unrecognized value"}})
    found = [_ITEM] if _NAME.casefold().startswith(asked.get("search").casefold()) else []
    return JSONResponse({"searchinfo": {"search": asked.get("search")}, "search": found, "success": 1})
