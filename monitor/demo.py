"""The whole product on a fictional clinician: five weeks against the sample web, through the same code as the daemon's."""

import asyncio
import os
import shlex
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from checks.checkup import Answer
from checks.errors import FootprintError
from checks.model import ChangeKind, Level, Outcome, Severity, Verdict
from monitor import home
from monitor.clock import SteppedClock
from monitor.sampleweb import persona
from monitor.sampleweb.server import SampleWeb
from monitor.scan import Step
from monitor.service import Service
from monitor.store import Message
from monitor.terminal import screen

WEEKS = 5
START = datetime(2026, 10, 19, 15, 0, tzinfo=UTC)  # a Monday morning in Portland
MARK = ".footprint-demo"  # only a folder that a demo made is cleared by the next


def run(folder: Path, version: str, *, all_sources: bool = False) -> None:
    """Scan and write week by week; the letters lie in `folder`, the last one is printed."""
    out, err = screen.console(), screen.console(error=True)
    where = _fresh(folder)
    clock = SteppedClock(START)
    with SampleWeb(week=1) as web, key_in_environment():
        (where / "home").mkdir(mode=0o700)
        config = home.config_path(where / "home")
        config.write_text(persona.config(web.url, everything=all_sources), encoding="utf-8")
        config.chmod(0o600)
        with Service.open(where / "home", clock=clock, version=version) as service:
            service.approve()
            service.store.set_due("week", clock.now())
            answers: Counter[str] = Counter()
            for week in range(1, WEEKS + 1):
                web.week = week
                steps = asyncio.run(_one_week(service, where, week))
                err.print(_summary(week, steps))
                answers.update(step.snapshot.outcome for step in steps)
                _decide(service, week)
                clock.jump((service.store.due("week") or clock.now()) - clock.now())
            last = (where / f"week-{WEEKS}.txt").read_text(encoding="utf-8")
    out.print(last)
    err.print(f"Answers: {', '.join(f'{answers[outcome]} {outcome}' for outcome in Outcome if answers[outcome])}.")
    err.print(f"Letters of {WEEKS} weeks: {folder}/week-1.html to week-{WEEKS}.html (also .txt and .eml).")
    err.print(f"Look around: FOOTPRINT_HOME={shlex.quote(str(folder / 'home'))} footprint show")
    err.print(f"{len(web.requests)} requests, all to this machine; nothing left it.")


async def _one_week(service: Service, where: Path, week: int) -> tuple[Step, ...]:
    steps: list[Step] = []

    def into_folder(message: Message) -> None:
        _write(where / f"week-{week}", message.body)

    await service.tick(send=into_folder, tell=steps.append)
    return tuple(steps)


def _write(stem: Path, raw: bytes) -> None:
    """The letter as it would have been sent, and its two parts for reading."""
    stem.with_suffix(".eml").write_bytes(raw)
    message = message_from_bytes(raw, policy=policy.default)
    for kind, suffix in (("plain", ".txt"), ("html", ".html")):
        part = message.get_body(preferencelist=(kind,))
        if part is not None:
            stem.with_suffix(suffix).write_text(part.get_content(), encoding="utf-8")


def _summary(week: int, steps: tuple[Step, ...]) -> str:
    changes = [change.kind for step in steps for change in step.changes]
    told = ", ".join(f"{changes.count(kind)} {screen.KINDS[kind]}" for kind in ChangeKind if kind in changes)
    unread = sum(step.snapshot.outcome != "complete" for step in steps)
    return (
        f"Week {week}: {screen.count(len(steps), 'question')} asked, {unread} not fully answered; {told or 'no change'}"
    )


def _decide(service: Service, week: int) -> None:
    """What the clinician does after her first letter: she asks the people-search site to remove her, and looks at what
    the letter asked her to look at; one thing still needs doing."""
    if week != 1:
        return
    for item, answer in (("venmo_payments", Answer.TO_DO), ("venmo_friends", Answer.FINE), ("calendars", Answer.FINE)):
        service.answer_checkup(item, answer)
    critical = [
        item.id
        for item in service.findings()
        if item.severity is Severity.CRITICAL and item.match.level is not Level.NOT_ME
        and any(exposure.kind == "home_address_people_search" for exposure in item.exposures)
    ]  # fmt: skip
    service.decide(critical, Verdict.REQUESTED)


def _fresh(folder: Path) -> Path:
    """An empty folder; one that an earlier demo made is cleared, anything else is left alone."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise FootprintError(f"{folder} holds other files: say --folder with a new name")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)  # the folder she stands in cannot be removed, only emptied
    (folder / MARK).touch()
    return folder


@contextmanager
def key_in_environment() -> Iterator[None]:
    """The sample web's key for its paid engine, as a clinician would set hers."""
    os.environ |= {persona.KEY_VARIABLE: persona.KEY, persona.FEED_VARIABLE: persona.FEED}
    try:
        yield
    finally:
        for name in (persona.KEY_VARIABLE, persona.FEED_VARIABLE):
            os.environ.pop(name, None)
