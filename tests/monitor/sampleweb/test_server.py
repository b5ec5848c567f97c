import threading

import httpx
import pytest

from monitor.sampleweb.server import Received, SampleWeb

PRIVATE = ("2816 NE Alder Court", "(503) 555-0177", "1981-04-17")


@pytest.fixture(scope="module")
def web():
    with SampleWeb() as running:
        yield running


@pytest.fixture
def client(web):
    web.week = 1
    web.requests.clear()
    with httpx.Client(base_url=web.url, trust_env=False) as open_client:
        yield open_client


def test_a_source_answers_under_scheme_host_and_path(client):
    answer = client.get("/http/searx.example/search", params={"q": '"Maren Holloway"', "format": "json"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["query"] == '"Maren Holloway"'


def test_every_request_is_written_down_in_full(client, web):
    client.post(
        "/https/search.example/a%20b/?q=%22x%22&q=y", content=b"body", headers={"Host": "search.example", "X-Key": "k"}
    )

    (received,) = web.requests
    assert (received.method, received.url) == ("POST", "https://search.example/a%20b/?q=%22x%22&q=y")
    assert received.body == b"body"
    assert {("host", "search.example"), ("x-key", "k")} <= set(received.headers)


def test_a_port_stays_in_the_host(client, web):
    client.get("/http/127.0.0.1:8888/search?q=a")

    assert web.requests[0].url == "http://127.0.0.1:8888/search?q=a"


def test_a_host_that_is_not_in_the_story_is_seen_as_a_stray(client):
    answer = client.get("/https/elsewhere.example/")

    assert answer.status_code == 502
    assert "no such host: elsewhere.example" in answer.text


@pytest.mark.parametrize("where", ["url", "plus", "header", "body"])
def test_a_private_fact_that_left_the_program_is_seen_however_it_was_written(client, web, where):
    match where:
        case "url":
            for value in PRIVATE:
                client.get("/https/searx.example/search", params={"q": value})
        case "plus":
            client.get("/https/searx.example/search?q=2816+NE+Alder+Court+%28503%29+555-0177+1981-04-17")
        case "header":
            client.get("/https/searx.example/", headers={"X-Note": "; ".join(PRIVATE)})
        case "body":
            client.post("/https/searx.example/search", data={"q": "; ".join(PRIVATE)})

    said = "\n".join(received.said for received in web.requests)
    assert [value for value in PRIVATE if value not in said] == []


def test_what_is_percent_encoded_twice_is_seen_too():
    received = Received(method="GET", url="https://a.example/?next=%2528503%2529", headers=(), body=b"")

    assert "(503)" in received.said


def test_the_week_can_be_turned_while_it_runs(client, web):
    def mailing():
        answer = client.get("/https/npiregistry.cms.hhs.gov/api/", params={"version": "2.1", "number": "2345678918"})
        return answer.json()["results"][0]["addresses"][0]["address_1"]

    before = mailing()
    web.week = 3

    assert (before, mailing()) == ("1904 SW JUNIPER STREET", "2816 NE ALDER CT")


def test_only_the_first_question_of_the_second_week_is_throttled(client, web):
    def status():
        return client.get(
            "/https/api.search.brave.com/res/v1/web/search",
            params={"q": "Maren"},
            headers={"X-Subscription-Token": "sample-key"},
        ).status_code

    first_week = [status(), status()]
    web.week = 2

    assert (first_week, [status(), status(), status()]) == ([200, 200], [429, 200, 200])


def test_answers_are_compressed_for_who_can_read_that(client):
    url = "/http/searx.example/search?q=%22Maren+Holloway%22&format=json"

    packed, plain = (
        client.get(url, headers={"Accept-Encoding": "gzip"}),
        client.get(url, headers={"Accept-Encoding": "identity"}),
    )

    assert (packed.headers["content-encoding"], plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.json() == plain.json()


def test_it_leaves_no_thread_and_no_open_port():
    before = set(threading.enumerate())

    with SampleWeb() as web:
        url = web.url
        running = {thread.name for thread in set(threading.enumerate()) - before}

    assert running == {"sample web"}
    assert set(threading.enumerate()) - before == set()
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)


def test_it_ends_while_a_connection_is_still_held_open():
    before = set(threading.enumerate())

    with httpx.Client(trust_env=False) as client, SampleWeb() as web:
        client.get(f"{web.url}/https/elsewhere.example/")

    assert set(threading.enumerate()) - before == set()


def test_two_can_run_side_by_side_in_different_weeks():
    with SampleWeb(week=1) as one, SampleWeb(week=4) as other:
        profiles = [
            httpx.get(
                f"{web.url}/https/public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=marenholloway.bsky.social",
                trust_env=False,
            ).json()["description"]
            for web in (one, other)
        ]

    assert "Juniper Street" not in profiles[0]
    assert "Juniper Street" in profiles[1]
