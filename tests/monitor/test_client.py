"""The polite client against real sockets: promises 3, 11, 12 and the gateway of DESIGN §8."""

import asyncio
import gzip
import itertools
import logging
import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import trustme
from pytest_httpserver import HTTPServer
from werkzeug import Response

from checks.errors import Blocked, StoreError, Unchanged, Unreachable
from checks.model import Disclosure, Validators
from checks.source import Request
from monitor.client import Limits
from monitor.clock import SteppedClock
from tests.monitor.fakes_client import START, Web, ask, http, moved

SECRET = (("q", '"Maren Holloway" LCSW'),)


@pytest.fixture
async def web():
    async with Web(SteppedClock(START)) as one:
        yield one


@pytest.fixture
def werkzeug():
    """A server of another make, in its own thread."""
    server = HTTPServer(host="127.0.0.1", threaded=True)
    server.start()
    yield server
    server.stop()


def get(web, path="/", **said):
    return Request(url=web.url(path, **{k: said.pop(k) for k in ("host",) if k in said}), **said)


# -- who we say that we are


async def test_every_request_says_honestly_who_asks_and_whom_to_write_to(web):
    async with web.asking() as asking:
        await asking(get(web))

    assert web.arrivals[0].headers["user-agent"] == (
        "clinician-footprint/0.1.0 (personal self-monitoring; +mailto:hello@juniperstreet.example)"
    )
    assert web.arrivals[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("", "clinician-footprint/0.1.0 (personal self-monitoring)"),
        (
            "a b)\r\nX-Evil: é",
            "clinician-footprint/0.1.0 (personal self-monitoring; +mailto:a%20b%29%0D%0AX-Evil%3A%20%C3%A9)",
        ),
    ],
)
async def test_a_missing_or_odd_contact_leaves_one_proper_header(web, contact, agent):
    async with web.asking(contact=contact) as asking:
        await asking(get(web))

    assert web.arrivals[0].headers["user-agent"] == agent
    assert "x-evil" not in web.arrivals[0].headers


async def test_a_source_can_add_its_key_but_not_dress_up_as_somebody_else(web):
    disguise = {"User-Agent": "Mozilla/5.0", "COOKIE": "session=1", "host": "c.example", "Accept-Encoding": "br",
                "X-Subscription-Token": "key-1", "If-None-Match": '"not-ours"'}  # fmt: skip

    async with web.asking() as asking:
        await asking(get(web, headers=disguise))

    sent = web.arrivals[0].headers
    assert sent["x-subscription-token"] == "key-1"
    assert sent["user-agent"].startswith("clinician-footprint/")
    assert sent["host"] == f"a.example:{web.port}"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "if-none-match"} & set(sent)


async def test_a_key_with_a_line_break_is_not_sent_and_not_repeated(web):
    async with web.asking() as asking:
        with pytest.raises(Unreachable, match="look at its key") as caught:
            await asking(get(web, headers={"X-Key": "abc\r\nHost: evil.example"}))

    assert "abc" not in str(caught.value)
    assert not web.arrivals


async def test_no_cookie_is_kept_between_requests(web):
    web.answers = [http(head=[("Set-Cookie", "track=1; Path=/")])]

    async with web.asking() as asking:
        await asking(get(web))
        await asking(get(web))

    assert "cookie" not in web.arrivals[1].headers


async def test_the_question_arrives_as_it_was_meant(werkzeug):
    seen = []
    werkzeug.expect_request("/search").respond_with_handler(lambda request: seen.append(request) or Response("found"))
    meant = (("q", '"Maren Holloway" LCSW & more'), ("town", "Zürich + Köln/100%"), ("q", "漢字"), ("empty", ""))

    web = Web(SteppedClock(START), port=werkzeug.port)
    async with web.asking() as asking:
        reply = await asking(get(web, "/search", params=meant))

    assert reply.body == b"found"
    assert sorted(seen[0].args.items(multi=True)) == sorted(meant)


async def test_a_question_with_control_characters_is_neither_sent_nor_written_down(web):
    async with web.asking() as asking:
        with pytest.raises(Unreachable, match="control characters"):
            await asking(get(web, params=(("q", "Maren\r\nHost: evil.example"),)))

    assert not web.arrivals
    assert not web.ledger


