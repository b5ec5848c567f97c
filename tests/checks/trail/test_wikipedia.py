from checks.errors import Partial, Unreachable, Unreadable
from checks.trail.wikipedia import SOURCE
from tests.checks.asking import read, reply
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


async def ask(payload):
    return await read(SOURCE, QUESTION, reply(payload))


async def test_a_list_that_goes_on_is_partial():
    found = [{"title": "Sample Day", "snippet": "Maren Holloway"}]

    findings, error = await ask({"continue": {"sroffset": 50}, "query": {"search": found}})

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_a_title_cannot_leave_the_encyclopedia():
    (finding,), _ = await ask({"query": {"search": [{"title": "What? #1 & @evil.example/..", "snippet": ""}]}})

    assert finding.url == "https://en.wikipedia.org/wiki/What%3F_%231_%26_%40evil.example/.."


async def test_an_article_without_a_title_is_unread():
    assert isinstance((await ask({"query": {"search": [{"snippet": "x"}, None]}}))[1], Partial)


async def test_errors_in_a_good_status_are_no_nothing():
    assert isinstance((await ask({"error": {"code": "maxlag", "info": "Waiting"}}))[1], Unreachable)
    assert isinstance((await ask({"error": {"code": "badvalue"}}))[1], Unreadable)
