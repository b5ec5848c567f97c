import pytest

from checks.errors import Blocked, Partial, Unreadable
from checks.giveaways import giveaways
from checks.trail.leakcheck import SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [("Limit reached", Blocked), ("Too many requests", Blocked), ("Invalid query", Unreadable), ("", Unreadable)],
)
async def test_an_error_but_its_own_nothing_is_never_a_clean_address(error, outcome):
    findings, raised = await ask(reply({"success": False, "error": error}))

    assert findings == []
    assert isinstance(raised, outcome)


async def test_leaks_that_are_counted_and_not_named_are_not_nothing():
    assert isinstance((await ask(reply({"success": True, "found": 2, "sources": []})))[1], Partial)
    assert await ask(reply({"success": True, "found": 0, "sources": []})) == ([], None)


async def test_the_fields_of_all_leaks_together_are_said_of_none():
    findings, _ = await ask(saved("leakcheck", "hit"))

    assert not [finding for finding in findings if "data_class" in finding.facts]
    assert "maren" not in repr(findings).casefold()


async def test_stealer_logs_are_told_as_such():
    findings, _ = await ask(saved("leakcheck", "hit"))

    kinds = {given.value: given.kind for finding in findings for given in giveaways(SUBJECT, finding)}
    assert kinds == {"Sampleforum.example": "breached_account", "Stealer Logs": "infostealer_log"}
