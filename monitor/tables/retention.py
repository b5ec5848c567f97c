"""How long things are kept (DOMAIN §8), and forgetting one thing at her word.

400 days after a finding was last seen what it said goes; its keyed hash, its dates and her answers stay, so that it is
known when it comes back. What is about somebody else goes whole, as does the ledger. What no letter has told yet stays
as long again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from checks.text import host_of
from monitor.tables.database import seconds

KEPT = timedelta(days=400)


@dataclass(frozen=True, kw_only=True)
class Purged:
    """How many of each were past their time."""

    findings: int = 0  # whose facts go
    set_aside: int = 0  # keyed hashes of records about other people
    namesakes: int = 0  # keyed hashes that other people are known by
    disclosures: int = 0
    letters: int = 0  # whose text goes; that they were sent, and what they counted, stays
    reasons: int = 0  # why an old answer failed, in words that may quote a stranger

    @property
    def total(self) -> int:
        return self.findings + self.set_aside + self.namesakes + self.disclosures + self.letters + self.reasons


_EXPIRED = """
    SELECT id FROM finding WHERE NOT withheld AND key IS NOT NULL AND last_seen < :before
        AND (last_seen < :long_before OR NOT EXISTS (SELECT 1 FROM change WHERE finding = finding.id AND told_in IS NULL))
"""
# While a person whom she set aside is still met, or her word on one record settles another, the record that says so stays.
_SET_ASIDE = """
    SELECT id FROM finding f WHERE withheld AND last_seen < :before
        AND NOT EXISTS (
            SELECT 1 FROM decision d JOIN namesake n ON n.decision = d.id OR n.lifted_by = d.id WHERE d.finding = f.id)
        AND NOT EXISTS (
            SELECT 1 FROM decision d JOIN decision other ON other.cause = d.id
            WHERE d.finding = f.id AND other.finding <> f.id)
"""
_LETTERS = "SELECT id FROM message WHERE state <> 'queued' AND created_at < :before AND length(body) > 0"


def purge(db: Database, before: datetime) -> Purged:
    """Forget what was last seen, met, said or told before that time."""
    cutoff = {"before": seconds(before)}
    both = cutoff | {"long_before": seconds(before - KEPT)}
    namesakes = db.execute("DELETE FROM namesake WHERE met_at < :before", cutoff).rowcount
    expired = _ids(db, _EXPIRED, both)
    set_aside = _ids(db, _SET_ASIDE, cutoff)
    for finding in expired:
        _forget_facts(db, finding)
    for finding in set_aside:
        erase(db, finding)
    disclosures = db.execute("DELETE FROM disclosure WHERE at < :before", cutoff).rowcount
    db.execute("DELETE FROM recipient WHERE NOT EXISTS (SELECT 1 FROM disclosure WHERE recipient = recipient.id)")
    letters = _empty(db, _ids(db, _LETTERS, cutoff))
    reasons = db.execute(
        "UPDATE snapshot SET reason = NULL WHERE taken_at < :before AND reason IS NOT NULL", cutoff
    ).rowcount
    _drop_bare_witnesses(db)
    return Purged(
        findings=len(expired),
        set_aside=len(set_aside),
        namesakes=namesakes,
        disclosures=disclosures,
        letters=letters,
        reasons=reasons,
    )


def forget(db: Database, finding: int) -> int:
    """Erase one finding, and the text of every sent letter that may name it. How many letters lost their text.

    Its numbers are never given again. Whoever still shows it is asked without a condition next time: a 304 would hide
    it. What her answer on it spread to keeps that answer.
    """
    first_seen = db.execute("SELECT first_seen FROM finding WHERE id = ?", [finding]).fetchone()["first_seen"]
    hosts = {host_of(row["url"]) for row in db.execute("SELECT url FROM sighting WHERE finding = ?", [finding])}
    since = {"since": first_seen}
    letters = "SELECT id FROM message WHERE state <> 'queued' AND created_at >= :since AND length(body) > 0"
    emptied = _empty(db, _ids(db, letters, since))
    erase(db, finding)
    _drop_bare_witnesses(db)
    for host in hosts - {""}:
        _drop_follow_ups(db, host)
    return emptied


def erase(db: Database, finding: int) -> None:
    """No row is left that speaks of it."""
    _unplace(db, finding)
    own = "SELECT id FROM decision WHERE finding = ?"
    db.execute(f"DELETE FROM namesake WHERE decision IN ({own}) OR lifted_by IN ({own})", [finding, finding])  # noqa: S608
    db.execute(f"DELETE FROM mirror WHERE decision IN ({own})", [finding])  # noqa: S608 nothing but the text above
    db.execute(f"UPDATE decision SET cause = NULL WHERE cause IN ({own})", [finding])  # noqa: S608
    for table in ("decision", "sighting", "change"):
        db.execute(f"DELETE FROM {table} WHERE finding = ?", [finding])  # noqa: S608 the names above
    db.execute("DELETE FROM finding WHERE id = ?", [finding])


def _forget_facts(db: Database, finding: int) -> None:
    _unplace(db, finding)
    db.execute("DELETE FROM sighting WHERE finding = ?", [finding])
    db.execute("DELETE FROM change WHERE finding = ?", [finding])  # their details name what it gave away
    db.execute("UPDATE finding SET key = NULL WHERE id = ?", [finding])


def _unplace(db: Database, finding: int) -> None:
    db.execute(
        "UPDATE question SET etag = '', last_modified = '' WHERE id IN (SELECT question FROM appearance WHERE finding = ?)",
        [finding],
    )
    db.execute("DELETE FROM appearance WHERE finding = ?", [finding])
    db.execute("DELETE FROM former_rank WHERE finding = ?", [finding])


def _drop_bare_witnesses(db: Database) -> None:
    """A question that was never asked names the host of the page that it would be a witness of."""
    db.execute(
        """
        DELETE FROM question WHERE tells IS NULL
            AND NOT EXISTS (SELECT 1 FROM appearance WHERE witness = question.id OR question = question.id)
            AND NOT EXISTS (SELECT 1 FROM snapshot WHERE question = question.id)
            AND NOT EXISTS (SELECT 1 FROM change WHERE question = question.id)
            AND NOT EXISTS (SELECT 1 FROM former_rank WHERE question = question.id)
        """
    )


def _drop_follow_ups(db: Database, host: str) -> None:
    """Questions restricted to a site where nothing is followed any more: their text names it."""
    rows = db.execute(
        """
        SELECT id FROM question q WHERE site = ?
            AND NOT EXISTS (SELECT 1 FROM appearance WHERE witness = q.id OR question = q.id)
            AND NOT EXISTS (SELECT 1 FROM change WHERE question = q.id)
        """,
        [host],
    ).fetchall()
    for row in rows:
        for table in ("former_rank", "snapshot"):
            db.execute(f"DELETE FROM {table} WHERE question = ?", [row["id"]])  # noqa: S608 the names above
        db.execute("DELETE FROM question WHERE id = ?", [row["id"]])


def _empty(db: Database, letters: Collection[int]) -> int:
    for letter in letters:
        db.execute("UPDATE message SET body = x'' WHERE id = ?", [letter])
    return len(letters)


def _ids(db: Database, select: str, named: dict[str, int]) -> tuple[int, ...]:
    return tuple(row["id"] for row in db.execute(select, named).fetchall())
