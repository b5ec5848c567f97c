"""Findings on the screen: one line each, all in a table, or one with everything about it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from checks.model import Change, Decision, Finding, Judged, Level, Room, Verdict
from checks.text import host_of, plain, printable
from monitor.terminal.screen import KINDS, LEVELS, SHAPES, shown, when
from reports import removals, waterfall, wording


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
    judged: Judged,
    changes: Sequence[Change],
    sightings: Sequence[tuple[datetime, datetime, Finding]],
    zone: ZoneInfo,
    *,
    answers: Sequence[Decision] = (),
    removal: Sequence[str] = (),
) -> Iterable[str]:
    """Facts, evidence for and against, what it gives away, history, what to do. `answers`: all that she said of it."""
    finding = judged.finding
    yield f"No. {judged.id}  {plain(finding.title)}"
    yield f"  {finding.url}"
    yield from (f"  {line}" for line in _whose(judged, zone))
    yield ""
    yield "Why we think so (1 or 2 bits are weak, 3 to 5 medium, 6 and more strong)"
    yield from (f"  {line}" for line in waterfall.lines(judged.match))
    yield ""
    yield "What it gives away (shown in full: this is your own screen)"
    if not judged.exposures:
        yield "  none of the things that we look for, in what we could read of it"
    for exposure in judged.exposures:
        yield f"  {SHAPES[exposure.severity]} {exposure.severity.word}: {wording.kind(exposure.kind, exposure.title)}{f': {shown(exposure)}' if exposure.value else ''}"
        yield f"      why it matters: {wording.why(exposure.why)}"
        yield f"      what to do: {exposure.action}"
        if exposure.kind in wording.REMOVED_BY_SITE and not removals.site_of(judged):
            yield f"      what not to do: {removals.with_care(exposure.kind, None)}"
    yield ""
    if removal:
        yield "Having it removed"
        yield from (f"  {line}" for line in removal)
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
    said = [(answer.at, 2, f"  {when(answer.at, zone)}: {_said(answer)}") for answer in answers]
    yield from (line for *_, line in sorted([*spans, *events, *said], key=lambda entry: entry[:2]))
    if judged.gone_at:
        yield f"  confirmed gone {when(judged.gone_at, zone)}"
    yield ""
    yield f"footprint mark {judged.id} mine | not-me | unsure | accepted | requested | denied"


def _said(answer: Decision) -> str:
    words = answer.verdict.replace("_", " ")
    if answer.verdict is Verdict.REQUESTED:
        words = f"removal asked for{removals.attempt(answer)}"
    if answer.verdict is Verdict.DENIED:
        words = "removal refused"
    return f"you said: {words}{f' (of No. {answer.spread_from})' if answer.spread_from else ''}"


def _whose(judged: Judged, zone: ZoneInfo) -> Iterable[str]:
    """Whose it is: by her word if she gave it, else by the evidence."""
    said = judged.decision
    if said is None:
        yield f"{LEVELS[judged.match.level]}: by the evidence alone {waterfall.likely(judged.match)}"
        return
    yield f"you said: {said.verdict.replace('_', ' ')}, {when(said.at, zone)}{_of_which(judged)}"
    yield f"by the evidence alone: {waterfall.likely(judged.match)}"


def _of_which(judged: Judged) -> str:
    said = judged.decision
    if said is None or not said.spread_from:
        return ""
    return f" of No. {said.spread_from}, and your answer holds for this one too"


def _span(since: datetime, until: datetime, zone: ZoneInfo) -> str:
    first, last = when(since, zone), when(until, zone)
    return f"{first}: read" if first == last else f"{first} to {last}: read, the same each time"
