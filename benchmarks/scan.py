"""How much of a weekly scan is waiting that nobody can avoid: `python benchmarks/scan.py [--speed 1] [--seed 7] [--json FILE]`

The sample web plays every source for the fictional clinician from a process of its own, and each answer takes a time of
a real one: lognormal, median 300 ms, one in thirty ten times that, seeded. A first look is taken on a stepped clock, where
waiting takes no time; what is measured is the scan of the week after it, with its follow-up questions, on the real clock:

- wall: seconds of `Service.scan`, everything included: planning aside, the store, judging, the ledger.
- bound: the longest chain that pacing and latency alone force, worked out from what was sent. Of a host: its answers take
  their times one after the other (one connection), and between two lies the pace of the source that asked the first. Of a
  source: its questions are put one after the other. No client with the same manners can be faster. Reach: wall ≤ 1.15 × bound.
- idle bound: the same without latency, to see which of the two a chain is made of.
- cpu: seconds of this process during the scan (the sample web's are not in it); peak: its largest resident size, in MiB.

`--speed 10` divides every pace and every latency by ten: for a quick look, and to see our own work ten times larger.
"""

import argparse
import asyncio
import itertools
import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from checks import catalog
from monitor import home
from monitor.client import Asking
from monitor.clock import SteppedClock, SystemClock
from monitor.demo import key_in_environment
from monitor.sampleweb import persona
from monitor.sampleweb.server import SampleWeb
from monitor.service import Service

MEDIAN_SECONDS, SPREAD = 0.3, 0.6  # of the lognormal: half of the answers lie between 0.2 and 0.45 s
SLOW_ONE_IN, SLOWER = 30, 10
REACH = 1.15
SHOWN = 6  # chains in the table


class SlowWeb(SampleWeb):
    """Takes its time for every answer, once it is told to, and remembers how much, by host and in order."""

    def __init__(self, seed: int, speed: float) -> None:
        super().__init__()
        self.is_slow, self.taken = False, defaultdict(list)
        self._seed, self._speed = seed, speed

    async def _serve(self, scope, receive, send) -> None:
        if self.is_slow:
            host = scope["raw_path"].decode("latin-1").split("/")[2]
            seconds = self._latency(host, len(self.taken[host]))
            self.taken[host].append(seconds)
            await asyncio.sleep(seconds)
        await super()._serve(scope, receive, send)

    def _latency(self, host: str, number: int) -> float:
        """The same for the same request of a host, in whatever order the hosts are asked."""
        chance = random.Random(f"{self._seed} {host} {number}")
        seconds = chance.lognormvariate(math.log(MEDIAN_SECONDS), SPREAD)
        return seconds * (SLOWER if chance.randrange(SLOW_ONE_IN) == 0 else 1) / self._speed


def serve(seed: int, speed: float) -> None:
    """Says its address, is slow after the first line it reads, and says at the second what it took."""
    with SlowWeb(seed, speed) as web:
        print(web.url, flush=True)
        sys.stdin.readline()
        web.is_slow = True
        sys.stdin.readline()
    print(json.dumps(web.taken), flush=True)


class Server:
    """The sample web in a process of its own."""

    def __init__(self, seed: int, speed: float) -> None:
        words = [sys.executable, __file__, "--serve", "--seed", str(seed), "--speed", str(speed)]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self._process.stdout.readline().strip()

    def go_on(self) -> None:
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def stop(self) -> dict[str, list[float]]:
        self.go_on()
        return json.loads(self._process.communicate(timeout=60)[0])


@contextmanager
def paced(speed: float) -> Iterator[None]:
    """Every source with its pace divided."""
    before = catalog.SOURCES
    catalog.SOURCES = tuple(replace(source, pace_seconds=source.pace_seconds / speed) for source in before)
    try:
        yield
    finally:
        catalog.SOURCES = before


@contextmanager
def noted(sent: list[tuple[str, str, float]]) -> Iterator[None]:
    """Writes down (source, host, pace) of every request that is about to be sent."""
    attempt = Asking._attempt  # noqa: SLF001 the one place that all requests pass

    async def and_note(self, method, url, headers, body, pace):
        sent.append((self._source.name, url.split("/")[2], pace))
        return await attempt(self, method, url, headers, body, pace)

    Asking._attempt = and_note  # noqa: SLF001
    try:
        yield
    finally:
        Asking._attempt = attempt  # noqa: SLF001


