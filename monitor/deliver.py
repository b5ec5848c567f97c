"""Send what waits in the outbox. A failure becomes a time to try again; hardly ever it ends a letter.

Ended is a letter of which the server twice had all and twice did not say whether it took it (a third copy helps nobody),
and one that was refused for good for a month. What such a letter told is untold again, so that the next one tells it:
nothing is lost (promise 7). Refusals for good are tried again, too: she mends the password, the operator the mailbox.
"""

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from checks.errors import DeliveryError
from monitor.store import Message, Store

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)
PATIENCE = timedelta(days=28)  # with a server that refuses a letter for good

Send = Callable[[Message], None]


async def deliver(
    store: Store,
    send: Send,
    *,
    now: Callable[[], datetime],
    at_once: bool = False,
    holds: Callable[[Message], bool] = lambda _message: False,
) -> tuple[tuple[Message, DeliveryError | None], ...]:
    """Every due message once; `at_once`: also those that wait for another try; not those that `holds` keeps back.

    Leased before it is sent: of two processes one sends it. Marked sent only after the far side took it: a crash between
    repeats the same bytes.
    """
    results: list[tuple[Message, DeliveryError | None]] = []
    for message in store.due_messages(now(), at_once=at_once):
        if holds(message) or not store.lease(message.id, now()):
            continue
        try:
            await asyncio.to_thread(send, message)
        except DeliveryError as error:
            _mark_failed(store, message, error, now())
            results.append((message, error))
        else:
            store.mark_sent(message.id, now())
            results.append((message, None))
    return tuple(results)


def _mark_failed(store: Store, message: Message, error: DeliveryError, now: datetime) -> None:
    twice = error.perhaps_taken and message.lost_replies > 0
    hopeless = error.permanent and now - message.created_at >= PATIENCE
    store.mark_failed(
        message.id,
        str(error),
        now + wait_after(message.attempts + 1),
        dead=twice or hopeless,
        lost_reply=error.perhaps_taken,
    )


def wait_after(attempts: int) -> timedelta:
    """Doubling from five minutes to a day, with up to a tenth of jitter, however often it failed (promise 7)."""
    doubled: timedelta = FIRST_WAIT * (1 << min(attempts - 1, 12))
    return min(doubled, LONGEST_WAIT) * random.uniform(0.9, 1.0)
