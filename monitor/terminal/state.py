"""How the installation stands: what is due, what failed, what waits, and every source."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from checks.checkup import due
from checks.model import Outcome
from checks.text import plain
from monitor.store import LEASE, MessageKind, MessageState
from monitor.terminal import removals
from monitor.terminal.screen import ROOMS, UNREAD, count, titled, when

if TYPE_CHECKING:
    from checks.source import Source
    from monitor.budget import Budget
    from monitor.service import Service
    from monitor.store import Health, Message

LATELY = timedelta(days=60)
ROUND = timedelta(hours=12)  # a scan takes minutes; questions asked this close together are of one round


def source_lines(
    sources: "Iterable[Source]",
    states: Mapping[str, str],
    health: "Iterable[Health]",
    zone: ZoneInfo,
    left_out: Sequence[str] = (),
) -> Iterable[str]:
    """By room, first those that are asked; two lines a source. `states`: why one is not asked."""
    sources, last = tuple(sources), _last(health)
    for room, heading in ROOMS.items():
        asked = [source for source in sources if source.room is room and source.name not in states]
        silent = [source for source in sources if source.room is room and source.name in states]
        yield f"{heading}: {len(asked)} of {count(len(asked) + len(silent), 'source')}"
        for source in asked:
            yield from _source(source, f"{_fared(last.get(source.name), zone)}; is told")
        if silent:
            yield "  Not asked:"
        for source in silent:
            yield from _source(source, f"{states[source.name]}{_where(source, states[source.name])}; would be told")
        yield ""
    yield from (f"{line[:1].upper()}{line[1:]}." for line in left_out)
    yield "[sources.NAME] in config.toml switches one on; with `enabled = false` in it, off."


def _source(source: "Source", how: str) -> Iterable[str]:
    yield f"  {source.name}: {titled(source)}{f'; {source.cost}' if source.cost else ''}"
    told = ", ".join(word.replace("_", " ") for word in source.tells)
    yield f"      {how}: {told or 'nothing'}"


def _where(source: "Source", state: str) -> str:
    return f" ({source.key_page})" if source.key_page and state.startswith("needs ") else ""


def _last(health: "Iterable[Health]") -> "dict[str, Health]":
    """Of each source the question that was put last."""
    last: dict[str, Health] = {}
    for item in health:
        before = last.get(item.question.source)
        if item.last_at and (before is None or before.last_at is None or item.last_at > before.last_at):
            last[item.question.source] = item
    return last


def _fared(item: "Health | None", zone: ZoneInfo) -> str:
    if item is None:
        return "not asked yet"
    if item.last_outcome is Outcome.SKIPPED:
        return f"on {when(item.last_at, zone)} not asked: {plain(item.reason)}"
    return f"last asked {when(item.last_at, zone)}: {item.last_outcome}"


def spent(budget: "Budget") -> str:
    """ "Brave Search: 212 of 1,000 questions this month, about $1.06 at the price it states"."""
    of = "" if budget.limit is None else f" of {budget.limit:,}"
    questions = "question" if budget.limit is None and budget.used == 1 else "questions"
    money = f", about ${budget.spent:,.2f} at the price it states" if any(s.price for s in budget.sources) else ""
    return (
        f"{' and '.join(source.title for source in budget.sources)}: {budget.used:,}{of} {questions} this month{money}"
    )


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
    yield from map(spent, (one for one in service.budgets() if service.uses(one)))
    yield from (f"  config.toml: {line}" for line in service.config.missing_secrets())
    untold = len(store.untold())
    yield f"Waiting for the next letter: {count(untold, 'change')}"
    yield from removals.in_short(service)
    looks = len(due(service.checkup(), service.clock.now()))
    yield f"Only you can look: {count(looks, 'question')} due in `footprint checkup`"
    yield from outbox_lines(store.messages(100), service.clock.now(), zone)


def outbox_lines(messages: "Iterable[Message]", now: datetime, zone: ZoneInfo) -> Iterable[str]:
    """What waits, and what was given up lately: why, and what becomes of it."""
    messages = tuple(messages)
    waiting = [each for each in messages if each.state is MessageState.QUEUED]
    yield f"Outbox: {count(len(waiting), 'letter')} not sent yet"
    for each in waiting:
        yield f"  {_which(each)}{_waits(each, now, zone)}"
    for each in messages:
        if each.state is MessageState.DEAD and now - each.created_at < LATELY:
            yield f"  {_which(each)} is not tried again: {plain(each.error)}. What it told stands in the next letter"


def _which(message: "Message") -> str:
    what = {MessageKind.LETTER: "letter", MessageKind.ALARM: "message of the day", MessageKind.NOTE: "note"}
    return f"{what[message.kind]} of {message.week}"


def _waits(message: "Message", now: datetime, zone: ZoneInfo) -> str:
    if message.leased_until and now < message.leased_until <= now + LEASE:
        return f": being sent; if that was broken off, again after {when(message.leased_until, zone)}"
    return f": {plain(message.error)}; next try {when(message.retry_at, zone)}" if message.error else ""
