"""The outbox: letters wait here until they are sent. Sending is at least once; the fixed Message-ID shows a repeat.

queued → leased to one process that sends it → sent, or queued again until `retry_at`, or dead. A lease that nobody gave
back ends by itself: whoever held it was killed, and the letter is sent again. What a dead letter told is untold again, so
that the next one tells it.
"""

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
LEASE = timedelta(minutes=15)  # longer than any sending takes (smtp.WHOLE_SECONDS)


class MessageState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    DEAD = "dead"  # not tried again


class MessageKind(StrEnum):
    LETTER = "letter"
    ALARM = "alarm"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Message:
    """A rendered letter. `body` is what is sent, byte for byte, however often; empty once
    it was sent and its text is not kept any more. `id` is 0 until it is queued.

    `lost_replies`: how often the server had all of it and did not say whether it took it.
    """

    message_id: str
    week: str  # "2026-W47"
    recipient: str
    subject: str
    body: bytes
    numbers: Numbers
    created_at: datetime
    id: int = 0
    kind: MessageKind = MessageKind.LETTER
    is_critical: bool = False  # keeps quiet hours
    state: MessageState = MessageState.QUEUED
    leased_until: datetime | None = None
    lost_replies: int = 0
    attempts: int = 0
    retry_at: datetime | None = None
    error: str = ""
    sent_at: datetime | None = None


def queue(
    db: Database, message: Message, told: Collection[int], findings: Collection[int], alarmed: Collection[int] = ()
) -> bool:
    """False if this letter waits already or was sent; then nothing is marked.

    `alarmed`: changes that it tells ahead of the weekly letter, which tells them again.
    """
    row = db.execute(
        """
        INSERT INTO message (message_id, week, recipient, subject, body, numbers, created_at, kind, is_critical)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
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
            message.kind.value,
            int(message.is_critical),
        ],
    ).fetchone()
    if row is None:
        return False
    for change in told:
        db.execute("UPDATE change SET told_in = ? WHERE id = ? AND told_in IS NULL", [row["id"], change])
    for finding in findings:
        db.execute("UPDATE finding SET told_in = ? WHERE id = ? AND told_in IS NULL", [row["id"], finding])
    for change in alarmed:
        db.execute("UPDATE change SET alarmed_in = ? WHERE id = ?", [row["id"], change])
    return True


def due_messages(db: Database, now: datetime, *, at_once: bool = False) -> tuple[Message, ...]:
    """Those to be sent now, oldest first. `at_once`: also those that wait for another try; never those being sent."""
    rows = db.execute(
        f"{_MESSAGE} WHERE {_FREE} AND (? OR retry_at IS NULL OR retry_at <= ? OR retry_at > ?) ORDER BY id",
        [*_free(now), int(at_once), seconds(now), seconds(now + LONGEST_WAIT)],
    )
    return tuple(_message(row) for row in rows)


def lease(db: Database, message: int, now: datetime) -> bool:
    """Whether it is now this process that sends it, and no other."""
    taken = db.execute(
        f"UPDATE message SET leased_until = ? WHERE {_FREE} AND id = ? RETURNING id",  # noqa: S608 our own words
        [seconds(now + LEASE), *_free(now), message],
    )
    return taken.fetchone() is not None


# A lease that would end later than any lease of ours saw a clock that went wrong.
_FREE = "state = 'queued' AND (leased_until IS NULL OR leased_until <= ? OR leased_until > ?)"


def _free(now: datetime) -> list[int]:
    return [seconds(now), seconds(now + LEASE)]


def mark_sent(db: Database, message: int, at: datetime) -> None:
    db.execute(
        """
        UPDATE message SET state = 'sent', sent_at = ?, attempts = attempts + 1, retry_at = NULL, leased_until = NULL, error = ''
        WHERE id = ?
        """,
        [seconds(at), message],
    )


def mark_failed(
    db: Database, message: int, error: str, retry_at: datetime, *, dead: bool, lost_reply: bool = False
) -> None:
    """`dead`: it will not be tried again, and what it told is untold again. One that was sent meanwhile stays sent."""
    state = MessageState.DEAD if dead else MessageState.QUEUED
    failed = db.execute(
        """
        UPDATE message SET state = ?, attempts = attempts + 1, retry_at = ?, leased_until = NULL, error = ?,
            lost_replies = lost_replies + ?
        WHERE id = ? AND state = 'queued' RETURNING id
        """,
        [state.value, None if dead else seconds(retry_at), error, int(lost_reply), message],
    ).fetchone()
    if failed and dead:
        _untell(db, message)


def withdraw(db: Database, message: int, why: str, now: datetime) -> None:
    """It is not to be sent any more; what it told is untold again. Not while another process sends it."""
    taken = db.execute(
        f"UPDATE message SET state = 'dead', retry_at = NULL, error = ? WHERE {_FREE} AND id = ? RETURNING id",  # noqa: S608 our own words
        [why, *_free(now), message],
    ).fetchone()
    if taken:
        _untell(db, message)


def _untell(db: Database, message: int) -> None:
    db.execute("UPDATE change SET told_in = NULL WHERE told_in = ?", [message])
    db.execute("UPDATE change SET alarmed_in = NULL WHERE alarmed_in = ?", [message])
    db.execute("UPDATE finding SET told_in = NULL WHERE told_in = ?", [message])


def messages(db: Database, limit: int, kinds: Collection[MessageKind] = tuple(MessageKind)) -> tuple[Message, ...]:
    """The newest first."""
    rows = db.execute(
        f"{_MESSAGE} WHERE instr(?, kind) ORDER BY id DESC LIMIT ?", [" ".join(kind.value for kind in kinds), limit]
    )
    return tuple(_message(row) for row in rows)


_MESSAGE = """
    SELECT id, message_id, week, recipient, subject, body, numbers, created_at, kind, is_critical, state, attempts, retry_at,
        leased_until, lost_replies, error, sent_at
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
        kind=MessageKind(row["kind"]),
        is_critical=bool(row["is_critical"]),
        state=MessageState(row["state"]),
        leased_until=moment_or_none(row["leased_until"]),
        lost_replies=row["lost_replies"],
        attempts=row["attempts"],
        retry_at=moment_or_none(row["retry_at"]),
        error=row["error"],
        sent_at=moment_or_none(row["sent_at"]),
    )


def _numbers(stored: Mapping[str, int]) -> Numbers:
    """An older letter may count less, or what is not counted any more."""
    names = {field.name for field in fields(Numbers)}
    return Numbers(**{name: value for name, value in stored.items() if name in names})
