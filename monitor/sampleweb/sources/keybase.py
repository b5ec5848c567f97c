"""Plays Keybase's look-up. Catalogue: registries_social_trail.md §4.18. A card that ties the practice's domain to a forum handle."""

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "keybase.io"
_CARD = {
    "id": "418207000000000000000000000000019",
    "basics": {"username": "marenh_pdx", "ctime": 1_500_000_000},
    "profile": {"full_name": "Maren H.", "location": "Portland", "bio": "Tea, trails, two cats."},
    "proofs_summary": {
        "by_presentation_group": {
            "juniperstreet.example": [
                {"proof_type": "generic_web_site", "state": 1, "service_url": "https://juniperstreet.example/"}
            ],
            "booknook": [
                {"proof_type": "booknook", "state": 1, "service_url": "https://booknook.example/readers/marenh"}
            ],
        }
    },
}
_PROVEN = {"usernames": "marenh_pdx", "domain": "juniperstreet.example"}


def answer(asked: Asked) -> Response:
    if asked.path != "/_/api/1.0/user/lookup.json":
        return JSONResponse({"status": {"code": 100, "desc": "bad endpoint", "name": "INPUT_ERROR"}})
    hers = any(asked.get(selector) == value for selector, value in _PROVEN.items())
    nobody = [None] if asked.get("usernames") else []
    return JSONResponse({"status": {"code": 0, "name": "OK"}, "them": [_CARD] if hers else nobody})
