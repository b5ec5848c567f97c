"""Plays CourtListener. Catalogue: registries_social_trail.md §5.4. A closed civil case of hers, and one of a namesake."""

from typing import Any

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

HOST = "www.courtlistener.com"
_KNOWN = (
    "q",
    "type",
    "order_by",
    "party_name",
    "atty_name",
    "court",
    "filed_after",
    "filed_before",
    "docket_number",
    "cursor",
)


def answer(asked: Asked) -> Response:
    if asked.path != "/api/rest/v4/search/":
        return Response("<!DOCTYPE html><title>Page not found</title>", 404, media_type="text/html")
    if unknown := [name for name, _value in asked.params if name not in _KNOWN]:
        return JSONResponse({"detail": f"Unknown parameter: {unknown[0]}"}, 400)
    wanted = asked.get("party_name").casefold().split()
    cases = [case for case in _CASES if wanted and all(word in " ".join(case["party"]).casefold() for word in wanted)]
    return JSONResponse({"count": len(cases), "document_count": 0, "next": None, "previous": None, "results": cases})


def _case(number: int, docket: str, court: str, court_id: str, party: list[str], nature: str) -> dict[str, Any]:
    return {
        "docket_id": number,
        "docketNumber": docket,
        "caseName": f"{party[0]} v. {party[-1]}",
        "court": court,
        "court_id": court_id,
        "dateFiled": "2021-03-02",
        "dateTerminated": "2022-01-14",
        "suitNature": nature,
        "party": party,
        "attorney": ["An Invented Counsel"],
        "docket_absolute_url": f"/docket/{number}/a-case/",
        "recap_documents": [],
    }


_CASES = (
    _case(
        999001,
        "3:21-cv-00417",
        "District Court, D. Oregon",
        "ord",
        ["Maren E. Holloway", "Rosebud Rentals, LLC"],
        "Contract: Other",
    ),
    _case(999002, "8:19-bk-04180", "United States Bankruptcy Court, M.D. Florida", "flmb", ["Maren Holloway"], ""),
)
