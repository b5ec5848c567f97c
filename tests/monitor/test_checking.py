"""A sitting of the check-up, key by key, as she sees it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from checks import checkup
from checks.checkup import Answer
from checks.errors import FootprintError
from checks.model import Query
from monitor.clock import SteppedClock
from monitor.store import Store
from monitor.terminal import checking
from reports import wording

from .weeks import MONDAY

QUERY = Query(names=("Maren Holloway",))


class Service:
    """The part of the service that a sitting uses, over a real store."""

    def __init__(self, store):
        self.store, self.clock, self.zone = store, SteppedClock(MONDAY), ZoneInfo("America/Los_Angeles")

    def checkup(self):
        return checkup.standings(QUERY, (), self.store.checkup())

    def answer_checkup(self, item, answer):
        if answer is None:
            self.store.take_back_checkup(item)
        else:
            self.store.answer_checkup(item, answer, self.clock.now())


@pytest.fixture
def service():
    with Store.in_memory() as store:
        yield Service(store)


def hold(service, keys, *names, go_on=False):
    """The whole sitting as lines."""
    lines, left = [], list(keys)
    asked, waiting = checking.chosen(service.checkup(), names, service.clock.now(), go_on=go_on)
    round_ = checking.Round(service, say=lambda *said: lines.extend(said), key=lambda: left.pop(0))
    round_.hold(asked, waiting)
    return lines


def said(service):
    return {name: given.answer for name, given in service.store.checkup().items()}


def test_seven_questions_a_sitting_each_with_link_way_and_one_question(service):
    lines = hold(service, "fffffff")

    assert sum(line.startswith("Question") for line in lines) == 7
    assert "  Open: https://account.venmo.com/settings/privacy" in lines
    assert "  Can anybody but you see your payments, the past ones included?" in lines
    assert any(line.startswith("  Way there: ") and "(read in November 2026)" in line for line in lines)
    assert len(said(service)) == 7


def test_one_key_is_one_answer_with_its_date_and_b_takes_it_back(service):
    hold(service, "dnlfbq")

    assert said(service) == {
        "venmo_payments": Answer.TO_DO,
        "venmo_friends": Answer.NOT_MINE,
        "calendars": Answer.LATER,
    }
    assert service.store.checkup()["calendars"].at == MONDAY


def test_what_was_answered_is_kept_when_she_breaks_off(service):
    with pytest.raises(KeyboardInterrupt):
        hold(service, "f\x03")

    assert said(service) == {"venmo_payments": Answer.FINE}


def test_what_may_have_shown_clients_is_an_incident_and_never_leads_to_the_client(service):
    lines = hold(service, "dq")

    assert wording.INCIDENT in lines
    assert "When it is done: footprint checkup venmo_payments" in lines


def test_a_question_that_she_names_is_asked_whether_it_is_due_or_not(service):
    hold(service, "d", "races")
    hold(service, "f", "races")

    assert said(service) == {"races": Answer.FINE}
    with pytest.raises(FootprintError, match="there is no question rases"):
        hold(service, "", "rases")


def test_the_list_shows_everything_with_dates(service):
    hold(service, "f", "races")

    lines = list(checking.listing(service.checkup(), service.clock.now() + timedelta(days=1), service.zone))

    assert sum(line.startswith("  ") for line in lines) == len(service.checkup())
    assert "  races: Race results (fine, Monday 2 November; next look Saturday 1 May 2027)" in lines


def test_an_old_way_through_menus_says_that_it_may_have_moved(service):
    standing = next(each for each in service.checkup() if each.item.id == "instagram_private")

    assert any(
        "noted in January 2025, not confirmed, so it may have moved" in line
        for line in checking.card(standing, MONDAY, service.zone)
    )


def test_nothing_due_is_said_and_not_asked(service):
    for each in service.checkup():
        service.answer_checkup(each.item.id, Answer.FINE)

    assert hold(service, "")[0].startswith("Nothing is due now.")
