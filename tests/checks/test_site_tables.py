"""Imported tables: what is taken over, what is off and why. Invented rows."""

import pytest

from checks import site_tables
from checks.errors import FootprintError
from checks.sites import probe, verdict

LICENCE = ["© Some Body", "Creative Commons Attribution-ShareAlike 4.0"]


def row(**said):
    return {
        "name": "Forum", "uri_check": "https://forum.example/u/{account}", "e_code": 200, "e_string": "Member since",
        "m_code": 404, "m_string": "no such member", "known": ["somebody"], "cat": "hobby",
    } | said  # fmt: skip


def table(*rows):
    return site_tables.read({"license": LICENCE, "authors": ["Some Body"], "sites": list(rows)})


def why(**said):
    return next((off.why for off in table(row(**said)).off), "")


def test_licence_and_credit_come_along():
    read = table(row())

    assert "Attribution-ShareAlike 4.0" in read.licence
    assert "Some Body" in read.credit


@pytest.mark.parametrize(
    "said",
    [
        {"uri_check": "https://f.example/signup/check?name={account}"},
        {"uri_check": "https://f.example/api/username_available?u={account}"},
        {"uri_check": "https://f.example/users/validate?u={account}"},
        {"uri_check": "https://f.example/register?u={account}"},
        {"uri_check": "https://f.example/password/reset?u={account}"},
        {"uri_check": "https://f.example/forgot?u={account}"},
        {"uri_check": "https://signup.f.example/u/{account}"},
        {"uri_check": "https://f.example/ajax", "post_body": "action=checkUsername&u={account}"},
        {"uri_check": "https://f.example/api/names/{account}", "e_string": '"taken":true'},
        {"uri_check": "https://f.example/api/names/{account}", "e_string": "That name is already in use"},
    ],
)
def test_a_row_that_asks_a_sign_up_availability_or_reset_endpoint_is_off(said):
    assert "sign-up, availability or reset" in why(**said)


def test_a_row_is_off_that_the_table_calls_invalid_or_that_asks_with_somebody_elses_key():
    assert "valid: false" in why(valid=False)
    assert "key" in why(uri_check="https://f.example/u/{account}?api_key=abc")
    assert why() == ""
    assert why(uri_check="https://f.example/authors/{account}?fields=created_time,valid_until") == ""


@pytest.mark.parametrize(
    "said",
    [
        {"uri_check": "ftp://f.example/{account}"}, {"uri_check": "https://a:b@f.example/{account}"}, {"uri_check": 7},
        {"uri_check": "https://f.example/"}, {"e_code": "200"}, {"m_code": None}, {"post_body": ["{account}"]},
        {"e_string": 5}, {"e_string": "x" * 5000}, {"uri_check": "https://[/{account}"},
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_costs_itself_only(said):
    read = table(row(**said), row(name="Other"))

    assert [site.name for site in read.sites] == ["Other"]
    assert [off.why for off in read.off] == ["it cannot be read"]


def test_sensitive_rows_are_off_unless_she_asks_for_their_kind():
    read = table(row(cat="xx NSFW xx"), row(uri_check="https://b.example/{account}", cat="dating"))

    assert [site.category for site in read.sites] == ["adult", "dating"]
    assert read.with_categories(()).sites == ()
    assert len(read.with_categories(()).off) == 2
    assert [site.category for site in read.with_categories(("dating",)).sites] == ["dating"]


def test_nothing_that_stands_for_somebody_else_is_sent():
    said = {
        "User-Agent": "Mozilla/5.0", "Cookie": "a=b", "authorization": "Bearer x", "X-Auth-Token": "t", "Sec-Fetch-Mode": "navigate",
        "X-CSRF": "1", "Host": "other.example", "Accept": "application/json", "X-Bad": "a\r\nb", "Accept-Language": "en",
    }  # fmt: skip

    site = table(row(headers=said)).sites[0]

    assert dict(probe(site, "quietjuniper").headers) == {"Accept": "application/json", "Accept-Language": "en"}
    assert site.is_bare
    assert not table(row(headers={"User-Agent": "Mozilla/5.0"})).sites[0].is_bare


def test_rows_that_ask_the_same_are_one_question_with_the_answers_of_both():
    read = table(row(e_string="a private member", e_code=403), row(name="again"))

    assert len(read.sites) == 1
    assert verdict(read.sites[0], 403, b"a private member").word == "found"
    assert verdict(read.sites[0], 200, b"Member since").word == "found"


def test_sherlocks_rows_are_read_by_their_three_kinds():
    read = site_tables.read(
        {
            "$schema": "data.schema.json",
            "Coded": {"errorType": "status_code", "url": "https://a.example/{}", "urlMain": "https://a.example"},
            "Told": {"errorType": "message", "errorMsg": ["Nobody"], "url": "https://b.example/{}"},
            "Led": {"errorType": "response_url", "url": "https://c.example/{}", "isNSFW": True},
            "Posted": {
                "errorType": "status_code", "url": "https://d.example/{}", "urlProbe": "https://d.example/api",
                "request_method": "POST", "request_payload": {"name": "{}"},
            },
            "Put": {"errorType": "status_code", "url": "https://e.example/{}", "request_method": "PUT"},
        }
    )  # fmt: skip
    coded, told, led, posted = read.sites

    assert [verdict(coded, status).word for status in (200, 404, 403, 500)] == [
        "found",
        "missing",
        "unknown",
        "unknown",
    ]
    assert [verdict(told, 200, b).word for b in (b"<p>Nobody", b"<p>Hi")] == ["missing", "found"]
    assert [verdict(led, status).word for status in (200, 302)] == ["found", "missing"]
    assert probe(posted, "quietjuniper").body == b'{"name": "quietjuniper"}'
    assert (led.category, [off.name for off in read.off]) == ("adult", ["Put"])
    assert "MIT" in read.licence


@pytest.mark.parametrize("document", [{}, [], None, {"sites": 3}, {"a": 1}, "sites"])
def test_another_file_is_refused(document):
    with pytest.raises(FootprintError, match="no table"):
        site_tables.read(document)
