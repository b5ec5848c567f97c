"""What only she can look at: whom an item concerns, and when it comes back."""

import csv
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from checks import checkup
from checks.checkup import Answer, Given
from checks.model import Handle, Query
from checks.text import host_of

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
DATA = files("checks") / "data"


def rows(table):
    return list(csv.DictReader((DATA / table).read_text(encoding="utf-8").splitlines()))


def query(**said):
    return Query(**{"names": ("Maren Holloway",), "country": "US", **said})


def ids(*, platforms=(), **said):
    return {each.item.id for each in checkup.standings(query(**said), platforms, {})}


def standing(answer, days, item="facebook_friends"):
    given = {item: Given(answer=answer, at=NOW - timedelta(days=days))}
    return next(each for each in checkup.standings(query(), (), given) if each.item.id == item)


def test_every_row_of_the_table_is_a_whole_question():
    kinds = {row["kind"] for row in rows("exposures.csv")}
    seen = rows("checkup.csv")

    assert len({row["id"] for row in seen}) == len(seen)
    for row in seen:
        assert row["kind"] in kinds, row["id"]
        assert row["question"].endswith("?"), row["id"]
        assert row["place"], row["id"]
        assert row["path"], row["id"]
        assert row["worrying"], row["id"]
        assert row["source"], row["id"]
        assert 90 <= int(row["every_days"]) <= 180, row["id"]
        assert not row["link"] or (row["link"].startswith("https://") and host_of(row["link"])), row["id"]
        assert "{" not in row["link"], row["id"]
        assert datetime(2024, 1, 1, tzinfo=UTC) < datetime.strptime(row["read"], "%Y-%m").replace(tzinfo=UTC) <= NOW
        assert row["everybody"] or row["platforms"], row["id"]


def test_a_platform_is_asked_about_where_she_uses_it():
    assert "mastodon_reach" not in ids()
    assert "mastodon_reach" in ids(platforms=("mastodon",))
    assert "mastodon_reach" in ids(handles=(Handle(platform="mastodon", handle="@maren@town.example"),))
    assert "goodreads_profile" in ids(profiles=("https://www.goodreads.com/maren",))
    assert "goodreads_profile" not in ids(profiles=("https://notgoodreads.com/maren",))


def test_what_only_one_country_knows_is_asked_only_there():
    assert {"property", "voter", "courts", "venmo_payments"} <= ids()
    assert {"property", "voter", "courts", "venmo_payments"}.isdisjoint(ids(country="GB"))
    assert "voter_gb" in ids(country="GB")


@pytest.mark.parametrize(
    ("answer", "comes_back"),
    [(Answer.TO_DO, 30), (Answer.LATER, 30), (Answer.FINE, 90), (Answer.NOT_MINE, 365)],
)
def test_what_is_open_comes_back_after_a_month_and_the_rest_at_its_cadence(answer, comes_back):
    assert not standing(answer, comes_back - 1).is_due(NOW)
    assert standing(answer, comes_back).is_due(NOW)


def test_what_was_never_looked_at_is_due_and_so_is_an_answer_from_the_future():
    assert all(each.is_due(NOW) for each in checkup.standings(query(), (), {}))
    assert standing(Answer.FINE, -400).is_due(NOW)


def test_what_needs_doing_comes_first_then_what_may_show_clients():
    given = {"old_posts": Given(answer=Answer.TO_DO, at=NOW - timedelta(days=31))}

    first = checkup.due(checkup.standings(query(), (), given), NOW)[:2]

    assert [each.item.id for each in first] == ["old_posts", "venmo_payments"]


def test_later_is_no_look():
    assert standing(Answer.LATER, 3).looked_at is None
    assert standing(Answer.TO_DO, 3).looked_at == NOW - timedelta(days=3)
