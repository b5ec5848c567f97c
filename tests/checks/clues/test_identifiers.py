"""Numbers, pages and handles that belong to one person only."""

from dataclasses import replace

import pytest

from checks.clues.identifiers import OWN_ANSWERS, surprise
from checks.identity import judge
from checks.model import Level, Licence
from tests.checks.maren import MAREN, QUERY, bits, level, page, subject


@pytest.mark.parametrize(
    "facts",
    [
        {"npi": "2345678918"},
        {"licence": "L7731 Oregon Board of Licensed Social Workers"},
        {"licence": "L7731", "address": "Salem, OR"},
        {"identifier": "https://orcid.org/0000-0007-1111-2222"},
    ],
)
def test_her_own_number_is_decisive(facts):
    assert level(page(name="Maren Holloway", **facts)) is Level.MINE
    assert "own_identifier_exact" in bits(page(name="Maren Holloway", **facts))


@pytest.mark.parametrize("facts", [{"npi": "2987654300"}, {"identifier": "https://orcid.org/0000-0007-3333-4444"}])
def test_somebody_elses_number_is_a_decisive_conflict(facts):
    finding = page(
        name="Maren Holloway", honorific_suffix="LCSW", address="1904 SW Juniper St, Portland, OR 97205", **facts
    )

    assert level(finding) is Level.NOT_ME


def test_a_namesakes_labelled_npi_in_the_text_is_a_conflict_and_a_bare_number_is_none():
    assert level(page("Maren Holloway, LPN, Tulsa, OK. NPI: 2987654300")) is Level.NOT_ME
    assert "other_entity_identifier" not in bits(page("Maren Holloway, LCSW. Case 2987654300"))


def test_an_earlier_licence_of_the_same_board_does_not_settle_the_matter():
    finding = page(
        name="Maren Holloway", licence="A1102 Oregon Board of Licensed Social Workers", address="Portland, OR"
    )

    assert bits(finding)["other_licence_number"] == -5
    assert level(finding) is not Level.NOT_ME


def test_a_licence_number_of_five_digits_is_no_zip_code():
    who = replace(MAREN, query=replace(QUERY, licences=(Licence(board="Oregon Board", number="97205"),)))

    assert "own_identifier_exact" not in bits(page("Maren Holloway, Portland, OR 97205"), who)
    assert "own_identifier_exact" in bits(page("Maren Holloway, Portland, OR. License no. 97205"), who)


@pytest.mark.parametrize("source", sorted(OWN_ANSWERS))
def test_an_answer_about_an_identifier_that_she_lists_is_hers_without_a_name(source):
    assert level(page(source=source, key="anything", breach="Gridmart 2019")) is Level.MINE


def test_the_handle_that_she_lists_is_hers_at_its_own_platform_only():
    assert level(page(source="bluesky", handle="MarenHolloway.bsky.social")) is Level.MINE
    assert level(page(source="bluesky", handle="maren-h.bsky.social", name="Maren Holloway")) is not Level.MINE
    assert "own_answer" not in bits(page(source="forum2", handle="quietjuniper47"))


def test_a_listed_page_weighs_ten_bits_and_is_not_decisive():
    url = "http://psychologytoday.example/us/therapists/maren-holloway-portland-or/418207/?utm_source=x"
    found = judge(MAREN, page("", title="Maren Holloway", url=url))

    assert {e.name: e.bits for e in found.evidence}["own_listed_exact"] == 10
    assert (
        level(page("", title="James Smith", url="https://p.example/js"), subject(profiles=("https://p.example/js",)))
        is Level.MAYBE
    )


def test_a_handle_weighs_by_its_surprise():
    assert surprise("marenholloway", QUERY.names) == 3
    assert surprise("juniper", QUERY.names) == 3
    assert surprise("quietjuniper47", QUERY.names) > 10
    assert bits(page(handle="quietjuniper47", url="https://elsewhere.example/u/quietjuniper47"))["handle_exact"] == 10
