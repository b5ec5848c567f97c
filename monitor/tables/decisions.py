"""What the clinician says of findings, how far it reaches, and forgetting what is about somebody else (promise 9).

A direct answer is final for its finding. It spreads to copies (`mirrors`) that have no direct answer of their own, each
as a row that names its cause; so it is undone along with it, and a later answer of her own always wins.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from checks.errors import StoreError
from checks.model import Decision, Finding, Verdict
from monitor.mirrors import Trace, passed_on, traces
from monitor.namesake import Namesakes, Trait, hashed
from monitor.tables.database import moment, seconds

_HERS = (Verdict.MINE, Verdict.ACCEPTED, Verdict.REQUESTED, Verdict.DENIED)
_IN_FORCE = """
    SELECT d.id, d.finding, d.verdict, d.at, d.attempt, d.cause, c.finding AS spread_from
    FROM decision d LEFT JOIN decision c ON c.id = d.cause WHERE d.undone_at IS NULL
"""


def in_force(db: Database, finding: int) -> Decision | None:
    """Her latest answer that was not undone; one that spread here only where there is no direct one."""
    row = db.execute(f"{_IN_FORCE} AND d.finding = ? ORDER BY d.cause IS NOT NULL, d.id DESC LIMIT 1", [finding])
    found = row.fetchone()
    return found and _decision(found)


def all_in_force(db: Database) -> dict[int, Decision]:
    rows = db.execute(f"{_IN_FORCE} ORDER BY d.cause IS NULL, d.id")  # so that the one in force comes last
    return {row["finding"]: _decision(row) for row in rows}


def decide(
    db: Database,
    key: bytes,
    finding: int,
    verdict: Verdict,
    at: datetime,
    *,
    states: Collection[tuple[int, Finding]] = (),
    traits: Collection[Trait] = (),
    along: Iterable[int] = (),
) -> Decision:
    """`states`: what is followed, by number: the finding itself, and those that the answer may spread to.

    `traits`: what tells its person from others. After "not me" the other one is known by them, and `along` are the
    records that share some; after any other word that says it is hers, they are hers.
    """
    if not db.execute("SELECT 1 FROM finding WHERE id = ?", [finding]).fetchone():
        raise StoreError(f"there is no finding {finding}: `footprint show` lists them")
    attempt = 1 + _count(db, finding, verdict) if verdict is Verdict.REQUESTED else 0
    id_ = _write(db, finding, verdict, seconds(at), attempt)
    own = next((traces(state) for number, state in states if number == finding), frozenset())
    _remember_traces(db, key, id_, own)
    if verdict is Verdict.NOT_ME:
        _remember_namesake(db, key, id_, traits, seconds(at))
    if verdict in _HERS:
        _lift(db, key, id_, traits)
    spread = _copies(own, verdict, states) | dict.fromkeys(along, verdict)
    for number, said in sorted(spread.items()):
        if number != finding and not _has_direct(db, number):
            _write(db, number, said, seconds(at), attempt if said is verdict else 0, cause=id_)
            _follow(db, number)
    _follow(db, finding)
    return Decision(verdict=verdict, at=moment(seconds(at)), attempt=attempt)


def _copies(own: Collection[Trace], verdict: Verdict, states: Iterable[tuple[int, Finding]]) -> dict[int, Verdict]:
    """What is said of each of `states` by her word on a finding with the traces `own`."""
    found = {}
    for number, state in states:
        shared = traces(state).intersection(own)
        said = passed_on(verdict, same_page=any(trace.same_page for trace in shared)) if shared else None
        if said:
            found[number] = said
    return found


def inherit(db: Database, key: bytes, finding: int, state: Finding) -> Decision | None:
    """What she said of another finding that this one turns out to be a copy of; written down, so that it is shown as such."""
    shared = {_hash(key, trace): trace for trace in traces(state)}
    marks = ",".join("?" * len(shared))
    rows = db.execute(
        f"""
        SELECT d.id, d.finding, d.verdict, d.at, d.attempt, max(m.same_page) AS same_page
        FROM mirror m JOIN decision d ON d.id = m.decision
        WHERE m.hash IN ({marks}) AND d.undone_at IS NULL AND d.finding <> ?
            AND NOT EXISTS (SELECT 1 FROM decision WHERE finding = ? AND cause = d.id) -- she took it back here
            AND d.id = (SELECT max(id) FROM decision WHERE finding = d.finding AND cause IS NULL AND undone_at IS NULL)
        GROUP BY d.id ORDER BY max(m.same_page) DESC, d.id DESC
        """,  # noqa: S608 only question marks are put in
        [*shared, finding, finding],
    ).fetchall()
    for row in rows:
        said = passed_on(Verdict(row["verdict"]), same_page=bool(row["same_page"]))
        if said:
            attempt = row["attempt"] if said == row["verdict"] else 0
            _write(db, finding, said, row["at"], attempt, cause=row["id"])
            return in_force(db, finding)
    return None


def undo(db: Database, finding: int, at: datetime) -> Decision | None:
    """Her last direct answer is taken back, with all that came of it; one that only spread here is taken back here."""
    row = db.execute(f"{_IN_FORCE} AND d.finding = ? ORDER BY d.cause IS NOT NULL, d.id DESC LIMIT 1", [finding])
    last = row.fetchone()
    if last is None:
        return None
    touched = {finding, *_spread_to(db, last["id"])}
    db.execute("UPDATE decision SET undone_at = ? WHERE id = ? OR cause = ?", [seconds(at), last["id"], last["id"]])
    db.execute("DELETE FROM namesake WHERE decision = ?", [last["id"]])
    db.execute("UPDATE namesake SET lifted_by = NULL WHERE lifted_by = ?", [last["id"]])
    db.execute("DELETE FROM mirror WHERE decision = ?", [last["id"]])
    for number in sorted(touched):
        _follow(db, number)
    if last["verdict"] == Verdict.NOT_ME:
        # Others may have been set aside for what they shared with it; nothing is left of them to judge again.
        db.execute("UPDATE question SET etag = '', last_modified = ''")
    return _decision(last)


def given(db: Database, finding: int) -> tuple[Decision, ...]:
    """All that she said of it and did not take back, oldest first; also what spread here."""
    return tuple(_decision(row) for row in db.execute(f"{_IN_FORCE} AND d.finding = ? ORDER BY d.id", [finding]))


def spread_to(db: Database, finding: int) -> tuple[int, ...]:
    """The findings that her last answer on this one settles as well."""
    row = db.execute(
        "SELECT max(id) AS id FROM decision WHERE finding = ? AND cause IS NULL AND undone_at IS NULL", [finding]
    ).fetchone()
    return _spread_to(db, row["id"]) if row["id"] else ()


def namesakes(db: Database, key: bytes) -> Namesakes:
    """Everybody whom she set aside. What turned out to be hers is not among it."""
    rows = db.execute("SELECT DISTINCT hash FROM namesake n WHERE lifted_by IS NULL")
    return Namesakes(key=key, hashes=frozenset(row["hash"] for row in rows))


def met(db: Database, key: bytes, traits: Iterable[Trait], at: datetime) -> None:
    """A record of somebody whom she set aside was read: so long are the hashes kept."""
    for trait in traits:
        db.execute("UPDATE namesake SET met_at = max(met_at, ?) WHERE hash = ?", [seconds(at), hashed(key, *trait)])


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


def _decision(row: Any) -> Decision:
    return Decision(
        verdict=Verdict(row["verdict"]),
        at=moment(row["at"]),
        attempt=row["attempt"],
        spread_from=row["spread_from"] or 0,
    )


def _write(db: Database, finding: int, verdict: Verdict, at: int, attempt: int, cause: int | None = None) -> int:
    cursor = db.execute(
        "INSERT INTO decision (finding, verdict, at, attempt, cause) VALUES (?, ?, ?, ?, ?)",
        [finding, verdict.value, at, attempt, cause],
    )
    return int(cursor.lastrowid or 0)


def _remember_traces(db: Database, key: bytes, decision: int, found: Iterable[Trace]) -> None:
    for trace in sorted(found):
        db.execute(
            "INSERT INTO mirror (hash, decision, same_page) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [_hash(key, trace), decision, int(trace.same_page)],
        )


def _remember_namesake(db: Database, key: bytes, decision: int, traits: Iterable[Trait], at: int) -> None:
    for trait in sorted(traits):
        db.execute(
            "INSERT INTO namesake (hash, decision, kind, met_at) VALUES (?, ?, ?, ?)",
            [hashed(key, *trait), decision, trait.kind, at],
        )


def _lift(db: Database, key: bytes, decision: int, traits: Iterable[Trait]) -> None:
    """No fact of hers is a hash of a namesake: what stands in a record that is hers is hers."""
    for trait in sorted(traits):
        db.execute(
            "UPDATE namesake SET lifted_by = ? WHERE hash = ? AND lifted_by IS NULL", [decision, hashed(key, *trait)]
        )


def _hash(key: bytes, trace: Trace) -> bytes:
    return hashed(key, "mirror", f"{int(trace.same_page)} {trace.text}")


def _spread_to(db: Database, decision: int) -> tuple[int, ...]:
    rows = db.execute("SELECT finding FROM decision WHERE cause = ? AND undone_at IS NULL ORDER BY finding", [decision])
    return tuple(row["finding"] for row in rows)


def _has_direct(db: Database, finding: int) -> bool:
    row = db.execute("SELECT 1 FROM decision WHERE finding = ? AND cause IS NULL AND undone_at IS NULL", [finding])
    return row.fetchone() is not None


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
        "SELECT count(*) FROM decision WHERE finding = ? AND verdict = ? AND cause IS NULL AND undone_at IS NULL",
        [finding, verdict.value],
    ).fetchone()
    return int(count)