async def test_proxies_of_the_environment_are_not_used(web, monkeypatch):
    async with Web(web.clock) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url(host="127.0.0.1"))

        async with web.asking() as asking:
            await asking(get(web))

        assert not proxy.arrivals
    assert len(web.arrivals) == 1


def test_the_libraries_do_not_log_the_question():
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)
    assert not logging.getLogger("httpcore.connection").isEnabledFor(logging.INFO)


# -- the ledger


async def test_the_ledger_row_is_written_before_the_request_arrives(werkzeug):
    rows, known_on_arrival = [], []
    werkzeug.expect_request("/").respond_with_handler(lambda _: known_on_arrival.append(list(rows)) or Response("ok"))

    async def ledger(row):
        await asyncio.sleep(0.02)  # a slow disk
        rows.append(row)

    web = Web(SteppedClock(START), port=werkzeug.port)
    async with web.asking(ledger=ledger, tells=("name", "town")) as asking:
        await asking(get(web))

    row = Disclosure(at=START, source="seen", host=f"a.example:{web.port}", tells=("name", "town"), purpose="scan")
    assert known_on_arrival == [[row]]


async def test_without_a_ledger_row_nothing_is_sent_and_the_host_is_free_again(web):
    full = [True]

    async def ledger(row):
        if full.pop() if full else False:
            raise StoreError("the disk is full")

    async with web.asking(ledger=ledger) as asking:
        with pytest.raises(StoreError):
            await asking(get(web))
        assert not web.arrivals
        await asking(get(web))

    assert len(web.arrivals) == 1


async def test_a_request_that_tells_nothing_writes_no_row(web):
    async with web.asking(tells=()) as asking:
        await asking(get(web))

    assert len(web.arrivals) == 1
    assert not web.ledger


async def test_every_attempt_and_every_hop_has_its_own_row(web):
    web.answers = [http(503), moved("https://b.example/"), http()]

    async with web.asking(gateway=web.url(host="127.0.0.1")) as asking:
        await asking(Request(url="https://a.example/"))

    assert [row.host for row in web.ledger] == ["a.example", "a.example", "b.example"]
    assert len(web.arrivals) == 3


# -- pace and queue


async def test_two_requests_to_one_host_are_the_pace_apart(web):
    async with web.client() as client:
        await asyncio.gather(*(ask(client, pace=3.0)(get(web)) for _ in range(4)))

    times = [arrival.at for arrival in web.arrivals]
    assert all(later - earlier >= 2.999 for earlier, later in itertools.pairwise(times))
    assert times[-1] < 9.1  # and not much longer


async def slowly(_):
    await asyncio.sleep(0.01)
    return http()


async def test_one_host_is_asked_one_thing_at_a_time(web):
    web.answers = [slowly]

    async with web.client() as client:
        await asyncio.gather(*(ask(client, pace=0.0)(get(web)) for _ in range(4)))

    assert web.most_at_once["all"] == 1
    assert len(web.connections) == 1


async def test_two_hosts_are_asked_side_by_side(web):
    both = asyncio.Barrier(2)

    async def answer(_):
        await asyncio.wait_for(both.wait(), 10)  # only comes back if the other host is asked meanwhile
        return http()

    web.answers = [answer]
    async with web.client() as client:
        await asyncio.gather(*(ask(client)(get(web, host=f"{host}.example")) for host in "ab"))

    assert web.most_at_once["all"] == 2


async def test_the_pace_is_kept_after_a_slow_answer_too(web):
    async def ten_seconds(_):
        web.clock.jump(timedelta(seconds=10))
        return http()

    web.answers = [ten_seconds]
    async with web.asking(pace=3.0) as asking:
        await asking(get(web))
        await asking(get(web))

    assert web.arrivals[1].at == pytest.approx(13)


async def test_a_scan_has_no_more_requests_under_way_than_it_has_places(web):
    web.answers = [slowly]

    async with web.client(limits=Limits(concurrent=2)) as client:
        await asyncio.gather(*(ask(client)(get(web, host=f"{host}.example")) for host in "abcd"))

    assert web.most_at_once["all"] == 2


