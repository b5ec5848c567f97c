"""Every source there is, found by walking the rooms."""

from dataclasses import replace
from pathlib import Path

import pytest

import checks
from checks import catalog
from checks.model import Licence, Room, Town
from tests.checks.sample import QUERY

FIRST = ("brave", "google_alerts", "nppes", "searxng", "bluesky", "gravatar", "wayback", "xposedornot")


def test_every_file_of_the_three_rooms_is_a_source():
    files = {path.stem for room in Room for path in (Path(checks.__path__[0]) / room).glob("*.py")} - {"__init__"}

    assert [source.name for source in catalog.SOURCES if source.name in FIRST] == list(FIRST)
    assert {source.name for source in catalog.SOURCES} == files
    assert len(catalog.SOURCES) == len(files)


def test_sources_are_sorted_by_room_and_name():
    order = list(Room)

    assert list(catalog.SOURCES) == sorted(catalog.SOURCES, key=lambda s: (order.index(s.room), s.name))


def test_names_are_known_without_reading_the_sources_in():
    assert catalog.names() == tuple(source.name for source in catalog.SOURCES)


def test_a_source_is_found_by_its_name():
    assert catalog.by_name("nppes").title == "NPI registry (NPPES)"
    with pytest.raises(KeyError):
        catalog.by_name("npes")


def test_a_source_of_one_country_is_not_asked_for_subjects_of_another():
    nppes = catalog.by_name("nppes")

    assert catalog.applicable(nppes, QUERY)
    assert not catalog.applicable(nppes, replace(QUERY, country="CA"))
    assert catalog.applicable(catalog.by_name("bluesky"), replace(QUERY, country="CA"))


def test_what_a_source_still_needs_is_said():
    brave = catalog.by_name("brave")

    assert catalog.missing(brave, {}) == catalog.missing(brave, {"api_key": ""}) == ("api_key",)
    assert catalog.missing(brave, {"api_key": "k"}) == ()


def test_a_states_register_is_asked_only_where_she_has_a_town_or_a_licence():
    washington = catalog.by_name("licence_wa")
    licence = Licence(board="Washington State Department of Health", number="LW60418718")

    assert not catalog.applicable(washington, QUERY)
    assert catalog.applicable(washington, replace(QUERY, licences=(licence,)))
    assert catalog.applicable(washington, replace(QUERY, towns=(Town(city="Spokane", region="WA"),)))
    assert not catalog.applicable(washington, replace(QUERY, licences=(licence,), country="CA"))
