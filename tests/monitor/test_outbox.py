import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.store import Message, MessageState, Store
from monitor.tables.outbox import LONGEST_WAIT
from reports.digest import Numbers
from tests.monitor.weeks import MONDAY, Diary

KEY = b"0123456789abcdef"
HOUR = timedelta(hours=1)
LETTER = Message(
    message_id="<2026-W45@footprint.example>",
    week="2026-W45",
    recipient="maren.holloway@postbox.example",
    subject="Your weekly check: 2 things to look at",
    body=b"Subject: Your weekly check\r\n\r\nTwo things.\r\n\xff",
    numbers=Numbers(new=2),
    created_at=MONDAY,
)
NEXT = replace(LETTER, message_id="<2026-W46@footprint.example>", week="2026-W46", numbers=Numbers(gone=1))


@pytest.fixture
def store():
    """With two untold changes."""
    with Store.in_memory() as store:
        diary = Diary(store)
        diary.ask({})
        diary.later().ask({"a": "1", "b": "1"})
        yield store


def untold(store):
    return [change.id for change in store.untold()]


def test_a_queued_letter_is_due_byte_for_byte_as_it_was_written(store):
    store.queue(LETTER, [], [])

    (due,) = store.due_messages(MONDAY)

    assert due == replace(LETTER, id=due.id)
    assert store.last_message() == due


def test_queueing_marks_what_the_letter_tells(store):
    first, second = untold(store)
    a, b = (stored.id for stored in store.findings())

    assert store.queue(LETTER, [first], [a])

    assert untold(store) == [second]
    assert [(stored.id, stored.told) for stored in store.findings()] == [(a, True), (b, False)]


def test_the_same_letter_again_marks_nothing(store):
    first, second = untold(store)
    store.queue(LETTER, [first], [])

    assert not store.queue(replace(LETTER, body=b"another"), [second], [])

    assert untold(store) == [second]
    assert [message.body for message in store.messages(10)] == [LETTER.body]


def test_a_change_stays_with_the_letter_that_told_it_first(store):
    first, second = untold(store)
    store.queue(LETTER, [first], [])
    store.queue(NEXT, [first, second], [])

    told = [row["told_in"] for row in store._db.execute("SELECT told_in FROM change ORDER BY id")]

    assert told == [message.id for message in reversed(store.messages(2))]


def test_a_sent_letter_is_not_due_any_more(store):
    store.queue(LETTER, [], [])
    (due,) = store.due_messages(MONDAY)

    store.mark_sent(due.id, MONDAY + HOUR)

    assert store.due_messages(MONDAY + 99 * HOUR) == ()
    last = store.last_message()
    assert (last.state, last.sent_at, last.attempts) == (MessageState.SENT, MONDAY + HOUR, 1)


def test_a_failed_letter_waits_keeps_its_error_and_counts_attempts(store):
    store.queue(LETTER, [], [])
    (due,) = store.due_messages(MONDAY)

    store.mark_failed(due.id, "connection refused", MONDAY + HOUR, dead=False)

    assert store.due_messages(MONDAY) == ()
    (again,) = store.due_messages(MONDAY + HOUR)
    assert (again.error, again.attempts, again.body) == ("connection refused", 1, LETTER.body)


def test_after_a_month_without_a_server_every_letter_is_still_due_oldest_first(store):
    store.queue(LETTER, [], [])
    store.queue(NEXT, [], [])
    for hours in range(30):
        for message in store.due_messages(MONDAY + 24 * hours * HOUR):
            store.mark_failed(message.id, "down", MONDAY + 24 * (hours + 1) * HOUR, dead=False)

    assert [message.week for message in store.due_messages(MONDAY + 31 * 24 * HOUR)] == ["2026-W45", "2026-W46"]


