"""A web on loopback that says, byte for byte, what a test wants, and what it takes to ask it."""

import asyncio
import inspect
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from checks.model import Question, Room, Validators
from checks.source import Source
from monitor.client import Client
from monitor.clock import SteppedClock

START = datetime(2026, 10, 19, 15, 0, tzinfo=UTC)
HOSTS = ("a.example", "b.example", "c.example", "d.example")


def http(status=200, body=b"", *, head=(), length=True):
    """An answer; `head` holds pairs, `length=False` leaves the end to the closing of the connection."""
    lines = [f"HTTP/1.1 {status} Said"]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    lines += [f"{name}: {value}" for name, value in head]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def moved(location, status=302):
    return http(status, head=[("Location", location)])


@dataclass
class Arrival:
    method: str
    target: str
    headers: dict
    at: float
    body: bytes = b""


@dataclass
class Web:
    """`answers` are said in turn, the last one for ever: bytes, or a function of the arrival that gives bytes.

    After each answer with `b"Connection: close"`, or without a length, the connection is closed. None closes it unsaid.
    """

    clock: SteppedClock
    answers: list = field(default_factory=lambda: [http()])
    arrivals: list = field(default_factory=list)
    ledger: list = field(default_factory=list)
    under_way: dict = field(default_factory=dict)
    most_at_once: dict = field(default_factory=dict)
    port: int = 0
    tls: object = None
    _server: object = None
    connections: list = field(default_factory=list)

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for writer in self.connections:
            writer.close()
        await asyncio.sleep(0)

    async def _serve(self, reader, writer):
        self.connections.append(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, reader, writer):
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        arrival = Arrival(method, target, headers, self.clock.monotonic(), body)
        self.arrivals.append(arrival)
        with self._counted(headers["host"]), self._counted("all"):
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            said = answer(arrival) if callable(answer) else answer
            said = await said if inspect.isawaitable(said) else said
            if said is None:
                return False
            for part in said if isinstance(said, list) else [said]:
                writer.write(part)
                await writer.drain()
                if isinstance(said, list):
                    await asyncio.sleep(0.02)
        first = said[0] if isinstance(said, list) else said
        return b"content-length" in first.lower() and b"connection: close" not in first.lower()

    def _counted(self, name):
        return _Counted(self, name)

    def url(self, path="/", host="a.example", scheme=None):
        return f"{scheme or ('https' if self.tls else 'http')}://{host}:{self.port}{path}"

    def client(self, **changed):
        """A client that finds every host on this web, and may ask those in HOSTS."""

        async def ledger(row):
            self.ledger.append(row)

        async def resolver(host, port):
            return ["127.0.0.1"]

        settings = {
            "clock": self.clock,
            "contact": "hello@juniperstreet.example",
            "ledger": ledger,
            "version": "0.1.0",
            "open_hosts": frozenset(f"{host}:{self.port}" for host in HOSTS),
            "resolver": resolver,
        }
        return Client(**settings | changed)

    @asynccontextmanager
    async def asking(self, *, validators=Validators(), tells=("name",), pace=2.0, **changed):  # noqa: B008 frozen
        async with self.client(**changed) as client:
            yield ask(client, validators=validators, tells=tells, pace=pace)


class _Counted:
    def __init__(self, web, name):
        self.web, self.name = web, name

    def __enter__(self):
        now = self.web.under_way[self.name] = self.web.under_way.get(self.name, 0) + 1
        self.web.most_at_once[self.name] = max(now, self.web.most_at_once.get(self.name, 0))

    def __exit__(self, *_):
        self.web.under_way[self.name] -= 1


def ask(client, *, validators=Validators(), tells=("name",), pace=2.0):  # noqa: B008 frozen
    return client.asking(source(pace), Question(source="seen", text="Maren Holloway", tells=tells), {}, validators)


def source(pace=2.0):
    async def search(question, ask):
        return
        yield

    return Source(
        name="seen",
        title="Seen",
        homepage="https://seen.example",
        room=Room.SEARCH,
        tells=("name",),
        hosts=("seen.example",),
        questions=lambda query, settings: (),
        search=search,
        pace_seconds=pace,
    )
