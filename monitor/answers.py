"""Her answers, and how far each one reaches: to copies of the record, and after "not me" to others of the same person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from checks.model import Judged, Level, Verdict
from monitor import namesake, review
from monitor.mirrors import traces
from monitor.namesake import Trait
from monitor.store import Store, Stored
from monitor.week import Desk


@dataclass(frozen=True, kw_only=True)
class Answered:
    """The findings that she spoke of, and the others that the same word settles (or, taken back, leaves open again)."""

    said: tuple[int, ...] = ()
    along: tuple[int, ...] = ()


def decide(store: Store, desk: Desk, ids: Collection[int], verdict: Verdict, now: datetime) -> Answered:
    along: set[int] = set()
    for id_ in ids:
        traits, others = _reach(store, desk, id_, ids, verdict)
        store.decide(id_, verdict, now, traits=traits, along=others)
        along.update(store.also_settled(id_))
    return Answered(said=tuple(ids), along=tuple(sorted(along.difference(ids))))


def take_back(store: Store, ids: Iterable[int], now: datetime) -> Answered:
    said: list[int] = []
    along: set[int] = set()
    for id_ in ids:
        others = store.also_settled(id_)
        if store.undo(id_, now) is not None:
            said.append(id_)
            along.update(others)
    return Answered(said=tuple(said), along=tuple(sorted(along.difference(said))))


def waiting(store: Store, desk: Desk) -> tuple[review.Waiting, ...]:
    judged = (desk.judged(stored) for stored in store.findings() if stored.decision is None)
    return review.waiting(judged, lambda each: traces(each.finding))


def _reach(
    store: Store, desk: Desk, id_: int, ids: Collection[int], verdict: Verdict
) -> tuple[frozenset[Trait], tuple[int, ...]]:
    """What tells the person of this finding from others, and which open findings are that person's too.

    What also stands in a record that is hers tells nobody apart, whatever her configuration says of it yet.
    """
    findings = store.findings()
    own = next((stored for stored in findings if stored.id == id_), None)
    if own is None or verdict is Verdict.UNSURE:
        return frozenset(), ()
    found = namesake.traits(desk.subject, own.finding)
    if verdict is not Verdict.NOT_ME:
        return found, ()
    sharing = [
        (stored, desk.judged(stored), shared)
        for stored in findings
        if stored.id not in ids and (shared := found & namesake.traits(desk.subject, stored.finding))
    ]
    hers = {trait for _stored, judged, shared in sharing if judged.match.level is Level.MINE for trait in shared}
    along = tuple(stored.id for stored, judged, shared in sharing if _is_set_aside(stored, judged, shared - hers))
    return found - hers, along


def _is_set_aside(stored: Stored, judged: Judged, shared: Collection[Trait]) -> bool:
    return stored.decision is None and namesake.weighed(judged.match, shared).level is Level.NOT_ME
