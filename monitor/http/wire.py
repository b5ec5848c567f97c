"""What stands between us and the web: the only home of httpx.

It sends one request and follows nothing, within the limits of promise 11. Every rule goes by the original URL; a
gateway (DESIGN §8) only changes where the bytes are sent.

Proxies of the environment are not used (`trust_env=False`): the address rule does not see through them, and a request
must not take a way that the configuration does not show.
"""

import asyncio
import logging
import re
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

import httpx
import truststore

from checks.errors import Unreachable
from checks.source import Reply
from monitor.http import urls
from monitor.http.body import Garbled, TooLarge, read_body
from monitor.http.guard import Guard, NoSuchHost, NotPublic, Resolve, is_open, names_this_machine, resolve
from monitor.http.probes import Probes

# Their INFO lines carry the query string, and that carries her name.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

_PORTS = {"http": 80, "https": 443}
_CANONICAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*/[!$%&'()*+,./0-9:;=?@A-Z_a-z~-]*")
_LOOKUPS = 32  # names that are looked up at once during a sweep
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")  # a name in ASCII or an address, as httpx writes them


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes in bytes, compressed and decompressed; times in seconds. Socket times are real ones, waits go by the clock."""

    body_bytes: int = 8 * 2**20
    redirects: int = 5
    connect_seconds: float = 10
    read_seconds: float = 20
    total_seconds: float = 60
    longest_wait_seconds: float = 120  # the longest Retry-After that is waited for inside a scan
    attempts: int = 3
    connections_per_host: int = 1
    concurrent: int = 16
    probes: int = 200  # of a sweep, at once: each goes to another host
    probe_seconds: float = 10  # for all of one probe


class MayPass(Unreachable):
    """A fault that another attempt may not meet."""


class Wire:
    def __init__(
        self,
        *,
        limits: Limits,
        agent: str,
        gateway: str,
        open_hosts: frozenset[str],
        trust: ssl.SSLContext | None,
        resolver: Resolve,
    ) -> None:
        self._limits, self._agent = limits, agent
        self._gateway, doors = _gateway(gateway)
        self._open = open_hosts - doors  # as an original URL the gateway's own address is nobody's
        self._guard = Guard(doors or open_hosts, resolver)
        trust = trust or truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._transport = _transport(limits, trust, self._guard)
        # A sweep looks up hundreds of names: the loop's own handful of threads would be its narrowest place.
        self._threads = ThreadPoolExecutor(max_workers=_LOOKUPS, thread_name_prefix="names")
        names = partial(resolve, threads=self._threads) if resolver is resolve else resolver
        guard = Guard(doors or open_hosts, names)
        self.probes = Probes(guard=guard, trust=trust, agent=agent, gateway=self._gateway)
        self._timeout = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds, pool=None).as_dict()

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        await self._transport.aclose()

    async def exchange(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """One request, no redirects. Raises Unreachable and nothing else."""
        host = authority(url)
        target = urls.through(self._gateway, url) if self._gateway else url
        sent = {**headers, "User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Host": host}
        try:
            timeouts = {"timeout": self._timeout}
            request = httpx.Request(method, target, headers=sent, content=body or None, extensions=timeouts)
            async with asyncio.timeout(self._limits.total_seconds):
                answer = await self._transport.handle_async_request(request)
                async with aclosing(answer):
                    return await self._read(answer, method, url)
        except (httpx.HTTPError, httpx.InvalidURL, TooLarge, Garbled, OSError) as error:  # OSError: TimeoutError too
            raise _in_words(host, error) from error

    async def _read(self, answer: httpx.Response, method: str, url: str) -> Reply:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        length = headers.get("content-length", "")
        if method != "HEAD" and length.isdecimal() and int(length[:20]) > self._limits.body_bytes:
            raise TooLarge
        chunks, coding = answer.aiter_raw(16384), headers.get("content-encoding", "")
        body = await read_body(chunks, coding, self._limits.body_bytes)
        return Reply(status=answer.status_code, url=url, headers=headers, body=body)

    def refuse_own(self, url: str) -> None:
        """The address rule by spelling: before anything is resolved, written into the ledger or sent."""
        host, port = _endpoint(url)
        if names_this_machine(host) and not is_open(host, port, self._open):
            raise _not_public(authority(url))

    async def next_hop(self, url: str, location: str) -> str:
        """The original URL that a redirect leads to. Raises Unreachable where this program does not follow.

        A page of the web may not lead to an own host: what the configuration opens, it opens to its own questions.
        """
        here = authority(url)
        location = urls.back(self._gateway, location.strip()) if self._gateway else location.strip()
        try:
            target = canonical(str(httpx.URL(url).join(location)))
        except (httpx.InvalidURL, ValueError, Unreachable) as error:
            raise Unreachable(f"{here} redirects to where this program does not follow") from error
        if url.startswith("https:") and target.startswith("http:"):
            raise Unreachable(f"{here} redirects from a secure page to one that is not; that was not followed")
        (before, _), (host, port) = _endpoint(url), _endpoint(target)
        if host != before and is_open(host, port, self._open):
            await self._refuse_private(host, port)
        return target

    async def _refuse_private(self, host: str, port: int) -> None:
        """As for a host that the configuration does not name. Behind a gateway nothing is resolved here."""
        if names_this_machine(host):
            raise _not_public(host)
        if self._gateway:
            return
        try:
            async with asyncio.timeout(self._limits.connect_seconds):
                await self._guard.judge(host, port)
        except (NotPublic, NoSuchHost, TimeoutError) as error:
            raise _not_public(host) from error


def canonical(text: str) -> str:
    """One spelling for every rule that looks at a URL: host in ASCII, no dot segments, no usual port, no fragment."""
    try:
        url = httpx.URL(str(httpx.URL(text)))  # twice: a scheme in capitals keeps its usual port the first time
    except (httpx.InvalidURL, ValueError) as error:
        raise Unreachable("an address is not one of the web; it was not asked") from error
    port = _PORTS.get(url.scheme, 0) if url.port is None else url.port
    if url.scheme not in _PORTS or not _HOST.fullmatch(url.raw_host.decode()) or not 0 < port < 65536:
        raise Unreachable("an address is not one of the web; it was not asked")
    if url.userinfo:
        raise Unreachable(f"the address of {url.host} has a user name in it; it was not asked")
    return f"{url.scheme}://{url.netloc.decode()}{url.raw_path.decode()}"


def probed(url: str) -> str:
    """The same for the address of a probe: most are spelled so already, and are hundreds at once."""
    return url if _CANONICAL.fullmatch(url) and "/." not in url else canonical(url)


def authority(url: str) -> str:
    """The host of a canonical URL, with its port where that is not the usual one: its name in queue, ledger and errors."""
    return url.split("/", 3)[2]


def _endpoint(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS[parts.scheme]


def _gateway(url: str) -> tuple[str, frozenset[str]]:
    """The gateway's address without a slash at its end, and the one host and port that it opens."""
    if not url:
        return "", frozenset()
    spelled = canonical(url).rstrip("/")
    host, port = _endpoint(spelled)
    name = f"[{host}]" if ":" in host else host
    return spelled, frozenset({f"{name}:{port}", authority(spelled)})


def _transport(limits: Limits, trust: ssl.SSLContext, guard: Guard) -> httpx.AsyncHTTPTransport:
    """Not httpx's client: that one keeps cookies, and stumbles over redirects that nobody follows."""
    transport = httpx.AsyncHTTPTransport(
        verify=trust,
        trust_env=False,
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=limits.concurrent),
    )
    transport._pool._network_backend = guard  # noqa: SLF001 no public way in 0.28; a test keeps it honest
    return transport


