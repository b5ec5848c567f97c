"""Texas Medical Board: licences of physicians and physician assistants. https://data.texas.gov/d/tm3v-pfq9

Catalogue: registries_social_trail.md §2.7 names the portal; the columns are those that public clients of the data read
(September 2026). It knows physicians, physician assistants and some technicians, and no therapist: so it is off unless
she switches it on. `disciplinary_status` is NONE, or says how a board order stands.
"""

from checks import licences, registers
from checks.licences import Licence, Register, Row
from checks.registers import said


def read(row: Row) -> Licence | None:
    number, kind = said(row, "license_number"), said(row, "license_type")
    if not number or not kind or not said(row, "last_name"):
        return None
    return Licence(
        key=f"{kind} {number}",
        number=number,
        kind=registers.calm(kind),
        name=registers.person(row, "first_name", "last_name"),
        given=registers.person(row, "first_name"),
        family=registers.person(row, "last_name"),
        status=said(row, "registration_status"),
        valid_through=registers.day(said(row, "license_expiration_date")),
        issued=registers.day(said(row, "license_issue_date")),
        address=registers.town(said(row, "practice_city"), said(row, "practice_state")),
        actions=_actions(row),
    )


def _actions(row: Row) -> tuple[str, ...]:
    status = said(row, "disciplinary_status")
    if status.casefold() in ("", "none"):
        return ()
    told = (registers.calm(status), said(row, "current_board_action_description"))
    return (", ".join(filter(None, (*told, registers.day(said(row, "current_board_action_date"))))),)


SOURCE = licences.source(
    Register(
        source="licence_tx",
        title="Texas Medical Board",
        state="TX",
        state_name="Texas",
        host="data.texas.gov",
        dataset="tm3v-pfq9",
        columns=(
            *("license_number", "last_name", "first_name", "license_type", "registration_status"),
            *("license_issue_date", "license_expiration_date", "practice_city", "practice_state"),
            *("disciplinary_status", "current_board_action_date", "current_board_action_description"),
        ),
        where=licences.named("first_name", "last_name"),
        read=read,
        default=False,
    )
)
