from hypothesis import given
from hypothesis import strategies as st

from checks.model import Town
from checks.places import find_regions, find_towns, is_ambiguous, region_of, same_metro, same_region, share

PORTLAND = Town(city="Portland", region="OR")


def towns(text, country="US"):
    return [str(found.town) for found in find_towns(text, country)]


def test_a_known_town_is_found_before_the_code_or_the_name_of_its_region():
    text = "1904 SW Juniper Street, Portland, OR 97205; earlier Boise Idaho and Saint Louis, MO"

    assert towns(text) == ["Portland, OR", "Boise, ID", "St. Louis, MO"]


def test_offsets_refer_to_the_original_text():
    text = "Ünïcode first: she lives in Portland, Oregon."

    (found,) = find_towns(text)

    assert text[found.start : found.end] == "Portland, Oregon"


def test_a_town_whose_name_is_a_region_is_one_town():
    assert towns("New York, NY and Washington, D.C.") == ["New York City, NY", "Washington, DC"]
    assert [str(found.town) for found in find_regions("New York, NY")] == ["New York City, NY"]


def test_regions_and_countries_abroad_are_known():
    assert towns("Toronto, ON; Hobart, TAS; Leeds, UK; Graz, AT") == [
        "Toronto, ON",
        "Hobart, TAS",
        "Leeds, ENG",
        "Graz",
    ]


def test_words_that_look_like_codes_are_no_regions():
    assert find_regions("Call ME OR write IN the box, AND ask HI or OK") == ()
    assert find_regions("either, or; hi, me") == ()


def test_a_code_counts_after_a_comma_or_before_a_zip_code():
    regions = [found.town.region for found in find_regions("Harrow Falls, OR and 12 Elm Row ID 83702")]

    assert regions == ["OR", "ID"]


def test_the_share_is_that_of_the_metro_area():
    assert 0.004 < share(PORTLAND) < 0.009
    assert share(Town(city="Harrow Falls", region="OR")) == 0.0
    assert share(PORTLAND) < share(Town(city="New York", region="NY"))


def test_towns_within_forty_kilometres_are_one_metro_area_even_across_a_region():
    assert same_metro(Town(city="Beaverton", region="OR"), PORTLAND)
    assert same_metro(Town(city="Vancouver", region="WA"), PORTLAND)
    assert not same_metro(Town(city="Salem", region="OR"), PORTLAND)
    assert not same_metro(Town(city="Portland", region="ME"), PORTLAND)


def test_an_unknown_town_is_near_itself_only():
    assert same_metro(Town(city="Harrow Falls", region="OR"), Town(city="HARROW FALLS", region="Oregon"))
    assert not same_metro(Town(city="Harrow Falls", region="OR"), PORTLAND)


def test_regions_are_the_same_however_they_are_spelt():
    assert region_of(Town(city="Portland", region="oregon")) == ("US", "OR")
    assert region_of(Town(city="Birmingham", region="UK", country="GB")) == ("GB", "")
    assert same_region(Town(city="Leeds", region="UK", country="GB"), Town(city="York", region="ENG", country="GB"))
    assert not same_region(PORTLAND, Town(city="Boise", region="ID"))


def test_a_town_is_ambiguous_if_a_place_of_some_size_shares_its_name():
    assert is_ambiguous(PORTLAND)
    assert not is_ambiguous(Town(city="Boise", region="ID"))


@given(st.text(max_size=300))
def test_any_text_can_be_searched_and_what_is_found_lies_in_it(text):
    for found in find_regions(text):
        assert 0 <= found.start < found.end <= len(text)
