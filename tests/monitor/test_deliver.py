"""The outbox empties itself, late if it must, and never loses a letter."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.errors import DeliveryError
from monitor.clock import SteppedClock
from monitor.deliver import LONGEST_WAIT, deliver, wait_after
from monitor.store import Message, Store
from monitor.tables.outbox import LEASE
from reports.week import Numbers
from tests.monitor.weeks import Diary

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


class Killed(BaseException):
    """As if the process had ended here."""


async def test_of_two_processes_one_sends_the_letter():
    store, sending = with_a_letter(), []

    def slow(message):
        sending.append(message.body)
        if len(sending) == 1:
            asyncio.run(deliver(store, slow, now=lambda: NOW, at_once=True))

    await deliver(store, slow, now=lambda: NOW)

    assert len(sending) == 1


async def test_a_letter_whose_sender_was_killed_is_sent_again_when_its_lease_is_over():
    store, server = with_a_letter(), Server()

    def killed(message):
        raise Killed

    with pytest.raises(Killed):
        await deliver(store, killed, now=lambda: NOW)
    await deliver(store, server, now=lambda: NOW + LEASE / 2, at_once=True)
    early = list(server.taken)
    await deliver(store, server, now=lambda: NOW + LEASE)

    assert (early, server.taken) == ([], [b"frozen bytes"])


async def test_a_lease_from_a_clock_that_was_wrong_holds_nothing_up():
    store, server = with_a_letter(), Server()
    store.lease(store.last_message().id, NOW + timedelta(days=365))

    await deliver(store, server, now=lambda: NOW)

    assert server.taken == [b"frozen bytes"]


def with_a_change_told():
    store = with_a_letter()
    diary = Diary(store)
    diary.ask({})
    diary.later().ask({"a": "1"})
    letter = replace(store.last_message(), message_id="<2@juniperstreet.example>", id=0)
    store.mark_sent(store.last_message().id, NOW)
    store.queue(letter, [change.id for change in store.untold()], [stored.id for stored in store.findings()])
    return store


async def test_a_lost_reply_is_tried_once_more_and_what_may_not_have_arrived_is_told_again():
    store, tried, clock = with_a_change_told(), [], SteppedClock(NOW)

    def loses_the_reply(message):
        tried.append(message.body)
        raise DeliveryError("broke off; the letter may have arrived", perhaps_taken=True)

    for _hour in range(24 * 10):
        await deliver(store, loses_the_reply, now=clock.now)
        clock.jump(timedelta(hours=1))

    assert tried == [b"frozen bytes", b"frozen bytes"]
    assert store.last_message().state == "dead"
    assert [row.change.kind for row in store.untold()] == ["new"]
    assert not store.findings()[0].told


async def test_a_letter_refused_for_good_for_a_month_gives_what_it_told_to_the_next_one():
    store, server, clock = with_a_change_told(), Server(refusals=10**6, permanent=True), SteppedClock(NOW)
    states = set()
    for _day in range(27):
        await deliver(store, server, now=clock.now)
        states.add(store.last_message().state)
        clock.jump(timedelta(days=1))
    clock.jump(timedelta(days=2))

    await deliver(store, server, now=clock.now)

    assert states == {"queued"}
    assert store.last_message().state == "dead"
    assert len(store.untold()) == 1


async def test_an_address_that_the_server_rejects_keeps_no_other_letter_back():
    store, taken = with_a_change_told(), []
    store.queue(replace(store.last_message(), id=0, message_id="<3@x.example>", body=b"to another"), (), ())

    def rejects_one(message):
        if message.body == b"frozen bytes":
            raise DeliveryError("does not take mail for the address in mail.to (550)", permanent=True)
        taken.append(message.body)

    await deliver(store, rejects_one, now=lambda: NOW)

    assert taken == [b"to another"]
