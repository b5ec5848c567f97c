"""What stays of a review that an interface hands out."""

import pytest

from checks.model import Finding
from checks.reviews import Review, kept, keyed, mean, review

WORDS = "Invented: cancelled twice, said Dana P."


def test_of_a_review_the_day_the_stars_the_length_and_a_mark_stay():
    value = kept("2026-09-01 10:00:00", 2, WORDS)

    assert value.startswith("2026-09-01: 2 stars, short, ~")
    assert review(value) == Review(day="2026-09-01", stars=2)
    assert not [word for word in ("cancelled", "Dana", "Invented") if word in value]


def test_a_mark_is_of_the_words_and_not_of_how_they_are_set():
    one, again, other = (kept("2026-09-01", 2, words) for words in (WORDS, f"  {WORDS.upper()}\n", f"{WORDS}!? Twice."))

    assert one == again != other


@pytest.mark.parametrize(
    ("written", "is_cut", "length"),
    [
        ("", False, "without words"),
        ("a" * 161, False, "of middle length"),
        ("a" * 900, False, "long"),
        ("a" * 157, True, "not short"),
    ],
)
def test_the_length_is_said_in_bands(written, is_cut, length):
    assert kept("2026-09-01", 5, written, is_cut=is_cut).startswith(f"2026-09-01: 5 stars, {length}")


@pytest.mark.parametrize(
    ("day", "stars"),
    [("", 5), ("yesterday", 5), ("2026-09-01", 0), ("2026-09-01", 6), ("2026-09-01", True), ("2026-09-01", None)],
)
def test_a_review_without_a_day_or_stars_is_none(day, stars):
    assert kept(day, stars, WORDS) == ""


def test_what_was_keyed_has_no_bare_hash_and_is_still_read():
    value = kept("2026-09-01", 1, WORDS)
    finding = Finding(source="yelp", key="k", url="https://site.example/", title="t", facts={"review": (value,)})

    (marked,) = keyed(finding, lambda text: str(len(text))).facts["review"]

    assert marked == "2026-09-01: 1 star, short, #64"
    assert review(marked) == review(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [(4.5, "4.5"), ("4", "4.0"), (3.6666, "3.7"), (0, ""), ("12", ""), (float("nan"), ""), (None, ""), ([], "")],
)
def test_a_mean_of_none_is_no_mean(value, said):
    assert mean(value) == said
