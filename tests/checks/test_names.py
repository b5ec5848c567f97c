import csv
import sys
import unicodedata
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.census import is_common
from checks.forms import forms
from checks.names import FORMS, find, frequency, given_names, is_given_name
from checks.text import fold, words

NAMES = ("Maren Holloway", "Maren E. Holloway", "Maren Lindqvist")


def read(text, names=NAMES):
    return [(m.text, m.form) for m in find(text, names)]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Maren Holloway", "exact"),
        ("MAREN HOLLOWAY", "exact"),
        ("maren holloway", "exact"),
        ("Máren Hôlloway", "exact"),
        ("Maren E. Holloway", "exact"),
        ("Maren Lindqvist", "exact"),
        ("Maren R. Holloway", "middle"),
        ("Maren Elise Holloway", "middle"),
        ("Maren “Mo” Holloway", "middle"),
        ("Holloway, Maren E.", "reversed"),
        ("HOLLOWAY, MAREN", "reversed"),
        ("Holloway Maren", "reversed"),
        ("M. Holloway", "initial"),
        ("M. E. Holloway", "initial"),
        ("Holloway ME", "initial"),
        ("Maren Holoway", "fuzzy"),
        ("Marren Holloway", "fuzzy"),
    ],
)
def test_a_declared_name_is_found_in_its_forms(text, form):
    assert read(f"Ask {text} now") == [(text, form)]


@pytest.mark.parametrize(
    "text",
    [
        "Karen Holloway",  # one letter off, but another name
        "Maren and Tobias Holloway",
        "Maren Smith. Tobias Holloway",
        "Maren. Holloway came later",
        "Maren, Holloway",
        "Holloway & Maren",
        "Marenholloway",
        "",
    ],
)
def test_other_people_and_loose_words_are_not_her(text):
    assert read(text) == []


def test_offsets_are_those_of_the_original_text_accents_or_not():
    text = "\u0130stanbul — Dr. M\u00e1ren  Holloway\u2019s page"

    (mention,) = find(text, NAMES)

    assert text[mention.start : mention.end] == mention.text == "M\u00e1ren  Holloway"


def test_words_are_folded_and_keep_their_places():
    text = "Siobhán O’Brien's half-day"

    assert [(w.folded, text[w.start : w.end]) for w in words(text)] == [
        ("siobhan", "Siobhán"), ("obrien", "O’Brien"), ("half", "half"), ("day", "day"),
    ]  # fmt: skip


def test_no_name_goes_on_after_a_long_gap():
    assert read("Maren" + " " * 40 + "Holloway") == []


def test_middle_names_and_suffixes_are_told():
    (mention,) = find("HOLLOWAY JR., MAREN R", NAMES)
    (other,) = find("Maren Elise Holloway, III", NAMES)

    assert (mention.middle, mention.suffix) == (("r",), "jr")
    assert (other.middle, other.suffix) == (("elise",), "iii")


def test_a_nickname_stands_for_the_given_name_and_declared_names_for_each_other():
    assert read("Kate Smith", ("Katherine Smith",)) == [("Kate Smith", "nickname")]
    assert read("Katherine Smith", ("Kate Smith",)) == [("Katherine Smith", "nickname")]
    assert read("Mo Lindqvist", ("Maren Holloway", "Mo Holloway", "Maren Lindqvist")) == [("Mo Lindqvist", "nickname")]
    assert read("Zbig Nowak", ("Zbigniew Nowak",)) == [("Zbig Nowak", "nickname")]


def test_hyphens_apostrophes_and_particles_are_seen():
    assert read("Ana Reyes Moss and MOSS-REYES", ("Ana Reyes-Moss",)) == [("Ana Reyes Moss", "exact")]
    assert read("Siobhan OBrien", ("Siobhán O’Brien",)) == [("Siobhan OBrien", "exact")]
    assert read("van der Berg, Ludwig", ("Ludwig van der Berg",)) == [("van der Berg, Ludwig", "reversed")]
    assert read("Mary Jane Watson", ("Mary-Jane Watson",)) == [("Mary Jane Watson", "exact")]


def test_half_of_a_double_name_and_a_longer_double_name_are_less_sure():
    assert read("Ana Moss", ("Ana Reyes-Moss",)) == [("Ana Moss", "fuzzy")]
    assert read("Maren Holloway-Finch") == [("Maren Holloway", "fuzzy")]


def test_a_family_name_that_comes_first_is_declared_and_not_assumed():
    names = ("Mai Tran", "Trần Thị Mai")

    assert read("Trần Thị Mai", names) == [("Trần Thị Mai", "exact")]
    assert read("Tran Mai", names) == [("Tran Mai", "exact")]
    assert read("Tran Mai", ("Mai Tran",)) == [("Tran Mai", "reversed")]


def test_a_short_family_name_that_is_a_word_must_be_written_as_a_name():
    assert read("what can Kevin do?", ("Kevin Do",)) == []
    assert read("KEVIN DO DO", ("Kevin Do",)) == [("KEVIN DO", "exact")]


def test_md_before_a_name_is_no_given_name():
    assert read("Rafiqul Haque", ("Md. Rafiqul Haque",)) == [("Rafiqul Haque", "exact")]
    assert read("Md. Rafiqul Haque", ("Md. Rafiqul Haque",)) == [("Md. Rafiqul Haque", "exact")]


