"""The left half of the flow: whatever a source does costs that source only, and what finished is kept."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from checks.errors import Blocked, Partial, Skipped, StoreError, Unchanged, Unreachable, Unreadable
from checks.model import (
    Answers,
    Decision,
    Exposure,
    Finding,
    Judged,
    Level,
    Match,
    Outcome,
    Question,
    Severity,
    Verdict,
)
from checks.queries import at_sites, recheck
from checks.text import host_of
from monitor.scan import FOLLOWED_HOSTS, FOUND_PAGES, decided, make_plan, matters, most_pressing, still_hers
from monitor.store import Store, Stored
from tests.monitor.scripted import MONDAY, SUBJECT, Home, record, scripted
from tests.monitor.test_outbox import LETTER


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


async def test_of_a_review_no_bare_hash_is_stored_and_the_same_one_is_known_again():
    home, said = Home(), "2026-09-01: 1 star, short, ~" + "0f" * 32
    source = scripted([record(review=said)], [record(review=said)])
    await home.scan(source)
    home.clock.jump(timedelta(days=7))

    (step,) = await home.scan(source)

    (stored,) = home.store.findings()
    assert step.changes == ()
    assert re.fullmatch(r"2026-09-01: 1 star, short, #[0-9a-f]{16}", stored.finding.fact("review"))


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


def test_a_register_of_another_state_is_not_asked_and_is_no_gap_even_if_switched_on():
    (unasked,) = plan(scripted(countries=("US",), regions=("WA",)), switch=lambda _: True).unasked

    assert (unasked.reason, unasked.wanted) == ("only for a town or a licence in WA", False)


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


ENGINE = scripted(
    name="searxng",
    questions=("Maren Holloway", "Maren Holloway LCSW"),
    answers_with=Answers.RANKED,
    recheck=recheck,
)


def page_on(host, *shown_by, id_=1, **more):
    url = f"https://{host}/maren"
    return Stored(
        id=id_,
        finding=Finding(source="web", key=url, url=url, title="Maren Holloway"),
        first_seen=MONDAY,
        last_seen=MONDAY,
        shown_by=shown_by or ("searxng:Maren Holloway",),
        **more,
    )


def sites(*pages):
    (planned,) = plan(ENGINE, followed=pages).asked
    return [question.site for question in planned.questions if question.site]


def test_a_page_that_several_questions_show_is_asked_after_once():
    page = page_on("lookup.example", "searxng:Maren Holloway", "searxng:Maren Holloway LCSW")

    assert sites(page, page_on("lookup.example", id_=2)) == ["lookup.example"]


LISTS = tuple(f"list{n}.example" for n in range(8))


def walking(*, together=1):
    """An engine that is asked about eight sites, a few a week."""

    def asked(query, settings):
        return [Question(source="searxng", text="Maren Holloway", tells=("name",), name="Maren Holloway"), *at_sites(
            "searxng", query, "people-search", LISTS, together=together
        )]  # fmt: skip

    return replace(ENGINE, questions=asked)


def walked(engine, last, day):
    """The sites that a scan on that day asks about, and when each question was last asked after it."""
    (planned,) = plan(engine, waited=lambda q: day - last[q.key] if q.key in last else None).asked
    last |= {question.key: day for question in planned.questions}
    return [site for question in planned.questions for site in question.sites]


def test_a_long_list_of_sites_is_walked_a_few_a_week_and_begins_anew_with_those_that_waited_longest():
    last: dict[str, timedelta] = {}

    weeks = [walked(walking(), last, timedelta(weeks=n)) for n in range(4)]
    again = walked(walking(), last, timedelta(weeks=3, hours=1))

    assert weeks == [[*LISTS[:3]], [*LISTS[3:6]], [*LISTS[6:], LISTS[0]], [*LISTS[1:4]]]
    assert again == []


def test_a_listing_found_on_the_walk_is_asked_after_each_week_alone():
    said = '"Maren Holloway" site:list5.example'
    alone, joined = page_on("www.list5.example", f"searxng:{said}"), walking(together=8)
    (batch,) = (q for q in plan(joined).everything if q.among)

    for engine, page in ((walking(), alone), (joined, page_on("www.list5.example", batch.key))):
        (followed,) = (q for q in plan(engine, followed=[page]).everything if q.text == said)

        assert (followed.every_days, followed.rota, followed.site) == (7, "", "list5.example")


def test_a_page_that_another_engine_shows_is_its_own_affair():
    assert sites(page_on("lookup.example", "brave:Maren Holloway")) == []


def reading(finding, query):
    return Question(source="pages", text=finding.url, tells=("page",), names=query.names)


def test_a_page_of_hers_that_an_engine_found_is_read_once_by_a_source_that_may_and_only_so_many_are():
    listed = "https://list0.example/maren"
    source = replace(scripted(name="pages", questions=(listed,)), reads=reading)
    hers = [page_on(f"list{n}.example").finding for n in (0, 1, 1, *range(2, 30))]

    (planned,) = plan(source, hers=hers).asked

    texts = [question.text for question in planned.questions]
    assert texts[:3] == [listed, "https://list1.example/maren", "https://list2.example/maren"]
    assert len(texts) == len(set(texts)) == 1 + FOUND_PAGES


def test_only_what_is_hers_and_not_gone_is_read_the_worst_first():
    def known(host, level=Level.MINE, severity=Severity.LOW, **more):
        stored = page_on(host, **more)
        match = Match(level=level, bits=0.0, probability=0.5)
        exposure = Exposure(kind="k", title="t", severity=severity, recommendations=(9,))
        return stored, Judged(
            id=1, finding=stored.finding, match=match, exposures=(exposure,), first_seen=MONDAY, last_seen=MONDAY
        )

    pages = [
        known("low.example"), known("maybe.example", Level.MAYBE), known("other.example", Level.NOT_ME),
        known("gone.example", gone_at=MONDAY), known("high.example", severity=Severity.HIGH),
    ]  # fmt: skip

    assert [host_of(finding.url) for finding in still_hers(pages)] == ["high.example", "low.example"]


def test_follow_up_questions_are_capped_and_the_first_pages_win():
    pages = [page_on(f"site{n}.example", id_=n) for n in range(20)]

    assert sites(*pages) == [f"site{n}.example" for n in range(FOLLOWED_HOSTS)]


def test_what_is_asked_after_begins_with_what_she_waits_for_and_what_is_worst():
    def weighed(id_, severity, verdict=None, **more):
        decision = Decision(verdict=verdict, at=MONDAY) if verdict else None
        stored = page_on(f"site{id_}.example", id_=id_, decision=decision, **more)
        given = Exposure(kind="x", title="x", severity=severity, recommendations=(9,))
        match = Match(level=Level.MINE, bits=9, probability=0.9)
        return stored, Judged(
            id=id_, finding=stored.finding, match=match, exposures=(given,), first_seen=MONDAY, last_seen=MONDAY
        )

    ordered = most_pressing(
        [
            weighed(1, Severity.HIGH),
            weighed(2, Severity.LOW),
            weighed(3, Severity.CRITICAL, gone_at=MONDAY),
            weighed(4, Severity.CRITICAL),
            weighed(5, Severity.LOW, Verdict.REQUESTED),
            weighed(6, Severity.HIGH),
        ]
    )

    assert [stored.id for stored in ordered] == [5, 4, 1, 6]


def test_the_engines_of_a_plan_keep_their_site_questions_when_these_are_not_asked():
    assert plan(ENGINE, scripted()).engines == {"searxng"}
    assert plan(ENGINE, switch=lambda _: False).engines == frozenset()


@pytest.mark.parametrize(
    ("verdict", "level"),
    [
        (None, Level.MAYBE),
        (Verdict.UNSURE, Level.MAYBE),
        (Verdict.NOT_ME, Level.NOT_ME),
        (Verdict.MINE, Level.MINE),
        (Verdict.ACCEPTED, Level.MINE),
        (Verdict.REQUESTED, Level.MINE),
        (Verdict.DENIED, Level.MINE),
    ],
)
def test_her_word_is_final(verdict, level):
    evidence_says = Match(level=Level.MAYBE, bits=3, probability=0.5)

    assert decided(evidence_says, verdict).level is level


@pytest.mark.parametrize(("verdict", "level"), [(None, Level.MAYBE), (Verdict.NOT_ME, Level.NOT_ME)])
def test_what_a_letter_told_is_a_maybe_at_least_until_her_word(verdict, level):
    evidence_says = Match(level=Level.NOT_ME, bits=-9, probability=0.0)

    assert decided(evidence_says, verdict, told=True).level is level
    assert decided(evidence_says, None).level is Level.NOT_ME


@pytest.mark.parametrize(("told", "kept"), [(True, ["x"]), (False, [])])
async def test_what_a_letter_told_her_of_never_vanishes_without_a_word(told, kept):
    home = Home()
    another = replace(
        record(key="x"), title="Ines Montclair", facts={"name": ("Ines Montclair",), "npi": ("2987654300",)}
    )
    source = scripted([record(key="x")], [another], [another])
    await home.scan(source)
    if told:
        home.store.queue(LETTER, (), [home.store.findings()[0].id])
    home.clock.jump(timedelta(days=7))

    (second,) = await home.scan(source)
    (third,) = await home.scan(source)

    assert [stored.finding.key for stored in home.store.findings()] == kept
    assert [change.kind.value for change in second.changes] == (["changed"] if told else [])
    assert third.changes == ()


@pytest.mark.parametrize(
    ("severity", "verdict", "level", "followed"),
    [
        (Severity.HIGH, None, Level.MAYBE, True),
        (Severity.MEDIUM, None, Level.MINE, False),
        (Severity.LOW, Verdict.REQUESTED, Level.MINE, True),
        (Severity.CRITICAL, None, Level.NOT_ME, False),
    ],
)
def test_only_what_matters_is_asked_after_each_week(severity, verdict, level, followed):
    assert matters(severity, verdict, level) is followed


async def test_what_she_calls_hers_can_be_gone_whatever_the_evidence_says():
    home = Home()
    odd = replace(
        record(key="2987654300"),
        facts={"name": ("Maren Holloway",), "npi": ("2987654300",), "address": ("77 River Loop, Boise, ID 83702",)},
    )
    source = scripted([odd], [odd], [], [])
    await home.scan(source)
    home.store.decide(1, Verdict.MINE, home.clock.now())
    kinds = []
    for _week in range(3):
        home.clock.jump(timedelta(days=7))
        kinds.append([change.kind.value for step in await home.scan(source) for change in step.changes])

    assert kinds[1:] == [[], ["gone"]]


async def test_a_page_that_breaks_the_judging_costs_its_own_answer_only():
    class Breaks(Store):
        def known(self, question, ids, rules):
            if question.source == "hostile":
                raise RecursionError
            return super().known(question, ids, rules)

    home = Home()
    home.store = Breaks.in_memory()

    steps = await home.scan(scripted([record(key="x")], name="hostile"), scripted([record()]))

    assert {step.snapshot.question.source: step.snapshot.outcome for step in steps} == {
        "hostile": Outcome.UNREADABLE,
        "nppes": Outcome.COMPLETE,
    }
    assert {item.question.source: item.last_outcome for item in home.store.health()} == {
        "hostile": Outcome.UNREADABLE,
        "nppes": Outcome.COMPLETE,
    }


async def test_an_answer_that_stands_as_it_was_denies_nothing():
    home, kinds = Home(), []
    source = scripted([record()], [Unchanged()], [Unchanged()], [Unchanged()])
    for _week in range(4):
        steps = await home.scan(source)
        kinds.append([change.kind.value for step in steps for change in step.changes])
        home.clock.jump(timedelta(days=7))

    (stored,) = home.store.findings()
    assert kinds == [[], [], [], []]
    assert [len(step.snapshot.findings) for step in steps] == [1]
    assert stored.gone_at is None
    assert stored.last_seen >= MONDAY + timedelta(days=21)


async def test_a_new_version_of_a_parser_reads_its_next_answer_as_a_baseline():
    home = Home()
    await home.scan(scripted([record()]))
    home.clock.jump(timedelta(days=7))

    (step,) = await home.scan(scripted([record(telephone="+15035550177"), record(key="x")], version=2))

    assert step.changes == ()
    assert len(home.store.findings()) == 2


def test_a_source_that_is_new_waits_for_a_yes_even_if_it_is_told_nothing():
    def of_nobody(query, settings):
        return [Question(source="archive", text="the whole list", tells=())]

    plan = make_plan(SUBJECT, [replace(scripted(name="archive"), questions=of_nobody)], lambda _: {}, lambda _: None)

    assert plan.within({"nppes": ["name"]}).asked == ()
    assert plan.within(plan.told).asked == plan.asked


def test_a_plan_for_one_source_speaks_of_no_other():
    sources = scripted(name="archive"), scripted(name="nppes"), scripted(name="kagi", needs=("api_key",))
    plan = make_plan(SUBJECT, sources, lambda _: {}, lambda _: None)

    assert [planned.source.name for planned in plan.only(["archive"]).asked] == ["archive"]
    assert plan.only(["archive"]).unasked == ()
    assert [missing.reason for missing in plan.only(["kagi"]).unasked] == ["needs api_key"]


async def test_what_only_she_can_look_at_is_sent_to_nobody_and_told_as_not_asked():
    source = scripted([record()], name="doors")
    closed = Question(source="doors", text="closed", tells=("handle",), unasked="only you can look: footprint checkup")

    def both(query, settings):
        return (closed, *source.questions(query, settings))

    home = Home()
    steps = await home.scan(replace(source, questions=both))
    plan = make_plan(SUBJECT, [replace(source, questions=lambda q, s: [closed])], lambda _: {}, lambda _: None)

    assert [(s.snapshot.outcome, s.snapshot.reason) for s in steps if s.snapshot.question == closed] == [
        (Outcome.SKIPPED, "only you can look: footprint checkup")
    ]
    (part,) = plan.within({"doors": ["handle"]}).asked
    assert (part.questions, part.left_out, part.why) == ((), (closed,), "only you can look: footprint checkup")
