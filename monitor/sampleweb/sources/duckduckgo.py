"""Plays DuckDuckGo's page without scripts. Catalogue: search_breach_archive.md §3.12. In week 3 it puts up its wall."""

from html import escape
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.engines import found
from monitor.sampleweb.pages import Page

HOST = "html.duckduckgo.com"
OUTCOMES = {3: "blocked"}
SHOWN = 10  # results of the first page
_WALL = (
    '<!DOCTYPE html><title>DuckDuckGo</title><form id="challenge-form" action="//duckduckgo.com/anomaly.js?sv=html" method="post">'
    '<div class="anomaly-modal__title">Unfortunately, bots use DuckDuckGo too.</div></form>'
)
_AD = (
    '<div class="result results_links result--ad"><h2 class="result__title">'
    '<a class="result__a" href="https://duckduckgo.com/y.js?ad_domain=ads.example">Find anybody</a></h2></div>'
)
_NOTHING = '<div class="result results_links result--no-result"><span class="no-results">No results.</span></div>'


def answer(asked: Asked) -> Response:
    if asked.path != "/html/":
        return HTMLResponse("<!DOCTYPE html><title>404</title>", 404)
    if asked.week == 3:
        return HTMLResponse(_WALL, 202)
    pages = found(asked.get("q"), "duckduckgo", asked.week)[:SHOWN]
    inner = _AD + "".join(_result(page, asked.week) for page in pages) if pages else _NOTHING
    return HTMLResponse(
        f"<!DOCTYPE html><html><head><title>{escape(asked.get('q'))} at DuckDuckGo</title></head>"
        f'<body><div id="links" class="results">{inner}</div></body></html>'
    )


def _result(page: Page, week: int) -> str:
    link = escape(f"//duckduckgo.com/l/?uddg={quote(page.url, safe='')}&rut=9f")
    return (
        f'<div class="result results_links web-result"><h2 class="result__title"><a class="result__a" href="{link}">'
        f'{escape(page.title)}</a></h2><a class="result__snippet" href="{link}">{escape(page.excerpt(week))}</a></div>'
    )
