import pytest

from monitor.sampleweb.sources import brave
from tests.monitor.sampleweb.played import ask, decoded

NAME = '"Maren Holloway"'
WITH_KEY = {"x-subscription-token": brave.KEY}


def search(week=1, turn=2, headers=WITH_KEY, **params):
    return ask(brave, "/res/v1/web/search", week=week, turn=turn, headers=headers, **({"q": NAME} | params))


def test_an_answer_has_the_parts_of_a_real_one():
    answer = decoded(search(spellcheck="false"))

    assert answer.keys() == {"type", "query", "mixed", "web"}
    assert answer["query"] == {
        "original": NAME,
        "spellcheck_off": True,
        "more_results_available": False,
        "search_operators": {"applied": False, "cleaned_query": None, "sites": []},
    }
    assert {"title", "url", "description", "language", "family_friendly", "profile", "meta_url"} <= answer["web"][
        "results"
    ][0].keys()
    assert len(answer["mixed"]["main"]) == len(answer["web"]["results"]) >= 12


def test_nothing_found_has_no_web_part():
    answer = decoded(search(q=f"{NAME} site:nowhere.example"))

    assert "web" not in answer
    assert answer["query"]["search_operators"]["sites"] == ["nowhere.example"]


def test_offset_counts_pages_and_says_whether_there_are_more():
    first, second, far = (decoded(search(count="5", offset=offset)) for offset in ("0", "1", "9"))

    shown = [[r["url"] for r in answer["web"]["results"]] for answer in (first, second)]
    assert [len(page) for page in shown] == [5, 5]
    assert not set(shown[0]) & set(shown[1])
    assert first["query"]["more_results_available"]
    assert not far["query"]["more_results_available"]


def test_highlights_and_entities_are_written_as_brave_does():
    plain, marked = (str(decoded(search(text_decorations=value))["web"]) for value in ("false", "true"))

    assert "<strong>Maren Holloway</strong>" in marked
    assert "<strong>" not in plain
    assert "Keeper&#x27;s" in plain
    assert "&amp; a map" in plain


def test_a_page_with_a_date_says_its_age_in_words_and_in_figures():
    dated = {r["age"]: r["page_age"] for r in decoded(search(week=1))["web"]["results"] if "age" in r}

    assert dated["2 days ago"] == "2026-10-17T09:12:00"
    assert dated["September 12, 2024"] == "2024-09-12T09:12:00"


def test_rate_headers_stand_on_answers_and_on_errors():
    for answer in (search(), search(count="21"), search(week=2, turn=1)):
        assert answer.headers["x-ratelimit-limit"] == "1, 15000"
        assert answer.headers["x-ratelimit-policy"] == "1;w=1, 15000;w=2592000"
        assert {"x-ratelimit-remaining", "x-ratelimit-reset"} <= set(answer.headers)


def test_without_a_key_the_header_is_named_as_missing():
    answer = search(headers={})

    error = decoded(answer)["error"]
    assert (answer.status_code, decoded(answer)["type"]) == (422, "ErrorResponse")
    assert (error["status"], error["code"]) == (422, "VALIDATION")
    assert error["meta"]["errors"][0]["loc"] == ["header", "x-subscription-token"]


def test_a_wrong_key_is_refused_before_the_question_is_looked_at():
    answer = search(headers={"x-subscription-token": "another"}, count="99")

    assert (answer.status_code, decoded(answer)["error"]["code"]) == (422, "SUBSCRIPTION_TOKEN_INVALID")


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"count": "21"}, "count"),
        ({"count": "0"}, "count"),
        ({"count": "many"}, "count"),
        ({"offset": "10"}, "offset"),
        ({"q": ""}, "q"),
        ({"q": "a" * 401}, "q"),
        ({"q": "a " * 51}, "q"),
        ({"safesearch": "none"}, "safesearch"),
        ({"freshness": "week"}, "freshness"),
        ({"spellcheck": "perhaps"}, "spellcheck"),
    ],
)
def test_a_parameter_that_brave_would_refuse_is_refused(params, name):
    answer = search(**params)

    assert (answer.status_code, decoded(answer)["error"]["code"]) == (422, "VALIDATION")
    assert [problem["loc"] for problem in decoded(answer)["error"]["meta"]["errors"]] == [["query", name]]


def test_the_first_question_of_week_two_is_told_to_wait_two_seconds():
    answer = search(week=2, turn=1)

    error = decoded(answer)["error"]
    assert (answer.status_code, answer.headers["retry-after"], error["code"]) == (429, "2", "RATE_LIMITED")
    assert error["meta"]["quota_current"] < error["meta"]["quota_limit"]
    assert search(week=2, turn=2).status_code == 200


def test_other_addresses_are_not_there():
    assert ask(brave, "/res/v1/elsewhere", headers=WITH_KEY).status_code == 404
    assert ask(brave, "/res/v1/web/search", method="PUT", headers=WITH_KEY).status_code == 405
