"""Medicare's order-and-referring list: who may order services and supplies for its patients. https://data.cms.gov

Catalogue: registries_social_trail.md §2.4. It shows a name, a number and what may be ordered, and no place to tell
namesakes apart by: so it is asked for her provider number alone, and nothing is asked while she lists none. Being on it,
or no longer, says how she stands with Medicare. The list changes slowly, so it is asked every fourth week.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import portals, registers
from checks.model import Finding, Query, Question, Room
from checks.registers import said
from checks.source import Ask, Settings, Source

NAME = "cms_order_referring"
DATASET = "c99b5865-1119-4436-bb80-c5af2773ea1f"
PAGE = "https://data.cms.gov/provider-characteristics/medicare-provider-supplier-enrollment/order-and-referring"
EVERY_DAYS = 28
_MAY_ORDER = {
    "PARTB": "services of Part B",
    "DME": "medical equipment",
    "HHA": "home health care",
    "PMD": "power mobility devices",
    "HOSPICE": "hospice care",
}


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    yield from registers.by_number(NAME, query, every_days=EVERY_DAYS)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    rows = await portals.cms(ask, DATASET, {"NPI": registers.wanted(question).npi})
    listed = registers.by_npi(rows, "NPI", "LAST_NAME")
    for npi, twice in listed.items():
        yield _finding(npi, twice[0])
    portals.check(rows, sum(map(len, listed.values())))


def _finding(npi: str, row: Mapping[str, Any]) -> Finding:
    name = registers.person(row, "FIRST_NAME", "LAST_NAME")
    facts = {
        "name": [name],
        "given_name": [registers.person(row, "FIRST_NAME")],
        "family_name": [registers.person(row, "LAST_NAME")],
        "npi": [npi],
    }
    allowed = [words for column, words in _MAY_ORDER.items() if said(row, column) == "Y"]
    return registers.record(
        NAME, npi, PAGE, name, "Medicare order and referring", facts, f"may order: {', '.join(allowed) or 'nothing'}"
    )


SOURCE = Source(
    name=NAME,
    title="Medicare order and referring",
    homepage="https://data.cms.gov/provider-characteristics/medicare-provider-supplier-enrollment/order-and-referring",
    room=Room.SEARCH,
    tells=("npi",),
    hosts=("data.cms.gov",),
    questions=questions,
    search=search,
    countries=("US",),
    cost="free",
)
