"""How the installation stands: what is due, what failed, what waits, and every source."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from checks.model import Outcome
from checks.text import plain
from monitor.terminal.screen import UNREAD, count, when

if TYPE_CHECKING:
    from checks.source import Source
    from monitor.service import Service
    from monitor.store import Health

ROUND = timedelta(hours=12)  # a scan takes minutes; questions asked this close together are of one round


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
