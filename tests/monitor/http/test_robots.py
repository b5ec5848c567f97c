"""What a site asks of programs, read by the robots.txt that it gives, over real sockets (promise 12)."""

import time

import pytest

from checks.errors import Blocked, Unreachable
from checks.source import Request
from monitor.client import Limits
from monitor.clock import SteppedClock
from monitor.http import robots
from tests.monitor.fakes_client import START, Web, ask, http, moved


@pytest.fixture
async def web():
    async with Web(SteppedClock(START)) as one:
        yield one


def site(rules, page=b"<p>a page</p>"):
    """Answers by path: `rules` for robots.txt, the page for everything else."""

    def answer(arrival):
        return rules if arrival.target == "/robots.txt" else http(body=page)

    return [answer]


def rules(text):
    return http(body=text.encode())


def page(web, path="/her", **said):
    return Request(url=web.url(path, **said), page=True)


async def test_robots_txt_is_asked_once_before_the_pages_of_a_host(web):
    web.answers = site(rules("User-agent: *\nDisallow: /private"))

    async with web.asking() as asking:
        await asking(page(web))
        await asking(page(web, "/other"))

    assert [arrival.target for arrival in web.arrivals] == ["/robots.txt", "/her", "/other"]
    assert len(web.ledger) == 3


async def test_what_is_no_page_goes_by_no_robots_txt(web):
    web.answers = site(rules("User-agent: *\nDisallow: /"))

    async with web.asking() as asking:
        await asking(Request(url=web.url("/api")))

    assert [arrival.target for arrival in web.arrivals] == ["/api"]


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /",
        "User-agent: *\nDisallow: /h*r$",
        "User-Agent: Clinician-Footprint\ndisallow: /her\n\nUser-agent: *\nAllow: /",
        "\ufeffUser-agent: one\nUser-agent: *\nDisallow: /her # no programs",
    ],
)
async def test_a_page_that_is_closed_to_programs_is_not_asked(web, text):
    web.answers = site(rules(text))

    async with web.asking() as asking:
        with pytest.raises(Blocked, match=r"its robots\.txt asks programs to stay away"):
            await asking(page(web))

    assert [arrival.target for arrival in web.arrivals] == ["/robots.txt"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html>no robots here</html>",
        "User-agent: other\nDisallow: /",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: /\nAllow: /her",
        "User-agent: *\nDisallow: /\n\nUser-agent: clinician-footprint\nDisallow: /x",
    ],
)
async def test_a_page_that_is_open_is_asked(web, text):
    web.answers = site(rules(text))

    async with web.asking() as asking:
        reply = await asking(page(web))

    assert reply.body == b"<p>a page</p>"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_a_site_without_rules_lets_everybody_in(web, status):
    web.answers = site(http(status))

    async with web.asking() as asking:
        assert (await asking(page(web))).status == 200


@pytest.mark.parametrize("broken", [http(500), http(503), None])
async def test_where_the_rules_cannot_be_had_nothing_is_asked(web, broken):
    web.answers = site(broken)

    async with web.asking() as asking:
        for _ in range(2):
            with pytest.raises(Unreachable, match=r"rules for programs \(robots.txt\)"):
                await asking(page(web))

    assert {arrival.target for arrival in web.arrivals} == {"/robots.txt"}
    assert len(web.arrivals) == Limits().attempts


async def test_a_throttle_is_a_refusal_and_no_missing_file(web):
    web.answers = site(http(429))

    async with web.asking() as asking:
        with pytest.raises(Blocked):
            await asking(page(web))

    assert {arrival.target for arrival in web.arrivals} == {"/robots.txt"}


async def test_the_rules_of_the_host_that_a_page_moved_to_count_there(web):
    def answer(arrival):
        match arrival.target:
            case "/https/b.example/robots.txt":
                return rules("User-agent: *\nDisallow: /")
            case "/https/a.example/her":
                return moved("https://b.example/moved")
        return http(404)

    web.answers = [answer]

    async with web.asking(gateway=web.url("", host="127.0.0.1")) as asking:
        with pytest.raises(Blocked, match=r"b\.example"):
            await asking(Request(url="https://a.example/her", page=True))

    asked = ["/https/a.example/robots.txt", "/https/a.example/her", "/https/b.example/robots.txt"]
    assert [arrival.target for arrival in web.arrivals] == asked


async def test_moved_rules_are_followed(web):
    def answer(arrival):
        match arrival.target:
            case "/robots.txt":
                return moved("/rules/robots.txt", 301)
            case "/rules/robots.txt":
                return rules("User-agent: *\nDisallow: /her")
        return http()

    web.answers = [answer]

    async with web.asking() as asking:
        with pytest.raises(Blocked):
            await asking(page(web))


async def test_two_sources_share_the_rules_of_a_host(web):
    web.answers = site(rules(""))

    async with web.client() as client:
        await ask(client)(page(web))
        await ask(client)(page(web, "/other"))

    assert [arrival.target for arrival in web.arrivals].count("/robots.txt") == 1


async def test_a_crawl_delay_is_kept(web):
    web.answers = site(rules("User-agent: *\nCrawl-delay: 30"))

    async with web.asking(pace=2.0) as asking:
        await asking(page(web))
        await asking(page(web, "/other"))

    _, first, second = web.arrivals
    assert second.at - first.at >= 30


async def test_a_delay_that_no_scan_waits_for_allows_one_page(web):
    web.answers = site(rules("User-agent: *\nCrawl-delay: 86400"))

    async with web.asking() as asking:
        await asking(page(web))
        with pytest.raises(Blocked, match="longer pauses"):
            await asking(page(web, "/other"))

    assert [arrival.target for arrival in web.arrivals] == ["/robots.txt", "/her"]


@pytest.mark.parametrize(
    "hostile",
    [
        "".join(f"User-agent: p{n}\n" for n in range(20_000)) + "Disallow: /\n" * 20_000,
        "User-agent: *\n" + f"Disallow: /{'*a' * 1000}$\n" * 200,
        "User-agent: *\nDisallow: /" + "a" * 400_000,
        "User-agent: *\nCrawl-delay: nan\nCrawl-delay: -1\nCrawl-delay: 1e999\n",
        "\x00\x1b[2J\n" * 50_000,
        "User-agent\n: :\nDisallow\n" * 20_000,
    ],
)
def test_hostile_rules_cost_little(hostile):
    began = time.process_time()

    parsed = robots.Rules(parsed=robots.read(hostile.encode()))

    assert parsed.allow("https://a.example/" + "a" * 60)
    assert parsed.delay_seconds == 0
    assert time.process_time() - began < 5
