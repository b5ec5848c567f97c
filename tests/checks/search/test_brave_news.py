from checks.errors import Blocked, Partial
from checks.search.brave_news import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

KEY = {"api_key": "an-invented-key"}
QUESTION = next(iter(SOURCE.questions(QUERY, KEY)))


async def ask(answer):
    return await read(SOURCE, QUESTION, answer, settings=KEY)


async def test_a_used_up_month_and_a_wrong_key_are_told_apart():
    _, used_up = await ask(saved("brave_news", "month_used_up"))
    _, wrong = await ask(reply({"error": {"code": "SUBSCRIPTION_TOKEN_INVALID"}}, 422))

    assert isinstance(used_up, Blocked)
    assert isinstance(wrong, Blocked)
    assert "used up" in str(used_up)
    assert "did not accept the key" in str(wrong)


async def test_a_changed_question_and_an_unread_result_make_it_partial():
    results = [{"title": "Maren Holloway", "url": "about:blank"}]
    _, error = await ask(reply({"type": "news", "query": {"altered": "karen holloway"}, "results": results}))

    assert isinstance(error, Partial)
    assert str(error) == "1 of the results could not be read; the engine changed the question"


async def test_the_key_travels_in_its_header_alone():
    asking = Asking(saved("brave_news", "nobody"), settings=KEY)

    assert [finding async for finding in SOURCE.search(QUESTION, asking)] == []
    request = asking.requests[0]
    assert request.headers["X-Subscription-Token"] == "an-invented-key"
    assert "an-invented-key" not in f"{request.url}{request.params}"
