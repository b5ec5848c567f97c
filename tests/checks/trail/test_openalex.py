from dataclasses import replace

from checks.errors import Partial, Unreadable
from checks.trail.openalex import SOURCE
from tests.checks.asking import Asking, read, reply
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
AUTHOR = {"id": "https://openalex.org/A0000418207", "display_name": "Maren Holloway"}


async def ask(answer, question=QUESTION):
    return await read(SOURCE, question, answer)


def listed(*authors, count=None):
    return reply({"meta": {"count": len(authors) if count is None else count}, "results": list(authors)})


def by_number():
    return next(iter(SOURCE.questions(replace(QUERY, orcid="0000-0000-4180-2075"), {})))


async def test_an_author_of_another_name_is_not_kept():
    other = {**AUTHOR, "display_name": "Jost Holloway-Maren"}

    assert await ask(listed(other)) == ([], None)


async def test_more_authors_than_one_answer_holds_are_partial():
    findings, error = await ask(listed(AUTHOR, count=101))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_an_author_without_a_number_is_unread():
    findings, error = await ask(listed({**AUTHOR, "id": "javascript:A1"}, AUTHOR))

    assert len(findings) == 1
    assert str(error) == "1 of the records could not be read"


async def test_her_number_brings_one_record_or_none():
    findings, error = await ask(reply(AUTHOR), by_number())

    assert [finding.key for finding in findings] == ["A0000418207"]
    assert error is None
    assert await ask(reply({"error": "Not Found"}, 404), by_number()) == ([], None)
    assert isinstance((await ask(reply({"author": AUTHOR}), by_number()))[1], Partial)


async def test_for_a_name_404_is_not_nothing():
    assert isinstance((await ask(reply({"error": "Not Found"}, 404)))[1], Unreadable)


async def test_the_key_is_said_only_where_there_is_one():
    without, with_key = Asking(listed()), Asking(listed(), settings={"api_key": "an-invented-key"})

    for asking in (without, with_key):
        assert [finding async for finding in SOURCE.search(QUESTION, asking)] == []
    assert "api_key" not in dict(without.requests[0].params)
    assert dict(with_key.requests[0].params)["api_key"] == "an-invented-key"
