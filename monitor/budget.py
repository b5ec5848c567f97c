"""What may still be asked with a paid key this month, counted from the ledger: every request that left, answered or not.

A key has one budget, whichever sources ask with it. What a budget leaves out is `skipped` with its reason: no error, and
no sign that anything is gone (promise 4).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from checks.errors import Skipped
from checks.source import Source


@dataclass(frozen=True, kw_only=True)
class Budget:
    """Of one key at one place. `limit`: questions a month, None where nothing bounds them; `sent`: requests by source."""

    sources: tuple[Source, ...]
    limit: int | None
    sent: Mapping[str, int]

    @property
    def used(self) -> int:
        return sum(self.sent.get(source.name, 0) for source in self.sources)

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def spent(self) -> float:
        """US dollars, by the price that the sources state, whether or not a credit of theirs pays it."""
        return sum(self.sent.get(source.name, 0) * source.price for source in self.sources)

    @property
    def used_up(self) -> str:
        return f"this month's {self.limit:,} questions are used up"


class Allowance:
    """How many requests one scan may send with a key: counted down as they leave, since one question may take several."""

    def __init__(self, budget: Budget) -> None:
        self._left, self._reason = budget.left, budget.used_up

    @property
    def is_spent(self) -> bool:
        return self._left is not None and self._left <= 0

    def take(self) -> None:
        if self.is_spent:
            raise Skipped(self._reason)
        if self._left is not None:
            self._left -= 1


def budgets(
    sources: Iterable[Source],
    key: Callable[[str], str],
    limit: Callable[[str], int | None],
    sent: Mapping[str, int],
) -> tuple[Budget, ...]:
    """Sources that ask the same hosts with the same key share one. `key` and `limit`: what the configuration says of a
    source; an empty key is none, and what its provider allows then is the provider's to say.

    The smallest number counts: of those that she gave, or of those that the sources declare.
    """
    groups: dict[tuple[tuple[str, ...], str], list[Source]] = {}
    for source in sources:
        if key(source.name) or limit(source.name):
            groups.setdefault((source.hosts, key(source.name)), []).append(source)
    return tuple(
        Budget(sources=tuple(group), limit=_limit(group, limit), sent=sent)
        for group in groups.values()
        if any(_counts(source) or limit(source.name) for source in group)
    )


def _counts(source: Source) -> bool:
    return bool(source.monthly or source.price or "api_key" in source.needs)


def _limit(group: Iterable[Source], limit: Callable[[str], int | None]) -> int | None:
    group = tuple(group)
    hers = [said for source in group if (said := limit(source.name))]
    return min(hers or [source.monthly for source in group if source.monthly], default=None)


def month_of(now: datetime, zone: ZoneInfo) -> datetime:
    """When the calendar month began for her."""
    return now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