def test_transliterations_of_one_name_are_seen_as_fuzzy():
    assert read("Muhammad Khan", ("Mohammed Khan",)) == [("Muhammad Khan", "fuzzy")]
    assert read("Елена Петрова", ("Elena Petrova",)) == [("Елена Петрова", "exact")]


def test_mentions_do_not_overlap_and_stand_in_the_order_of_the_text():
    found = find("Maren Lindqvist Holloway, Holloway Maren Lindqvist, M. Holloway", NAMES)

    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) >= 2


def test_a_declared_name_gives_its_parts_without_titles_and_letters():
    (form,) = forms(("Dr. Maren Elise Holloway Jr., LCSW",))

    assert (form.given, form.middle, form.family, form.suffix) == (("maren",), ("elise",), ("holloway",), "jr")


def test_a_name_that_the_tables_lack_counts_as_their_rarest_row():
    assert frequency("James", "Smith") > 1e-4
    assert frequency("Maren", "Holloway") > frequency("Xqzwv", "Holloway") > 0
    assert frequency("Xqzwv", "Qwxzzy") == pytest.approx(1 / 200_000 * 0.5 / 100_000)


def test_a_double_family_name_is_rarer_than_its_rarer_half():
    assert 0 < frequency("Ana", "Reyes-Moss") < frequency("Ana", "Moss")


def test_common_names_are_among_the_thousand_most_common():
    assert is_common("James", "Smith")
    assert not is_common("Maren", "Holloway")


def test_the_lexicon_holds_given_names_folded():
    assert is_given_name("JÁMES")
    assert not is_given_name("Oregon")
    assert {"james", "mary"} <= given_names()


def test_twice_the_text_costs_no_more_than_about_twice():
    said = "Maren E. Holloway saw it. The council took no vote on Friday in Portland, and Holloway left. " * 180
    names = (*NAMES, "Maren Elise Holloway", "Maren Lindqvist Holloway")

    def steps(length):
        """Lines of Python: the same on every machine, however busy it is."""
        counted = 0

        def trace(_frame, _event, _arg):
            nonlocal counted
            counted += 1
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            find(said[:length], names)
        finally:
            sys.settrace(before)
        return counted

    find(said[:100], names)
    assert 0 < steps(16_000) < 2.5 * steps(8_000)  # a square would be four times, and a cube eight


@given(st.text(max_size=200))
def test_any_text_can_be_searched_and_mentions_are_slices_of_it(text):
    for mention in find(text + " Maren Holloway " + text, NAMES):
        assert (text + " Maren Holloway " + text)[mention.start : mention.end] == mention.text
        assert mention.form in FORMS
        assert mention.declared in NAMES


@given(st.lists(st.text(max_size=30), max_size=4).map(tuple))
def test_any_declared_names_can_be_looked_for(names):
    find("Maren Holloway, LCSW", names)


@given(
    st.sampled_from(NAMES),
    st.sampled_from([str.upper, str.lower, str.title, lambda s: unicodedata.normalize("NFD", s)]),
)
def test_case_and_normal_form_do_not_change_what_is_found(name, change):
    assert read(change(name)) == [(change(name), "exact")]


@pytest.mark.parametrize(
    ("text", "names", "form"),
    [
        ("Maren Gim", ("Maren Kim",), "fuzzy"),
        ("Gim, Maren", ("Maren Kim",), "fuzzy"),
        ("Leyla Rehman", ("Leyla Rahman",), "fuzzy"),
        ("Mohammad Lutz", ("Muhammed Lutz",), "fuzzy"),
        ("Heithrun Lutz", ("Heiðrún Lutz",), "fuzzy"),
        ("Abdul Karim Lutz", ("Abdulkarim Lutz",), "exact"),
        ("Min-jun Holloway", ("Minjun Holloway",), "exact"),
        ("Zia-ur Rehman", ("Ziaur Rahman",), "fuzzy"),
        ("Maren Mac Dougal", ("Maren MacDougal",), "fuzzy"),
        ("Pepe Lutz", ("José Lutz",), "nickname"),
        ("Misha Lutz", ("Mikhail Lutz",), "nickname"),
        ("Soetari", ("Sutari",), "fuzzy"),
    ],
)
def test_spellings_and_short_forms_of_other_languages(text, names, form):
    assert read(f"by {text}, 2024", names) == [(text, form)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Maren Kimble", ("Maren Kim",)),
        ("Maren Lim", ("Maren Kim",)),
        ("sutari", ("Soetari",)),
        ("Sutara", ("Sutari",)),
        ("Paco Lutz", ("José Lutz",)),
    ],
)
def test_other_names_and_lower_case_words_are_no_spellings(text, names):
    assert read(f"by {text}, 2024", names) == []


def test_every_variant_of_a_name_is_folded_and_stands_with_another():
    with (files("checks") / "data" / "name_variants.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))

    assert all(row["of"] in ("given", "family") and row["are"] in ("spellings", "short") for row in rows)
    assert all(fold(row["forms"]) == row["forms"] and len(row["forms"].split()) > 1 for row in rows)
