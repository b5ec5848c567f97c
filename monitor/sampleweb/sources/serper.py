"""Plays Serper, which shows what Google shows. Catalogue: search_breach_archive.md §3.7."""

import json
from typing import Any

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import found
from monitor.sampleweb.sources.brave import KEY

HOST = "google.serper.dev"
CONFIG = 'api_key_env = "{key}"'
GOOGLE = "startpage"  # what Google knows in the story


def answer(asked: Asked) -> Response:
    if asked.path != "/search" or asked.method != "POST":
        return JSONResponse({"message": "Not Found", "statusCode": 404}, 404)
    if asked.headers.get("x-api-key") != KEY:
        return JSONResponse({"message": "Unauthorized.", "statusCode": 403}, 403)
    said: dict[str, Any] = json.loads(asked.body)
    count = said.get("num", 10)
    first = (said.get("page", 1) - 1) * count
    pages = found(said["q"], GOOGLE, asked.week)[first : first + count]
    organic = [
        {"title": page.title, "link": page.url, "snippet": page.excerpt(asked.week), "position": position}
        for position, page in enumerate(pages, start=1)
    ]
    return JSONResponse(
        {"searchParameters": {**said, "type": "search", "engine": "google"}, "organic": organic, "credits": 1}
    )
