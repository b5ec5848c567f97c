"""Plays Brave Search. Catalogue: search_breach_archive.md §3.1. The first question of week 2 is told to wait two seconds.

A missing key is a 422 `VALIDATION` that names the header, a wrong one a 422 `SUBSCRIPTION_TOKEN_INVALID`, and both are
looked at before the parameters (reported by clients that were measured against the live service in 2026). POST is not
played; what the search for news lists stands in `brave_news`.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from html import escape
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import age, found, read
from monitor.sampleweb.pages import BRAVE, Page
from monitor.sampleweb.sources import brave_news
from monitor.sampleweb.world import monday

HOST = "api.search.brave.com"
WEB, NEWS = "/res/v1/web/search", "/res/v1/news/search"
KEY = "sample-key"
_MONTHLY = 15_000
_USED = 18  # of the month's questions, before the story begins
_BOOLEANS = ("spellcheck", "text_decorations", "extra_snippets", "operators", "include_fetch_metadata", "summary")
_FRESHNESS = re.compile(r"p[dwmy]|\d{4}-\d\d-\d\dto\d{4}-\d\d-\d\d")


def answer(asked: Asked) -> Response:
    token = asked.headers.get("x-subscription-token")
    if asked.path not in (WEB, NEWS):
        return _error(asked, 404, "NOT_FOUND", "Not found")
    if asked.method not in ("GET", "HEAD"):
        return _error(asked, 405, "METHOD_NOT_ALLOWED", "Method not allowed", headers={"Allow": "GET"})
    if token is None:
        missing = _wrong("header", "x-subscription-token", "missing", "Field required", None)
        return _error(asked, 422, "VALIDATION", "Unable to validate request parameter(s)", {"errors": [missing]})
    if token != KEY:
        return _error(
            asked,
            422,
            "SUBSCRIPTION_TOKEN_INVALID",
            "The provided subscription token is invalid.",
            {"component": "authentication"},
        )
    if asked.week == 2 and asked.turn == 1:
        return _throttled(asked)
    problems = list(_problems(asked, most=50 if asked.path == NEWS else 20))
    if problems:
        return _error(asked, 422, "VALIDATION", "Unable to validate request parameter(s)", {"errors": problems})
    listed = brave_news.payload(asked) if asked.path == NEWS else _payload(asked)
    return JSONResponse(listed, headers=_rate(asked))


def _problems(asked: Asked, *, most: int) -> Iterator[dict[str, Any]]:
    question = asked.get("q")
    if not question.strip():
        yield _wrong("query", "q", "missing", "Field required", None)
    elif len(question) > 400 or len(question.split()) > 50:
        yield _wrong("query", "q", "string_too_long", "At most 400 characters and 50 words", question)
    for name, low, high, default in (("count", 1, most, 20), ("offset", 0, 9, 0)):
        value = asked.number(name, default)
        if value is None or not low <= value <= high:
            yield _wrong("query", name, "range", f"Input should be between {low} and {high}", asked.get(name))
    for name in _BOOLEANS:
        if asked.get(name, "true").lower() not in ("true", "false", "1", "0"):
            yield _wrong("query", name, "bool_parsing", "Input should be a valid boolean", asked.get(name))
    if asked.get("safesearch", "moderate") not in ("off", "moderate", "strict"):
        yield _wrong(
            "query", "safesearch", "enum", "Input should be 'off', 'moderate' or 'strict'", asked.get("safesearch")
        )
    if asked.get("freshness") and not _FRESHNESS.fullmatch(asked.get("freshness")):
        yield _wrong("query", "freshness", "value_error", "Input should be a period", asked.get("freshness"))


def _wrong(where: str, name: str, kind: str, message: str, given: str | None) -> dict[str, Any]:
    return {"type": kind, "loc": [where, name], "msg": message, "input": given}


def _payload(asked: Asked) -> dict[str, Any]:
    question, count, offset = asked.get("q"), asked.number("count", 20) or 20, asked.number("offset", 0) or 0
    pages = found(question, BRAVE, asked.week)
    shown = pages[offset * count : (offset + 1) * count]
    sites = list(read(question).sites)
    payload: dict[str, Any] = {
        "type": "search",
        "query": {
            "original": question,
            "spellcheck_off": asked.get("spellcheck", "true").lower() in ("false", "0"),
            "more_results_available": len(pages) > (offset + 1) * count,
            "search_operators": {"applied": bool(sites), "cleaned_query": None, "sites": sites},
        },
        "mixed": {
            "type": "mixed",
            "main": [{"type": "web", "index": index, "all": False} for index in range(len(shown))],
            "top": [],
            "side": [],
        },
    }
    if shown:  # its way of saying nothing is to leave the part out
        payload["web"] = {"type": "search", "family_friendly": True, "results": [_result(p, asked) for p in shown]}
    return payload


def _result(page: Page, asked: Asked) -> dict[str, Any]:
    parts = urlsplit(page.url)
    path = "".join(f" › {step}" for step in parts.path.split("/") if step)
    icon = f"https://imgs.search.brave.com/{parts.netloc}.png"
    result: dict[str, Any] = {
        "title": escape(page.title),
        "url": page.url,
        "description": _decorated(escape(page.excerpt(asked.week)), asked),
        "language": "en",
        "family_friendly": True,
        "is_source_local": False,
        "is_source_both": False,
        "profile": {
            "name": parts.netloc.split(".")[-2].title(),
            "long_name": parts.netloc,
            "url": page.url,
            "img": icon,
        },
        "meta_url": {
            "scheme": parts.scheme,
            "netloc": parts.netloc,
            "hostname": parts.netloc,
            "favicon": icon,
            "path": path.strip(),
        },
    }
    if page.published:
        result |= {"age": age(page.published, monday(asked.week)), "page_age": f"{page.published.isoformat()}T09:12:00"}
    return result


def _decorated(excerpt: str, asked: Asked) -> str:
    """With highlights unless they are switched off."""
    if asked.get("text_decorations", "true").lower() in ("false", "0"):
        return excerpt
    terms = [re.escape(term) for term in re.findall(r'"([^"]+)"', asked.get("q"))]
    return (
        re.sub("|".join(terms), lambda found: f"<strong>{found[0]}</strong>", excerpt, flags=re.IGNORECASE)
        if terms
        else excerpt
    )


def _rate(asked: Asked) -> dict[str, str]:
    """On every answer; the first value is of a second, the second of a month."""
    left = _MONTHLY - _USED - asked.turn
    return {
        "X-RateLimit-Limit": f"1, {_MONTHLY}",
        "X-RateLimit-Policy": f"1;w=1, {_MONTHLY};w=2592000",
        "X-RateLimit-Remaining": f"0, {left}",
        "X-RateLimit-Reset": "1, 1320411",
    }


def _throttled(asked: Asked) -> Response:
    meta = {
        "plan": "Search",
        "rate_limit": 1,
        "rate_current": 1,
        "quota_limit": _MONTHLY,
        "quota_current": _USED,
        "component": "rate_limiter",
    }
    return _error(asked, 429, "RATE_LIMITED", "Request rate limit exceeded for plan.", meta, {"Retry-After": "2"})


def _error(
    asked: Asked,
    status: int,
    code: str,
    detail: str,
    meta: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    error = {
        "id": f"00000000-0000-4000-8000-{asked.week:06}{asked.turn:06}",
        "status": status,
        "code": code,
        "detail": detail,
        "meta": meta or {},
    }
    now = int(datetime.combine(monday(asked.week), time(15), tzinfo=UTC).timestamp())
    return JSONResponse(
        {"type": "ErrorResponse", "error": error, "time": now},
        status_code=status,
        headers=_rate(asked) | (headers or {}),
    )
