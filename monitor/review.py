"""Which findings wait for an answer of hers, and in which order: at most five a week (DOMAIN §10, feedback). Pure.

First what may be hers and would be critical, in neutral words. Then by severity × uncertainty × how many records the
answer settles. What she answered, what is gone and what is somebody else's is not asked about.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from checks.model import Judged, Level, Severity
from monitor.schedule import iso_week

A_WEEK = 5

# How much a wrong answer would cost, each step about twice the one below.
_WEIGHT = {Severity.LOW: 1.0, Severity.MEDIUM: 2.0, Severity.HIGH: 4.0, Severity.CRITICAL: 8.0}
_SURE = 0.99  # nothing is surer
_TO_DO = 0.25  # of what is hers anyway: open is what becomes of it

Shared = Callable[[Judged], Iterable[Hashable]]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One finding that waits for an answer. `along`: the others that the same answer settles."""

    judged: Judged
    along: tuple[int, ...] = ()

    @property
    def is_maybe(self) -> bool:
        return self.judged.match.level is Level.MAYBE

    @property
    def is_first(self) -> bool:
        """Whether it comes before all others: critical, if it is she."""
        return self.is_maybe and self.judged.severity is Severity.CRITICAL

    @property
    def weight(self) -> float:
        return _WEIGHT[self.judged.severity] * uncertainty(self.judged) * (1 + len(self.along))


def waiting(items: Iterable[Judged], shared: Shared) -> tuple[Waiting, ...]:
    """Everything that waits, most pressing first. Findings that share a trace are asked about once, by the worst of them."""
    return tuple(sorted((_one(group) for group in _together(filter(is_open, items), shared)), key=_order))


def is_open(judged: Judged) -> bool:
    """Whether an answer of hers is missing: whose it is, or what is to become of something serious that is hers."""
    if judged.decision is not None or judged.gone_at is not None:
        return False
    if judged.match.level is Level.MAYBE:
        return True
    return judged.match.level is Level.MINE and judged.severity >= Severity.HIGH


def uncertainty(judged: Judged) -> float:
    """1 where it is as likely as not, towards 0 where it is nearly sure either way; never 0."""
    likely = min(max(judged.match.probability, 1 - _SURE), _SURE)
    doubt = 4 * likely * (1 - likely)
    return max(doubt, _TO_DO) if judged.match.level is Level.MINE else doubt


def this_week(everything: Sequence[Waiting], answered: int) -> tuple[Waiting, ...]:
    """What is asked now, of all that waits, after so many answers this week."""
    return tuple(everything[: max(A_WEEK - answered, 0)])


# -- how many she answered this week, as a short note that the store keeps


def answered(note: str, now: datetime, zone: ZoneInfo) -> int:
    week, _, number = note.partition(" ")
    return int(number) if week == iso_week(now, zone) and number.isdecimal() else 0


def noted(note: str, now: datetime, zone: ZoneInfo, *, more: int) -> str:
    """The note after `more` answers; fewer, where one was taken back."""
    return f"{iso_week(now, zone)} {max(answered(note, now, zone) + more, 0)}"


def _one(group: Sequence[Judged]) -> Waiting:
    first, *rest = sorted(group, key=lambda judged: (-judged.severity, -uncertainty(judged), judged.id))
    return Waiting(judged=first, along=tuple(sorted(judged.id for judged in rest)))


def _order(item: Waiting) -> tuple[bool, float, int]:
    return (not item.is_first, -item.weight, item.judged.id)


def _together(items: Iterable[Judged], shared: Shared) -> list[list[Judged]]:
    """The findings in groups, each of which hangs together by what two of it share."""
    groups: dict[int, list[Judged]] = {}
    group_of: dict[Hashable, int] = {}
    for number, judged in enumerate(items):
        marks = set(shared(judged))
        members = [judged]
        for other in sorted({group_of[mark] for mark in marks if mark in group_of}):
            joined = groups.pop(other)
            members = [*joined, *members]
            marks.update(mark for each in joined for mark in shared(each))
        groups[number] = members
        group_of.update(dict.fromkeys(marks, number))
    return list(groups.values())