async def test_a_host_that_waits_for_its_pace_holds_no_place(web):
    async with web.client(limits=Limits(concurrent=1)) as client:
        await ask(client, pace=1000)(get(web))
        later = asyncio.create_task(ask(client)(get(web)))
        await asyncio.sleep(0)
        await ask(client)(get(web, host="b.example"))
        await later

    assert [arrival.headers["host"][0] for arrival in web.arrivals] == ["a", "b", "a"]


async def test_more_connections_per_host_still_keep_the_pace(web):
    everybody = asyncio.Barrier(3)

    async def answer(_):
        await asyncio.wait_for(everybody.wait(), 10)
        return http()

    web.answers = [answer]
    async with web.client(limits=Limits(connections_per_host=3)) as client:
        await asyncio.gather(*(ask(client)(get(web)) for _ in range(3)))

    assert web.most_at_once["all"] == 3
    assert [round(arrival.at) for arrival in web.arrivals] == [0, 2, 4]


async def test_who_waits_for_pace_and_place_together_sets_off_one_after_the_other(web):
    web.answers = [slowly]

    async with web.client(limits=Limits(connections_per_host=3, concurrent=1)) as client:
        await asyncio.gather(*(ask(client)(get(web)) for _ in range(3)))

    times = [arrival.at for arrival in web.arrivals]
    assert all(later - earlier >= 1.999 for earlier, later in itertools.pairwise(times))


async def test_a_cancelled_request_frees_its_host_and_its_place(web):
    arrived = asyncio.Event()

    async def never(_):
        arrived.set()
        await asyncio.sleep(30)

    web.answers = [never, http()]
    async with web.client(limits=Limits(concurrent=1)) as client:
        stuck = asyncio.create_task(ask(client)(get(web)))
        await arrived.wait()
        stuck.cancel()
        with pytest.raises(asyncio.CancelledError):
            await stuck
        assert not client.wire._transport._pool.connections
        reply = await asyncio.wait_for(ask(client)(get(web)), 10)

    assert reply.status == 200


async def test_who_is_cancelled_in_the_queue_frees_it_too(web):
    async with web.client(limits=Limits(concurrent=1)) as client:
        await ask(client, pace=50)(get(web))
        waiting = asyncio.create_task(ask(client)(get(web)))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.wait_for(ask(client)(get(web)), 10)

    assert len(web.arrivals) == 2


# -- refusals, and what a host says of coming back


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("as_date", [True, False])
async def test_a_wait_that_the_host_asks_for_is_kept_on_the_clock(web, status, as_date):
    wait = format_datetime(START + timedelta(seconds=90), usegmt=True) if as_date else "90"
    web.answers = [http(status, head=[("Retry-After", wait)]), http(body=b"now")]

    async with web.asking() as asking:
        reply = await asking(get(web))

    assert reply.body == b"now"
    assert web.arrivals[1].at - web.arrivals[0].at == pytest.approx(90, abs=0.1)


async def test_while_a_host_rests_nobody_else_asks_it(web):
    web.answers = [http(429, head=[("Retry-After", "60")]), http()]

    async with web.client() as client:
        await asyncio.gather(ask(client)(get(web)), ask(client)(get(web)))

    assert min(arrival.at for arrival in web.arrivals[1:]) >= 59.9


async def test_too_long_a_wait_is_blocked_until_then_and_the_host_is_not_asked_again(web):
    web.answers = [http(429, head=[("Retry-After", "3600")])]

    async with web.client() as client:
        with pytest.raises(Blocked, match="come back at 2026-10-19 16:00 UTC") as caught:
            await ask(client)(get(web, params=SECRET))
        with pytest.raises(Blocked, match="come back"):
            await ask(client)(get(web))

    assert caught.value.until == START + timedelta(hours=1)
    assert "Maren" not in str(caught.value)
    assert len(web.arrivals) == len(web.ledger) == 1


async def test_a_post_that_has_to_wait_too_long_is_blocked_as_well(web):
    web.answers = [http(503, head=[("Retry-After", "3600")])]

    async with web.asking() as asking:
        with pytest.raises(Blocked):
            await asking(get(web, method="POST"))


