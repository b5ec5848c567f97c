"""Plays an own SearXNG server that asks three engines; JSON is among its formats. Catalogue: search_breach_archive.md §3.3.

Its order and scores differ from week to week. In week 2 one of its engines keeps silent. Facts beyond the catalogue
(an unknown format falls back to HTML, a page number must be a number) are those of searxng's own `searx/webapp.py`.
"""

from typing import Any
from urllib.parse import urlsplit

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import age, found
from monitor.sampleweb.pages import UPSTREAM, Page
from monitor.sampleweb.world import monday

HOST = "searx.example"
PER_ENGINE = 10  # results that each engine gives for a page
_FORMATS = ("html", "csv", "json", "rss")
_SILENT = {2: ("startpage", "Suspended: too many requests")}


def answer(asked: Asked) -> Response:
    if asked.method not in ("GET", "HEAD", "POST"):
        return PlainTextResponse("Method Not Allowed", 405, {"Allow": "GET, HEAD, OPTIONS, POST"})
    if asked.path not in ("/", "/search"):
        return HTMLResponse("<!DOCTYPE html><title>404 - SearXNG</title><h1>Page not found</h1>", 404)
    if asked.path == "/" and asked.get("q"):
        return Response(status_code=308, headers={"Location": f"/search?{urlsplit(asked.url).query}"})
    form = asked.get("format", "html")
    if form in _FORMATS and form not in ("html", "json"):
        return HTMLResponse("<!DOCTYPE html><title>403 Forbidden</title><h1>Forbidden</h1>", 403)
    if form != "json":
        return HTMLResponse(f"<!DOCTYPE html><html><title>SearXNG</title>{_listed(asked)}</html>")
    if not asked.get("q"):
        return JSONResponse({"error": "No query"}, 400)
    page = asked.number("pageno", 1)
    if page is None or page < 1:
        return JSONResponse({"error": f'Invalid value "{asked.get("pageno")}" for parameter pageno'}, 400)
    return JSONResponse(_payload(asked.get("q"), page, asked.week))


def _payload(question: str, page: int, week: int) -> dict[str, Any]:
    silent = _SILENT.get(week)
    return {
        "query": question,
        "results": [
            _result(place, positions, week) for place, positions in _merged(question, page, week, silent and silent[0])
        ],
        "answers": [],
        "corrections": [],
        "infoboxes": [],
        "suggestions": [],
        "unresponsive_engines": [list(silent)] if silent else [],
    }


def _merged(question: str, page: int, week: int, silent: str | None) -> list[tuple[Page, dict[str, int]]]:
    """What the engines found together, with the place in each, the best score first."""
    places: dict[str, tuple[Page, dict[str, int]]] = {}
    for engine in UPSTREAM:
        if engine != silent:
            shown = found(question, engine, week, stable=False)[(page - 1) * PER_ENGINE : page * PER_ENGINE]
            for position, each in enumerate(shown, start=1):
                places.setdefault(each.url, (each, {}))[1][engine] = position
    return sorted(places.values(), key=lambda place: -_score(place[1]))


def _score(positions: dict[str, int]) -> float:
    return len(positions) * sum(1 / position for position in positions.values())


def _result(page: Page, positions: dict[str, int], week: int) -> dict[str, Any]:
    parts = urlsplit(page.url)
    dated = f"{age(page.published, monday(week))} — " if page.published else ""
    return {
        "template": "default.html",
        "title": page.title,
        "content": dated + page.excerpt(week),
        "img_src": "",
        "iframe_src": "",
        "audio_src": "",
        "thumbnail": "",
        "publishedDate": None,
        "pubdate": "",
        "length": None,
        "views": "",
        "author": "",
        "metadata": "",
        "priority": "",
        "engines": list(positions),
        "open_group": False,
        "close_group": False,
        "positions": list(positions.values()),
        "score": _score(positions),
        "category": "general",
        "url": page.url,
        "engine": next(iter(positions)),
        "parsed_url": [parts.scheme, parts.netloc, parts.path, "", parts.query, ""],
    }


def _listed(asked: Asked) -> str:
    pages = [page for page, _ in _merged(asked.get("q"), 1, asked.week, None)] if asked.get("q") else []
    return "".join(f'<article class="result"><a href="{page.url}">{page.url}</a></article>' for page in pages)
