"""Plays GDELT's list of articles. Catalogue: search_breach_archive.md §4.4. In week 3 it sheds load."""

import re

from starlette.responses import JSONResponse, PlainTextResponse, Response

from checks.text import host_of
from monitor.sampleweb.asked import Asked
from monitor.sampleweb.news import printed_at, reported
from monitor.sampleweb.pages import Page

HOST = "api.gdeltproject.org"
OUTCOMES = {3: "blocked"}
LIMITED = "Please limit requests to one every 5 seconds or contact the project for larger queries.\n"


def answer(asked: Asked) -> Response:
    if asked.path != "/api/v2/doc/doc":
        return PlainTextResponse("Not Found", 404)
    question = asked.get("query")
    if asked.week == 3:
        return PlainTextResponse(LIMITED)
    if len(question.strip('" ')) < 3:
        return PlainTextResponse("The specified phrase is too short.\n")
    if asked.get("mode") != "artlist" or asked.get("format") != "json":
        return PlainTextResponse("This mode is not played.\n")
    articles = [_article(page) for page in reported(question, asked.week)[: asked.number("maxrecords", 75) or 75]]
    return JSONResponse({"articles": articles} if articles else {})


def _article(page: Page) -> dict[str, str]:
    return {
        "url": page.url,
        "url_mobile": "",
        "title": re.sub(r"([,:])", r" \1", page.title),
        "seendate": f"{printed_at(page):%Y%m%dT%H%M%SZ}",
        "socialimage": "",
        "domain": host_of(page.url),
        "language": "English",
        "sourcecountry": "United States",
    }
