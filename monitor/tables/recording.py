"""Writing down one snapshot: what it showed, what became different, what is gone. Runs inside one transaction."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlite_utils import Database

from checks.model import Appearance, Change, Finding, Outcome, Question, Snapshot, Verdict
from monitor.compare import Comparison, Id
from monitor.tables.database import seconds
from monitor.tables.decisions import in_force, inherit, strip

READABLE = (Outcome.COMPLETE, Outcome.PARTIAL)
_REASON_LIMIT = 500  # characters; a reason is ours, but may quote a stranger


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """Where the snapshot stands among the answers to its question."""

    id: int
    question: int
    at: int
    before: int | None  # the readable answer before it


class _Place(NamedTuple):
    rank: int
    witness: int | None


def record(
    db: Database, key: bytes, snapshot: Snapshot, comparison: Comparison, withheld: Collection[Id]
) -> tuple[Change, ...]:
    question = register(db, snapshot.question)
    before = last_readable(db, question)
    again = _shown_again(db, question, before) if snapshot.unchanged and before else {}
    answer = _answer(db, question, before, snapshot, count=len(again) or len(snapshot.findings))
    if snapshot.outcome not in READABLE:
        return ()
    if snapshot.unchanged:
        _place(db, answer, again)
        _still_there(db, answer, again)
        return ()
    known = {
        state.id: _remember(db, key, state, snapshot, hidden=state.id in withheld)
        for state in _first_of_each(comparison.states)
    }
    _place(db, answer, _places(db, question, snapshot, known))
    changes = tuple(change for change in comparison.changes if _write_change(db, key, change, question))
    for id_ in comparison.gone:
        db.execute(
            "UPDATE finding SET gone_at = ? WHERE source = ? AND fingerprint = ? AND withheld = 0",
            [answer.at, *address(key, id_)],
        )
    # They are used only while this answer is the last one and complete; a 304 does not come here and leaves them.
    db.execute(
        "UPDATE question SET etag = ?, last_modified = ? WHERE id = ?",
        [storable(snapshot.validators.etag), storable(snapshot.validators.last_modified), question],
    )
    return changes


def register(db: Database, question: Question) -> int:
    """The id of a question that is asked: it is active from now on."""
    (id_,) = db.execute(
        """
        INSERT INTO question (source, text, name, site, tells, every_days) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, text) DO UPDATE SET
            name = excluded.name, site = excluded.site, tells = excluded.tells, every_days = excluded.every_days, retired = 0
        RETURNING id
        """,
        [
            question.source,
            question.text,
            question.name,
            question.site,
            json.dumps(question.tells),
            question.every_days,
        ],
    ).fetchone()
    return int(id_)


def last_readable(db: Database, question: int) -> int | None:
    row = db.execute(
        "SELECT id FROM snapshot WHERE question = ? AND outcome IN ('complete', 'partial') ORDER BY id DESC LIMIT 1",
        [question],
    ).fetchone()
    return int(row["id"]) if row else None


def shown(db: Database, question: int, snapshot: int) -> dict[int, int]:
    """The findings that one answer showed, with their ranks, in rank order."""
    rows = db.execute(
        """
        SELECT finding, rank FROM appearance WHERE question = :question AND since <= :snapshot AND until >= :snapshot
        UNION ALL
        SELECT finding, rank FROM former_rank WHERE question = :question AND since <= :snapshot AND until >= :snapshot
        ORDER BY rank, finding
        """,
        {"question": question, "snapshot": snapshot},
    )
    return {row["finding"]: row["rank"] for row in rows}


def address(key: bytes, id_: Id) -> tuple[str, bytes]:
    """How a finding is found again even when nothing of it was kept: its source and the keyed hash of its identity."""
    source, name = (part.encode("utf-8", "surrogatepass") for part in id_)
    return id_[0], hashlib.blake2b(source + b"\0" + name, digest_size=16, key=key).digest()


def storable(text: str) -> str:
    """Strangers' JSON can hold half a character (a lone surrogate), which no UTF-8 file can."""
    return text.encode("utf-8", "backslashreplace").decode()


