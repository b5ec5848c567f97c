"""Promises 4 to 6, as diaries over the real store."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model import Answers, Appearance, Exposure, Outcome, Question, Severity, Verdict
from monitor.compare import History, Known, compare, remembered
from tests.monitor.weeks import (
    ENGINE,
    LIST,
    MONDAY,
    NAMESAKE,
    SITE,
    SITES,
    Diary,
    finding,
    judge,
    partial,
    said,
    weeks,
    weigh,
)

TOWN = replace(LIST, text="Maren Holloway, Boise")
MONTHLY = replace(LIST, text="M. Holloway", every_days=28)
BRAVE = Question(source="brave", text='"Maren Holloway"', tells=("name",))
BRAVE_SITE = replace(BRAVE, text='"Maren Holloway" site:a.example', site="a.example")
FAILURES = [Outcome.BLOCKED, Outcome.UNREACHABLE, Outcome.UNREADABLE, Outcome.SKIPPED]


# -- a quiet first week (promise 6)


def test_the_first_complete_answer_is_a_first_look():
    assert weeks({"a": "1", "b": "1"}) == [[]]


def test_what_comes_after_the_first_look_is_new():
    assert weeks({"a": "1"}, {"a": "1", "b": "1"}) == [[], ["new b"]]


def test_an_empty_first_answer_is_a_first_look_too():
    assert weeks({}, {"a": "1"}) == [[], ["new a"]]


def test_the_third_partial_answer_is_a_baseline():
    assert weeks(*[partial({"a": "1"})] * 3, partial({"a": "1", "b": "1"})) == [[], [], [], ["new b"]]


def test_two_partial_answers_are_no_baseline():
    assert weeks(*[partial({"a": "1"})] * 2, partial({"a": "1", "b": "1"})) == [[], [], []]


def test_the_first_complete_answer_after_a_partial_baseline_is_silent():
    assert weeks(*[partial({"a": "1"})] * 4, {"a": "1", "silent": "1"}, {"a": "1", "silent": "1", "c": "1"}) == [
        *[[]] * 5,
        ["new c"],
    ]


def test_failures_are_no_first_look():
    assert weeks(Outcome.BLOCKED, Outcome.UNREACHABLE, {"a": "1"}) == [[], [], []]


def test_a_question_for_a_town_added_later_has_a_first_look_of_its_own():
    diary = Diary()

    first = [diary.ask({"a": "1"}), diary.later().ask({"a": "1"})]
    added = diary.ask({"a": "1", "from boise": "1"}, TOWN)

    assert (first, added) == ([[], []], [])
    assert diary.later().ask({"a": "1", "from boise": "1", "later": "1"}, TOWN) == ["new later"]


def test_a_source_added_later_has_a_first_look_of_its_own():
    diary = Diary()
    diary.engine({"a": "1"})
    diary.later().engine({"a": "1"})

    assert diary.ask({"a": "1 !phone", "b": "1"}, BRAVE, answers=Answers.RANKED, witness=BRAVE_SITE) == []


def test_new_rules_are_not_a_change_of_the_world():
    diary = Diary()
    diary.ask({"a": "1", "old key": "1"})
    diary.later().ask({"a": "1", "old key": "1"})

    diary.rules = "2"

    read_anew = {"a": "1 !phone", "new key": "1"}
    assert [diary.later().ask(read_anew) for _ in range(3)] == [[], [], []]


def test_a_miss_under_old_rules_and_one_under_new_ones_are_not_gone():
    diary = Diary()
    diary.ask({"a": "1"})
    diary.later().ask({})
    diary.rules = "2"

    assert [diary.later().ask({}) for _ in range(3)] == [[]] * 3


def test_what_is_read_first_under_new_rules_after_their_baseline_is_not_a_change():
    diary = Diary()
    diary.ask({"a": "1"})
    diary.rules = "2"

    missing_part = [diary.later().ask(partial({})) for _ in range(4)]

    assert [*missing_part, diary.later().ask(partial({"a": "1 !phone"}))] == [[]] * 5


def test_after_new_rules_the_world_is_watched_again():
    diary = Diary()
    diary.ask({"a": "1", "b": "1"})
    diary.rules = "2"
    diary.later().ask({"a": "2", "b": "1"})

    assert diary.later().ask({"a": "2 !phone", "b": "1", "c": "1"}) == ["worse a", "new c"]
    assert [diary.later().ask({"a": "2 !phone", "c": "1"}) for _ in range(2)] == [[], ["gone b"]]


# -- silence is not absence, gone means gone (promises 4 and 5)


def test_one_miss_is_silence():
    assert weeks({"a": "1"}, {}, {"a": "1"}) == [[], [], []]


def test_gone_needs_two_complete_answers_without_it_and_is_told_once():
    assert weeks({"a": "1"}, {}, {}, {}, {}) == [[], [], ["gone a"], [], []]


def test_two_answers_of_one_day_do_not_make_gone():
    assert weeks({"a": "1"}, *[{}] * 8, days=0.8) == [*[[]] * 8, []]


def test_gone_comes_six_and_a_half_days_after_the_first_miss():
    diary = Diary()
    diary.ask({"a": "1"})
    diary.later().ask({})

    assert diary.later(6.4).ask({}) == []
    assert diary.later(0.1).ask({}) == ["gone a"]


def test_failures_between_are_evidence_of_nothing():
    for failure in FAILURES:
        assert weeks({"a": "1"}, {}, failure, failure, {"a": "1"}) == [[]] * 5
        assert weeks({"a": "1"}, {}, failure, {}) == [[], [], [], ["gone a"]]


def test_what_a_partial_answer_lacks_is_no_miss():
    assert weeks({"a": "1", "b": "1"}, *[partial({"b": "1"})] * 5) == [[]] * 6


def test_a_partial_answer_does_not_complete_the_two_that_gone_needs():
    assert weeks({"a": "1"}, {}, partial({}), {"a": "1"}) == [[]] * 4


def test_what_a_partial_answer_shows_is_there():
    assert weeks({"a": "1"}, {}, partial({"a": "1"}), {}, {}) == [[], [], [], [], ["gone a"]]


def test_seen_again_after_gone_is_returned():
    assert weeks({"a": "1"}, {}, {}, {"a": "1"}, {"a": "1"}, {}, {}) == [
        [],
        [],
        ["gone a"],
        ["returned a"],
        [],
        [],
        ["gone a"],
    ]


def test_what_only_a_monthly_question_finds_is_not_gone_in_the_weeks_between():
    diary = Diary()
    diary.ask({"a": "1"}, MONTHLY)

    between = [diary.later().ask({}) for _ in range(3)]

    assert between == [[], [], []]
    assert [diary.later().ask({}, MONTHLY), diary.later(28).ask({}, MONTHLY)] == [[], ["gone a"]]


def test_all_questions_that_would_show_it_must_miss_it():
    diary = Diary()
    diary.ask({"a": "1"}), diary.ask({"a": "1"}, TOWN)

    diary.later().ask({}), diary.ask({}, TOWN)
    still = [diary.later().ask({}), diary.later().ask({})]

    assert still == [[], []]
    assert diary.ask({}, TOWN) == ["gone a"]


def test_a_miss_before_it_was_last_seen_does_not_count():
    diary = Diary()
    diary.ask({"a": "1"}), diary.ask({"a": "1"}, TOWN)

    diary.later().ask({}, TOWN), diary.ask({"a": "1"})
    changes = [[*diary.later().ask({}), *diary.ask({}, TOWN)] for _ in range(2)]

    assert changes == [[], ["gone a"]]
    diary.later().ask({"a": "1"}), diary.ask({"a": "1"}, TOWN)
    diary.later().ask({}, TOWN), diary.ask({"a": "1"})
    assert [diary.later().ask({}), diary.later().ask({}), diary.ask({}, TOWN)] == [[], [], []]


def test_a_question_that_is_not_asked_any_more_does_not_hold_gone_up():
    diary = Diary()
    diary.ask({"a": "1"}), diary.ask({"a": "1"}, TOWN)
    diary.store.plan([LIST], [])

    assert [diary.later().ask({}), diary.later().ask({})] == [[], ["gone a"]]


def test_what_no_question_may_deny_is_never_gone():
    diary = Diary()
    diary.ask({"a": "1"}, TOWN)
    diary.store.plan([LIST], [])

    assert [diary.later().ask({}) for _ in range(4)] == [[]] * 4


def test_falling_out_of_a_ranked_list_is_not_gone():
    diary = Diary()
    diary.engine({"a": "1", "b": "1"})

    assert [diary.later().engine({"b": "1"}) for _ in range(5)] == [[]] * 5


def test_sliding_down_a_ranked_list_is_silence():
    diary = Diary()
    diary.engine({"a": "1", "b": "1", "c": "1"})

    assert diary.later().engine({"c": "1", "b": "1", "a": "1"}) == []


def test_two_complete_site_restricted_answers_say_gone():
    diary = Diary()
    diary.engine({"a": "1"}), diary.engine({"a": "1"}, SITE)

    weeks_after = [[*diary.later().engine({}), *diary.engine({}, SITE)] for _ in range(3)]

    assert weeks_after == [[], ["gone a"], []]


def test_a_site_restricted_question_that_was_never_asked_holds_gone_up():
    diary = Diary()
    diary.store.plan([ENGINE], ["searxng"])
    diary.engine({"a": "1"})

    assert [diary.later().engine({}) for _ in range(4)] == [[]] * 4
    assert [diary.later().engine({}, SITE) for _ in range(2)] == [[], ["gone a"]]


def test_what_the_site_restricted_answer_still_shows_is_not_gone():
    diary = Diary()
    diary.engine({"a": "1"})

    assert [[*diary.later().engine({}), *diary.engine({"a": "1"}, SITE)] for _ in range(4)] == [[]] * 4


def test_what_leaves_a_stream_is_never_gone():
    diary = Diary()

    answers = [{"a": "1"}, {}, {}, {}]

    assert [diary.later().ask(answer, ENGINE, answers=Answers.STREAM) for answer in answers] == [[]] * 4


def test_a_clock_that_was_wrong_for_one_scan_loses_no_news():
    diary = Diary()
    diary.ask({"a": "1"})
    diary.later(400).ask({"a": "1"})
    diary.later(-393)

    assert diary.ask({"a": "1 !phone", "b": "1"}) == ["worse a", "new b"]
    assert [diary.later().ask({"b": "1"}), diary.later().ask({"b": "1"})] == [[], ["gone a"]]


# -- one world, many questions


def test_a_page_that_two_engines_show_is_told_once():
    diary = Diary()
    diary.engine({}), diary.ask({}, BRAVE, answers=Answers.RANKED, witness=BRAVE_SITE)

    first = diary.later().engine({"a": "1"})
    second = diary.ask({"a": "1"}, BRAVE, answers=Answers.RANKED, witness=BRAVE_SITE)

    assert (first, second) == (["new a"], [])


def test_gone_at_one_engine_waits_for_the_other():
    diary = Diary()
    diary.engine({"a": "1"}), diary.ask({"a": "1"}, BRAVE, answers=Answers.RANKED, witness=BRAVE_SITE)

    one = [diary.later().engine({}, SITE) for _ in range(3)]
    other = [diary.later().ask({}, BRAVE_SITE, answers=Answers.RANKED, witness=BRAVE_SITE) for _ in range(2)]

    assert (one, other) == ([[], [], []], [[], ["gone a"]])


def test_engines_whose_parsers_have_other_versions_still_report_changes_and_gone():
    diary = Diary()

    def brave(answer, question=BRAVE):
        diary.rules = "1.2"
        changes = diary.ask(answer, question, answers=Answers.RANKED, witness=BRAVE_SITE)
        diary.rules = "1.1"
        return changes

    diary.rules = "1.1"
    for _ in range(2):
        diary.later().engine({"a": "1"}), brave({"a": "1"})

    worse = [diary.later().engine({"a": "1 !phone"}), brave({"a": "1 !phone"})]
    gone = [[*diary.later().engine({}, SITE), *brave({}, BRAVE_SITE)] for _ in range(2)]

    assert worse == [["worse a"], []]
    assert gone == [[], ["gone a"]]


def test_misses_of_another_engine_under_its_new_rules_do_not_count():
    diary = Diary()
    diary.engine({"a": "1"}), diary.ask({"a": "1"}, BRAVE, answers=Answers.RANKED, witness=BRAVE_SITE)

    diary.rules = "2"
    for _ in range(3):
        diary.later().ask({}, BRAVE_SITE, answers=Answers.RANKED, witness=BRAVE_SITE)
    diary.rules = "1"

    assert [diary.later().engine({}, SITE) for _ in range(3)] == [[]] * 3


def test_excerpts_that_show_different_parts_add_up_and_do_not_flap():
    diary = Diary()
    diary.engine({"a": "front"}), diary.ask({"a": "back"}, BRAVE, answers=Answers.RANKED, witness=BRAVE_SITE)

    after = [
        [
            *diary.later().engine({"a": "front"}),
            *diary.ask({"a": "back"}, BRAVE, answers=Answers.RANKED, witness=BRAVE_SITE),
        ]
        for _ in range(3)
    ]

    assert after == [[], [], []]
    assert diary.store.findings()[0].finding.facts == {"description": ("back", "front")}


def test_an_excerpt_takes_nothing_from_a_page_that_was_read_whole():
    whole = finding("a", "bio !phone", source="web")
    before = Known(finding=whole, rules="1", last_seen=MONDAY)

    assert remembered(before, finding("a", "bio", source="web", excerpt=True), judge=judge) == whole


# -- what became of it


def test_more_given_away_is_worse_and_less_is_better():
    assert weeks({"a": "1"}, {"a": "1 !phone"}, {"a": "1 !phone !address"}, {"a": "1 !phone"}, {"a": "2 !phone"}) == [
        [],
        ["worse a"],
        ["worse a"],
        ["better a"],
        ["changed a"],
    ]


def test_one_record_listed_twice_is_one_change():
    diary = Diary()
    diary.ask({})
    snapshot = diary.later().snapshot({"a": "1"})
    twice = replace(snapshot, findings=snapshot.findings * 2, appearances=snapshot.appearances * 2)

    comparison = compare({}, History(complete=1), twice, judge=judge, weigh=weigh)

    assert [change.kind for change in comparison.changes] == ["new"]
    assert len(comparison.states) == 1


# -- somebody else (promise 9)


def test_a_namesake_is_never_told():
    assert weeks({}, {"other": NAMESAKE}, {"other": NAMESAKE}, {}, {}, {"other": NAMESAKE}) == [[]] * 6


def test_a_namesake_that_turns_out_to_be_her_is_new():
    assert weeks({"a": NAMESAKE}, {"a": NAMESAKE}, {"a": "1"}, {"a": "1"}) == [[], [], ["new a"], []]


def test_what_she_called_not_me_stays_silent_whatever_it_becomes():
    diary = Diary()
    diary.ask({"a": "1"})
    diary.store.decide(diary.store.findings()[0].id, Verdict.NOT_ME, diary.now)

    assert [diary.later().ask({"a": words}) for words in ("1", "1 !phone", "2")] == [[], [], []]
    assert [diary.later().ask({}) for _ in range(3)] == [[], [], []]
    assert diary.store.findings() == ()


def test_not_me_taken_back_is_new_at_the_next_look():
    diary = Diary()
    diary.ask({"a": "1"})
    (stored,) = diary.store.findings()
    diary.store.decide(stored.id, Verdict.NOT_ME, diary.now)
    diary.store.undo(stored.id, diary.now)

    assert diary.later().ask({"a": "1"}) == ["new a"]
    assert diary.store.findings()[0].id == stored.id


def test_what_she_called_hers_is_followed_against_the_evidence():
    diary = Diary()
    diary.ask({"a": "1"})
    diary.store.decide(diary.store.findings()[0].id, Verdict.MINE, diary.now)

    diary.later().ask({"a": NAMESAKE})

    assert [stored.finding.facts["description"] for stored in diary.store.findings()] == [(NAMESAKE,)]


# -- properties

WORLD = {"a": "1", "b": "2 !phone", "c": "3"}
subsets = st.sets(st.sampled_from(sorted(WORLD))).map(lambda keys: partial({key: WORLD[key] for key in sorted(keys)}))
some_answers = st.lists(st.one_of(st.just(WORLD), subsets, st.sampled_from(FAILURES)), max_size=12)
gaps = st.sampled_from([0.0, 0.5, 3, 7, 28])


@settings(max_examples=25, deadline=None)
@given(some_answers, gaps)
def test_after_a_first_look_a_constant_world_is_silence_whatever_fails(answers, days):
    assert weeks(WORLD, *answers, days=days) == [[]] * (len(answers) + 1)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.just(partial({"a": "1"})), st.just(WORLD), st.sampled_from(FAILURES)), max_size=10), gaps)
def test_with_a_part_that_is_always_silent_a_constant_world_is_silence_before_a_first_look_too(answers, days):
    assert weeks(*answers, days=days) == [[]] * len(answers)


@settings(max_examples=20, deadline=None)
@given(some_answers)
def test_before_a_first_look_nothing_is_ever_gone(answers):
    assert not [change for week in weeks(*answers) for change in week if change.startswith("gone")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.sets(st.sampled_from("abc"))), max_size=12), gaps)
def test_ranked_answers_to_two_questions_of_a_constant_world_say_neither_new_nor_gone_after_it_was_all_seen(
    answers, days
):
    diary = Diary()
    questions = (ENGINE, replace(ENGINE, text='"Maren Holloway" LCSW'))
    for question in questions:
        diary.engine(WORLD, question)

    changes = [
        diary.later(days).engine({key: WORLD[key] for key in sorted(keys)}, questions[which]) for which, keys in answers
    ]

    assert changes == [[]] * len(answers)


worlds = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["1", "2", "1 !phone"]))


@settings(max_examples=25, deadline=None)
@given(st.lists(worlds, min_size=1, max_size=8))
def test_the_same_answer_twice_is_silence_the_second_time(answers):
    diary = Diary()
    for answer in answers:
        diary.later().ask(answer)
        assert diary.later(0.1).ask(answer) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(worlds, min_size=2, max_size=8))
def test_new_is_what_no_answer_showed_before(answers):
    seen = set(answers[0])

    for answer, changes in zip(answers[1:], weeks(*answers)[1:], strict=True):
        assert {c.removeprefix("new ") for c in changes if c.startswith("new")} == set(answer) - seen
        seen |= set(answer)


@settings(max_examples=25, deadline=None)
@given(st.lists(worlds, min_size=1, max_size=10))
def test_what_is_told_adds_up_to_what_is_there(answers):
    """After a first look: what was told gone and not returned is exactly what has been missing twice."""
    told = weeks(*answers)
    gone, misses = set(), dict.fromkeys(answers[0], 0)

    for answer, changes in zip(answers, told, strict=True):
        for key in misses:
            misses[key] = 0 if key in answer else misses[key] + 1
        misses |= dict.fromkeys(answer, 0)
        gone |= {c.removeprefix("gone ") for c in changes if c.startswith("gone")}
        gone -= {c.removeprefix("returned ") for c in changes if c.startswith("returned")}
        assert gone == {key for key, count in misses.items() if count >= 2}


def test_what_is_gone_already_is_not_told_gone_again():
    missed_twice = {LIST.key: (MONDAY - timedelta(days=14), MONDAY - timedelta(days=7))}
    known = Known(finding=finding("a", "1"), rules="1", last_seen=MONDAY, gone=True, misses=missed_twice)

    comparison = compare({known.finding.id: known}, History(complete=3), Diary().snapshot({}), judge=judge, weigh=weigh)

    assert (comparison.changes, comparison.gone) == ((), ())


def test_a_new_page_about_somebody_else_is_no_change():
    comparison = compare({}, History(complete=1), Diary().snapshot({"a": NAMESAKE}), judge=judge, weigh=weigh)

    assert comparison.changes == ()


def test_a_failed_answer_changes_nothing_even_if_it_carries_findings():
    diary = Diary()
    snapshot = replace(diary.snapshot({"a": "1"}), outcome=Outcome.BLOCKED)

    comparison = compare({}, History(complete=3), snapshot, judge=judge, weigh=weigh)

    assert (comparison.changes, comparison.states, comparison.gone) == ((), (), ())


def test_gone_is_dated_by_the_answer_that_showed_it():
    diary = Diary()
    for answer in ({"a": "1"}, {}, {}):
        diary.ask(answer)
        diary.later()

    (stored,) = diary.store.findings()

    assert stored.gone_at == MONDAY + timedelta(days=14)


def changes_of(old, new, *, weigh=weigh, **known):
    """What one answer changes of a finding that is followed, without a store."""
    diary = Diary()
    snapshot = diary.snapshot({"a": new})
    diary.store.close()
    before = Known(finding=finding("a", old), rules="1", last_seen=MONDAY, **known)
    compared = compare({before.finding.id: before}, History(complete=3), snapshot, judge=judge, weigh=weigh)
    return [change.kind.value for change in compared.changes]


@pytest.mark.parametrize("gone", [False, True])
def test_of_what_she_called_somebody_else_s_nothing_is_ever_told(gone):
    assert changes_of("1", "1 !phone", gone=gone) == (["returned"] if gone else ["worse"])
    assert changes_of("1", "1 !phone", gone=gone, verdict=Verdict.NOT_ME) == []


def test_what_is_of_low_weight_makes_nothing_worse_and_nothing_better():
    def lightly(page):
        return tuple(replace(exposure, severity=Severity.LOW) for exposure in weigh(page))

    assert changes_of("1", "1 !profile", weigh=lightly) == ["changed"]
    assert changes_of("1 !profile", "1", weigh=lightly) == ["changed"]


def test_of_two_excerpts_of_one_page_the_more_telling_words_stay():
    more, less = finding("a", "one two three", excerpt=True), finding("a", "one", excerpt=True)

    def after(first, then):
        before = Known(finding=first, rules="1", last_seen=MONDAY)
        return remembered(before, then, judge=judge).text

    assert after(more, less) == after(less, more) == "one two three"


def test_a_wall_clock_that_was_put_back_makes_no_week_out_of_two_minutes():
    diary = Diary()
    diary.ask({"a": "1"})

    ahead = diary.later(60).ask({})
    back_again = diary.later(-59.9).ask({})

    assert (ahead, back_again) == ([], [])
    assert diary.later(7).ask({}) == ["gone a"]
    diary.store.close()


# -- places among the results, and what stays


def engine_week(rank, before, *, words="bio !phone", compares=True, question=ENGINE, **known):
    """What an engine's answer changes, in which a finding that is known stands at `rank`."""
    item = finding("a", words, source="web", excerpt=True)
    snapshot = replace(Diary().snapshot({}, question), ranks_compare=compares, findings=(item,))
    snapshot = replace(snapshot, appearances=(Appearance(finding=item.id, rank=rank),))
    was = Known(finding=item, rules="1", last_seen=MONDAY, best_rank=before, **known)
    found = compare({item.id: was}, History(complete=3), snapshot, judge=judge, weigh=weigh)
    return [change.kind.value for change in found.changes]


