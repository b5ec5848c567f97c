"""How results look in a terminal. Everything strangers wrote is plain text here: no markup, no control characters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from checks.brokers import broker
from checks.model import Change, ChangeKind, Finding, Judged, Level, Outcome, Room, Severity
from checks.text import host_of, plain, printable
from reports import wording

if TYPE_CHECKING:
    from checks.source import Source
    from monitor.scan import Plan, Step
    from monitor.service import Service
    from monitor.store import Health

ROOMS = {
    Room.SEARCH: "What a client finds (recommendation 9)",
    Room.PROFILES: "What strangers see of your profiles (recommendation 2)",
    Room.TRAIL: "The trail you leave (recommendation 5)",
}
SHAPES = {Severity.CRITICAL: "▲", Severity.HIGH: "●", Severity.MEDIUM: "◆", Severity.LOW: "○"}
KINDS = {
    ChangeKind.NEW: "new",
    ChangeKind.WORSE: "worse",
    ChangeKind.CHANGED: "changed",
    ChangeKind.BETTER: "better",
    ChangeKind.GONE: "gone",
    ChangeKind.RETURNED: "back again",
}
ROUND = timedelta(hours=12)  # a scan takes minutes; questions asked this close together are of one round
LEVELS = {Level.MINE: "you", Level.MAYBE: "maybe you", Level.NOT_ME: "somebody else"}
UNREAD = {
    Outcome.PARTIAL: "partly read",
    Outcome.BLOCKED: "refused",
    Outcome.UNREACHABLE: "no answer",
    Outcome.UNREADABLE: "not readable",
    Outcome.SKIPPED: "not asked",
}


def console(*, error: bool = False) -> Console:
    """A pipe gets no colour and no wrapping; NO_COLOR is obeyed by rich itself."""
    made = Console(stderr=error, highlight=False, markup=False, emoji=False)
    made.soft_wrap = not made.is_terminal
    return made


def say(out: Console, lines: Iterable[str]) -> None:
    """The one way of lines to the screen: whatever a stranger wrote in one cannot steer the terminal (promise 10)."""
    for line in lines:
        out.print(printable(line))


def when(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%a %d %b %Y, %H:%M}" if moment else "never"


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def plan_lines(plan: "Plan", private: int) -> Iterable[str]:
    """The exact words of every question, to whom they go, and what stays here."""
    for planned in plan.asked:
        hosts = ", ".join(planned.settings.get("url", host) if host == "url" else host for host in planned.source.hosts)
        yield f"{planned.source.title} → {hosts}"
        for question in planned.questions:
            yield f"    {question.text}    (tells: {', '.join(word.replace('_', ' ') for word in question.tells)})"
    for missing in plan.unasked:
        yield f"{missing.source.title}: not asked; {missing.reason}"
    number = sum(len(planned.questions) for planned in plan.asked)
    yield ""
    yield f"{count(number, 'question')} to {count(len(plan.asked), 'place')}."
    yield f"Never sent: {count(private, 'private fact')} in your configuration; they are compared on this machine."


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


def room_of(judged: Judged) -> Room:
    """The room that a finding is told in: that of its worst exposure's first recommendation."""
    worst = max(judged.exposures, key=lambda exposure: exposure.severity, default=None)
    first = worst.recommendations[0] if worst and worst.recommendations else 9
    return next((room for room in Room if room.recommendation == first), Room.SEARCH)


def finding_line(judged: Judged) -> str:
    worst = max(judged.exposures, key=lambda exposure: exposure.severity, default=None)
    what = wording.kind(worst.kind, worst.title) if worst else plain(judged.finding.title)
    shown = f" ({worst.masked})" if worst and worst.masked else ""
    sure = "" if judged.match.level is Level.MINE else f" — {LEVELS[judged.match.level]}"
    place = host_of(judged.finding.url) or judged.finding.source
    return f"{SHAPES[judged.severity]} {judged.severity.word}: {what}{shown}, {place}{sure}  [No. {judged.id}]"


def findings_table(findings: Iterable[Judged], zone: ZoneInfo) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("No.", "severity", "who", "what and where", "seen", "said"):
        table.add_column(name, overflow="fold", justify="right" if name == "No." else "left")
    for judged in sorted(findings, key=lambda item: (item.gone_at is not None, -item.severity, item.id)):
        worst = max(judged.exposures, key=lambda exposure: exposure.severity, default=None)
        table.add_row(
            str(judged.id),
            f"{SHAPES[judged.severity]} {judged.severity.word}",
            LEVELS[judged.match.level],
            Text(
                printable(
                    f"{wording.kind(worst.kind, worst.title) if worst else plain(judged.finding.title)}\n"
                    f"{host_of(judged.finding.url) or judged.finding.source}"
                )
            ),
            f"gone {judged.gone_at.astimezone(zone):%d %b}"
            if judged.gone_at
            else f"{judged.last_seen.astimezone(zone):%d %b}",
            judged.decision.verdict.replace("_", " ") if judged.decision else "",
        )
    return table


