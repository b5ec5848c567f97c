"""The address rule (promise 11): after name resolution, only public addresses are connected to.

It stands where every connection passes, so redirects are covered and a name that resolves to two things is refused. The
URL is never rewritten to the address: pooled TLS sessions would then be shared between hosts unchecked. Hosts that the
configuration itself names (an own SearXNG, the gateway) are let through, nothing else is.
"""

import asyncio
import ipaddress
import socket
import unicodedata
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Executor
from functools import partial

import httpcore

Resolve = Callable[[str, int], Awaitable[list[str]]]

_WRAPPING = tuple(
    ipaddress.ip_network(net)
    for net in (
        "64:ff9b::/96",  # NAT64, RFC 6052: an IPv4 address behind a translator
        "64:ff9b:1::/48",  # the same for local use, RFC 8215
        "::/96",  # IPv4-compatible, RFC 4291, long deprecated
    )
)
_OWN_NAMES = frozenset({"localhost", "ip6-localhost", "ip6-loopback"})
_OWN_SUFFIXES = (".localhost", ".localdomain", ".local", ".internal", ".home.arpa")
_DOTS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61", "."))  # IDNA takes all of them for a dot


class NotPublic(httpcore.ConnectError):
    """The host is, or resolves to, an address that is not on the public internet."""


class NoSuchHost(httpcore.ConnectError):
    """The name does not resolve. `passing`: the resolver had trouble of its own, which another attempt may not meet."""

    def __init__(self, host: str, *, passing: bool) -> None:
        super().__init__(host)
        self.passing = passing


def is_public(address: str) -> bool:
    """Whether a numeric address lies on the public internet, whatever it is wrapped in."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour or ip.teredo or ip.is_site_local or any(ip in net for net in _WRAPPING):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def numeric(host: str) -> str:
    """The address that a host name spells out (127.1, 0x7f000001, 2130706433, [::1] …), or an empty string."""
    bare = host.strip("[]")
    try:
        return str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except (OSError, UnicodeError):
        return ""


def names_this_machine(host: str) -> bool:
    """Refused by its spelling alone, also where a gateway does the resolving."""
    bare = unicodedata.normalize("NFKC", host).translate(_DOTS).casefold().rstrip(".")
    if bare in _OWN_NAMES or bare.endswith(_OWN_SUFFIXES):
        return True
    spelled = numeric(bare)
    return bool(spelled) and not is_public(spelled)


def is_open(host: str, port: int, open_hosts: frozenset[str]) -> bool:
    """Whether the configuration names this host, as "host" or as "host:port"; an IPv6 address stands in brackets."""
    name = host.strip("[]").lower()
    name = f"[{name}]" if ":" in name else name
    return name in open_hosts or f"{name}:{port}" in open_hosts


async def resolve(host: str, port: int, threads: Executor | None = None) -> list[str]:
    """`threads`: to ask the name server in, beside those of the loop."""
    if spelled := numeric(host):
        return [spelled]
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(threads, ask)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard(httpcore.AsyncNetworkBackend):
    """Resolves, judges every answer, connects to the addresses that were judged."""

    def __init__(self, open_hosts: frozenset[str], resolver: Resolve = resolve) -> None:
        self._open, self._resolve = open_hosts, resolver
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._addresses(host, port, timeout)
        if not is_open(host, port, self._open):
            _refuse_private(host, addresses)
        share = timeout / len(addresses) if timeout else None  # a dead IPv6 route leaves time for IPv4
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(addresses[-1], port, share, local_address, socket_options)

    async def judge(self, host: str, port: int) -> None:
        """Raises NotPublic or NoSuchHost by the rule for hosts that the configuration does not name."""
        _refuse_private(host, await self._addresses(host, port, None))

    async def _addresses(self, host: str, port: int, seconds: float | None) -> list[str]:
        try:
            async with asyncio.timeout(seconds):
                addresses = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("the name was not resolved in time") from error
        except socket.gaierror as error:
            raise NoSuchHost(host, passing=error.errno == socket.EAI_AGAIN) from error
        except (OSError, ValueError) as error:  # UnicodeError of an impossible label is a ValueError
            raise NoSuchHost(host, passing=False) from error
        if not addresses:
            raise NoSuchHost(host, passing=False)
        return addresses

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002 httpcore's own signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        raise NotPublic(path)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def _refuse_private(host: str, addresses: Iterable[str]) -> None:
    if not all(is_public(address) for address in addresses):
        raise NotPublic(host)
