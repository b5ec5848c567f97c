"""The sweep: against sites that answer from a script, and its probes against real sockets (promises 3, 11, 12)."""

import asyncio
import gzip
import ssl
from collections import Counter

import pytest
import trustme

from checks.model import Outcome
from checks.sites import LIES, Signs, Site, control, trial
from monitor.clock import SteppedClock
from monitor.ledger import Ledger
from monitor.sweep import sweep
from tests.monitor.fakes_client import START, Web, http

HANDLE = "quietjuniper"
HERE, NOT_HERE = (200, b"Member since 2009"), (404, b"no such member")


def site(number=0, url="https://site{}.example/u/{{account}}"):
    return Site(
        name=f"Site {number}",
        url=url.format(number),
        found=Signs(codes=frozenset({200}), strings=("Member since",)),
        missing=Signs(codes=frozenset({404}), strings=("no such member",)),
    )


async def swept(answer, *, sites=1, at_once=4, seconds=10.0):
    """Verdicts by site, and (site, handle) as it was asked, in order."""
    told, asked = {}, []

    async def send(row, step, left):
        name = step.probe.url.rpartition("/")[2]
        asked.append((row.name, "hers" if name == HANDLE else "nobody's"))
        said = answer(row, name)
        status, body = await said if asyncio.iscoroutine(said) else said
        step.look.begin(status, {})
        step.look.feed(body)

    async def tell(row, verdict, _look):
        told[row.name] = verdict

    rows = [site(number) for number in range(sites)]
    await sweep(((row, trial(row, HANDLE)) for row in rows), send=send, tell=tell, at_once=at_once, seconds=seconds)
    return told, asked


def has(*numbers):
    return lambda row, name: HERE if name == HANDLE and row.name in {f"Site {n}" for n in numbers} else NOT_HERE


async def test_a_site_is_asked_once_and_one_that_claims_an_account_three_times():
    told, asked = await swept(has(3), sites=10)

    assert {name for name, verdict in told.items() if verdict.is_there} == {"Site 3"}
    assert Counter(name for name, _ in asked) == Counter({f"Site {n}": 1 for n in range(10)} | {"Site 3": 3})


async def test_a_claim_is_asked_again_only_after_every_site_was_asked():
    _, asked = await swept(has(0), sites=30, at_once=2)

    first = {name: asked.index((name, "hers")) for name, _ in asked}
    again = len(asked) - 1 - asked[::-1].index(("Site 0", "hers"))
    assert again > max(at for name, at in first.items() if name != "Site 0")


async def test_a_row_that_finds_everybody_is_quarantined():
    told, _ = await swept(lambda _row, _name: HERE)

    assert told["Site 0"].is_there is None
    assert told["Site 0"].reason == LIES


async def test_no_more_are_asked_at_once_than_there_may_be():
    under_way, most = 0, 0

    async def answer(_row, _name):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return NOT_HERE

    await swept(answer, sites=40, at_once=5)

    assert most == 5


async def test_a_claim_of_a_slow_site_is_not_waited_for_longer_than_a_silent_site():
    async def answer(_row, _name):
        await asyncio.sleep(0.08)
        return HERE

    told, asked = await swept(answer, seconds=0.05)

    assert told["Site 0"].outcome is Outcome.UNREACHABLE
    assert len(asked) == 1


# Its probes


@pytest.fixture
async def web():
    async with Web(SteppedClock(START)) as one:
        yield one


async def probed(web, *, url=None, tells=("handle",), seconds=5.0, handle=HANDLE, **changed):
    """The verdict of one site on a web of ours."""
    row, told = site(url=url or web.url("/u/{{account}}")), []
    async with web.client(**changed) as client:

        async def send(_row, step, left):
            return await client.probe("handle_sweep", tells, step, min(left, seconds))

        async def tell(_row, verdict, _look):
            told.append(verdict)

        await sweep([(row, trial(row, handle))], send=send, tell=tell, at_once=1, seconds=seconds)
    return told[0]


