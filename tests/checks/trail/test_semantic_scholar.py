from checks.errors import Partial
from checks.trail.semantic_scholar import SOURCE
from tests.checks.asking import Asking, read, reply
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
AUTHOR = {"authorId": "9990000418", "name": "Maren Holloway", "affiliations": None, "homepage": None}


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


async def test_a_list_may_be_left_out_where_there_is_nothing():
    assert await ask(reply({"total": 0, "offset": 0})) == ([], None)


async def test_more_authors_than_one_answer_holds_are_partial():
    findings, error = await ask(reply({"total": 180, "offset": 0, "next": 100, "data": [AUTHOR]}))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_an_author_without_a_number_is_unread():
    findings, error = await ask(reply({"total": 2, "data": [{**AUTHOR, "authorId": "../x"}, AUTHOR]}))

    assert len(findings) == 1
    assert str(error) == "1 of the records could not be read"


async def test_a_homepage_that_is_no_page_is_left_out():
    (finding,), _ = await ask(reply({"total": 1, "data": [{**AUTHOR, "homepage": "javascript:alert(1)"}]}))

    assert "same_as" not in finding.facts


async def test_the_key_travels_in_its_header_alone():
    asking = Asking(reply({"total": 0, "data": []}), settings={"api_key": "an-invented-key"})

    assert [finding async for finding in SOURCE.search(QUESTION, asking)] == []
    assert asking.requests[0].headers["x-api-key"] == "an-invented-key"
    assert "an-invented-key" not in f"{asking.requests[0].url}{asking.requests[0].params}"
