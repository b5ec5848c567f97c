from dataclasses import replace

import pytest

from checks.errors import Partial, Unreadable
from checks.model import Handle
from checks.trail.keybase import SOURCE
from tests.checks.asking import read, reply
from tests.checks.sample import QUERY

QUESTION = next(q for q in SOURCE.questions(QUERY, {}) if q.text.startswith("domain="))
CARD = {"basics": {"username": "marenh_pdx"}}


async def ask(*them, code=0):
    return await read(SOURCE, QUESTION, reply({"status": {"code": code}, "them": list(them)}))


def test_only_handles_that_she_lists_are_asked_for_each_where_it_is_proven():
    handles = (
        Handle(platform="Keybase", handle="@MarenH_pdx"),
        Handle(platform="github", handle="marenh"),
        Handle(platform="bluesky", handle="marenholloway.bsky.social"),
        Handle(platform="reddit", handle="a&domain=x"),
    )

    asked = [(q.text, q.tells) for q in SOURCE.questions(replace(QUERY, handles=handles), {})]

    assert asked == [
        ("usernames=marenh_pdx", ("handle",)),
        ("github=marenh", ("handle",)),
        ("domain=juniperstreet.example", ("page",)),
    ]


@pytest.mark.parametrize(("them", "code"), [((), 0), ((None,), 0), ((), 205)])
async def test_its_forms_of_nobody(them, code):
    assert await ask(*them, code=code) == ([], None)


async def test_an_error_with_a_good_status_is_not_nobody():
    assert isinstance((await ask(code=100))[1], Unreadable)


async def test_a_card_without_a_name_is_unread():
    findings, error = await ask({"basics": {"username": "<b>"}}, CARD)

    assert [finding.key for finding in findings] == ["marenh_pdx"]
    assert isinstance(error, Partial)


async def test_a_proof_that_no_longer_holds_is_not_shown():
    proofs = {"by_presentation_group": {"a": [{"state": 5, "service_url": "https://old.example/"}, "x"], "b": None}}

    (finding,), _ = await ask({**CARD, "proofs_summary": proofs})

    assert "same_as" not in finding.facts
