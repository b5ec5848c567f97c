"""What one letter says: from everything known to a `Digest`. Pure; the templates only lay it out.

Everything that no letter has told yet stands somewhere in this one, as a card or as a line with its number; what is
about somebody else is counted only. `told_changes` and `told_findings` say so to the outbox.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from checks.model import ChangeKind, Level, Room, Severity, Verdict
from reports import cards, checkup, coverage, entries, pages, removals, wording
from reports.masks import veil
from reports.parts import Card, Command, Glance, Item, Page, Section, Telling
from reports.week import Coverage, Numbers, Row, Told, View, Week

__all__ = ["CARDS", "Coverage", "Digest", "Numbers", "Row", "Told", "View", "Week", "compose"]

CARDS = 5  # decisions asked for in one letter (DOMAIN §7)
WEEK = timedelta(days=7)
IDS = 12  # numbers listed where the letter only reminds
SMALL_PRINT = (
    "Values are shortened here in case somebody else reads this mailbox. Where we recognise the name of somebody else, it is left out: [person].",
    "This is not a background check. It tells what we could read about you on public pages, and no more.",
    "Nothing about any client was asked or sent.",
)


@dataclass(frozen=True, kw_only=True)
class Digest:
    """One letter, in the order in which it is read. Strings are finished: inert, masked, in words."""

    now: datetime
    zone: str
    week: str  # "2026-W47"
    date: str  # "Monday 23 November 2026"
    subject_line: str  # counts only: the mailbox may be shared
    glance: Glance
    cards: tuple[Card, ...]
    views: tuple[Page, ...]
    found: Section  # what else a client finds: recommendation 9
    profiles: Section  # recommendation 2
    trail: Section  # recommendation 5
    removals: Section
    gone: Section
    checkup: Section  # what only she can look at
    aside: Section
    coverage: Section
    moved: Section  # why numbers moved without a change of the world
    commands: tuple[Command, ...]
    footer: tuple[str, ...]
    numbers: Numbers  # for the next letter to compare with
    told_changes: tuple[int, ...]
    told_findings: tuple[int, ...]


def compose(week: Week, *, safety: bool = False) -> Digest:
    """One letter from everything known. Same week, same letter."""
    zone, telling, items = ZoneInfo(week.zone), _telling(week, safety=safety), _items(week)
    waiting = cards.waiting(items, telling)
    carded, rest = waiting[:CARDS], {item.id for item in waiting[CARDS:]}
    shown = {item.id for item in carded}
    told = [i for i in items if i.level is not Level.NOT_ME and i.id not in shown and (i.untold or i.id in rest)]
    gone = [item for item in told if item.gone]
    lines = [i for i in told if not i.gone and i.verdict not in (Verdict.REQUESTED, Verdict.DENIED)]
    telling = replace(telling, drop=_drop(week, carded))
    numbers = _numbers(items)
    local = week.now.astimezone(zone).isocalendar()
    return Digest(
        now=week.now,
        zone=week.zone,
        week=f"{local.year}-W{local.week:02}",
        date=wording.date_line(week.now, zone),
        subject_line=f"Your weekly check: {wording.count(len(carded), 'thing')} to look at",
        glance=_glance(week, items, waiting, numbers, telling),
        cards=tuple(cards.card(item, telling) for item in carded),
        views=pages.first_pages(week.views, telling),
        found=_room("Also found about you", Room.SEARCH, lines, telling),
        profiles=_profiles(items, lines, telling),
        trail=_room("Your trail (recommendation 5)", Room.TRAIL, lines, telling),
        removals=Section(
            heading="Removals in progress", entries=entries.removals((i for i in items if i.id not in shown), telling)
        ),
        gone=_gone(gone, telling),
        checkup=checkup.section(week.checkup, telling),
        aside=_aside(week, items, {item.id for item in told} | shown),
        coverage=coverage.section(
            week.coverage, week.disclosed, telling, by_hand=checkup.looked(week.checkup, telling), walked=week.walked
        ),
        moved=_moved(week),
        commands=_commands(carded or told or items),
        footer=SMALL_PRINT,
        numbers=numbers,
        told_changes=tuple(sorted({told.id for told in week.untold})),
        told_findings=tuple(sorted(item.id for item in items if item.untold)),
    )


def _telling(week: Week, *, safety: bool) -> Telling:
    findings = (
        *week.judged,
        *(told.judged for told in week.untold),
        *(r.judged for v in week.views for r in v.rows if r.judged),
    )
    return Telling(
        now=week.now,
        zone=ZoneInfo(week.zone),
        since=week.since or week.now - WEEK,
        veil=veil(exposure for judged in findings for exposure in judged.exposures),
        titles={place.source: place.title for place in week.coverage},
        rooms={place.source: place.room for place in week.coverage},
        controlled=frozenset(
            row.judged.id for view in week.views for row in view.rows if row.judged and row.controlled
        ),
        silent=frozenset(place.source for place in week.coverage if not coverage.read(place)),
        sees_all=all(map(coverage.in_full, week.coverage)) and bool(week.coverage),
        safety=safety,
        first_letter=week.previous is None,
        listings=tuple(judged for judged in week.judged if removals.site_of(judged)),
    )


def _drop(week: Week, carded: Iterable[Item]) -> int:
    """The first card about a listing of hers that is told for the first time: there, once, and nowhere else."""
    return next(
        (
            item.id
            for item in carded
            if week.drop
            and item.untold
            and item.level is Level.MINE
            and (removals.site_of(item.judged) or item.kinds & wording.PEOPLE_SEARCH)
        ),
        0,
    )


def _items(week: Week) -> list[Item]:
    untold: dict[int, list[Told]] = {}
    for told in sorted(week.untold, key=lambda t: (t.at, t.id)):
        untold.setdefault(told.judged.id, []).append(told)
    judged = {j.id: j for j in (*(told.judged for told in week.untold), *week.judged)}
    return [Item(judged=j, happened=tuple(untold.get(j.id, ()))) for j in sorted(judged.values(), key=lambda j: j.id)]


def _numbers(items: Iterable[Item]) -> Numbers:
    hers = [item for item in items if item.level is not Level.NOT_ME]
    return Numbers(
        new=sum(item.has(ChangeKind.NEW) for item in hers),
        worse=sum(item.has(ChangeKind.WORSE) for item in hers),
        returned=sum(item.has(ChangeKind.RETURNED) for item in hers),
        gone=sum(item.has(ChangeKind.GONE) for item in hers),
        requests=sum(map(entries.is_request, hers)),
    )


def _glance(week: Week, items: list[Item], waiting: list[Item], numbers: Numbers, telling: Telling) -> Glance:
    hers = [item for item in items if item.level is not Level.NOT_ME]
    untold = any(item.untold for item in hers)
    first_letter = week.previous is None
    then = (
        "This is your first letter. It tells what was there when we first looked; some of it may be years old."
        if first_letter
        else "",
        _overflow(len(waiting) - CARDS),
        _better(hers),
        coverage.one_line(week.coverage, quiet=not untold and not first_letter),
        "Safety mode is on." if telling.safety else "",
    )
    return Glance(
        first=_act(waiting, telling, untold=untold), then=tuple(filter(None, then)), counts=_counts(week, hers, numbers)
    )


def _act(waiting: list[Item], telling: Telling, *, untold: bool) -> str:
    """The first sentence: whether to act."""
    shown = waiting[:CARDS]
    urgent = sum(cards.is_urgent(item, telling) for item in shown)
    asked = sum(item.level is Level.MAYBE for item in shown)
    calm = len(shown) - urgent - asked
    if urgent:
        also = f" {wording.count(asked, 'page')} may be about you; please look today, too." if asked else ""
        later = f" {calm} more can wait for a quiet moment." if calm else ""
        return f"Please act today: {wording.count(urgent, 'thing')} below {'is' if urgent == 1 else 'are'} critical.{also}{later}"
    if asked:
        pages_ = wording.count(asked, "page")
        return f"Please look today: {pages_} may be about you, and would be critical if {'it is' if asked == 1 else 'they are'}."
    if shown:
        tone = "" if any(item.severity is Severity.CRITICAL for item in shown) else "; nothing here is critical"
        return f"{wording.count(len(shown), 'thing')} to decide when you have a few minutes{tone}."
    words = "Nothing needs a decision from you this week"
    if not telling.sees_all:
        words = "In what could be read, nothing needs a decision from you this week"
    return f"{words}; smaller things stand below." if untold else f"{words}."


def _better(hers: Iterable[Item]) -> str:
    number = sum(item.has(ChangeKind.BETTER) and not item.gone for item in hers)
    return f"Good news: {wording.count(number, 'thing')} got better." if number else ""


def _overflow(more: int) -> str:
    return (
        f"{more} more deserve{'s' if more == 1 else ''} a decision and stand{'s' if more == 1 else ''} in the lists below."
        if more > 0
        else ""
    )


def _counts(week: Week, hers: list[Item], numbers: Numbers) -> tuple[str, ...]:
    if week.previous is None:
        there = [item for item in hers if not item.gone]
        about = sum(item.level is Level.MINE for item in there)
        return (
            f"About you: {about}",
            f"May be about you: {len(there) - about}",
            f"Open removal requests: {numbers.requests}",
        )
    before = week.previous
    pairs = (
        ("New", numbers.new, before.new),
        ("Worse", numbers.worse, before.worse),
        ("Back after being gone", numbers.returned, before.returned),
        ("Gone", numbers.gone, before.gone),
        ("Open removal requests", numbers.requests, before.requests),
    )
    return tuple(f"{word}: {now} (last letter: {then})" for word, now, then in pairs)


def _room(heading: str, room: Room, lines: list[Item], telling: Telling) -> Section:
    here = [item for item in lines if telling.room(item) is room]
    return Section(heading=heading, entries=entries.entries(here, telling), notes=entries.notes(here, telling))


def _profiles(items: list[Item], lines: list[Item], telling: Telling) -> Section:
    news = _room("Your profiles (recommendation 2)", Room.PROFILES, lines, telling)
    return Section(heading=news.heading, entries=(*entries.profiles(items, telling), *news.entries), notes=news.notes)


def _gone(items: list[Item], telling: Telling) -> Section:
    said = "Two full checks, about a week apart, no longer showed it, or the page itself is no more. Copies may stand elsewhere."
    return Section(heading="Confirmed gone", lead=(said,) if items else (), entries=entries.gone(items, telling))


def _aside(week: Week, items: list[Item], said: set[int]) -> Section:
    there = [item for item in items if not item.gone and item.id not in said]
    open_ = [item for item in there if item.level is Level.MINE and item.verdict in (None, Verdict.MINE)]
    groups = (
        ("Told before and still open", [i for i in open_ if i.severity > Severity.LOW], True),
        (
            "May be about you, told before; `footprint review` asks you about them one by one",
            [i for i in there if i.level is Level.MAYBE and i.verdict is None],
            True,
        ),
        ("May be about you, and you could not tell", [i for i in there if i.verdict is Verdict.UNSURE], True),
        ("Told before, and of low weight", [i for i in open_ if i.severity is Severity.LOW], False),
        ("Accepted by you", [i for i in there if i.verdict is Verdict.ACCEPTED], False),
        ("About somebody else", [i for i in items if i.level is Level.NOT_ME], False),
    )
    lead = [_counted(words, group, numbered=numbered) for words, group, numbered in groups if group]
    if week.withheld:
        lead.append(f"About other people, so that we keep no more than a code: {week.withheld}.")
    return Section(heading="Set aside", lead=tuple(lead))


def _counted(words: str, group: list[Item], *, numbered: bool) -> str:
    if not numbered:
        return f"{words}: {len(group)}."
    ids = "".join(f" [{item.id}]" for item in sorted(group, key=lambda i: (-i.severity, i.id))[:IDS])
    return f"{words}: {len(group)}.{ids}{' …' if len(group) > IDS else ''}"


def _moved(week: Week) -> Section:
    first = tuple(place.title for place in week.coverage if place.first_answer and week.previous is not None)
    lead = (
        "Our own rules changed. What differs only because of that is not called a change."
        if week.rules_changed
        else "",
        f"First look this week: {wording.listed(first)}. What stood there before is not counted as new."
        if first
        else "",
    )
    return Section(heading="Why numbers moved", lead=tuple(filter(None, lead)))


def _commands(named: list[Item]) -> tuple[Command, ...]:
    number = named[0].id if named else 12
    return (
        Command(words="A number in brackets opens an item on your own computer:", command=f"footprint show {number}"),
        Command(
            words="To say what you decided (mine, not-me, unsure, accepted, requested or denied):",
            command=f"footprint mark {number} requested",
        ),
    )
