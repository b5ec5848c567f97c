"""What became different in the world between what was known and one snapshot. Pure: no store, no clock.

Promises 4 to 6 stand here. A failed answer is evidence of nothing. A question's first complete answer (and before
that its third partial one) is a baseline, again after a change of our own rules. Gone needs every witness of a finding
to have missed it in two complete answers, 6.5 days apart. At most one change per finding and snapshot.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from checks.model import (
    Change,
    ChangeKind,
    Exposure,
    Finding,
    Level,
    Match,
    Outcome,
    Severity,
    Snapshot,
    Verdict,
)
from checks.text import clip
from monitor.direction import VOLATILE, Weigh, direction

GONE_AFTER = timedelta(days=6.5)
PARTIAL_BASELINE = 3
SEEN_AGAIN = "seen again after more than a year; what it said before is not kept any more"

Id = tuple[str, str]
Differ = Callable[[Finding, Finding], tuple[ChangeKind, str] | None]
Judge = Callable[[Finding], Match]


@dataclass(frozen=True, kw_only=True)
class Known:
    """The last state of one finding, and which complete answers have missed it since.

    `withheld`: it was about somebody else, so only its keyed hash and dates were kept (promise 9); `finding` is bare.
    `forgotten`: it was hers, and was not seen for so long that only its keyed hash and dates were kept; also bare.
    `verdict`: what the clinician said of it; her "not me" is final. `told`: it has stood in a letter.
    `best_rank`: the best place where the asking source ever showed it; None if it never did.
    `misses`: for every witness that is still asked, the times of its complete answers since `last_seen` that were read
    under the same rules as the last state; empty while it has not answered.
    """

    finding: Finding
    rules: str
    last_seen: datetime
    gone: bool = False
    withheld: bool = False
    forgotten: bool = False
    verdict: Verdict | None = None
    told: bool = False
    best_rank: int | None = None
    misses: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class History:
    """How often one question was answered before, under the rules of today."""

    complete: int = 0
    partial: int = 0

    def settled(self, outcome: Outcome) -> bool:
        """Whether an answer with this outcome stands on a baseline, so that what it shows first is new in the world.

        After a baseline of partial answers the first complete one is a baseline once more: it shows what the silent
        part had all along.
        """
        if self.complete:
            return True
        return outcome is Outcome.PARTIAL and self.partial >= PARTIAL_BASELINE


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`states`: what is to be remembered of each finding of the snapshot, in its order."""

    changes: tuple[Change, ...] = ()
    states: tuple[Finding, ...] = ()
    gone: tuple[Id, ...] = ()


def compare(
    known: Mapping[Id, Known],
    history: History,
    snapshot: Snapshot,
    *,
    judge: Judge,
    weigh: Weigh,
    names: Sequence[str] = (),
    country: str = "US",
) -> Comparison:
    """`known` holds at least the snapshot's findings and those that its question may deny.

    `names` are her declared forms, to know which words of a page are about her.
    """
    if snapshot.outcome not in (Outcome.COMPLETE, Outcome.PARTIAL):
        return Comparison()
    settled = history.settled(snapshot.outcome)
    differ = partial(direction, weigh=weigh, names=names, country=country)
    states, changes = [], []
    for finding in _once(snapshot.findings):
        before = known.get(finding.id)
        state = remembered(before, finding, judge=judge, weigh=weigh)
        change = _difference(before, state, snapshot, settled=settled, judge=judge, differ=differ)
        if change is None and settled and before is not None and _is_followed(before, snapshot):
            state = _steady(before.finding, state)
            change = _risen(before, state, snapshot, judge=judge, weigh=weigh)
        states.append(state)
        if change:
            changes.append(change)
    gone = tuple(_gone(known.values(), snapshot)) if snapshot.outcome is Outcome.COMPLETE else ()
    changes += [_change(ChangeKind.GONE, finding_id, snapshot) for finding_id in gone]
    return Comparison(changes=tuple(changes), states=tuple(states), gone=gone)


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """A page may list one record twice; it is one record."""
    first: dict[Id, Finding] = {}
    for finding in findings:
        first.setdefault(finding.id, finding)
    return first.values()