def finding_page(
    judged: Judged, changes: Sequence[Change], sightings: Sequence[tuple[datetime, datetime, Finding]], zone: ZoneInfo
) -> Iterable[str]:
    """Facts, evidence for and against, what it gives away, history, what to do."""
    finding = judged.finding
    yield f"No. {judged.id}  {plain(finding.title)}"
    yield f"  {finding.url}"
    yield f"  {LEVELS[judged.match.level]} ({_sure(judged)})"
    if judged.decision:
        yield f"  you said: {judged.decision.verdict.replace('_', ' ')}, {when(judged.decision.at, zone)}"
    yield ""
    yield "Why we think so"
    yield from (
        f"  {'+' if e.bits > 0 else '−'} {e.words}" for e in sorted(judged.match.evidence, key=lambda e: -e.bits)
    )
    yield ""
    yield "What it gives away (shown in full: this is your own screen)"
    if not judged.exposures:
        yield "  none of the things that we look for, in what we could read of it"
    for exposure in judged.exposures:
        yield f"  {SHAPES[exposure.severity]} {exposure.severity.word}: {wording.kind(exposure.kind, exposure.title)}{f': {plain(exposure.value)}' if exposure.value else ''}"
        yield f"      why it matters: {wording.why(exposure.why)}"
        yield f"      what to do: {exposure.action}"
        if exposure.kind in wording.REMOVED_BY_SITE:
            yield f"      what not to do: {wording.with_care(exposure.kind)}"
            if (site := broker(host_of(finding.url))) and site.opt_out_url:
                yield f"      opt-out page of {site.name}: {site.opt_out_url}"
    yield ""
    yield "What it says"
    yield from (
        f"  {name.replace('_', ' ')}: {'; '.join(map(plain, values))}" for name, values in sorted(finding.facts.items())
    )
    yield from (f"  {plain(line)}" for line in finding.text.splitlines())
    yield ""
    yield "History"
    yield f"  first seen {when(judged.first_seen, zone)}; last seen {when(judged.last_seen, zone)}"
    spans = [(since, 1, f"  {_span(since, until, zone)}") for since, until, _state in sightings]
    events = [(c.at, 0, f"  {when(c.at, zone)}: {KINDS[c.kind]}{f': {c.detail}' if c.detail else ''}") for c in changes]
    yield from (line for *_, line in sorted([*spans, *events]))
    if judged.gone_at:
        yield f"  confirmed gone {when(judged.gone_at, zone)}"
    yield ""
    yield f"footprint mark {judged.id} mine | not-me | unsure | accepted | requested | denied"


def _sure(judged: Judged) -> str:
    """Never quite certain, either way: the evidence is what strangers wrote, and a sum of small hints is no proof."""
    likely = min(max(judged.match.probability, 0.01), 0.99)
    if judged.match.level is Level.MAYBE and likely > 0.9 and not judged.decision:
        return "much fits, but not enough to be sure"
    return f"by the evidence alone {likely:.0%} likely"


def _span(since: datetime, until: datetime, zone: ZoneInfo) -> str:
    first, last = when(since, zone), when(until, zone)
    return f"{first}: read" if first == last else f"{first} to {last}: read, the same each time"


def source_lines(
    sources: "Iterable[Source]", states: dict[str, str], health: "Iterable[Health]", zone: ZoneInfo
) -> Iterable[str]:
    """Two lines a source: what it is told and whether it is asked; when, and how that ended."""
    last: dict[str, Health] = {}
    for item in health:
        before = last.get(item.question.source)
        if item.last_at and (before is None or before.last_at is None or item.last_at > before.last_at):
            last[item.question.source] = item
    for source in sources:
        told = ", ".join(word.replace("_", " ") for word in source.tells)
        yield f"{source.name}: {source.title}, {source.room} (recommendation {source.room.recommendation}); is told: {told}"
        state = f"not asked: {states[source.name]}" if source.name in states else "asked every week"
        fared = last.get(source.name)
        ended = f"; last asked {when(fared.last_at, zone)}: {fared.last_outcome}" if fared else ""
        yield f"    {state}{ended}{f'; cost: {source.cost}' if source.cost else ''}"


def status_lines(service: "Service") -> Iterable[str]:
    """What is due, what failed, what waits; in that order."""
    zone, store = service.zone, service.store
    if not service.approved:
        yield "Nothing was asked yet: `footprint scan` shows what would be sent and waits for your yes."
    else:
        yield f"Next scan and letter: {when(store.due('week'), zone)} (while `footprint daemon` runs)"
    health = store.health()
    asked = [item for item in health if item.last_at]
    newest = max((item.last_at for item in asked if item.last_at), default=None)
    yield f"Last question asked: {when(newest, zone)}; {count(len(asked), 'question')} on file"
    # Of the last round only: a follow-up question that is not asked any more failed long ago and matters no longer.
    round_ = [item for item in asked if item.last_at and newest and newest - item.last_at < ROUND]
    failing = [item for item in round_ if item.last_outcome is not Outcome.COMPLETE]
    yield f"Not fully answered last time: {len(failing)}"
    yield from dict.fromkeys(
        f"  {item.question.source}: {UNREAD.get(item.last_outcome or Outcome.COMPLETE, '')}: {plain(item.reason)}; "
        f"last full answer {when(item.last_complete, zone)}"
        for item in failing
    )
    yield from (f"  config.toml: {line}" for line in service.config.missing_secrets())
    untold = len(store.untold())
    yield f"Waiting for the next letter: {count(untold, 'change')}"
    waiting = [message for message in store.messages(52) if message.state != "sent"]
    yield f"Outbox: {count(len(waiting), 'letter')} not sent yet"
    for message in waiting:
        error = f": {plain(message.error)}; next try {when(message.retry_at, zone)}" if message.error else ""
        yield f"  letter of {message.week}{error}"


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
