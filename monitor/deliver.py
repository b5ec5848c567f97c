"""Send what waits in the outbox. A failure becomes a time to try again; only the far side's word ends a letter."""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from checks.errors import DeliveryError
from monitor.store import Message, MessageState, Store

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)

Send = Callable[[Message], None]


async def deliver(
    store: Store, send: Send, *, now: Callable[[], datetime], at_once: bool = False
) -> tuple[tuple[Message, DeliveryError | None], ...]:
    """Every due message once; `at_once`: also those that wait for another try.

    Marked sent only after the far side took it: a crash between repeats the same bytes.
    """
    results: list[tuple[Message, DeliveryError | None]] = []
    due = _waiting(store) if at_once else store.due_messages(now())
    for message in due:
        try:
            await asyncio.to_thread(send, message)
        except DeliveryError as error:
            store.mark_failed(message.id, str(error), now() + wait_after(message.attempts + 1), dead=False)
            results.append((message, error))
        else:
            store.mark_sent(message.id, now())
            results.append((message, None))
    return tuple(results)


def _waiting(store: Store) -> tuple[Message, ...]:
    """Oldest first, like the due ones."""
    return tuple(message for message in reversed(store.messages(10_000)) if message.state is MessageState.QUEUED)


def wait_after(attempts: int) -> timedelta:
    """Doubling from five minutes to a day, with up to a tenth of jitter, however often it failed (promise 7)."""
    doubled: timedelta = FIRST_WAIT * (1 << min(attempts - 1, 12))
    return min(doubled, LONGEST_WAIT) * random.uniform(0.9, 1.0)
