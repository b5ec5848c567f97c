"""The sweep: one handle on hundreds of sites, each asked once, as many at once as there may be.

Workers take trials from one line. What is asked again at the end of the run waits in a second one, which is taken up once
every site has been asked; nobody waits for a site that does not answer. A claim is tried as long as a silent site is
waited for and no longer: who is too slow for that is unknown, and is asked another week.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from checks.model import Outcome
from checks.sites import Look, Step, Verdict, unknown

Trial = Generator[Step, Verdict | None, tuple[Verdict, Look | None]]
Key = TypeVar("Key")
Send = Callable[[Key, Step, float], Awaitable[Verdict | None]]  # within so many seconds
Tell = Callable[[Key, Verdict, Look | None], Awaitable[None]]


_TOO_SLOW = unknown(Outcome.UNREACHABLE, "it did not answer in time")


@dataclass
class _Job(Generic[Key]):
    key: Key
    trial: Trial
    step: Step | None = None  # where it stopped


async def sweep(
    trials: Iterable[tuple[Key, Trial]], *, send: Send[Key], tell: Tell[Key], at_once: int, seconds: float
) -> None:
    """Brings every trial to its verdict and tells it, in the order of the answers. `trials` is drawn from as places free.

    `seconds`: for one request.
    """
    run = _Run(trials, send, tell, seconds)
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(run.work())


class _Run(Generic[Key]):
    def __init__(self, trials: Iterable[tuple[Key, Trial]], send: Send[Key], tell: Tell[Key], seconds: float) -> None:
        self._line, self._later = iter(trials), deque[_Job[Key]]()
        self._send, self._tell, self._seconds = send, tell, seconds
        self._clock = asyncio.get_running_loop().time
        self._ends = float("inf")  # once the line is empty: when the last of its sites will have answered or not

    async def work(self) -> None:
        while job := self._next():
            await self._go_on(job)

    def _next(self) -> _Job[Key] | None:
        for key, trial in self._line:
            return _Job(key, trial)
        self._ends = min(self._ends, self._clock() + self._seconds)
        return self._later.popleft() if self._later else None

    async def _go_on(self, job: _Job[Key]) -> None:
        """As far as it goes now: to its verdict, or to what is asked at the end."""
        try:
            step, left = job.step or next(job.trial), self._left() if job.step else self._seconds
            while True:
                if step.at_end and job.step is None:
                    job.step = step
                    self._later.append(job)
                    return
                step = job.trial.send(await self._send(job.key, step, left) if left > 0 else _TOO_SLOW)
                left = self._left()
        except StopIteration as stop:
            verdict, look = stop.value
        await self._tell(job.key, verdict, look)

    def _left(self) -> float:
        return min(self._seconds, self._ends - self._clock())
