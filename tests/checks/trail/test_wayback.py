import pytest

from checks.errors import Blocked, Partial, Unreadable
from checks.trail.wayback import SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
HEADER = ["original", "statuscode", "timestamp"]


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


def test_her_site_and_each_page_she_lists_are_asked_once():
    assert [q.text for q in SOURCE.questions(QUERY, {})] == [
        "https://juniperstreet.example/",
        "https://www.psychologytoday.example/us/therapists/maren-holloway-portland-or/418207",
    ]


@pytest.mark.parametrize("name", ["refusal", "robots"])
async def test_a_page_left_out_on_request_is_not_a_page_without_copies(name):
    findings, error = await ask(saved("wayback", name))

    assert findings == []
    assert isinstance(error, Blocked)
    assert "leave this page out" in str(error)


@pytest.mark.parametrize(("status", "body"), [(200, b""), (200, b"[]\n"), (404, b""), (404, b"[]")])
async def test_an_empty_list_is_nothing(status, body):
    assert await ask(reply(body, status)) == ([], None)


async def test_a_page_of_html_with_404_is_not_nothing():
    assert isinstance((await ask(reply(b"<html>Not Found</html>", 404)))[1], Unreadable)


async def test_columns_are_found_by_their_names():
    (finding,), _ = await ask(reply([HEADER, ["https://juniperstreet.example/", "200", "20190412083015"]]))

    assert finding.facts["archived_at"] == ("2019-04-12",)


async def test_more_captures_are_no_change():
    first = ["https://juniperstreet.example/", "200", "20190412083015"]

    (once,), _ = await ask(reply([HEADER, first]))
    (often,), _ = await ask(reply([HEADER, ["https://juniperstreet.example/", "200", "20251231000000"], first]))

    assert often == once


async def test_a_capture_without_a_time_is_unread():
    good, bad = ["u", "200", "20190412083015"], ["u", "200", "20191399000000"]

    findings, error = await ask(reply([HEADER, bad, good]))

    assert len(findings) == 1
    assert isinstance(error, Partial)
    assert isinstance((await ask(reply([HEADER, bad])))[1], Unreadable)
