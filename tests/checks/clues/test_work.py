"""Profession, specialties, employers, schools, and the kind of site."""

from dataclasses import replace

import pytest

from tests.checks.maren import MAREN, QUERY, bits, page


def test_her_credential_counts_right_behind_the_name_or_near_it():
    assert bits(page("Maren Holloway, LCSW"))["credential_specific"] == 7.5
    assert bits(page("Maren Holloway has been an LCSW since 2009"))["credential_specific"] == 7.5
    assert bits(page(name="Maren Holloway", honorific_suffix="L.C.S.W."))["credential_specific"] == 7.5


def test_a_credential_of_the_family_counts_less_and_of_another_licence_against():
    assert bits(page("Maren Holloway, LMSW"))["credential_family"] == 4
    assert bits(page("Maren Holloway, PMHNP-BC"))["credential_conflict"] == -4


@pytest.mark.parametrize(
    ("text", "is_doctor"),
    [
        ("Maren Holloway, MD", True),
        ("Maren Holloway M.D.", True),
        ("Maren Holloway, Baltimore, MD", False),
        ("Maren Holloway, MD 21201", False),
        ("Maren Holloway, Md. Rahman", False),
        ("Maren Holloway. Do, Ma and Ms", False),
    ],
)
def test_look_alikes_of_credentials_are_told_by_place_and_case(text, is_doctor):
    who = replace(MAREN, query=replace(QUERY, credentials=("MD", "DO", "MA", "MS"), profession="physician"))

    assert ("credential_specific" in bits(page(text), who)) is is_doctor


def test_lac_is_an_addiction_counsellor_and_lac_in_mixed_case_an_acupuncturist():
    who = replace(MAREN, query=replace(QUERY, credentials=("LAC",), profession="addiction counselor"))

    assert "credential_specific" in bits(page("Maren Holloway, LAC"), who)
    assert "credential_specific" not in bits(page("Maren Holloway, LAc"), who)


def test_words_of_the_profession_count_and_another_profession_of_the_person_against():
    assert bits(page("Maren Holloway is a psychotherapist"))["profession_words"] == 3
    assert bits(page("Maren Holloway, real-estate agent in Tampa, FL"))["credential_conflict"] == -4
    assert "credential_conflict" not in bits(
        page("Maren Holloway said so in court. A lawyer for the county agreed. Nothing was decided.")
    )


def test_a_past_profession_that_she_listed_is_no_conflict():
    who = replace(MAREN, past_professions=("real estate agent",))

    assert "credential_conflict" not in bits(page("Maren Holloway, real-estate agent"), who)


def test_employers_schools_and_specialties_count():
    found = bits(
        page(
            "Maren Holloway, once of Cedar Hollow Family Services. Lakeside State College, MSW. Grief, perinatal loss."
        )
    )

    assert (found["employer_or_practice"], found["school_and_degree"], found["specialty_terms"]) == (6, 5, 2)
    assert bits(page("Maren Holloway, Elm County Hospital"))["employer_large_system"] == 4
    assert bits(page("Maren Holloway went to Lakeside State College"))["school_alone"] == 3


def test_a_health_directory_counts_with_her_state():
    assert (
        bits(page("Maren Holloway, Portland, OR", url="https://findatherapist.example/x"))["directory_host_and_state"]
        == 2
    )
    assert "directory_host_and_state" not in bits(
        page("Maren Holloway, Tampa, FL", url="https://findatherapist.example/x")
    )


def test_a_doctor_in_another_field_is_no_colleague_of_hers():
    who = replace(MAREN, query=replace(QUERY, credentials=("MD",), profession="psychiatrist"))

    assert "field_conflict" in bits(page("Maren Holloway, MD, surgeon, Portland, OR"), who)
    assert "profession_words" in bits(page("Maren Holloway, MD, psychiatrist, Portland, OR"), who)
    assert "profession_words" in bits(page("Maren Holloway, MD, physician, Portland, OR"), who)


def test_a_neighbouring_profession_counts_less_than_her_own():
    found = bits(page("Maren Holloway is a psychologist"))

    assert found["profession_kin"] == 1
    assert "profession_words" not in found
