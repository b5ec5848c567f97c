"""Bluesky: what the public interface shows of a profile that she lists. https://bsky.app

Catalogue: registries_social_trail.md §4.10. There are no private accounts: the label `!no-unauthenticated` only asks
programs to hide the profile from logged-out visitors, so it makes a profile partly public. Counters are no facts.
"""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from checks.errors import Skipped, Unreadable
from checks.fetch import expect, fetch_json, field, words
from checks.model import Finding, Query, Question, Room, Visibility
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "bluesky"
URL = "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile"
_HANDLE = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}")
_CLOSED = ("AccountTakedown", "AccountDeactivated")


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    listed = (handle.handle for handle in query.handles if handle.platform.casefold() == NAME)
    for handle in dict.fromkeys(text.strip().removeprefix("@").lower() for text in listed):
        yield Question(source=NAME, text=handle, tells=("handle",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    if not _HANDLE.fullmatch(question.text):
        raise Skipped("the handle in config.toml is none of Bluesky: write it in full, such as name.bsky.social")
    status, payload = await fetch_json(ask, URL, {"actor": question.text}, accept=(200, 400))
    if status == 200:
        yield parse(payload, question.text)
        return
    error = words(expect(payload, dict, "Bluesky"), "error")
    if error in _CLOSED:
        yield _finding(question.text, {"visibility": Visibility.MISSING}, title=f"{question.text} on Bluesky, closed")
    elif error != "InvalidRequest" or "not found" not in words(payload, "message").casefold():
        raise Unreadable("Bluesky did not take the question in a way that it is not known to do")


def parse(payload: Any, handle: str) -> Finding:
    """One profile, as a stranger sees it; `handle` is what was asked for and names the finding."""
    shown, owner = field(payload, "handle", str, "Bluesky"), field(payload, "did", str, "Bluesky")
    if shown.lower() not in (handle, "handle.invalid"):  # the latter: its domain no longer points to the account
        raise Unreadable("Bluesky answered about another handle than was asked for")
    name, bio, site = (plain(words(payload, key)) for key in ("displayName", "description", "website"))
    facts = {
        "name": name,
        "description": bio,
        "same_as": site if site.startswith(("http://", "https://")) else "",
        "image": "yes" if words(payload, "avatar") else "",
        "visibility": Visibility.PARTLY_PUBLIC if _asks_to_hide(payload, owner) else Visibility.PUBLIC,
    }
    return _finding(handle, facts, title=f"{name or handle} on Bluesky", text="\n".join(filter(None, (name, bio))))


def _finding(handle: str, facts: dict[str, str], *, title: str, text: str = "") -> Finding:
    said = {"handle": handle, **facts}
    return Finding(
        source=NAME,
        key=handle,
        url=f"https://bsky.app/profile/{handle}",
        title=clip(title, 300),
        facts={name: (str(value),) for name, value in said.items() if value},
        text=clip(text),
    )


def _asks_to_hide(payload: dict[str, Any], owner: str) -> bool:
    """Only the owner's own label counts, and only while it is not withdrawn."""
    labels = payload.get("labels")
    return any(
        label.get("val") == "!no-unauthenticated" and label.get("src") == owner and label.get("neg") is not True
        for label in (labels if isinstance(labels, list) else [])
        if isinstance(label, dict)
    )


SOURCE = Source(
    name=NAME,
    title="Bluesky",
    homepage="https://bsky.app",
    room=Room.PROFILES,
    tells=("handle",),
    hosts=("public.api.bsky.app",),
    questions=questions,
    search=search,
    pace_seconds=1,
    cost="free",
)
