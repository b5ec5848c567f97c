"""How far her word reaches: to copies of a page, to others of the same person, and back again."""

import pytest

from checks.model import Finding, Level, Verdict
from monitor import answers
from monitor.scan import Judging
from monitor.week import Desk

from .scripted import MONDAY, SUBJECT, home, scripted

PAGE = "https://lookup.example/p/maren"


def page(url=PAGE, text="Maren Holloway, Portland, OR", **facts):
    return Finding(
        source="web", key=url, url=url, title="Maren Holloway", text=text,
        facts={name: (value,) for name, value in facts.items()},
    )  # fmt: skip


@pytest.fixture
def hers():
    with home() as made:
        yield made


def desk(hers):
    return Desk(subject=SUBJECT, sources=(), namesakes=hers.store.namesakes())


async def seen(hers, *findings):
    """One scan that shows these; then the numbers of what is followed, by address."""
    await hers.scan(scripted(list(findings)))
    return {each.finding.url: each.id for each in hers.store.findings()}


def said(hers):
    return {each.finding.url: each.decision.verdict for each in hers.store.findings() if each.decision}


def decide(hers, id_, verdict):
    return answers.decide(hers.store, desk(hers), [id_], verdict, hers.clock.now())


async def test_her_word_spreads_to_the_same_page_and_says_so(hers):
    other = PAGE.replace("https://", "http://www.")
    ids = await seen(hers, page(), page(other), page("https://else.example/"))

    done = decide(hers, ids[PAGE], Verdict.REQUESTED)

    assert done.along == (ids[other],)
    assert said(hers) == {PAGE: Verdict.REQUESTED, other: Verdict.REQUESTED}


async def test_a_copy_that_turns_up_later_is_settled_when_it_is_seen(hers):
    ids = await seen(hers, page())
    decide(hers, ids[PAGE], Verdict.ACCEPTED)

    later = await seen(hers, page(PAGE.replace("https", "http")))

    stored = hers.store.find(later[PAGE.replace("https", "http")])
    assert (stored.decision.verdict, stored.decision.spread_from) == (Verdict.ACCEPTED, ids[PAGE])


async def test_a_copy_of_what_is_not_hers_is_never_kept(hers):
    ids = await seen(hers, page())
    decide(hers, ids[PAGE], Verdict.NOT_ME)

    later = await seen(hers, page(PAGE.replace("https", "http")))

    assert later == {}
    assert hers.store.withheld() == 2


async def test_what_spread_is_taken_back_with_it(hers):
    other = PAGE.replace("https", "http")
    ids = await seen(hers, page(), page(other))
    decide(hers, ids[PAGE], Verdict.MINE)

    back = answers.take_back(hers.store, [ids[PAGE]], MONDAY)

    assert (back.said, back.along) == ((ids[PAGE],), (ids[other],))
    assert said(hers) == {}


async def test_a_direct_answer_beats_one_that_spread_whichever_came_first(hers):
    other = PAGE.replace("https", "http")
    ids = await seen(hers, page(), page(other))
    decide(hers, ids[other], Verdict.ACCEPTED)

    done = decide(hers, ids[PAGE], Verdict.REQUESTED)
    decide(hers, ids[PAGE], Verdict.DENIED)

    assert done.along == ()
    assert said(hers) == {PAGE: Verdict.DENIED, other: Verdict.ACCEPTED}


async def test_what_spread_gives_way_to_a_later_direct_answer(hers):
    other = PAGE.replace("https", "http")
    ids = await seen(hers, page(), page(other))
    decide(hers, ids[PAGE], Verdict.MINE)

    decide(hers, ids[other], Verdict.UNSURE)
    decide(hers, ids[PAGE], Verdict.ACCEPTED)

    assert said(hers)[other] is Verdict.UNSURE


async def test_what_she_took_back_on_a_copy_does_not_come_again(hers):
    other = PAGE.replace("https", "http")
    ids = await seen(hers, page(), page(other))
    decide(hers, ids[PAGE], Verdict.MINE)

    answers.take_back(hers.store, [ids[other]], MONDAY)
    await seen(hers, page(), page(other))

    assert said(hers) == {PAGE: Verdict.MINE}


async def test_her_word_stands_whatever_the_evidence_says_later(hers):
    ids = await seen(hers, page())
    decide(hers, ids[PAGE], Verdict.MINE)

    await seen(hers, page(text="Maren Holloway, attorney, NPI 2987654300, Tampa, FL"))

    (stored,) = hers.store.findings()
    assert desk(hers).judged(stored).match.level is Level.MINE


AGENT = {"url": "https://homes.example/maren", "text": "Maren Holloway, agent in Portland, OR. Call (813) 555-0116."}
OTHER = {"url": "https://lists.example/5", "text": "Maren Holloway, Portland, OR, 813-555-0116"}


