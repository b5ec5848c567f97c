from dataclasses import replace

import pytest

from checks.errors import Skipped, Unreadable
from checks.model import Handle
from checks.profiles.bluesky import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


async def visibility(name):
    (finding,), error = await ask(saved("bluesky", name))
    assert error is None
    return finding.facts["visibility"]


def test_only_handles_of_bluesky_are_asked_each_once():
    handles = (
        *QUERY.handles,
        Handle(platform="Bluesky", handle="marenholloway.bsky.social"),
        Handle(platform="mastodon", handle="m@social.example"),
    )

    assert [q.text for q in SOURCE.questions(replace(QUERY, handles=handles), {})] == ["marenholloway.bsky.social"]


async def test_what_is_no_handle_is_not_asked():
    question = next(iter(SOURCE.questions(replace(QUERY, handles=(Handle(platform="bluesky", handle="maren"),)), {})))
    asking = Asking(saved("bluesky", "hit"))

    with pytest.raises(Skipped, match=r"name\.bsky\.social"):
        await anext(SOURCE.search(question, asking))
    assert asking.requests == []


async def test_a_closed_account_is_missing_and_not_gone():
    (finding,), error = await ask(saved("bluesky", "closed"))

    assert error is None
    assert finding.id == ("bluesky", "marenholloway.bsky.social")
    assert finding.facts == {"handle": ("marenholloway.bsky.social",), "visibility": ("missing",)}


async def test_the_owners_own_label_makes_a_profile_partly_public():
    assert await visibility("hit") == ("public",)
    assert await visibility("asks_to_hide") == ("partly_public",)


async def test_a_withdrawn_label_and_somebody_elses_do_not():
    assert await visibility("hides_no_more") == ("public",)


async def test_counters_and_times_are_no_facts():
    (before,), _ = await ask(saved("bluesky", "hit"))
    body = (
        saved("bluesky", "hit").body.replace(b"84", b"85").replace(b"311", b"312").replace(b"2026-09-01", b"2026-11-01")
    )

    (after,), _ = await ask(reply(body))

    assert after == before


async def test_another_400_is_not_nobody():
    _, error = await ask(reply({"error": "InvalidRequest", "message": "actor must be a valid did or a handle"}, 400))

    assert isinstance(error, Unreadable)


async def test_a_profile_of_somebody_else_is_not_hers():
    _, error = await ask(reply({"did": "did:plc:x", "handle": "somebody.else.example"}))

    assert isinstance(error, Unreadable)


async def test_a_profile_whose_domain_broke_is_still_hers():
    (finding,), error = await ask(
        reply({"did": "did:plc:x", "handle": "handle.invalid", "website": "javascript:alert(1)"})
    )

    assert error is None
    assert finding.key == "marenholloway.bsky.social"
    assert "same_as" not in finding.facts
