"""What the clinician says of findings, and forgetting what is about somebody else (promise 9)."""

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from checks.errors import StoreError
from checks.model import Decision, Verdict
from monitor.tables.database import moment, seconds


def in_force(db: Database, finding: int) -> Decision | None:
    """Her latest decision that was not undone."""
    row = db.execute(
        "SELECT verdict, at, attempt FROM decision WHERE finding = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
        [finding],
    ).fetchone()
    return row and Decision(verdict=Verdict(row["verdict"]), at=moment(row["at"]), attempt=row["attempt"])


def all_in_force(db: Database) -> dict[int, Decision]:
    rows = db.execute("SELECT finding, verdict, at, attempt FROM decision WHERE undone_at IS NULL ORDER BY id")
    return {
        r["finding"]: Decision(verdict=Verdict(r["verdict"]), at=moment(r["at"]), attempt=r["attempt"]) for r in rows
    }


def decide(db: Database, finding: int, verdict: Verdict, at: datetime) -> Decision:
    if not db.execute("SELECT 1 FROM finding WHERE id = ?", [finding]).fetchone():
        raise StoreError(f"there is no finding {finding}: `footprint show` lists them")
    attempt = 0
    if verdict is Verdict.REQUESTED:
        attempt = 1 + _count(db, finding, verdict)
    db.execute(
        "INSERT INTO decision (finding, verdict, at, attempt) VALUES (?, ?, ?, ?)",
        [finding, verdict.value, seconds(at), attempt],
    )
    _follow(db, finding)
    return Decision(verdict=verdict, at=moment(seconds(at)), attempt=attempt)


def undo(db: Database, finding: int, at: datetime) -> Decision | None:
    row = db.execute(
        "SELECT id, verdict, at, attempt FROM decision WHERE finding = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1",
        [finding],
    ).fetchone()
    if row is None:
        return None
    db.execute("UPDATE decision SET undone_at = ? WHERE id = ?", [seconds(at), row["id"]])
    _follow(db, finding)
    return Decision(verdict=Verdict(row["verdict"]), at=moment(row["at"]), attempt=row["attempt"])


def strip(db: Database, finding: int) -> None:
    """Of a record about somebody else the keyed hash, the dates and her decisions stay, and nothing of what it said."""
    db.execute("DELETE FROM sighting WHERE finding = ?", [finding])
    db.execute("DELETE FROM change WHERE finding = ?", [finding])  # their details name what it gave away
    db.execute("UPDATE finding SET key = NULL, gone_at = NULL, withheld = 1 WHERE id = ?", [finding])
    # The question that could say it is gone names the host of the page; unless it was asked it goes as well.
    db.execute("UPDATE appearance SET witness = NULL WHERE finding = ?", [finding])
    db.execute(
        "DELETE FROM question WHERE tells IS NULL AND NOT EXISTS (SELECT 1 FROM appearance WHERE witness = question.id)"
    )


def verdicts(db: Database, findings: Collection[int]) -> dict[int, Verdict]:
    decisions = ((finding, in_force(db, finding)) for finding in findings)
    return {finding: decision.verdict for finding, decision in decisions if decision}


def _follow(db: Database, finding: int) -> None:
    """Bring the finding in line with the decision in force.

    A withheld one that she takes back has no facts: the sources that showed it are asked without a condition next
    time, because a 304 would bring none either.
    """
    decision = in_force(db, finding)
    if decision and decision.verdict is Verdict.NOT_ME:
        strip(db, finding)
        return
    db.execute(
        """
        UPDATE question SET etag = '', last_modified = ''
        WHERE id IN (SELECT question FROM appearance WHERE finding = ?)
          AND (SELECT withheld FROM finding WHERE id = ?)
        """,
        [finding, finding],
    )


def _count(db: Database, finding: int, verdict: Verdict) -> int:
    (count,) = db.execute(
        "SELECT count(*) FROM decision WHERE finding = ? AND verdict = ? AND undone_at IS NULL",
        [finding, verdict.value],
    ).fetchone()
    return int(count)
