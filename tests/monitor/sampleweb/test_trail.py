"""The two sources of the trail: the archive and the breaches."""

from itertools import pairwise
from urllib.parse import quote

import pytest

from monitor.sampleweb import world
from monitor.sampleweb.sources import wayback, xposedornot
from tests.monitor.sampleweb.played import ask, decoded

CDX = "/cdx/search/cdx"
SITE = "juniperstreet.example/"


def captures(week=2, **params):
    return decoded(ask(wayback, CDX, week=week, output="json", **({"url": SITE} | params)))


def test_the_first_row_of_captures_names_the_columns_and_all_are_strings():
    header, *rows = captures()

    assert header == list(wayback.COLUMNS)
    assert rows[0][:5] == [
        "example,juniperstreet)/",
        "20190412081533",
        "https://juniperstreet.example/",
        "text/html",
        "200",
    ]
    assert all(isinstance(value, str) for row in rows for value in row)


def test_one_more_capture_comes_every_week_and_the_first_stays():
    counts = [len(captures(week)) for week in (1, 2, 4, 5)]

    assert all(later > earlier for earlier, later in pairwise(counts))
    assert {captures(week, limit="1", fl="timestamp")[1][0] for week in (1, 2, 4, 5)} == {"20190412081533"}


def test_a_page_that_was_never_captured_is_an_empty_list_or_an_empty_text():
    assert captures(url="elsewhere.example/") == []
    assert ask(wayback, CDX, url="elsewhere.example/").body == b""


def test_scheme_and_www_do_not_matter():
    assert captures(url="https://www.juniperstreet.example/") == captures()


@pytest.mark.parametrize(
    ("params", "rows"),
    [
        ({}, 3),
        ({"filter": "statuscode:200"}, 3),
        ({"filter": "statuscode:20"}, 0),  # a full match
        ({"filter": "!statuscode:200"}, 0),
        ({"filter": "~original:juniper"}, 3),
        ({"filter": ["statuscode:200", "timestamp:2019.*"]}, 1),
        ({"collapse": "digest"}, 1),
        ({"collapse": "timestamp:4"}, 2),
        ({"limit": "2"}, 2),
        ({"limit": "-1"}, 1),
        ({"offset": "1"}, 2),
        ({"from": "2026"}, 2),
        ({"to": "2019"}, 1),
        ({"from": "20260101", "to": "20261020"}, 1),
        ({"matchType": "host"}, 6),
        ({"url": "juniperstreet.example/a*"}, 3),
        ({"url": "*.example"}, 6),
    ],
)
def test_the_archive_keeps_to_its_filters(params, rows):
    answer = captures(**params)

    assert max(len(answer) - 1, 0) == rows


def test_the_last_captures_are_the_newest():
    assert captures(limit="-1", fl="timestamp")[1] == ["20261026021500"]


def test_fields_are_as_asked_for_and_text_is_parted_by_spaces():
    answer = ask(wayback, CDX, week=1, url=SITE, fl="timestamp,statuscode", limit="1")

    assert answer.body == b"20190412081533 200\n"


def test_a_list_goes_on_with_its_key():
    first = captures(limit="2", showResumeKey="true", fl="timestamp")
    rest = captures(resumeKey=first[-1][0], fl="timestamp")

    assert first[-2] == []
    assert [*first[1:3], *rest[1:]] == captures(fl="timestamp")[1:]


@pytest.mark.parametrize(
    "params",
    [
        {"url": ""},
        {"fl": "size"},
        {"filter": "statuscode"},
        {"filter": "statuscode:("},
        {"matchType": "near"},
        {"limit": "all"},
        {"from": "May"},
    ],
)
def test_what_the_archive_cannot_read_is_refused(params):
    assert ask(wayback, CDX, **({"url": SITE, "output": "json"} | params)).status_code == 400


def test_the_archive_is_overloaded_in_week_three_and_does_not_say_for_how_long():
    answer = ask(wayback, CDX, week=3, url=SITE)

    assert answer.status_code == 429
    assert "retry-after" not in answer.headers


def check(email, week=1, **params):
    return ask(xposedornot, f"/v1/check-email/{quote(email, safe='@')}", week=week, **params)


def test_breaches_are_one_list_in_a_list_and_details_come_when_asked_for():
    short, full = decoded(check(world.EMAIL)), decoded(check(world.EMAIL, details="true"))

    assert short.keys() == {"breaches", "email", "status"}
    assert [sorted(names) for names in full["breaches"]] == [["OldForum", "TrailMaps"]]
    assert {detail["name"]: detail["exposed_data"] for detail in full["breach_details"]}["OldForum"] == [
        "Email addresses",
        "Passwords",
    ]


def test_the_order_of_breaches_differs_between_weeks():
    orders = {tuple(decoded(check(world.EMAIL, week))["breaches"][0]) for week in (1, 2)}

    assert len(orders) == 2


def test_nothing_has_two_shapes():
    nobody, no_address = check("hello@juniperstreet.example"), check("hello")

    assert (nobody.status_code, decoded(nobody)["Error"]) == (404, "No breaches found")
    assert (no_address.status_code, decoded(no_address)) == (200, {"Error": "Not found", "email": None})


def test_a_wall_stands_in_week_three_and_the_new_breach_is_seen_behind_it_in_week_four():
    wall = check(world.EMAIL, 3)

    assert (wall.status_code, wall.headers["cf-mitigated"]) == (403, "challenge")
    assert b"Just a moment" in wall.body
    assert "ParcelPoint" in str(decoded(check(world.EMAIL, 4)))
    assert "ParcelPoint" not in str(decoded(check(world.EMAIL, 2)))


def test_the_catalogue_of_breaches_answers_304_to_who_knows_it():
    first = ask(xposedornot, "/v1/breaches")
    again = ask(xposedornot, "/v1/breaches", headers={"if-modified-since": first.headers["last-modified"]})
    later = ask(xposedornot, "/v1/breaches", week=4, headers={"if-modified-since": first.headers["last-modified"]})

    assert [breach["breachID"] for breach in decoded(first)["exposedBreaches"]] == ["OldForum", "TrailMaps"]
    assert (again.status_code, later.status_code) == (304, 200)
