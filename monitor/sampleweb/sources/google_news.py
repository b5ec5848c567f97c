"""Plays the feed of a search in Google News. Catalogue: search_breach_archive.md §4.1. Links hide their targets.

Of the odd answers, only the other edition's is played: a redirect, as for three values that do not agree.
"""

from hashlib import sha256
from html import escape

from starlette.responses import PlainTextResponse, Response

from checks.text import host_of
from monitor.sampleweb.asked import Asked
from monitor.sampleweb.news import as_feeds_say, printed_at, publisher, reported
from monitor.sampleweb.pages import Page

HOST = "news.google.com"


def answer(asked: Asked) -> Response:
    if asked.path != "/rss/search":
        return PlainTextResponse("404. That's an error.", 404)
    if asked.get("ceid") != f"{asked.get('gl')}:{asked.get('hl').partition('-')[0]}":
        return Response(
            status_code=302, headers={"Location": f"https://{HOST}/rss/search?q=&hl=en-US&gl=US&ceid=US:en"}
        )
    question = asked.get("q")
    items = "".join(map(_item, reported(question, asked.week)))
    return Response(
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><generator>NFE/5.0</generator><title>{escape(question)} - Google News</title>"
        f"<link>https://{HOST}/search?q=</link><language>en-US</language><description>Google News</description>"
        f"{items}</channel></rss>",
        media_type="application/xml",
    )


def _item(page: Page) -> str:
    token = f"CBMi{sha256(page.url.encode()).hexdigest()}"
    link, paper = f"https://{HOST}/rss/articles/{token}?oc=5", escape(publisher(page))
    about = f'<a href="{link}" target="_blank">{escape(page.title)}</a>&nbsp;&nbsp;<font color="#6f6f6f">{paper}</font>'
    return (
        f"<item><title>{escape(page.title)} - {paper}</title><link>{link}</link>"
        f'<guid isPermaLink="false">{token}</guid><pubDate>{as_feeds_say(printed_at(page))}</pubDate>'
        f'<description>{escape(about)}</description><source url="https://{host_of(page.url)}">{paper}</source></item>'
    )
