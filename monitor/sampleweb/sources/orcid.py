"""Plays ORCID's expanded search. Catalogue: registries_social_trail.md §5.5. One old record, under her former name."""

import re

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "pub.orcid.org"
NUMBER = "0000-0000-4180-2075"  # of a range that is given to nobody
_FIELD = re.compile(r'([a-z-]+):"?([^"]+?)"?(?: AND |$)')
_RECORD = {
    "orcid-id": NUMBER,
    "given-names": "Maren",
    "family-names": "Lindqvist",
    "credit-name": "Maren E. Lindqvist",
    "other-name": ["Maren Holloway"],
    "email": [],
    "institution-name": ["Gem State University"],
}


def answer(asked: Asked) -> Response:
    if asked.path != "/v3.0/expanded-search/":
        return JSONResponse({"response-code": 404, "developer-message": "404 Not Found", "error-code": 9016}, 404)
    wanted = dict(_FIELD.findall(asked.get("q")))
    name = {"family-name": "Lindqvist", "given-names": "Maren", "orcid": NUMBER}
    fits = bool(wanted) and all(name.get(part) == value for part, value in wanted.items())
    return JSONResponse({"expanded-result": [_RECORD] if fits else None, "num-found": int(fits)})
