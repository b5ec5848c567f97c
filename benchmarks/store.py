"""Ten years of the store: 60 sources, 2,000 findings, 520 weeks. `python benchmarks/store.py`; DESIGN §9 names the numbers.

Each source has one question; every week each answer shows 20 of its 33 findings, with ranks that move and now and then
a finding that says something else. Weeks are recorded through the store itself, without waiting for the disk.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from checks.model import Answers, Appearance, Disclosure, Finding, Level, Match, Outcome, Question, Snapshot
from monitor.compare import Comparison, compare
from monitor.store import Store

SOURCES, FINDINGS, WEEKS, SHOWN = 60, 2000, 520, 20
EACH = FINDINGS // SOURCES + 1
START = datetime(2026, 11, 2, 9, tzinfo=UTC)
QUESTIONS = [
    Question(source=f"source{n}", text='"Maren Holloway" LCSW', tells=("name", "credential")) for n in range(SOURCES)
]


def finding(source: int, number: int, words: str) -> Finding:
    return Finding(
        source=QUESTIONS[source].source,
        key=f"https://site{number}.example/people/maren-holloway-{number}",
        url=f"https://site{number}.example/people/maren-holloway-{number}",
        title=f"Maren Holloway, LCSW - site {number}",
        facts={"name": ("Maren Holloway",), "description": (words,), "telephone": ("(503) 555-0142",)},
        text=f"Maren Holloway is a therapist in Portland, OR. {words} " * 4,
    )


def judge(_finding: Finding) -> Match:
    return Match(level=Level.MINE, bits=9.0, probability=0.99)


def answer(source: int, week: int, chance: random.Random) -> Snapshot:
    """The same 15 of it nearly in the same order, and 5 of the rest; each finding is reworded about once in two years."""
    numbers = [*range(SHOWN - 5), *chance.sample(range(SHOWN - 5, EACH), 5)]
    swap = chance.randrange(SHOWN - 1)
    numbers[swap], numbers[swap + 1] = numbers[swap + 1], numbers[swap]
    findings = tuple(finding(source, n, f"edition {(week + 7 * n) // 104}") for n in numbers)
    key = QUESTIONS[source].key
    return Snapshot(
        question=QUESTIONS[source],
        taken_at=START + timedelta(weeks=week, seconds=source),
        outcome=Outcome.COMPLETE if chance.random() < 0.95 else Outcome.BLOCKED,
        findings=findings,
        appearances=tuple(Appearance(finding=f.id, rank=r, witness=key) for r, f in enumerate(findings, 1)),
        answers=Answers.WHOLE,
        rules="1.1",
    )


def fill(store: Store, chance: random.Random) -> None:
    store._db.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 only here is no power cut to fear
    for week in range(WEEKS):
        for source in range(SOURCES):
            snapshot = answer(source, week, chance)
            store.disclose(
                Disclosure(
                    at=snapshot.taken_at,
                    source=QUESTIONS[source].source,
                    host="api.example",
                    tells=("name",),
                    purpose="scan",
                )
            )
            store.record(snapshot, Comparison(states=snapshot.findings), ())
    store._db.execute("PRAGMA synchronous = FULL")  # noqa: SLF001


def ms(deed: Callable[[], object], times: int = 15) -> float:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken) * 1000


def ten_years() -> None:
    chance = random.Random(1)
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "footprint.sqlite3", b"a key for tests.") as store,
    ):
        begin = time.perf_counter()
        fill(store, chance)
        print(f"{WEEKS * SOURCES} answers recorded in {time.perf_counter() - begin:.0f} s", file=sys.stderr)
        snapshot = replace(answer(3, WEEKS, chance), outcome=Outcome.COMPLETE)

        def known_and_compare() -> Comparison:
            known = store.known(snapshot.question, [f.id for f in snapshot.findings], snapshot.rules)
            history = store.history(snapshot.question, snapshot.rules)
            return compare(known, history, snapshot, judge=judge, weigh=lambda _: ())

        size = sum(p.stat().st_size for p in Path(folder).iterdir())
        print(
            f"file                 {size / 1e6:8.1f} MB, {size / (WEEKS * SOURCES):.0f} bytes an answer, moving ranks and rewording included"
        )
        for name, deed, goal in (
            ("known + compare", known_and_compare, 10.0),
            ("health", store.health, 50.0),
            ("untold", store.untold, 50.0),
            ("findings", store.findings, 100.0),
            ("page", lambda: store.page(snapshot.question), 50.0),
            ("record", lambda: store.record(snapshot, known_and_compare(), ()), 50.0),
        ):
            taken = ms(deed)
            print(f"{name:<20} {taken:8.2f} ms {taken / goal:6.2f} of the {goal:.0f} ms that it may take")


if __name__ == "__main__":
    ten_years()
