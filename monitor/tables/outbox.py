"""The outbox: letters wait here until they are sent. Sending is at least once; the fixed Message-ID shows a repeat."""

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from monitor.tables.database import moment, moment_or_none, seconds
from reports.week import Numbers

LONGEST_WAIT = timedelta(days=7)  # no wait of ours is longer: a letter that is due later saw a clock that went wrong


class MessageState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"  # refused for good


@dataclass(frozen=True, kw_only=True)
class Message:
    """A rendered letter. `body` is what is sent, byte for byte, however often; empty once
    it was sent and its text is not kept any more. `id` is 0 until it is queued."""

    message_id: str
    week: str  # "2026-W47"
    recipient: str
    subject: str
    body: bytes
    numbers: Numbers
    created_at: datetime
    id: int = 0
    state: MessageState = MessageState.QUEUED
    attempts: int = 0
    retry_at: datetime | None = None
    error: str = ""
    sent_at: datetime | None = None


def queue(db: Database, message: Message, told: Collection[int], findings: Collection[int]) -> bool:
    """False if this letter waits already or was sent; then nothing is marked."""
    row = db.execute(
        """
        INSERT INTO message (message_id, week, recipient, subject, body, numbers, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (message_id) DO NOTHING RETURNING id
        """,
        [
            message.message_id,
            message.week,
            message.recipient,
            message.subject,
            zlib.compress(message.body, 9),
            json.dumps(asdict(message.numbers)),
            seconds(message.created_at),
        ],
    ).fetchone()
    if row is None:
        return False
    for change in told:
        db.execute("UPDATE change SET told_in = ? WHERE id = ? AND told_in IS NULL", [row["id"], change])
    for finding in findings:
        db.execute("UPDATE finding SET told_in = ? WHERE id = ? AND told_in IS NULL", [row["id"], finding])
    return True


def due_messages(db: Database, now: datetime) -> tuple[Message, ...]:
    """Those to be sent now, oldest first."""
    rows = db.execute(
        f"{_MESSAGE} WHERE state = 'queued' AND (retry_at IS NULL OR retry_at <= ? OR retry_at > ?) ORDER BY id",
        [seconds(now), seconds(now + LONGEST_WAIT)],
    )
    return tuple(_message(row) for row in rows)


def mark_sent(db: Database, message: int, at: datetime) -> None:
    db.execute(
        "UPDATE message SET state = 'sent', sent_at = ?, attempts = attempts + 1, retry_at = NULL, error = '' WHERE id = ?",
        [seconds(at), message],
    )


def mark_failed(db: Database, message: int, error: str, retry_at: datetime, *, dead: bool) -> None:
    """`dead`: it will not be tried again. One that was sent meanwhile stays sent."""
    state = MessageState.DEAD if dead else MessageState.QUEUED
    db.execute(
        "UPDATE message SET state = ?, attempts = attempts + 1, retry_at = ?, error = ? WHERE id = ? AND state = 'queued'",
        [state.value, None if dead else seconds(retry_at), error, message],
    )


def messages(db: Database, limit: int) -> tuple[Message, ...]:
    """The newest first."""
    rows = db.execute(f"{_MESSAGE} ORDER BY id DESC LIMIT ?", [limit])
    return tuple(_message(row) for row in rows)


_MESSAGE = """
    SELECT id, message_id, week, recipient, subject, body, numbers, created_at, state, attempts, retry_at, error, sent_at
    FROM message
"""


def _message(row: Mapping[str, Any]) -> Message:
    return Message(
        id=row["id"],
        message_id=row["message_id"],
        week=row["week"],
        recipient=row["recipient"],
        subject=row["subject"],
        body=zlib.decompress(row["body"]) if row["body"] else b"",
        numbers=_numbers(json.loads(row["numbers"])),
        created_at=moment(row["created_at"]),
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        retry_at=moment_or_none(row["retry_at"]),
        error=row["error"],
        sent_at=moment_or_none(row["sent_at"]),
    )


def _numbers(stored: Mapping[str, int]) -> Numbers:
    """An older letter may count less, or what is not counted any more."""
    names = {field.name for field in fields(Numbers)}
    return Numbers(**{name: value for name, value in stored.items() if name in names})