async def test_a_found_account_stands_in_the_ledger_with_every_request(web):
    def answer(arrival):
        assert len(web.ledger) == len(web.arrivals)  # written before it was sent
        return http(200, HERE[1]) if arrival.target.endswith(HANDLE) else http(404, NOT_HERE[1])

    web.answers = [answer]

    verdict = await probed(web)

    assert verdict.is_there
    assert [(row.source, row.tells) for row in web.ledger] == [("handle_sweep", ("handle",))] * 3
    assert {arrival.headers["user-agent"].partition("/")[0] for arrival in web.arrivals} == {"clinician-footprint"}
    assert not any("robots" in arrival.target for arrival in web.arrivals)


async def test_a_control_alone_tells_nothing_of_her_and_needs_no_ledger(web):
    web.answers = [http(404, NOT_HERE[1])]

    await probed(web, tells=(), handle=control(site()))

    assert not web.ledger


async def test_a_redirect_is_never_followed(web):
    web.answers = [http(302, head=[("Location", web.url("/elsewhere"))]), http(200, HERE[1])]

    verdict = await probed(web)

    assert verdict.outcome is Outcome.UNREADABLE
    assert len(web.arrivals) == 1


@pytest.mark.parametrize("answer", [http(429), http(503), http(500), None])
async def test_a_probe_is_sent_once_whatever_comes_of_it(web, answer):
    web.answers = [answer or (lambda _: None)]

    verdict = await probed(web)

    assert verdict.is_there is None
    assert len(web.arrivals) == 1


async def test_a_host_that_asks_to_be_left_alone_is_not_asked_for_the_trial(web):
    web.answers = [http(200, HERE[1]), http(429, head=[("Retry-After", "3600")])]

    verdict = await probed(web)

    assert verdict.outcome is Outcome.BLOCKED
    assert len(web.arrivals) == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "a.example"])
async def test_addresses_that_are_not_public_are_not_asked(web, host):
    verdict = await probed(web, url=f"http://{host}:{web.port}/u/{{{{account}}}}", open_hosts=frozenset())

    assert verdict.outcome is Outcome.UNREACHABLE
    assert not web.arrivals


async def test_a_page_is_read_to_its_cap_and_not_further(web):
    bomb = gzip.compress(HERE[1] + b" " * (64 * 2**20))
    web.answers = [
        http(404, gzip.compress(b"x" * 3 * 2**20), head=[("Content-Encoding", "gzip")]),
        http(200, bomb, head=[("Content-Encoding", "gzip")]),
    ]

    assert (await probed(web)).reason == "the page is longer than this program reads"
    assert (await probed(web)).reason == LIES  # 64 MiB of it would else be read three times


async def test_a_dripping_site_is_one_that_does_not_answer(web):
    async def drip(_):
        return [b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", *[b"x"] * 4999]

    web.answers = [drip]

    verdict = await asyncio.wait_for(probed(web, seconds=0.2), 5)

    assert verdict.reason == "it did not answer in time"


async def test_a_site_must_prove_who_it_is():
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("a.example").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    async with Web(SteppedClock(START), tls=context) as web:
        web.answers = [http(404, NOT_HERE[1])]

        right = await probed(web, trust=trusting)
        wrong = await probed(web, trust=trusting, url=web.url("/u/{{account}}", host="b.example"))

    assert right.is_there is False
    assert "could not prove who it is" in wrong.reason
    assert len(web.arrivals) == 1


async def test_rows_of_the_ledger_that_come_together_are_written_together_and_before_anybody_goes_on():
    from concurrent.futures import ThreadPoolExecutor

    written, seen = [], []
    with ThreadPoolExecutor(max_workers=1) as executor:
        ledger = Ledger(lambda *rows: written.append(rows), executor)

        async def one(row):
            await ledger(row)
            seen.append(row in [each for rows in written for each in rows])

        await asyncio.gather(*map(one, range(50)))

    assert sorted(sum(written, ())) == list(range(50))
    assert len(written) < 5
    assert all(seen)
