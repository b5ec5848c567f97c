"""The client's view: the first page of results, row by row, by who controls them (recommendation 9)."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from checks.model import Level, Outcome
from reports import masks, wording
from reports.parts import Item, Line, Page, Telling
from reports.week import Row, View

_STEADY = "Every result of yours or about you is where it was last time"
TOP = 3  # results of a later page that are always shown
_WHOSE = {"yours": "yours", "about": "about you", "maybe": "may be you", "other": "somebody else"}


def first_pages(views: Iterable[View], telling: Telling) -> tuple[Page, ...]:
    """Each first page; the later ones show only what differs (`_apart`), since most results stand on all of them, and
    no list at all where nothing moved."""
    seen: set[int] = set()
    noted = False
    pages: list[Page] = []
    for view in views:
        made = page(view, telling, seen=frozenset(seen), noted=noted)
        noted = noted or any(wording.REVIEW_NOTE in words for words in made.summary)
        seen |= {row.judged.id for row in view.rows if row.judged and made.lines and _tone(row) != "other"}
        pages.append(made)
    return tuple(pages)


def page(view: View, telling: Telling, *, seen: frozenset[int] = frozenset(), noted: bool = False) -> Page:
    """`seen`: what an earlier page of the letter lists. `noted`: whether the rule about reviews was said there."""
    engine = telling.titles.get(view.engine, masks.inert(view.engine))
    heading = f"{engine}: {telling.veil(view.question, 120)}"
    if view.outcome not in (Outcome.COMPLETE, Outcome.PARTIAL):
        return Page(heading=heading, summary=(f"Not known this week: it {wording.outcome(view.outcome)}.",))
    toned = [(row, _tone(row)) for row in view.rows]
    reviewed = any(telling.note(Item(judged=row.judged)) for row, tone in toned if row.judged and tone != "other")
    steady = _is_steady(toned, view) and not _stale(view, telling)
    if seen and steady and view.outcome is Outcome.COMPLETE:
        return Page(
            heading=heading, summary=(_share([tone for _, tone in toned]), f"{_STEADY}, so this list is left out.")
        )
    apart = [pair for pair in toned if not seen or _apart(*pair, view, seen)]
    summary = (
        _stale(view, telling),
        _share([tone for _, tone in toned]),
        "It answered in part only, so more results may exist." if view.outcome is Outcome.PARTIAL else "",
        "" if view.compares else "Its order is not steady, so we do not compare ranks from week to week.",
        f"Among these pages are reviews. {wording.REVIEW_NOTE}" if reviewed and not noted else "",
        f"{_STEADY}." if steady else "",
        _left_out([pair for pair in toned if pair not in apart]),
    )
    moves = view.compares and any(row.before for row in view.rows) and not steady
    return Page(heading=heading, summary=tuple(filter(None, summary)), lines=tuple(_lines(apart, telling, moves=moves)))


def _apart(row: Row, tone: str, view: View, seen: frozenset[int]) -> bool:
    """What a later page shows: the first three, which is what most people read, and what the letter has not listed or
    what is new on this page."""
    if row.rank <= TOP:
        return True
    if tone == "other" or row.judged is None:
        return False
    is_new = view.compares and row.before is None and any(other.before for other in view.rows)
    return is_new or row.judged.id not in seen


def _left_out(pairs: list[tuple[Row, str]]) -> str:
    """How many results the lines below leave out, so that they add up to the page."""
    others = sum(tone == "other" for _, tone in pairs)
    known = len(pairs) - others
    parts = (
        f"{known} that {'stands' if known == 1 else 'stand'} on a list above" if known else "",
        f"{others} about somebody else" if others else "",
    )
    return f"Left out below: {wording.listed(tuple(filter(None, parts)))}." if pairs else ""


def _is_steady(toned: Iterable[tuple[Row, str]], view: View) -> bool:
    known = [row for row, tone in toned if tone != "other"]
    return view.compares and bool(known) and all(row.before == row.rank for row in known)


def _stale(view: View, telling: Telling) -> str:
    if view.taken_at is None or telling.is_fresh(view.taken_at):
        return ""
    return f"Not read this week. This is how it stood on {telling.day(view.taken_at)}."


def _tone(row: Row) -> str:
    if row.controlled:
        return "yours"
    level = Item(judged=row.judged).level if row.judged else Level.NOT_ME
    return {Level.MINE: "about", Level.MAYBE: "maybe", Level.NOT_ME: "other"}[level]


def _share(tones: list[str]) -> str:
    if not tones:
        return "It answered without a single result this week."
    results = wording.count(len(tones), "result")
    about, maybe = tones.count("about"), tones.count("maybe")
    more = (
        f"{about} more {'is' if about == 1 else 'are'} about you" if about else "",
        f"{maybe} may be" if maybe else "",
    )
    return "; ".join(filter(None, (f"You control {tones.count('yours')} of {results}", *more))) + "."


def _lines(toned: Iterable[tuple[Row, str]], telling: Telling, *, moves: bool) -> Iterator[Line]:
    """One line per result; neighbours about somebody else share one, since nothing is kept of them."""
    for tone, group in groupby(toned, key=lambda pair: pair[1]):
        rows = [row for row, _ in group]
        if tone == "other":
            rank = str(rows[0].rank) if len(rows) == 1 else f"{rows[0].rank} to {rows[-1].rank}"
            yield Line(tone=tone, rank=rank, whose=_WHOSE[tone])
            continue
        for row in rows:
            yield Line(
                tone=tone,
                rank=str(row.rank),
                whose=_WHOSE[tone],
                page=_page(row, telling),
                move=_move(row) if moves else "",
            )


def _page(row: Row, telling: Telling) -> str:
    if row.judged is None:
        return ""
    item = Item(judged=row.judged)
    return f"{telling.page(item)} [{item.id}]"


def _move(row: Row) -> str:
    if row.before is None:
        return "new on this page"
    if row.before == row.rank:
        return "same place"
    return f"{'up' if row.rank < row.before else 'down'} from {row.before}"
