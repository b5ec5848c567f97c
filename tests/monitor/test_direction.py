"""Worse, better, changed or noise, on pages that were seen twice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.model import ChangeKind, Exposure, Finding, Severity
from monitor.direction import direction
from monitor.scan import Judging
from tests.checks.maren import MAREN

NAMES = MAREN.query.names
SEEN = datetime(2026, 11, 2, tzinfo=UTC)
WEIGH = Judging(subject=MAREN, seen=SEEN).weigh
BIO = (
    "Maren Holloway, LCSW\n"
    "Therapist, Portland, OR 97205\n"
    "Phone: (503) 555-0142\n"
    "I see adults and older teens.\n"
    "She trained at Ashgrove State University.\n"
    "Fees: individual sessions $140; couples $180\n"
    "Rated 4.6 out of 5 · 31 ratings"
)


def page(text=BIO, title="Maren Holloway, LCSW | Ratedcare", **facts):
    return Finding(
        source="web",
        key="https://ratedcare.example/maren",
        url="https://ratedcare.example/maren",
        title=title,
        text=text,
        facts={name: (value,) if isinstance(value, str) else value for name, value in facts.items()},
    )


def moved(old, new, weigh=WEIGH):
    found = direction(old, new, weigh, NAMES)
    return found[0].value if found else "noise"


def edited(before, after, text=BIO):
    assert before in text
    return moved(page(text), page(text.replace(before, after)))


@pytest.mark.parametrize(
    "line",
    [
        "Last updated October 4, 2026 at 06:12",
        "Updated 3 days ago",
        "Zuletzt aktualisiert am 4. Oktober 2026",
        "1,448 people viewed this page this week",
        "12 people are looking at this profile right now",
        "Request ID 9c6e91483ef3",
        "Ray ID: 7d2f9a01bc33ef10",
        "Next available appointment: Wed 16:20",
        "Ad: 40% off running shoes, today only.",
        "Sponsored: compare dental plans.",
        "Advertisement",
        "We use cookies to improve your experience. Accept all | Manage choices",
        "© 2026 All rights reserved. Terms · Privacy",
        "Home | About | Contact | Log in",
        "People also viewed: [person], Boise; [person], Salem",
        "Comment by [person] was flagged 2 weeks ago",
        "Traffic on the county road was heavy in the morning.",
        "Disciplinary action: none",
        "File a complaint with the licensing board",
        "The board may suspend or revoke a license",
        "Partner: a warm and direct style",
    ],
)
def test_what_comes_and_goes_by_itself_is_noise(line):
    assert moved(page(), page(f"{BIO}\n{line}")) == "noise"
    assert moved(page(f"{line}\n{BIO}"), page()) == "noise"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("31 ratings", "32 ratings"),
        ("(503) 555-0142", "503.555.0142"),
        ("Portland, OR 97205", "PORTLAND, OR 97205"),
        ("I see adults", "I  see\nadults"),
        ("Therapist, Portland", "Therapist · Portland"),
        ("I see adults and older teens.", "Sessions are structured at first."),
    ],
)
def test_counters_spellings_and_prose_about_nobody_are_noise(before, after):
    assert edited(before, after) == "noise"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Maren Holloway, LCSW", "(3) Maren Holloway, LCSW"),
        ("Maren Holloway, LCSW | Ratedcare", "Maren Holloway, LCSW – Ratedcare.example"),
        ("Maren Holloway, LCSW - 1 Review", "Maren Holloway, LCSW - 2 Reviews - Page 1"),
    ],
)
def test_decorations_of_a_title_are_noise(old, new):
    assert moved(page(title=old), page(title=new)) == "noise"


def test_another_order_of_lines_is_noise():
    lines = BIO.split("\n")

    assert moved(page(), page("\n".join([*lines[3:], *lines[:3]]))) == "noise"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("name", "Maren E. Holloway", "HOLLOWAY, MAREN E"),
        ("telephone", "(503) 555-0142", "+15035550142"),
        ("address", "1904 SW Juniper Street Suite 210, Portland, OR 97205", "1904 SW JUNIPER ST STE 210, PORTLAND, OR 97205-1234"),
        ("home_location", "Portland, Oregon", "PORTLAND, OR"),
        ("birth_date", "1981-04-17", "April 17, 1981"),
        ("honorific_suffix", "LCSW, PhD", "Ph.D., L.C.S.W."),
        ("works_for", "Juniper Street Counseling", "JUNIPER STREET COUNSELING, LLC"),
        ("same_as", "https://www.juniperstreet.example/", "http://juniperstreet.example"),
        ("email", "Hello@Juniperstreet.example", "hello@juniperstreet.example"),
        ("age", "44", "45"),
        ("aggregate_rating", "4.6", "4.4"),
        ("review_rating", ("4",), ("4", "5")),
        ("disciplinary_action", (), "None"),
    ],
)  # fmt: skip
def test_another_spelling_of_a_fact_is_noise(name, old, new):
    assert moved(page(**{name: old}), page(**{name: new})) == "noise"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Maren Holloway, LCSW", "Maren Holloway, LCSW, CGP"),
        ("Ashgrove State University", "Marlow State College"),
        ("$140", "$160"),
        ("$180", "$190"),
        ("I see adults", "Current role: lecturer, Eastgate Hospital\nI see adults"),
        ("I see adults", "Possible employer: Eastgate Hospital\nI see adults"),
        ("Therapist, Portland", "Practice: Harbor Oak Counseling\nTherapist, Portland"),
    ],
)
def test_a_fact_in_words_that_changed_is_changed(before, after):
    assert edited(before, after) == "changed"


def test_a_digit_of_the_phone_that_changed_is_changed():
    assert moved(page(telephone="+15035550142"), page(telephone="+15035550143")) == "changed"


@pytest.mark.parametrize(
    "line",
    [
        "Public reprimand issued by the Oregon Board of Licensed Social Workers.",
        "License placed on probation by order of the board",
        "New: street view and 14 interior photos of this home.",
        "Date of birth: April 17, 1981",
        "Home address on file: 2816 NE Alder Court, Portland, OR 97212",
        "Personal cell: (503) 555-0177",
        "Possible relatives: [relative], [relative]",
        "Upcoming talk: 12 May 2027, Eastgate Hospital main hall",
    ],
)
def test_what_makes_it_worse_makes_it_better_when_it_goes(line):
    assert moved(page(), page(f"{BIO}\n{line}")) == "worse"
    assert moved(page(f"{BIO}\n{line}"), page()) == "better"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("licence_status", "Active", "Suspended pending hearing"),
        ("licence_status", "Active", "Expired"),
        ("aggregate_rating", "4.6", "4.3"),
        ("review_rating", ("5",), ("1", "5")),
        ("birth_date", "1981", "1981-04-17"),
        ("home_location", "Portland, OR", "2816 NE Alder Court, Portland"),
        ("shows", ("posts",), ("friends", "posts")),
        ("visibility", "private", "public"),
        ("related_to", (), "[relative]"),
        ("disciplinary_action", "No", "Reprimand"),
    ],
)
def test_facts_know_which_way_is_worse(name, old, new):
    def nothing(_):
        return ()

    assert moved(page(**{name: old}), page(**{name: new}), nothing) == "worse"
    assert moved(page(**{name: new}), page(**{name: old}), nothing) == "better"


OLD, MEAN, LATER = "2026-03-01: 5 stars, short, #a", "2026-01-01: 1 star, short, #b", "2026-04-01: 2 stars, long, #c"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ((OLD,), (OLD, LATER), "worse"),
        ((OLD, LATER), (OLD,), "noise"),  # not shown any more is not taken down
        ((OLD,), (MEAN, OLD), "noise"),  # an old one in another choice of few
        ((), (MEAN,), "worse"),
        ((OLD,), (OLD, LATER.replace("2 stars", "5 stars")), "noise"),
        ((LATER,), (LATER.replace("#c", "#d"),), "changed"),
        ((OLD,), (OLD.replace("5 stars", "1 star"),), "worse"),
    ],
)
def test_a_younger_bad_review_is_worse_and_another_choice_of_reviews_is_noise(old, new, kind):
    assert moved(page(review=old), page(review=new), lambda _: ()) == kind


def test_a_wall_is_no_sign_that_a_profile_was_closed():
    assert moved(page(visibility="public"), page(visibility="unknown")) == "noise"


def test_a_listing_removed_on_request_is_better():
    listed = page("Maren Holloway\nLives in: Portland, OR\nRelatives: [relative], [relative]")

    assert moved(listed, page("This record was removed at the request of the person concerned.")) == "better"


def test_worse_wins_over_better():
    both = BIO.replace("Phone", "Possible relatives: [relative]\nPhone")

    assert moved(page(f"{BIO}\nDate of birth: April 17, 1981"), page(both)) == "worse"


LIVES = "Maren Holloway, age 45\nLives in: {}\nRelatives: [relative]\nPossible employer: Harbor Oak"


@pytest.mark.parametrize(
    ("address", "verdict"),
    [("77 Harbor Road, Boise, ID 83702", "better"), ("2817 NE Alder Court, Portland, OR 97212", "changed")],
)
def test_her_home_in_the_place_of_another_address_is_worse_but_a_corrected_digit_is_not(address, verdict):
    def listed(at):
        return replace(page(LIVES.format(at), "Maren Holloway, 45", address=at), url="https://www.spokeo.com/maren")

    home = listed("2816 NE Alder Court, Portland, OR 97212")

    assert moved(home, listed(address)) == verdict
    assert moved(listed(address), home) == {"better": "worse"}.get(verdict, verdict)


def test_one_more_bad_review_is_worse_and_one_that_is_not_shown_is_not_gone_while_others_are():
    one, two = page(review_rating=("1", "5")), page(review_rating=("1", "1 ×2", "5"))

    assert moved(one, two) == "worse"
    assert moved(two, one) == "noise"
    assert moved(one, page(review_rating=("5",))) == "better"


def test_a_private_number_in_the_place_of_the_practice_s_is_worse():
    assert moved(page(telephone="+15035550142"), page(telephone="+15035550177")) == "worse"


def test_the_detail_names_kinds_and_never_a_value():
    found = direction(
        page(), page(f"{BIO}\nDate of birth: April 17, 1981\nPersonal cell: (503) 555-0177"), WEIGH, NAMES
    )

    assert found is not None
    assert "irth" in found[1]
    assert "phone" in found[1].casefold()
    assert not any(character.isdigit() for character in found[1])


def test_a_text_that_was_cut_lacks_nothing_behind_the_cut():
    whole = page(f"{BIO}\nDate of birth: in 1981\nCurrent role: lecturer, Eastgate Hospital")

    assert moved(whole, page(f"{BIO}…")) == "noise"


def test_what_an_excerpt_lacks_is_not_missing_and_its_words_are_not_compared():
    short = replace(page("Maren Holloway, LCSW, CGP"), excerpt=True)

    assert moved(replace(page(), excerpt=True), short) == "noise"
    assert moved(short, page()) == "noise"  # read whole for the first time


def test_one_value_under_another_kind_is_nothing_gained():
    def as_(kind):
        one = Exposure(kind=kind, title=kind, severity=Severity.HIGH, recommendations=(9,), value="2816 ne alder court")
        return lambda finding: (one,) if "x" in finding.facts["description"] else (replace(one, kind="voter_record"),)

    old, new = page(description="x"), page(description="y")

    assert moved(old, new, as_("property_record")) == "changed"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared_and_one_with_itself_is_silence(one, other):
    assert moved(page(one), page(one)) == "noise"
    assert moved(page(one), page(other)) in {"noise", *(kind.value for kind in ChangeKind)}


# What a profile shows is told field by field


def profile(**facts):
    said = {"handle": "quietjuniper", "visibility": "public", "additional_type": "social", **facts}
    return replace(page("", "Maren on Knitnook", **said), source="platforms", key="knitnook:quietjuniper")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({}, {"shows": ("friends",)}, ("worse", "Friends or followers list visible")),
        ({"shows": ("posts",)}, {"shows": ("posts", "search")}, ("worse", "a page that search engines may list")),
        ({"shows": ("posts", "search")}, {"shows": ("search",)}, ("better", "posts that strangers can read")),
        ({}, {"works_for": "Cedar Clinic"}, ("worse", "your workplace")),
        ({"home_location": "Portland"}, {}, ("better", "your town")),
        (
            {"description": "Knits."},
            {"description": f"Knits. {MAREN.query.practice.name}."},
            ("worse", "the name of your practice"),
        ),
        ({"description": "Knits."}, {"description": "Walks."}, ("changed", "what the profile says of you")),
    ],
)
def test_a_profile_is_told_field_by_field(old, new, told):
    kind, detail = direction(profile(**old), profile(**new), WEIGH, NAMES)

    assert (kind.value, detail) == told
