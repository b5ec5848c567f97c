"""Plays Kagi's interface, version 1. Catalogue: search_breach_archive.md §3.4. What is empty is left out."""

import json
from html import escape
from typing import Any

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import found
from monitor.sampleweb.pages import BRAVE
from monitor.sampleweb.sources.brave import KEY

HOST = "kagi.com"
CONFIG = 'api_key_env = "{key}"'
_META = {"trace": "0f3c", "node": "us-west", "ms": 412}


def answer(asked: Asked) -> Response:
    if asked.path != "/api/v1/search" or asked.method != "POST":
        return _error(404, "not_found")
    if asked.headers.get("authorization") != f"Bearer {KEY}":
        return _error(401, "unauthorized")
    said: dict[str, Any] = json.loads(asked.body)
    pages = found(said["query"], BRAVE, asked.week)[: said.get("limit", 20)]
    results = [
        {"url": page.url, "title": page.title, "snippet": escape(page.excerpt(asked.week)), "props": {}}
        for page in pages
    ]
    return JSONResponse({"meta": _META, "data": {"search": results} if results else {}})


def _error(status: int, code: str) -> Response:
    return JSONResponse({"meta": _META, "data": [], "error": [{"code": code, "message": code}]}, status)
