"""Plays the FEC's register of gifts. Catalogue: registries_social_trail.md §5.3. Hers, and one of a namesake in Boise."""

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "api.open.fec.gov"
_HERS = ("HOLLOWAY, MAREN E", "PORTLAND", "OR", "97212", "LICENSED CLINICAL SOCIAL WORKER", "JUNIPER STREET COUNSELING")
_NAMESAKE = ("HOLLOWAY, MAREN", "BOISE", "ID", "83702", "NURSE", "RIVER LOOP CARE CENTER")
_STRANGER = ("HOLLOWAYE, MARENA", "PORTLAND", "OR", "97201", "BAKER", "SELF-EMPLOYED")


def answer(asked: Asked) -> Response:
    if not asked.headers.get("x-api-key"):
        return JSONResponse({"error": {"code": "API_KEY_MISSING", "message": "No api_key was supplied."}}, 403)
    if asked.path != "/v1/schedules/schedule_a/":
        return JSONResponse({"message": "Not found", "status": 404}, 404)
    wanted, state = asked.get("contributor_name").upper().split(), asked.get("contributor_state")
    rows = [
        _row(number, *giver)
        for number, giver in enumerate((_HERS, _HERS, _NAMESAKE, _STRANGER), start=1)
        if giver[2] == state and all(word in giver[0] for word in wanted)
    ]
    pages = {"count": len(rows), "is_count_exact": True, "pages": 1, "per_page": 100, "last_indexes": None}
    return JSONResponse({"api_version": "1.0", "pagination": pages, "results": rows})


def _row(number: int, name: str, city: str, state: str, post: str, occupation: str, employer: str) -> dict[str, object]:
    family, _, given = name.partition(", ")
    first, _, middle = given.partition(" ")
    return {
        "contributor_name": name,
        "contributor_first_name": first,
        "contributor_middle_name": middle or None,
        "contributor_last_name": family,
        "contributor_street_1": None,
        "contributor_city": city,
        "contributor_state": state,
        "contributor_zip": post,
        "contributor_employer": employer,
        "contributor_occupation": occupation,
        "contribution_receipt_date": f"2026-0{number}-30",
        "contribution_receipt_amount": 25.0,
        "committee_id": "C00999999",
        "committee": {"name": "BETTER BUSES COMMITTEE", "party": None, "state": "OR"},
        "entity_type": "IND",
        "is_individual": True,
        "two_year_transaction_period": 2026,
        "sub_id": f"400000000000000000{number}",
    }
