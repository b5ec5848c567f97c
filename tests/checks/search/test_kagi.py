import json

import pytest

from checks.errors import Blocked, Partial, Unreadable
from checks.search.kagi import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

KEY = {"api_key": "an-invented-key"}
QUESTION = next(iter(SOURCE.questions(QUERY, KEY)))


async def ask(answer):
    return await read(SOURCE, QUESTION, answer, settings=KEY)


@pytest.mark.parametrize(("status", "cure"), [(401, "key"), (403, "address of the internet"), (429, "used up")])
async def test_each_refusal_says_what_to_do(status, cure):
    _, error = await ask(reply({"meta": {}, "data": [], "error": [{"code": "x"}]}, status))

    assert isinstance(error, Blocked)
    assert cure in str(error)


async def test_an_error_in_a_good_status_is_never_nothing():
    _, error = await ask(reply({"meta": {}, "data": {}, "error": [{"code": "bad_query", "message": "\x1b[2J"}]}))

    assert isinstance(error, Unreadable)
    assert "\x1b" not in str(error)


async def test_other_parts_without_results_are_nothing_and_public_records_are_results():
    related = {"related_search": [{"url": "https://kagi.com/search?q=x", "title": "x"}]}
    record = {"url": "https://records.example/1", "title": "Maren Holloway"}

    assert await ask(reply({"meta": {}, "data": related})) == ([], None)
    findings, error = await ask(reply({"meta": {}, "data": {**related, "public_records": [record, "odd"]}}))
    assert [finding.key for finding in findings] == ["https://records.example/1"]
    assert isinstance(error, Partial)


async def test_the_key_travels_in_its_header_alone():
    asking = Asking(saved("kagi", "nobody"), settings=KEY)

    assert [finding async for finding in SOURCE.search(QUESTION, asking)] == []
    request = asking.requests[0]
    assert request.headers["Authorization"] == "Bearer an-invented-key"
    assert "an-invented-key" not in f"{request.url}{request.params}{json.loads(request.body)}"
