import json
from dataclasses import replace

import pytest

from checks.errors import Partial, Skipped, Unreadable
from checks.model import Query, Town
from checks.search.nppes import SOURCE
from tests.checks.asking import SAVED, Asking, read, reply, saved
from tests.checks.sample import QUERY

RECORD = json.loads((SAVED / "nppes" / "hit.json").read_text(encoding="utf-8"))["body"]["results"][0]
BY_NUMBER, BY_NAME = list(SOURCE.questions(QUERY, {}))[:2]


def npi(nine: int) -> str:
    """A number with its right check digit."""
    return next(
        f"{nine}{check}"
        for check in range(10)
        if sum(sum(divmod(int(d) * (1 + i % 2), 10)) for i, d in enumerate(reversed(f"80840{nine}{check}"))) % 10 == 0
    )


def page(start, count):
    return reply(
        {"result_count": count, "results": [{**RECORD, "number": npi(200000000 + start + n)} for n in range(count)]}
    )


def test_each_name_is_asked_once_in_each_of_her_states():
    asked = [(q.text, q.tells, q.name) for q in SOURCE.questions(QUERY, {})]

    assert asked == [
        ("NPI 2345678918", ("npi",), ""),
        ("Maren Holloway in OR", ("name", "town"), "Maren Holloway"),
        ("Maren Holloway in ID", ("name", "town"), "Maren Holloway"),
        ("Maren Lindqvist in OR", ("name", "town"), "Maren Lindqvist"),
        ("Maren Lindqvist in ID", ("name", "town"), "Maren Lindqvist"),
    ]


def test_names_are_asked_as_the_register_spells_them_and_without_wildcards():
    query = Query(
        names=("José Luis Muñoz-Peña", "Ma* Hol*", "Cher"),
        towns=(Town(city="Reno", region="NV"), Town(city="Oslo", country="NO")),
    )

    assert [q.text for q in SOURCE.questions(query, {})] == ["Jose Munoz-Pena in NV", "Ma Hol in NV"]


async def test_a_name_is_asked_exactly_and_among_individuals():
    asking = Asking(saved("nppes", "nobody"))

    assert [finding async for finding in SOURCE.search(BY_NAME, asking)] == []
    assert dict(asking.requests[0].params) == {
        "version": "2.1", "enumeration_type": "NPI-1", "first_name": "Maren", "last_name": "Holloway",
        "use_first_name_alias": "False", "state": "OR", "limit": "200", "skip": "0",
    }  # fmt: skip


async def test_a_mistyped_number_is_not_asked():
    mistyped = next(iter(SOURCE.questions(replace(QUERY, npi="2345678919"), {})))
    asking = Asking(saved("nppes", "hit"))

    with pytest.raises(Skipped, match="last digit"):
        await anext(SOURCE.search(mistyped, asking))
    assert asking.requests == []


async def test_errors_in_a_200_are_never_nobody():
    findings, error = await read(SOURCE, BY_NAME, saved("nppes", "wrong_question"))

    assert findings == []
    assert isinstance(error, Unreadable)
    assert "No valid search criteria provided" in str(error)


async def test_a_page_of_maintenance_is_unreadable():
    assert isinstance((await read(SOURCE, BY_NAME, saved("nppes", "maintenance")))[1], Unreadable)


async def test_a_record_with_a_wrong_number_is_unread_and_the_others_count():
    findings, error = await read(SOURCE, BY_NAME, saved("nppes", "bad_number"))

    assert [(finding.key, finding.title) for finding in findings] == [
        ("2987654300", "Maren O'Holloway, NPI 2987654300")
    ]
    assert isinstance(error, Partial)


async def test_pages_are_followed_until_one_is_not_full():
    asking_for = (page(0, 200), page(200, 200), page(400, 3))
    asking = Asking(*asking_for)

    findings = [finding async for finding in SOURCE.search(BY_NAME, asking)]

    assert len({finding.key for finding in findings}) == 403
    assert [dict(request.params)["skip"] for request in asking.requests] == ["0", "200", "400"]


async def test_more_records_than_the_register_lists_are_partial():
    findings, error = await read(SOURCE, BY_NAME, page(0, 200))

    assert findings
    assert isinstance(error, Partial)


async def test_what_was_read_counts_when_a_later_page_fails():
    findings, error = await read(SOURCE, BY_NAME, page(0, 200), reply(b"oops", 500))

    assert len(findings) == 200
    assert error is not None


async def test_organisations_are_left_out_without_making_the_answer_partial():
    findings, error = await read(SOURCE, BY_NAME, saved("nppes", "hit"))

    assert [finding.key for finding in findings] == ["2345678918"]
    assert error is None


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("1904 SW JUNIPER ST", "1904 SW Juniper St"),
        ("3RD AVE", "3rd Ave"),
        ("PO BOX 5A", "PO Box 5A"),
        ("ST MARY'S LN", "St Mary's Ln"),
        ("12 Elm Way", "12 Elm Way"),
    ],
)
async def test_streets_in_capitals_are_written_as_streets(shouted, said):
    record = {**RECORD, "addresses": [{"address_1": shouted, "city": "--"}], "practiceLocations": []}

    findings, _ = await read(SOURCE, BY_NAME, reply({"results": [record]}))

    assert findings[0].facts["address"] == (said,)


async def test_only_a_direct_address_is_mail():
    findings, _ = await read(SOURCE, BY_NAME, saved("nppes", "hit"))

    assert findings[0].facts["email"] == ("maren.holloway@direct.juniperstreet.example",)
