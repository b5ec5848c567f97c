"""Platforms on which people have accounts: the names that she lists them under, their addresses, and how they are asked.

Table: data/platforms.csv. A row without a probe is of a platform that tells an honest visitor's program nothing, so only she
can look. How an answer is read stands in its row too, in the signs that `checks/showing.py` knows.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from urllib.parse import quote, unquote, urlsplit

from checks.model import Handle, Query

_HERE = "{handle}"
_SAFE = "/@*"  # stay as they are in an address
# Cells of a row that say how its answer is read; the rest say what the platform is.
SIGNS = ("exists", "missing", "private", "walled", "public", "image", "posts", "friends", "activity", "payments")
FACTS = ("name", "description", "links", "home_location", "last")


@dataclass(frozen=True, kw_only=True)
class Platform:
    """`name` is ours and in lower case. `otherwise`: its visibility where no sign says more. `signs`, `facts`: see `showing`."""

    name: str
    aliases: tuple[str, ...]
    title: str
    kind: str  # a kind of record of `model.KINDS_OF_RECORD`
    profile: str
    also: tuple[str, ...]
    handle: str  # the form of its handles
    probe: str
    form: str
    otherwise: str
    signs: Mapping[str, str]
    facts: Mapping[str, str]

    def is_handle(self, handle: str) -> bool:
        return re.fullmatch(self.handle, handle, re.IGNORECASE) is not None

    def url(self, handle: str) -> str:
        """The page that people open."""
        return _filled(self.profile, handle)

    def question(self, handle: str) -> str:
        """The address that is asked, word for word."""
        return _filled(self.probe, handle)

    @cached_property
    def pages(self) -> tuple[re.Pattern[str], ...]:
        return tuple(_pattern(each, self.handle) for each in filter(None, (self.profile, *self.also)))

    @cached_property
    def asked(self) -> re.Pattern[str] | None:
        return _pattern(self.probe, self.handle) if self.probe else None


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account that she lists. `handle` as she wrote it."""

    platform: Platform
    handle: str

    @property
    def key(self) -> str:
        return f"{self.platform.name}:{self.handle.casefold()}"


def listed(query: Query) -> Iterator[Account]:
    """The accounts that she lists, by handle or by the address of the profile, each once."""
    by_handle = (account for handle in query.handles if (account := _of_handle(handle)))
    by_page = (account for page in query.profiles if (account := of_page(page)))
    found: dict[str, Account] = {}
    for account in (*by_handle, *by_page):
        found.setdefault(account.key, account)
    yield from found.values()


def _of_handle(listed: Handle) -> Account | None:
    platform = _by_name().get(listed.platform.strip().casefold())
    return Account(platform=platform, handle=listed.handle.strip().lstrip("@$")) if platform else None


def of_page(url: str) -> Account | None:
    """The account whose profile page this is; None for any other page, of a platform too."""
    return _found(url, ((row, pattern) for row in _rows() for pattern in row.pages))


def of_question(text: str) -> Account | None:
    """The account that is asked about at this address."""
    return _found(text, ((row, row.asked) for row in _rows() if row.asked))


def _found(url: str, patterns: Iterator[tuple[Platform, re.Pattern[str]]]) -> Account | None:
    bare = _bare(url)
    for row, pattern in patterns:
        match = pattern.fullmatch(bare)
        if match and match["handle"].casefold() != "www":
            return Account(platform=row, handle=unquote(match["handle"]).lstrip("$"))
    return None


def _bare(url: str) -> str:
    """Without scheme, `www.`, fragment and last slash; the query only stays where a platform needs it."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    query = f"?{parts.query}" if parts.query.startswith(("id=", "username=", "xml=")) else ""
    return f"{parts.netloc.lower().removeprefix('www.').removeprefix('m.')}{unquote(parts.path).rstrip('/')}{query}"


def _pattern(template: str, handle: str) -> re.Pattern[str]:
    before, _, after = _bare(template.replace(_HERE, "0handle0")).partition("0handle0")
    return re.compile(f"{re.escape(before)}(?P<handle>{handle}){re.escape(after)}", re.IGNORECASE)


def _filled(template: str, handle: str) -> str:
    return template.replace(_HERE, quote(handle, safe=_SAFE))


@cache
def _by_name() -> Mapping[str, Platform]:
    return {name: row for row in _rows() for name in (row.name, *row.aliases)}


def by_name(name: str) -> Platform | None:
    return _by_name().get(name.strip().casefold())


@cache
def _rows() -> tuple[Platform, ...]:
    with (files("checks") / "data" / "platforms.csv").open(encoding="utf-8") as table:
        return tuple(map(_row, csv.DictReader(table)))


def _row(row: Mapping[str, str]) -> Platform:
    name, *aliases = row["name"].split(";")
    return Platform(
        name=name,
        aliases=tuple(aliases),
        title=row["title"],
        kind=row["kind"],
        profile=row["profile"],
        also=tuple(row["also"].split()),
        handle=row["handle"],
        probe=row["probe"],
        form=row["form"],
        otherwise=row["otherwise"],
        signs={each: row[each] for each in SIGNS},
        facts={each: row["shown_name" if each == "name" else each] for each in FACTS},
    )
