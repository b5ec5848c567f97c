"""DuckDuckGo: its page of results without scripts, once a week. https://duckduckgo.com

Catalogue: search_breach_archive.md §3.12. There is no interface for programs and no right to ask by program is granted, so
it is off unless she switches it on, and then asked one question a scan. It takes phrases loosely, and there is no second
question that could say that a page is gone. A wall is a 202 or a page with a challenge; "nothing" is a block that says so.
"""

from collections.abc import AsyncIterator, Iterable

from bs4 import Tag

from checks import queries
from checks.errors import Blocked, Partial, Unreadable
from checks.fetch import fetch
from checks.hits import hit, unread
from checks.markup import attribute, decode, tree
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import host_of

NAME = "duckduckgo"
URL = "https://html.duckduckgo.com/html/"
A_WEEK = 1
_WALL = "DuckDuckGo wanted proof of a human visitor instead of answering; it is asked again with the next scan"


def questions(query: Query, settings: Settings) -> Iterable[Question]:  # noqa: ARG001 the form of a source
    return queries.for_engine(NAME, query, at_most=A_WEEK, quarterly=False)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    request = Request(
        url=URL, params=(("q", question.text), ("kl", "us-en")), headers={"Accept": "text/html"}, follow=False
    )
    reply = await fetch(ask, request, accept=(200, 202))
    results, is_cut = _results(reply)
    found = [finding for result in results if (finding := _finding(result))]
    for finding in found:
        yield finding
    problems = [unread(len(results) - len(found), "results")] if len(found) < len(results) else []
    if is_cut:
        problems.append("the answer is longer than this program reads")
    if problems:
        raise Partial("; ".join(problems))


def _results(reply: Reply) -> tuple[list[Tag], bool]:
    """The blocks of the list but for advertisements, and whether the page was cut. A page without a list, or with an empty one that does not say so, is new."""
    if reply.status == 202:
        raise Blocked(_WALL)
    root, is_cut = tree(decode(reply.body, reply.headers.get("content-type", "")))
    if root and root.find(id="challenge-form"):
        raise Blocked(_WALL)
    links = root.find(id="links") if root else None
    if not isinstance(links, Tag):
        raise Unreadable("DuckDuckGo answered in a shape that is not known")
    results = [div for div in links.find_all("div") if "result" in _classes(div) and not _is_left_out(div)]
    if not results and not any("no-result" in name for part in links.find_all(True) for name in _classes(part)):
        raise Unreadable("DuckDuckGo sent an empty list that does not say that it is one")
    return results, is_cut


def _is_left_out(block: Tag) -> bool:
    """An advertisement, or the block that says that nothing was found."""
    classes = _classes(block)
    link = _of_class(block, "result__a")
    return (
        "result--ad" in classes
        or any("no-result" in name for name in classes)
        or (link is not None and "duckduckgo.com/y.js" in attribute(link, "href"))
    )


def _finding(block: Tag) -> Finding | None:
    """None where the redirect could not be unwrapped."""
    link, snippet = _of_class(block, "result__a"), _of_class(block, "result__snippet")
    if link is None:
        return None
    finding = hit(attribute(link, "href"), link.get_text(), snippet.get_text() if snippet else "")
    return finding if finding and host_of(finding.url) != "duckduckgo.com" else None


def _of_class(block: Tag, name: str) -> Tag | None:
    return next((part for part in block.find_all("a") if name in _classes(part)), None)


def _classes(part: Tag) -> list[str]:
    return attribute(part, "class").split()


SOURCE = Source(
    name=NAME,
    title="DuckDuckGo",
    homepage="https://duckduckgo.com",
    room=Room.SEARCH,
    tells=("name",),
    hosts=("html.duckduckgo.com",),
    questions=questions,
    search=search,
    answers=Answers.RANKED,
    pace_seconds=10,
    default=False,
    cost="free; its operator grants no right to ask by program, and often refuses",
)
