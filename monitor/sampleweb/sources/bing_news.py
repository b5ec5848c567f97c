"""Plays the feed of a search in Bing News. Catalogue: search_breach_archive.md §4.2. Links lead over Bing."""

from html import escape
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.news import as_feeds_say, printed_at, publisher, reported
from monitor.sampleweb.pages import Page

HOST = "www.bing.com"
SHOWN = 10  # entries of an answer


def answer(asked: Asked) -> Response:
    if asked.path != "/news/search":
        return HTMLResponse("<!DOCTYPE html><title>Page not found</title>", 404)
    question = asked.get("q")
    if asked.get("format") != "rss":
        return HTMLResponse("<!DOCTYPE html><title>Bing News</title>")
    own = f"https://{HOST}:443/news/search?q={quote(question, safe='')}&format=rss"
    items = "".join(_item(page, asked.week) for page in reported(question, asked.week)[:SHOWN])
    return Response(
        f'<?xml version="1.0" encoding="utf-8" ?><rss version="2.0" xmlns:News="{escape(own)}"><channel>'
        f"<title>{escape(question)} - BingNews</title><link>{escape(own)}</link><description>Search results</description>"
        f"{items}</channel></rss>",
        media_type="text/xml",
    )


def _item(page: Page, week: int) -> str:
    link = f"http://{HOST}/news/apiclick.aspx?ref=FexRss&aid=&tid=a1&url={quote(page.url, safe='')}&c=1&mkt=en-us"
    return (
        f"<item><title>{escape(page.title)}</title><link>{escape(link)}</link>"
        f"<description>{escape(page.excerpt(week))}</description><pubDate>{as_feeds_say(printed_at(page))}</pubDate>"
        f"<News:Source>{escape(publisher(page))}</News:Source></item>"
    )