def remembered(before: Known | None, finding: Finding, *, judge: Judge, weigh: Weigh = lambda _: ()) -> Finding:
    """The new state. An excerpt shows part of a page: what it lacks is kept, and the more telling text stays.

    So two questions whose excerpts show different parts of one page add up, and do not take turns changing it. Where
    the whole page was read, an excerpt adds nothing: engines show what a page said some time ago.
    """
    if before is None or before.withheld or before.forgotten or not finding.excerpt:
        return finding
    if not before.finding.excerpt:
        return before.finding
    old = before.finding
    facts = {
        name: tuple(sorted({*old.facts.get(name, ()), *finding.facts.get(name, ())}))
        for name in sorted({*old.facts, *finding.facts})
    }
    telling, other = (finding, old) if judge(finding).bits > judge(old).bits else (old, finding)
    state = replace(finding, facts=facts, title=telling.title, text=telling.text)
    if _given_away(weigh(replace(state, text=other.text))) <= _given_away(weigh(state)):
        return state
    return replace(state, text=clip(f"{telling.text}\n{other.text}"))  # each gives away what the other does not


def _given_away(exposures: Iterable[Exposure]) -> frozenset[tuple[str, str]]:
    return frozenset(each.fingerprint for each in exposures)


def _steady(old: Finding, new: Finding) -> Finding:
    """What stays remembered while only noise moves: a mean that sinks by a tenth each week is seen to sink, and a page
    with a counter writes no row each week. Of facts that are never compared the newest stay."""
    if old.excerpt or new.excerpt or old.url != new.url:
        return new
    moving = {name: values for name, values in new.facts.items() if name in VOLATILE}
    return replace(old, facts={**{name: v for name, v in old.facts.items() if name not in VOLATILE}, **moving})


def _is_followed(before: Known, snapshot: Snapshot) -> bool:
    is_set_aside = before.gone or before.withheld or before.forgotten or before.verdict is Verdict.NOT_ME
    return not is_set_aside and before.rules == snapshot.rules


def _risen(before: Known, state: Finding, snapshot: Snapshot, *, judge: Judge, weigh: Weigh) -> Change | None:
    """Higher than ever among the results of an engine, by a band that people know: the first three, the first page.

    The best place so far counts, so that what moves to and fro is told once. Only what gives something away.
    """
    rank = next((each.rank for each in snapshot.appearances if each.finding == state.id and each.rank), None)
    if snapshot.question.sites or not snapshot.ranks_compare or rank is None or before.best_rank is None:
        return None
    if band(rank) >= band(before.best_rank) or judge(state).level is Level.NOT_ME:
        return None
    if max((each.severity for each in weigh(state)), default=Severity.LOW) < Severity.MEDIUM:
        return None
    return _change(ChangeKind.WORSE, state.id, snapshot, "a higher place in search results")


def band(rank: int) -> int:
    """1-3, 4-10, 11-20, 21-100 and the rest (DOMAIN §4)."""
    return sum(rank > last for last in (3, 10, 20, 100))


def _difference(
    before: Known | None, state: Finding, snapshot: Snapshot, *, settled: bool, judge: Judge, differ: Differ
) -> Change | None:
    if before is not None and before.verdict is Verdict.NOT_ME:
        return None
    if before is not None and before.gone:
        return _change(ChangeKind.RETURNED, state.id, snapshot)
    if not settled:
        return None
    if before is None:
        return None if judge(state).level is Level.NOT_ME else _change(ChangeKind.NEW, state.id, snapshot)
    if before.forgotten:  # whatever its rules were: there is nothing left that they read
        return _change(ChangeKind.CHANGED, state.id, snapshot, SEEN_AGAIN)
    if before.rules != snapshot.rules:
        return None
    if before.withheld:
        return None if judge(state).level is Level.NOT_ME else _change(ChangeKind.NEW, state.id, snapshot)
    found = differ(before.finding, state)
    return _change(found[0], state.id, snapshot, found[1]) if found else None


def _gone(known: Iterable[Known], snapshot: Snapshot) -> Iterable[Id]:
    seen = {finding.id for finding in snapshot.findings}
    for before in known:
        if before.gone or before.finding.id in seen or snapshot.question.key not in before.misses:
            continue
        if snapshot.rules != before.rules:
            continue
        misses = {**before.misses, snapshot.question.key: (*before.misses[snapshot.question.key], snapshot.taken_at)}
        if all(_twice(times) for times in misses.values()):
            yield before.finding.id


def _twice(times: tuple[datetime, ...]) -> bool:
    """In the order of asking: a wall clock that was put back makes no week out of two minutes."""
    return any(later - min(times[:i]) >= GONE_AFTER for i, later in enumerate(times) if i)


def _change(kind: ChangeKind, finding_id: Id, snapshot: Snapshot, detail: str = "") -> Change:
    return Change(kind=kind, finding=finding_id, at=snapshot.taken_at, question=snapshot.question.key, detail=detail)
