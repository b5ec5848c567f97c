"""Which findings are one page, and which only one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Finding, Verdict
from monitor.mirrors import passed_on, traces


def finding(url, *, source="web", key="", **facts):
    return Finding(
        source=source, key=key or url, url=url, title="", facts={name: (value,) for name, value in facts.items()}
    )


def shared(one, other):
    """ "page", "person" or "nothing"."""
    common = traces(one) & traces(other)
    return "page" if any(trace.same_page for trace in common) else "person" if common else "nothing"


@pytest.mark.parametrize(
    "address",
    [
        "http://lookup.example/p/maren",
        "https://www.lookup.example/p/maren",
        "https://m.lookup.example/p/maren/",
        "https://lookup.example/p/Maren/index.html",
        "https://lookup.example/p/maren?utm_source=mail",
        "https://amp.lookup.example/p/maren/amp/",
    ],
)
def test_one_page_at_several_addresses_is_one_page(address):
    assert shared(finding("https://lookup.example/p/maren"), finding(address)) == "page"


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20260101000000/https://lookup.example/p/maren",
        "https://web.archive.org/web/2026id_/http://www.lookup.example/p/maren",
        "https://archive.ph/2026/https://lookup.example/p/maren",
        "https://webcache.googleusercontent.com/search?q=cache:lookup.example/p/maren",
        "https://www.google.com/amp/s/lookup.example/p/maren",
    ],
)
def test_a_copy_in_an_archive_is_about_the_same_person_and_another_page(address):
    assert shared(finding("https://lookup.example/p/maren"), finding(address)) == "person"


def test_the_same_handle_on_the_same_platform_is_one_profile():
    by_handle = finding(
        "https://bsky.app/profile/maren.example", source="bluesky", key="maren.example", handle="maren.example"
    )
    by_number = finding("https://bsky.app/profile/did:plc:7731", handle="@Maren.example")
    elsewhere = finding("https://forum.example/u/maren.example", handle="maren.example")

    assert shared(by_handle, by_number) == "page"
    assert shared(by_handle, elsewhere) == "nothing"


def test_mirrors_of_a_register_carry_its_number():
    register = finding(
        "https://npi.example/provider-view/2345678918", source="nppes", key="2345678918", npi="2345678918"
    )
    mirror = finding("https://npirecords.example/maren", npi="2345678918")
    printed = Finding(
        source="web", key="x", url="https://docs.example/x", title="", text="Maren Holloway. NPI 2345678918."
    )

    assert shared(register, mirror) == "person"
    assert shared(register, printed) == "person"


def test_a_link_to_a_profile_is_about_the_same_person_and_one_to_a_site_is_not():
    profile = finding("https://people.example/in/maren")

    assert shared(profile, finding("https://x.example/1", same_as="https://www.people.example/in/Maren/")) == "person"
    assert (
        shared(
            finding("https://x.example/1", same_as="https://people.example/in/maren"),
            finding("https://y.example/2", same_as="https://people.example/in/maren"),
        )
        == "person"
    )
    assert (
        shared(
            finding("https://x.example/1", same_as="https://clinic.example/"),
            finding("https://y.example/2", same_as="https://clinic.example"),
        )
        == "nothing"
    )


def test_two_rows_of_one_list_are_two_people():
    page = "https://lookup.example/search?q=maren"

    assert shared(finding(page, key=f"{page}#aa"), finding(page, key=f"{page}#bb")) == "nothing"
    assert shared(finding(page, key=f"{page}#aa"), finding(page)) == "nothing"
    assert shared(finding(page, key=f"{page}#aa"), finding(page.replace("https", "http"), key=f"{page}#aa")) == "page"


def test_breaches_at_the_address_of_one_service_are_not_one_page():
    service = "https://breaches.example/"

    assert (
        shared(finding(service, source="b", key="me:OldForum"), finding(service, source="b", key="me:Maps"))
        == "nothing"
    )


@given(st.text(max_size=60))
def test_no_address_breaks_it_and_every_page_is_its_own(address):
    assert traces(finding(address)) == traces(finding(address))


def test_a_removal_asked_of_one_site_was_not_asked_of_another():
    assert passed_on(Verdict.REQUESTED, same_page=True) is Verdict.REQUESTED
    assert passed_on(Verdict.REQUESTED, same_page=False) is Verdict.MINE
    assert passed_on(Verdict.ACCEPTED, same_page=False) is Verdict.MINE
    assert passed_on(Verdict.NOT_ME, same_page=False) is Verdict.NOT_ME
    assert passed_on(Verdict.UNSURE, same_page=False) is None
