"""One probe of a sweep, by httpx's own transport alone: a sweep is hundreds of small requests to as many hosts.

httpx spends about 5 ms of work on a request and its pool walks over all of its connections for each; none of both is of
use where every request goes to another host. So: one connection for one request, TLS verified as everywhere, the address
rule where every connection passes, no redirect followed, and the answer handed on piece by piece until it is decided.
"""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing

import httpcore

from checks.errors import Unreachable
from checks.sites import BODY_BYTES, Look
from monitor.http import urls
from monitor.http.body import Garbled, TooLarge, pieces
from monitor.http.guard import Guard, NoSuchHost, NotPublic

_PORTS = {"http": 80, "https": 443}


class Probes:
    def __init__(self, *, guard: Guard, trust: ssl.SSLContext, agent: str, gateway: str) -> None:
        self._guard, self._trust, self._gateway = guard, trust, gateway
        self._ours = [
            (b"User-Agent", agent.encode()),
            (b"Accept-Encoding", b"gzip, deflate"),
            (b"Connection", b"close"),
        ]

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, look: Look, seconds: float
    ) -> tuple[int, Mapping[str, str]]:
        """One request to a canonical URL, read into `look` as far as it matters. Status and headers; raises Unreachable.

        `seconds`: for all of it. A server that drips is one that does not answer.
        """
        request = self._request(method, url, headers, body)
        try:
            async with asyncio.timeout(seconds):
                return await self._exchange(request, look)
        except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.TimeoutException, Garbled, OSError) as error:
            raise Unreachable(_in_words(error)) from error  # OSError: TimeoutError too

    def _request(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> httpcore.Request:
        target = urls.through(self._gateway, url) if self._gateway else url
        scheme, _, rest = target.partition("://")
        place, slash, path = rest.partition("/")
        host, port = _split(place, scheme)
        said = [(b"Host", url.split("/", 3)[2].encode()), *self._ours, *_encoded(headers)]
        if body:
            said.append((b"Content-Length", str(len(body)).encode()))
        where = httpcore.URL(scheme=scheme.encode(), host=host.encode(), port=port, target=f"{slash}{path}".encode())
        return httpcore.Request(method.encode(), where, headers=said, content=body or None)

    async def _exchange(self, request: httpcore.Request, look: Look) -> tuple[int, Mapping[str, str]]:
        where = request.url.origin
        host = where.host.decode()
        stream = await self._guard.connect_tcp(host, where.port)
        try:
            if where.scheme == b"https":
                stream = await stream.start_tls(self._trust, server_hostname=host)
            connection = httpcore.AsyncHTTP11Connection(origin=where, stream=stream)
            response = await connection.handle_async_request(request)
            async with aclosing(response):
                return await _read(response, look)
        finally:
            await stream.aclose()


async def _read(response: httpcore.Response, look: Look) -> tuple[int, Mapping[str, str]]:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
    if not look.begin(response.status, headers):
        return response.status, headers
    try:
        async with aclosing(_pieces(response, headers)) as body:
            async for piece in body:
                if not look.feed(piece):
                    break
    except TooLarge:
        look.cut()
    return response.status, headers


def _pieces(response: httpcore.Response, headers: Mapping[str, str]) -> AsyncGenerator[bytes]:
    return pieces(response.aiter_stream(), headers.get("content-encoding", ""), BODY_BYTES)


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    said = [(name.encode(), value.encode()) for name, value in headers.items()]
    if not any(name.lower() == "accept" for name in headers):
        said.append((b"Accept", b"*/*"))
    return said


def _split(place: str, scheme: str) -> tuple[str, int]:
    """Host and port of the authority of a canonical URL."""
    host, colon, port = place.rpartition(":")
    if colon and port.isdecimal():
        return host.strip("[]"), int(port)
    return place.strip("[]"), _PORTS[scheme]


def _in_words(error: BaseException) -> str:
    """Without the host: the same trouble of many sites is one line."""
    cause: BaseException | None = error
    while cause is not None:
        if words := _of_cause(cause):
            return words
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectError):
        return "it could not be connected to"
    return "it broke off or did not speak HTTP as expected"


def _of_cause(cause: BaseException) -> str:
    match cause:
        case NotPublic():
            return "it lies at an address that is not on the public internet"
        case NoSuchHost(passing=True):
            return "its name could not be looked up"
        case NoSuchHost():
            return "there is no such name any more"
        case ssl.SSLCertVerificationError():
            return "it could not prove who it is (TLS certificate)"
        case ssl.SSLError():
            return "it could not be talked to securely (TLS)"
        case TimeoutError() | httpcore.TimeoutException():
            return "it did not answer in time"
        case Garbled():
            return "it sent a compressed answer that cannot be read"
    return ""
