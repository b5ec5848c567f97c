"""The address rule: only the public internet, after resolution, whatever the spelling (promise 11)."""

import asyncio
import socket

import httpcore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.http.guard import Guard, NoSuchHost, NotPublic, is_open, is_public, names_this_machine

PUBLIC = ("93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8")
NOT_PUBLIC = (
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.0.1",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
    "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "", "example.com", "1.2.3",
)  # fmt: skip


def resolving_to(*addresses):
    async def resolver(host, port):
        return list(addresses)

    return resolver


async def listening():
    """A loopback server that greets, and its port."""

    async def greet(_, writer):
        writer.write(b"hello")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_internet_is_let_through(address):
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_of_this_machine_or_of_a_private_network_is_not(address):
    assert not is_public(address)


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_wrapping_an_address_into_the_other_family_never_makes_it_public(address):
    assert is_public(f"::ffff:{address}") == is_public(str(address))
    assert not is_public(f"64:ff9b::{address}")
    assert not is_public(f"::{address}")


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST", "localhost.", "app.localhost", "printer.local", "db.internal", "127.0.0.1", "127.1",
        "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "0", "::1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254",
        "10.0.0.1", "①②⑦.0.0.1", "127。0。0。1", "127.0.0.1.",
    ],
)  # fmt: skip
def test_every_spelling_of_an_own_address_is_known_without_resolving(host):
    assert names_this_machine(host)


@pytest.mark.parametrize(
    "host", ["example.com", "8.8.8.8", "localhost.example", "mylocalhost.com", "local", "10.example"]
)
def test_an_ordinary_name_is_not_taken_for_an_own_one(host):
    assert not names_this_machine(host)


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [
        ("searx.lan", 8080, True),
        ("SEARX.lan", 8080, True),
        ("searx.lan", 22, False),
        ("127.0.0.1", 8765, True),
        ("127.0.0.1", 8766, False),
        ("::1", 9000, True),
        ("anyport.lan", 4711, True),
        ("lan", 8080, False),
        ("not.searx.lan", 8080, False),
    ],
)
def test_an_open_host_is_open_at_the_port_that_the_configuration_names(host, port, expected):
    named = frozenset({"searx.lan:8080", "127.0.0.1:8765", "[::1]:9000", "anyport.lan"})

    assert is_open(host, port, named) is expected


@pytest.mark.parametrize(
    "addresses",
    [("127.0.0.1",), ("192.168.0.1",), ("169.254.169.254",), ("8.8.8.8", "127.0.0.1"), ("::1",), ("2002:7f00:1::",)],
)
async def test_a_name_that_leads_to_one_own_address_is_not_connected_to(addresses):
    server, port = await listening()
    guard = Guard(frozenset({f"other.example:{port}"}), resolving_to(*addresses))

    async with server:
        with pytest.raises(NotPublic):
            await guard.connect_tcp("evil.example", port)


async def test_an_open_host_is_connected_to_wherever_it_lies():
    server, port = await listening()
    guard = Guard(frozenset({f"searx.lan:{port}"}), resolving_to("127.0.0.1"))

    async with server:
        stream = await guard.connect_tcp("searx.lan", port)
        said = await stream.read(100)
        await stream.aclose()

    assert said == b"hello"


async def test_the_judged_address_is_the_one_that_is_connected_to():
    """A name that answers differently the second time (DNS rebinding) gains nothing."""
    server, port = await listening()
    asked = []

    async def resolver(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.168.0.1"]

    async with server:
        stream = await Guard(frozenset({f"searx.lan:{port}"}), resolver).connect_tcp("searx.lan", port)
        await stream.aclose()

    assert asked == ["searx.lan"]


async def test_a_dead_first_address_leaves_the_second():
    server, port = await listening()
    guard = Guard(frozenset({f"two.lan:{port}"}), resolving_to("127.0.0.9", "127.0.0.1"))  # only 127.0.0.1 listens

    async with server:
        stream = await guard.connect_tcp("two.lan", port, timeout=5)
        said = await stream.read(100)
        await stream.aclose()

    assert said == b"hello"


@pytest.mark.parametrize(
    ("trouble", "passing"),
    [
        (socket.gaierror(socket.EAI_AGAIN, "try again"), True),
        (socket.gaierror(socket.EAI_NONAME, "unknown"), False),
        (UnicodeError("label too long"), False),
    ],
)
async def test_a_name_that_does_not_resolve_says_whether_that_may_pass(trouble, passing):
    async def resolver(host, port):
        raise trouble

    with pytest.raises(NoSuchHost) as caught:
        await Guard(frozenset(), resolver).connect_tcp("gone.example", 443)

    assert caught.value.passing is passing


async def test_a_name_without_any_address_is_not_connected_to():
    with pytest.raises(NoSuchHost):
        await Guard(frozenset(), resolving_to()).connect_tcp("empty.example", 443)


async def test_a_silent_name_server_counts_as_connecting_time():
    async def resolver(host, port):
        await asyncio.Event().wait()

    with pytest.raises(httpcore.ConnectTimeout):
        await Guard(frozenset(), resolver).connect_tcp("slow.example", 443, timeout=0.01)


async def test_a_unix_socket_is_never_connected_to():
    with pytest.raises(NotPublic):
        await Guard(frozenset()).connect_unix_socket("/run/docker.sock")


async def test_the_real_resolver_is_judged_too():
    server, port = await listening()

    async with server:
        with pytest.raises(NotPublic):
            await Guard(frozenset()).connect_tcp("127.1", port)
