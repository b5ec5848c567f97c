"""Lives through the sample web's weeks once and keeps what there was to see."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from checks.model import Disclosure, Level, Verdict
from monitor import home
from monitor.clock import SteppedClock
from monitor.demo import START, key_in_environment
from monitor.sampleweb import persona, world
from monitor.sampleweb.server import Received, SampleWeb
from monitor.scan import Step
from monitor.service import Service


@dataclass
class Diary:
    home: Path
    told: dict[int, list[tuple[str, str]]] = field(default_factory=dict)  # week → (kind, key) of what is hers or may be
    steps: dict[int, list[Step]] = field(default_factory=dict)
    letters: dict[int, bytes] = field(default_factory=dict)
    requests: list[Received] = field(default_factory=list)
    disclosures: tuple[Disclosure, ...] = ()
    database: bytes = b""
    again: list[str] = field(default_factory=list)


def live_through(folder: Path) -> Diary:
    diary, clock = Diary(home=folder), SteppedClock(START)
    with SampleWeb() as web, key_in_environment():
        config = home.config_path(folder)
        config.write_text(persona.config(web.url), encoding="utf-8")
        config.chmod(0o600)
        with Service.open(folder, clock=clock) as service:
            service.approve()
            service.store.set_due("week", clock.now())
            for week in world.WEEKS:
                web.week = week
                _one_week(diary, service, week)
                clock.jump(service.store.due("week") - clock.now())
            clock.jump(timedelta(days=-6))
            steps = asyncio.run(service.scan(service.plan()))
            diary.again = [change.kind.value for step in steps for change in step.changes]
            diary.disclosures = service.store.disclosures(START - timedelta(days=1))
        diary.requests = web.requests
    diary.database = b"".join(path.read_bytes() for path in folder.glob("footprint.sqlite3*"))
    return diary


def _one_week(diary: Diary, service: Service, week: int) -> None:
    def keep(message) -> None:
        diary.letters[week] = message.body

    steps: list[Step] = []
    asyncio.run(service.tick(send=keep, tell=steps.append))
    diary.steps[week] = steps
    hers = {item.finding.id for item in service.findings() if item.match.level is not Level.NOT_ME}
    diary.told[week] = [
        (change.kind.value, change.finding[1]) for step in steps for change in step.changes if change.finding in hers
    ]
    if week == 1:
        service.decide([item.id for item in service.findings() if item.finding.key == world.BROKER], Verdict.REQUESTED)
