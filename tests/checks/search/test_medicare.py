"""The lists of Medicare and the mirror of the register of numbers, where they differ from other sources."""

from dataclasses import replace

import pytest

from checks.errors import Partial
from checks.search import clinical_tables, cms_doctors, cms_opt_out, cms_order_referring, open_payments
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

UNLISTED = replace(QUERY, npi="")


async def asked(source, question):
    asking = Asking(saved(source.name, "nobody"))
    assert [finding async for finding in source.search(question, asking)] == []
    return dict(asking.requests[0].params)


@pytest.mark.parametrize(
    "source", [clinical_tables.SOURCE, cms_doctors.SOURCE, cms_opt_out.SOURCE], ids=lambda s: s.name
)
def test_her_number_says_less_than_her_name_which_is_said_where_she_lists_none(source):
    assert [q.text for q in source.questions(QUERY, {})] == ["NPI 2345678918"]
    assert [(q.text, q.tells) for q in source.questions(UNLISTED, {})][:2] == [
        ("Maren Holloway in OR", ("name", "town")),
        ("Maren Holloway in ID", ("name", "town")),
    ]


def test_a_list_without_places_is_not_asked_for_names():
    assert list(cms_order_referring.SOURCE.questions(UNLISTED, {})) == []


async def test_names_are_asked_as_each_list_spells_them():
    by_name = next(iter(cms_doctors.SOURCE.questions(UNLISTED, {})))

    doctors = await asked(cms_doctors.SOURCE, by_name)
    opted_out = await asked(cms_opt_out.SOURCE, by_name)
    mirror = await asked(clinical_tables.SOURCE, by_name)

    assert [doctors[f"conditions[{n}][value]"] for n in range(3)] == ["HOLLOWAY", "MAREN", "OR"]
    assert opted_out == {
        "filter[Last Name]": "HOLLOWAY",
        "filter[First Name]": "MAREN",
        "filter[State Code]": "OR",
        "size": "500",
        "offset": "0",
    }
    assert (mirror["terms"], mirror["sf"], mirror["q"]) == (
        "Maren Holloway",
        "name.first,name.last",
        "addr_practice.state:OR",
    )


async def test_the_mirror_finds_beginnings_and_other_names_are_left_out():
    question = next(iter(clinical_tables.SOURCE.questions(UNLISTED, {})))
    fields = {"name.first": ["MAREN", "MARENA"], "name.last": ["HOLLOWAY", "HOLLOWAYS"]}

    findings, error = await read(
        clinical_tables.SOURCE, question, reply([2, ["2345678918", "2987654300"], fields, [[], []]])
    )

    assert [finding.key for finding in findings] == ["2345678918"]
    assert error is None


async def test_more_records_than_the_mirror_gave_are_partial():
    question = next(iter(clinical_tables.SOURCE.questions(QUERY, {})))
    answer = reply([9, ["2345678918"], {"name.first": ["MAREN"], "name.last": ["HOLLOWAY"]}, [[]]])

    assert isinstance((await read(clinical_tables.SOURCE, question, answer))[1], Partial)


async def test_rows_in_another_order_are_the_same_record():
    question = next(iter(cms_doctors.SOURCE.questions(QUERY, {})))
    row = {
        "npi": "2345678918",
        "provider_last_name": "HOLLOWAY",
        "provider_first_name": "MAREN",
        "adr_ln_1": "1 ELM ST",
    }
    rows = [row, row | {"adr_ln_1": "2 OAK ST", "provider_middle_name": "E"}]

    one, _ = await read(cms_doctors.SOURCE, question, reply({"results": rows}))
    other, _ = await read(cms_doctors.SOURCE, question, reply({"results": rows[::-1]}))

    assert one == other
    assert one[0].facts["address"] == ("1 Elm St", "2 Oak St")


async def test_a_sum_that_lacks_a_payment_is_not_told():
    question = next(iter(open_payments.SOURCE.questions(QUERY, {})))
    payment = {"amgpo_name": "Sampleton Pharma", "payment_type": "General", "total_amount": "12.00"}
    paid = reply({"results": [payment, payment | {"total_amount": "n/a"}]})

    findings, error = await read(open_payments.SOURCE, question, saved("open_payments", "hit"), paid)

    assert findings == []
    assert isinstance(error, Partial)
