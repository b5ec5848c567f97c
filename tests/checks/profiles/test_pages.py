from dataclasses import replace

import pytest

from checks import identity, redact
from checks.errors import Blocked, Partial, Unchanged, Unreadable
from checks.model import WEB, Finding, Level, Practice
from checks.profiles.pages import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

QUESTIONS = list(SOURCE.questions(QUERY, {}))
QUESTION = QUESTIONS[0]
HTML = {"content-type": "text/html; charset=utf-8"}


def shown(markup, status=200, **headers):
    return reply(markup.encode(), status, **{**HTML, **headers})


def test_each_page_that_she_lists_is_one_question():
    doubled = replace(
        QUERY, profiles=(*QUERY.profiles, QUERY.profiles[0] + "?utm_source=x"), practice=Practice(website="")
    )

    asked = list(SOURCE.questions(doubled, {}))

    assert [question.text for question in asked] == [question.text for question in QUESTIONS]
    assert asked[0].names == QUERY.names


def test_what_is_no_address_of_the_web_is_not_asked():
    odd = replace(
        QUERY,
        practice=None,
        profiles=("ftp://x.example/", "javascript:alert(1)", "not an address", "https://x.example/" + "a" * 3000),
    )

    assert list(SOURCE.questions(odd, {})) == []


async def test_a_page_is_asked_as_a_page_and_only_if_it_changed():
    asking = Asking(saved("pages", "hit"))

    assert [finding async for finding in SOURCE.search(QUESTION, asking)]

    (request,) = asking.requests
    assert request.page
    assert request.conditional


async def test_an_unchanged_page_stands():
    assert isinstance((await read(SOURCE, QUESTION, Unchanged("304")))[1], Unchanged)


@pytest.mark.parametrize("status", [404, 410])
async def test_the_page_itself_says_that_it_is_gone(status):
    assert await read(SOURCE, QUESTION, shown("<p>There is no such page here, sorry.</p>", status)) == ([], None)


async def test_the_whole_page_is_the_record_that_engines_point_to():
    (finding,), _ = await read(SOURCE, QUESTION, saved("pages", "hit"))

    assert finding.id == (WEB, "https://juniperstreet.example/")
    assert not finding.excerpt
    assert redact.storable(finding, SUBJECT).facts["telephone"] == ("+15035550142",)


async def test_a_page_that_she_lists_is_hers_whether_it_names_her_or_not():
    (finding,), error = await read(
        SOURCE, QUESTION, shown("<title>Counseling</title><p>We see adults in Portland, OR. Call (503) 555-0142.</p>")
    )

    assert error is None
    assert identity.judge(SUBJECT, redact.storable(finding, SUBJECT)).level is not Level.NOT_ME


async def test_on_a_list_that_she_lists_her_row_alone_is_read():
    rows = "<ul><li>Otis Hargrove, LPC – counselor, Salem</li><li>Maren Lindqvist, LCSW – therapist, Portland</li></ul>"

    (finding,), _ = await read(SOURCE, QUESTION, shown(rows))

    assert finding.text == "Maren Lindqvist, LCSW – therapist, Portland"


async def test_where_a_page_moved_it_stays_the_page_that_she_listed():
    answer = replace(saved("pages", "hit"), url="https://elsewhere.example/maren")

    (finding,), _ = await read(SOURCE, QUESTION, answer)

    assert finding.key == QUESTION.text


@pytest.mark.parametrize(
    "answer",
    [
        shown(""),
        shown(
            "<div id=root></div><script>draw()</script><noscript>Please enable JavaScript to see this page.</noscript>"
        ),
        reply(b"%PDF-1.7 " + b"x" * 100, **{"content-type": "application/pdf"}),
        reply(b"\x89PNG" + b"x" * 100, **{"content-type": "image/png"}),
    ],
)
async def test_a_page_without_words_is_unreadable_and_not_empty(answer):
    findings, error = await read(SOURCE, QUESTION, answer)

    assert findings == []
    assert isinstance(error, Unreadable)


CAPTCHA = '<script src="https://www.google.com/recaptcha/api.js"></script><div class="g-recaptcha"></div>'


async def test_a_contact_form_with_a_captcha_is_no_wall():
    form = f"<title>Contact Maren Holloway</title><h1>Contact</h1><p>Maren Holloway, LCSW, Portland, OR. Send us your message.</p><form>{CAPTCHA}</form>"

    findings, error = await read(SOURCE, QUESTION, shown(form))

    assert error is None
    assert findings


@pytest.mark.parametrize(
    "wall",
    [
        shown(f"<title>Access to this page has been denied</title>{CAPTCHA}"),
        shown(
            f"<title>juniperstreet.example</title><p>Verifying you are human. This may take a few seconds.</p>{CAPTCHA}"
        ),
        shown(f"<p>A long refusal. {'Words. ' * 300}</p>{CAPTCHA}", 403),
        shown("<title>Just a moment...</title><p>Maren Holloway</p>" + "<p>words</p>" * 300),
        shown('<script src="/_Incapsula_Resource?x=1"></script>'),
    ],
)
async def test_a_wall_is_blocked(wall):
    findings, error = await read(SOURCE, QUESTION, wall)

    assert findings == []
    assert isinstance(error, Blocked)


async def test_what_stands_behind_the_end_of_the_reading_is_not_taken_for_missing():
    long = "<p>Maren Holloway, LCSW, Portland</p>" + "<p>words and words of hers</p>" * 8_000 + "<p>(503) 555-0177</p>"

    findings, error = await read(SOURCE, QUESTION, shown(long))

    assert isinstance(error, Partial)
    assert [finding.excerpt for finding in findings] == [True]


@pytest.mark.parametrize(
    ("url", "is_read"),
    [
        ("https://care.headway.co/providers/maren-holloway?utm_source=x", True),
        ("https://www.healthgrades.com/providers/maren-holloway-x7k2f", False),  # refuses programs
        ("https://care.headway.co/blog/maren-holloway", False),  # no entry
        ("https://ratedcare.example/providers/maren-holloway", False),  # a host that nobody knows
    ],
)
def test_of_what_engines_find_only_entries_in_readable_directories_are_read(url, is_read):
    question = SOURCE.reads(Finding(source=WEB, key=url, url=url, title="Maren Holloway"), QUERY)

    assert (question is not None) is is_read
    if question:
        assert (question.text, question.tells) == ("https://care.headway.co/providers/maren-holloway", ("page",))
