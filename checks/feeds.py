"""RSS and Atom as they come: the only home of feedparser."""

import asyncio
from typing import Any

import feedparser

from checks.errors import Unreadable


async def decode_feed(body: bytes) -> Any:
    """A feed with its `entries`, perhaps none; what is no feed is `Unreadable`. `bozo` where it broke off."""
    return await asyncio.to_thread(_decoded, body)


def _decoded(body: bytes) -> Any:
    """Bytes only: a `str` would make feedparser open files and addresses."""
    try:
        feed = feedparser.parse(body)
    except (ValueError, LookupError, RecursionError) as error:  # an encoding that is none, a depth without end
        raise Unreadable("the answer is no feed") from error
    if not feed.get("version"):
        raise Unreadable("the answer is no feed")
    return feed
