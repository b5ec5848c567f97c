"""Which of her accounts somebody reaches from her practice, and over what."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from checks.model import Finding, Judged, Level, Match
from monitor.linkage import joined, with_ways
from tests.checks.sample import SUBJECT

DAY = datetime(2026, 11, 2, tzinfo=UTC)
TITLES = {"platforms": "Social platforms", "bluesky": "Bluesky", "github": "GitHub", "gravatar": "Gravatar"}
PRACTICE = "https://juniperstreet.example/"
FORUM = "https://yarnroom.example/members/quietjuniper"


def hers(number, source, url, level=Level.MINE, **facts):
    said = {name: (value,) if isinstance(value, str) else value for name, value in facts.items()}
    finding = Finding(source=source, key=facts.get("key", url), url=url, title="Maren", facts=said)
    match = Match(level=level, bits=9, probability=0.99)
    return Judged(id=number, finding=finding, match=match, exposures=(), first_seen=DAY, last_seen=DAY)


def linktree(*links, **more):
    facts = {"handle": "quietjuniper", "additional_type": "social", "visibility": "public", "same_as": links}
    return hers(1, "platforms", "https://linktr.ee/quietjuniper", **(facts | more))


def ways(*judged):
    return joined(SUBJECT, judged, TITLES)


def test_a_link_page_joins_an_old_handle_to_the_practice():
    assert ways(linktree(PRACTICE, FORUM)) == {1: "practice page → Linktree → yarnroom.example"}


def test_the_same_handle_joins_what_nobody_links():
    github = hers(2, "github", "https://github.com/quietjuniper", handle="quietjuniper", additional_type="social")

    assert ways(linktree(PRACTICE), github)[2] == "practice page → Linktree → GitHub (the same handle)"
    assert ways(linktree(), github) == {}


def test_a_link_on_her_own_page_begins_the_way():
    page = hers(3, "pages", PRACTICE, same_as="https://linktr.ee/quietjuniper")

    assert ways(page, linktree()) == {1: "practice page → Linktree"}


def test_one_mailbox_joins_two_accounts_by_its_hash():
    mailbox = "maren.holloway@postbox.example"
    card = hers(4, "gravatar", "https://gravatar.com/marenh", same_as=PRACTICE, visibility="public")
    card = replace(card, finding=replace(card.finding, key=hashlib.sha256(mailbox.encode()).hexdigest()))
    github = hers(
        2, "github", "https://github.com/softwood", handle="softwood", additional_type="social", email=mailbox
    )

    assert ways(card, github) == {2: "practice page → Gravatar → GitHub (the same mailbox)"}


def test_what_may_be_somebody_elses_or_is_gone_joins_nothing():
    old = replace(linktree(PRACTICE), gone_at=DAY)

    assert ways(linktree(PRACTICE, level=Level.MAYBE)) == ways(old) == {}


def test_an_account_bears_its_way_as_identities_joined():
    account = linktree(PRACTICE)

    (exposure,) = with_ways(account, ways(account)).exposures

    assert (exposure.kind, exposure.masked) == ("cross_context_link", "practice page → Linktree")
    assert with_ways(account, {}) is account
