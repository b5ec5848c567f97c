"""What comparing needs to know: how a question was answered before, and the last state of findings. Writes nothing."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlite_utils import Database

from checks.model import Appearance, Finding, Question, Validators
from monitor.compare import History, Id, Known
from monitor.tables.database import moment
from monitor.tables.decisions import in_force
from monitor.tables.recording import address, last_readable, shown


def history(db: Database, question: Question, rules: str) -> History:
    row = db.execute(
        """
        SELECT count(*) FILTER (WHERE outcome = 'complete') AS complete, count(*) FILTER (WHERE outcome = 'partial') AS partial
        FROM snapshot WHERE question = ? AND rules = ?
        """,
        [question_id(db, question), rules],
    ).fetchone()
    return History(complete=row["complete"], partial=row["partial"])


def validators(db: Database, question: Question, rules: str) -> Validators:
    """Only when the last answer that could be read was complete and read by the same rules: else 304 would say too much."""
    row = db.execute(
        """
        SELECT etag, last_modified FROM question
        WHERE id = :question AND EXISTS (SELECT 1 FROM snapshot WHERE id = :last AND outcome = 'complete' AND rules = :rules)
        """,
        {"question": (asked := question_id(db, question)), "last": last_readable(db, asked), "rules": rules},
    ).fetchone()
    return Validators(etag=row["etag"], last_modified=row["last_modified"]) if row else Validators()


def last_answer(db: Database, question: Question) -> tuple[tuple[Finding, ...], tuple[Appearance, ...]]:
    """What the last complete answer showed, but for what is withheld: of that nothing is left to hand out."""
    asked = question_id(db, question)
    complete = db.execute(
        "SELECT id FROM snapshot WHERE question = ? AND outcome = 'complete' ORDER BY id DESC LIMIT 1", [asked]
    ).fetchone()
    if complete is None:
        return (), ()
    witnesses = _witness_keys(db, asked)
    findings, appearances = [], []
    for finding_id, rank in shown(db, asked, complete["id"]).items():
        row = row_of(db, finding_id)
        if row["key"] is not None:
            findings.append(state(row))
            appearances.append(Appearance(finding=findings[-1].id, rank=rank, witness=witnesses.get(finding_id) or ""))
    return tuple(findings), tuple(appearances)


def known(db: Database, key: bytes, question: Question, ids: Collection[Id], rules: str) -> dict[Id, Known]:
    """The findings with these ids, and those that this question may deny."""
    found: dict[int, Known] = {}
    best = _best_ranks(db, question)
    for id_ in ids:
        row = db.execute(f"{LAST_STATE} WHERE f.source = ? AND f.fingerprint = ?", address(key, id_)).fetchone()
        if row:
            found[row["id"]] = _known(db, row, question, rules, id_=id_, best=best)
    for finding in _denied_by(db, question_id(db, question)):
        if finding not in found:
            row = row_of(db, finding)
            found[finding] = _known(db, row, question, rules, id_=(row["source"], row["key"]), best=best)
    return {known.finding.id: known for known in found.values()}


def _denied_by(db: Database, witness: int) -> tuple[int, ...]:
    """The findings that are gone if this question misses them often enough."""
    rows = db.execute(
        """
        SELECT DISTINCT a.finding FROM appearance a JOIN finding f ON f.id = a.finding
        WHERE a.witness = ? AND f.gone_at IS NULL AND f.key IS NOT NULL
        """,
        [witness],
    )
    return tuple(row["finding"] for row in rows)


def state(row: Mapping[str, Any]) -> Finding:
    """The finding of a row of `LAST_STATE`. Bare, where nothing of it was kept."""
    facts = {name: tuple(values) for name, values in json.loads(row["facts"] or "{}").items()}
    return Finding(
        source=row["source"],
        key=row["key"] or "",
        url=row["url"] or "",
        title=row["title"] or "",
        facts=MappingProxyType(facts),
        text=row["text"] or "",
        excerpt=bool(row["excerpt"]),
    )


LAST_STATE = """
    SELECT f.id, f.source, f.key, f.first_seen, f.last_seen, f.gone_at, f.told_in, f.withheld,
        s.title, s.url, s.text, s.facts, s.excerpt
    FROM finding f LEFT JOIN sighting s
        ON s.finding = f.id AND s.since = (SELECT max(since) FROM sighting WHERE finding = f.id)
