import json
from collections import Counter

import pytest

from monitor.sampleweb.pages import BROKER, RACE, UPSTREAM
from monitor.sampleweb.sources import searxng
from tests.monitor.sampleweb.played import ask, decoded

NAME = '"Maren Holloway"'

# The fields of one result of a real server, recorded in August 2026.
FIELDS = {
    "template", "title", "content", "img_src", "iframe_src", "audio_src", "thumbnail", "publishedDate", "pubdate", "length",
    "views", "author", "metadata", "priority", "engines", "open_group", "close_group", "positions", "score", "category", "url",
    "engine", "parsed_url",
}  # fmt: skip
PARTS = {"query", "results", "answers", "corrections", "infoboxes", "suggestions", "unresponsive_engines"}


def search(week=1, **params):
    return decoded(ask(searxng, "/search", week=week, q=NAME, format="json", **params))


def test_an_answer_has_the_parts_and_fields_of_a_real_one():
    answer = search()

    assert answer.keys() == PARTS
    assert all(result.keys() == FIELDS for result in answer["results"])
    assert all(len(result["parsed_url"]) == 6 for result in answer["results"])


def test_engines_positions_and_score_belong_together():
    results = search()["results"]

    for result in results:
        positions = result["positions"]
        assert len(result["engines"]) == len(positions)
        assert result["engine"] in result["engines"]
        assert result["score"] == pytest.approx(len(positions) * sum(1 / position for position in positions))
    assert [r["score"] for r in results] == sorted((r["score"] for r in results), reverse=True)
    assert {engine for r in results for engine in r["engines"]} == set(UPSTREAM)


def test_no_engine_gives_one_position_twice():
    results = search()["results"]

    given = Counter((e, p) for r in results for e, p in zip(r["engines"], r["positions"], strict=True))

    assert max(given.values()) == 1


def test_the_first_page_holds_at_least_a_dozen_and_the_next_one_goes_on():
    first, second = search(), search(pageno="2")

    assert len(first["results"]) >= 12
    assert second["results"]


def test_the_order_differs_between_two_weeks():
    before, after = ([r["url"] for r in search(week)["results"]] for week in (3, 4))

    assert before != after


def test_without_a_format_it_answers_in_html():
    for path, params in (("/search", {"q": NAME}), ("/search", {"q": NAME, "format": "xml"}), ("/", {})):
        assert ask(searxng, path, **params).headers["content-type"].startswith("text/html")


def test_a_format_that_is_not_switched_on_is_refused():
    assert ask(searxng, "/search", q=NAME, format="csv").status_code == 403


def test_no_question_and_a_bad_page_number_are_errors():
    empty, wrong = ask(searxng, "/search", format="json"), ask(searxng, "/search", q=NAME, format="json", pageno="x")

    assert (empty.status_code, decoded(empty)) == (400, {"error": "No query"})
    assert wrong.status_code == 400


def test_a_question_to_the_front_page_is_sent_on():
    answer = ask(searxng, "/", q=NAME, format="json")

    assert (answer.status_code, answer.headers["location"]) == (308, "/search?q=%22Maren+Holloway%22&format=json")


def test_a_form_is_taken_too():
    posted = ask(
        searxng,
        "/search",
        method="POST",
        headers={"content-type": "application/x-www-form-urlencoded"},
        body=b"q=%22Maren+Holloway%22&format=json",
    )

    assert decoded(posted)["query"] == NAME


def test_a_silent_engine_is_named_and_what_only_it_knows_is_missing():
    silent, before = search(week=2), search(week=1)

    assert silent["unresponsive_engines"] == [["startpage", "Suspended: too many requests"]]
    assert "startpage" not in json.dumps(silent["results"])
    assert RACE in [result["url"] for result in before["results"]]
    assert RACE not in [result["url"] for result in silent["results"]]


def test_only_the_second_week_has_a_silent_engine():
    assert [week for week in range(1, 6) if search(week)["unresponsive_engines"]] == [2]


def test_nothing_found_is_an_empty_list():
    answer = decoded(ask(searxng, "/search", week=4, q=f"{NAME} site:nowhere.example", format="json"))

    assert (answer["results"], answer["unresponsive_engines"]) == ([], [])


def test_a_listing_that_left_is_away_from_site_restricted_answers_too():
    def listed(week):
        answer = decoded(ask(searxng, "/search", week=week, q=f"{NAME} site:peoplelookup.example", format="json"))
        return BROKER in [result["url"] for result in answer["results"]]

    assert [week for week in range(1, 6) if listed(week)] == [1, 2, 5]
