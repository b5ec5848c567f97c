import json

import pytest

from checks.errors import Blocked, Unreadable
from checks.queries import recheck
from checks.search.tavily import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

KEY = {"api_key": "an-invented-key"}
QUESTION = next(iter(SOURCE.questions(QUERY, {})))


async def sent(question, settings):
    asking = Asking(saved("tavily", "nobody"), settings=settings)
    async for _ in SOURCE.search(question, asking):
        pass
    return asking.requests[0]


async def test_without_a_key_it_says_so_and_with_one_it_says_nothing_of_that():
    keyless, keyed = (await sent(QUESTION, {})).headers, (await sent(QUESTION, KEY)).headers

    assert keyless["X-Tavily-Access-Mode"] == "keyless"
    assert "Authorization" not in keyless
    assert keyed["Authorization"] == "Bearer an-invented-key"
    assert "X-Tavily-Access-Mode" not in keyed


def test_without_a_key_it_is_asked_the_likeliest_questions_alone():
    few, more = list(SOURCE.questions(QUERY, {})), list(SOURCE.questions(QUERY, KEY))

    assert 0 < len(few) < len(more)
    assert more[: len(few)] == few


async def test_the_site_of_a_follow_up_is_a_field_of_its_own():
    body = json.loads((await sent(recheck(QUESTION, "site.example"), {})).body)

    assert (body["query"], body["include_domains"]) == ('"Maren Holloway"', ["site.example"])


async def test_several_sites_are_a_list_of_domains():
    batch = next(question for question in SOURCE.questions(QUERY, KEY) if question.among)

    body = json.loads((await sent(batch, KEY)).body)

    assert (body["query"], tuple(body["include_domains"])) == ('"Maren Holloway"', batch.among)


@pytest.mark.parametrize("status", [429, 432, 433])
async def test_each_of_its_limits_is_a_block_with_its_own_cure(status):
    _, keyless = await read(SOURCE, QUESTION, reply({"error": {"code": "x"}}, status))
    _, keyed = await read(SOURCE, QUESTION, reply({"detail": {"error": "x"}}, status), settings=KEY)

    assert isinstance(keyless, Blocked)
    assert isinstance(keyed, Blocked)
    assert "with one it answers more" in str(keyless)
    assert "used up" in str(keyed)


async def test_a_question_it_does_not_take_is_unreadable():
    assert isinstance((await read(SOURCE, QUESTION, reply({"detail": {"error": "x"}}, 400)))[1], Unreadable)
