import pytest

from checks.errors import Unreadable
from checks.trail.commoncrawl import SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
CRAWLS = saved("commoncrawl", "hit")


async def ask(*answers):
    return await read(SOURCE, QUESTION, *answers)


async def test_a_newer_crawl_is_no_change():
    older, newer = b'{"timestamp": "20260912101500"}\n', b'{"timestamp": "20261012101500"}\n{"cut": '

    assert await ask(CRAWLS, reply(older)) == await ask(CRAWLS, reply(newer))


async def test_both_keys_of_its_nothing_are_known():
    assert await ask(CRAWLS, reply({"error": "No Captures found for: x"}, 404)) == ([], None)
    assert isinstance((await ask(CRAWLS, reply({"message": "Not Found"}, 404)))[1], Unreadable)


@pytest.mark.parametrize("address", ["https://elsewhere.example/CC-MAIN-2026-43-index", "file:///x", None, 7])
async def test_an_index_elsewhere_is_not_asked(address):
    findings, error = await ask(reply([{"cdx-api": address}, "x"]))

    assert findings == []
    assert isinstance(error, Unreadable)
