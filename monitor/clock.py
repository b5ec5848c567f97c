"""The one clock that is passed in. Pacing, retries, `Retry-After` and due dates use it and nothing else (DESIGN §8)."""

import asyncio
import heapq
import itertools
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime: ...  # UTC-aware

    def monotonic(self) -> float: ...  # seconds; never goes back

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


# Quiet turns of the loop before time moves: enough for a lock, a queue and a ledger row to change hands.
_QUIET_TURNS = 16


class SteppedClock:
    """A clock of the demo and the tests: waiting moves it instead of taking time.

    Sleepers queue by the moment they want to wake. Time moves to the earliest of them, and only after the loop went
    round `_QUIET_TURNS` times in which nobody lay down or woke up. So waits side by side take as long as the longest,
    not as long as all together, and everybody wakes in order, never early. A task that waits for a real socket is not
    seen: to it, time passes meanwhile, at most what the others sleep one after the other.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._passed = 0.0
        self._set_back = timedelta()
        self._sleepers: list[tuple[float, int]] = []
        self._order = itertools.count()
        self._stirs = 0  # how often somebody lay down or woke up

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._passed) - self._set_back

    def monotonic(self) -> float:
        return self._passed

    async def sleep(self, seconds: float) -> None:
        me = (self._passed + max(seconds, 0.0), next(self._order))
        heapq.heappush(self._sleepers, me)
        self._stirs += 1
        try:
            await self._until(me)
        finally:
            self._sleepers.remove(me)
            heapq.heapify(self._sleepers)
            self._stirs += 1

    async def _until(self, me: tuple[float, int]) -> None:
        seen, quiet = self._stirs, 0
        while True:
            await asyncio.sleep(0)
            if self._passed >= me[0] and self._sleepers[0] == me:
                return
            quiet, seen = (quiet + 1 if seen == self._stirs else 0), self._stirs
            if quiet >= _QUIET_TURNS and self._sleepers[0] == me:
                self._passed = max(self._passed, me[0])
                return

    def jump(self, ahead: timedelta) -> None:
        """Weeks of the demo. A negative one is a wall clock that was set back: what was waited stays waited."""
        if ahead < timedelta():
            self._set_back -= ahead
        else:
            self._passed += ahead.total_seconds()
