import pytest

from checks.errors import Blocked, Partial, Unreadable
from checks.queries import recheck
from checks.search.brave import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

KEY = {"api_key": "an-invented-key"}
QUESTION = next(iter(SOURCE.questions(QUERY, KEY)))


async def ask(answer, question=QUESTION):
    return await read(SOURCE, question, answer, settings=KEY)


def results(*urls, **query):
    found = [{"url": url, "title": "Maren Holloway", "description": ""} for url in urls]
    return reply({"type": "search", "query": {"original": "q", **query}, "web": {"results": found}})


async def test_a_changed_spelling_makes_the_answer_partial():
    findings, error = await ask(saved("brave", "altered"))

    assert len(findings) == 1
    assert isinstance(error, Partial)
    assert str(error) == "the engine changed the question"


async def test_a_throttle_and_a_used_up_month_are_told_apart():
    _, throttled = await ask(saved("brave", "throttled"))
    _, used_up = await ask(saved("brave", "month_used_up"))

    assert isinstance(throttled, Blocked)
    assert isinstance(used_up, Blocked)
    assert str(throttled) == "Brave asked for fewer questions (HTTP 429)"
    assert "used up" in str(used_up)


@pytest.mark.parametrize("status", [401, 403])
async def test_a_wrong_key_is_told_the_cure(status):
    _, error = await ask(reply(b"denied", status))

    assert isinstance(error, Blocked)
    assert "`footprint sources` tells where it is read from" in str(error)


async def test_a_wrong_key_is_known_by_its_code_whatever_the_status():
    _, error = await ask(reply({"error": {"code": "SUBSCRIPTION_TOKEN_INVALID"}}, 422))

    assert isinstance(error, Blocked)


async def test_a_question_it_does_not_take_is_unreadable_and_its_code_is_kept_inert():
    _, error = await ask(reply({"error": {"code": "VALIDATION"}}, 422))
    _, hostile = await ask(reply({"error": {"code": "\x1b[2J<b>"}}, 422))

    assert isinstance(error, Unreadable)
    assert "VALIDATION" in str(error)
    assert "\x1b" not in str(hostile)


async def test_the_key_travels_in_its_header_alone():
    asking = Asking(results(), settings=KEY)

    assert [finding async for finding in SOURCE.search(QUESTION, asking)] == []
    request = asking.requests[0]
    assert request.headers["X-Subscription-Token"] == "an-invented-key"
    assert "an-invented-key" not in f"{request.url}{request.params}"


async def test_results_that_cannot_be_read_are_counted():
    findings, error = await ask(results("https://site.example/", "about:blank"))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_a_site_restricted_page_that_is_full_may_go_on():
    question = recheck(QUESTION, "site.example")

    _, short = await ask(results(*(f"https://site.example/{n}" for n in range(19))), question)
    _, full = await ask(results(*(f"https://site.example/{n}" for n in range(20))), question)

    assert short is None
    assert isinstance(full, Partial)
