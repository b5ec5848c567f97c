"""Colorado: professional and occupational licences, with discipline. https://data.colorado.gov/d/7s5z-vewr

Catalogue: registries_social_trail.md §2.7. Nightly from the Department of Regulatory Agencies: one row for each licence, or
for each case of discipline against it. A type is a code, and a number belongs to one licence only together with it:
"CSW" and "9920418" stand on her certificate as CSW.09920418.
"""

from checks import licences, registers
from checks.licences import Licence, Register, Row
from checks.registers import said

_NAME = ("firstname", "middlename", "lastname", "suffix")
_KINDS = {
    "APN": "Advanced Practice Nurse",
    "CSW": "Licensed Clinical Social Worker",
    "DR": "Physician",
    "LAC": "Licensed Addiction Counselor",
    "LPC": "Licensed Professional Counselor",
    "LPCC": "Licensed Professional Counselor Candidate",
    "LSW": "Licensed Social Worker",
    "MFT": "Licensed Marriage and Family Therapist",
    "MFTC": "Marriage and Family Therapist Candidate",
    "PA": "Physician Assistant",
    "PSY": "Psychologist",
    "RN": "Registered Nurse",
    "SWC": "Clinical Social Worker Candidate",
}


def read(row: Row) -> Licence | None:
    if not said(row, "licensenumber") or not said(row, "licensetype") or not said(row, "lastname"):
        return None
    link, code, number = row.get("linktoverifylicense"), said(row, "licensetype"), said(row, "licensenumber")
    return Licence(
        key=f"{code}.{number}",
        number=f"{code}.{_printed(number)}",
        identifier=number,
        kind=", ".join(filter(None, (_KINDS.get(code, code), said(row, "subcategory")))),
        name=registers.person(row, *_NAME),
        given=registers.person(row, "firstname"),
        middle=registers.person(row, "middlename"),
        family=registers.person(row, "lastname"),
        status=said(row, "licensestatusdescription"),
        valid_through=registers.day(said(row, "licenseexpirationdate")),
        issued=registers.day(said(row, "licensefirstissuedate")),
        specialty=said(row, "specialty"),
        address=registers.town(said(row, "city"), said(row, "state")),
        page=said(link, "url") if isinstance(link, dict) else "",
        actions=_actions(row),
    )


def _printed(number: str) -> str:
    """As a certificate shows it: seven digits, and those that have seven with a zero before them."""
    return f"0{number}" if len(number) == 7 else number.zfill(7)


def _actions(row: Row) -> tuple[str, ...]:
    action, case = said(row, "programaction"), said(row, "casenumber")
    effective = registers.day(said(row, "disciplineeffectivedate"))
    if not action and not case:
        return ()
    told = (action or "an action", f"case {case}" if case else "", effective)
    return (", ".join(filter(None, told)),)


SOURCE = licences.source(
    Register(
        source="licence_co",
        title="Colorado professional licences",
        state="CO",
        state_name="Colorado",
        host="data.colorado.gov",
        dataset="7s5z-vewr",
        columns=(
            *("lastname", "firstname", "middlename", "suffix", "city", "state", "licensetype", "subcategory"),
            *(
                "licensenumber",
                "licensefirstissuedate",
                "licenseexpirationdate",
                "licensestatusdescription",
                "specialty",
            ),
            *("programaction", "disciplineeffectivedate", "casenumber", "linktoverifylicense"),
        ),
        where=licences.named("firstname", "lastname"),
        read=read,
    )
)
