"""The client's view: the first page of results, row by row, by who controls them (recommendation 9)."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from checks.model import Level, Outcome
from reports import masks, wording
from reports.parts import Item, Line, Page, Telling
from reports.week import Row, View

_WHOSE = {"yours": "yours", "about": "about you", "maybe": "may be you", "other": "somebody else"}


def page(view: View, telling: Telling) -> Page:
    engine = telling.titles.get(view.engine, masks.inert(view.engine))
    heading = f"{engine}: {telling.veil(view.question, 120)}"
    if view.outcome not in (Outcome.COMPLETE, Outcome.PARTIAL):
        return Page(heading=heading, summary=(f"Not known this week: it {wording.outcome(view.outcome)}.",))
    toned = [(row, _tone(row)) for row in view.rows]
    reviewed = any(telling.note(Item(judged=row.judged)) for row, tone in toned if row.judged and tone != "other")
    summary = (
        _stale(view, telling),
        _share([tone for _, tone in toned]),
        "It answered in part only, so more results may exist." if view.outcome is Outcome.PARTIAL else "",
        "" if view.compares else "Its order is not steady, so we do not compare ranks from week to week.",
        wording.REVIEW_NOTE if reviewed else "",
    )
    return Page(heading=heading, summary=tuple(filter(None, summary)), lines=tuple(_lines(toned, view, telling)))


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


def _lines(toned: Iterable[tuple[Row, str]], view: View, telling: Telling) -> Iterator[Line]:
    """One line per result; neighbours about somebody else share one, since nothing is kept of them."""
    moves = view.compares and any(row.before for row in view.rows)
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
