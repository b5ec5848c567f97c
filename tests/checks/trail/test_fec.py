import json

import pytest

from checks import identity, redact
from checks.errors import Blocked, Partial
from checks.model import Level
from checks.trail.fec import PAGES, SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
HIT = json.loads(saved("fec", "hit").body)


async def ask(*answers):
    return await read(SOURCE, QUESTION, *answers)


def gifts(*rows):
    return reply({**HIT, "results": list(rows)})


async def test_another_givers_row_is_not_kept():
    findings, error = await ask(saved("fec", "hit"))

    assert error is None
    assert "marena" not in repr(findings).casefold()


async def test_a_second_gift_to_the_same_committee_in_the_same_period_changes_nothing():
    row = HIT["results"][0]
    again = row | {"contribution_receipt_date": "2026-09-30", "contribution_receipt_amount": 90.0, "sub_id": "7"}

    assert await ask(gifts(again, row)) == await ask(gifts(row))


async def test_two_middle_initials_in_one_town_are_two_givers():
    row = HIT["results"][0]

    findings, _ = await ask(gifts(row, row | {"contributor_middle_name": "T"}))

    assert len({finding.id for finding in findings}) == 2


async def test_town_employer_and_street_let_her_gifts_be_told_from_a_namesakes():
    findings, _ = await ask(saved("fec", "hit"))
    kept = [redact.storable(finding, SUBJECT) for finding in findings]

    by_town = {finding.fact("home_location"): identity.judge(SUBJECT, finding).level for finding in kept}
    assert by_town["Portland, OR 97212"] is not Level.NOT_ME
    assert by_town["Eugene, OR 97401"] is not Level.MINE
    assert any(identity.judge(SUBJECT, finding).level is Level.MINE for finding in kept)
    assert {finding.fact("recipient") for finding in kept} == {"Better Buses Committee", "Friends Of A River"}


async def test_a_long_list_is_read_on_from_where_its_page_ends_and_never_said_to_be_whole():
    page = gifts(*HIT["results"] * 20)
    asking = Asking(page)

    with pytest.raises(Partial):
        _ = [finding async for finding in SOURCE.search(QUESTION, asking)]

    assert len(asking.requests) == PAGES
    assert dict(asking.requests[1].params)["last_index"] == "4000000000000000002"


async def test_a_used_up_share_and_a_wrong_key_are_no_answers():
    for status, code in ((429, "OVER_RATE_LIMIT"), (403, "API_KEY_INVALID")):
        findings, error = await ask(reply({"error": {"code": code}}, status))

        assert findings == []
        assert isinstance(error, Blocked)
