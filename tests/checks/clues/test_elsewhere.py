"""What is stated of the person and is not so of her."""

import pytest

from checks.model import (
    Level,
    Practice,
)
from tests.checks.maren import bits, level, page, subject

LISTING = "Maren Holloway, LCSW\nSocial worker, {town}\nVerified | {phone}"


def test_a_listing_in_another_town_of_her_own_state_is_not_mine():
    here = page(LISTING.format(town="Portland, OR 97205", phone="(503) 555-0142"), title="Maren Holloway, LCSW")
    there = page(LISTING.format(town="Eugene, OR 97401", phone="(541) 555-0101"), title="Maren Holloway, LCSW")

    assert level(here) is Level.MINE
    assert not {name for name in bits(here) if name.endswith("_elsewhere")}
    assert {"town_elsewhere", "phone_elsewhere", "state_region"} <= set(bits(there))
    assert level(there) is not Level.MINE


def test_an_address_in_a_town_that_no_table_knows_is_another_town():
    assert "town_elsewhere" in bits(page(name="Maren Holloway", address="9 Elm St, Quillfeather, OR 97999"))
    assert "town_elsewhere" not in bits(page(name="Maren Holloway", address="Oregon"))


@pytest.mark.parametrize(
    "text",
    [
        "Maren Holloway visited Eugene, OR",
        "Maren Holloway, LCSW, of Portland, OR, spoke at a meeting in Eugene, OR",
        "Maren Holloway, LCSW, will speak at a conference in Eugene, OR",
        "Maren Holloway, LCSW, grew up in Eugene, OR",
        "Maren Holloway, LCSW. The board met in Eugene, OR",
    ],
)
def test_a_town_in_passing_or_beside_her_own_says_nothing(text):
    assert "town_elsewhere" not in bits(page(text))


def test_where_somebody_lives_is_stated_with_or_without_a_profession():
    assert "town_elsewhere" in bits(page("Maren Holloway\nCurrent address: 12 Oak Ave, Eugene, OR 97401"))
    assert "town_elsewhere" in bits(page("Maren Holloway, 45 · Eugene, OR · 12 Oak Ave"))


@pytest.mark.parametrize(
    "text",
    [
        "Maren Holloway, LCSW, Thistledown Counseling Center, Portland, OR",
        "Maren Holloway is a therapist at Thistledown Family Services in Portland, OR",
        "Maren Holloway (Thistledown Clinic)",
        "Maren Holloway, LCSW\nPractice: Thistledown Psychotherapy LLC",
    ],
)
def test_another_place_of_work_speaks_against(text):
    assert "employer_elsewhere" in bits(page(text))
    assert level(page(text)) is not Level.MINE


@pytest.mark.parametrize(
    "text",
    [
        "Maren Holloway, LCSW, Juniper Street Counseling. Before: Thistledown Clinic",
        "Maren Holloway, LCSW, trained at Thistledown Medical Center",
        "Maren Holloway, LCSW, will speak at Thistledown Medical Center",
        "Maren Holloway, LCSW, Portland, OR",
        "Maren Holloway liked The Care",
    ],
)
def test_a_place_of_work_beside_hers_or_of_her_studies_says_nothing(text):
    assert "employer_elsewhere" not in bits(page(text))


def test_a_place_of_work_says_nothing_against_who_declared_none():
    assert "employer_elsewhere" not in bits(page(name="James Smith", works_for="Thistledown Clinic"), subject())
    assert "employer_elsewhere" in bits(page(name="Maren Holloway", works_for="Thistledown Clinic"))


def test_what_is_hers_alone_outweighs_a_difference():
    finding = page("Maren Holloway, LCSW, Thistledown Clinic, Portland, OR. Call (503) 555-0142")

    assert "employer_elsewhere" in bits(finding)
    assert level(finding) is Level.MINE


def test_letters_count_half_beside_another_town_or_workplace_but_not_in_her_own_town():
    elsewhere_ = page("Maren Holloway, LCSW, Thistledown Clinic, Eugene, OR")
    in_town = page("Maren Holloway, LCSW, Thistledown Clinic, Portland, OR")

    assert bits(elsewhere_)["credential_specific"] == pytest.approx(7.5 / 2, abs=0.1)
    assert bits(in_town)["credential_specific"] == 7.5


def test_a_rare_name_with_her_letters_is_never_set_aside_for_another_practice():
    who = subject("Xqavier Qwozniak", practice=Practice(name="Juniper Street Counseling", phone="(503) 555-0142"))
    finding = page("Xqavier Qwozniak, LCSW, Thistledown Clinic, Tampa, FL. (813) 555-0101")

    assert level(finding, who) is Level.MAYBE


def test_a_registers_own_numbers_are_no_phone_of_somebody_else():
    record = page(
        "Maren Holloway, Clinical Social Worker\nlicence: IL 149990418", source="licence_il", licence="IL 149990418"
    )

    assert "phone_elsewhere" not in bits(record)
