"""Whom a text names, as the web writes it. All people are invented."""

import pytest

from checks.people import find_people
from checks.rows import relatives_follow
from checks.text import fold


def named(text):
    return [text[person.start : person.end] for person in find_people(text, family=relatives_follow(text))]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Otis Hargrove came.", ["Otis Hargrove"]),
        ("HARGROVE, OTIS M JR, 61, Boise", ["HARGROVE, OTIS M JR"]),
        ("Hargrove, Otis; Montgomery, Delia", ["Hargrove, Otis", "Montgomery, Delia"]),
        ("Owner: ZYLKA THEODRIC", ["ZYLKA THEODRIC"]),
        ("Grantor: KERZYWICZ-OLAFSDOTTIR BJORK; sold", ["KERZYWICZ-OLAFSDOTTIR BJORK"]),
        ("with Jan van der Merwe and Ludwig von Hohenfels", ["Jan van der Merwe", "Ludwig von Hohenfels"]),
        ("Gideon T. Oyelaran", ["Gideon T. Oyelaran"]),
        ('Robert "Bob" Achterberg spoke', ['Robert "Bob" Achterberg']),
        ("Yevgenia Lisitsyna (2812 NE Alder Ct)", ["Yevgenia Lisitsyna"]),
        ("Kalpana Raghunathan, PsyD", ["Kalpana Raghunathan"]),
        ("THADDEUS WOJNAROWICZ vs. the county", ["THADDEUS WOJNAROWICZ"]),
    ],
)
def test_a_person_is_found_however_the_name_is_written(text, people):
    assert named(text) == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("ran with Mrs. Achterberg and Ms Oyelaran", ["Achterberg", "Oyelaran"]),
        ("coach O'Shaughnessy cheered", ["O'Shaughnessy"]),
        ("and Rev. Ngozi Eze at the fair", ["Ngozi Eze"]),
        ("Achterberg BJ, Oyelaran GT. Grief after rain.", ["Achterberg BJ", "Oyelaran GT"]),
        ("her son Anders came second", ["Anders"]),
        ("two children, Besnik and Liridona.", ["Besnik", "Liridona"]),
        ("a guest, 林小雨, spoke of rain and of the garden that she keeps behind her house in the hills", ["林小雨"]),
    ],
)
def test_a_way_of_writing_that_only_names_people_needs_no_list_of_names(text, people):
    assert named(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "Lake Oswego, Fort Collins, Port Angeles, Santa Rosa and Prince George",
        "Blue Cross Blue Shield, Aetna, Providence Health Plan and Moda Health",
        "Carol Woods Center, Lincoln High School, Mount Sinai, Wells Fargo Bank",
        "Salem OR, Boise ID, Tampa FL",
        "Holloway MS, LCSW, Oregon Board of Licensed Social Workers",
        "Cognitive Behavioral Therapy, Internal Family Systems, Acceptance and Commitment",
        "Monday, March 3, in St. Paul and San Antonio",
        "2816 Alder Dr. Portland",
        "a page of 日本語 日本語 日本語 日本語 日本語 日本語",
    ],
)
def test_towns_firms_methods_and_days_are_nobody(text):
    assert named(text) == []


def test_where_relatives_are_listed_any_two_words_are_a_name():
    text = "Possible relatives: Xiomara Vashtiel, Thanh-Ngoc Vuong"

    assert named(text) == ["Xiomara Vashtiel", "Thanh-Ngoc Vuong"]


def test_names_of_the_subjects_family_are_names_even_where_they_are_words():
    (person,) = find_people("Pixel Do", surnames={"do"})

    assert person.words == ("pixel", fold("Do"))
