"""URLs as they leave, and the detour through the gateway and back."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.errors import Unreachable
from checks.source import Request
from monitor.http.urls import back, spelled, through
from monitor.http.wire import canonical

GATEWAYS = st.sampled_from(["http://127.0.0.1:8765", "http://[::1]:8765", "http://localhost", "http://127.0.0.1:1/web"])
SAYABLE = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)
LABEL = st.from_regex(r"[a-z][a-z0-9-]{0,10}[a-z0-9]", fullmatch=True)


@st.composite
def addresses(draw):
    """URLs as sources and redirects give them: ports, doubled slashes, dots, escapes, quotes, queries."""
    host = ".".join(draw(st.lists(LABEL, min_size=2, max_size=3)))
    port = draw(st.sampled_from(["", ":8443", ":80"]))
    path = draw(st.text(st.sampled_from("ab/.%2é\"' ;:@~+|"), max_size=20))
    query = draw(st.sampled_from(["", "?"])) + draw(st.text(st.sampled_from("ab=&/?%20+é'\""), max_size=10))
    try:
        return canonical(f"{draw(st.sampled_from(['http', 'https']))}://{host}{port}/{path}{query}")
    except Unreachable:  # an impossible label such as xn--a
        return "https://a.example/"


@settings(deadline=None)
@given(GATEWAYS, addresses())
def test_the_detour_through_the_gateway_leads_back_to_the_original(gateway, url):
    detour = through(gateway, url)

    assert detour.startswith(gateway + "/http")
    assert back(gateway, detour) == url
    assert back(gateway, detour.removeprefix(gateway)) == url  # without the gateway's own address


@settings(deadline=None)
@given(GATEWAYS, addresses())
def test_a_redirect_to_a_plain_original_stays_as_it_is(gateway, url):
    assert back(gateway, url) == url


@settings(deadline=None)
@given(GATEWAYS, addresses())
def test_what_the_gateway_is_sent_names_the_original_host_first(gateway, url):
    """No dot segment is left over which the gateway's path could name another host than ledger and pace do."""
    detour = canonical(through(gateway, url))

    assert detour.removeprefix(canonical(gateway).rstrip("/")).split("/")[2] == urlsplit(url).netloc


@pytest.mark.parametrize(
    "location", ["/next", "next", "?page=2", "//b.example/x", "", "/http", "/https/", "/httpsx/a/b"]
)
def test_a_redirect_within_the_original_host_stays_as_it_is(location):
    assert back("http://127.0.0.1:8765", location) == location


def test_a_longer_port_is_not_the_gateway():
    assert (
        back("http://127.0.0.1:87", "http://127.0.0.1:8765/https/a.example/")
        == "http://127.0.0.1:8765/https/a.example/"
    )


@settings(deadline=None)
@given(st.lists(st.tuples(SAYABLE, SAYABLE), max_size=5), st.sampled_from(["", "?", "?a=1", "?a=1&"]))
def test_every_parameter_arrives_as_it_was_meant(params, given_query):
    request = Request(url=f"https://a.example/search{given_query}", params=tuple(params))

    arrived = parse_qsl(urlsplit(canonical(spelled(request))).query, keep_blank_values=True, strict_parsing=False)

    expected = ([("a", "1")] if "a" in given_query else []) + [pair for pair in params if pair != ("", "")]
    assert [pair for pair in arrived if pair != ("", "")] == expected


def test_a_fragment_does_not_swallow_the_parameters():
    request = Request(url="https://a.example/search#results", params=(("q", '"Maren Holloway" LCSW'),))

    assert spelled(request) == "https://a.example/search?q=%22Maren%20Holloway%22%20LCSW"


@pytest.mark.parametrize("bad", ["\n", "\r\nX-Evil: 1", "\x00", "\x1b[31m", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize("place", ["url", "name", "value"])
def test_a_control_character_is_refused_wherever_it_stands(bad, place):
    said = {"url": "", "name": "", "value": ""} | {place: bad}
    request = Request(url=f"https://a.example/{said['url']}", params=((f"q{said['name']}", f"v{said['value']}"),))

    with pytest.raises(Unreachable, match="control characters"):
        spelled(request)


@pytest.mark.parametrize(
    "url",
    ["", "a.example", "/path", "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///x",
     "http://a.example:99999/", "http://a.example:0/", "http://me:secret@a.example/", "http://me@a.example/", "http://[bad/"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_without_repeating_it(url):
    with pytest.raises(Unreachable, match="not asked") as caught:
        canonical(url)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://A.Example:443", "https://a.example/"),
        ("http://a.example:8080/x#part", "http://a.example:8080/x"),
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
        ("https://a.example/../../b/./c", "https://a.example/b/c"),
        ("http://127。0。0。1/", "http://127.0.0.1/"),
    ],
)
def test_one_address_has_one_spelling(url, expected):
    assert canonical(url) == expected
    assert canonical(expected) == expected
