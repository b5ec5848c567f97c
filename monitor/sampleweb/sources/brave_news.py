"""Plays what Brave's search for news lists; `brave` is the host, looks at the key and throttles.

Catalogue: search_breach_archive.md §3.1.
"""

from html import escape
from typing import Any
from urllib.parse import urlsplit

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import age
from monitor.sampleweb.news import printed_at, reported
from monitor.sampleweb.pages import Page
from monitor.sampleweb.world import monday

HOSTS = ()  # one host has one player
CONFIG = 'api_key_env = "{key}"'


def payload(asked: Asked) -> dict[str, Any]:
    question, count = asked.get("q"), asked.number("count", 20) or 20
    results = [_result(page, asked.week) for page in reported(question, asked.week)[:count]]
    return {"type": "news", "query": {"original": question, "spellcheck_off": True}, "results": results}


def _result(page: Page, week: int) -> dict[str, Any]:
    host, printed = urlsplit(page.url).netloc, printed_at(page)
    return {
        "type": "news_result",
        "title": escape(page.title),
        "url": page.url,
        "description": escape(page.excerpt(week)),
        "age": age(printed.date(), monday(week)),
        "page_age": f"{printed:%Y-%m-%dT%H:%M:%S}",
        "breaking": False,
        "meta_url": {"scheme": "https", "netloc": host, "hostname": host, "path": ""},
    }
