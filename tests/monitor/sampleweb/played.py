"""Asks one played source without a wire, and lets the real sources read what it answers."""

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

from checks import catalog
from checks.errors import SourceError
from checks.model import Finding, Outcome
from checks.source import Reply, Request
from monitor.config import load
from monitor.sampleweb import persona
from monitor.sampleweb.asked import Asked
from monitor.sampleweb.server import played
from monitor.sampleweb.sources import brave, google_alerts

PLAYED = played()
SETTINGS = {"url": "http://searx.example", "api_key": brave.KEY, "feed_url": google_alerts.FEED}


def ask(module, path, *, week=1, turn=1, method="GET", headers=None, body=b"", **params):
    """The answer of one played source; a list as a parameter is said several times."""
    query = urlencode({name.rstrip("_"): value for name, value in params.items()}, doseq=True)
    url = f"https://{module.HOST}{path}{'?' if query else ''}{query}"
    asked = Asked(method=method, url=url, week=week, turn=turn, headers=headers or {}, body=body)
    return module.answer(asked)


def decoded(response):
    return json.loads(response.body)


@dataclass
class Wire:
    """Implements `checks.source.Ask`: the client's patience with `Retry-After` and redirects, and nothing else of it."""

    week: int
    settings: dict = field(default_factory=lambda: dict(SETTINGS))
    turns: int = 0

    async def __call__(self, request: Request) -> Reply:
        query = urlencode(request.params)
        url = f"{request.url}{'?' if query else ''}{query}"
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.turns += 1
        asked = Asked(
            method=request.method, url=url, week=self.week, turn=self.turns, headers=headers, body=request.body
        )
        response = PLAYED[url.split("/")[2]](asked)
        if response.status_code == 429 and "retry-after" in response.headers:
            return await self(request)
        if request.follow and response.status_code in (301, 302, 303, 307, 308):
            return await self(Request(url=response.headers["location"], headers=request.headers))
        return Reply(status=response.status_code, url=url, headers=dict(response.headers), body=bytes(response.body))


@dataclass(frozen=True)
class Read:
    outcome: Outcome
    reason: str
    findings: tuple[Finding, ...]


async def read(source, question, week) -> Read:
    """What the real source makes of the played answer."""
    findings, outcome, reason = [], Outcome.COMPLETE, ""
    try:
        async for finding in source.search(question, Wire(week=week)):
            findings.append(finding)  # noqa: PERF401 what came before a failure counts
    except SourceError as error:
        outcome, reason = error.outcome, str(error)
    return Read(outcome, reason, tuple(findings))


def subject(folder):
    """The fictional clinician, through the real configuration."""
    path = folder / "config.toml"
    path.write_text(persona.config("http://127.0.0.1:8765"), encoding="utf-8")
    path.chmod(0o600)
    return load(path, catalog.names()).subject
