"""Keybase: a public card that ties accounts, a website and a real name together for good. https://keybase.io

Catalogue: registries_social_trail.md §4.18. Asked for handles that she lists, here or where its proofs reach, and for the
owner of the practice's domain. Nobody is `[null]` or an empty list. The service is only kept running, its cards remain.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import queries
from checks.errors import Unreadable
from checks.fetch import fetch_json, field, words
from checks.hits import some_unread
from checks.model import Finding, Query, Question, Room, Visibility
from checks.source import Ask, Settings, Source
from checks.text import canonical_url, clip, plain

NAME = "keybase"
URL = "https://keybase.io/_/api/1.0/user/lookup.json"
_SELECTORS = {"keybase": "usernames", "github": "github", "twitter": "twitter", "x": "twitter", "reddit": "reddit"}
_HANDLE = re.compile(r"[a-z0-9_-]{2,39}", re.ASCII)
_LINK = re.compile(r"https?://[!-~]{4,500}", re.ASCII)
_NOT_FOUND = 205


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    asked: dict[str, str] = {}
    for listed in query.handles:
        selector, handle = _SELECTORS.get(listed.platform.casefold()), listed.handle.strip().lstrip("@").lower()
        if selector and _HANDLE.fullmatch(handle):
            asked[f"{selector}={handle}"] = "handle"
    if domain := queries.own_domain(query):
        asked[f"domain={domain}"] = "page"
    for text, identifier in asked.items():
        yield Question(source=NAME, text=text, tells=(identifier,))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    selector, _, value = question.text.partition("=")
    params = {selector: value, "fields": "basics,profile,proofs_summary,pictures"}
    _status, payload = await fetch_json(ask, URL, params)
    for finding in parse(payload):
        yield finding
    bad = sum(card is not None and not _handle(card) for card in _cards(payload))
    if bad:
        raise some_unread(bad, "cards")


def parse(payload: Any) -> Iterator[Finding]:
    yield from (_finding(card) for card in _cards(payload) if card is not None and _handle(card))


def _cards(payload: Any) -> list[Any]:
    """With a good status for everything: the code in the answer decides."""
    code = field(field(payload, "status", dict, "Keybase"), "code", int, "Keybase.status")
    if code == _NOT_FOUND:
        return []
    if code != 0:
        raise Unreadable("Keybase did not take the question in a way that it is not known to do")
    return field(payload, "them", list, "Keybase")


def _handle(card: Any) -> str:
    handle = words(_part(card, "basics"), "username").lower()
    return handle if _HANDLE.fullmatch(handle) else ""


def _part(card: Any, name: str) -> Mapping[str, Any]:
    part = card.get(name) if isinstance(card, dict) else None
    return part if isinstance(part, dict) else {}


def _finding(card: Mapping[str, Any]) -> Finding:
    handle, profile = _handle(card), _part(card, "profile")
    name, home, bio = (plain(words(profile, part)) for part in ("full_name", "location", "bio"))
    said = {
        "handle": handle,
        "name": name,
        "home_location": home,
        "description": bio,
        "image": "yes" if _part(card, "pictures") else "",
        "visibility": Visibility.PUBLIC.value,
        "additional_type": "social",
    }
    proven = tuple(sorted(set(_proven(card))))
    return Finding(
        source=NAME,
        key=handle,
        url=f"https://keybase.io/{handle}",
        title=clip(f"{name or handle} on Keybase", 300),
        facts={fact: (value,) for fact, value in said.items() if value} | ({"same_as": proven} if proven else {}),
        text=clip("\n".join(filter(None, (name, home, bio, *proven)))),
    )


def _proven(card: Mapping[str, Any]) -> Iterator[str]:
    """The accounts and sites that the card ties to its owner; state 1 is a proof that holds."""
    for proofs in _part(_part(card, "proofs_summary"), "by_presentation_group").values():
        for proof in proofs if isinstance(proofs, list) else ():
            link = words(proof, "service_url") if isinstance(proof, dict) and proof.get("state") == 1 else ""
            if _LINK.fullmatch(link):
                yield canonical_url(link)


SOURCE = Source(
    name=NAME,
    title="Keybase",
    homepage="https://keybase.io",
    room=Room.TRAIL,
    tells=("handle", "page"),
    hosts=("keybase.io",),
    questions=questions,
    search=search,
    pace_seconds=2,
    cost="free",
)
