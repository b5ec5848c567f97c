"""The sample web: a gateway on loopback that plays public sources for one fictional clinician (DESIGN §8).

It takes requests as `/<scheme>/<host>/<path>?<query>` and writes down every one of them in full, so that what left the
program can be read afterwards.
"""

import importlib
import pkgutil
import socket
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import unquote_plus

import uvicorn
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from checks.errors import FootprintError
from monitor.sampleweb import sources
from monitor.sampleweb.asked import Asked

_START_SECONDS = 10.0
_STRAY = 502  # no source of the story answers so: a stray request is seen


def played() -> dict[str, Callable[[Asked], Response]]:
    """Who answers for which host: every file of `sources` says its HOST, or its HOSTS, and has an `answer`."""
    names = (module.name for module in pkgutil.iter_modules(sources.__path__))
    modules = [importlib.import_module(f"{sources.__name__}.{name}") for name in names]
    return {
        host: module.answer for module in modules for host in getattr(module, "HOSTS", (getattr(module, "HOST", ""),))
    }


@dataclass(frozen=True, kw_only=True)
class Received:
    """One request as it arrived: what left the program, in full."""

    method: str
    url: str  # the original one, query included
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def said(self) -> str:
        """All of it as text, also without its percent-encoding: a private value cannot hide in a spelling."""
        headers = "\n".join(f"{name}: {value}" for name, value in self.headers)
        written = f"{self.url}\n{headers}\n{self.body.decode('utf-8', 'replace')}"
        once = unquote_plus(written)
        return f"{written}\n{once}\n{unquote_plus(once)}"


class SampleWeb:
    """Use it in a `with`; set `week` to turn the pages of its story. Leaving it ends its thread and frees its port."""

    def __init__(self, week: int = 1) -> None:
        self.week = week
        self.url = ""
        self.requests: list[Received] = []
        self._played = played()
        self._turns: Counter[tuple[int, str]] = Counter()
        self._ready = threading.Event()

    def __enter__(self) -> Self:
        listening = _listening()
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        self._ready.clear()
        self._server = _Server(GZipMiddleware(self._serve, minimum_size=500), self._ready)
        self._thread = threading.Thread(target=self._run, args=(listening,), name="sample web", daemon=True)
        self._thread.start()
        if not self._ready.wait(_START_SECONDS) or not self._server.started:
            self._server.should_exit = True
            raise FootprintError("the sample web could not be started on this machine (127.0.0.1)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join()

    def _run(self, listening: socket.socket) -> None:
        try:
            with listening:
                self._server.run(sockets=[listening])
        finally:
            self._ready.set()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        received = Received(
            method=request.method,
            url=_original(scope),
            headers=tuple(request.headers.items()),
            body=await request.body(),
        )
        self.requests.append(received)
        await self._answer(received)(scope, receive, send)

    def _answer(self, received: Received) -> Response:
        host = received.url.partition("://")[2].partition("/")[0].lower()
        source = self._played.get(host)
        if source is None:
            return PlainTextResponse(f"this sample web has no such host: {host}\n", _STRAY)
        week = self.week
        self._turns[week, host] += 1
        asked = Asked(
            method=received.method,
            url=received.url,
            week=week,
            turn=self._turns[week, host],
            headers=dict(received.headers),
            body=received.body,
        )
        return source(asked)


class _Server(uvicorn.Server):
    """Says when it listens, so that nobody has to look again and again."""

    def __init__(self, app: GZipMiddleware, ready: threading.Event) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                lifespan="off",
                http="h11",
                ws="none",
                loop="asyncio",
                timeout_graceful_shutdown=1,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()


def _listening() -> socket.socket:
    """A free port of this machine. The protocol is named because asyncio sends without delay only where it is: 40 ms a request."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
    except OSError as error:
        listening.close()
        raise FootprintError("the sample web found no free port on this machine (127.0.0.1)") from error
    return listening


def _original(scope: Scope) -> str:
    """`/https/host/path?query` → `https://host/path?query`, in its own percent-encoding."""
    scheme, _, rest = scope["raw_path"].decode("latin-1").lstrip("/").partition("/")
    query = scope["query_string"].decode("latin-1")
    url = f"{scheme}://{rest}" if "/" in rest else f"{scheme}://{rest}/"
    return f"{url}?{query}" if query else url