@pytest.mark.parametrize(("rank", "best"), [(3, 4), (10, 11), (1, 40), (20, 21)])
def test_a_page_that_enters_a_higher_band_of_results_than_ever_is_worse(rank, best):
    assert engine_week(rank, best) == ["worse"]


@pytest.mark.parametrize(("rank", "best"), [(4, 4), (5, 4), (12, 3), (10, 4), (1, 3)])
def test_moving_inside_a_band_or_back_to_where_it_was_is_silence(rank, best):
    assert engine_week(rank, best) == []


def test_a_place_is_told_only_where_places_compare_and_something_is_given_away():
    assert engine_week(1, 40, compares=False) == []
    assert engine_week(1, 40, question=SITE) == []
    assert engine_week(1, 40, question=SITES) == []
    assert engine_week(1, None) == []
    assert engine_week(1, 40, words="bio") == []
    assert engine_week(1, 40, words=f"{NAMESAKE} !phone") == []
    assert engine_week(1, 40, verdict=Verdict.NOT_ME) == []


def test_the_best_place_that_an_engine_ever_gave_is_known():
    diary = Diary()
    other = replace(ENGINE, text='"Maren Holloway" LCSW')
    for answer in (["b", "a"], ["a", "b"], ["b", "c", "a"]):
        diary.later().engine(dict.fromkeys(answer, "1"))
    diary.engine({"d": "1"}, other)
    diary.engine({"c": "1"}, SITES)  # the first of a few sites that were asked about is no first place

    def best(key):
        return diary.store.known(other, [("web", key)], "1")["web", key].best_rank

    assert (best("b"), best("c"), best("d")) == (1, 2, 1)
    assert diary.store.known(ENGINE, [("web", "a")], "1")["web", "a"].best_rank == 1


