"""Directories that are known by their host: which page is an entry, who is listed there, where an entry is edited."""

import csv
from importlib.resources import files

import pytest

from checks.directories import directory, of
from checks.exposures import find
from tests.checks.findings import found, web
from tests.checks.sample import QUERY, SUBJECT

DOXIMITY = "https://www.doximity.com/pub/maren-holloway-lcsw"
HEADWAY = "https://care.headway.co/providers/maren-holloway"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.psychologytoday.com/us/therapists/maren-holloway-portland-or/418207", "Psychology Today"),
        ("https://www.psychologytoday.com/us/therapists/or/portland", ""),  # a list
        ("https://www.psychologytoday.com/us/blog/quiet-rooms/202601/a-post", ""),
        (HEADWAY, "Headway"),
        ("https://doctor.webmd.com/doctor/maren-holloway-0f0f-overview", "WebMD Care"),
        ("https://www.webmd.com/doctor/maren", ""),
        ("https://maps.google.com/?cid=100", "Google Maps"),
        ("https://www.google.com/search?q=maren", ""),
        ("https://notyelp.com/biz/maren", ""),
        ("https://yelp.com.evil.example/biz/maren", ""),
        ("http://[", ""),
    ],
)
def test_an_entry_is_known_by_host_and_path(url, name):
    assert (((known := directory(url)) and known.name) or "") == name


def test_each_profession_has_its_directories_in_its_country():
    def names(credentials, profession, country="US"):
        return {each.name for each in of(credentials, profession, country)}

    therapist, physician = names(("LCSW",), "therapist"), names(("MD",), "physician")

    assert {"Psychology Today", "Headway", "Healthgrades"} <= therapist
    assert {"Doximity", "Healthgrades"} <= physician
    assert "Doximity" not in therapist
    assert "Headway" not in physician
    assert {"Psychology Today", "Doximity"} <= names((), "psychiatrist") & names((), "")
    assert names(("LCSW",), "therapist", "GB") == {"Psychology Today", "Yelp"}
    assert names(("LCSW",), "therapist", "DE") == set()


def test_every_row_of_the_table_says_whom_it_lists_and_where_an_entry_is_edited():
    with (files("checks") / "data" / "directories.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            assert row["lists"] in {"therapy", "medicine", "all", "map"}
            assert row["edit_url"].startswith("https://")
            assert row["edit"]
            assert all(way.startswith("/") for way in row["profiles"].split())


def test_a_listing_names_its_directory_and_tells_where_it_is_edited_and_removed():
    listing = found(web("Maren Holloway, LCSW. Portland, OR", url=DOXIMITY))["unauthorised_directory_listing"]

    assert listing.title == "Doximity lists you, and it is not on your list of profiles"
    assert "ask for its deletion as https://support.doximity.com/" in listing.action
    assert "made from registers" in listing.action


def test_a_home_address_in_an_entry_is_edited_there_and_is_no_people_search():
    home = str(SUBJECT.private.home_addresses[0])

    (worst, *_) = find(SUBJECT, web(f"Maren Holloway, LCSW, {home}", url=HEADWAY, address=home))

    assert worst.kind == "home_address_people_search"
    assert worst.title == "Home address in an entry at Headway"
    assert worst.action.startswith(
        "Edit your entry at https://care.headway.co/ (Provider portal > Profile > Locations)"
    )


def test_a_wrong_number_in_an_entry_is_corrected_there():
    text = f"Maren Holloway, LCSW, {QUERY.practice.name}. Call (503) 555-0188"

    wrong = found(web(text, url=HEADWAY, telephone="+15035550188"))["professional_info_wrong"]

    assert wrong.action.startswith("Correct your entry at https://care.headway.co/")
