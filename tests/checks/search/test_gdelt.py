import pytest

from checks.errors import Blocked, Unreadable
from checks.search.gdelt import SOURCE
from tests.checks.asking import read, reply
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


@pytest.mark.parametrize("status", [200, 429])
async def test_load_that_is_shed_is_a_block_whatever_the_status(status):
    _, error = await ask(reply(b"Please limit requests to one every 5 seconds", status))

    assert isinstance(error, Blocked)


@pytest.mark.parametrize("said", [b"The specified phrase is too short.", b"Your query was too short or too long."])
async def test_a_question_it_does_not_take_is_unreadable_and_says_why(said):
    _, error = await ask(reply(said, 200))

    assert isinstance(error, Unreadable)
    assert "did not take the question" in str(error)


async def test_a_line_of_text_never_seen_is_unreadable():
    assert isinstance((await ask(reply(b"Timespan: it is what it is.")))[1], Unreadable)


async def test_escapes_that_are_none_do_not_cost_the_answer():
    body = rb'{"articles": [{"url": "https:\/\/a.example\/1", "title": "Maren\'s \"room\" \u00e9 \x' + b'\x0b"}]}'

    findings, error = await ask(reply(body))

    assert error is None
    assert [finding.title for finding in findings] == ['Maren\'s "room" é x']
