"""Her own pages: what a stranger reads on the site, the listings and the old posts that she lists. https://www.rfc-editor.org/rfc/rfc9309

Catalogue: none; each is a page of the web, read as any visitor reads it. robots.txt is obeyed. 404 and 410 are the pages' own
"not here any more". A page that does not name her is a finding all the same: she listed it. So is an entry of hers that an
engine found in a directory which is known to let programs read it (data/directories.csv).
"""

from collections.abc import AsyncIterator, Iterator

from checks import page, platforms, records
from checks.directories import directory
from checks.errors import Partial, Unreadable
from checks.fetch import fetch
from checks.hits import LONGEST_URL
from checks.model import WEB, Finding, Query, Question, Room
from checks.source import Ask, Request, Settings, Source
from checks.text import canonical_url, host_of

NAME = "pages"
_GONE = (404, 410)
_WORDS = 25  # characters of visible text below which a page says nothing: one that a script draws


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    site = (query.practice.website,) if query.practice and query.practice.website else ()
    for url in dict.fromkeys(map(canonical_url, (*site, *query.profiles))):
        if url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL and not platforms.of_page(url):
            yield Question(source=NAME, text=url, tells=("page",), names=query.names)


def reads(finding: Finding, query: Query) -> Question | None:
    """An entry in a directory whose pages may be read; every other page that engines find is judged from its excerpt."""
    known, url = directory(finding.url), canonical_url(finding.url)
    if known is None or not known.is_readable or finding.source != WEB or len(url) > LONGEST_URL:
        return None
    return Question(source=NAME, text=url, tells=("page",), names=query.names)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    headers = {"Accept": "text/html,application/xhtml+xml,text/plain;q=0.5"}
    request = Request(url=question.text, headers=headers, conditional=True, page=True)
    reply = await fetch(ask, request, accept=(200, *_GONE))
    if reply.status in _GONE:
        return
    read = page.read(question.text, reply.body, reply.headers.get("content-type", ""))
    for finding in parse(read, question):
        yield finding
    if read.is_cut:
        raise Partial("the page is longer than this program reads")


def parse(read: page.Page, question: Question) -> Iterator[Finding]:
    """The records of the page. They are of the address that she listed, wherever it led."""
    if len(read.text) < _WORDS:
        raise Unreadable(f"{host_of(question.text)} shows no words to a program on this page")
    yield from records.of_page(read, question.names)


SOURCE = Source(
    name=NAME,
    title="Your own pages",
    homepage="https://www.rfc-editor.org/rfc/rfc9309",
    room=Room.PROFILES,
    tells=("page",),
    hosts=("page",),
    questions=questions,
    search=search,
    reads=reads,
    pace_seconds=2,
    cost="free",
)
