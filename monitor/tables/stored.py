"""Findings as the clinician meets them: what is followed, what it said when, and what has not been told yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from checks.model import Change, ChangeKind, Decision, Finding
from monitor.tables.database import moment, moment_or_none
from monitor.tables.decisions import all_in_force, in_force
from monitor.tables.recall import LAST_STATE, row_of, state


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A finding as it was last read, with its dates. `withheld`: about somebody else; `forgotten`: not seen
    for so long that what it said went. `finding` then has no key, no facts."""

    id: int
    finding: Finding
    first_seen: datetime
    last_seen: datetime
    gone_at: datetime | None = None
    decision: Decision | None = None
    told: bool = False
    ranks: tuple[tuple[str, int], ...] = ()  # of the last answers: key of the question, rank
    shown_by: tuple[str, ...] = ()  # keys of all questions still asked that ever showed it
    withheld: bool = False
    forgotten: bool = False
    returned_at: datetime | None = None  # where she asked for its removal: when it last came back after being gone


class Span(NamedTuple):
    since: datetime
    until: datetime
    finding: Finding


class Untold(NamedTuple):
    id: int  # of the change
    finding: int
    change: Change


def findings(db: Database) -> tuple[Stored, ...]:
    """Everything that is followed, gone ones included; not what is withheld or forgotten."""
    decisions, places, returns = all_in_force(db), _shown(db), _returns(db)
    rows = db.execute(f"{LAST_STATE} WHERE f.key IS NOT NULL ORDER BY f.id")
    return tuple(
        _stored(row, decisions.get(row["id"]), places.get(row["id"], _Shown()), returns.get(row["id"])) for row in rows
    )


def find(db: Database, finding: int) -> Stored | None:
    row = row_of(db, finding)
    return row and _stored(row, in_force(db, finding), _shown(db).get(finding, _Shown()), _returns(db).get(finding))


def sightings(db: Database, finding: int) -> tuple[Span, ...]:
    """What it said from when to when, oldest first."""
    rows = db.execute(
        """
        SELECT f.source, f.key, s.since, s.until, s.title, s.url, s.text, s.facts, s.excerpt
        FROM sighting s JOIN finding f ON f.id = s.finding WHERE s.finding = ? ORDER BY s.since
        """,
        [finding],
    )
    return tuple(Span(moment(row["since"]), moment(row["until"]), state(row)) for row in rows)


def changes_of(db: Database, finding: int) -> tuple[Change, ...]:
    rows = db.execute(f"{_CHANGE} WHERE c.finding = ? ORDER BY c.id", [finding])
    return tuple(_change(row) for row in rows)


def untold(db: Database) -> tuple[Untold, ...]:
    rows = db.execute(f"{_CHANGE} WHERE c.told_in IS NULL ORDER BY c.id")
    return tuple(Untold(row["id"], row["finding"], _change(row)) for row in rows)


def withheld(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM finding WHERE withheld").fetchone()[0])


_CHANGE = """
    SELECT c.id, c.finding, c.kind, c.at, c.detail, f.source, f.key, q.source AS asked_source, q.text AS asked_text
    FROM change c JOIN finding f ON f.id = c.finding JOIN question q ON q.id = c.question
"""


class _Shown(NamedTuple):
    by: tuple[str, ...] = ()
    ranks: tuple[tuple[str, int], ...] = ()


def _shown(db: Database) -> dict[int, _Shown]:
    """For each finding: the questions that ever showed it, and its rank in the last answers."""
    rows = db.execute(
        """
        WITH asked AS MATERIALIZED (
            SELECT id, source || ':' || text AS key,
                (SELECT id FROM snapshot WHERE question = question.id AND outcome IN ('complete', 'partial')
                 ORDER BY id DESC LIMIT 1) AS last
            FROM question WHERE NOT retired
        )
        SELECT a.finding, a.rank, asked.key, a.until = asked.last AS stands
        FROM asked JOIN appearance a ON a.question = asked.id ORDER BY a.rank, asked.key
        """
    )
    shown_by: dict[int, list[str]] = {}
    ranks: dict[int, list[tuple[str, int]]] = {}
    for row in rows:
        shown_by.setdefault(row["finding"], []).append(row["key"])
        if row["stands"]:
            ranks.setdefault(row["finding"], []).append((row["key"], row["rank"]))
    return {finding: _Shown(tuple(by), tuple(ranks.get(finding, ()))) for finding, by in shown_by.items()}


def _returns(db: Database) -> dict[int, datetime]:
    """When each finding whose removal she asked for last came back."""
    rows = db.execute(
        """
        SELECT c.finding, max(c.at) AS at FROM change c
        WHERE c.kind = 'returned' AND c.finding IN (SELECT finding FROM decision WHERE verdict = 'requested')
        GROUP BY c.finding
        """
    )
    return {row["finding"]: moment(row["at"]) for row in rows}


def _stored(row: Mapping[str, Any], decision: Decision | None, places: _Shown, returned: datetime | None) -> Stored:
    return Stored(
        id=row["id"],
        finding=state(row),
        first_seen=moment(row["first_seen"]),
        last_seen=moment(row["last_seen"]),
        gone_at=moment_or_none(row["gone_at"]),
        decision=decision,
        told=row["told_in"] is not None,
        ranks=places.ranks,
        shown_by=places.by,
        withheld=bool(row["withheld"]),
        forgotten=row["key"] is None and not row["withheld"],
        returned_at=returned,
    )


def _change(row: Mapping[str, Any]) -> Change:
    return Change(
        kind=ChangeKind(row["kind"]),
        finding=(row["source"], row["key"] or ""),
        at=moment(row["at"]),
        question=f"{row['asked_source']}:{row['asked_text']}",
        detail=row["detail"],
    )
