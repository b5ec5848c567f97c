from checks.errors import Blocked, Partial, Unreadable
from checks.search.serpapi import SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

KEY = {"api_key": "an-invented-key"}
QUESTION = next(iter(SOURCE.questions(QUERY, KEY)))
DONE = {"search_metadata": {"status": "Success"}}


async def ask(answer):
    return await read(SOURCE, QUESTION, answer, settings=KEY)


async def test_only_the_words_for_nothing_are_nothing():
    nothing = await ask(reply({**DONE, "error": "Google hasn't returned any results for this query."}))
    _, error = await ask(reply({**DONE, "error": "Google has had an error."}))
    _, failed = await ask(reply({"search_metadata": {"status": "Error"}, "organic_results": []}))

    assert nothing == ([], None)
    assert isinstance(error, Unreadable)
    assert isinstance(failed, Unreadable)


async def test_results_for_another_spelling_make_the_answer_partial():
    findings, error = await ask(saved("serpapi", "fixed_spelling"))

    assert len(findings) == 1
    assert isinstance(error, Partial)
    assert str(error) == "the engine changed the question"


async def test_used_up_questions_are_a_block_and_the_key_stands_in_no_message():
    for answer in (saved("serpapi", "used_up"), saved("serpapi", "refusal"), reply(b"", 410), reply(b"", 503)):
        _, error = await ask(answer)
        assert "an-invented-key" not in str(error)

    assert isinstance((await ask(saved("serpapi", "used_up")))[1], Blocked)
