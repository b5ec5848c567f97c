from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import particulars
from checks.model import Address
from checks.names import find
from checks.postal import addresses, same_address

NAMES = ("Maren Holloway", "Maren E. Holloway", "Maren Lindqvist")
HOME = Address(street="2816 NE Alder Court", city="Portland", region="OR", postal_code="97212")
PHONE_SPELLINGS = (
    "(503) 555-0142",
    "503.555.0142",
    "503-555-0142",
    "503 555 0142",
    "+1 503 555 0142",
    "1-503-555-0142",
    "+15035550142",
    "(503)555-0142 ext. 12",
)


@pytest.mark.parametrize("spelt", PHONE_SPELLINGS)
def test_a_phone_is_one_number_however_it_is_spelt(spelt):
    assert particulars.phones(f"Portland, OR 97205 {spelt}, call today") == ("+15035550142",)


@pytest.mark.parametrize(
    "text",
    [
        "NPI 2345678918",
        "NPI: 234-567-8918",
        "record 2345678918 of 2021",
        "License L7731, issued 2013-10-01",
        "license number 503-555-0142",
        "2016-2024, 04/17/1981, 97205-1234, 12.04.2020",
        "ISBN 978-0-306-40615-7",
        "$503,555,014",
    ],
)
def test_numbers_of_another_kind_are_no_phones(text):
    assert particulars.phones(text) == ()


def test_ten_bare_digits_are_a_phone_behind_a_word_that_says_so():
    assert particulars.phones("Phone: 5035550142, NPI 2345678918") == ("+15035550142",)


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("020 7946 0018", "GB", "+442079460018"),
        ("Tel. +44 20 7946 0018", "US", "+442079460018"),
        ("(08) 5550 0134", "AU", "+61855500134"),
        ("(416) 555-0178", "CA", "+14165550178"),
    ],
)
def test_phones_of_other_countries_are_found_where_they_are_written_as_phones(text, country, number):
    assert particulars.phones(text, country) == (number,)


def test_mailboxes_are_found_in_lower_case_and_behind_spelt_out_signs():
    text = "Maren.Holloway@Postbox.example, or hello [at] juniperstreet [dot] example; m***@mailhouse.example is masked"

    assert particulars.emails(text) == ("maren.holloway@postbox.example", "hello@juniperstreet.example")


@pytest.mark.parametrize(
    "spelt",
    [
        "2816 NE Alder Court, Portland, OR 97212",
        "2816 NE ALDER CT PORTLAND OR 97212",
        "2816 Northeast Alder Ct., Portland, Oregon 97212",
        "2816 N.E. Alder Court, Portland, OR",
        "2816 NE Alder Ct Apt 3, Portland, OR 97212",
    ],
)
def test_two_spellings_of_one_house_are_one_address(spelt):
    (found,) = addresses(f"Maren Holloway, lives at {spelt}. More below.")

    assert same_address(found, HOME)


@pytest.mark.parametrize(
    "other",
    [
        "2818 NE Alder Court, Portland, OR 97212",
        "2816 SE Alder Court, Portland, OR 97212",
        "2816 NE Elder Court, Portland, OR 97212",
        "2816 NE Alder Court, Boise, ID 83702",
        "1904 SW Juniper Street Suite 210, Portland, OR 97205",
    ],
)
def test_a_neighbour_or_a_namesake_street_is_another_address(other):
    (found,) = addresses(other)

    assert not same_address(found, HOME)


@pytest.mark.parametrize(
    "text",
    [
        "P.O. Box 1904, Portland, OR 97205",
        "20 years of court experience",
        "4 reviews on the street",
        "Suite 210",
        "97205",
    ],
)
def test_boxes_and_counts_are_no_street_addresses(text):
    assert addresses(text) == ()


def test_the_last_four_digits_of_a_zip_code_are_left_out():
    assert [a.postal_code for a in addresses("2816 NE Alder Court, Portland, OR 97212-1234")] == ["97212"]


def test_an_address_said_twice_is_stored_once_and_as_fully_as_it_is_said():
    text = "2816 NE Alder Ct\nCurrent address: 2816 NE ALDER CT, Portland, OR 97212"

    assert [str(address) for address in addresses(text)] == ["2816 NE Alder Court, Portland, OR 97212"]


@pytest.mark.parametrize(
    "text", ["Age 44", "age: 44, Portland", "aged 44.", "She is 44 years old", "a 44-year-old therapist", "44 yrs old"]
)
def test_an_age_is_read_where_it_is_said_to_be_one(text):
    assert particulars.ages(text) == ("44",)


@pytest.mark.parametrize(
    "text",
    [
        "20 years of experience",
        "in practice for 20 years",
        "ages 12-18",
        "clients age 65 and up",
        "Age: 65+",
        "adults age 18 and over",
        "under age 18",
        "a 9 year old",
        "age 44.5%",
    ],
)
def test_experience_and_the_groups_she_treats_are_no_ages(text):
    assert particulars.ages(text) == ()


def test_a_bare_number_right_behind_her_name_is_an_age():
    text = "Maren Holloway, 44, Portland"

    assert particulars.ages(text, find(text, NAMES)) == ("44",)
    assert particulars.ages(text) == ()


@pytest.mark.parametrize(
    "text",
    ["Born April 17, 1981", "DOB: 04/17/1981", "born on 17 April 1981", "Date of birth: 1981-04-17", "b. 4/17/1981"],
)
def test_a_birth_date_stands_near_a_word_of_birth(text):
    assert particulars.birth_dates(text) == (date(1981, 4, 17),)


@pytest.mark.parametrize(
    "text", ["Updated April 17, 1981", "04/17/1981", "Born in 1981", "DOB: 13/45/1981", "born 2/30/1981"]
)
def test_other_dates_years_and_impossible_days_are_no_birth_dates(text):
    assert particulars.birth_dates(text) == ()


def test_day_and_month_stand_as_the_country_writes_them():
    assert particulars.birth_dates("born 04.03.1981", "GB") == (date(1981, 3, 4),)
    assert particulars.birth_dates("born 04/03/1981", "US") == (date(1981, 4, 3),)


GARBAGE = st.text(max_size=400) | st.text(
    alphabet="0123456789()+-. /@[]|·…;★\nNEOR#MarenHolloway,Streetborn ", max_size=400
)


@settings(max_examples=150, deadline=None)
@given(GARBAGE)
def test_garbage_is_read_without_complaint(text):
    particulars.phones(text)
    particulars.phones(text, "GB")
    particulars.emails(text)
    addresses(text)
    particulars.ages(text, find(text, NAMES))
    assert all(day.year > 1899 for day in particulars.birth_dates(text))
