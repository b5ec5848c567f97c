"""What strangers see of accounts on platforms: the signs of the table, and what must never be taken for another thing."""

import csv
import re
from dataclasses import replace
from importlib.resources import files

import pytest

from checks import platforms, showing
from checks.errors import Blocked, Unreadable
from checks.model import KINDS_OF_RECORD, SHOWN, Handle, Question, Visibility
from checks.profiles.pages import SOURCE as PAGES
from checks.profiles.platforms import SOURCE
from tests.checks.asking import Asking, read, reply
from tests.checks.sample import QUERY

TABLE = (files("checks") / "data" / "platforms.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))
HTML = {"content-type": "text/html"}


def asked(*handles, profiles=()):
    listed = tuple(Handle(platform=platform, handle=handle) for platform, handle in handles)
    return list(SOURCE.questions(replace(QUERY, handles=listed, profiles=profiles), {}))


async def shown(platform, *answers, handle="quietjuniper"):
    (question,) = asked((platform, handle))
    return await read(SOURCE, question, *answers)


def page(body="", status=200, **headers):
    return reply(f"<html><head>{body}</head><body></body></html>".encode(), status, **HTML, **headers)


def test_every_row_can_be_read():
    for row in ROWS:
        platform = platforms.by_name(row["name"].split(";")[0])
        assert platform.kind in KINDS_OF_RECORD
        assert bool(platform.probe) == bool(row["exists"]) == bool(row["missing"] or row["walled"]), row["name"]
        assert not platform.probe or set(platform.otherwise.split()) <= set(Visibility)
        if platform.probe:
            account = platforms.Account(platform=platform, handle="quietjuniper")
            answer = reply(b"<title>t</title>[1]", 200)
            for sign in platform.signs.values():
                showing._Shown(answer, account).has(sign)
            for rule in platform.facts.values():
                list(showing._Shown(answer, account).values(rule))
            assert platforms.of_question(platform.question("quietjuniper12")) == replace(
                account, handle="quietjuniper12"
            )
    assert {*showing._SHOWS, "search"} <= SHOWN


def test_no_row_asks_a_page_for_signing_up_or_getting_a_password_back():
    forbidden = re.compile(
        r"avail|sign-?up|regist|forgot|reset|attempt|exists|lookup_email|join|validate", re.IGNORECASE
    )

    assert not [row["name"] for row in ROWS if forbidden.search(row["probe"])]


def test_only_listed_accounts_are_asked_each_at_its_own_platform():
    questions = asked(("instagram", "@QuietJuniper"), ("Instagram", "quietjuniper"), ("knitting.example", "maren"))

    assert [question.text for question in questions] == ["https://www.instagram.com/QuietJuniper/"]


@pytest.mark.parametrize(
    ("address", "asks"),
    [
        ("http://instagram.com/quietjuniper?igshid=1", "https://www.instagram.com/quietjuniper/"),
        ("https://www.chess.com/member/QuietJuniper", "https://api.chess.com/pub/player/QuietJuniper"),
        (
            "https://quietjuniper.wordpress.com",
            "https://public-api.wordpress.com/rest/v1.1/sites/quietjuniper.wordpress.com",
        ),
        ("https://venmo.com/quietjuniper", "https://account.venmo.com/u/quietjuniper"),
    ],
)
def test_the_address_of_a_profile_is_as_good_as_a_handle_and_no_page_to_read_besides(address, asks):
    assert [question.text for question in asked(profiles=(address,))] == [asks]
    assert not list(PAGES.questions(replace(QUERY, practice=None, profiles=(address,)), {}))


def test_other_pages_of_a_platform_stay_pages():
    story = "https://medium.com/@quietjuniper/a-walk-in-march-1f2e3d"

    assert asked(profiles=(story,)) == []
    assert [q.text for q in PAGES.questions(replace(QUERY, practice=None, profiles=(story,)), {})] == [story]


@pytest.mark.parametrize("platform", ["facebook", "linkedin", "x", "twitter", "reddit"])
def test_a_platform_that_is_closed_to_visitors_is_left_to_her(platform):
    (question,) = asked((platform, "quietjuniper"))

    assert "footprint checkup" in question.unasked


def test_a_handle_of_another_form_is_not_sent():
    (question,) = asked(("telegram", "no/handle?at=all"))

    assert "none of that platform" in question.unasked


@pytest.mark.parametrize(
    ("platform", "answer"),
    [
        ("instagram", page(status=302, location="https://www.instagram.com/accounts/login/?next=%2Fquietjuniper%2F")),
        ("instagram", page("<title>Login • Instagram</title>")),
        ("threads", page("<title>Threads • Log in</title>")),
        ("youtube", page(status=302, location="https://consent.youtube.com/m?continue=x")),
        ("tiktok", page("<script>tiktok-verify-page</script>")),
        ("wordpress", reply({"error": "forbidden", "message": "slow down"}, 403)),
        ("strava", page(status=429)),
    ],
)
async def test_a_wall_is_blocked_and_neither_private_nor_missing(platform, answer):
    findings, error = await shown(platform, answer)

    assert findings == []
    assert isinstance(error, Blocked)


async def test_a_private_account_is_private_and_shows_nothing_else():
    answer = reply({"error": "unauthorized", "message": "User cannot access this private blog."}, 403)

    (finding,), error = await shown("wordpress", answer)

    assert error is None
    assert finding.facts["visibility"] == ("private",)
    assert "shows" not in finding.facts


@pytest.mark.parametrize(
    ("platform", "answer"),
    [
        ("wordpress", reply({"error": "unknown_blog"}, 404)),
        ("duolingo", reply({"users": []})),
        ("hackernews", reply(None)),
        ("pinterest", page(status=301, location="https://www.pinterest.com/")),
    ],
)
async def test_what_the_platform_calls_missing_is_an_empty_and_complete_answer(platform, answer):
    assert await shown(platform, answer) == ([], None)


@pytest.mark.parametrize(
    ("platform", "answer"),
    [
        ("wordpress", page("<title>Not Found</title>", 404)),  # a proxy's or a moved interface's
        ("duolingo", reply({"users": [{"username": "somebodyelse"}]})),  # another account than was asked about
        ("pinterest", page(status=301, location="https://elsewhere.example/")),
        ("strava", page("<title>Log in | Maintenance</title>")),
        ("hackernews", reply(b"")),
    ],
)
async def test_what_no_sign_of_the_row_fits_is_unreadable(platform, answer):
    findings, error = await shown(platform, answer)

    assert findings == []
    assert isinstance(error, Unreadable)


async def test_another_spelling_on_the_same_site_is_followed_and_no_other_site():
    moved = page(status=301, location="https://www.strava.com/athletes/4711")
    there = page('<title>Maren H. | Strava</title><meta property="og:title" content="Maren H. | Strava">')
    asking = Asking(moved, there)

    (question,) = asked(("strava", "quietjuniper"))
    found = [finding async for finding in SOURCE.search(question, asking)]

    assert [request.url for request in asking.requests] == [question.text, "https://www.strava.com/athletes/4711"]
    assert [finding.key for finding in found] == ["strava:quietjuniper"]
    assert found[0].facts["visibility"] == ("unknown",)  # that it is there does not say how much of it is open


async def test_what_runs_and_where_shows_when_strangers_see_it():
    open_ = page(
        '<title>Maren H. | Strava</title><h2>Recent Activities</h2><meta property="og:title" content="Maren H.">'
    )

    (finding,), _ = await shown("strava", open_)

    assert finding.facts["shows"] == ("activity", "search")
    assert finding.facts["visibility"] == ("public",)
    assert finding.facts["additional_type"] == ("fitness",)


@pytest.mark.parametrize("how", ["tag", "header"])
async def test_a_profile_that_asks_engines_away_is_not_said_to_be_in_them(how):
    tag = '<meta name="robots" content="noindex">' if how == "tag" else ""
    headers = {"x-robots-tag": "noindex"} if how == "header" else {}
    body = f"<title>Maren | Flickr</title>{tag}"

    (finding,), _ = await shown("flickr", page(body, **headers))

    assert "shows" not in finding.facts


async def test_counters_and_days_are_no_facts():
    first = {"player_id": 1, "username": "quietjuniper", "name": "Maren", "followers": 3, "last_online": 1795000000}
    later = first | {"followers": 90, "last_online": 1795000000 + 86400}

    assert await shown("chess", reply(first)) == await shown("chess", reply(later))


def test_a_question_of_no_row_is_not_sent():
    question = Question(source="platforms", text="https://evil.example/quietjuniper", tells=("handle",))

    assert platforms.of_question(question.text) is None
