"""A listing on a people-search site, from her request to its end: told with dates, counted, and never called gone too early."""

import asyncio
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest

from checks.model import Verdict
from monitor import home
from monitor.clock import SteppedClock
from monitor.demo import START, key_in_environment
from monitor.sampleweb import persona, world
from monitor.sampleweb.server import SampleWeb
from monitor.service import Service
from monitor.terminal import findings, removals
from monitor.terminal.scans import plan_lines
from monitor.terminal.state import status_lines

OTHERS = tuple(name for name in persona.STORY if name != "brave")
LEFT_OUT = ("also", "former", "credentials", "profession", "schools", "specialties")  # fewer questions, the same story
THERE, NOT_THERE, BACK = 1, 3, 5  # weeks of the sample web's story


class Weeks:
    """One engine, and a web whose weeks the test chooses."""

    def __init__(self, folder, web):
        self.folder, self.web, self.clock, self.letter = folder, web, SteppedClock(START), ""
        config = home.config_path(folder)
        text = "\n".join(
            line for line in persona.config(web.url, off=OTHERS).splitlines() if not line.startswith(LEFT_OUT)
        )
        config.write_text(text, encoding="utf-8")
        config.chmod(0o600)
        with self.service() as service:
            service.approve()
            service.store.set_due("week", self.clock.now())

    @contextmanager
    def service(self):
        with Service.open(self.folder, clock=self.clock) as service:
            yield service

    def live(self, *weeks):
        """The letter of the last of these weeks, in one line; the clock then stands a week later."""
        for week in weeks:
            self.web.week = week
            with self.service() as service:
                asyncio.run(service.tick(send=self._keep))
                self.clock.jump(service.store.due("week") - self.clock.now())
        return self.letter

    def _keep(self, message):
        body = message_from_bytes(message.body, policy=policy.default).get_body(preferencelist=("plain",))
        self.letter = " ".join(body.get_content().split())

    def say(self, verdict):
        with self.service() as service:
            service.decide([self.listing(service).id], verdict)
            return list(removals.what_next(service, self.listing(service).id))

    def listing(self, service):
        return next(item for item in service.findings() if item.finding.key == world.BROKER)

    def status(self):
        with self.service() as service:
            return next((line for line in status_lines(service) if line.startswith("Removals")), "")

    def history(self):
        with self.service() as service:
            judged, store = self.listing(service), service.store
            given = store.answers_of(judged.id)
            page = findings.finding_page(
                judged, store.changes_of(judged.id), store.sightings(judged.id), service.zone, answers=given
            )
            lines = list(page)
            return [line.partition(": ")[2] for line in lines[lines.index("History") + 2 :] if ": " in line]


@pytest.fixture
def weeks(tmp_path):
    with SampleWeb(week=THERE) as web, key_in_environment():
        yield Weeks(tmp_path, web)


def test_a_removal_from_the_request_to_its_end_and_back(weeks):
    weeks.live(THERE)
    assert weeks.status() == ""
    asked = weeks.say(Verdict.REQUESTED)
    assert "removal asked for, attempt 1; we remind you to look again Mon 09 Nov 2026" in asked[0]

    first = weeks.live(THERE)
    assert "Removals in progress" in first
    assert "Removal asked on Monday 26 October, attempt 1" in first
    assert "Next look on Monday 9 November" in first
    assert "Still there" not in first

    still = weeks.live(THERE, THERE)
    assert "Still there after 2 weeks: Home address on a people-search site" in still
    assert "You asked for its removal on Monday 26 October, 2 weeks ago, attempt 1." in still
    assert "Removals in progress" not in still  # it has a card
    weeks.say(Verdict.REQUESTED)
    assert weeks.status() == "Removals: 1 asked for; next look Mon 30 Nov 2026, 07:00"

    missed = weeks.live(NOT_THERE)
    assert "Removal asked on Monday 16 November, attempt 2" in missed
    assert "gone" not in missed.partition("Removals in progress")[2].partition("[")[0]

    gone = weeks.live(NOT_THERE)
    assert "Confirmed gone" in gone
    assert "You had asked for its removal." in gone
    assert weeks.status() == "Removals: 1 gone"

    back = weeks.live(BACK)
    assert "Came back on Monday 30 November" in back
    assert "You asked for its removal on Monday 16 November, attempt 2. Listings often come back" in back
    assert weeks.status().startswith("Removals: 1 came back; next look Mon 14 Dec 2026")

    reminder = weeks.live(BACK, BACK)
    assert "Look again: Home address on a people-search site" in reminder
    assert "It was gone and came back on Monday 30 November" in reminder
    assert "https://myactivity.google.com/results-about-you" in reminder
    (refused,) = weeks.say(Verdict.DENIED)
    assert "Google can be asked" in refused
    assert weeks.status() == "Removals: 1 refused"
    assert "Removal refused; you noted it on Monday 21 December" in weeks.live(BACK)
    assert [line for line in weeks.history() if not line.startswith("read")] == [
        "you said: removal asked for, attempt 1",
        "you said: removal asked for, attempt 2",
        "gone",
        "came back",
        "you said: removal refused",
    ]


def test_a_listing_that_nobody_could_look_for_is_neither_still_there_nor_gone(weeks, monkeypatch):
    weeks.live(THERE)
    weeks.say(Verdict.REQUESTED)
    monkeypatch.setenv(persona.KEY_VARIABLE, "a key that is refused")

    letter = weeks.live(NOT_THERE, NOT_THERE, NOT_THERE)

    assert "Look again: Home address on a people-search site" in letter
    assert "We have not seen it there since, but that alone does not make it gone." in letter
    assert weeks.status().startswith("Removals: 1 asked for")


def test_people_search_sites_are_walked_and_no_page_there_is_not_called_no_listing(weeks):
    letter = weeks.live(THERE, THERE)

    assert "Search engines were asked about 36 of 117 people-search sites" in letter
    assert "Where they show nothing, it is not in their index; the site may list you all the same." in letter
    with weeks.service() as service:
        plan = service.plan()
        lines = "\n".join(plan_lines(plan, 0))
    assert sum(bool(question.rota) for planned in plan.asked for question in planned.questions) == 3
    assert "Brave Search, in later weeks, 3 a week: 17 more questions about people-search sites" in lines