@pytest.mark.parametrize(
    "said",
    [
        "9" * 400,
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 99999999999999999999 Oct 2026 00:00:00 GMT",
        "-5",
        "soon",
        "0",
        "1e9",
    ],
)
async def test_a_senseless_retry_after_ends_in_an_answer_or_a_block(web, said):
    web.answers = [http(429, head=[("Retry-After", said)])]

    async with web.asking() as asking:
        (end,) = await asyncio.gather(asking(get(web)), return_exceptions=True)

    until = getattr(end, "until", None)
    assert isinstance(end, Blocked) if until else end.status == 429
    assert until is None or START < until <= START + timedelta(days=367)


async def test_a_429_without_a_word_about_waiting_is_the_answer_at_once(web):
    web.answers = [http(429)]

    async with web.asking() as asking:
        reply = await asking(get(web))

    assert reply.status == 429
    assert len(web.arrivals) == 1


@pytest.mark.parametrize("statuses", [(403, 403), (429, 403), (403, 200, 429)])
async def test_a_host_that_refused_twice_is_left_alone_for_the_rest_of_the_scan(web, statuses):
    web.answers = [*map(http, statuses), http()]

    async with web.client() as client:
        for status in statuses:
            assert (await ask(client)(get(web))).status == status
        with pytest.raises(Blocked, match="refused twice"):
            await ask(client)(get(web))
        assert (await ask(client)(get(web, host="b.example"))).status == 200  # another host is another matter

    assert len(web.arrivals) == len(statuses) + 1


async def test_two_refusals_with_a_wait_end_the_asking(web):
    web.answers = [http(429, head=[("Retry-After", "5")])]

    async with web.asking() as asking:
        reply = await asking(get(web))

    assert reply.status == 429
    assert len(web.arrivals) == 2


# -- faults that may pass


HALF = http(body=b"half", head=[("Connection", "close")]).replace(b"Length: 4", b"Length: 9")


@pytest.mark.parametrize("fault", [http(500), http(502), http(503), http(504), HALF, lambda _: None])
async def test_a_passing_fault_is_asked_again_with_growing_pauses(web, fault):
    web.answers = [fault, fault, http(body=b"well again")]

    async with web.asking(pace=0.0) as asking:
        reply = await asking(get(web))

    first, second, third = (arrival.at for arrival in web.arrivals)
    assert reply.body == b"well again"
    assert 0.8 <= second - first <= 1.3
    assert 1.6 <= third - second <= 2.5


async def test_a_fault_that_stays_is_the_answer_after_three_attempts(web):
    web.answers = [http(503)]

    async with web.asking() as asking:
        reply = await asking(get(web))

    assert reply.status == 503
    assert len(web.arrivals) == len(web.ledger) == 3


async def test_what_changes_something_over_there_is_sent_once_only(web):
    web.answers = [lambda _: None]

    async with web.asking() as asking:
        with pytest.raises(Unreachable):
            await asking(get(web, method="POST"))

    assert len(web.arrivals) == 1


GARBAGE = {
    "not http": b"220 mail.example ESMTP\r\n\r\n",
    "nothing": b"\r\n\r\n",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
    "a bad chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nabc\r\n",
    "a break in the middle": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "headers without end": b"HTTP/1.1 200 OK\r\n" + b"X-Fill: " + b"a" * 200_000,
    "a status of its own": b"HTTP/1.1 2000 OK\r\n\r\n",
    "zero bytes": bytes(200),
    "brotli": http(body=b"abc", head=[("Content-Encoding", "br")]),
    "gzip that is none": http(body=b"abc", head=[("Content-Encoding", "gzip")]),
    "half a gzip": http(body=gzip.compress(b"abc" * 100)[:-9], head=[("Content-Encoding", "gzip")]),
    "a bomb": http(body=gzip.compress(bytes(2**24)), head=[("Content-Encoding", "gzip")]),
    "a long body": http(body=bytes(2**21)),
    "a redirect to nonsense": moved("http://[::bad/"),
    "a redirect to a huge place": moved("/" + "a" * 70_000),
    "a redirect to itself": b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: \xff\xfe\x80\r\n\r\n",
}


@pytest.mark.parametrize("name", GARBAGE)
async def test_whatever_a_hostile_server_says_ends_in_one_line_without_the_question(web, name):
    web.answers = [lambda _: [GARBAGE[name]]]

    async with web.asking(limits=Limits(body_bytes=2**20, read_seconds=0.5)) as asking:
        with pytest.raises(Unreachable) as caught:
            await asking(get(web, params=SECRET))

    line = str(caught.value)
    assert "a.example" in line
    assert "Maren" not in line
    assert "\n" not in line


