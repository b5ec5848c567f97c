"""Plays Bluesky's public interface. Catalogue: registries_social_trail.md §4.10.

Counters move every week. In week 4 the bio names her practice; from week 5 the profile asks to be hidden.
"""

import re

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import BIO, HANDLE, HIDES, LINK, monday, since

HOST = "public.api.bsky.app"
DID = "did:plc:samplesamplesample000000"
_ACTOR = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]+|(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")


def answer(asked: Asked) -> Response:
    if asked.path != "/xrpc/app.bsky.actor.getProfile":
        return _error(404, "XRPCNotSupported", "XRPCNotSupported")
    if asked.method not in ("GET", "HEAD"):
        return PlainTextResponse("Method Not Allowed", 405, {"Allow": "GET, HEAD"})
    actor = asked.get("actor")
    if not actor:
        return _error(400, "InvalidRequest", 'Error: Params must have the property "actor"')
    if not _ACTOR.fullmatch(actor):
        return _error(400, "InvalidRequest", "Error: actor must be a valid did or a handle")
    if actor.lower() not in (HANDLE, DID):
        return _error(400, "InvalidRequest", "Profile not found")
    return JSONResponse(_profile(asked.week), headers=_limits(asked.turn))


def _profile(week: int) -> dict[str, object]:
    profile: dict[str, object] = {
        "did": DID,
        "handle": HANDLE,
        "displayName": "Maren",
        "description": since(BIO, week),
        "avatar": f"https://cdn.bsky.app/img/avatar/plain/{DID}/bafysample@jpeg",
        "associated": {
            "lists": 0,
            "feedgens": 0,
            "starterPacks": 0,
            "labeler": False,
            "chat": {"allowIncoming": "following"},
            "activitySubscription": {"allowSubscriptions": "followers"},
        },
        "followersCount": 84 + 3 * week,
        "followsCount": 120 + week,
        "postsCount": 311 + 2 * week,
        "indexedAt": f"{monday(week).isoformat()}T08:00:00.000Z",
        "createdAt": "2024-02-10T12:00:00.000Z",
        "labels": [_label()] if since(HIDES, week) else [],
    }
    if since(LINK, week):
        profile["website"] = since(LINK, week)
    return profile


def _label() -> dict[str, str]:
    return {
        "src": DID,
        "uri": f"at://{DID}/app.bsky.actor.profile/self",
        "cid": "bafyreisample",
        "val": "!no-unauthenticated",
        "cts": "2026-11-14T18:20:00.000Z",
    }


def _limits(turn: int) -> dict[str, str]:
    return {"RateLimit-Limit": "3000", "RateLimit-Remaining": str(3000 - turn), "RateLimit-Policy": "3000;w=300"}


def _error(status: int, error: str, message: str) -> Response:
    return JSONResponse({"error": error, "message": message}, status)
