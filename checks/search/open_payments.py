"""Open Payments: what makers of drugs and devices paid a clinician, with her business address. https://openpaymentsdata.cms.gov

Catalogue: registries_social_trail.md §2.5. Covered are physicians, dentists, podiatrists, optometrists, chiropractors and,
since 2021, physician assistants and advanced practice nurses. Nothing is normal for psychologists, social workers and
counsellors. It is run by those who gave out the number that it is told, so no one learns anything by the question.

Two of its summaries are read, whose addresses have outlived several editions: the profile of the recipient, and what each
company paid her over all years. New editions come in January and June, so it is asked every fourth week.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from checks import portals, registers
from checks.model import Finding, Query, Question, Room
from checks.registers import said
from checks.source import Ask, Settings, Source

NAME = "open_payments"
QUERY = "https://openpaymentsdata.cms.gov/api/1/datastore/query"
PROFILES = f"{QUERY}/6ed6ae76-2999-49da-b0b2-d7df150ac754/0"
COMPANIES = f"{QUERY}/e49defac-4013-408d-b36f-665fc0ad51b2/0"
EVERY_DAYS = 28
_PROFILE = "covered_recipient_profile_"
_NAME = (f"{_PROFILE}first_name", f"{_PROFILE}middle_name", f"{_PROFILE}last_name")
_OTHER_NAME = tuple(column.replace("profile_", "profile_alternate_") for column in _NAME)

Row = Mapping[str, Any]


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    yield from registers.by_number(NAME, query, every_days=EVERY_DAYS)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    wanted = {"covered_recipient_npi": registers.wanted(question).npi}
    profiles = await portals.dkan(ask, PROFILES, wanted)
    readable = [profile for profile in profiles if _is_profile(profile)]
    payments = await portals.dkan(ask, COMPANIES, wanted) if readable else []
    paid = [row for row in payments if _amount(row) is not None]
    portals.check(payments, len(paid))  # first: a sum that lacks a payment would look like a change
    for profile in {said(each, f"{_PROFILE}id"): each for each in readable}.values():
        yield _finding(profile, paid)
    portals.check(profiles, len(readable))


def _is_profile(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and said(row, f"{_PROFILE}id").isdecimal()
        and registers.is_npi(said(row, "covered_recipient_npi"))
        and bool(said(row, f"{_PROFILE}last_name"))
    )


def _amount(row: Any) -> Decimal | None:
    """US dollars; None where none can be read, or no company is named."""
    if not isinstance(row, dict) or not said(row, "amgpo_name"):
        return None
    try:
        dollars = Decimal(said(row, "total_amount"))
    except InvalidOperation:
        return None
    return dollars if dollars.is_finite() and abs(dollars) < Decimal(10**12) else None


def _finding(profile: Row, paid: Sequence[Row]) -> Finding:
    number, npi = said(profile, f"{_PROFILE}id"), said(profile, "covered_recipient_npi")
    name = registers.person(profile, *_NAME)
    totals: dict[str, Decimal] = {}
    for row in paid:
        kind = said(row, "payment_type").lower() or "all"
        totals[kind] = totals.get(kind, Decimal(0)) + (_amount(row) or 0)
    facts = {
        "name": [name],
        "given_name": [registers.person(profile, _NAME[0])],
        "additional_name": [registers.person(profile, _NAME[1])],
        "family_name": [registers.person(profile, _NAME[2])],
        "alternate_name": [registers.person(profile, *_OTHER_NAME)],
        "npi": [npi],
        "taxonomy": [said(profile, f"{_PROFILE}primary_specialty")],
        "address": [_address(profile)],
        "amount": [f"{dollars:.2f} US dollars ({kind} payments)" for kind, dollars in totals.items()],
    }
    companies = sorted({registers.firm(said(row, "amgpo_name")) for row in paid})
    page = f"https://openpaymentsdata.cms.gov/physician/{number}"
    paid_by = f"paid by: {'; '.join(companies)}" if companies else ""
    return registers.record(NAME, number, page, name, "Open Payments", facts, paid_by)


def _address(profile: Row) -> str:
    street = (said(profile, f"{_PROFILE}address_line_1"), said(profile, f"{_PROFILE}address_line_2"))
    city, state, code = (said(profile, f"{_PROFILE}{part}") for part in ("city", "state", "zipcode"))
    return registers.address(street, city, state, code)


SOURCE = Source(
    name=NAME,
    title="Open Payments",
    homepage="https://openpaymentsdata.cms.gov",
    room=Room.SEARCH,
    tells=("npi",),
    hosts=("openpaymentsdata.cms.gov",),
    questions=questions,
    search=search,
    countries=("US",),
    cost="free",
)
