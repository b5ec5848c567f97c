"""The weeks of one installation: late is fine, never is not; nothing before the yes; nothing lost without a mail server."""

import asyncio
import json
import re
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes

import pytest

from checks.errors import DeliveryError, FootprintError, StoreError
from checks.model import Disclosure, Finding, Outcome, Snapshot, Verdict
from monitor import home
from monitor.clock import SteppedClock
from monitor.compare import Comparison
from monitor.demo import START, key_in_environment
from monitor.sampleweb import persona
from monitor.sampleweb.server import SampleWeb
from monitor.service import Service
from monitor.terminal.state import status_lines
from reports import render

SLOW = ("searxng", "brave", "nppes", "wayback", "xposedornot", "gravatar")


class Installation:
    """A home directory whose sources are few, a clock, and a sample web."""

    def __init__(self, folder, web):
        self.folder, self.web, self.clock, self.sent = folder, web, SteppedClock(START), []
        self.text = persona.config(web.url, off=SLOW)
        self.write(self.text)

    def write(self, text):
        config = home.config_path(self.folder)
        config.write_text(text, encoding="utf-8")
        config.chmod(0o600)

    @contextmanager
    def service(self):
        with Service.open(self.folder, clock=self.clock) as service:
            yield service

    def tick(self, send=None):
        with self.service() as service:
            return asyncio.run(service.tick(send=send or (lambda message: self.sent.append(message.body))))


@pytest.fixture(scope="module")
def one_web():
    """One server for all tests here: stopping it takes a fifth of a second."""
    with SampleWeb() as made:
        yield made


@pytest.fixture
def installation(tmp_path, one_web):
    one_web.week = 1
    one_web.requests.clear()
    with key_in_environment():
        yield Installation(tmp_path, one_web)


@pytest.fixture
def approved(installation):
    with installation.service() as service:
        service.approve()
    return installation


def test_nothing_is_asked_before_the_first_yes(installation):
    installation.clock.jump(timedelta(days=60))

    assert installation.tick() is False
    assert installation.web.requests == []


def test_a_machine_that_slept_for_a_month_scans_and_writes_once(approved):
    approved.clock.jump(timedelta(days=31))

    turns = [approved.tick(), approved.tick()]

    assert turns == [True, False]
    assert len(approved.sent) == 1


