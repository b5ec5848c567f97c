"""Plays SerpApi, which shows what Google shows. Catalogue: search_breach_archive.md §3.6. Nothing is an `error` in words."""

from typing import Any

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import found
from monitor.sampleweb.sources.brave import KEY

HOST = "serpapi.com"
CONFIG = 'api_key_env = "{key}"\nmonthly_questions = 8'  # less than is due: the rest is skipped, and she is told
GOOGLE = "startpage"  # what Google knows in the story


def answer(asked: Asked) -> Response:
    if asked.path != "/search.json":
        return JSONResponse({"error": "Not Found"}, 404)
    if asked.get("api_key") != KEY:
        return JSONResponse({"error": "Invalid API key."}, 401)
    if not asked.get("q"):
        return JSONResponse({"error": "Missing query `q` parameter."}, 400)
    start, count = asked.number("start", 0) or 0, asked.number("num", 10) or 10
    pages = found(asked.get("q"), GOOGLE, asked.week)[start : start + count]
    results = [
        {"position": place, "title": page.title, "link": page.url, "snippet": page.excerpt(asked.week)}
        for place, page in enumerate(pages, start=1)
    ]
    payload: dict[str, Any] = {
        "search_metadata": {"id": f"{asked.week:04}{asked.turn:04}", "status": "Success"},
        "search_parameters": {"engine": "google", "q": asked.get("q")},
        "search_information": {"organic_results_state": "Results for exact spelling" if results else "Fully empty"},
    }
    nothing = {"error": "Google hasn't returned any results for this query."}
    return JSONResponse(payload | ({"organic_results": results} if results else nothing))
