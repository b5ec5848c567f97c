"""Plays Gravatar, without and with a key. Catalogue: registries_social_trail.md §4.13.

A card stands behind her personal address, none behind the practice's. In week 4 it answers in a shape never seen before.
"""

import hashlib

from starlette.responses import JSONResponse, PlainTextResponse, Response

from monitor.sampleweb.asked import Asked
from monitor.sampleweb.world import EMAIL, HANDLE

HOST = "api.gravatar.com"
HASH = hashlib.sha256(EMAIL.encode()).hexdigest()
SLUG = "marenh"
_OLD_HASH = hashlib.md5(EMAIL.encode(), usedforsecurity=False).hexdigest()  # still resolves
_PREFIX = "/v3/profiles/"


def answer(asked: Asked) -> Response:
    if asked.method not in ("GET", "HEAD"):
        return PlainTextResponse("Method Not Allowed", 405, {"Allow": "GET, HEAD"})
    who = asked.path.removeprefix(_PREFIX).lower()
    if not asked.path.startswith(_PREFIX) or who not in (HASH, SLUG, _OLD_HASH):
        return JSONResponse({"error": "Profile not found", "code": "profile_not_found"}, 404, _limits(asked))
    return JSONResponse(_NEW_SHAPE if asked.week == 4 else _card(asked), headers=_limits(asked))


def _card(asked: Asked) -> dict[str, object]:
    card: dict[str, object] = {
        "hash": HASH,
        "display_name": "Maren H.",
        "profile_url": f"https://gravatar.com/{SLUG}",
        "avatar_url": f"https://0.gravatar.com/avatar/{HASH}",
        "avatar_alt_text": "",
        "location": "Portland, OR",
        "description": "",
        "job_title": "",
        "company": "",
        "verified_accounts": [
            {
                "service_type": "bluesky",
                "service_label": "Bluesky",
                "service_icon": "https://gravatar.com/icons/bluesky.svg",
                "url": f"https://bsky.app/profile/{HANDLE}",
                "is_hidden": False,
            },
            {
                "service_type": "goodreads",
                "service_label": "Goodreads",
                "service_icon": "https://gravatar.com/icons/goodreads.svg",
                "url": "https://booknook.example/readers/marenh",
                "is_hidden": False,
            },
        ],
        "pronunciation": "",
        "pronouns": "",
    }
    if asked.headers.get("authorization", "").startswith("Bearer "):
        card |= {"timezone": "America/Los_Angeles", "languages": [], "links": [], "number_verified_accounts": 2}
    return card


def _limits(asked: Asked) -> dict[str, str]:
    """A hundred an hour without a key, a thousand with one."""
    limit = 1000 if "authorization" in asked.headers else 100
    return {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(max(limit - asked.turn, 0))}


_NEW_SHAPE = {"data": {"type": "card", "attributes": {"title": "Maren H."}}, "meta": {"version": 4}}
