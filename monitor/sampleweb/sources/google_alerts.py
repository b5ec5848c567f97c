"""Plays the feed of one Google Alert. Catalogue: search_breach_archive.md §4.3. In week 4 there is a new entry.

Whether the real feed has an ETag is not documented; here it has one, so that an answer of 304 occurs in the story.
"""

import hashlib
from html import escape

from starlette.responses import PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import ALERTED, Entry

HOST = "www.google.com"
USER, ALERT = "00000000000000000001", "1111111111111111111"
FEED = f"https://{HOST}/alerts/feeds/{USER}/{ALERT}"


def answer(asked: Asked) -> Response:
    if asked.path != f"/alerts/feeds/{USER}/{ALERT}":
        return PlainTextResponse("404. That's an error.", 404)
    if asked.method not in ("GET", "HEAD"):
        return PlainTextResponse("405. That's an error.", 405, {"Allow": "GET, HEAD"})
    body = _feed([entry for entry in ALERTED if entry.since <= asked.week <= entry.until])
    tag = f'W/"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
    if asked.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, media_type="application/atom+xml", headers={"ETag": tag})


def _feed(entries: list[Entry]) -> str:
    newest_first = sorted(entries, key=lambda entry: entry.published, reverse=True)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:idx="urn:atom-extension:indexing">'
        f"<id>tag:google.com,2005:reader/user/{USER}/state/com.google/alerts/{ALERT}</id>"
        "<title>Google Alert - &quot;Maren Holloway&quot;</title>"
        f'<link href="{FEED}" rel="self"></link>'
        f"<updated>{newest_first[0].published}</updated>{''.join(map(_entry, newest_first))}</feed>\n"
    )


def _entry(entry: Entry) -> str:
    """The target stands in Google's redirect, hardly encoded; titles and contents are escaped HTML."""
    link = f"https://www.google.com/url?rct=j&sa=t&url={entry.url}&ct=ga&cd=CAIyG{entry.number[-4:]}&usg=AOvVaw{entry.number[-6:]}"
    return (
        f"<entry><id>tag:google.com,2013:googlealerts/feed:{entry.number}</id>"
        f'<title type="html">{escape(entry.title)}</title><link href="{escape(link)}"></link>'
        f"<published>{entry.published}</published><updated>{entry.published}</updated>"
        f'<content type="html">{escape(entry.content)}</content><author><name></name></author></entry>'
    )
