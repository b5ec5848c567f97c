import pytest

from checks.registers import is_npi
from monitor.sampleweb import world
from monitor.sampleweb.sources import nppes
from tests.monitor.sampleweb.played import ask, decoded

HER = {"first_name": "Maren", "last_name": "Holloway"}


def lookup(week=1, version="2.1", **params):
    return decoded(ask(nppes, "/api/", week=week, version=version, **params))


def numbers(**params):
    return [record["number"] for record in lookup(**params)["results"]]


def problems(**params):
    return [(problem["field"], problem["number"]) for problem in lookup(**params)["Errors"]]


def test_a_record_has_the_fields_of_a_real_one():
    answer = lookup(number=world.NPI)

    (record,) = answer["results"]
    assert answer["result_count"] == 1
    assert record.keys() == {
        "number", "enumeration_type", "created_epoch", "last_updated_epoch", "basic", "addresses", "practiceLocations",
        "taxonomies", "identifiers", "endpoints", "other_names",
    }  # fmt: skip
    assert [address["address_purpose"] for address in record["addresses"]] == ["MAILING", "LOCATION"]
    assert record["basic"]["first_name"].isupper()
    assert record["other_names"][0]["type"] == "Former Name"
    assert len(record["last_updated_epoch"]) == 13


def test_her_mailing_address_is_her_home_in_weeks_three_and_four():
    def homes(week):
        return "2816 NE ALDER CT" in str(lookup(week, number=world.NPI))

    assert [week for week in world.WEEKS if homes(week)] == [3, 4]


def test_every_number_has_a_right_check_digit():
    assert all(is_npi(entry.npi) for entry in world.REGISTER)


def test_a_name_in_a_state_finds_who_is_registered_there():
    assert numbers(state="OR", **HER) == [world.NPI]
    assert numbers(state="OK", **HER) == ["2987654300"]
    assert numbers(state="WA", **HER) == []
    assert lookup(state="WA", **HER) == {"result_count": 0, "results": []}


def test_a_wildcard_needs_two_characters_before_it():
    assert numbers(last_name="Hollow*", state="OR") == [world.NPI]
    assert problems(last_name="H*") == [("last_name", "99")]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, [("generic", "04")]),
        ({"enumeration_type": "NPI-1"}, [("enumeration_type", "09")]),
        ({"state": "OR", "enumeration_type": "NPI-1"}, [("state", "07"), ("enumeration_type", "09")]),
        ({"country_code": "US"}, [("generic", "04")]),
        ({"number": "23456"}, [("number", "99")]),
        ({"last_name": "Holloway", "limit": "201"}, [("limit", "99")]),
        ({"last_name": "Holloway", "skip": "1001"}, [("skip", "99")]),
        ({"last_name": "Holloway", "limit": "x"}, [("limit", "99")]),
        ({"last_name": "Holloway", "enumeration_type": "1"}, [("enumeration_type", "99")]),
    ],
)
def test_a_question_that_the_register_does_not_take_comes_back_as_errors(params, expected):
    assert problems(**params) == expected


@pytest.mark.parametrize("version", ["", "1.0", "2.0"])
def test_the_version_is_mandatory(version):
    assert problems(version=version, **HER) == [("version", "99")]


def test_errors_come_with_status_200():
    assert ask(nppes, "/api/", last_name="Holloway").status_code == 200


def test_paging_goes_on_where_the_last_page_ended():
    pages = [numbers(limit="2", skip=skip, **HER) for skip in ("0", "2")]

    assert [len(page) for page in pages] == [2, 1]
    assert len({*pages[0], *pages[1]}) == 3


def test_organisations_are_another_kind():
    assert numbers(enumeration_type="NPI-2", state="OR", **HER) == []


def test_a_city_and_a_postal_code_are_looked_for_at_the_purpose_asked_for():
    assert numbers(postal_code="97212", address_purpose="MAILING", last_name="Holloway", week=3) == [world.NPI]
    assert numbers(postal_code="97212", address_purpose="LOCATION", last_name="Holloway", week=3) == []
    assert numbers(city="Portland", last_name="Holloway") == [world.NPI]
