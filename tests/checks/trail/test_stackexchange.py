import pytest

from checks.errors import Blocked, Partial, Unreadable
from checks.trail.stackexchange import SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
USER = {"user_id": 418207, "display_name": "Maren Holloway"}


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


def listed(*users, more=False):
    return reply({"items": list(users), "has_more": more})


def test_other_sites_can_be_named_and_what_is_no_site_is_not_asked():
    asked = SOURCE.questions(QUERY, {"sites": "Cooking, math.meta cooking x&y"})

    assert [q.text for q in asked][:2] == ["Maren Holloway on cooking", "Maren Holloway on math.meta"]
    assert len(list(SOURCE.questions(QUERY, {"sites": "x&y"}))) == 0


async def test_reputation_and_the_last_visit_are_no_facts():
    later = {**USER, "reputation": 999, "last_access_date": 1}

    assert await ask(listed(USER)) == await ask(listed(later))


async def test_a_list_that_goes_on_and_an_account_without_a_number_are_partial():
    assert isinstance((await ask(listed(USER, more=True)))[1], Partial)
    assert isinstance((await ask(listed({**USER, "user_id": True})))[1], Partial)


@pytest.mark.parametrize("link", ["javascript:1", "https://elsewhere.example/x", None])
async def test_a_link_that_is_no_profile_is_not_passed_on(link):
    (finding,), _ = await ask(listed({**USER, "link": link}))

    assert finding.url == "https://psychology.stackexchange.com/users/418207"


async def test_a_used_up_day_and_a_wrong_question_are_told_apart():
    assert isinstance((await ask(saved("stackexchange", "refusal")))[1], Blocked)
    assert isinstance((await ask(reply({"error_id": 400, "error_name": "bad_parameter"}, 400)))[1], Unreadable)
