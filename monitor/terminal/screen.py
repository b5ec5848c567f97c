"""Lines on a screen: one way there for all of them, and the words that several commands share."""

import textwrap
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console

from checks.model import ChangeKind, Exposure, Level, Outcome, Room, Severity
from checks.text import plain, printable

if TYPE_CHECKING:
    from checks.source import Source

SHAPES = {Severity.CRITICAL: "▲", Severity.HIGH: "●", Severity.MEDIUM: "◆", Severity.LOW: "○"}
KINDS = {
    ChangeKind.NEW: "new",
    ChangeKind.WORSE: "worse",
    ChangeKind.CHANGED: "changed",
    ChangeKind.BETTER: "better",
    ChangeKind.GONE: "gone",
    ChangeKind.RETURNED: "came back",
}
LEVELS = {Level.MINE: "you", Level.MAYBE: "maybe you", Level.NOT_ME: "somebody else"}
ROOMS = {
    Room.SEARCH: "What a client finds (recommendation 9)",
    Room.PROFILES: "What strangers see of your profiles (recommendation 2)",
    Room.TRAIL: "The trail you leave (recommendation 5)",
}
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
    """The one way of lines to the screen: whatever a stranger wrote in one cannot steer the terminal (promise 10).

    On a terminal what does not fit goes on below, further in than its line began; a pipe gets each line whole.
    """
    for line in lines:
        safe = printable(line)
        out.print(_folded(safe, out.width) if out.is_terminal and len(safe) > out.width else safe)


def _folded(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.fill(
        line,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )


def when(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%a %d %b %Y, %H:%M}" if moment else "never"


def titled(source: "Source") -> str:
    """Its title; of a plug-in also the package, since somebody else wrote it."""
    return f"{source.title} (plug-in {source.package})" if source.package else source.title


def count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shown(exposure: Exposure) -> str:
    """Its value in full, for her own screen; a phone number as people write it."""
    if exposure.kind != "personal_phone":
        return plain(exposure.value)
    from monitor.offers import spelt  # brings the tables of phone numbers along

    return spelt(exposure.value)
