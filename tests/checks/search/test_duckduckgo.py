import pytest

from checks.errors import Blocked, Partial, Unreadable
from checks.search.duckduckgo import SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

(QUESTION,) = SOURCE.questions(QUERY, {})
HTML = {"content-type": "text/html; charset=utf-8"}


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


def listed(inner):
    return reply(f'<html><body><div id="links" class="results">{inner}</div></body></html>'.encode(), **HTML)


def test_it_is_off_by_itself_and_asked_one_question_without_a_follow_up():
    assert not SOURCE.default
    assert QUESTION.text == '"Maren Holloway"'
    assert SOURCE.recheck is None


@pytest.mark.parametrize("answer", [saved("duckduckgo", "challenge"), reply(b"", 202), reply(b"<html></html>", 202)])
async def test_its_walls_are_known_whatever_their_status(answer):
    findings, error = await ask(answer)

    assert findings == []
    assert isinstance(error, Blocked)


@pytest.mark.parametrize(
    "inner", ["", "<p>Something new</p>", '<div class="web-hit"><a href="https://a.example/">A</a></div>']
)
async def test_a_list_without_results_that_does_not_say_so_is_unreadable(inner):
    assert isinstance((await ask(listed(inner)))[1], Unreadable)


@pytest.mark.parametrize("status", [302, 303])
async def test_a_redirect_is_not_taken_for_nothing(status):
    assert isinstance((await ask(reply(b"", status, location="https://duckduckgo.com/")))[1], Unreadable)


async def test_a_result_whose_target_cannot_be_read_is_counted():
    good = '<div class="result"><a class="result__a" href="https://a.example/">A</a></div>'
    opaque = '<div class="result"><a class="result__a" href="//duckduckgo.com/l/?token=1">B</a></div>'
    linkless = '<div class="result"><h2>C</h2></div>'

    findings, error = await ask(listed(good + opaque + linkless))

    assert [finding.key for finding in findings] == ["https://a.example/"]
    assert isinstance(error, Partial)
    assert str(error) == "2 of the results could not be read"


async def test_advertisements_are_no_results_and_alone_do_not_say_nothing():
    ad = '<div class="result result--ad"><a class="result__a" href="https://ads.example/">Find anybody</a></div>'
    hidden = '<div class="result"><a class="result__a" href="https://duckduckgo.com/y.js?ad_domain=x">Ad</a></div>'

    findings, error = await ask(listed(ad + hidden))

    assert findings == []
    assert isinstance(error, Unreadable)


async def test_a_page_too_long_to_read_whole_is_never_a_whole_answer():
    hit = '<div class="result"><a class="result__a" href="https://a.example/">Maren Holloway</a></div>'

    findings, error = await ask(listed(hit + " " * 1_000_001))

    assert [finding.url for finding in findings] == ["https://a.example/"]
    assert isinstance(error, Partial)
