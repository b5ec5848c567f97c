"""What a letter is made from: everything known about one week, as values. The store fills it, `digest` reads it."""

from dataclasses import dataclass
from datetime import datetime

from checks.checkup import Standing
from checks.model import ChangeKind, Judged, Outcome, Room


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How one source fared in the week: numbers of questions by outcome, and the reason where something was not read."""

    source: str
    title: str
    room: Room
    outcomes: tuple[tuple[Outcome, int], ...]
    reason: str = ""
    last_complete: datetime | None = None
    first_answer: bool = False  # this week brought its baseline


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a first page of results. `judged` is None for a page about somebody else, of which nothing is kept."""

    rank: int
    before: int | None  # last week's rank; None if it was not there, or ranks of this engine do not compare
    judged: Judged | None
    controlled: bool = False  # her own site or a profile that she lists


@dataclass(frozen=True, kw_only=True)
class View:
    """The first page that a client sees for one query at one engine."""

    engine: str
    question: str
    outcome: Outcome
    rows: tuple[Row, ...]
    compares: bool  # whether ranks of this engine mean anything from week to week
    taken_at: datetime | None = None  # when it was read, where that may not have been this week


@dataclass(frozen=True, kw_only=True)
class Told:
    """One untold change, with its finding as judged today."""

    id: int  # of the change, for the outbox
    kind: ChangeKind
    judged: Judged
    at: datetime
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The glance of one week, kept to say it against the last."""

    new: int = 0
    worse: int = 0
    returned: int = 0
    gone: int = 0
    requests: int = 0


@dataclass(frozen=True, kw_only=True)
class Walk:
    """How far a long list of sites has been asked about: `asked` of `sites` in the last three months, at any engine."""

    words: str  # "people-search sites"
    asked: int
    sites: int


@dataclass(frozen=True, kw_only=True)
class Week:
    """All that a letter is made from. `previous` is None for the first letter."""

    now: datetime  # UTC
    zone: str  # IANA name of her time zone
    judged: tuple[Judged, ...]  # everything that is followed, gone ones included
    untold: tuple[Told, ...]
    views: tuple[View, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    previous: Numbers | None = None
    disclosed: int = 0  # requests of the week that carried an identifier
    rules_changed: bool = False
    withheld: int = 0  # findings about other people, of which only a keyed hash is kept
    checkup: tuple[Standing, ...] = ()  # what only she can look at, with her last answers
    drop: bool = False  # whether California's one request to all brokers may be open to her
    walked: tuple[Walk, ...] = ()
    since: datetime | None = None  # when the last letter was made; a week ago unless said