@pytest.mark.parametrize("name", ["a bomb", "a long body", "brotli", "half a gzip", "a redirect to nonsense"])
async def test_what_will_not_pass_is_not_asked_for_again(web, name):
    web.answers = [GARBAGE[name]]

    async with web.asking(limits=Limits(body_bytes=2**20)) as asking:
        with pytest.raises(Unreachable):
            await asking(get(web))

    assert len(web.arrivals) == 1


async def test_a_long_body_is_refused_by_its_length_before_it_is_read(web):
    web.answers = [lambda _: [b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"]]

    async with web.asking(limits=Limits(read_seconds=30, total_seconds=30)) as asking:
        with pytest.raises(Unreachable, match="more than this program reads"):
            await asyncio.wait_for(asking(get(web)), 10)


async def test_a_body_without_a_length_is_refused_at_the_cap(web):
    web.answers = [http(body=bytes(2**20 + 1), length=False)]

    async with web.client(limits=Limits(body_bytes=2**20)) as client:
        with pytest.raises(Unreachable, match="more than this program reads"):
            await ask(client)(get(web))
        assert not client.wire._transport._pool.connections  # the rest is not waited for


async def test_a_dripping_server_does_not_hold_us(web):
    async def drip(_):
        return [b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", *[b"x"] * 4999]

    web.answers = [drip]

    async with web.asking(limits=Limits(read_seconds=30, total_seconds=0.2)) as asking:
        with pytest.raises(Unreachable, match="took too long"):
            await asyncio.wait_for(asking(get(web)), 10)

    assert len(web.arrivals) == 1  # it would drip again


async def test_a_silent_server_is_asked_again_and_then_said_to_be_silent(web):
    async def silence(_):
        await asyncio.sleep(5)

    web.answers = [silence]

    async with web.asking(limits=Limits(read_seconds=0.05)) as asking:
        with pytest.raises(Unreachable, match="did not answer in time"):
            await asking(get(web))

    assert len(web.arrivals) == 3


async def test_a_closed_port_is_said_to_be_one(web):
    url = web.url("/?q=Maren")
    web._server.close()
    await web._server.wait_closed()

    async with web.asking() as asking:
        with pytest.raises(Unreachable, match=r"^a\.example:\d+ could not be connected to$"):
            await asking(Request(url=url))

    assert len(web.ledger) == 3


async def test_a_packed_answer_is_unpacked_and_the_head_of_one_has_no_body(web):
    packed = gzip.compress(b"hello " * 1000)
    web.answers = [
        http(body=packed, head=[("Content-Encoding", "gzip")]),
        http(head=[("Content-Encoding", "gzip")]).replace(b"Content-Length: 0", b"Content-Length: 99999999"),
    ]

    async with web.asking() as asking:
        whole = await asking(get(web))
        head = await asking(get(web, method="HEAD"))

    assert whole.body == b"hello " * 1000
    assert (head.status, head.body) == (200, b"")


# -- redirects


async def test_five_redirects_are_followed_and_the_final_address_is_told(web):
    web.answers = [*(moved(f"/{n}") for n in range(1, 6)), http(body=b"end")]

    async with web.asking() as asking:
        reply = await asking(get(web))

    assert (reply.url, reply.body) == (web.url("/5"), b"end")


async def test_six_are_not(web):
    web.answers = [moved("/again")]

    async with web.asking() as asking:
        with pytest.raises(Unreachable, match="redirects too often"):
            await asking(get(web))

    assert len(web.arrivals) == 6


async def test_every_hop_pays_the_pace(web):
    web.answers = [moved("/1"), http()]

    async with web.asking(pace=7.0) as asking:
        await asking(get(web))

    assert web.arrivals[1].at - web.arrivals[0].at >= 6.999


async def test_a_redirect_that_is_the_answer_is_not_followed(web):
    web.answers = [moved(web.url("/elsewhere"))]

    async with web.asking() as asking:
        reply = await asking(get(web, follow=False))

    assert (reply.status, reply.headers["location"]) == (302, web.url("/elsewhere"))
    assert len(web.arrivals) == 1


@pytest.mark.parametrize(
    "where",
    ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::1]:{port}/", "http://2130706433:{port}/", "http://0x7f.1:{port}/",
     "http://169.254.169.254/latest/meta-data/", "http://192.168.1.1/", "//127.1:{port}/", "http://rebound.example:{port}/",
     "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://me:pw@a.example:{port}/"],
)  # fmt: skip
async def test_a_redirect_to_an_own_or_impossible_place_is_not_followed(web, where):
    web.answers = [moved(where.format(port=web.port)), http(body=b"inside")]

    async with web.asking() as asking:
        with pytest.raises(Unreachable) as caught:
            await asking(get(web, params=SECRET))

    assert len(web.arrivals) == 1
    assert "Maren" not in str(caught.value)


async def test_a_page_of_the_web_does_not_lead_to_an_own_host_that_the_configuration_opens(web):
    """Else any page could make this program press buttons on her own SearXNG."""
    lie = {"searx.lan": "127.0.0.1", "a.example": "127.0.0.1"}

    async def resolver(host, port):
        return [lie[host]]

    web.answers = [moved(web.url("/preferences?clear=1", host="searx.lan"))]
    opened = frozenset({f"a.example:{web.port}", f"searx.lan:{web.port}"})

    async with web.asking(open_hosts=opened, resolver=resolver) as asking:
        with pytest.raises(Unreachable, match="not on the public internet"):
            await asking(get(web))

    assert len(web.arrivals) == 1


async def test_a_key_and_a_condition_are_for_the_host_that_they_were_made_for(web):
    web.answers = [moved("/same"), moved("https://a.example:8443/other"), http()]
    key = {"X-Subscription-Token": "key-1", "Authorization": "Bearer key-2", "Accept": "application/json"}

    async with web.asking(gateway=web.url(host="127.0.0.1"), validators=Validators(etag='"1"')) as asking:
        await asking(Request(url="https://a.example/", headers=key, conditional=True))

    there, same, other = (arrival.headers for arrival in web.arrivals)
    assert there["x-subscription-token"] == same["x-subscription-token"] == "key-1"
    assert there["if-none-match"] == same["if-none-match"] == '"1"'
    assert other["accept"] == "application/json"
    assert not {"x-subscription-token", "authorization", "if-none-match"} & set(other)


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [(303, "POST", "GET"), (302, "POST", "GET"), (307, "POST", "POST"), (303, "HEAD", "HEAD")],
)
async def test_a_redirect_changes_the_method_as_the_standard_says(web, status, method, then):
    web.answers = [moved("/next", status), http()]

    async with web.asking() as asking:
        await asking(get(web, method=method))

    assert web.arrivals[1].method == then


