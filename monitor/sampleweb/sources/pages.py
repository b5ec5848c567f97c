"""Plays the two pages that the clinician lists: her practice's site and a directory's listing. The hosts' robots.txt too.

Nothing happens to them; what moves (a counter, a year, who is "nearby") is noise. From week 2 on they answer a conditional
request with 304 where nothing moved at all.
"""

import hashlib
from html import escape

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from checks.text import canonical_url, host_of
from monitor.sampleweb.asked import Asked
from monitor.sampleweb.pages import LISTING, PRACTICE
from monitor.sampleweb.sources import own_files

HOSTS = ("juniperstreet.example", "www.psychologytoday.example")
_ROBOTS = "User-agent: *\nDisallow: /search\nCrawl-delay: 3\n\nUser-agent: some-ai-bot\nDisallow: /\n"
_NEARBY = ("Dana Okafor, LPC", "Luis Ferreira, PsyD", "Carla Meissner, LMFT")
_PRACTICE = """<h1>Maren Holloway, LCSW</h1>
<img src="/office.jpg" alt="The office">
<p>Therapy for grief and anxiety in Portland, OR, and online.</p>
<dl><dt>Office</dt><dd>1904 SW Juniper Street Suite 210, Portland, OR 97205</dd>
<dt>Phone</dt><dd><a href="tel:+15035550142">(503) 555-0142</a></dd>
<dt>E-mail</dt><dd><a href="mailto:hello@juniperstreet.example">Write to us</a></dd></dl>
<form><label>Your message</label><div class="g-recaptcha"></div></form>
<script src="https://www.google.com/recaptcha/api.js"></script>"""
_LISTING = """<h1>Maren Holloway</h1><p>Clinical Social Work/Therapist, LCSW</p>
<p>Juniper Street Counseling, Portland, OR 97205</p><p>(503) 555-0142</p><p>License: OR L7731</p>
<p>I work with grief, anxiety and what comes after.</p><p>Seen {views} times</p>"""


def answer(asked: Asked) -> Response:
    host = host_of(asked.url)
    if asked.path == "/robots.txt":
        return PlainTextResponse(_ROBOTS) if host == "psychologytoday.example" else PlainTextResponse("Not Found", 404)
    if asked.path == own_files.PORTRAIT and host == "juniperstreet.example":
        return own_files.answer(asked)
    match canonical_url(asked.url):
        case page if page == PRACTICE:
            return _page(asked, "Juniper Street Counseling | Maren Holloway, LCSW", _PRACTICE)
        case page if page == LISTING:
            title = "Maren Holloway, Clinical Social Work/Therapist, Portland, OR, 97205"
            return _page(asked, title, _LISTING.replace("{views}", str(311 + 17 * asked.week)))
        case _:
            return HTMLResponse("<title>Not found</title><p>There is no such page here.</p>", 404)


def _page(asked: Asked, title: str, body: str) -> Response:
    nearby = _NEARBY[asked.week % 3]
    markup = (
        f"<!doctype html><html lang=en><head><title>{escape(title)}</title></head><body>"
        f"<nav><a href=/>Home</a> <a href=/fees>Fees</a></nav><main>{body}</main>"
        + (f"<aside>Therapists nearby: {nearby}</aside>" if body is not _PRACTICE else "")
        + "<footer>© 2026</footer></body></html>"
    )
    tag = f'"{hashlib.sha256(markup.encode()).hexdigest()[:16]}"'
    if asked.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    return HTMLResponse(markup, headers={"etag": tag})
