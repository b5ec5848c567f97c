"""Files on your own site: where its photos were taken and who wrote its PDFs, as the files say. https://www.cipa.jp/e/std/std-sec.html

Catalogue: none; files of the site of her practice, read as any visitor can. Once a quarter: five photos and three PDFs of each
page, of the page's own host, robots.txt obeyed. Of a photo the first half megabyte is asked for. What is remembered is the
nearest town, and an author who is not simply she herself.
"""

from collections.abc import AsyncIterator, Iterable, Iterator

from checks import files, page
from checks.errors import Partial, SourceError, Unreadable
from checks.fetch import fetch
from checks.hits import LONGEST_URL
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.people import find_people
from checks.source import Ask, Request, Settings, Source
from checks.text import canonical_url, host_of, is_on

NAME = "own_files"
_PHOTOS, _PAPERS = 5, 3  # of one page
_GONE = (404, 410)
_WORDS = 25  # characters of visible text below which a page says nothing


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    site = query.practice.website if query.practice else ""
    for url in dict.fromkeys(map(canonical_url, (site, *query.profiles) if site else ())):
        if is_on(host_of(url), host_of(site)) and len(url) <= LONGEST_URL:
            yield Question(source=NAME, text=url, tells=("page",), names=query.names, every_days=91)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    headers = {"Accept": "text/html,application/xhtml+xml;q=0.9"}
    reply = await fetch(ask, Request(url=question.text, headers=headers, page=True), accept=(200, *_GONE))
    if reply.status in _GONE:
        return
    kind, host = reply.headers.get("content-type", ""), host_of(question.text)
    if len(page.read(question.text, reply.body, kind).text) < _WORDS:
        raise Unreadable(f"{host} shows no words to a program on this page")
    photos, papers = (_on(host, urls) for urls in files.linked(reply.url, reply.body, kind))
    unread = max(len(photos) - _PHOTOS, 0) + max(len(papers) - _PAPERS, 0)
    for url in (*photos[:_PHOTOS], *papers[:_PAPERS]):
        try:
            finding = parse(url, await _file(ask, url), question.names)
        except SourceError:  # one file costs one file
            unread += 1
        else:
            if finding:
                yield finding
    if unread:
        raise Partial(
            f"{unread} of {len(photos) + len(papers)} photos and PDFs were not looked at or could not be read"
        )


def parse(url: str, body: bytes, names: tuple[str, ...]) -> Finding | None:
    """What the properties of one file give away; None for nothing."""
    if not body:
        return None
    if url.partition("?")[0].lower().endswith(".pdf"):
        author = files.author_of(body)
        return _finding(url, "PDF", "author", author) if _tells(author, names) else None
    town = files.town_of(body)
    return _finding(url, "photo", "location_created", town) if town else None


async def _file(ask: Ask, url: str) -> bytes:
    """Its bytes, of a photo the first ones; none where it is not there."""
    is_paper = url.partition("?")[0].lower().endswith(".pdf")
    headers = (
        {"Accept": "application/pdf"}
        if is_paper
        else {"Accept": "image/*", "Range": f"bytes=0-{files.PHOTO_BYTES - 1}"}
    )
    reply = await fetch(ask, Request(url=url, headers=headers, page=True), accept=(200, 206, *_GONE))
    return b"" if reply.status in _GONE else reply.body


def _tells(author: str, names: tuple[str, ...]) -> bool:
    """Whether an author is somebody, and not she by the name in daily use. A firm or an account is nobody."""
    if not author or find(author, names[:1]):
        return False
    return bool(find(author, names[1:]) or find_people(author))


def _finding(url: str, what: str, fact: str, value: str) -> Finding:
    return Finding(source=NAME, key=url, url=url, title=f"A {what} on {host_of(url)}", facts={fact: (value,)})


def _on(host: str, urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(url for url in urls if is_on(host_of(url), host))


SOURCE = Source(
    name=NAME,
    title="Files on your own site",
    homepage="https://www.cipa.jp/e/std/std-sec.html",
    room=Room.TRAIL,
    tells=("page",),
    hosts=("page",),
    questions=questions,
    search=search,
    pace_seconds=2,
    cost="free",
)
