import pytest

from checks.errors import Blocked, Unreadable
from checks.search.serper import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

KEY = {"api_key": "an-invented-key"}
QUESTION = next(iter(SOURCE.questions(QUERY, KEY)))


async def ask(answer):
    return await read(SOURCE, QUESTION, answer, settings=KEY)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply({"message": "Not enough credits", "statusCode": 400}, 400), "used up"),
        (reply(b"slow down", 429), "used up"),
        (reply(b"no", 401), "did not accept the key"),
    ],
)
async def test_money_and_key_are_told_apart(answer, said):
    _, error = await ask(answer)

    assert isinstance(error, Blocked)
    assert said in str(error)


async def test_a_question_it_does_not_take_is_unreadable():
    assert isinstance((await ask(reply({"message": "Query not allowed"}, 400)))[1], Unreadable)


async def test_the_key_travels_in_its_header_alone():
    asking = Asking(saved("serper", "nobody"), settings=KEY)

    assert [finding async for finding in SOURCE.search(QUESTION, asking)] == []
    assert asking.requests[0].headers["X-API-KEY"] == "an-invented-key"
    assert b"an-invented-key" not in asking.requests[0].body
