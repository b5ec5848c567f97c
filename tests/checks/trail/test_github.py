from dataclasses import replace

import pytest

from checks import identity, redact
from checks.errors import Partial, Unreadable
from checks.giveaways import giveaways
from checks.model import Handle, Level
from checks.trail.github import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

PROFILE, COMMITS = SOURCE.questions(QUERY, {})


def commit(email, login="QuietJuniper", name="Maren Holloway"):
    author = {"name": name, "email": email, "date": "2016-02-03T04:05:06Z"}
    return {"author": login and {"login": login}, "commit": {"author": author, "message": "for Nora Pine"}}


async def ask(*commits, **more):
    payload = {"total_count": len(commits), "incomplete_results": False, "items": list(commits), **more}
    return await read(SOURCE, COMMITS, reply(payload))


def test_a_profile_that_she_lists_names_a_handle_too_and_each_is_asked_once():
    listed = (Handle(platform="GitHub", handle="@QuietJuniper"), Handle(platform="github", handle="a/../b"))
    query = replace(QUERY, handles=listed, profiles=("https://github.com/quietjuniper/", "https://github.com/x/y"))

    assert [question.text for question in SOURCE.questions(query, {})] == ["quietjuniper", "author:quietjuniper"]


async def test_an_address_in_her_commits_is_found_and_the_cover_address_is_none():
    mine, cover = "Tulip.Notes@mailhouse.example", "7+QuietJuniper@users.noreply.github.com"

    findings, error = await ask(commit(mine), commit(mine), commit(cover))

    assert error is None
    assert [finding.facts["email"] for finding in findings] == [("tulip.notes@mailhouse.example",)]
    assert "personal_email" in {given.kind for given in giveaways(SUBJECT, redact.storable(findings[0], SUBJECT))}
    assert "mailhouse" not in f"{findings[0].key}{findings[0].url}"


async def test_another_authors_commit_is_not_read():
    findings, error = await ask(commit("nora@pine.example", "norapine", "Nora Pine"), commit("x@pine.example", None))

    assert (findings, error) == ([], None)


@pytest.mark.parametrize("more", [{"total_count": 900}, {"incomplete_results": True}, {"items": [{"commit": {}}]}])
async def test_commits_that_were_not_all_seen_are_no_whole_answer(more):
    assert isinstance((await ask(commit("a@b.example"), **more))[1], Partial)


async def test_an_account_that_is_not_searched_is_not_one_without_addresses():
    assert isinstance((await read(SOURCE, COMMITS, reply({"message": "Validation Failed"}, 422)))[1], Partial)


async def test_only_the_services_own_404_says_that_there_is_no_such_account():
    assert isinstance((await read(SOURCE, PROFILE, reply(b"<html>Not Found</html>", 404)))[1], Unreadable)


async def test_her_listed_account_is_hers_and_counters_change_nothing():
    (finding,), _ = await read(SOURCE, PROFILE, saved("github", "hit"))

    assert identity.judge(SUBJECT, finding).level is Level.MINE
    assert "followers" not in repr(finding)


async def test_a_token_is_sent_as_one_and_is_not_needed():
    for settings, sent in (({}, None), ({"api_key": "an-invented-token"}, "Bearer an-invented-token")):
        asking = Asking(saved("github", "hit"), settings=settings)

        _ = [finding async for finding in SOURCE.search(PROFILE, asking)]

        assert asking.requests[0].headers.get("Authorization") == sent
