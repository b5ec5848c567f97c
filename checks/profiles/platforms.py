"""Platforms: what a stranger sees of the accounts that she lists, each by the signs of its row in a table. https://github.com/WebBreacher/WhatsMyName

Catalogue: registries_social_trail.md §4, data/platforms.csv. One page or interface a platform and week, about her own handle.
No log-in, no sign-up, availability or reset page, no cookie, token or look of a browser. A redirect is followed on the same
site only; one to a log-in is a wall. Of platforms that are closed to visitors nothing is asked: the check-up asks her.
"""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import urljoin, urlsplit

from checks import platforms, showing
from checks.errors import Blocked, Skipped
from checks.fetch import fetch, leads_to_wall
from checks.model import Finding, Query, Question, Room
from checks.platforms import Account
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import host_of, is_on

NAME = "platforms"
_REDIRECTS = (301, 302, 303, 307, 308)
_HOPS = 3
_FORMS = {"json": "application/json", "xml": "application/rss+xml, application/xml, text/xml"}
_CLOSED = "{} shows a program that visits it nothing that could be told: `footprint checkup` asks you to look"
_NO_HANDLE = (
    "the handle that you list for {} is none of that platform: write it as it stands in the address of the profile"
)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for account in platforms.listed(query):
        platform = account.platform
        if not platform.is_handle(account.handle):
            yield _left_to_her(account, _NO_HANDLE.format(platform.title))
        elif not platform.probe:
            yield _left_to_her(account, _CLOSED.format(platform.title))
        else:
            yield Question(source=NAME, text=platform.question(account.handle), tells=("handle",))


def _left_to_her(account: Account, why: str) -> Question:
    return Question(source=NAME, text=account.key, tells=("handle",), unasked=why)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    account = platforms.of_question(question.text)
    if account is None:
        raise Skipped(question.unasked or "no platform of the table is asked at this address")
    if finding := showing.read(NAME, await _answer(account, question.text, ask), account):
        yield finding


async def _answer(account: Account, url: str, ask: Ask) -> Reply:
    """The answer of the platform itself; a redirect that leads nowhere on its site is an answer too."""
    accepted = showing.statuses(account) | {*_REDIRECTS}
    headers = {"Accept": _FORMS.get(account.platform.form, "text/html,application/xhtml+xml")}
    for _ in range(_HOPS):
        reply = await fetch(ask, Request(url=url, headers=headers, follow=False), accept=accepted)
        target = urljoin(url, reply.headers.get("location", "")) if reply.status in _REDIRECTS else ""
        if target and leads_to_wall(target):
            raise Blocked(f"{account.platform.title} sends visitors to its log-in instead of answering")
        if not target or not _is_same_page(url, target, account):
            return reply
        url = target
    return reply


def _is_same_page(url: str, target: str, account: Account) -> bool:
    """Another spelling of the page that was asked for, on the same site, such as one with a number in the handle's place."""
    here, there = urlsplit(url), urlsplit(target)
    if there.scheme != "https" or not is_on(host_of(target), ".".join(host_of(account.platform.probe).split(".")[-2:])):
        return False
    first = here.path.split("/")[1:2]
    return account.handle.casefold() in target.casefold() or (
        len(here.path.split("/")) > 2 and there.path.split("/")[1:2] == first
    )


SOURCE = Source(
    name=NAME,
    title="Social platforms",
    homepage="https://github.com/WebBreacher/WhatsMyName",
    room=Room.PROFILES,
    tells=("handle",),
    hosts=("page",),
    questions=questions,
    search=search,
    pace_seconds=2,
    cost="free",
)
