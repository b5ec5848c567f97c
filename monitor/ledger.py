"""The ledger's pen: a row is on the disk before its request leaves (promise 3), and many rows are one transaction.

While one transaction is written, the rows that come meanwhile gather for the next: a sweep of hundreds of sites would
else wait for the disk once for each.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

from checks.model import Disclosure


class Ledger:
    """Called with one disclosure; returns when it is written. `write`: takes any number of them, in a thread of `executor`."""

    def __init__(self, write: Callable[..., None], executor: Executor) -> None:
        self._write, self._executor = write, executor
        self._gathered: list[Disclosure] = []
        self._next: asyncio.Task[None] | None = None  # will write what has gathered by then
        self._pen = asyncio.Lock()

    async def __call__(self, disclosure: Disclosure) -> None:
        self._gathered.append(disclosure)
        if self._next is None:
            self._next = asyncio.create_task(self._flush())
        await asyncio.shield(self._next)

    async def _flush(self) -> None:
        async with self._pen:
            rows, self._gathered, self._next = self._gathered, [], None
            await asyncio.get_running_loop().run_in_executor(self._executor, self._write, *rows)
