import pytest

from checks.errors import Blocked, Partial, Unreadable
from checks.queries import recheck
from checks.search.mojeek import COUNT, SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

KEY = {"api_key": "an-invented-key"}
QUESTION = next(iter(SOURCE.questions(QUERY, KEY)))


async def ask(answer, question=QUESTION):
    return await read(SOURCE, question, answer, settings=KEY)


def response(status="OK", results=()):
    return reply({"response": {"status": status, "results": list(results)}})


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("ERROR: Daily Limit Reached", Blocked),
        ("ERROR: Invalid API Key", Blocked),
        ("ERROR: \x1b[2J<b>No query</b>", Unreadable),
    ],
)
async def test_a_refusal_inside_a_good_status_is_read_and_kept_inert(said, outcome):
    findings, error = await ask(response(said))

    assert findings == []
    assert isinstance(error, outcome)
    assert "\x1b" not in str(error)


async def test_the_site_of_a_follow_up_is_a_parameter_of_its_own():
    asking = Asking(saved("mojeek", "nobody"), settings=KEY)

    async for _ in SOURCE.search(recheck(QUESTION, "site.example"), asking):
        pass

    params = dict(asking.requests[0].params)
    assert (params["q"], params["site"]) == ('"Maren Holloway"', "site.example")


async def test_a_follow_up_may_say_gone_only_where_its_list_ends_and_keeps_to_the_site():
    results = [{"url": f"https://site.example/{n}", "title": "t", "desc": ""} for n in range(COUNT)]
    question = recheck(QUESTION, "site.example")

    assert (await ask(response(results=results[:-1]), question))[1] is None
    assert isinstance((await ask(response(results=results), question))[1], Partial)
    assert isinstance((await ask(response(results=[{"url": "https://other.example/"}]), question))[1], Partial)
