import json

import pytest

from checks.errors import Partial, Unreachable, Unreadable
from checks.trail.xposedornot import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


async def test_both_documented_shapes_of_nothing_are_complete():
    assert await ask(saved("xposedornot", "nobody")) == ([], None)
    assert await ask(saved("xposedornot", "nobody_with_200")) == ([], None)


async def test_a_fault_of_theirs_is_not_a_clean_address():
    findings, error = await ask(saved("xposedornot", "their_fault"))

    assert findings == []
    assert isinstance(error, Unreachable)


@pytest.mark.parametrize("status", [200, 404])
async def test_an_error_never_seen_is_not_a_clean_address(status):
    assert isinstance((await ask(reply({"Error": "Upgrade needed"}, status)))[1], Unreadable)


async def test_the_random_order_of_breaches_changes_nothing():
    body = json.loads(saved("xposedornot", "hit").body)
    turned = {**body, "breaches": [body["breaches"][0][::-1]], "breach_details": body["breach_details"][::-1]}

    assert await ask(reply(turned)) == await ask(reply(body))


async def test_of_the_address_a_finding_shows_the_mask_alone():
    findings, _ = await ask(saved("xposedornot", "hit"))

    assert len(findings) == 3
    assert "maren" not in repr(findings).casefold()
    assert {finding.title.rpartition(", ")[2] for finding in findings} == {"m…@postbox.example"}


async def test_two_addresses_in_one_breach_are_two_findings():
    other = list(SOURCE.questions(QUERY, {}))[1]

    mine, practice = await ask(saved("xposedornot", "hit")), await read(SOURCE, other, saved("xposedornot", "hit"))

    assert not {finding.id for finding in mine[0]} & {finding.id for finding in practice[0]}


async def test_breaches_without_details_count():
    findings, error = await ask(reply({"breaches": [["SampleForum"]]}))

    assert [finding.facts["breach"] for finding in findings] == [("SampleForum",)]
    assert error is None


async def test_a_breach_without_a_name_is_unread():
    findings, error = await ask(reply({"breaches": [["SampleForum", "", None]]}))

    assert len(findings) == 1
    assert isinstance(error, Partial)


@pytest.mark.parametrize("breaches", [[], [[]]])
async def test_an_answer_that_names_no_breach_is_nothing(breaches):
    assert await ask(reply({"breaches": breaches})) == ([], None)


async def test_an_address_cannot_change_the_path():
    asking = Asking(saved("xposedornot", "nobody"))
    question = type(QUESTION)(source="xposedornot", text="a+b/../x?y@postbox.example", tells=("email",))

    assert [finding async for finding in SOURCE.search(question, asking)] == []
    assert asking.requests[0].url.endswith("/check-email/a%2Bb%2F..%2Fx%3Fy@postbox.example")
