"""The left half of the flow: whatever a source does costs that source only, and what finished is kept."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from checks.errors import Blocked, Partial, Skipped, StoreError, Unreachable, Unreadable
from checks.model import Answers, Outcome
from monitor.scan import make_plan
from tests.monitor.scripted import SUBJECT, Home, record, scripted


async def outcomes(*answers):
    home = Home()
    return [step.snapshot.outcome for step in await home.scan(scripted(*answers))]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Blocked("a wall"), Outcome.BLOCKED),
        (Unreachable("no network"), Outcome.UNREACHABLE),
        (Unreadable("a new shape"), Outcome.UNREADABLE),
        (Skipped("no key"), Outcome.SKIPPED),
        (Partial("an engine kept silent"), Outcome.PARTIAL),
        (ZeroDivisionError(), Outcome.UNREADABLE),
        (RecursionError(), Outcome.UNREADABLE),
    ],
)
async def test_whatever_a_source_raises_becomes_an_outcome(error, outcome):
    assert await outcomes([error]) == [outcome]


@pytest.mark.parametrize("error", [Blocked("a wall"), ZeroDivisionError(), Partial("more")])
async def test_what_was_read_before_a_failure_counts_and_the_rest_is_no_miss(error):
    home = Home()

    (step,) = await home.scan(scripted([record(), error]))

    assert step.snapshot.outcome is Outcome.PARTIAL
    assert [stored.finding.key for stored in home.store.findings()] == ["2345678918"]


async def test_one_source_that_breaks_costs_that_source_only():
    home = Home()
    broken, fine = scripted([KeyError("x")], name="broken"), scripted([record()])

    steps = await home.scan(broken, fine)

    assert {step.snapshot.question.source: step.snapshot.outcome for step in steps} == {
        "broken": Outcome.UNREADABLE,
        "nppes": Outcome.COMPLETE,
    }
    assert len(home.store.findings()) == 1


async def test_a_full_disk_ends_the_scan_with_its_own_line_and_is_no_fault_of_a_source():
    home = Home()
    full = StoreError("The disk is full, so nothing was written. Free some space and try again.")

    with pytest.raises(StoreError, match="disk is full"):
        await home.scan(scripted([full]), scripted([record()], name="other"))


async def test_an_interrupted_scan_keeps_what_finished():
    home, finished = Home(), asyncio.Event()

    async def never_ends(question, ask):
        await asyncio.Event().wait()
        yield

    slow = replace(scripted([], name="slow"), search=never_ends)
    scan = asyncio.create_task(home.scan(scripted([record()]), slow, tell=lambda _step: finished.set()))
    await finished.wait()

    scan.cancel()

    with pytest.raises(asyncio.CancelledError):
        await scan
    assert len(home.store.findings()) == 1


async def test_the_second_scan_tells_what_is_new_and_the_third_is_silent():
    home, first = Home(), record()
    moved = record(address="2816 NE Alder Ct, Portland, OR 97212")
    source = scripted([first], [moved], [moved])
    kinds = []
    for _week in range(3):
        steps = await home.scan(source)
        kinds.append([change.kind.value for step in steps for change in step.changes])
        home.clock.jump(timedelta(days=7))

    assert kinds == [[], ["changed"], []]


async def test_a_record_about_somebody_else_leaves_a_keyed_hash_only():
    home = Home()
    namesake = replace(
        record(key="2987654300"),
        facts={"name": ("Maren Holloway",), "npi": ("2987654300",), "address": ("77 River Loop, Boise, ID 83702",)},
    )

    await home.scan(scripted([namesake]))

    assert home.store.findings() == ()
    assert home.store.withheld() == 1


async def test_questions_with_a_baseline_are_asked_before_new_ones():
    home = Home()
    await home.scan(scripted([], questions=("old",)))
    asked = []

    await home.scan(
        scripted([], [], questions=("new", "old")), tell=lambda step: asked.append(step.snapshot.question.text)
    )

    assert asked == ["old", "new"]


async def test_progress_says_when_a_source_is_done():
    home, done = Home(), []

    await home.scan(scripted([], [], questions=("one", "two")), tell=lambda step: done.append(step.source_done))

    assert done == [False, True]


def plan(*sources, settings=lambda _: {}, switch=lambda _: None, **more):
    return make_plan(SUBJECT, sources, settings, switch, **more)


def test_a_source_that_lacks_its_key_is_named_with_what_it_needs():
    (unasked,) = plan(scripted(needs=("api_key",))).unasked

    assert (unasked.reason, unasked.wanted) == ("needs api_key", False)


def test_a_source_that_she_switched_on_and_that_cannot_be_asked_is_a_gap():
    (unasked,) = plan(scripted(needs=("api_key",)), switch=lambda _: True).unasked

    assert unasked.wanted


def test_a_source_of_another_country_is_not_asked():
    made = plan(scripted(countries=("GB",)))

    assert made.asked == ()
    assert made.unasked[0].reason == "only for GB"


def test_asking_some_sources_only_forgets_no_question_of_the_others():
    whole = plan(scripted(), scripted(name="other"))

    chosen = whole.only({"other"})

    assert [planned.source.name for planned in chosen.asked] == ["other"]
    assert chosen.everything == whole.everything


def test_what_is_not_due_is_not_asked_but_stays_planned():
    made = plan(scripted(), due=lambda _: False)

    assert made.asked == ()
    assert len(made.everything) == 1


def test_a_stream_or_a_whole_list_gets_no_follow_up_questions():
    made = plan(scripted(answers_with=Answers.STREAM))

    assert all(not question.site for question in made.everything)
