"""Connecticut: licences and credentials, with an address. https://data.ct.gov/d/ngch-56tr

Catalogue: registries_social_trail.md §2.7. Daily from eLicense, for health care and all other trades. A name is one text,
"MAREN E HOLLOWAY", so it is found by its first word and a later one. Whether the street of a clinician is shown is not
known; what is shown is read. Actions of a board are told by the reason of a status alone.
"""

from checks import licences, registers
from checks.licences import Licence, Register, Row
from checks.portals import literal
from checks.registers import said


def where(given: str, family: str) -> str:
    later = f"(upper(name) like {literal(f'% {family}')} OR upper(name) like {literal(f'% {family} %')})"
    return f"upper(name) like {literal(f'{given} %')} AND {later}"


def read(row: Row) -> Licence | None:
    code = said(row, "fullcredentialcode") or said(row, "credentialnumber")
    if not code or not said(row, "name"):
        return None
    city, state, postal_code = (said(row, part) for part in ("city", "state", "zip"))
    reason = said(row, "statusreason")
    return Licence(
        key=code,
        number=code,
        kind=registers.calm(said(row, "credential")),
        name=registers.person(row, "name"),
        identifier=said(row, "credentialnumber"),
        status=", ".join(filter(None, (said(row, "status"), reason))),
        valid_through=registers.day(said(row, "expirationdate")),
        issued=registers.day(said(row, "issuedate")),
        address=registers.address((said(row, "address"),), city, state, postal_code) or registers.town(city, state),
    )


SOURCE = licences.source(
    Register(
        source="licence_ct",
        title="Connecticut licences and credentials",
        state="CT",
        state_name="Connecticut",
        host="data.ct.gov",
        dataset="ngch-56tr",
        columns=(
            *("name", "fullcredentialcode", "credentialnumber", "credential", "status", "statusreason"),
            *("issuedate", "expirationdate", "address", "city", "state", "zip"),
        ),
        where=where,
        read=read,
    )
)
