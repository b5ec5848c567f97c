"""Which questions she is asked, and in which order."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from checks.model import Decision, Exposure, Finding, Judged, Level, Match, Severity, Verdict
from monitor.review import A_WEEK, Waiting, answered, is_open, noted, this_week, waiting

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
ZONE = ZoneInfo("America/Los_Angeles")


def judged(number=1, *, severity=Severity.HIGH, level=Level.MAYBE, likely=0.5, verdict=None, gone=False, page=""):
    return Judged(
        id=number,
        finding=Finding(source="web", key=page or str(number), url="", title=""),
        match=Match(level=level, bits=0, probability=likely),
        exposures=(Exposure(kind="x", title="x", severity=severity, recommendations=(9,)),),
        first_seen=AT,
        last_seen=AT,
        gone_at=AT if gone else None,
        decision=Decision(verdict=verdict, at=AT) if verdict else None,
    )


def order(*items):
    return [each.judged.id for each in waiting(items, by_page)]


def by_page(item):
    return [item.finding.key]


findings = st.builds(
    judged,
    st.integers(1, 40),
    severity=st.sampled_from(Severity),
    level=st.sampled_from(Level),
    likely=st.floats(0, 1),
    verdict=st.none() | st.sampled_from(Verdict),
    gone=st.booleans(),
    page=st.sampled_from(["", "a", "b"]),
)
many = st.lists(findings, max_size=20, unique_by=lambda each: each.id)


@given(many, st.randoms())
def test_the_order_of_the_store_does_not_matter(items, random):
    shuffled = list(items)
    random.shuffle(shuffled)

    assert order(*shuffled) == order(*items)


@given(many)
def test_only_what_is_open_is_asked_about_and_each_once(items):
    asked = [number for each in waiting(items, by_page) for number in (each.judged.id, *each.along)]

    assert sorted(asked) == sorted(item.id for item in items if is_open(item))


@given(many)
def test_what_may_be_hers_and_critical_comes_first(items):
    first = [each.is_first for each in waiting(items, by_page)]

    assert first == sorted(first, reverse=True)


@given(many)
def test_behind_that_the_weightiest_comes_first(items):
    weights = [each.weight for each in waiting(items, by_page) if not each.is_first]

    assert weights == sorted(weights, reverse=True)


@given(many, st.integers(0, 9))
def test_at_most_five_a_week(items, given_already):
    assert len(this_week(waiting(items, by_page), given_already)) <= max(A_WEEK - given_already, 0)


@given(st.sampled_from([Level.MAYBE, Level.MINE]), st.floats(0, 1))
def test_the_more_serious_weighs_more(level, likely):
    weights = [Waiting(judged=judged(severity=each, level=level, likely=likely)).weight for each in Severity]

    assert weights == sorted(set(weights))


def test_the_less_certain_weighs_more():
    assert order(judged(1, likely=0.9), judged(2, likely=0.5), judged(3, likely=0.2)) == [2, 3, 1]


def test_an_answer_that_settles_more_comes_first_and_counts_once():
    asked = waiting([judged(1), judged(2, page="a"), judged(3, page="a")], by_page)

    assert [(each.judged.id, each.along) for each in asked] == [(2, (3,)), (1, ())]


def test_pages_hang_together_over_a_third():
    chain = {1: ["a"], 2: ["b"], 3: ["a", "b"]}

    (asked,) = waiting([judged(1), judged(2), judged(3)], lambda each: chain[each.id])

    assert (asked.judged.id, asked.along) == (1, (2, 3))


def test_what_is_surely_hers_waits_only_where_it_is_serious():
    assert is_open(judged(level=Level.MINE, severity=Severity.HIGH))
    assert not is_open(judged(level=Level.MINE, severity=Severity.MEDIUM))
    assert not is_open(judged(level=Level.NOT_ME, severity=Severity.CRITICAL))


def test_her_answers_are_counted_by_the_week_and_taken_back_ones_are_not():
    note = noted(noted("", AT, ZONE, more=1), AT, ZONE, more=1)

    assert answered(note, AT, ZONE) == 2
    assert answered(noted(note, AT, ZONE, more=-1), AT, ZONE) == 1
    assert answered(note, AT + timedelta(days=7), ZONE) == 0
    assert answered("nonsense", AT, ZONE) == 0
