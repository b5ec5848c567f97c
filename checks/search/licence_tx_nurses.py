"""Texas Board of Nursing: advanced practice nurses whose licence is active. https://data.texas.gov/d/jnzg-cr4w

Catalogue: registries_social_trail.md §2.7; the columns are those that a public client of the data reads (September 2026).
Who is on it holds an active licence, so a nurse who leaves it has none. It knows no other profession: so it is off unless
she switches it on.
"""

from checks import licences, registers
from checks.licences import Licence, Register, Row
from checks.registers import said


def read(row: Row) -> Licence | None:
    number, kind = said(row, "license_number"), said(row, "apn_category")
    if not number or not said(row, "last_name"):
        return None
    return Licence(
        key=f"{kind} {number}".strip(),
        number=number,
        kind=registers.calm(kind),
        name=registers.person(row, "first_name", "last_name"),
        given=registers.person(row, "first_name"),
        family=registers.person(row, "last_name"),
        status=said(row, "apn_status"),
        specialty=registers.calm(said(row, "apn_sub_category")),
    )


SOURCE = licences.source(
    Register(
        source="licence_tx_nurses",
        title="Texas Board of Nursing, advanced practice",
        state="TX",
        state_name="Texas",
        host="data.texas.gov",
        dataset="jnzg-cr4w",
        columns=("license_number", "last_name", "first_name", "apn_category", "apn_sub_category", "apn_status"),
        where=licences.named("first_name", "last_name"),
        read=read,
        default=False,
    )
)
