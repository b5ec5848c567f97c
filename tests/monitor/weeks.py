"""Diaries: the weeks' answers in, the weeks' changes out, through the real store and the real comparison.

An answer is a dict of findings, `{"a": "bio"}`: key → the facts that it states, as words. A word with an exclamation
mark gives something away (`"bio !phone"`). `partial({...})` is an answer with silent parts; an `Outcome` is a failure.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from checks.model import (
    Answers,
    Appearance,
    Change,
    Exposure,
    Finding,
    Level,
    Match,
    Outcome,
    Question,
    Severity,
    Snapshot,
)
from monitor.compare import Comparison, compare
from monitor.store import Store

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
LIST = Question(source="nppes", text="Maren Holloway", tells=("name",))
ENGINE = Question(source="searxng", text='"Maren Holloway"', tells=("name",))
SITES = replace(ENGINE, text='"Maren Holloway" site:a.example OR site:b.example', among=("a.example", "b.example"))
SITE = replace(ENGINE, text='"Maren Holloway" site:a.example', site="a.example")

NAMESAKE = "namesake"  # a finding that states this word is about somebody else


@dataclass(frozen=True)
class partial:  # noqa: N801 reads as a word of the diary
    findings: dict[str, str]


def judge(finding: Finding) -> Match:
    words = finding.facts.get("description", ())
    level = Level.NOT_ME if NAMESAKE in words else Level.MINE
    return Match(level=level, bits=float(len(words)), probability=0.5)


def weigh(finding: Finding) -> tuple[Exposure, ...]:
    given_away = [word[1:] for word in finding.facts.get("description", ()) if word.startswith("!")]
    return tuple(
        Exposure(kind=kind, title=kind, severity=Severity.HIGH, recommendations=(5,), value=kind) for kind in given_away
    )


def finding(key: str, words: str, *, source: str = "nppes", excerpt: bool = False) -> Finding:
    return Finding(
        source=source,
        key=key,
        url=f"https://{key}.example/",
        title=f"Title of {key}",
        facts={"description": tuple(sorted(words.split()))},
        text=words,
        excerpt=excerpt,
    )


@dataclass
class Diary:
    """One store, and a calendar that moves on when told to."""

    store: Store = field(default_factory=Store.in_memory)
    now: datetime = MONDAY
    rules: str = "1"

    def later(self, days: float = 7) -> "Diary":
        self.now += timedelta(days=days)
        return self

    def ask(
        self,
        answer: dict[str, str] | partial | Outcome,
        question: Question = LIST,
        *,
        answers: Answers = Answers.WHOLE,
        witness: Question | None = None,
    ) -> list[str]:
        """What a scan does with one answer; the changes, as "new a"."""
        snapshot = self.snapshot(answer, question, answers=answers, witness=witness)
        known = self.store.known(question, [f.id for f in snapshot.findings], self.rules)
        history = self.store.history(question, self.rules)
        comparison = compare(known, history, snapshot, judge=judge, weigh=weigh)
        withheld = [state.id for state in comparison.states if judge(state).level is Level.NOT_ME]
        return [said(change) for change in self.store.record(snapshot, comparison, withheld)]

    def engine(self, answer: dict[str, str] | partial | Outcome, question: Question = ENGINE) -> list[str]:
        """A ranked answer, of which a site-restricted question is the witness."""
        return self.ask(answer, question, answers=Answers.RANKED, witness=question if question.site else SITE)

    def snapshot(
        self,
        answer: dict[str, str] | partial | Outcome,
        question: Question = LIST,
        *,
        answers: Answers = Answers.WHOLE,
        witness: Question | None = None,
    ) -> Snapshot:
        if isinstance(answer, Outcome):
            return Snapshot(
                question=question, taken_at=self.now, outcome=answer, reason="a wall", rules=self.rules, answers=answers
            )
        shown = answer.findings if isinstance(answer, partial) else answer
        web = answers is not Answers.WHOLE
        findings = tuple(
            finding(key, words, source="web" if web else question.source, excerpt=web) for key, words in shown.items()
        )
        by = witness or (question if answers is Answers.WHOLE else None)
        return Snapshot(
            question=question,
            taken_at=self.now,
            outcome=Outcome.PARTIAL if isinstance(answer, partial) else Outcome.COMPLETE,
            findings=findings,
            appearances=tuple(
                Appearance(finding=item.id, rank=rank, witness=by.key if by else "")
                for rank, item in enumerate(findings, 1)
            ),
            answers=answers,
            rules=self.rules,
        )

    def unchanged(self, question: Question = LIST) -> None:
        """A 304, as the scan handles it."""
        findings, appearances = self.store.last_answer(question)
        snapshot = replace(self.snapshot({}, question), findings=findings, appearances=appearances, unchanged=True)
        self.store.record(snapshot, Comparison(states=findings), ())


def said(change: Change) -> str:
    return f"{change.kind.value} {change.finding[1]}"


def weeks(*answers: dict[str, str] | partial | Outcome, days: float = 7) -> list[list[str]]:
    """One question that lists everything there is, asked every `days`."""
    diary = Diary()
    changes = []
    for answer in answers:
        changes.append(diary.ask(answer))
        diary.later(days)
    diary.store.close()
    return changes