def chains(sent: list[tuple[str, str, float]], taken: dict[str, list[float]]) -> dict[str, tuple[float, float, int]]:
    """By host and by source: seconds of pacing and latency, of pacing alone, and requests."""
    answers = {host: iter(seconds) for host, seconds in taken.items()}
    lines = defaultdict(list)
    for source, host, pace in sent:
        seconds = next(answers.get(host, iter(())), 0.0)
        lines[f"host {host}"].append((host, pace, seconds))
        lines[f"source {source}"].append((host, pace, seconds))
    return {name: _length(line) for name, line in lines.items()}


def _length(line: list[tuple[str, float, float]]) -> tuple[float, float, int]:
    gaps = sum(pace for (host, pace, _), (after, *_) in itertools.pairwise(line) if host == after)
    return gaps + sum(seconds for *_, seconds in line), gaps, len(line)


def scan(folder: Path, clock, *, first: bool) -> tuple[float, float, int, dict[str, int]]:
    """Wall and CPU seconds of one scan, its questions, and how they ended."""
    with Service.open(folder, clock=clock) as service:
        if first:
            service.approve()
        plan = service.plan()
        began, worked = time.perf_counter(), time.process_time()
        steps = asyncio.run(service.scan(plan))
        wall, cpu = time.perf_counter() - began, time.process_time() - worked
    ended = defaultdict(int)
    for step in steps:
        ended[step.snapshot.outcome.value] += 1
    return wall, cpu, len(steps), dict(ended)


def measure(seed: int, speed: float) -> dict:
    server, sent = Server(seed, speed), []
    with tempfile.TemporaryDirectory() as name, key_in_environment(), paced(speed):
        folder = Path(name)
        config = home.config_path(folder)
        config.write_text(persona.config(server.url, everything=True), encoding="utf-8")
        config.chmod(0o600)
        scan(folder, SteppedClock(datetime.now(UTC) - timedelta(days=7)), first=True)
        server.go_on()
        with noted(sent):
            wall, cpu, questions, ended = scan(folder, SystemClock(), first=False)
    found = chains(sent, server.stop())
    bound = max(length for length, *_ in found.values())
    return {
        "seed": seed,
        "speed": speed,
        "sources": len({source for source, *_ in sent}),
        "questions": questions,
        "requests": len(sent),
        "outcomes": ended,
        "wall_seconds": round(wall, 2),
        "bound_seconds": round(bound, 2),
        "idle_bound_seconds": round(max(gaps for _, gaps, _ in found.values()), 2),
        "ratio": round(wall / bound, 3),
        "reach": REACH,
        "cpu_seconds": round(cpu, 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "longest": {
            name: {"seconds": round(length, 2), "of_which_pacing": round(gaps, 2), "requests": number}
            for name, (length, gaps, number) in sorted(found.items(), key=lambda item: -item[1][0])[:SHOWN]
        },
    }


def table(figures: dict) -> Iterator[str]:
    yield f"{figures['sources']} sources, {figures['questions']} questions, {figures['requests']} requests; {figures['outcomes']}"
    yield f"wall   {figures['wall_seconds']:8.1f} s   {figures['ratio']:.2f} × the bound (reach {figures['reach']})"
    yield f"bound  {figures['bound_seconds']:8.1f} s   pacing alone {figures['idle_bound_seconds']:.1f} s"
    yield f"cpu    {figures['cpu_seconds']:8.1f} s"
    yield f"peak   {figures['peak_mib']:8.1f} MiB"
    for name, chain in figures["longest"].items():
        yield f"  {chain['seconds']:8.1f} s  {name}: {chain['requests']} requests, {chain['of_which_pacing']:.1f} s of pacing"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--speed", type=float, default=1.0)
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.serve:
        serve(said.seed, said.speed)
        return
    figures = measure(said.seed, said.speed)
    print("\n".join(table(figures)))
    written = json.dumps(figures, indent=2)
    if said.json:
        said.json.write_text(written + os.linesep, encoding="utf-8")
    else:
        print(written)


if __name__ == "__main__":
    main()
