from dataclasses import replace

import pytest

from checks import exposures, identity, redact
from checks.errors import Blocked, Partial, Unreadable
from checks.model import Level
from checks.search.yelp import SOURCE
from checks.source import witness
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

KEY = {"api_key": "an-invented-key"}
NUMBER, PRACTICE, NAME = SOURCE.questions(QUERY, KEY)
JUNIPER = {"id": "juniper01", "alias": "juniper-street", "name": "Juniper Street Counseling", "rating": 4.5}


async def ask(*answers, question=PRACTICE):
    return await read(SOURCE, question, *answers, settings=KEY)


def businesses(*entries):
    return reply({"businesses": list(entries), "total": 240, "region": {}})


def error(code, status):
    return reply({"error": {"code": code, "description": "An invented text."}}, status)


async def test_the_entry_of_her_practice_is_hers_although_it_names_nobody():
    (finding,), _ = await ask(saved("yelp", "hit"), saved("yelp", "hit_2"))

    stored = redact.storable(finding, SUBJECT)

    assert identity.judge(SUBJECT, stored).level is Level.MINE
    assert [each.kind for each in exposures.find(SUBJECT, stored)] == ["negative_review"]


async def test_an_entry_of_her_practices_name_under_another_number_is_asked_about_and_told_as_wrong():
    (finding,), _ = await ask(businesses(JUNIPER | {"phone": "+15035550188"}), reply({"reviews": []}))

    stored = redact.storable(finding, SUBJECT)

    assert identity.judge(SUBJECT, stored).level is Level.MAYBE
    assert "professional_info_wrong" in {each.kind for each in exposures.find(SUBJECT, stored)}


@pytest.mark.parametrize(("code", "status"), [("NOT_FOUND", 404), ("UNAUTHORIZED_ACCESS_TOKEN", 401)])
async def test_a_plan_without_reviews_still_shows_the_mean(code, status):
    (finding,), problem = await ask(businesses(JUNIPER), error(code, status))

    assert problem is None
    assert finding.fact("aggregate_rating") == "4.5"
    assert "review" not in finding.facts


async def test_a_limit_reached_at_the_reviews_keeps_the_entry_and_is_told():
    (finding,), problem = await ask(businesses(JUNIPER), error("ACCESS_LIMIT_REACHED", 429))

    assert finding.key == "juniper01"
    assert isinstance(problem, Blocked)
    assert "today's questions" in str(problem)


async def test_no_more_than_three_entries_are_asked_for_their_reviews():
    asking = Asking(
        businesses(*(JUNIPER | {"id": f"juniper{n}"} for n in range(5))), reply({"reviews": []}), settings=KEY
    )

    found = [finding async for finding in SOURCE.search(PRACTICE, asking)]

    assert (len(found), len(asking.requests)) == (5, 1 + 3)


async def test_only_the_number_is_looked_up_whole_so_only_it_says_that_an_entry_is_gone():
    (finding,), _ = await ask(businesses(JUNIPER), reply({"reviews": []}), question=NUMBER)

    assert [witness(SOURCE, question, finding) for question in (NUMBER, PRACTICE, NAME)] == [NUMBER.key, "", ""]


async def test_an_entry_that_cannot_be_read_is_counted_and_others_are_left_out():
    found, problem = await ask(businesses({"id": "x y"}, JUNIPER | {"name": "Larch Avenue Counseling"}))

    assert found == []
    assert isinstance(problem, Partial)


async def test_a_wrong_key_and_a_question_that_is_not_taken_are_told_apart():
    _, wrong = await ask(error("TOKEN_INVALID", 401))
    _, refused = await ask(error("VALIDATION_ERROR", 400))

    assert isinstance(wrong, Blocked)
    assert isinstance(refused, Unreadable)


def test_no_number_and_no_town_are_not_asked_about():
    bare = replace(QUERY, towns=(), practice=replace(QUERY.practice, phone="12"))

    assert list(SOURCE.questions(bare, KEY)) == []
