"""What a record of hers says and her configuration does not: one question each."""

from dataclasses import replace

from checks.model import Finding, Judged, Level, Match
from monitor.offers import MOST, Place, offers, spelt

from .test_namesake import SUBJECT
from .test_review import AT


def asked(subject=SUBJECT, *, level=Level.MINE, source="nppes", url="https://npi.example/view/1", text="", **facts):
    finding = Finding(
        source=source, key="1", url=url, title="Maren Holloway", text=text,
        facts={name: tuple(value) for name, value in facts.items()},
    )  # fmt: skip
    judged = Judged(
        id=1,
        finding=finding,
        match=Match(level=level, bits=9, probability=0.99),
        exposures=(),
        first_seen=AT,
        last_seen=AT,
    )
    return offers(subject, judged)


def test_a_phone_is_offered_as_a_private_fact_that_is_never_sent():
    (offer,) = [each for each in asked(telephone=["+15035550188"]) if each.place is Place.PRIVATE_PHONE]

    assert offer.question == "Is (503) 555-0188 your private phone?"
    assert "never sent" in offer.what_then
    assert offer.place.is_private


def test_each_kind_of_identifier_is_offered():
    places = {
        offer.place
        for offer in asked(
            replace(SUBJECT, query=replace(SUBJECT.query, npi="")),
            npi=["2345678918"],
            licence=["OR L7731"],
            telephone=["+15035550188"],
            email=["maren@home.example"],
            handle=["maren_h"],
            alternate_name=["Maren Lindqvist"],
            honorific_suffix=["LCSW"],
            works_for=["Tall Pines Clinic"],
            visibility=["public"],
            address=["12 Oak Street, Salem, OR 97301"],
        )
    }

    assert places == set(Place)


def test_what_her_configuration_holds_is_not_asked():
    known = asked(
        npi=["2345678918"], telephone=["+15035550177", "+15035550142"], email=["Hello@juniperstreet.example"],
        works_for=["Juniper Street Counseling, LLC"], address=["2816 NE Alder Court, Portland, OR 97212"],
        alternate_name=["M. Holloway", "Holloway Maren"], handle=["@marenholloway.bsky.social"],
        url="https://juniperstreet.example/", source="web",
    )  # fmt: skip

    assert known == ()


def test_of_a_record_that_is_not_surely_hers_nothing_is_offered():
    assert asked(level=Level.MAYBE, telephone=["+15035550188"]) == ()


def test_another_persons_name_is_no_former_name():
    names = asked(alternate_name=["Ingrid Sorensen", "[relative] Holloway", "Maren E. Holloway"])

    assert [each for each in names if each.place is Place.FORMER_NAME] == []


def test_a_page_of_a_people_search_site_is_never_called_her_own():
    text = (
        "Maren Holloway, age 45. Current address, past addresses, phone numbers, possible relatives. Background check."
    )

    pages = asked(
        source="web", url="https://peoplelookup.example/p/maren", text=text, visibility=["public"], age=["45"]
    )

    assert [each for each in pages if each.place is Place.PROFILE] == []


def test_what_is_said_aloud_from_then_on_says_so():
    for offer in asked(address=["12 Oak Street, Salem, OR 97301"], handle=["maren_h"]):
        assert "said to sources" in offer.what_then
        assert not offer.place.is_private


def test_there_is_an_end_to_the_questions():
    assert len(asked(telephone=[f"+150355501{n:02}" for n in range(40, 75)])) == MOST


def test_a_number_is_written_as_at_home_and_what_is_none_stays():
    assert spelt("+15035550188") == "(503) 555-0188"
    assert spelt("+442079460123") == "+44 20 7946 0123"
    assert spelt("call me") == "call me"
