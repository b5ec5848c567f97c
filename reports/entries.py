"""The one-line entries: everything untold that got no card, profiles as strangers see them, removals, what is gone."""

from collections.abc import Iterable
from itertools import groupby

from checks.model import Level, Room, Severity, Verdict
from reports import removals as asked_for
from reports import wording
from reports.cards import happening
from reports.parts import Entry, Item, Telling

GROUPED = 2  # so many low ones of a kind share a line
_REVIEWED = "Reviews stand among these."


def entries(items: Iterable[Item], telling: Telling) -> tuple[Entry, ...]:
    """One line each, worst first; low ones of the same kind together. Each is named by where it is and its number."""

    def likeness(item: Item) -> tuple[int, bool, tuple[str, ...], str]:
        return -item.severity, item.level is Level.MAYBE, _sort(item), telling.kind(item)

    ordered = sorted(items, key=lambda item: (likeness(item), item.id))
    lines: list[Entry] = []
    for _, group in groupby(ordered, key=likeness):
        alike = tuple(group)
        together = alike[0].severity is Severity.LOW and len(alike) >= GROUPED
        lines += [_together(alike, telling)] if together else [entry(item, telling) for item in alike]
    return tuple(lines)


def notes(items: Iterable[Item], telling: Telling) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{_REVIEWED} {note}" for item in items if (note := telling.note(item))))


def entry(item: Item, telling: Telling) -> Entry:
    shows = telling.shows(item)
    what = f"{telling.kind(item)}{f' ({shows})' if shows else ''}"
    if item.level is Level.MAYBE:
        words = f"May be about you, or about somebody else: {telling.page(item)}. If it is you: {what}."
        words = " ".join(filter(None, (words, telling.doubts(item))))
    else:
        words = f"{what}, on {telling.where(item)}."
    is_in_list = telling.room(item) is Room.PROFILES and item.judged.finding.fact("visibility")
    way = "" if is_in_list else telling.way(item)
    joined = f"Joined to your practice: {way}." if way else ""
    incident = wording.INCIDENT if item.kinds & wording.CLIENT_EXPOSING and item.level is Level.MINE else ""
    return _entry(
        item, " ".join(filter(None, (words, _news(item, telling), joined, incident, f"[{item.id}]"))), telling
    )


def profiles(items: Iterable[Item], telling: Telling) -> tuple[Entry, ...]:
    """What each of her profiles shows a stranger (recommendation 2), and as of when."""
    shown = (
        (item, seen)
        for item in items
        if item.level is Level.MINE and not item.gone and telling.room(item) is Room.PROFILES
        if (seen := wording.visibility(item.judged.finding.fact("visibility")))
    )
    return tuple(
        Entry(tone="", mark="", words=_profile(item, seen, telling))
        for item, seen in sorted(shown, key=lambda p: p[0].id)
    )


def removals(items: Iterable[Item], telling: Telling) -> tuple[Entry, ...]:
    wanted = [item for item in items if is_request(item) or (item.verdict is Verdict.DENIED and not item.gone)]
    return tuple(_entry(item, _removal(item, telling), telling) for item in sorted(wanted, key=lambda i: i.id))


def is_request(item: Item) -> bool:
    return item.verdict is Verdict.REQUESTED and not item.gone


def gone(items: Iterable[Item], telling: Telling) -> tuple[Entry, ...]:
    return tuple(
        _entry(item, _gone(item, telling), telling, link=False)
        for item in sorted(items, key=lambda i: (-i.severity, i.id))
    )


def _entry(item: Item, words: str, telling: Telling, *, link: bool = True) -> Entry:
    return Entry(
        tone=item.severity.word,
        mark=_mark(item),
        words=words,
        link=telling.link(item) if link else "",
    )


def _mark(item: Item) -> str:
    """How bad it is; of a page that may be about somebody else only how bad it would be."""
    return wording.severity(item.severity) + (", if it is you" if item.level is Level.MAYBE else "")


def _together(items: tuple[Item, ...], telling: Telling) -> Entry:
    places = ", ".join(f"{telling.where(item)} [{item.id}]" for item in items)
    may_be = "May be about you, or about somebody else: " if items[0].level is Level.MAYBE else ""
    happened = wording.sentence(" and ".join(_sort(items[0]))) if items[0].happened else _news(items[0], telling)
    words = " ".join(filter(None, (f"{may_be}{telling.kind(items[0])}: {places}.", happened)))
    return Entry(tone=items[0].severity.word, mark=_mark(items[0]), words=words)


def _sort(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys(wording.happened(h.kind) for h in item.happened))


def _news(item: Item, telling: Telling) -> str:
    if item.happened:
        return wording.sentence("; ".join(happening(item, telling)))
    if not item.first_look:
        return "Told in an earlier letter."
    return "" if telling.first_letter else "There at our first look."  # the first letter says so once, for all


def _profile(item: Item, seen: str, telling: Telling) -> str:
    source = item.judged.finding.source
    name = f"{telling.source(item)}, {telling.where(item)}"
    way = telling.way(item)
    seen = f"{seen}. Joined to your practice: {way}" if way else seen
    if source in telling.silent or not telling.is_fresh(item.judged.last_seen):
        return f"{name}: not checked this week. When last read, on {telling.day(item.judged.last_seen)}: {seen}. [{item.id}]"
    return f"{name}: {seen}. [{item.id}]"


def _removal(item: Item, telling: Telling) -> str:
    decision = item.judged.decision
    assert decision is not None  # noqa: S101 what the verdict was read from
    what = f"{telling.kind(item)}, on {telling.where(item)}."
    back = item.judged.returned_at if asked_for.state(item.judged) is asked_for.State.BACK else None
    seen = f"Last seen there on {telling.day(item.judged.last_seen)}."
    news = f" {wording.sentence('; '.join(happening(item, telling)))}" if item.happened else ""
    if decision.verdict is Verdict.DENIED:
        return f"{what} Removal refused; you noted it on {telling.day(decision.at)}. {seen}{news} [{item.id}]"
    attempt = asked_for.attempt(decision)
    again = asked_for.next_look(item.judged, telling.now)
    then = f"Next look on {telling.day(again)}." if again else "That was the last of three: ask again, or accept it."
    if back and not item.happened:
        then = f"It was gone and came back on {telling.day(back)}: ask again. {then}"
    if asked_for.due(item.judged, telling.since, telling.now):
        then = f"It is time to look again. {then}"
    return f"{what} Removal asked on {telling.day(decision.at)}{attempt}. {seen}{news} {then} [{item.id}]"


def _gone(item: Item, telling: Telling) -> str:
    may_be = "May have been about you: " if item.level is Level.MAYBE else ""
    asked = " You had asked for its removal." if item.verdict is Verdict.REQUESTED else ""
    earlier = happening(item, telling)[:-1] if item.happened else ()
    before = f" Before that: {'; '.join(earlier)}." if earlier else ""
    return f"{may_be}{telling.kind(item)}, on {telling.where(item)}. Last seen on {telling.day(item.judged.last_seen)}.{before}{asked} [{item.id}]"
