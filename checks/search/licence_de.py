"""Delaware: professional and occupational licences, with discipline. https://data.delaware.gov/d/pjnv-eaih

Catalogue: registries_social_trail.md §2.7 names the interface and not this state; its columns are those that public clients
of the data read (September 2026). Daily from the Division of Professional Regulation, whatever became of a licence. Its own
column for discipline says "N" of everybody, so actions are read from their own data set (dz6p-akeq), by the number.
"""

from checks import licences, registers
from checks.licences import Actions, Licence, Register, Row
from checks.registers import said


def read(row: Row) -> Licence | None:
    number = said(row, "license_no")
    if not number or not said(row, "last_name"):
        return None
    return Licence(
        key=number,
        number=number,
        kind=said(row, "license_type"),
        name=registers.person(row, "first_name", "last_name"),
        given=registers.person(row, "first_name"),
        family=registers.person(row, "last_name"),
        status=said(row, "license_status"),
        valid_through=registers.day(said(row, "expiration_date")),
        issued=registers.day(said(row, "issue_date")),
        address=registers.town(said(row, "city"), said(row, "state")),
    )


def action(row: Row) -> tuple[str, str] | None:
    number, told = said(row, "license_id_l"), said(row, "item_text")
    start = registers.day(said(row, "disp_start"))
    return (number, ", ".join(filter(None, (told, start)))) if number and told else None


SOURCE = licences.source(
    Register(
        source="licence_de",
        title="Delaware professional licences",
        state="DE",
        state_name="Delaware",
        host="data.delaware.gov",
        dataset="pjnv-eaih",
        columns=(
            *("last_name", "first_name", "license_no", "license_type", "license_status"),
            *("issue_date", "expiration_date", "city", "state"),
        ),
        where=licences.named("first_name", "last_name"),
        read=read,
        actions=Actions(
            dataset="dz6p-akeq", columns=("license_id_l", "license_type", "item_text", "disp_start"), read=action
        ),
    )
)
