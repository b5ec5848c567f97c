"""Washington: health care credentials, with the year of birth. https://data.wa.gov/d/qxh8-f4bd

Catalogue: registries_social_trail.md §2.7. One row for each credential of the Department of Health, the only one of these
registers that publishes a year of birth. It shows no address. `actiontaken` says whether there is an action, not which.
"""

from string import ascii_letters

from checks import licences, registers
from checks.licences import Licence, Register, Row
from checks.registers import said

_NAME = ("firstname", "middlename", "lastname")
_ACTION = "an action was taken; the department's credential search shows which"


def read(row: Row) -> Licence | None:
    if not said(row, "credentialnumber") or not said(row, "lastname"):
        return None
    year = said(row, "birthyear")
    return Licence(
        key=said(row, "credentialnumber"),
        number=said(row, "credentialnumber"),
        identifier=said(row, "credentialnumber").lstrip(ascii_letters),
        kind=said(row, "credentialtype"),
        name=registers.person(row, *_NAME),
        given=registers.person(row, "firstname"),
        middle=registers.person(row, "middlename"),
        family=registers.person(row, "lastname"),
        status=said(row, "status"),
        valid_through=registers.day(said(row, "expirationdate")),
        issued=registers.day(said(row, "firstissuedate")),
        birth_year=year if year.isdecimal() else "",
        actions=(_ACTION,) if said(row, "actiontaken").casefold() == "yes" else (),
    )


SOURCE = licences.source(
    Register(
        source="licence_wa",
        title="Washington health care credentials",
        state="WA",
        state_name="Washington",
        host="data.wa.gov",
        dataset="qxh8-f4bd",
        columns=(
            "credentialnumber",
            *("lastname", "firstname", "middlename"),
            *("credentialtype", "status", "birthyear", "firstissuedate", "expirationdate", "actiontaken"),
        ),
        where=licences.named("firstname", "lastname"),
        read=read,
    )
)
