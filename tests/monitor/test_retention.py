"""How long things are kept, and that forgetting forgets (DOMAIN §8, promise 14)."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from checks.model import Disclosure, Verdict
from monitor.compare import SEEN_AGAIN
from monitor.namesake import Trait
from monitor.store import KEPT, Message, Store
from monitor.tables.database import seconds
from reports.week import Numbers
from tests.monitor.weeks import MONDAY, NAMESAKE, SITE, Diary

KEY = b"0123456789abcdef"
DAY = timedelta(days=1)


@pytest.fixture
def diary():
    with Store.in_memory() as store:
        yield Diary(store)


def tell(store, at=MONDAY, body=b"the letter"):
    """Everything untold is told, in a letter that was sent."""
    letter = Message(
        message_id=f"<{at.timestamp()}@footprint.invalid>", week="2026-W45", recipient="maren@postbox.example",
        subject="Your weekly check", body=body, numbers=Numbers(new=3), created_at=at,
    )  # fmt: skip
    store.queue(letter, [change.id for change in store.untold()], [item.id for item in store.findings()])
    store.mark_sent(store.last_message().id, at)


def number(store, key):
    return next(item.id for item in store.findings() if item.finding.key == key)


def whole_file(path):
    return b"".join(each.read_bytes() for each in path.parent.iterdir())


def test_400_days_after_it_was_last_seen_what_a_finding_said_goes_and_the_rest_stays(diary):
    diary.ask({"old": "bio", "here": "bio"}), diary.later(53).ask({"here": "bio"})
    tell(diary.store)
    old = number(diary.store, "old")
    diary.store.decide(old, Verdict.REQUESTED, MONDAY)

    too_early = diary.store.purge(MONDAY)
    purged = diary.store.purge(MONDAY + DAY)

    stored = diary.store.find(old)
    assert (too_early.findings, purged.findings) == (0, 1)
    assert [item.finding.key for item in diary.store.findings()] == ["here"]
    assert (stored.forgotten, stored.withheld, stored.finding.facts, stored.finding.key) == (True, False, {}, "")
    assert (stored.first_seen, stored.decision.verdict) == (MONDAY, Verdict.REQUESTED)
    assert diary.store.sightings(old) == diary.store.changes_of(old) == ()


def test_what_was_gone_and_forgotten_is_known_when_it_returns(diary):
    changes = [diary.ask({"a": "bio"}), *(diary.later().ask({}) for _ in range(3))]
    tell(diary.store, diary.now)
    diary.store.purge(diary.now + DAY)

    returned = diary.later(60).ask({"a": "bio !phone"})

    assert [change for week in changes for change in week] == ["gone a"]
    assert returned == ["returned a"]
    assert diary.later().ask({"a": "bio !phone"}) == []


def test_what_was_not_seen_for_years_and_was_never_gone_is_told_as_seen_again(diary):
    diary.engine({"a": "bio"}), diary.engine({"b": "bio"})
    tell(diary.store)
    diary.store.purge(diary.now + DAY)

    changes = diary.later(60).engine({"a": "bio"})

    assert changes == ["changed a"]
    assert diary.store.untold()[0].change.detail == SEEN_AGAIN
    assert [item.finding.key for item in diary.store.findings()] == ["a"]


def test_what_no_letter_has_told_stays_as_long_again(diary):
    diary.ask({}), diary.later().ask({"a": "bio"})

    first = diary.store.purge(diary.now + DAY)
    second = diary.store.purge(diary.now + KEPT + DAY)

    assert (first.findings, second.findings) == (0, 1)


def test_hashes_of_other_people_and_the_ledger_go_whole(diary):
    diary.ask({"a": "bio", "other": NAMESAKE})
    said = Disclosure(at=MONDAY, source="nppes", host="npiregistry.example", tells=("name",), purpose="scan")
    diary.store.disclose(said), diary.store.disclose(replace(said, at=MONDAY + 2 * DAY))
    other = diary.store.withheld()

    purged = diary.store.purge(MONDAY + DAY)

    assert (other, diary.store.withheld(), purged.set_aside) == (1, 0, 1)
    assert [row.at for row in diary.store.disclosures(MONDAY)] == [MONDAY + 2 * DAY]


def test_a_not_me_stays_while_the_person_is_still_met(diary):
    diary.ask({"a": "bio", "b": "bio"})
    trait = Trait("phone", "+15035550116")
    diary.store.decide(number(diary.store, "a"), Verdict.NOT_ME, MONDAY, traits=[trait])
    diary.store.met([trait], MONDAY + 5 * DAY)

    kept = diary.store.purge(MONDAY + DAY)
    gone = diary.store.purge(MONDAY + 6 * DAY)

    assert (kept.set_aside, kept.namesakes) == (0, 0)
    assert (gone.set_aside, gone.namesakes) == (1, 1)


def test_an_old_letter_loses_its_text_and_keeps_its_numbers(diary):
    tell(diary.store, MONDAY)

    diary.store.purge(MONDAY + DAY)

    letter = diary.store.last_message()
    assert (letter.body, letter.numbers, letter.week) == (b"", Numbers(new=3), "2026-W45")


def test_forgetting_one_leaves_no_trace_of_it_in_the_file(tmp_path):
    path = tmp_path / "home" / "footprint.sqlite3"
    with Store.open(path, KEY) as store:
        diary = Diary(store)
        diary.engine({"a": "xylophone"}, SITE), diary.ask({"b": "bio"}), diary.later().engine({"a": "xylophone !phone"})
        tell(store, diary.now, body=b"xylophone")
        before = whole_file(path)
        letters = store.forget(number(store, "a"))
        after = whole_file(path)

    assert (b"xylophone" in before, b"a.example" in before) == (True, True)
    assert (b"xylophone" in after, b"a.example" in after) == (False, False)
    assert letters == 1


def test_what_was_forgotten_and_is_still_there_comes_back_as_new(diary):
    diary.ask({"a": "bio", "b": "bio"})
    first = number(diary.store, "a")
    diary.store.decide(first, Verdict.ACCEPTED, MONDAY)

    diary.store.forget(first)
    changes = diary.later().ask({"a": "bio", "b": "bio"})

    assert changes == ["new a"]
    assert number(diary.store, "a") > first
    assert diary.store.find(first) is None


def test_forgetting_keeps_what_the_answer_spread_to(diary):
    diary.ask({"a": "bio", "b": "bio"})
    a, b = number(diary.store, "a"), number(diary.store, "b")
    diary.store.decide(a, Verdict.NOT_ME, MONDAY, along=[b])

    diary.store.forget(a)

    assert diary.store.find(b).decision.verdict is Verdict.NOT_ME


def test_a_letter_that_waits_is_never_emptied(diary):
    tell(diary.store, MONDAY)
    diary.ask({"a": "bio"})
    letter = replace(diary.store.last_message(), message_id="<2@x.invalid>", id=0, body=b"not sent yet")
    diary.store.queue(letter, [], [])

    diary.store.forget(number(diary.store, "a"))
    diary.store.purge(MONDAY + KEPT)

    assert diary.store.last_message().body == b"not sent yet"


def test_copies_beside_the_file_go_after_their_time(tmp_path):
    path = tmp_path / "home" / "footprint.sqlite3"
    with Store.open(path, KEY) as store:
        old, young = (path.with_name(f"{path.name}.before-00{n}_step") for n in (1, 2))
        for copy, at in ((old, MONDAY), (young, MONDAY + 2 * DAY)):
            store.back_up(copy)
            os.utime(copy, (seconds(at), seconds(at)))

        dropped = store.drop_copies(MONDAY + DAY)

        assert dropped == (old,)
        assert store.copies() == (young,)