def test_between_two_weeks_a_tick_asks_nobody(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()
    asked = len(approved.web.requests)
    approved.clock.jump(timedelta(days=2))

    approved.tick()

    assert len(approved.web.requests) == asked
    assert len(approved.sent) == 1


def test_a_clock_that_was_set_back_neither_repeats_nor_stops_the_weeks(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()
    approved.clock.jump(timedelta(days=-30))
    approved.tick()
    approved.clock.jump(timedelta(days=38))

    approved.tick()

    assert len(approved.sent) == 2


def test_a_mail_server_that_is_down_delays_the_letter_and_gets_the_same_bytes(approved):
    tried = []

    def down(message):
        tried.append(message.body)
        raise DeliveryError("mail server mail.example:587 could not be reached")

    approved.clock.jump(timedelta(days=8))
    approved.tick(send=down)
    approved.clock.jump(timedelta(hours=6))

    approved.tick()

    assert approved.sent == tried


def test_a_letter_for_an_address_that_she_changed_goes_nowhere_and_the_next_tells_what_it_told(approved):
    def down(_message):
        raise DeliveryError("mail server mail.example:587 could not be reached")

    approved.clock.jump(timedelta(days=8))
    approved.tick(send=down)
    with approved.service() as service:
        told = service.store.last_message().numbers
    approved.write(approved.text.replace('to = "maren.holloway@postbox.example"', 'to = "maren@elsewhere.example"'))
    approved.tick()
    early = list(approved.sent)
    approved.clock.jump(timedelta(days=7))
    approved.tick()

    assert early == []
    (letter,) = map(message_from_bytes, approved.sent)
    assert letter["To"] == "maren@elsewhere.example"
    assert "This is your first letter" in str(letter)
    with approved.service() as service:
        assert service.store.last_message().numbers == told
        assert not any(not stored.told for stored in service.store.findings())


def test_without_a_mail_address_what_is_new_waits_untold(approved):
    approved.write(re.sub(r"\[mail\].*?\n\n", "", approved.text, flags=re.DOTALL))
    for week in (1, 4):
        approved.web.week = week
        approved.clock.jump(timedelta(days=8))
        assert approved.tick() is True

    with approved.service() as service:
        digest = service.digest()
        untold = service.store.untold()

    assert approved.sent == []
    assert untold
    assert digest.numbers.worse == 1


def test_an_answer_that_did_not_change_is_not_sent_again_unless_her_own_facts_did(approved):
    def conditions():
        return [
            "if-none-match" in dict(request.headers) for request in approved.web.requests if "/alerts/" in request.url
        ]

    for _week in range(2):
        approved.clock.jump(timedelta(days=8))
        approved.tick()
    approved.write(approved.text.replace('"LCSW"', '"LCSW", "MSW"'))
    approved.clock.jump(timedelta(days=8))

    approved.tick()

    assert conditions() == [False, True, False]


def test_a_letter_stays_readable_by_its_week(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()

    with approved.service() as service:
        (message,) = service.store.messages(5)
        text = service.letter_of(message.week)

    assert text.startswith("Your weekly check")


def test_a_failing_tick_of_the_daemon_is_one_line_in_the_log_and_the_next_one_tries_again(approved, caplog):
    async def full_disk(plan, tell):
        raise StoreError("The disk is full, so nothing was written.")

    approved.clock.jump(timedelta(days=8))
    with approved.service() as service:
        service.scan = full_disk
        asyncio.run(service.tick_or_log())

    assert [(r.levelname, r.message) for r in caplog.records if r.name == "monitor.service"] == [
        ("ERROR", "The disk is full, so nothing was written.")
    ]
    assert approved.tick() is True


def alert_conditions(installation):
    return [
        "if-none-match" in dict(request.headers) for request in installation.web.requests if "/alerts/" in request.url
    ]


def test_facts_that_change_reach_also_the_sources_that_the_next_scan_leaves_out(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()
    approved.write(approved.text.replace('"LCSW"', '"LCSW", "MSW"'))
    with approved.service() as service:
        asyncio.run(service.scan(service.plan(["bluesky"])))
    approved.clock.jump(timedelta(days=8))

    approved.tick()

    assert alert_conditions(approved) == [False, False]


def test_a_new_version_of_the_program_judges_whole_answers(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()
    approved.clock.jump(timedelta(days=8))

    with Service.open(approved.folder, clock=approved.clock, version="9.9") as service:
        asyncio.run(service.tick(send=lambda _message: None))

    assert alert_conditions(approved) == [False, False]


def test_a_due_date_written_while_the_clock_was_years_ahead_does_not_stop_the_weeks(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()
    with approved.service() as service:
        service.store.set_due("week", approved.clock.now() + timedelta(days=4 * 365))

    soon = approved.tick()
    approved.clock.jump(timedelta(days=8))

    assert (soon, approved.tick()) == (False, True)
    assert len(approved.sent) == 2


def full_disk():
    raise StoreError("The disk is full, so nothing was written.")


def test_a_letter_that_cannot_be_written_does_not_send_the_questions_again_each_minute(approved):
    approved.clock.jump(timedelta(days=8))
    with approved.service() as service:
        service.queue_letter = full_disk
        for _minute in range(3):
            asyncio.run(service.tick_or_log())
            approved.clock.jump(timedelta(minutes=1))
    asked = len(approved.web.requests)

    assert asked > 0
    assert approved.tick() is True
    assert len(approved.web.requests) == asked
    assert len(approved.sent) == 1


def test_a_letter_that_could_not_be_written_for_hours_is_made_from_a_new_scan(approved):
    approved.clock.jump(timedelta(days=8))
    with approved.service() as service:
        service.queue_letter = full_disk
        asyncio.run(service.tick_or_log())
    asked = len(approved.web.requests)
    approved.clock.jump(timedelta(hours=5))

    approved.tick()

    assert len(approved.web.requests) > asked


def test_killed_between_scan_and_letter_nothing_is_lost(approved):
    def killed():
        raise KeyboardInterrupt

    approved.clock.jump(timedelta(days=8))
    approved.tick()
    approved.web.week = 4
    approved.clock.jump(timedelta(days=8))
    with approved.service() as service:
        service.queue_letter = killed
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(service.tick(send=lambda _message: None))
        untold = len(service.store.untold())

    approved.tick()

    assert untold > 0
    assert len(approved.sent) == 2
    with approved.service() as service:
        assert service.store.untold() == ()
        assert all(item.told for item in service.findings())


def test_the_yes_seals_the_names_and_nothing_is_asked_without_it(installation):
    with installation.service() as service:
        with pytest.raises(FootprintError, match="nothing was sent"):
            asyncio.run(service.scan(service.plan()))
        service.approve()

        assert service.store.sealed() == service.config.subject.query.names
    assert installation.web.requests == []


def test_letters_of_two_weeks_stand_in_one_thread_and_tell_everything_once(approved):
    for week in (1, 4):
        approved.web.week = week
        approved.clock.jump(timedelta(days=8))
        approved.tick()

    first, second = map(message_from_bytes, approved.sent)
    assert second["References"] == first["Message-ID"]
    with approved.service() as service:
        assert service.store.untold() == ()


def test_one_unknown_number_and_no_word_is_noted(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()

    with approved.service() as service:
        hers = service.findings()[0].id
        with pytest.raises(FootprintError, match="no finding 99"):
            service.decide([hers, 99], Verdict.ACCEPTED)

        assert service.finding(hers).decision is None


def test_what_she_set_aside_is_not_shown_again_until_she_takes_it_back(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()

    with approved.service() as service:
        hers = service.findings()[0].id
        service.decide([hers], Verdict.NOT_ME)
        with pytest.raises(FootprintError, match="set aside as somebody else's"):
            service.finding(hers)
        assert service.decide([hers], None).said == (hers,)
        assert service.decide([hers], None).said == ()
        asyncio.run(service.scan(service.plan()))

        assert service.finding(hers).decision is None


@pytest.fixture
def with_engine(approved):
    approved.write(approved.text.replace("[sources.brave]\nenabled = false\n", "[sources.brave]\n"))
    with approved.service() as service:
        service.agree()
    return approved


def asked_of_brave(service):
    return {q.text: q for planned in service.plan().asked if planned.source.name == "brave" for q in planned.questions}


def answer(service, question, *pages):
    snapshot = Snapshot(
        question=question, taken_at=service.clock.now(), outcome=Outcome.COMPLETE, findings=pages, rules="1"
    )
    service.store.record(snapshot, Comparison(states=pages), ())


def test_a_monthly_question_is_asked_once_a_month_and_at_once_where_it_had_no_answer(with_engine):
    with with_engine.service() as service:
        before = asked_of_brave(service)
        monthly = next(question for question in before.values() if question.every_days > 7)
        answer(service, monthly)
        soon = set(asked_of_brave(service))
        with_engine.clock.jump(timedelta(days=30))

        assert set(before) - soon == {monthly.text}
        assert set(asked_of_brave(service)) == set(before)


def test_a_page_that_matters_is_asked_after_at_its_own_site_until_it_is_set_aside(with_engine):
    url = "https://peoplelookup.example/p/maren-holloway"
    page = Finding(
        source="web",
        key=url,
        url=url,
        title="Maren Holloway",
        facts={"name": ("Maren Holloway",), "address": ("2816 NE Alder Court, Portland, OR 97212",)},
        text="Maren Holloway, 2816 NE Alder Court, Portland, OR 97212",
    )
    with with_engine.service() as service:
        before = asked_of_brave(service)
        answer(service, next(iter(before.values())), page)
        service.store.plan(before.values(), ["brave"])

        followed = asked_of_brave(service)
        service.decide([1], Verdict.NOT_ME)

        assert set(followed) - set(before) == {'"Maren Holloway" site:peoplelookup.example'}
        assert set(asked_of_brave(service)) == set(before)


def test_a_scan_a_few_days_ago_is_this_week_s_until_the_next_one_is_due(approved):
    approved.clock.jump(timedelta(days=8))
    approved.tick()
    approved.clock.jump(timedelta(days=6, hours=20))

    with approved.service() as service:
        week = service._desk(()).week(service.store, approved.clock.now())

    assert {covered.source for covered in week.coverage} >= {"bluesky", "google_alerts"}
    assert week.disclosed > 0


def test_a_letter_sent_by_hand_does_not_keep_back_what_the_week_s_own_scan_finds(approved):
    approved.clock.jump(timedelta(days=6))  # a Sunday: the same week as the scan that is due
    with approved.service() as service:
        service.store.set_due("week", approved.clock.now() + timedelta(hours=6))
        asyncio.run(service.scan(service.plan()))
        by_hand = service.queue_letter()
        again = service.queue_letter()
    approved.web.week = 4
    approved.clock.jump(timedelta(hours=7))
    approved.tick()

    with approved.service() as service:
        newest, first = service.store.messages(5)
        untold = service.store.untold()

    assert (first.id, again) == (by_hand.id, None)
    assert newest.week == first.week
    assert newest.message_id != first.message_id
    assert newest.numbers.worse == 1
    assert untold == ()


def test_a_letter_under_new_rules_says_so_once(approved):
    with approved.service() as service:
        first = service._desk(()).rules_changed
        service.store.set_mark("rules", "an older one")
        after_an_update = service._desk(()).rules_changed
        service.queue_letter()

        assert (first, after_an_update, service._desk(()).rules_changed) == (False, True, False)


def test_her_own_engine_on_her_own_machine_may_be_asked(approved):
    own = re.sub(r'gateway = ".*"', "", approved.text)
    own = re.sub(r"(\[sources.searxng\]\n)enabled = false\n(url = ).*", rf'\1\2"{approved.web.url}"', own)
    approved.write(own)

    with approved.service() as service:
        service.agree()
        steps = asyncio.run(service.scan(service.plan(["searxng"])))

    assert steps
    assert len(approved.web.requests) >= len(steps)


def test_status_lists_what_failed_in_the_last_round_and_not_what_failed_long_ago(approved):
    approved.write(
        approved.text.replace("[sources.xposedornot]\nenabled = false", "[sources.xposedornot]\nenabled = true")
    )
    approved.web.week = 3  # there it is a wall
    with approved.service() as service:
        service.agree()
        asyncio.run(service.scan(service.plan(["xposedornot"])))
        then = "\n".join(status_lines(service))
        approved.clock.jump(timedelta(days=8))
        asyncio.run(service.scan(service.plan(["bluesky"])))
        now = "\n".join(status_lines(service))

    assert "xposedornot: refused" in then
    assert "Not fully answered last time: 0" in now
    assert "xposedornot" not in now


def agreed_to(service, changed):
    """As if her yes had been to an older program, which told less."""
    told = json.loads(service.store.mark("agreed"))
    service.store.set_mark("agreed", json.dumps(told | changed))


def test_what_no_yes_covers_is_not_sent_and_the_letter_says_that_it_waits(approved):
    with approved.service() as service:
        agreed_to(service, {"bluesky": []})
        asyncio.run(service.scan(service.plan()))
        waiting = {missing.source.name: missing.reason for missing in service.plan().unasked if missing.wanted}
        letter = " ".join(render.text(service.digest()).split())

    assert approved.web.requests
    assert not [request for request in approved.web.requests if "bsky" in request.url]
    assert "waits for your yes" in waiting["bluesky"]
    assert "Not asked: Bluesky (waits for your yes" in letter


def test_a_source_that_would_be_told_more_is_asked_no_more_than_before(with_engine):
    with with_engine.service() as service:
        agreed_to(service, {"brave": ["name", "town"]})
        plan = service.plan()
        asked = next(planned for planned in plan.asked if planned.source.name == "brave").questions
        later = next(planned for planned in plan.waiting if planned.source.name == "brave").questions

        assert {word for question in asked for word in question.tells} == {"name", "town"}
        assert all(set(question.tells) - {"name", "town"} for question in later)
        service.agree()
        assert service.plan().waiting == ()


def test_a_yes_whose_extent_is_not_known_covers_nothing(approved):
    with approved.service() as service:
        service.store.set_mark("agreed", "")

        assert service.plan().asked == ()
        assert service.plan().waiting


def test_each_week_what_is_past_its_time_goes_by_itself_and_a_clock_years_ahead_takes_nothing(approved):
    with approved.service() as service:
        said = Disclosure(at=START, source="nppes", host="npiregistry.example", tells=("name",), purpose="scan")
        service.store.disclose(said)

        def kept():
            return said in service.store.disclosures(START)

        service.purge_slowly()
        approved.clock.jump(timedelta(days=3650))
        service.purge_slowly()
        after_the_wrong_clock = kept()
        approved.clock.jump(timedelta(days=-3650))
        for _ in range(60):
            approved.clock.jump(timedelta(days=7))
            service.purge_slowly()

        assert (after_the_wrong_clock, kept()) == (True, False)
