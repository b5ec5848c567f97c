"""Gravatar: the public card behind an e-mail address. https://gravatar.com

Catalogue: registries_social_trail.md §4.13. Whoever knows the address sees name, photo, job and linked accounts. Only the
SHA-256 of an address that she released is sent. 404 is "none, or made private": both show a stranger nothing.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from checks.fetch import decode_json, expect, fetch, field, words
from checks.model import Finding, Query, Question, Room, Visibility
from checks.source import Ask, Request, Settings, Source
from checks.text import clip, plain

NAME = "gravatar"
URL = "https://api.gravatar.com/v3/profiles/"
_ASKED = "sha256 "
_CARD = re.compile(r"https://(?:[a-z]{2}\.)?gravatar\.com/[\w.-]{1,100}", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for code in dict.fromkeys(hashlib.sha256(email.strip().lower().encode()).hexdigest() for email in query.emails):
        yield Question(source=NAME, text=f"{_ASKED}{code}", tells=("email_hash",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    code = question.text.removeprefix(_ASKED)
    key = ask.settings.get("api_key", "")  # raises a limit; not needed
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    reply = await fetch(ask, Request(url=URL + code, headers=headers, conditional=True), accept=(200, 404))
    if reply.status == 200:
        yield parse(decode_json(reply), code)


def parse(payload: Any, code: str) -> Finding:
    """The card of one address; `code` is the hash that was asked for and names the finding."""
    url, name = field(payload, "profile_url", str, "Gravatar"), plain(field(payload, "display_name", str, "Gravatar"))
    linked = expect(payload.get("verified_accounts") or [], list, "Gravatar.verified_accounts")
    single = {
        "name": name,
        "description": plain(words(payload, "description")),
        "job_title": plain(words(payload, "job_title")),
        "works_for": plain(words(payload, "company")),
        "home_location": plain(words(payload, "location")),
        "image": "yes" if words(payload, "avatar_url") else "",
        "visibility": Visibility.PUBLIC.value,
    }
    accounts = {plain(words(account, "url")) for account in linked if isinstance(account, dict)} - {""}
    said = (name, single["job_title"], single["works_for"], single["home_location"], single["description"])
    return Finding(
        source=NAME,
        key=code,
        url=url if _CARD.fullmatch(url) else f"https://gravatar.com/{code}",
        title=clip(f"{name or 'A card'} on Gravatar", 300),
        facts={key: (value,) for key, value in single.items() if value}
        | ({"same_as": tuple(sorted(accounts))} if accounts else {}),
        text=clip("\n".join(filter(None, said))),
    )


SOURCE = Source(
    name=NAME,
    title="Gravatar",
    homepage="https://gravatar.com",
    room=Room.PROFILES,
    tells=("email_hash",),
    hosts=("api.gravatar.com",),
    questions=questions,
    search=search,
    takes=("api_key",),
    pace_seconds=2,
    cost="free",
)
