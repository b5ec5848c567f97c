"""Whose turn it is: the queue of the whole scan and of each host, the host's pace, and what a host said of coming back.

The queue is held here and not in httpx's pool, inside which waiting gets ten times slower (DEPENDENCIES).
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from checks.errors import Blocked
from monitor.clock import Clock

_REFUSALS = 2  # after which a host is left alone for the rest of the scan (catalogue registries_social_trail.md §1.6)
_TICK = 0.001  # seconds; a remainder below it is rounding


@dataclass
class _Host:
    """What is remembered of one host during a scan."""

    line: asyncio.Semaphore
    gate: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0  # on the monotonic clock
    refusals: int = 0
    closed_until: datetime | None = None


class Turns:
    """A host is named by its name and its port, where that is not the usual one."""

    def __init__(self, clock: Clock, *, concurrent: int, per_host: int) -> None:
        self._clock = clock
        self._places = asyncio.Semaphore(concurrent)
        self._hosts: dict[str, _Host] = defaultdict(lambda: _Host(line=asyncio.Semaphore(per_host)))

    @asynccontextmanager
    async def turn(self, name: str, pace_seconds: float, *, is_placed: bool = True) -> AsyncIterator[None]:
        """One request: waits for the host's line, its pace and a place in the scan. Raises Blocked if it is closed.

        `is_placed`: without it no place is taken; who asks bounds the requests.

        The pace is kept between starts and, with one connection per host, from an end to the next start. A host that
        waits for its pace holds no place.
        """
        host = self._hosts[name]
        async with host.line, AsyncExitStack() as held:
            async with host.gate:  # one after the other sets off
                self._refuse_if_closed(name, host)
                while (wait := host.free_at - self._clock.monotonic()) > _TICK:
                    await self._clock.sleep(wait)
                if is_placed:
                    await held.enter_async_context(self._places)
                self._refuse_if_closed(name, host)
                self.rest(name, pace_seconds)
            try:
                yield
            finally:
                self.rest(name, pace_seconds)

    def rest(self, name: str, seconds: float) -> None:
        """Nobody asks this host for so long, whichever source it is that wants to."""
        host = self._hosts[name]
        host.free_at = max(host.free_at, self._clock.monotonic() + seconds)

    def answered(self, name: str, status: int) -> None:
        self._hosts[name].refusals += status in (403, 429)

    def close(self, name: str, until: datetime) -> Blocked:
        """The host wants to be left alone for longer than a scan lasts: what to raise, now and for every later request."""
        host = self._hosts[name]
        host.closed_until = until
        return _come_back(name, until)

    def is_closed(self, name: str) -> bool:
        return self._hosts[name].refusals >= _REFUSALS

    def _refuse_if_closed(self, name: str, host: _Host) -> None:
        if host.closed_until and host.closed_until > self._clock.now():
            raise _come_back(name, host.closed_until)
        if host.refusals >= _REFUSALS:
            raise Blocked(f"{name} refused twice in this scan and is left alone until the next")


def _come_back(name: str, until: datetime) -> Blocked:
    return Blocked(f"{name} asks us to come back at {until:%Y-%m-%d %H:%M} UTC or later", until=until)