async def test_not_me_sets_aside_what_else_is_of_that_person_and_says_so(hers):
    ids = await seen(hers, page(**AGENT), page(**OTHER), page())

    done = decide(hers, ids[AGENT["url"]], Verdict.NOT_ME)

    assert done.along == (ids[OTHER["url"]],)
    assert [each.finding.url for each in hers.store.findings()] == [PAGE]


async def test_a_later_record_of_that_person_is_set_aside_unasked(hers):
    ids = await seen(hers, page(**AGENT))
    decide(hers, ids[AGENT["url"]], Verdict.NOT_ME)

    later = await seen(hers, page(**OTHER), page())

    assert list(later) == [PAGE]
    assert [each.judged.finding.url for each in answers.waiting(hers.store, desk(hers))] == [PAGE]


async def test_of_a_namesake_no_value_is_kept(hers):
    ids = await seen(hers, page(**AGENT))
    decide(hers, ids[AGENT["url"]], Verdict.NOT_ME)

    db = hers.store._db
    dump = "\n".join(db.conn.iterdump())

    rows = db.execute("SELECT kind, hash, met_at FROM namesake").fetchall()
    assert [row["kind"] for row in rows] == ["phone"]
    assert rows[0]["met_at"] == int(hers.clock.now().timestamp())
    assert "homes.example" not in dump
    assert "5550116" not in dump


async def test_taking_it_back_forgets_the_namesake_and_asks_every_question_afresh(hers):
    ids = await seen(hers, page(**AGENT), page(**OTHER))
    decide(hers, ids[AGENT["url"]], Verdict.NOT_ME)
    hers.store._db.execute("UPDATE question SET etag = 'x'")

    back = answers.take_back(hers.store, [ids[AGENT["url"]]], MONDAY)
    again = await seen(hers, page(**AGENT), page(**OTHER))

    assert back.along == (ids[OTHER["url"]],)
    assert hers.store._db.execute("SELECT count(*) FROM namesake").fetchone()[0] == 0
    assert set(again) == {AGENT["url"], OTHER["url"]}
    assert said(hers) == {}


async def test_what_also_stands_in_a_record_of_hers_tells_nobody_apart(hers):
    own = page("https://own.example/", text="Maren Holloway, NPI 2345678918, (813) 555-0116", npi="2345678918")
    ids = await seen(hers, page(**AGENT), own)

    decide(hers, ids[AGENT["url"]], Verdict.NOT_ME)

    assert hers.store.namesakes().hashes == frozenset()


async def test_a_fact_that_turns_out_to_be_hers_is_lifted_and_comes_back_with_the_undo(hers):
    ids = await seen(hers, page(**AGENT), page())
    decide(hers, ids[AGENT["url"]], Verdict.NOT_ME)
    both = page("https://mixed.example/", text="Maren Holloway, NPI 2345678918, (813) 555-0116", npi="2345678918")
    mixed = (await seen(hers, both))["https://mixed.example/"]
    known = hers.store.namesakes()

    decide(hers, mixed, Verdict.MINE)
    lifted = hers.store.namesakes()
    answers.take_back(hers.store, [mixed], MONDAY)

    assert len(known.hashes) == 1
    assert lifted.hashes == frozenset()
    assert hers.store.namesakes() == known


async def test_what_is_hers_alone_beside_a_namesakes_fact_is_a_question(hers):
    ids = await seen(hers, page(**AGENT))
    decide(hers, ids[AGENT["url"]], Verdict.NOT_ME)
    both = page("https://mixed.example/", text="Maren Holloway, NPI 2345678918, (813) 555-0116", npi="2345678918")

    await seen(hers, both)

    (asked,) = answers.waiting(hers.store, desk(hers))
    assert asked.judged.finding.url == "https://mixed.example/"
    assert asked.is_maybe


async def test_a_meeting_with_a_namesake_moves_the_date_of_the_hash(hers):
    ids = await seen(hers, page(**AGENT))
    decide(hers, ids[AGENT["url"]], Verdict.NOT_ME)
    hers.clock.jump(MONDAY - MONDAY.replace(month=10))

    await seen(hers, page(**OTHER))

    (met_at,) = hers.store._db.execute("SELECT met_at FROM namesake").fetchone()
    assert met_at == int(hers.clock.now().timestamp())


async def test_an_unsure_answer_makes_nobody_a_namesake(hers):
    ids = await seen(hers, page(**AGENT), page(**OTHER))

    done = decide(hers, ids[AGENT["url"]], Verdict.UNSURE)

    assert done.along == ()
    assert hers.store.namesakes().hashes == frozenset()


def test_judging_without_namesakes_is_the_engine_alone():
    judging = Judging(subject=SUBJECT, seen=MONDAY)

    assert judging.judge(page(**AGENT)).level is not Level.NOT_ME
