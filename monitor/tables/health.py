"""How each question has fared, and the page that it last answered with."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from checks.model import Outcome, Question
from monitor.tables.database import moment, moment_or_none
from monitor.tables.recall import question_id
from monitor.tables.recording import shown


@dataclass(frozen=True, kw_only=True)
class Health:
    """How one question that is still asked has fared. Times and outcome are None while it was never asked."""

    question: Question
    last_at: datetime | None
    last_outcome: Outcome | None
    reason: str  # of the last outcome
    answered_with: int  # findings in the last answer
    last_readable: datetime | None
    first_complete: datetime | None
    last_complete: datetime | None
    since_complete: int  # answers after the last complete one


class Placing(NamedTuple):
    """One line of an answer. `before`: its rank in the readable answer before, None if it was not there."""

    rank: int
    finding: int | None  # None: withheld
    before: int | None


class Page(NamedTuple):
    """The last readable answer to a question, in rank order."""

    taken_at: datetime
    outcome: Outcome
    rows: tuple[Placing, ...]


def health(db: Database) -> tuple[Health, ...]:
    """Every question that is still asked. Each column is one step in an index, however long the history."""
    rows = db.execute(
        """
        WITH asked AS MATERIALIZED (
            SELECT q.*,
                (SELECT id FROM snapshot WHERE question = q.id ORDER BY id DESC LIMIT 1) AS last,
                (SELECT id FROM snapshot WHERE question = q.id AND outcome IN ('complete', 'partial') ORDER BY id DESC LIMIT 1) AS readable,
                (SELECT id FROM snapshot WHERE question = q.id AND outcome = 'complete' ORDER BY id LIMIT 1) AS first_complete,
                (SELECT id FROM snapshot WHERE question = q.id AND outcome = 'complete' ORDER BY id DESC LIMIT 1) AS last_complete
            FROM question q WHERE NOT retired AND tells IS NOT NULL
        )
        SELECT asked.*, l.taken_at, l.outcome, l.reason, l.answered_with,
            r.taken_at AS readable_at, a.taken_at AS first_at, z.taken_at AS last_at,
            (SELECT count(*) FROM snapshot WHERE question = asked.id AND id > coalesce(last_complete, 0)) AS since_complete
        FROM asked LEFT JOIN snapshot l ON l.id = last LEFT JOIN snapshot r ON r.id = readable
            LEFT JOIN snapshot a ON a.id = first_complete LEFT JOIN snapshot z ON z.id = last_complete
        ORDER BY asked.id
        """
    )
    return tuple(_health(row) for row in rows)


def page(db: Database, question: Question) -> Page | None:
    asked = question_id(db, question)
    answers = db.execute(
        """
        SELECT id, taken_at, outcome FROM snapshot WHERE question = ? AND outcome IN ('complete', 'partial')
        ORDER BY id DESC LIMIT 2
        """,
        [asked],
    ).fetchall()
    if not answers:
        return None
    last, *earlier = answers
    before = shown(db, asked, earlier[0]["id"]) if earlier else {}
    secret = _withheld(db, asked)
    return Page(
        taken_at=moment(last["taken_at"]),
        outcome=Outcome(last["outcome"]),
        rows=tuple(
            Placing(rank, None if finding in secret else finding, before.get(finding))
            for finding, rank in shown(db, asked, last["id"]).items()
        ),
    )


def _withheld(db: Database, question: int) -> frozenset[int]:
    rows = db.execute(
        "SELECT a.finding FROM appearance a JOIN finding f ON f.id = a.finding WHERE a.question = ? AND f.withheld",
        [question],
    )
    return frozenset(row["finding"] for row in rows)


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        source=row["source"],
        text=row["text"],
        tells=tuple(json.loads(row["tells"])),
        name=row["name"],
        site=row["site"],
        every_days=row["every_days"],
    )


def _health(row: Mapping[str, Any]) -> Health:
    return Health(
        question=_question(row),
        last_at=moment_or_none(row["taken_at"]),
        last_outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        reason=row["reason"] or "",
        answered_with=row["answered_with"] or 0,
        last_readable=moment_or_none(row["readable_at"]),
        first_complete=moment_or_none(row["first_at"]),
        last_complete=moment_or_none(row["last_at"]),
        since_complete=row["since_complete"],
    )
