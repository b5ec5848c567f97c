"""The two profiles of the story: Bluesky and Gravatar."""

import hashlib

import pytest

from monitor.sampleweb import world
from monitor.sampleweb.sources import bluesky, gravatar
from tests.monitor.sampleweb.played import ask, decoded

GET_PROFILE = "/xrpc/app.bsky.actor.getProfile"


def profile(week, actor=world.HANDLE):
    return decoded(ask(bluesky, GET_PROFILE, week=week, actor=actor))


def test_a_profile_is_found_by_handle_and_by_did():
    assert profile(1) == profile(1, actor=bluesky.DID)
    assert profile(1).keys() >= {
        "did",
        "handle",
        "displayName",
        "description",
        "avatar",
        "followersCount",
        "associated",
        "labels",
    }


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"actor": "nobody.bsky.social"}, "Profile not found"),
        ({"actor": "no handle"}, "Error: actor must be a valid did or a handle"),
        ({}, 'Error: Params must have the property "actor"'),
    ],
)
def test_who_is_not_there_and_what_is_no_actor_are_both_400(params, message):
    answer = ask(bluesky, GET_PROFILE, **params)

    assert (answer.status_code, decoded(answer)) == (400, {"error": "InvalidRequest", "message": message})


def test_another_method_of_the_interface_is_not_played():
    assert ask(bluesky, "/xrpc/app.bsky.feed.getAuthorFeed", actor=world.HANDLE).status_code == 404


def test_counters_move_while_the_profile_stays_as_it_was():
    before, after = profile(1), profile(2)

    assert before["followersCount"] != after["followersCount"]
    assert {k: before[k] for k in ("description", "labels", "displayName")} == {
        k: after[k] for k in ("description", "labels", "displayName")
    }


def test_the_practice_is_named_from_week_four_and_the_label_set_from_week_five():
    assert [week for week in world.WEEKS if "Juniper Street" in profile(week)["description"]] == [4, 5]
    assert [week for week in world.WEEKS if profile(week).get("website") == world.PRACTICE] == [4, 5]
    labels = {week: [(label["val"], label["src"]) for label in profile(week)["labels"]] for week in world.WEEKS}
    assert labels == {1: [], 2: [], 3: [], 4: [], 5: [("!no-unauthenticated", bluesky.DID)]}


@pytest.mark.parametrize(
    "who", [gravatar.HASH, gravatar.HASH.upper(), gravatar.SLUG, hashlib.md5(world.EMAIL.encode()).hexdigest()]
)
def test_a_card_is_found_by_hash_and_by_slug(who):
    answer = ask(gravatar, f"/v3/profiles/{who}")

    assert answer.status_code == 200
    assert decoded(answer)["hash"] == hashlib.sha256(world.EMAIL.encode()).hexdigest()
    assert [account["service_type"] for account in decoded(answer)["verified_accounts"]] == ["bluesky", "goodreads"]


def test_other_addresses_have_no_card():
    other = hashlib.sha256(b"hello@juniperstreet.example").hexdigest()

    assert ask(gravatar, f"/v3/profiles/{other}").status_code == 404
    assert ask(gravatar, f"/{gravatar.HASH}.json").status_code == 404


def test_a_key_shows_more_and_raises_the_limit():
    without = ask(gravatar, f"/v3/profiles/{gravatar.HASH}")
    with_key = ask(gravatar, f"/v3/profiles/{gravatar.HASH}", headers={"authorization": "Bearer k"})

    assert (without.headers["x-ratelimit-limit"], with_key.headers["x-ratelimit-limit"]) == ("100", "1000")
    assert decoded(with_key).keys() > decoded(without).keys()


def test_the_card_has_another_shape_in_week_four_only():
    shapes = {
        week: "display_name" in decoded(ask(gravatar, f"/v3/profiles/{gravatar.HASH}", week=week))
        for week in world.WEEKS
    }

    assert shapes == {1: True, 2: True, 3: True, 4: False, 5: True}
