"""The outbox empties itself, late if it must, and never loses a letter."""

from datetime import UTC, datetime, timedelta

from checks.errors import DeliveryError
from monitor.clock import SteppedClock
from monitor.deliver import LONGEST_WAIT, deliver, wait_after
from monitor.store import Message, Store
from reports.week import Numbers

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def with_a_letter():
    store = Store.in_memory()
    letter = Message(
        message_id="<footprint.2026-W48.abc@juniperstreet.example>",
        week="2026-W48",
        recipient="maren.holloway@postbox.example",
        subject="Your weekly check: 1 thing to look at",
        body=b"frozen bytes",
        numbers=Numbers(),
        created_at=NOW,
    )
    store.queue(letter, (), ())
    return store


class Server:
    """Takes letters, or refuses as often as it is told to."""

    def __init__(self, refusals=0, *, permanent=False):
        self.taken, self.refusals, self.permanent = [], refusals, permanent

    def __call__(self, message):
        if self.refusals:
            self.refusals -= 1
            raise DeliveryError("mail server mail.example:587 refused", permanent=self.permanent)
        self.taken.append(message.body)


async def test_a_letter_is_sent_once():
    store, server = with_a_letter(), Server()

    await deliver(store, server, now=lambda: NOW)
    await deliver(store, server, now=lambda: NOW)

    assert server.taken == [b"frozen bytes"]
    assert store.last_message().state == "sent"


async def test_a_mail_server_down_for_a_month_only_delays_the_letter():
    store, server, clock = with_a_letter(), Server(refusals=10**6), SteppedClock(NOW)
    for _quarter_of_a_day in range(4 * 30):
        await deliver(store, server, now=clock.now)
        clock.jump(timedelta(hours=6))
    server.refusals = 0
    clock.jump(LONGEST_WAIT)

    await deliver(store, server, now=clock.now)

    assert server.taken == [b"frozen bytes"]


async def test_a_refusal_waits_before_the_next_try_and_keeps_its_reason():
    store, server = with_a_letter(), Server(refusals=1)

    ((_message, error),) = await deliver(store, server, now=lambda: NOW)
    await deliver(store, server, now=lambda: NOW + timedelta(minutes=1))

    assert "refused" in str(error)
    assert server.taken == []
    assert store.last_message().error == "mail server mail.example:587 refused"


async def test_a_wrong_password_does_not_lose_the_letter_either():
    store, server = with_a_letter(), Server(refusals=1, permanent=True)
    await deliver(store, server, now=lambda: NOW)

    await deliver(store, server, now=lambda: NOW + timedelta(hours=1))

    assert server.taken == [b"frozen bytes"]


def test_waits_grow_to_a_day_and_no_further():
    waits = [wait_after(attempt) for attempt in range(1, 40)]

    assert waits[0] <= timedelta(minutes=5)
    assert all(wait <= LONGEST_WAIT for wait in waits)
    assert waits[-1] >= 0.9 * LONGEST_WAIT


async def test_by_hand_a_letter_that_waits_for_its_next_try_is_sent_at_once():
    store, server = with_a_letter(), Server(refusals=1)
    await deliver(store, server, now=lambda: NOW)

    await deliver(store, server, now=lambda: NOW + timedelta(seconds=1), at_once=True)
    await deliver(store, server, now=lambda: NOW + timedelta(seconds=2), at_once=True)

    assert server.taken == [b"frozen bytes"]