def _not_public(host: str) -> Unreachable:
    return Unreachable(f"{host} lies at an address that is not on the public internet; it was not asked")


def _in_words(host: str, error: Exception) -> Unreachable:
    """Whatever the network or a hostile server does, as one line that names the host and nothing of hers."""
    match error:
        case TooLarge():
            return Unreachable(f"{host} answered with more than this program reads")
        case Garbled():
            return Unreachable(f"{host} sent a compressed answer that cannot be read: {error}")
        case httpx.TimeoutException():
            return MayPass(f"{host} did not answer in time")
        case TimeoutError():  # of the whole request: it drips, and would again
            return Unreachable(f"{host} took too long to answer")
        case httpx.ConnectError():
            return _connect_words(host, error)
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | httpx.LocalProtocolError():
            return Unreachable(f"{host} was not asked: the request cannot be sent as it is")
        case _:
            return MayPass(f"{host} broke off or did not speak HTTP as expected")


def _connect_words(host: str, error: BaseException) -> Unreachable:
    cause: BaseException | None = error
    while cause is not None:
        match cause:
            case NotPublic():
                return _not_public(host)
            case NoSuchHost(passing=True):
                return MayPass(f"{host} could not be looked up: no network, or its name server is silent")
            case NoSuchHost():
                return Unreachable(f"{host} was not found: there is no such name")
            case ssl.SSLCertVerificationError():
                return Unreachable(f"{host} could not prove who it is (TLS certificate)")
            case ssl.SSLError():
                return Unreachable(f"{host} could not be talked to securely (TLS)")
        cause = cause.__cause__ or cause.__context__
    return MayPass(f"{host} could not be connected to")
