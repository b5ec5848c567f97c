import json

import pytest

from checks.errors import Blocked, Partial, Skipped, Unreadable
from checks.giveaways import giveaways
from checks.trail.hibp import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

KEY = {"api_key": "an-invented-key"}
BREACHES, PASTES, STOLEN = list(SOURCE.questions(QUERY, {}))[:3]
WITH_LOGS, WITHOUT = reply({"IncludesStealerLogs": True}), reply({"IncludesStealerLogs": False, "Rpm": 10})


async def ask(question, *answers):
    return await read(SOURCE, question, *answers, settings=KEY)


async def test_a_plan_without_logs_is_not_asked_for_them():
    asking = Asking(WITHOUT, settings=KEY)

    with pytest.raises(Skipped):
        _ = [finding async for finding in SOURCE.search(STOLEN, asking)]

    assert [request.url.rpartition("/v3/")[2] for request in asking.requests] == ["subscription/status"]


async def test_all_sites_of_stealer_logs_are_one_thing_that_a_new_site_makes_worse():
    before, error = await ask(STOLEN, WITH_LOGS, reply(["portal.example", "oldshop.example", "oldshop.example"]))
    after, _ = await ask(STOLEN, WITH_LOGS, reply(["oldshop.example", "clinic.example", "portal.example"]))

    assert error is None
    assert [(given.kind, given.value) for f in before for given in giveaways(SUBJECT, f)] == [
        ("infostealer_log", "stealer logs")
    ]
    assert [finding.key for finding in before] == [finding.key for finding in after]
    assert set(after[0].facts["data_class"]) - set(before[0].facts["data_class"]) == {"log-in at clinic.example"}


async def test_a_site_that_cannot_be_read_is_not_dropped():
    findings, error = await ask(STOLEN, WITH_LOGS, reply(["oldshop.example", "an odd site", None]))

    assert [len(finding.facts["data_class"]) for finding in findings] == [2]
    assert isinstance(error, Partial)


async def test_an_address_on_a_domain_that_is_not_hers_there_is_not_clean():
    findings, error = await ask(STOLEN, WITH_LOGS, reply({"statusCode": 403, "message": "Not verified"}, 403))

    assert findings == []
    assert isinstance(error, Blocked)
    assert "domain" in str(error)


async def test_of_a_paste_only_the_place_and_the_day_are_read():
    paste = {"Source": "Pastebin", "Id": "Ab12", "Title": "Passwords of J. Doe", "Date": "2023-03-04T19:14:54Z"}

    findings, error = await ask(PASTES, reply([paste, paste | {"Id": "Cd34", "Date": None}, {"Title": "x"}]))

    assert isinstance(error, Partial)
    assert len({finding.id for finding in findings}) == 2
    assert findings[0].facts["breach_date"] == ("2023-03-04",)
    assert "Doe" not in repr(findings)


@pytest.mark.parametrize("answer", [reply(b"<html>Page not found</html>", 404), reply([])])
async def test_only_the_silent_404_says_that_an_address_is_in_none(answer):
    assert isinstance((await ask(BREACHES, answer))[1], Unreadable)


async def test_of_the_address_a_finding_shows_the_mask_alone_and_the_key_stands_in_a_header():
    asking = Asking(saved("hibp", "hit"), settings=KEY)

    findings = [finding async for finding in SOURCE.search(BREACHES, asking)]

    assert "maren" not in repr(findings).casefold()
    assert KEY["api_key"] not in f"{asking.requests[0].url}{asking.requests[0].params}"
    assert asking.requests[0].headers["hibp-api-key"] == KEY["api_key"]


async def test_a_breach_that_is_confirmed_later_is_the_same_breach():
    body = json.loads(saved("hibp", "hit").body)
    later = [{**breach, "IsVerified": True, "PwnCount": 1, "Title": "Renamed"} for breach in body]

    before, after = (await ask(BREACHES, reply(body)))[0], (await ask(BREACHES, reply(later)))[0]

    assert [(f.key, f.facts) for f in before] == [(f.key, f.facts) for f in after]
