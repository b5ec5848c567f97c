import json

import pytest

from checks import identity, redact
from checks.errors import Partial
from checks.giveaways import giveaways
from checks.model import Level
from checks.trail.courtlistener import PAGES, SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
HIT = json.loads(saved("courtlistener", "hit").body)


async def found(*answers):
    return (await read(SOURCE, QUESTION, *answers))[0]


async def test_nobody_else_in_a_case_is_read_not_even_in_its_name_or_its_address():
    text = repr(await found(saved("courtlistener", "hit"))).casefold()

    assert not [word for word in ("pine", "counsel", "judge", "partners", "otto", "a-case") if word in text]


async def test_two_parties_who_share_her_name_between_them_are_not_her():
    assert [finding.key for finding in await found(saved("courtlistener", "hit"))] == ["999001", "999002"]


async def test_a_case_is_a_court_record_and_its_court_weighs_for_or_against_her():
    oregon, florida = (redact.storable(finding, SUBJECT) for finding in await found(saved("courtlistener", "hit")))

    assert [given.kind for given in giveaways(SUBJECT, oregon)] == ["court_record"]
    assert identity.judge(SUBJECT, oregon).bits > identity.judge(SUBJECT, florida).bits
    assert identity.judge(SUBJECT, florida).level is not Level.MINE


async def test_pages_are_read_on_by_the_cursor_alone_and_only_so_far():
    asking = Asking(reply({**HIT, "next": "https://elsewhere.example/?cursor=abc123&type=o"}))

    with pytest.raises(Partial):
        _ = [finding async for finding in SOURCE.search(QUESTION, asking)]

    assert len(asking.requests) == PAGES
    assert {request.url for request in asking.requests} == {"https://www.courtlistener.com/api/rest/v4/search/"}
    assert dict(asking.requests[1].params)["cursor"] == "abc123"
