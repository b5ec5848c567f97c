"""The ledger of what was said to whom (promise 3), and the small facts of an installation: seal, first yes, due dates."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlite_utils import Database

from checks.model import Disclosure, Question
from monitor.tables.database import moment, seconds
from monitor.tables.recording import register


def plan(db: Database, questions: Iterable[Question], engines: Collection[str]) -> None:
    """These are asked from now on, and no others but the site-restricted ones of the engines."""
    planned = [register(db, question) for question in questions]
    db.execute(
        """
        UPDATE question SET retired = (
            id NOT IN (SELECT value FROM json_each(?))
            AND NOT ((site <> '' OR tells IS NULL) AND source IN (SELECT value FROM json_each(?)))
        )
        """,
        [json.dumps(planned), json.dumps(sorted(engines))],
    )


def disclose(db: Database, disclosure: Disclosure) -> None:
    said = [disclosure.source, disclosure.host, json.dumps(disclosure.tells), disclosure.purpose]
    db.execute("INSERT INTO recipient (source, host, tells, purpose) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", said)
    db.execute(
        """
        INSERT INTO disclosure (at, recipient)
        SELECT ?, id FROM recipient WHERE source = ? AND host = ? AND tells = ? AND purpose = ?
        """,
        [seconds(disclosure.at), *said],
    )


def disclosures(db: Database, since: datetime) -> tuple[Disclosure, ...]:
    """Oldest first."""
    rows = db.execute(
        """
        SELECT d.at, r.source, r.host, r.tells, r.purpose FROM disclosure d JOIN recipient r ON r.id = d.recipient
        WHERE d.at >= ? ORDER BY d.at, d.id
        """,
        [seconds(since)],
    )
    return tuple(
        Disclosure(
            at=moment(row["at"]),
            source=row["source"],
            host=row["host"],
            tells=tuple(json.loads(row["tells"])),
            purpose=row["purpose"],
        )
        for row in rows
    )


def sent_since(db: Database, since: datetime) -> dict[str, int]:
    """How many requests each source made."""
    rows = db.execute(
        """
        SELECT r.source, count(*) AS sent FROM disclosure d JOIN recipient r ON r.id = d.recipient
        WHERE d.at >= ? GROUP BY r.source
        """,
        [seconds(since)],
    )
    return {row["source"]: row["sent"] for row in rows}


def due(db: Database, name: str) -> datetime | None:
    row = db.execute("SELECT at FROM due WHERE name = ?", [name]).fetchone()
    return row and moment(row["at"])


def set_due(db: Database, name: str, at: datetime) -> None:
    db.execute(
        "INSERT INTO due (name, at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET at = excluded.at",
        [name, seconds(at)],
    )


def fact(db: Database, name: str) -> str | None:
    row = db.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
    return str(row["value"]) if row else None


def set_fact(db: Database, name: str, value: str) -> None:
    db.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )
