"""The weeks of one installation: late is fine, never is not; nothing before the yes; nothing lost without a mail server."""

import asyncio
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest

from checks.errors import DeliveryError, StoreError
from monitor import home
from monitor.clock import SteppedClock
from monitor.demo import START, key_in_environment
from monitor.sampleweb import persona
from monitor.sampleweb.server import SampleWeb
from monitor.service import Service

SLOW = ("searxng", "brave", "nppes", "wayback", "xposedornot", "gravatar")


class Installation:
    """A home directory whose sources are few, a clock, and a sample web."""

    def __init__(self, folder, web):
        self.folder, self.web, self.clock, self.sent = folder, web, SteppedClock(START), []
        self.text = persona.config(web.url)
        for source in SLOW:
            part = f"[sources.{source}]\n"
            self.text = (
                self.text.replace(part, f"{part}enabled = false\n")
                if part in self.text
                else f"{self.text}\n{part}enabled = false\n"
            )
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


@pytest.fixture
def installation(tmp_path):
    with SampleWeb() as web, key_in_environment():
        yield Installation(tmp_path, web)


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