async def test_a_body_goes_with_a_post_and_along_within_its_host(web):
    web.answers = [moved("/again", 307), moved("/done", 303), http()]

    async with web.asking() as asking:
        await asking(
            get(web, method="POST", body=b'{"query": "Z\xc3\xb6e"}', headers={"Content-Type": "application/json"})
        )

    assert [arrival.body for arrival in web.arrivals] == [b'{"query": "Z\xc3\xb6e"}'] * 2 + [b""]
    assert web.arrivals[0].headers["content-type"] == "application/json"


async def test_a_body_is_for_the_host_that_it_was_made_for(web):
    web.answers = [moved("https://a.example:8443/other", 307), http()]

    async with web.asking(gateway=web.url(host="127.0.0.1")) as asking:
        with pytest.raises(Unreachable, match="on to another host"):
            await asking(Request(url="https://a.example/", method="POST", body=b'{"query": "Maren"}'))

    assert len(web.arrivals) == 1


# -- conditional requests


async def test_a_condition_is_sent_and_a_304_means_that_the_last_answer_stands(web):
    web.answers = [http(304)]
    last = Validators(etag='W/"abc"', last_modified="Mon, 12 Oct 2026 08:00:00 GMT")

    async with web.asking(validators=last) as asking:
        with pytest.raises(Unchanged):
            await asking(get(web, conditional=True))

    sent = web.arrivals[0].headers
    assert sent["if-none-match"] == last.etag
    assert sent["if-modified-since"] == last.last_modified
    assert asking.validators == Validators()


