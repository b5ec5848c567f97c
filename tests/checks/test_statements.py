"""What a text states, without what moves by itself."""

import pytest

from checks.statements import is_noise, quiet, stated
from checks.topics import topics

NAMES = ("Maren Holloway",)


def keys(text):
    return [each.key for each in stated("", text, NAMES).statements]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Maren Holloway · 3 days ago", "Maren Holloway · 2 weeks ago"),
        ("Maren Holloway has 1 review", "Maren Holloway has 14 reviews"),
        ("Maren Holloway, with [person]", "Maren Holloway, with"),
        ("MAREN  HOLLOWAY, lcsw", "Maren Holloway, LCSW"),
        ("Book Maren Holloway on Wed 16:20", "Book Maren Holloway on Fri 9:00 am"),
        ("Maren Holloway, profile of October 4, 2026", "Maren Holloway, profile of March 9, 2027"),
        ("Maren Holloway il y a 3 jours", "Maren Holloway il y a 2 semaines"),
    ],
)
def test_what_counts_by_itself_makes_no_other_statement(one, other):
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fee: $140", "Fee: $160"),
        ("Upcoming talk: 12 May 2027, hall", "Upcoming talk: 3 June 2027, hall"),
        ("LCSW", "LCSW PhD"),
    ],
)
def test_a_fee_a_day_and_letters_make_another(one, other):
    assert keys(one) != keys(other)


@pytest.mark.parametrize(
    "line",
    [
        "She was verified by nobody and said so at length in an interview about her work",
        "Maren Holloway opened a practice",
        "Fee: $140",
    ],
)
def test_a_sentence_is_no_noise(line):
    assert not is_noise(line)


def test_what_is_quiet_keeps_its_words_as_they_were_written():
    assert quiet("Maren Holloway, LCSW\nRequest ID 9c6e91483ef3\nPhone: (503) 555-0142") == (
        "Maren Holloway, LCSW\nPhone: (503) 555-0142"
    )


def test_of_a_title_only_the_part_that_names_her_counts():
    found = stated("(2) Maren Holloway, LCSW | Ratedcare - Page 3", "", NAMES).statements

    assert [each.key for each in found] == ["maren holloway lcsw"]
    assert found[0].names_her


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("License suspended by the board", ["licence_action"]),
        ("The board can suspend a license", []),
        ("No disciplinary action by the board", []),
        ("Home - About the practice", []),
        ("Date of birth: withheld", []),
        ("Date of birth: April 17, 1981", ["birth"]),
        ("Children: $120 per session", ["fee"]),
        ("Children: [child], [child]", ["relatives"]),
        ("Street view", []),
        ("Street view of this house", ["home_image"]),
        ("École: attended Marlow State College", ["school"]),
        ("She joined Harbor Oak Counseling", ["workplace"]),
    ],
)
def test_a_statement_is_about_what_its_words_say(statement, names):
    assert [topic.name for topic in topics(statement)] == names
