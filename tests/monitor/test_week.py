"""What is due, and what a letter is made from."""

from datetime import UTC, datetime, timedelta

import pytest

from checks import catalog
from checks.model import Answers, Finding, Outcome, Question, Snapshot
from monitor.compare import Comparison
from monitor.scan import Unasked
from monitor.store import Health, Message, Store, Stored
from monitor.week import Desk, begins, is_due
from reports.week import Numbers
from tests.checks.sample import SUBJECT

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every_days", "days_ago", "due"),
    [
        (7, 0, True),  # at every scan
        (30, None, True),  # never answered
        (30, 29, False),
        (30, 29.6, True),  # a scan that begins a little earlier than the last time
        (30, -400, True),  # the clock was put back since
    ],
)
def test_a_rarer_question_is_asked_when_its_time_has_come(every_days, days_ago, due):
    answered = None if days_ago is None else NOW - timedelta(days=days_ago)

    assert is_due(every_days, answered, NOW) is due


def asked(days_ago):
    return Health(
        question=Question(source="nppes", text=str(days_ago), tells=("name",)),
        last_at=NOW - timedelta(days=days_ago),
        last_outcome=None,
        reason="",
        answered_with=0,
        last_readable=None,
        first_complete=None,
        last_complete=None,
        since_complete=0,
    )


@pytest.mark.parametrize(
    ("scans", "counted"),
    [
        ([0, 7], [0]),  # the letter of a tick
        ([6.9, 13.9], [6.9]),  # on the evening before the next scan
        ([6.9, 7.2, 13.9], [6.9, 7.2]),  # some asked by hand a little earlier
        ([20], []),  # the machine slept: nothing was asked this week
        ([-400, 1], [-400, 1]),  # the clock was put back since
        ([], []),
    ],
)
def test_the_week_of_a_letter_holds_the_last_scan_and_not_the_one_before(scans, counted):
    health = [asked(days) for days in scans]

    since = begins(health, NOW)

    assert [days for days in scans if asked(days).last_at >= since] == counted


def test_only_a_rank_among_an_engine_s_first_answers_weighs():
    url = "https://numberfind.example/maren-holloway"
    old = Finding(
        source="web",
        key=url,
        url=url,
        title="Maren Holloway",
        facts={"name": ("Maren Holloway",), "telephone": ("+15035550177",), "date_published": ("2010-01-01",)},
    )
    desk = Desk(subject=SUBJECT, sources=catalog.SOURCES)

    def severity(*ranks):
        return desk.judged(Stored(id=1, finding=old, first_seen=NOW, last_seen=NOW, ranks=ranks)).severity

    assert severity(('brave:"Maren Holloway"', 1)) > severity()
    assert severity(('brave:"Maren Holloway" site:numberfind.example', 1)) == severity()
    assert severity(("nppes:Maren Holloway", 1)) == severity()


def test_the_client_s_view_shows_what_a_client_types_at_the_engine_that_she_uses():
    store = Store.in_memory()
    steady_last = sorted(catalog.SOURCES, key=lambda source: source.stable_ranks)
    desk = Desk(subject=SUBJECT, sources=tuple(steady_last))
    (stable, *_rest), unstable = (
        [s.name for s in catalog.SOURCES if s.answers is Answers.RANKED and s.stable_ranks is steady]
        for steady in (True, False)
    )
    asked_at = {
        Question(source=source, text=text, tells=("name",), every_days=days, site=site)
        for source in (stable, *unstable)
        for text, days, site in (("weekly", 7, ""), ("monthly", 30, ""), ("at one site", 7, "a.example"))
    }
    for question in sorted(asked_at, key=lambda question: question.key):
        store.record(Snapshot(question=question, taken_at=NOW, outcome=Outcome.COMPLETE, rules="1"), Comparison(), ())

    views = desk.week(store, NOW).views

    title = next(source.title for source in catalog.SOURCES if source.name == stable)
    assert [(view.engine, view.question) for view in views] == [(title, "weekly")]
    store.close()


def test_what_she_switched_on_and_what_cannot_be_asked_is_a_gap_and_the_rest_is_not():
    first, second, *_ = catalog.SOURCES
    unasked = (
        Unasked(source=first, reason="needs api_key", wanted=True),
        Unasked(source=second, reason="off unless you switch it on", wanted=False),
    )
    store = Store.in_memory()
    store.record(
        Snapshot(
            question=Question(source=catalog.SOURCES[2].name, text="x", tells=("name",)),
            taken_at=NOW,
            outcome=Outcome.BLOCKED,
            reason="a wall",
            rules="1",
        ),
        Comparison(),
        (),
    )

    last_week = Question(source=catalog.SOURCES[3].name, text="x", tells=("name",))
    store.record(
        Snapshot(question=last_week, taken_at=NOW - timedelta(days=8), outcome=Outcome.COMPLETE, rules="1"),
        Comparison(),
        (),
    )

    coverage = Desk(subject=SUBJECT, sources=catalog.SOURCES, unasked=unasked).week(store, NOW).coverage

    assert {(c.source, c.outcomes, c.reason) for c in coverage} == {
        (catalog.SOURCES[2].name, ((Outcome.BLOCKED, 1),), "a wall"),
        (first.name, ((Outcome.SKIPPED, 1),), "needs api_key"),
    }
    store.close()


def test_a_finding_is_a_first_look_until_a_letter_told_it():
    page = Finding(source="web", key="x", url="https://x.example/", title="Maren Holloway")
    desk = Desk(subject=SUBJECT, sources=())

    for told in (False, True):
        stored = Stored(id=1, finding=page, first_seen=NOW, last_seen=NOW, told=told)
        assert desk.judged(stored).told is told


def test_a_week_stands_against_the_last_letter():
    store, desk = Store.in_memory(), Desk(subject=SUBJECT, sources=())
    letter = Message(
        message_id="<a@x.example>",
        week="2026-W47",
        recipient="a@x.example",
        subject="",
        body=b"",
        numbers=Numbers(new=3),
        created_at=NOW - timedelta(days=7),
    )

    first = desk.week(store, NOW)
    store.queue(letter, (), ())
    second = desk.week(store, NOW)

    assert (first.previous, first.since) == (None, None)
    assert (second.previous, second.since) == (Numbers(new=3), NOW - timedelta(days=7))
    store.close()


def test_a_source_answers_for_the_first_time_once():
    store, (source, *_rest) = Store.in_memory(), catalog.SOURCES
    desk = Desk(subject=SUBJECT, sources=catalog.SOURCES)
    question = Question(source=source.name, text="x", tells=("name",))
    firsts = []
    for week in range(2):
        at = NOW + timedelta(days=7 * week)
        store.record(Snapshot(question=question, taken_at=at, outcome=Outcome.COMPLETE, rules="1"), Comparison(), ())
        firsts += [covered.first_answer for covered in desk.week(store, at).coverage]

    assert firsts == [True, False]
    store.close()


def test_what_is_about_somebody_else_is_counted_and_nothing_more():
    store = Store.in_memory()
    page = Finding(source="web", key="x", url="https://x.example/", title="Maren Holloway, Tampa")
    question = Question(source="brave", text="x", tells=("name",))
    snapshot = Snapshot(question=question, taken_at=NOW, outcome=Outcome.COMPLETE, findings=(page,), rules="1")
    store.record(snapshot, Comparison(states=(page,)), [page.id])

    week = Desk(subject=SUBJECT, sources=catalog.SOURCES).week(store, NOW)

    assert (week.withheld, week.judged) == (1, ())
    assert [row.judged for view in week.views for row in view.rows] == [None]
    store.close()
