"""Another way to write a value is not another value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import FACTS
from checks.spelling import nearness, spelt, standing


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("name", "Zoë Müller-Holloway", "HOLLOWAY, ZOE MULLER"),
        ("telephone", "503.555.0142 ext. 12", "(503) 555-0142"),
        ("address", "2816 NE Alder Ct Apt 4", "2816 N.E. ALDER COURT #4, Portland, OR 97212"),
        ("home_location", "Boise, Idaho", "BOISE, ID"),
        ("valid_through", "12/31/2027", "2027-12-31"),
        ("job_title", "Therapist  (adults)", "therapist adults"),
        ("image", "https://www.juniperstreet.example/me.jpg", "http://juniperstreet.example/me.jpg"),
    ],
)
def test_two_spellings_are_one_value(name, one, other):
    assert spelt(name, [one]) == spelt(name, [other])


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("telephone", "(503) 555-0142", "(503) 555-0143"),
        ("address", "2816 NE Alder Court", "2818 NE Alder Court"),
        ("address", "2816 NE Alder Court Apt 4", "2816 NE Alder Court Apt 5"),
        ("home_location", "Portland, OR", "Portland, ME"),
        ("birth_date", "1981-04-17", "1981-04-18"),
        ("honorific_suffix", "LCSW", "LCSW, PhD"),
    ],
)
def test_two_values_stay_two(name, one, other):
    assert spelt(name, [one]) != spelt(name, [other])


@pytest.mark.parametrize("nothing", ["None", "n/a", "", "NO", "not available"])
def test_a_filled_in_none_is_no_value(nothing):
    assert spelt("disciplinary_action", [nothing]) == frozenset()


@pytest.mark.parametrize(
    ("status", "rank"),
    [
        ("Active", 0),
        ("CURRENT - CLEAR", 0),
        ("Registered", 0),
        ("Inactive", 1),
        ("Expired 2024", 1),
        ("Active - Probation", 2),
        ("Conditions", 2),
        ("Suspended", 3),
        ("Voluntary surrender", 3),
        ("TERMINATED VALID REASON", 1),
    ],
)
def test_a_licence_stands_in_order_lapsed_restricted_or_taken_away(status, rank):
    assert standing(status) == rank


@pytest.mark.parametrize(
    ("place", "near"),
    [("", 0), ("Oregon", 1), ("Portland, OR", 1), ("2816 NE Alder Court", 2), ("Lindenstraße 5, Bonn", 2)],
)
def test_a_street_is_nearer_than_a_town(place, near):
    assert nearness(place) == near


@given(st.sampled_from(sorted(FACTS)), st.text(max_size=60))
def test_any_value_of_any_fact_has_a_spelling(name, value):
    assert len(spelt(name, [value, value])) <= 1
