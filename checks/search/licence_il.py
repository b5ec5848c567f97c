"""Illinois: professional licences, with discipline. https://data.illinois.gov/d/pzzh-kp68

Catalogue: registries_social_trail.md §2.7. All licences of the Department of Financial and Professional Regulation, under
the Open Database License; its days are text. Only the latest discipline of a licence is told.
"""

from checks import licences, registers
from checks.licences import Licence, Register, Row
from checks.registers import said

_NAME = ("first_name", "middle", "last_name", "suffix")


def read(row: Row) -> Licence | None:
    if not said(row, "license_number") or not said(row, "last_name"):
        return None
    place = (said(row, "city"), said(row, "state"), said(row, "zip")[:5])
    return Licence(
        key=said(row, "license_number"),
        number=said(row, "license_number"),
        kind=registers.calm(said(row, "description") or said(row, "license_type")),
        name=registers.person(row, *_NAME),
        given=registers.person(row, "first_name"),
        middle=registers.person(row, "middle"),
        family=registers.person(row, "last_name"),
        status=said(row, "license_status"),
        valid_through=registers.day(said(row, "expiration_date")),
        issued=registers.day(said(row, "original_issue_date")),
        specialty=registers.calm(said(row, "specialty_qualifier")),
        address=registers.town(place[0], f"{place[1]} {place[2]}".strip()),
        actions=_actions(row),
    )


def _actions(row: Row) -> tuple[str, ...]:
    reason, start = said(row, "discipline_reason"), registers.day(said(row, "discipline_start_date"))
    if not said(row, "ever_disciplined").casefold().startswith("y"):
        return ()
    return (", ".join(filter(None, ("disciplined", reason, start))),)


SOURCE = licences.source(
    Register(
        source="licence_il",
        title="Illinois professional licences",
        state="IL",
        state_name="Illinois",
        host="data.illinois.gov",
        dataset="pzzh-kp68",
        columns=(
            *("license_type", "description", "license_number", "license_status"),
            *("first_name", "middle", "last_name", "suffix", "original_issue_date", "expiration_date"),
            *("city", "state", "zip", "ever_disciplined", "discipline_start_date", "discipline_reason"),
            "specialty_qualifier",
        ),
        where=licences.named("first_name", "last_name"),
        read=read,
    )
)