def test_a_letter_that_waits_for_a_time_no_wait_of_ours_reaches_is_due_the_clock_was_wrong(store):
    store.queue(LETTER, [], [])
    (due,) = store.due_messages(MONDAY)
    store.mark_failed(due.id, "down", MONDAY + timedelta(days=400), dead=False)

    assert store.due_messages(MONDAY)
    store.mark_failed(due.id, "down", MONDAY + LONGEST_WAIT, dead=False)
    assert not store.due_messages(MONDAY)


def test_a_dead_letter_is_not_tried_again_and_is_still_there_to_read(store):
    store.queue(LETTER, [], [])
    (due,) = store.due_messages(MONDAY)

    store.mark_failed(due.id, "no such mailbox", MONDAY, dead=True)

    assert store.due_messages(MONDAY + 999 * HOUR) == ()
    assert (store.last_message().state, store.last_message().error) == (MessageState.DEAD, "no such mailbox")


def test_a_failure_that_comes_after_sending_does_not_send_again(store):
    store.queue(LETTER, [], [])
    (due,) = store.due_messages(MONDAY)
    store.mark_sent(due.id, MONDAY)

    store.mark_failed(due.id, "lost the connection", MONDAY, dead=False)

    assert store.due_messages(MONDAY + HOUR) == ()


def test_last_weeks_numbers_are_there_to_compare_with(store):
    assert store.last_message() is None

    store.queue(LETTER, [], [])
    store.queue(NEXT, [], [])

    assert [message.numbers for message in store.messages(10)] == [Numbers(gone=1), Numbers(new=2)]


def test_numbers_of_a_letter_of_another_version_are_read_as_far_as_they_are_known(store):
    store.queue(LETTER, [], [])
    store._db.execute("""UPDATE message SET numbers = '{"new": 4, "not counted any more": 1}'""")

    assert store.last_message().numbers == Numbers(new=4)


# -- killed at any instant (promise 7)

# Each answer after the first shows one thing that no other did; every third makes a letter of what is untold.
_LOOP = """
import sys
from dataclasses import replace
from pathlib import Path
from checks.model import Answers
from monitor.store import Store
from tests.monitor.test_outbox import KEY, LETTER
from tests.monitor.weeks import ENGINE, Diary

with Store.open(Path(sys.argv[1]), KEY) as store:
    diary = Diary(store)
    number = len(store.findings())
    diary.later(7 * number)
    if not number:
        diary.ask({}, ENGINE, answers=Answers.STREAM)
    print("started", flush=True)
    while True:
        number += 1
        diary.later().ask({str(number): "1"}, ENGINE, answers=Answers.STREAM)
        if number % 3 == 0:
            untold = [change.id for change in store.untold()]
            body = ",".join(map(str, untold)).encode()
            store.queue(replace(LETTER, message_id=f"<{number}>", body=body), untold, [])
"""


def test_killed_at_any_instant_every_change_is_untold_or_in_exactly_one_letter(tmp_path):
    path = tmp_path / "footprint.sqlite3"
    chance = random.Random(5)

    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", _LOOP, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        with child:
            assert child.stdout.readline() == b"started\n"
            time.sleep(chance.uniform(0.02, 0.15))
            child.send_signal(signal.SIGKILL)

        with Store.open(path, KEY) as store:
            store.check()
            db = store._db
            told = {row["id"]: row["told_in"] for row in db.execute("SELECT id, told_in FROM change")}
            said = {m.id: {int(n) for n in m.body.decode().split(",") if n} for m in store.messages(10_000)}
            assert {change for change, letter in told.items() if letter is None} == set(untold(store))
            assert said == {letter: {c for c, told_in in told.items() if told_in == letter} for letter in said}
            answers = {r["taken_at"] for r in db.execute("SELECT taken_at FROM snapshot WHERE answered_with")}
            assert [r["at"] for r in db.execute("SELECT at FROM change ORDER BY at")] == sorted(answers)
            assert len(store.findings()) == len(told) == len(answers) > 0
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