@pytest.mark.parametrize("conditional", [True, False])
async def test_a_304_that_nobody_asked_for_does_not_say_that_an_answer_stands(web, conditional):
    web.answers = [http(304)]
    known = Validators() if conditional else Validators(etag='"1"')

    async with web.asking(validators=known) as asking:
        reply = await asking(get(web, conditional=conditional))

    assert reply.status == 304
    assert "if-none-match" not in web.arrivals[0].headers


async def test_the_validators_of_a_conditional_answer_are_kept_for_next_week(web):
    fresh = [("ETag", '"new"'), ("Last-Modified", "Mon, 19 Oct 2026 08:00:00 GMT")]
    web.answers = [http(head=fresh), http(head=[("ETag", '"of another page"')]), http(404, head=[("ETag", '"none"')])]

    async with web.asking() as asking:
        await asking(get(web, conditional=True))
        await asking(get(web, "/page2"))
        await asking(get(web, conditional=True))

    assert asking.validators == Validators(etag='"new"', last_modified="Mon, 19 Oct 2026 08:00:00 GMT")


async def test_a_validator_that_could_not_be_said_again_is_not_kept(web):
    web.answers = [http(head=[("ETag", '"\xe9\x80"'), ("Last-Modified", "x" * 5000)])]

    async with web.asking() as asking:
        await asking(get(web, conditional=True))

    assert asking.validators == Validators()


