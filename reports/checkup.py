"""What only she can look at: at most three questions a letter, how long ago she looked, and a sheet to print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from checks.checkup import Answer, Item, Standing, due
from reports import wording
from reports.parts import Entry, Section, Telling

A_LETTER = 3
_OLD = timedelta(days=365)
SAID = {
    Answer.FINE: "fine",
    Answer.TO_DO: "needs doing",
    Answer.NOT_MINE: "not mine",
    Answer.LATER: "put off",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One question on paper."""

    place: str
    question: str
    worrying: str
    way: str
    link: str
    last: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything that only she can look at, to print and fill in."""

    date: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]


def section(everything: Iterable[Standing], telling: Telling) -> Section:
    waiting = due(everything, telling.now)
    more = len(waiting) - A_LETTER
    return Section(
        heading="What only you can look at",
        lead=("No program can see these. `footprint checkup` asks you about them and keeps your answers.",)
        if waiting
        else (),
        entries=tuple(_entry(each, telling) for each in waiting[:A_LETTER]),
        notes=(f"{more} more can wait for a quiet moment.",) if more > 0 else (),
    )


def looked(everything: Iterable[Standing], telling: Telling) -> str:
    """For the coverage: what no program can look at, and when she last did. Empty where there is nothing."""
    hers = [each for each in everything if each.given is None or each.given.answer is not Answer.NOT_MINE]
    if not hers:
        return ""
    looks = [at for each in hers if (at := each.looked_at)]
    what = (
        f"Only you, and no program, can look at {wording.count(len(hers), 'setting or place', 'settings and places')}"
    )
    if not looks:
        return f"{what}, and you have not told us of a look yet."
    unseen = len(hers) - len(looks)
    rest = f"not yet at {unseen} of them" if unseen else "by now at all of them"
    return f"{what}: you last did on {telling.day(max(looks))}, and {rest}."


def way(item: Item, now: datetime) -> str:
    """The way there, and how far to trust it: menus move."""
    month = wording.month(item.read)
    doubts = [f"read in {month}"] if item.confirmed else [f"noted in {month}", "not confirmed"]
    if now.date() - item.read > _OLD:
        doubts.append("so it may have moved")
    return f"{item.path} ({', '.join(doubts)})"


def sheet(everything: Sequence[Standing], now: datetime, zone: ZoneInfo) -> Sheet:
    groups = (("Settings", False), ("Places to look at by hand", True))
    return Sheet(
        date=wording.date_line(now, zone),
        groups=tuple(
            (heading, tuple(_lines((e for e in everything if e.item.by_hand is by_hand), now, zone)))
            for heading, by_hand in groups
        ),
    )


def last(standing: Standing, now: datetime, zone: ZoneInfo) -> str:
    """ "fine, Monday 3 November"."""
    if standing.given is None:
        return "never looked at"
    return f"{SAID[standing.given.answer]}, {wording.day(standing.given.at, now, zone)}"


def _entry(standing: Standing, telling: Telling) -> Entry:
    item, given = standing.item, standing.given
    said = f" You said on {telling.day(given.at)} that it needs doing." if given and standing.needs_doing else ""
    note = f" {wording.REVIEW_NOTE}" if item.kind in wording.REVIEWS else ""
    return Entry(tone="low", mark="", words=f"{item.place}. {item.question}{said}{note}", link=item.link)


def _lines(some: Iterable[Standing], now: datetime, zone: ZoneInfo) -> Iterator[Line]:
    for each in some:
        yield Line(
            place=each.item.place,
            question=each.item.question,
            worrying=each.item.worrying,
            way=way(each.item, now),
            link=each.item.link,
            last=last(each, now, zone),
        )