def facts_json(facts: Mapping[str, tuple[str, ...]]) -> str:
    """One spelling for the same facts; what UTF-8 cannot hold is escaped and comes back as it was."""
    compact = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        compact.encode()
    except UnicodeEncodeError:
        return json.dumps(dict(facts), sort_keys=True, separators=(",", ":"))
    return compact


def _answer(db: Database, question: int, before: int | None, snapshot: Snapshot, *, count: int) -> _Answer:
    at = seconds(snapshot.taken_at)
    cursor = db.execute(
        "INSERT INTO snapshot (question, taken_at, outcome, reason, rules, answered_with) VALUES (?, ?, ?, ?, ?, ?)",
        [
            question,
            at,
            snapshot.outcome.value,
            storable(snapshot.reason[:_REASON_LIMIT]) or None,
            snapshot.rules,
            count,
        ],
    )
    return _Answer(id=int(cursor.lastrowid or 0), question=question, at=at, before=before)


def _remember(db: Database, key: bytes, state: Finding, snapshot: Snapshot, *, hidden: bool) -> int:
    """The finding's id. Her word is final: what she said is hers is kept, what she said is not is not."""
    at = seconds(snapshot.taken_at)
    source, fingerprint = address(key, state.id)
    known = {"source": source, "fingerprint": fingerprint, "at": at}
    # Not one upsert: that uses up a number each time, and she types these numbers.
    row = (
        db.execute(
            """
        UPDATE finding SET first_seen = min(first_seen, :at), last_seen = :at
        WHERE source = :source AND fingerprint = :fingerprint RETURNING id, gone_at, withheld
        """,
            known,
        ).fetchone()
        or db.execute(
            """
        INSERT INTO finding (source, fingerprint, first_seen, last_seen) VALUES (:source, :fingerprint, :at, :at)
        RETURNING id, gone_at, withheld
        """,
            known,
        ).fetchone()
    )
    finding = int(row["id"])
    decision = in_force(db, finding) or inherit(db, key, finding, state)
    if decision.verdict is Verdict.NOT_ME if decision else hidden:
        if not row["withheld"]:
            strip(db, finding)
        return finding
    db.execute("UPDATE finding SET key = ?, gone_at = NULL, withheld = 0 WHERE id = ?", [storable(state.key), finding])
    _sight(db, finding, state, at, snapshot.rules, returned=row["gone_at"] is not None)
    return finding


def _sight(db: Database, finding: int, state: Finding, at: int, rules: str, *, returned: bool) -> None:
    """Move the end of the last span, or begin a new one where the finding says something else or was gone."""
    last = db.execute(
        "SELECT since, title, text, facts, excerpt FROM sighting WHERE finding = ? ORDER BY since DESC LIMIT 1",
        [finding],
    ).fetchone()
    now = {
        "title": storable(state.title),
        "text": storable(state.text),
        "facts": facts_json(state.facts),
        "excerpt": int(state.excerpt),
    }
    since = at
    if last and (at <= last["since"] or (_same(last, now) and not returned)):
        since = last["since"]  # also for two answers of one second, and for a clock that was put back
    db.execute(
        """
        INSERT INTO sighting (finding, since, until, rules, title, url, text, facts, excerpt)
        VALUES (:finding, :since, :until, :rules, :title, :url, :text, :facts, :excerpt)
        ON CONFLICT (finding, since) DO UPDATE SET
            until = excluded.until, rules = excluded.rules, title = excluded.title, url = excluded.url,
            text = excluded.text, facts = excluded.facts, excerpt = excluded.excerpt
        """,
        {
            "finding": finding,
            "since": since,
            "until": max(since, at),
            "rules": rules,
            "url": storable(state.url),
            **now,
        },
    )