def test_excerpts_of_which_each_gives_something_away_are_kept_side_by_side():
    one, two = finding("a", "bio !phone", excerpt=True), finding("a", "bio !address", excerpt=True)

    def of_text(page):
        return tuple(
            Exposure(kind=word, title=word, severity=Severity.HIGH, recommendations=(5,))
            for word in page.text.split()
            if word.startswith("!")
        )

    before = Known(finding=one, rules="1", last_seen=MONDAY)
    state = remembered(before, two, judge=judge, weigh=of_text)

    assert {"!phone", "!address"} <= set(state.text.split())
    assert remembered(replace(before, finding=state), one, judge=judge, weigh=of_text) == state


def test_a_mean_that_sinks_by_a_tenth_each_week_is_told_when_it_has_sunk_far_enough():
    diary, told = Diary(), []
    for mean in ("4.6", "4.5", "4.4", "4.3", "4.2"):
        snapshot = diary.later().snapshot({"a": "bio"})
        rated = replace(snapshot.findings[0], facts={"aggregate_rating": (mean,)})
        known = diary.store.known(LIST, [rated.id], "1")
        history = diary.store.history(LIST, "1")
        week = replace(snapshot, findings=(rated,))
        comparison = compare(known, history, week, judge=judge, weigh=weigh)
        told.append([said(change) for change in diary.store.record(week, comparison, ())])

    assert told == [[], [], [], ["worse a"], []]


def test_a_page_with_a_counter_writes_no_row_each_week():
    diary = Diary()
    for week in range(4):
        snapshot = diary.later().snapshot({"a": "bio"})
        counted = replace(snapshot.findings[0], text=f"Maren Holloway\n{week + 90} people viewed this page")
        week_ = replace(snapshot, findings=(counted,))
        known = diary.store.known(LIST, [counted.id], "1")
        comparison = compare(known, diary.store.history(LIST, "1"), week_, judge=judge, weigh=weigh)
        diary.store.record(week_, comparison, ())

    assert len(diary.store.sightings(diary.store.findings()[0].id)) == 1