# -- TLS


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def tls(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("a.example").configure_cert(context)
    return context


@pytest.fixture
def trusting(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


async def test_a_host_that_proves_who_it_is_is_asked(tls, trusting):
    async with Web(SteppedClock(START), tls=tls) as web, web.asking(trust=trusting) as asking:
        reply = await asking(get(web))

    assert reply.status == 200


@pytest.mark.parametrize("wrong", ["authority", "name"])
async def test_a_host_that_does_not_is_told_apart_and_not_asked(tls, trusting, wrong):
    async with Web(SteppedClock(START), tls=tls) as web:
        trust = trusting if wrong == "name" else None  # None: what this machine trusts
        async with web.asking(trust=trust) as asking:
            with pytest.raises(Unreachable, match="could not prove who it is"):
                await asking(get(web, host="b.example" if wrong == "name" else "a.example"))

    assert not web.arrivals
    assert len(web.ledger) == 1


async def test_a_host_without_tls_is_not_asked_without_it(web, trusting):
    async def plain(reader, writer):
        await reader.read(1)
        writer.write(http(400))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    url = f"https://a.example:{(port := server.sockets[0].getsockname()[1])}/"

    async with server, web.asking(trust=trusting, open_hosts=frozenset({f"a.example:{port}"})) as asking:
        with pytest.raises(Unreachable, match="securely"):
            await asking(Request(url=url))

    assert len(web.ledger) == 1


async def test_a_secure_page_does_not_lead_to_an_insecure_one(tls, trusting, web):
    async with Web(SteppedClock(START), tls=tls, answers=[moved(web.url("/"))]) as secure:
        opened = frozenset({f"a.example:{port}" for port in (secure.port, web.port)})
        async with secure.asking(trust=trusting, open_hosts=opened) as asking:
            with pytest.raises(Unreachable, match="not followed"):
                await asking(get(secure))

    assert not web.arrivals


# -- the address rule


@pytest.mark.parametrize("opened", [frozenset(), frozenset({"127.0.0.1:1", "other.example"})])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433"])
async def test_this_machine_is_not_asked_unless_the_configuration_names_it(web, host, opened):
    async with web.asking(open_hosts=opened) as asking:
        with pytest.raises(Unreachable, match="not on the public internet"):
            await asking(Request(url=f"http://{host}:{web.port}/"))

    assert not web.arrivals
    assert not web.ledger


async def test_a_name_that_resolves_to_this_machine_is_not_asked_either(web):
    """Keeps the private attribute honest over which the guard is put into httpx (DEPENDENCIES)."""
    async with web.asking(open_hosts=frozenset()) as asking:
        with pytest.raises(Unreachable, match="not on the public internet"):
            await asking(Request(url=web.url(host="evil.example")))

    assert not web.arrivals


async def test_a_name_that_does_not_exist_is_said_to_be_none(web):
    async def resolver(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    async with web.asking(resolver=resolver) as asking:
        with pytest.raises(Unreachable, match="there is no such name"):
            await asking(get(web))

    assert len(web.ledger) == 1


# -- the gateway


@pytest.fixture
def through_gateway(web):
    async def resolver(host, port):
        raise AssertionError(f"{host} was resolved")

    async def gateway_only(host, port):
        return ["127.0.0.1"] if host == "127.0.0.1" else await resolver(host, port)

    return {"gateway": f"http://127.0.0.1:{web.port}/", "open_hosts": frozenset(), "resolver": gateway_only}


async def test_the_gateway_is_sent_the_original_address_host_and_headers(web, through_gateway):
    async with web.asking(**through_gateway) as asking:
        request = Request(url="https://seen.example:8443/a/b?x=1", params=SECRET, headers={"X-Key": "k"})
        reply = await asking(request)

    arrival = web.arrivals[0]
    assert arrival.target == "/https/seen.example:8443/a/b?x=1&q=%22Maren%20Holloway%22%20LCSW"
    assert arrival.headers["host"] == "seen.example:8443"
    assert arrival.headers["x-key"] == "k"
    assert reply.url == "https://seen.example:8443/a/b?x=1&q=%22Maren%20Holloway%22%20LCSW"
    assert [row.host for row in web.ledger] == ["seen.example:8443"]


@pytest.mark.parametrize(
    "form", ["https://two.example/x?y=1", "/https/two.example/x?y=1", "http://127.0.0.1:{port}/https/two.example/x?y=1"]
)
async def test_a_redirect_through_the_gateway_leads_to_the_original(web, through_gateway, form):
    web.answers = [moved(form.format(port=web.port)), http()]

    async with web.asking(**through_gateway) as asking:
        reply = await asking(Request(url="https://one.example/start"))

    assert reply.url == "https://two.example/x?y=1"
    assert web.arrivals[1].target == "/https/two.example/x?y=1"
    assert [row.host for row in web.ledger] == ["one.example", "two.example"]


async def test_a_redirect_within_the_host_stays_within_the_original(web, through_gateway):
    web.answers = [moved("../other?z=2"), http()]

    async with web.asking(**through_gateway) as asking:
        reply = await asking(Request(url="https://one.example/a/b"))

    assert reply.url == "https://one.example/other?z=2"


async def test_behind_the_gateway_each_original_host_has_its_own_pace(web, through_gateway):
    async with web.client(**through_gateway) as client:
        urls = ["https://one.example/", "https://one.example/2", "https://two.example/"]
        await asyncio.gather(*(ask(client, pace=10)(Request(url=url)) for url in urls))

    at = {arrival.target: arrival.at for arrival in web.arrivals}
    assert at["/https/one.example/2"] - at["/https/one.example/"] >= 9.999
    assert at["/https/two.example/"] < 9.999


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/", "http://2130706433/",
     "http://0x7f000001/", "http://10.0.0.1/", "http://127.0.0.1:{port}/", "http://[::ffff:127.0.0.1]/"],
)  # fmt: skip
async def test_the_address_rule_goes_by_the_original_also_behind_a_gateway(web, through_gateway, url):
    named = {f"127.0.0.1:{web.port}"}  # as the configuration does: of all it opens, the gateway's is no original

    async with web.asking(**through_gateway | {"open_hosts": frozenset(named)}) as asking:
        with pytest.raises(Unreachable, match="not on the public internet"):
            await asking(Request(url=url.format(port=web.port)))

    assert not web.arrivals
    assert not web.ledger


async def test_an_open_host_is_asked_through_the_gateway_too(web, through_gateway):
    async with web.asking(**through_gateway | {"open_hosts": frozenset({"127.0.0.1:8888"})}) as asking:
        await asking(Request(url="http://127.0.0.1:8888/search"))

    assert web.arrivals[0].target == "/http/127.0.0.1:8888/search"


async def test_the_clock_in_a_disclosure_is_the_one_passed_in(web):
    web.clock.jump(timedelta(weeks=3))

    async with web.asking(purpose="first look") as asking:
        await asking(get(web))

    assert web.ledger[0].at == datetime(2026, 11, 9, 15, 0, tzinfo=UTC)
    assert web.ledger[0].purpose == "first look"
