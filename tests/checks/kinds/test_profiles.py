"""Accounts of hers, and accounts that claim to be hers."""

from datetime import date

import pytest

from checks.model import Severity
from tests.checks.findings import found, from_source, kinds, web

ON = date(2026, 11, 20)


def account(what="social", **facts):
    return from_source(
        "somenet", url="https://somenet.example/u/9", additional_type=what, **{"visibility": "public", **facts}
    )


def test_what_a_profile_shows_is_told_apart():
    shown = kinds(account(shows=("friends", "photo", "posts")))

    assert {"social_profile_public", "friends_list_public", "personal_photo_public"} <= shown


def test_payments_and_the_list_of_those_who_pay_are_critical_and_name_nobody():
    shown = found(account("payments", shows=("friends", "payments")))

    assert set(shown) == {"payment_feed_public", "payment_friends_public"}
    assert {each.severity for each in shown.values()} == {Severity.CRITICAL}
    assert {each.value for each in shown.values()} == {""}


def test_a_payment_app_whose_feed_is_closed_gives_nothing_away():
    assert kinds(account("payments")) == set()


def test_posts_on_a_forum_are_its_history():
    assert kinds(account("forum", handle="fernwalker", shows="posts")) == {"forum_history"}
    page = web("fernwalker. Joined: 2014. Total posts: 312. Recent threads", url="https://forum.example/u/fernwalker")
    assert "forum_history" in kinds(page)


IMPOSTOR = {"handle": "maren_holloway_official", "date_created": "2026", "honorific_suffix": "LCSW"}


@pytest.mark.parametrize(
    "said",
    [
        "Official page of Maren Holloway, LCSW. WhatsApp me for sessions",
        "Therapist at Juniper Street Counseling. DM me for a reading, gift cards or crypto",
        "Maren Holloway LCSW | giveaway this week only | message me on Telegram",
    ],
)
def test_a_new_account_in_her_name_that_asks_for_money_or_messages_is_an_impostor(said):
    shown = found(account(description=said, **IMPOSTOR), seen=ON)

    assert set(shown) == {"impersonation_profile"}
    assert shown["impersonation_profile"].severity is Severity.CRITICAL


def test_her_own_new_account_is_no_impostor():
    said = "Maren Holloway, LCSW, Juniper Street Counseling. Bread, rain and trails"

    assert "impersonation_profile" not in kinds(account(description=said, date_created="2026"))


def test_an_account_that_she_lists_is_no_impostor_whatever_it_says():
    said = "Official page of Maren Holloway, LCSW. WhatsApp me for sessions"
    hers = from_source(
        "bluesky", additional_type="social", visibility="public", handle="marenholloway.bsky.social", description=said
    )

    assert "impersonation_profile" not in found(hers, seen=ON)


def test_her_handle_on_a_platform_that_she_did_not_name_ties_two_accounts():
    there = account("forum", handle="marenholloway.bsky.social")
    own = from_source("bluesky", visibility="public", handle="marenholloway.bsky.social")

    assert "username_reuse" in kinds(there)
    assert "username_reuse" not in kinds(own)


def test_an_account_that_slept_for_years_is_a_forgotten_one():
    old, fresh = (account(handle="mh81", date_published=day, shows="posts") for day in ("2019-05-02", "2026-05-02"))

    assert {"forgotten_account", "old_posts_public"} <= set(found(old, seen=ON))
    assert not {"forgotten_account", "old_posts_public"} & set(found(fresh, seen=ON))


@pytest.mark.parametrize(
    "said", ["A client of mine cried today", "One of my clients told me off", "My patient no-showed"]
)
def test_a_post_about_a_client_is_critical_and_a_sentence_about_clients_in_general_is_not(said):
    post = from_source("somenet", additional_type="social", visibility="public", text=said)
    bio = from_source("somenet", additional_type="social", visibility="public", text="My clients tell me I am warm")

    assert found(post)["client_related_content"].severity is Severity.CRITICAL
    assert "client_related_content" not in kinds(bio)


@pytest.mark.parametrize(
    "link", ["zoom.us/j/94412345678", "doxy.me/marenholloway", "https://meet.google.com/abc-defg-hij"]
)
def test_a_lasting_meeting_link_is_told_even_on_her_own_site(link):
    assert "meeting_link_public" in kinds(web(f"Join here: {link}", url="https://juniperstreet.example/visit"))


def test_an_open_calendar_on_her_own_site_is_critical():
    page = web("calendar.google.com/calendar/embed?src=juniper", url="https://juniperstreet.example/times")

    assert found(page)["public_calendar_or_doc"].severity is Severity.CRITICAL


def test_a_word_about_meetings_is_no_link():
    assert kinds(web("We meet on Zoom or in person", url="https://juniperstreet.example/visit")) == set()
