"""Towns and regions that a record names."""

from dataclasses import replace

import pytest

from checks.clues.where import town_bits
from checks.model import (
    Town,
)
from tests.checks.maren import MAREN, QUERY, bits, page


def test_a_town_weighs_by_its_share_of_people_within_three_and_seven_bits():
    assert 5 < town_bits(Town(city="Portland", region="OR")) < 6.5
    assert bits(page("Maren Holloway, Portland, OR"))["city_metro"] == pytest.approx(
        town_bits(QUERY.towns[0]), abs=0.05
    )
    who = replace(MAREN, query=replace(QUERY, towns=(Town(city="New York", region="NY"),)), practice_address=None)
    assert bits(page("Maren Holloway, New York, NY"), who)["city_metro"] == 3


def test_a_suburb_counts_as_the_town_and_the_state_less_than_it():
    assert bits(page("Maren Holloway, Beaverton, OR"))["city_metro"] > 5
    found = bits(page("Maren Holloway, Bend, OR"))
    assert 1 <= found["state_region"] < 3.5
    assert "city_metro" not in found


def test_a_town_of_the_same_name_in_another_state_is_another_town():
    assert "city_metro" not in bits(page("Maren Holloway, Portland, ME"))


def test_a_bare_town_name_that_many_towns_bear_counts_half():
    full, half = (bits(page(f"Maren Holloway of {town}"))["city_metro"] for town in ("Portland, OR", "Portland"))

    assert half == pytest.approx(full / 2, abs=0.1)


def test_a_list_of_towns_says_nothing():
    text = "Maren Holloway: Portland, OR; Boise, ID; Salem, OR; Tulsa, OK; Tampa, FL; Austin, TX; Denver, CO"

    assert not {"city_metro", "state_region"} & set(bits(page(text)))


def test_only_structured_facts_can_contradict_a_place():
    assert bits(page(name="Maren Holloway", address="9 Elm St, Tulsa, OK 74101"))["place_conflict"] == -2
    assert "place_conflict" not in bits(page("Maren Holloway visited Tulsa, OK"))
