"""Contact, birth, relatives and death."""

from dataclasses import replace

import pytest

from checks.identity import judge, total
from tests.checks.maren import MAREN, QUERY, bits, page


@pytest.mark.parametrize(
    "text",
    ["503-555-0177", "+1 (503) 555 0177", "1.503.555.0177", "5035550177", "(503)5550177"],
)
def test_a_private_phone_is_recognised_however_it_is_written(text):
    assert bits(page(f"Maren Holloway, Portland, OR. Tel {text}"))["personal_phone_exact"] == 12


@pytest.mark.parametrize("text", ["503-555-01775", "9503 555 0177", "503-555-0178"])
def test_another_number_is_not_her_phone(text):
    assert "personal_phone_exact" not in bits(page(f"Maren Holloway. Tel {text}"))


@pytest.mark.parametrize(
    "text",
    [
        "2816 NE Alder Ct, Portland, OR 97212",
        "2816 Northeast Alder Court Apt 3, Portland",
        "2816 ALDER CT PORTLAND OR",
    ],
)
def test_a_home_address_is_recognised_with_abbreviations_and_without_its_unit(text):
    assert bits(page(name="Maren Holloway", address=text))["home_address_exact"] == 12


def test_a_street_without_its_town_or_postcode_is_not_her_home():
    assert "home_address_exact" not in bits(page(name="Maren Holloway", address="2816 NE Alder Court, Salem, OR"))
    assert "home_address_exact" not in bits(
        page(name="Maren Holloway", address="2818 NE Alder Court, Portland, OR 97212")
    )


def test_home_address_of_a_relative_with_another_suffix_weighs_little():
    who = replace(MAREN, query=replace(QUERY, names=("Maren Holloway Jr",)))
    finding = page(name="Maren Holloway Sr", address="2816 NE Alder Ct, Portland, OR 97212")

    assert bits(finding, who)["home_address_other_suffix"] == 2
    assert bits(finding, who)["suffix_conflict"] == -5


def test_private_groups_together_count_sixteen_bits_at_most():
    finding = page(
        name="Maren Holloway", address="2816 NE Alder Ct, Portland, OR 97212", telephone="503 555 0177",
        email="m.hollow@mailbox.example", birth_date="1981-04-17", related_to="Tobias Holloway",
    )  # fmt: skip
    private = [e for e in judge(MAREN, finding).evidence if e.group in ("contact", "birth", "relation")]

    assert len({e.group for e in private}) == 3
    assert total(private) == pytest.approx(16)


@pytest.mark.parametrize(
    "text", ["1981-04-17", "04/17/1981", "4/17/1981", "April 17, 1981", "17 April 1981", "17.04.1981"]
)
def test_a_date_of_birth_is_recognised_in_its_spellings(text):
    assert bits(page(f"Maren Holloway, born {text}"))["dob_exact"] == 13


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Maren Holloway, age 45", "age_within_one"),
        ("Maren Holloway, 46, of Portland", "age_within_one"),
        ("Maren Holloway, 44 years old", "age_within_one"),
        ("Maren Holloway, born 1981", "age_within_one"),
        ("Maren Holloway, age 58", "age_conflict"),
        ("Maren Holloway, 58, of Tampa, FL", "age_conflict"),
    ],
)
def test_ages_count_within_a_year_and_against_beyond_three(text, row):
    assert row in bits(page(text))


def test_ages_two_or_three_years_off_and_other_peoples_ages_say_nothing():
    assert not {"age_within_one", "age_conflict"} & set(bits(page("Maren Holloway, age 48")))
    assert "age_conflict" not in bits(
        page("Maren Holloway spoke at length about the wait lists and the new clinic; her client, aged 80, agreed")
    )


def test_ages_are_not_compared_without_the_day_on_which_they_were_seen():
    match = judge(MAREN, page("Maren Holloway, age 58"))

    assert not [e for e in match.evidence if e.group == "birth"]


def test_an_obituary_is_of_the_person_it_opens_with_and_not_of_the_survivors():
    dead = page("Maren Holloway, 84, passed away on Friday. Survived by her son.", title="Maren Holloway Obituary")
    alive = page(
        "Basil Holloway died on Friday. Survived by his daughter, Maren Holloway of Portland, OR.",
        title="Basil Holloway Obituary",
    )

    assert bits(dead)["deceased"] == -8
    assert "deceased" not in bits(alive)


def test_a_relative_in_the_record_counts():
    assert bits(page("Maren Holloway\nMay be related to: Tobias Holloway"))["relation_cooccurs"] == 6
    assert bits(page(name="Maren Holloway", related_to="Tobias Holloway"))["relation_cooccurs"] == 6


def test_a_row_may_say_the_town_before_the_street():
    assert bits(page("Maren Holloway, 45 · Portland, OR · 2816 NE Alder Ct Apt 3"))["home_address_exact"] == 12
