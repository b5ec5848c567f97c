"""The licence data sets of US states behind Socrata: one question for each of her names, one finding for each licence.

Catalogue: registries_social_trail.md §2.7. What differs between states (columns, how a name stands in them, how an action is
told) is said by the source of each state, as a `Register`. A state's source is asked only where she has a town or a licence
(`Source.regions`): her name is told to nobody else.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from checks import portals, registers
from checks.model import Finding, Query, Question, Room
from checks.portals import literal
from checks.source import Ask, Settings, Source

Row = Mapping[str, Any]
_PAGE = re.compile(r"https://[a-z0-9.-]+\.gov/[\x21-\x7e]{1,500}")


@dataclass(frozen=True, kw_only=True)
class Licence:
    """One row as its state's source reads it. Empty where the register says nothing."""

    key: str  # stable: the number, with whatever makes it one of its kind

    number: str
    kind: str  # "Psychologist"
    name: str
    given: str = ""
    middle: str = ""
    family: str = ""
    status: str = ""
    valid_through: str = ""
    issued: str = ""
    birth_year: str = ""
    specialty: str = ""
    address: str = ""  # or the town alone, where no street is shown
    identifier: str = ""  # another spelling of the number
    page: str = ""  # where the register shows this licence
    actions: tuple[str, ...] = ()  # of the board against it


@dataclass(frozen=True, kw_only=True)
class Actions:
    """A data set of its own in which a state tells the actions against its licences.

    `read`: the key of the licence and the action in words; None for a row that cannot be read.
    """

    dataset: str
    columns: tuple[str, ...]
    read: Callable[[Row], tuple[str, str] | None]


@dataclass(frozen=True, kw_only=True)
class Register:
    """`where`: the condition for a given and a family name in capitals; `read`: None for a row that cannot be read."""

    source: str
    title: str
    state: str  # its code
    state_name: str
    host: str
    dataset: str
    columns: tuple[str, ...]
    where: Callable[[str, str], str]
    read: Callable[[Row], Licence | None]
    actions: Actions | None = None
    default: bool = True

    @property
    def page(self) -> str:
        return f"https://{self.host}/d/{self.dataset}"


def source(register: Register) -> Source:
    def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
        for name in registers.names(query):
            yield Question(source=register.source, text=name, tells=("name",), name=name)

    async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
        given, _, family = question.text.upper().partition(" ")
        where = register.where(given, family)
        rows = await portals.socrata(ask, register.host, register.dataset, register.columns, where)
        read = [licence for row in rows if isinstance(row, dict) and (licence := register.read(row)) is not None]
        against = await _against(register, register.actions, where, ask) if register.actions and read else {}
        for found in _findings(register, [_with(licence, against) for licence in read]):
            yield found
        portals.check(rows, len(read))

    return Source(
        name=register.source,
        title=register.title,
        homepage=register.page,
        room=Room.SEARCH,
        tells=("name",),
        hosts=(register.host,),
        questions=questions,
        search=search,
        countries=("US",),
        regions=(register.state,),
        default=register.default,
        cost="free",
    )


def named(given_column: str, family_column: str) -> Callable[[str, str], str]:
    """The condition of a register with a column for each. Her middle name may stand behind the given name."""

    def where(given: str, family: str) -> str:
        first = f"upper({given_column})"
        is_hers = f"({first}={literal(given)} OR {first} like {literal(f'{given} %')})"
        return f"upper({family_column})={literal(family)} AND {is_hers}"

    return where


async def _against(register: Register, actions: Actions, where: str, ask: Ask) -> dict[str, tuple[str, ...]]:
    """The actions by licence. One that cannot be read is told before any licence: without it the licence would look better."""
    rows = await portals.socrata(ask, register.host, actions.dataset, actions.columns, where)
    read = [told for row in rows if isinstance(row, dict) and (told := actions.read(row)) is not None]
    portals.check(rows, len(read))
    against: dict[str, tuple[str, ...]] = {}
    for key, action in read:
        against[key] = (*against.get(key, ()), action)
    return against


def _with(licence: Licence, against: Mapping[str, tuple[str, ...]]) -> Licence:
    return replace(licence, actions=(*licence.actions, *against.get(licence.key, ())))


def _findings(register: Register, licences: list[Licence]) -> Iterator[Finding]:
    """A licence may have several rows, such as one for each action against it."""
    rows: dict[str, list[Licence]] = {}
    for licence in licences:
        rows.setdefault(licence.key, []).append(licence)
    for key, found in rows.items():
        yield _finding(register, key, found)


def _finding(register: Register, key: str, rows: list[Licence]) -> Finding:
    first = min(rows, key=lambda row: (row.name, row.actions))  # rows come in any order
    facts = {
        "additional_type": ["licence"],
        "name": [row.name for row in rows],
        "given_name": [first.given],
        "additional_name": [first.middle],
        "family_name": [first.family],
        "job_title": [first.kind],
        "licence": [f"{register.state} {first.number}"],
        "licence_status": [row.status for row in rows],
        "valid_through": [row.valid_through for row in rows],
        "start_date": [row.issued for row in rows],
        "birth_date": [row.birth_year for row in rows],
        "taxonomy": [row.specialty for row in rows],
        "address": [row.address for row in rows],
        "identifier": [row.identifier for row in rows],
        "disciplinary_action": [action for row in rows for action in row.actions],
    }
    who = ", ".join(filter(None, (first.name, first.kind)))
    page = first.page if _PAGE.fullmatch(first.page) else register.page
    return registers.record(
        register.source,
        key,
        page,
        who,
        f"licence {register.state} {first.number}",
        facts,
        f"state: {register.state_name}",
    )
