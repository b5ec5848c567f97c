"""Sources of other people's packages, found through the entry point group `footprint.sources`.

A plug-in is held to what it declares: it asks in its own name, tells what it says it tells, sends where the plan says, and hands
over records of its own. It gets a `Query` and an `Ask` like every source (promise 2), and waits for her yes like every new one
(promise 3). One that cannot be used is left out with a line that says why and what to do; it never stops the program.
These are bounds for mistakes: a plug-in is a part of the program, and whoever installs it trusts it (docs/adding-a-source.md).
"""

import logging
import re
from collections import Counter
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from typing import Any
from urllib.parse import urlsplit

from checks.errors import Skipped, SourceError, StoreError, Unchanged, Unreadable
from checks.model import TELLS, WEB, Answers, Finding, Query, Question, Room
from checks.source import Ask, Reply, Request, Settings, Source

GROUP = "footprint.sources"
LONGEST_PACE = 600.0  # seconds; more would hold up the scan

log = logging.getLogger(__name__)

_NAME = re.compile(r"[a-z][a-z0-9_]{1,30}")
_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "title": str, "homepage": str, "room": Room, "tells": tuple, "hosts": tuple, "needs": tuple, "takes": tuple, "answers": Answers,
    "pace_seconds": (int, float), "default": bool, "confidence": str, "countries": tuple, "regions": tuple, "cost": str, "key_page": str,
    "monthly": int, "price": (int, float), "version": int, "stable_ranks": bool,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """One source that a package offers. `package`: its name and version."""

    name: str
    package: str
    entry: EntryPoint


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What the installed packages offer: those that have a name of their own, and a line for each that has none."""

    plugins: tuple[Plugin, ...] = ()
    problems: tuple[str, ...] = ()


def offered(ours: Collection[str]) -> Offered:
    """By name alone: no plug-in is read in, so it takes milliseconds. `ours`: the names that are taken."""
    try:
        entries = tuple(entry_points(group=GROUP))
    except (ValueError, TypeError, OSError):  # of any package that is installed, whoever's it is
        return Offered(
            problems=("no plug-in can be found: a package beside this program has a damaged entry_points.txt",)
        )
    found = sorted((Plugin(name=entry.name, package=_package(entry), entry=entry) for entry in entries), key=_order)
    often = Counter(plugin.name for plugin in found)
    problems = {_order(plugin): _misnamed(plugin, ours, often) for plugin in found}
    return Offered(
        plugins=tuple(plugin for plugin in found if not problems[_order(plugin)]),
        problems=tuple(filter(None, problems.values())),
    )


def _order(plugin: Plugin) -> tuple[str, str]:
    return plugin.name, plugin.package


def _package(entry: EntryPoint) -> str:
    """A package may lack its metadata, and is then named by what it would read in."""
    if entry.dist is None or not entry.dist.metadata["Name"]:
        return entry.value.partition(":")[0].partition(".")[0]
    return f"{entry.dist.metadata['Name']} {entry.dist.metadata['Version'] or ''}".strip()


def _misnamed(plugin: Plugin, ours: Collection[str], often: Mapping[str, int]) -> str:
    """Why its name cannot stand, and the cure; empty if it can."""
    cure = f"remove {plugin.package.partition(' ')[0]} or ask its author for another name"
    if plugin.name in ours or plugin.name == WEB:
        return f"the plug-in {plugin.package} is left out: {plugin.name} is a name of this program's own; {cure}"
    if not _NAME.fullmatch(plugin.name):
        return f"the plug-in {plugin.package} is left out: “{plugin.name}” is no name of a source (small letters, digits and _); {cure}"
    if often[plugin.name] > 1:
        return f"the plug-in {plugin.package} is left out: another package has a source {plugin.name} too; remove one of the two"
    return ""


def load(plugin: Plugin) -> Source:
    """Its source, held to what it declares; where that cannot be, a stand-in that is never asked and says why."""
    try:
        source = plugin.entry.load()
    except (Exception, SystemExit) as error:  # code of somebody else: whatever it does costs it alone
        log.debug("%s cannot be read in", plugin.package, exc_info=True)
        return _stand_in(plugin, f"it cannot be read in ({_in_one_line(error)}); install it anew or remove it")
    if fault := next(_faults(source, plugin.name), ""):
        return _stand_in(plugin, f"{fault}; tell its author, or remove it")
    return _held(source, plugin.package)


def _in_one_line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:160].rstrip(": ")


def _stand_in(plugin: Plugin, fault: str) -> Source:
    reason = f"the plug-in {plugin.package} cannot be used: {fault}"

    def questions(_query: Query, _settings: Settings) -> Iterable[Question]:
        raise Skipped(reason)

    async def search(_question: Question, _ask: Ask) -> AsyncIterator[Finding]:
        raise Skipped(reason)
        yield  # never: it makes this what a source's search is

    return Source(
        name=plugin.name,
        title=plugin.name,
        homepage="",
        room=Room.SEARCH,
        tells=(),
        hosts=(),
        questions=questions,
        search=search,
        package=plugin.package,
    )


def _faults(source: Any, name: str) -> Iterator[str]:
    """What its declaration says that cannot be."""
    if not isinstance(source, Source):
        yield "what it names is no Source"
        return
    if source.name != name:
        yield f"it is announced as {name} and calls itself {source.name}"
    yield from (f"its {key} is not what it must be" for key, kind in _KINDS.items() if not _fits(source, key, kind))
    from checks import queries  # brings the tables of names along, and names alone are cheap

    if source.recheck not in (None, queries.recheck):
        yield "its recheck is not that of checks.queries"
    if not source.tells or not set(source.tells) <= TELLS:
        yield "it does not say in this program's words what it is told (tells)"
    if not source.hosts:
        yield "it does not say whom it asks (hosts)"
    if not 0 <= source.pace_seconds <= LONGEST_PACE:
        yield f"its pace_seconds is not from 0 to {LONGEST_PACE:.0f}"


def _fits(source: Source, key: str, kind: type | tuple[type, ...]) -> bool:
    value: Any = getattr(source, key)
    if kind is tuple:
        return type(value) is tuple and all(type(item) is str for item in value)
    return isinstance(value, kind)


def _held(source: Source, package: str) -> Source:
    """The same source, with a guard before each of the two things that it does."""

    def questions(query: Query, settings: Settings) -> Iterable[Question]:
        try:
            asked = tuple(source.questions(query, settings))
        except Exception as error:
            log.debug("%s has a fault", package, exc_info=True)
            raise Skipped(
                f"a fault of the plug-in {package}: {_in_one_line(error)}; tell its author, or remove it"
            ) from error
        if any(not _may_ask(source, question) for question in asked):
            raise Skipped(f"the plug-in {package} would ask otherwise than it declares; tell its author, or remove it")
        return asked

    async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
        try:
            async for finding in source.search(question, _Within(source, package, question, ask)):
                yield _own(finding, source, package)
        except (SourceError, Unchanged, StoreError):
            raise
        except (Exception, SystemExit) as error:
            log.debug("%s has a fault", package, exc_info=True)
            raise Unreadable(f"a fault of the plug-in {package}: {_in_one_line(error)}; tell its author") from error

    return replace(source, questions=questions, search=search, package=package)


def _own(finding: Any, source: Source, package: str) -> Finding:
    if not isinstance(finding, Finding) or finding.source not in (source.name, WEB):
        raise Unreadable(f"the plug-in {package} hands over what is no record of its own; tell its author")
    return finding


def _may_ask(source: Source, question: Any) -> bool:
    return (
        isinstance(question, Question)
        and question.source == source.name
        and bool(question.tells)
        and set(question.tells) <= set(source.tells)
    )


class _Within:
    """What it asks with: as every source, and only where the plan says."""

    def __init__(self, source: Source, package: str, question: Question, ask: Ask) -> None:
        self._package, self._ask = package, ask
        addresses = {"url": ask.settings.get("url", ""), "page": question.text}
        self._hosts = {_host(addresses.get(host, f"//{host}")) for host in source.hosts}

    @property
    def settings(self) -> Settings:
        return self._ask.settings

    async def __call__(self, request: Request) -> Reply:
        if _host(request.url) not in self._hosts:
            raise Skipped(f"the plug-in {self._package} wanted to ask a host that it does not declare; tell its author")
        return await self._ask(request)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # "https://[": nobody's address
        return ""
