"""A place that can be asked, and the small client it sees.

A source receives a `Query` (`questions`) and then one `Question` at a time (`search`), never a `Subject`: what may
leave the machine is a type (promise 2). Questions are asked one by one because first looks, misses and *gone* count
per question (promises 5 and 6), and because `footprint scan --plan` must show them without sending.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from checks.model import Answers, Finding, Query, Question, Room
from checks.text import host_of

Settings = Mapping[str, str]  # what the configuration says for one source, keys and addresses included


@dataclass(frozen=True, kw_only=True)
class Request:
    """One HTTP request, in our words. `conditional`: send the validators of the last answer, expect 304.

    `body`: of a POST, JSON in UTF-8; a POST is sent once, since nobody knows whether a lost one arrived. `follow`: go where redirects lead; without it the redirect itself is the answer. `page`: what is asked for is a page
    made for people and no interface, so the site's robots.txt decides whether it is asked for, at every hop.
    """

    url: str
    params: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    method: str = "GET"
    body: bytes = b""
    conditional: bool = False
    follow: bool = True
    page: bool = False


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One HTTP answer: final URL after redirects, header names in lower case, body decompressed and within the cap."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes = b""


class Ask(Protocol):
    """What `search` is given: it sends one request under the source's pace, after writing the ledger.

    Raises Unreachable (no answer, over a limit), Blocked (told to wait longer than a scan lasts) or Unchanged (304).
    Any other status comes back as a Reply.
    """

    @property
    def settings(self) -> Settings: ...

    async def __call__(self, request: Request) -> Reply: ...


@dataclass(frozen=True, kw_only=True)
class Source:
    """`questions` is pure and says everything that would be asked; `search` asks one of them.

    `search` yields findings in the order of the answer (their ranks), and ends normally only when the whole answer
    was read; otherwise it raises a SourceError. It does not sleep, retry, log or look at the clock.
    """

    name: str  # the file's name
    title: str
    homepage: str
    room: Room
    tells: tuple[str, ...]
    hosts: tuple[
        str, ...
    ]  # whom it sends to, as the plan shows it; "url" stands for the address of the configuration, "page" for the page's host
    questions: Callable[[Query, Settings], Iterable[Question]]
    search: Callable[[Question, Ask], AsyncIterator[Finding]]
    needs: tuple[str, ...] = ()  # settings without which it cannot be asked
    takes: tuple[str, ...] = ()  # settings that it has a use for and does not need
    answers: Answers = Answers.WHOLE
    pace_seconds: float = 2.0  # smallest polite gap between two requests to its host
    default: bool = True  # asked unless switched off
    confidence: str = "verified"  # or "uncertain": whether its interface was read in code or operator's documents
    countries: tuple[str, ...] = ()  # asked only for subjects of these countries; empty: all
    regions: tuple[
        str, ...
    ] = ()  # asked only where she has a town or a licence in one of these states; empty: anywhere
    cost: str = ""  # what its use costs, in words
    monthly: int = (
        0  # questions a month that its usual plan covers: no more are asked unless she says so; 0: no such number
    )
    price: float = 0.0  # US dollars for one question, where it is stated
    key_page: str = ""  # where what it `needs` is to be had
    version: int = 1  # of `parse`: raise it when the same answer would be read differently
    stable_ranks: bool = True  # whether a rank of this week means anything beside last week's
    recheck: Callable[[Question, str], Question] | None = None  # engines: the same name, restricted to one host
    reads: Callable[[Finding, Query], Question | None] | None = (
        None  # the question that reads a page of hers which an engine found; None for a page that it may not read
    )
    package: str = ""  # the plug-in that it comes from, as the catalogue found it; empty: one of ours


def witness(source: Source, question: Question, finding: Finding) -> str:
    """The key of the question whose complete answers may say that `finding`, shown by `question`, is gone (promise 5)."""
    if source.answers is Answers.WHOLE or question.site:
        return question.key
    if source.answers is Answers.RANKED and source.recheck:
        return source.recheck(question, host_of(finding.url)).key
    return ""
