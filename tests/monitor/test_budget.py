"""A paid key is asked no more in a month than was said, the likeliest first; what is left out is not asked, and never gone."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from checks.errors import Skipped, Unreachable
from checks.model import ChangeKind, Outcome, Question
from monitor import home
from monitor.budget import Allowance, Budget, budgets, month_of
from monitor.clock import SteppedClock
from monitor.demo import key_in_environment
from monitor.sampleweb import persona
from monitor.sampleweb.server import SampleWeb
from monitor.scan import make_plan
from monitor.service import Service
from monitor.terminal.scans import plan_lines
from monitor.terminal.state import spent, status_lines
from reports import render
from tests.monitor.fakes_client import START, Web, http
from tests.monitor.scripted import SUBJECT, scripted
from tests.monitor.test_client import get

WEB, NEWS = (scripted(name=name, monthly=1000, price=0.005) for name in ("web", "news"))
PLACES = replace(scripted(name="places", price=0.017), hosts=("places.example",))


def budgeted(*sources, keys, hers=None, sent=None):
    return budgets(sources, lambda name: keys.get(name, ""), (hers or {}).get, sent or {})


def test_two_sources_that_ask_one_host_with_one_key_share_a_budget():
    (shared,) = budgeted(WEB, NEWS, keys={"web": "k", "news": "k"}, sent={"web": 200, "news": 12})
    apart = budgeted(WEB, NEWS, PLACES, keys={"web": "k", "news": "other", "places": "k"})

    assert (shared.limit, shared.used, shared.left) == (1000, 212, 788)
    assert spent(shared) == "Web and News: 212 of 1,000 questions this month, about $1.06 at the price it states"
    assert [[source.name for source in one.sources] for one in apart] == [["web"], ["news"], ["places"]]


def test_her_own_number_counts_before_that_of_the_plan_and_the_smaller_of_two():
    keys = {"web": "k", "news": "k"}

    assert budgeted(WEB, NEWS, keys=keys, hers={"web": 5000})[0].limit == 5000
    assert budgeted(WEB, NEWS, keys=keys, hers={"web": 5000, "news": 40})[0].limit == 40
    assert budgeted(PLACES, keys={"places": "k"})[0].limit is None
    assert budgeted(WEB, keys={}) == ()
    assert budgeted(WEB, keys={}, hers={"web": 40})[0].limit == 40


def test_the_month_is_that_of_her_calendar():
    new_year_in_london = datetime(2027, 1, 1, 2, tzinfo=UTC)

    assert month_of(new_year_in_london, ZoneInfo("America/Los_Angeles")) == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_follow_ups_come_first_then_the_likeliest_of_each_source_in_turn():
    def ask_about(query, settings):
        yield from (Question(source="web", text=text, tells=("name",)) for text in ("first", "second", "third"))
        yield Question(source="web", text="in turn", tells=("name",), site="other.example", rota="people-search")
        yield Question(source="web", text="follow-up", tells=("name",), site="broker.example")

    sources = replace(WEB, questions=ask_about), replace(NEWS, questions=scripted(name="news", questions=("a", "b")).questions), PLACES  # fmt: skip
    plan = make_plan(SUBJECT, sources, lambda _: {}, lambda _: None)

    limited = plan.within_budgets([Budget(sources=(WEB, NEWS), limit=10, sent={"web": 6})])
    web, news, places = limited.asked

    assert [q.text for q in web.questions] == ["first", "second", "follow-up"]
    assert [q.text for q in news.questions] == ["a"]
    assert [q.text for q in (*web.left_out, *news.left_out)] == ["third", "in turn", "b"]
    assert places == plan.asked[2]
    assert "Web: 2 questions not asked; this month's 10 questions are used up" in list(plan_lines(limited, 0))


async def test_no_more_requests_leave_than_the_budget_has_whatever_one_question_takes():
    """A fault is not asked again with the last one, and its own answer stands; the next question is not asked."""
    async with Web(SteppedClock(START)) as web:
        web.answers = [http(503)]
        allowance = Allowance(Budget(sources=(WEB,), limit=10, sent={"web": 8}))
        async with web.asking(allowances={"seen": allowance}) as asking:
            reply = await asking(get(web))
            with pytest.raises(Skipped, match="this month's 10 questions are used up"):
                await asking(get(web))

    assert reply.status == 503
    assert len(web.arrivals) == len(web.ledger) == 2


async def test_a_connection_that_breaks_is_a_fault_also_with_the_last_request_of_a_budget():
    async with Web(SteppedClock(START)) as web:
        web.answers = [lambda _: None]
        allowance = Allowance(Budget(sources=(WEB,), limit=1, sent={}))
        async with web.asking(allowances={"seen": allowance}) as asking:
            with pytest.raises(Unreachable):
                await asking(get(web))

    assert len(web.arrivals) == 1


@pytest.fixture
def installation(tmp_path):
    """Brave alone, with six questions a month, on a clock that only a test moves on."""
    with SampleWeb() as web, key_in_environment():
        text = persona.config(web.url, off=set(persona.STORY) - {"brave"})
        config = home.config_path(tmp_path)
        config.write_text(text.replace("[sources.brave]\n", "[sources.brave]\nmonthly_questions = 6\n"), "utf-8")
        config.chmod(0o600)
        clock = SteppedClock(START.replace(day=1))
        with Service.open(tmp_path, clock=clock) as service:
            service.approve()
            yield service, clock, web


def scan(service):
    return [step.snapshot for step in asyncio.run(service.scan(service.plan()))]


def test_what_a_budget_leaves_out_is_not_asked_in_coverage_and_nothing_is_gone(installation):
    service, clock, web = installation

    first = scan(service)
    in_full = [answer.question.text for answer in first if answer.outcome is Outcome.COMPLETE]
    status = list(status_lines(service))
    for _week in range(3):
        clock.jump(timedelta(days=7))
        again = scan(service)
    letter = " ".join(render.text(service.digest()).split())
    sent_in_the_month = len(web.requests)
    clock.jump(timedelta(days=11))
    next_month = scan(service)

    assert sent_in_the_month == 6
    assert in_full == ['"Maren Holloway"', *in_full[1:]]
    assert {answer.reason for answer in first if answer.outcome is Outcome.SKIPPED} == {"this month's 6 questions are used up"}  # fmt: skip
    assert {answer.outcome for answer in again} == {Outcome.SKIPPED}
    assert "Not asked: Brave Search (this month's 6 questions are used up)" in letter
    assert not [
        c for item in service.findings() for c in service.store.changes_of(item.id) if c.kind is ChangeKind.GONE
    ]
    assert len(web.requests) == 12
    assert any(answer.outcome is not Outcome.SKIPPED for answer in next_month)
    assert "Brave Search: 6 of 6 questions this month, about $0.03 at the price it states" in status


def test_a_source_whose_budget_is_used_up_says_so_when_it_is_asked_for_by_name(installation):
    service, *_ = installation
    scan(service)

    with pytest.raises(Exception, match="brave would not be asked: this month's 6 questions are used up"):
        service.refuse_in_vain(service.plan(["brave"]), ["brave"])


def test_a_question_that_a_budget_left_out_keeps_its_turn_in_a_rota(installation):
    service, clock, _web = installation
    scan(service)
    due_then = {q.key for planned in service.plan().asked for q in planned.left_out if q.rota}
    clock.jump(timedelta(days=31))

    due_now = {q.key for planned in service.plan().asked for q in (*planned.questions, *planned.left_out) if q.rota}

    assert due_then
    assert due_now == due_then
