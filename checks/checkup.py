"""What only she can look at: settings that nobody sees from outside, and places that no interface offers. Pure.

Table: data/checkup.csv, what matters most first. A way through menus is dated, because menus move; where nobody could
confirm the address of a settings page or the names in a menu, the item says so.
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from checks.model import Query
from checks.text import host_of, is_on

OPEN = timedelta(days=30)  # what needs doing, or was put off, comes back after this
NOT_MINE = timedelta(days=365)  # she may have joined meanwhile


class Answer(StrEnum):
    FINE = "fine"
    TO_DO = "to_do"
    NOT_MINE = "not_mine"  # she does not use it, or it cannot concern her
    LATER = "later"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question that only she can answer. Yes is the worrying answer; `worrying` says when exactly."""

    id: str
    kind: str  # of exposure, as in exposures.csv: what it would be if it were found
    by_hand: bool  # a place to look at; else a setting
    place: str
    link: str  # empty where it lives in an app only
    path: str
    question: str
    worrying: str
    every: timedelta
    read: date  # the month in which the way there was read
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class Given:
    """Her answer and when she gave it."""

    answer: Answer
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An item and her last answer to it."""

    item: Item
    given: Given | None = None

    @property
    def next_look(self) -> datetime | None:
        """When it comes back; None where she has not looked yet."""
        if self.given is None:
            return None
        match self.given.answer:
            case Answer.TO_DO | Answer.LATER:
                return self.given.at + OPEN
            case Answer.NOT_MINE:
                return self.given.at + NOT_MINE
            case Answer.FINE:
                return self.given.at + self.item.every

    def is_due(self, now: datetime) -> bool:
        """An answer from the future counts as none: the clock was put back since."""
        if self.given is None or self.next_look is None or self.given.at > now:
            return True
        return now >= self.next_look

    @property
    def needs_doing(self) -> bool:
        return self.given is not None and self.given.answer is Answer.TO_DO

    @property
    def looked_at(self) -> datetime | None:
        """When she last looked; "later" is no look."""
        return None if self.given is None or self.given.answer is Answer.LATER else self.given.at


def standings(query: Query, platforms: Iterable[str], given: Mapping[str, Given]) -> tuple[Standing, ...]:
    """Everything that is hers to look at, what matters most first. `platforms`: those that she says she uses."""
    used = {name.casefold() for name in (*platforms, *(handle.platform for handle in query.handles))}
    hosts = tuple(filter(None, map(host_of, query.profiles)))
    return tuple(
        Standing(item=row.item, given=given.get(row.item.id))
        for row in _rows()
        if row.concerns(query.country, used, hosts)
    )


def due(everything: Iterable[Standing], now: datetime) -> tuple[Standing, ...]:
    """What it is time to look at: first what she said needs doing, then in the order of the table."""
    waiting = [each for each in everything if each.is_due(now)]
    return tuple(sorted(waiting, key=lambda each: not each.needs_doing))


def platforms() -> tuple[str, ...]:
    """The names of the platforms that items are about, as she may list them."""
    return tuple(sorted({name for row in _rows() for name in row.platforms}))


@dataclass(frozen=True, kw_only=True)
class _Row:
    """An item and whom it concerns: everybody of these countries, or who uses one of the platforms."""

    item: Item
    everybody: bool
    platforms: frozenset[str]
    hosts: tuple[str, ...]
    countries: frozenset[str]  # empty: all

    def concerns(self, country: str, used: Collection[str], hosts: Iterable[str]) -> bool:
        if self.countries and country not in self.countries:
            return False
        return self.everybody or bool(self.platforms & set(used)) or any(is_on(h, s) for h in hosts for s in self.hosts)


@cache
def _rows() -> tuple[_Row, ...]:
    with (files("checks") / "data" / "checkup.csv").open(encoding="utf-8") as table:
        return tuple(map(_row, csv.DictReader(table)))


def _row(row: Mapping[str, str]) -> _Row:
    year, month = row["read"].split("-")
    return _Row(
        item=Item(
            id=row["id"],
            kind=row["kind"],
            by_hand=row["by_hand"] == "yes",
            place=row["place"],
            link=row["link"],
            path=row["path"],
            question=row["question"],
            worrying=row["worrying"],
            every=timedelta(days=int(row["every_days"])),
            read=date(int(year), int(month), 1),
            confirmed=row["confirmed"] == "yes",
        ),
        everybody=row["everybody"] == "yes",
        platforms=frozenset(_listed(row["platforms"])),
        hosts=tuple(_listed(row["hosts"])),
        countries=frozenset(_listed(row["countries"])),
    )


def _listed(cell: str) -> Iterator[str]:
    return filter(None, cell.split(";"))