"""


def row_of(db: Database, finding: int) -> Any:
    return db.execute(f"{LAST_STATE} WHERE f.id = ?", [finding]).fetchone()


def question_id(db: Database, question: Question) -> int:
    """0, which no row has, if it was never asked nor planned."""
    row = db.execute(
        "SELECT id FROM question WHERE source = ? AND text = ?", [question.source, question.text]
    ).fetchone()
    return int(row["id"]) if row else 0


class _Reading(NamedTuple):
    """Where one question last showed a finding: in which snapshot, under which rules, and who may deny it now."""

    snapshot: int
    source: str
    rules: str
    witness: int | None
    witness_key: str


def _known(
    db: Database, row: Mapping[str, Any], question: Question, rules: str, *, id_: Id, best: Mapping[int, int]
) -> Known:
    """Rules are compared within one source: each has a parser of its own, and two engines may show one page.

    So the rules of a state are those under which the asking source last read it; those of the latest reading of all
    where it never did.
    """
    readings = sorted(_readings(db, row["id"]))
    read_under = {reading.source: reading.rules for reading in readings}
    latest = readings[-1].rules if readings else rules
    misses = {
        reading.witness_key: _complete_since(db, reading.witness, readings[-1].snapshot, read_under[reading.source])
        for reading in readings
        if reading.witness is not None and not row["withheld"]
    }
    decision = in_force(db, row["id"])
    return Known(
        finding=replace(state(row), source=id_[0], key=id_[1]),
        rules=read_under.get(question.source, latest),
        last_seen=moment(row["last_seen"]),
        gone=row["gone_at"] is not None,
        withheld=bool(row["withheld"]),
        forgotten=row["key"] is None and not row["withheld"],
        verdict=decision.verdict if decision else None,
        told=row["told_in"] is not None,
        best_rank=best.get(row["id"]),
        misses=misses,
    )


def _best_ranks(db: Database, question: Question) -> dict[int, int]:
    """The best place of every finding: at this question ever, at the others of its source as it last stood there."""
    last = db.execute(
        """
        SELECT a.finding, a.rank FROM question q JOIN appearance a ON a.question = q.id
        WHERE q.source = ? AND q.text NOT LIKE '% site:%' -- where a few sites are asked about, the first place is none
        """,
        [question.source],
    )
    former = db.execute("SELECT finding, rank FROM former_rank WHERE question = ?", [question_id(db, question)])
    best: dict[int, int] = {}
    for row in (*last, *former):
        best[row["finding"]] = min(row["rank"], best.get(row["finding"], row["rank"]))
    return best


def _readings(db: Database, finding: int) -> Iterator[_Reading]:
    rows = db.execute(
        """
        SELECT a.until, q.source, s.rules, w.id AS witness, w.source || ':' || w.text AS witness_key
        FROM appearance a JOIN question q ON q.id = a.question JOIN snapshot s ON s.id = a.until
            LEFT JOIN question w ON w.id = a.witness AND NOT w.retired
        WHERE a.finding = ?
        """,
        [finding],
    )
    return (_Reading(r["until"], r["source"], r["rules"], r["witness"], r["witness_key"] or "") for r in rows)


def _complete_since(db: Database, question: int, snapshot: int, rules: str) -> tuple[datetime, ...]:
    rows = db.execute(
        "SELECT taken_at FROM snapshot WHERE question = ? AND outcome = 'complete' AND id > ? AND rules = ? ORDER BY id",
        [question, snapshot, rules],
    )
    return tuple(moment(row["taken_at"]) for row in rows)


def _witness_keys(db: Database, question: int) -> dict[int, str]:
    rows = db.execute(
        "SELECT a.finding, w.source || ':' || w.text AS key FROM appearance a JOIN question w ON w.id = a.witness WHERE a.question = ?",
        [question],
    )
    return {row["finding"]: row["key"] for row in rows}
