"""crt.sh: names of machines under the practice's domain, as logs of certificates keep them for ever. https://crt.sh

Catalogue: registries_social_trail.md §5.2. One finding a machine: `clientportal.` or `nas.` in a certificate tells everybody
where to knock. Nothing can be taken out of the logs, and the overloaded service now and then answers with less than it
has: a stream, from which nothing is gone. The domain itself and its `www` are known anyway and are left out.
"""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

from checks import queries
from checks.errors import Partial
from checks.fetch import expect, fetch_json, words
from checks.hits import unread
from checks.model import Answers, Finding, Query, Question, Room
from checks.source import Ask, Settings, Source

NAME = "crtsh"
URL = "https://crt.sh/"
MOST = 200  # machines of one domain: more are names made by a program
_MACHINE = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    domain = queries.own_domain(query)
    if domain:
        yield Question(source=NAME, text=domain, tells=("page",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    params = {"q": f"%.{question.text}", "output": "json", "deduplicate": "Y"}
    _status, payload = await fetch_json(ask, URL, params)
    found = list(parse(payload, question.text))
    for finding in found[:MOST]:
        yield finding
    bad = sum(not _names(row) for row in payload)
    problems = [unread(bad, "certificates")] if bad else []
    if len(found) > MOST:
        problems.append(f"more than {MOST} machines")
    if problems:
        raise Partial("; ".join(problems))


def parse(payload: Any, domain: str) -> Iterator[Finding]:
    """The machines under `domain`, sorted. Certificates for mail hold addresses, which are no machines."""
    rows = expect(payload, list, "crt.sh")
    named = {name.strip().lower().removeprefix("*.") for row in rows for name in _names(row)}
    for machine in sorted(named - {domain, f"www.{domain}"}):
        if machine.endswith(f".{domain}") and len(machine) < 254 and _MACHINE.fullmatch(machine):
            yield _finding(machine)


def _names(row: Any) -> list[str]:
    """The names of one certificate, a line each."""
    return words(row, "name_value").splitlines() if isinstance(row, dict) else []


def _finding(machine: str) -> Finding:
    return Finding(
        source=NAME,
        key=machine,
        url=f"https://crt.sh/?q={machine}",
        title=f"A certificate names {machine}",
        facts={"same_as": (f"https://{machine}/",)},
        text=f"Certificates that anybody can look up name {machine}",
    )


SOURCE = Source(
    name=NAME,
    title="Certificate Transparency (crt.sh)",
    homepage="https://crt.sh",
    room=Room.TRAIL,
    tells=("page",),
    hosts=("crt.sh",),
    questions=questions,
    search=search,
    answers=Answers.STREAM,
    pace_seconds=10,
    cost="free",
)
