"""Plays Tavily, keyless and with a key. Catalogue: search_breach_archive.md §3.8. In week 2 it has been asked enough."""

import json
from typing import Any

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import found
from monitor.sampleweb.pages import BRAVE
from monitor.sampleweb.sources.brave import KEY

HOST = "api.tavily.com"
OUTCOMES = {2: "blocked"}


def answer(asked: Asked) -> Response:
    keyless = asked.headers.get("x-tavily-access-mode") == "keyless"
    if asked.path != "/search" or asked.method != "POST":
        return JSONResponse({"detail": "Not Found"}, 404)
    if not keyless and asked.headers.get("authorization") != f"Bearer {KEY}":
        return JSONResponse({"detail": {"error": "Unauthorized: missing or invalid API key."}}, 401)
    if asked.week == 2:
        return JSONResponse(_LIMITED if keyless else {"detail": {"error": "Too many requests."}}, 429)
    said: dict[str, Any] = json.loads(asked.body)
    question = " ".join([said["query"], *(f"site:{host}" for host in said.get("include_domains", ()))])
    pages = found(question, BRAVE, asked.week, stable=False)[: said.get("max_results", 5)]
    results = [
        {
            "title": page.title,
            "url": page.url,
            "content": page.excerpt(asked.week),
            "score": round(0.93 - place / 50, 2),
        }
        for place, page in enumerate(pages)
    ]
    return JSONResponse(
        {"query": said["query"], "answer": None, "images": [], "results": results, "response_time": 1.02}
    )


_LIMITED = {
    "error": {
        "code": "rate_limited",
        "message": "Keyless limit reached.",
        "window": "hour",
        "retry_after_seconds": 1800,
        "next_actions": [],
    }
}
