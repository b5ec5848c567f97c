"""Plays Mojeek's interface. Catalogue: search_breach_archive.md §3.5. Refusals are lines of text in an answer of 200."""

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import found
from monitor.sampleweb.sources.brave import KEY

HOST = "api.mojeek.com"
CONFIG = 'api_key_env = "{key}"'


def answer(asked: Asked) -> Response:
    if asked.path != "/search" or asked.get("fmt") != "json":
        return PlainTextResponse("Not Found", 404)
    if asked.get("api_key") != KEY:
        return JSONResponse({"response": {"status": "ERROR: Invalid API Key"}})
    question, site = asked.get("q"), asked.get("site")
    start, count = asked.number("s", 1) or 1, asked.number("t", 10) or 10
    pages = found(f"{question} site:{site}" if site else question, "mojeek", asked.week)
    shown = pages[start - 1 : start - 1 + count]
    results = [{"url": page.url, "title": page.title, "desc": page.excerpt(asked.week)} for page in shown]
    head = {"query": question, "start": start, "return": len(results), "results": len(pages), "timer": 0.12}
    return JSONResponse({"response": {"status": "OK", "head": head, "results": results}})