def _same(last: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whole records say what their facts say. Of an excerpt the words count too: they are all that it is judged by."""
    words = ("facts", "title", "text") if now["excerpt"] else ("facts",)
    return all(last[name] == now[name] for name in words)


def _first_of_each(states: Iterable[Finding]) -> Iterable[Finding]:
    first: dict[Id, Finding] = {}
    for state in states:
        first.setdefault(state.id, state)
    return first.values()


def _places(db: Database, question: int, snapshot: Snapshot, known: Mapping[Id, int]) -> dict[int, _Place]:
    """The best rank of each finding, and its witness. One that the source did not rank stands in the order of reading."""
    places: dict[int, _Place] = {}
    for appearance in sorted(snapshot.appearances, key=lambda a: a.rank):
        if appearance.finding in known:
            witness = _witness(db, question, snapshot, appearance)
            places.setdefault(known[appearance.finding], _Place(appearance.rank, witness))
    for rank, finding in enumerate(known.values(), 1):
        places.setdefault(finding, _Place(rank, None))
    return places


def _shown_again(db: Database, question: int, before: int) -> dict[int, _Place]:
    """After a 304: everything that the last answer showed, also what is withheld, which nobody could hand in."""
    rows = db.execute("SELECT finding, witness FROM appearance WHERE question = ?", [question])
    witness = {row["finding"]: row["witness"] for row in rows}
    return {finding: _Place(rank, witness[finding]) for finding, rank in shown(db, question, before).items()}


def _witness(db: Database, question: int, snapshot: Snapshot, appearance: Appearance) -> int | None:
    if appearance.witness == snapshot.question.key:
        return question
    if not appearance.witness:
        return None
    source, _, text = appearance.witness.partition(":")
    db.execute("INSERT INTO question (source, text) VALUES (?, ?) ON CONFLICT DO NOTHING", [source, text])
    row = db.execute("SELECT id FROM question WHERE source = ? AND text = ?", [source, text]).fetchone()
    return int(row["id"])


def _place(db: Database, answer: _Answer, places: Mapping[int, _Place]) -> None:
    """A span goes on while every readable answer shows the finding at the same rank; otherwise it moves to the past."""
    rows = db.execute("SELECT finding, since, until, rank FROM appearance WHERE question = ?", [answer.question])
    standing = {row["finding"]: row for row in rows}
    for finding, place in places.items():
        since = answer.id
        if last := standing.get(finding):
            if last["rank"] == place.rank and last["until"] == answer.before:
                since = last["since"]
            else:
                _end(db, answer.question, last)
        db.execute(
            """
            INSERT INTO appearance (question, finding, since, until, rank, witness) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (question, finding) DO UPDATE SET
                since = excluded.since, until = excluded.until, rank = excluded.rank, witness = excluded.witness
            """,
            [answer.question, finding, since, answer.id, place.rank, place.witness],
        )


def _end(db: Database, question: int, span: Mapping[str, Any]) -> None:
    db.execute(
        "INSERT INTO former_rank (question, until, finding, since, rank) VALUES (?, ?, ?, ?, ?)",
        [question, span["until"], span["finding"], span["since"], span["rank"]],
    )


def _still_there(db: Database, answer: _Answer, findings: Iterable[int]) -> None:
    """After a 304. It brings nothing new: what another question found gone since is not back by it."""
    for finding in findings:
        db.execute("UPDATE finding SET last_seen = ? WHERE id = ? AND gone_at IS NULL", [answer.at, finding])
        db.execute(
            """
            UPDATE sighting SET until = max(since, ?)
            WHERE finding = ? AND since = (SELECT max(since) FROM sighting WHERE finding = ?)
                AND EXISTS (SELECT 1 FROM finding WHERE id = ? AND gone_at IS NULL)
            """,
            [answer.at, finding, finding, finding],
        )


def _write_change(db: Database, key: bytes, change: Change, question: int) -> bool:
    """Whether it was written. What became different about somebody else is nobody's business here."""
    source, fingerprint = address(key, change.finding)
    row = db.execute(
        "SELECT id, withheld FROM finding WHERE source = ? AND fingerprint = ?", [source, fingerprint]
    ).fetchone()
    if row is None or row["withheld"]:
        return False
    db.execute(
        "INSERT INTO change (finding, kind, at, question, detail) VALUES (?, ?, ?, ?, ?)",
        [row["id"], change.kind.value, seconds(change.at), question, storable(change.detail)],
    )
    return True
