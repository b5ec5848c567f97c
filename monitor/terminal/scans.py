"""What a scan will ask, how far it is, and what it brought."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from checks.model import Change, Judged, Outcome, Severity
from checks.queries import TURNS
from checks.text import plain
from monitor.terminal.findings import finding_line, room_of
from monitor.terminal.screen import KINDS, ROOMS, UNREAD, console, count, titled

if TYPE_CHECKING:
    from monitor.scan import Plan, Planned, Step


def plan_lines(plan: "Plan", private: int) -> Iterable[str]:
    """The exact words of every question, to whom they go, and what stays here."""
    yield from question_lines(plan.asked)
    if plan.waiting:
        yield "Waiting for your yes, so not sent:"
        yield from question_lines(plan.waiting)
    for missing in plan.unasked:
        yield f"{missing.source.title}: not asked; {missing.reason}"
    yield from _later(plan)
    number = sum(len(planned.questions) for planned in plan.asked)
    yield ""
    yield f"{count(number, 'question')} to {count(sum(bool(planned.questions) for planned in plan.asked), 'place')}."
    yield f"Never sent: {count(private, 'private fact')} in your configuration; they are compared on this machine."


def _later(plan: "Plan") -> Iterable[str]:
    """What waits for its turn: the same question about one site, or a few, after another."""
    for planned in plan.asked:
        waiting = Counter(question.rota for question in plan.in_turn if question.source == planned.source.name)
        for rota, number in waiting.items():
            yield (
                f"{planned.source.title}, in later weeks, {TURNS} a week: {count(number, 'more question')} about {rota}, "
                "each with your name and `site:`; `footprint scan --plan --json` lists them"
            )


def question_lines(asked: "Iterable[Planned]") -> Iterable[str]:
    for planned in asked:
        if planned.left_out:
            yield f"{titled(planned.source)}: {count(len(planned.left_out), 'question')} not asked; {planned.why}"
        if not planned.questions:
            continue
        yield f"{titled(planned.source)} → {', '.join(planned.recipients)}"
        for question in planned.questions:
            yield f"    {question.text}    (tells: {', '.join(word.replace('_', ' ') for word in question.tells)})"


class ScanProgress:
    """Sources done of all, what was found, what could not be asked; on stderr, one line a source where it is no terminal."""

    def __init__(self, plan: "Plan") -> None:
        self._titles = {planned.source.name: planned.source.title for planned in plan.asked}
        self._console = console(error=True)
        self._done = 0
        self._found: set[tuple[str, str]] = set()
        self._unread: Counter[str] = Counter()
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.completed}/{task.total} sources"),
            BarColumn(),
            TextColumn("{task.description}"),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("asking …", total=len(self._titles))

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def tell(self, step: "Step") -> None:
        source = step.snapshot.question.source
        self._found.update(finding.id for finding in step.snapshot.findings)
        if step.snapshot.outcome is not Outcome.COMPLETE:
            self._unread[source] += 1
        self._done += step.source_done
        unread = f", {count(sum(self._unread.values()), 'question')} not fully answered" if self._unread else ""
        self._bar.update(
            self._task, completed=self._done, description=f"{count(len(self._found), 'page')} seen{unread}"
        )
        if step.source_done and not self._console.is_terminal:
            note = f", {count(self._unread[source], 'question')} not fully answered" if self._unread[source] else ""
            self._console.print(f"{self._done}/{len(self._titles)} {self._titles[source]}{note}")


def scan_lines(
    steps: "Sequence[Step]", told: Sequence[tuple[Change, Judged]], first: Sequence[Judged]
) -> Iterable[str]:
    """What is new, by recommendation; then what could not be read, by source."""
    for room, title in ROOMS.items():
        mine = [(change, judged) for change, judged in told if room_of(judged) is room]
        if mine:
            yield title
            yield from (f"  {KINDS[change.kind]:<10} {finding_line(judged)}" for change, judged in mine)
            yield ""
    if first:
        words = Counter(judged.severity.word for judged in first)
        yield f"First look: {count(len(first), 'finding')} about you or maybe about you ({_tally(words)}). They were there before we looked."
        worst = sorted(first, key=lambda judged: -judged.severity)[:5]
        yield from (f"  {finding_line(judged)}" for judged in worst)
        yield ""
    answered = sum(step.snapshot.outcome is Outcome.COMPLETE for step in steps)
    yield f"{answered} of {count(len(steps), 'question')} fully answered; {count(len(told), 'change')}."
    reasons = dict.fromkeys(
        (step.snapshot.question.source, step.snapshot.outcome, step.snapshot.reason) for step in steps
    )
    yield from (
        f"  {source}: {UNREAD[outcome]}: {plain(reason)}" for source, outcome, reason in reasons if outcome in UNREAD
    )


def _tally(words: Counter[str]) -> str:
    order = [severity.word for severity in sorted(Severity, reverse=True)]
    return ", ".join(f"{words[word]} {word}" for word in order if words[word])


def step_json(step: "Step") -> dict[str, Any]:
    """For scripts: outcomes and counts, no values of people."""
    snapshot = step.snapshot
    return {
        "source": snapshot.question.source,
        "question": snapshot.question.text,
        "taken_at": snapshot.taken_at.isoformat(),
        "outcome": snapshot.outcome.value,
        "reason": snapshot.reason,
        "findings": len(snapshot.findings),
        "changes": [{"kind": change.kind.value, "detail": change.detail} for change in step.changes],
    }
