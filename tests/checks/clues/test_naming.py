"""How she is named."""

from dataclasses import replace

import pytest

from checks.model import (
    Level,
)
from tests.checks.maren import MAREN, QUERY, bits, level, page


@pytest.mark.parametrize(
    ("name", "row", "weight"),
    [
        ("M. Holloway", "name_initial_only", -3),
        ("Maren Holoway", "name_fuzzy", -3),
        ("Holloway Maren", "name_reversed_unmarked", -1),
        ("Maren E. Holloway", "middle_initial", 2),
        ("Maren R. Holloway", "middle_conflict", -5),
    ],
)
def test_forms_of_the_name_have_their_weights(name, row, weight):
    assert bits(page(name=name))[row] == weight


def test_a_comma_marks_the_order_and_costs_nothing():
    assert "name_reversed_unmarked" not in bits(page(name="Holloway, Maren"))


def test_the_surest_form_of_a_page_counts():
    assert "name_initial_only" not in bits(page("M. Holloway is here. Ask Maren Holloway."))


def test_a_full_middle_name_and_a_suffix_count_where_they_are_declared():
    who = replace(MAREN, query=replace(QUERY, names=("Maren Holloway Jr", "Maren Elise Holloway Jr")))

    assert bits(page(name="Maren Elise Holloway Jr"), who)["middle_name_full"] == 3
    assert bits(page(name="Maren Holloway Jr"), who)["suffix_equal"] == 2
    assert "suffix_conflict" not in bits(page(name="Maren Holloway III"))


@pytest.mark.parametrize(
    "text", ["Maren Lindqvist Holloway", "Maren Holloway (née Lindqvist)", "Maren Holloway aka Maren Lindqvist"]
)
def test_present_and_former_name_together_are_strong(text):
    assert bits(page(text))["former_name_pair"] == 7


def test_a_shorter_form_of_one_name_is_no_former_name():
    who = replace(MAREN, query=replace(QUERY, names=("Ana Reyes Moss", "Ana Reyes")))

    assert "former_name_pair" not in bits(page("Ana Reyes Moss, called Ana Reyes"), who)


@pytest.mark.parametrize(
    "text", ["331 Maren Holloway Drive, Salem", "The Maren Holloway Memorial Lecture", "Maren Holloway & Sons"]
)
def test_streets_and_firms_of_the_name_are_never_mine(text):
    finding = page(f"{text}\nPortland, OR. Juniper Street Counseling. LCSW. 503 555 0142")

    assert bits(finding)["name_tokens_split"] == -6
    assert level(finding) is not Level.MINE


def test_a_person_beside_a_street_of_the_name_is_the_person():
    finding = page("331 Maren Holloway Drive, Salem\nAsk Maren Holloway, LCSW, Portland, OR, 503 555 0142")

    assert "name_tokens_split" not in bits(finding)
    assert level(finding) is Level.MINE


def test_a_suffix_that_she_never_uses_speaks_against():
    assert bits(page(name="Maren Holloway III"))["suffix_undeclared"] == -3
    assert "suffix_undeclared" not in bits(page(name="Maren Holloway"))


def test_a_sex_before_an_age_is_no_middle_initial():
    assert "middle_conflict" not in bits(page("Holloway, Maren F 45 Portland OR"))
    assert "middle_conflict" in bits(page("Holloway, Maren F., Portland, OR"))


def test_the_first_of_two_family_names_is_no_middle_name():
    who = replace(MAREN, query=replace(QUERY, names=("Ana Reyes Moss", "Ana Reyes")))

    assert "middle_conflict" not in bits(page(name="Ana L. Reyes Moss"), who)
