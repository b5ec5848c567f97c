import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import exposures
from checks.brokers import broker
from checks.model import WEB, Address, Finding, PrivateFacts, Severity
from tests.checks.findings import BROKER, DIRECTORY, LIST, PLAIN, found, from_source, kinds, web
from tests.checks.sample import SUBJECT

SEEN = date(2026, 11, 20)


def test_her_home_on_a_people_search_page_is_critical_and_masked():
    page = web("Maren Holloway, Age 45, lives at 2816 NE Alder Ct, Portland", url=BROKER)

    exposure = found(page)["home_address_people_search"]

    assert exposure.severity is Severity.CRITICAL
    assert exposure.masked == "2816 A…"
    assert exposure.recommendations == (9, 5)
    assert "opt-out" in exposure.action


@pytest.mark.parametrize(
    "spelt",
    [
        "2816 NE Alder Court, Portland, OR 97212",
        "2816 northeast alder ct.",
        "2816 ALDER CT APT 2, PORTLAND",
        "2816 N.E. Alder Ct",
    ],
)
def test_another_spelling_of_her_home_has_the_same_fingerprint(spelt):
    assert found(web(f"Maren Holloway. {spelt}"))["home_address_people_search"].fingerprint == (
        "home_address_people_search",
        "2816 ne alder court",
    )


def test_her_home_anywhere_on_the_web_counts_even_on_a_page_of_her_own():
    assert "home_address_people_search" in kinds(web("Write to 2816 NE Alder Court, Portland, OR 97212", url=DIRECTORY))


def test_a_house_in_another_town_is_not_her_home():
    assert "home_address_people_search" not in kinds(web("Maren Holloway, 2816 NE Alder Court, Tampa, FL 33601"))


def test_a_strange_address_counts_on_a_people_search_page_only():
    address = "77 Larch Road, Boise, ID 83702"

    assert "home_address_people_search" in kinds(web("Current address", url=BROKER, address=address))
    assert "home_address_people_search" not in kinds(web("Current address", address=address))


def test_a_page_of_the_shape_of_people_search_needs_no_known_host():
    page = web("Full address and relatives", url=LIST, age="45", address="77 Larch Road, Boise, ID 83702")

    assert {"home_address_people_search", "age_or_birth_year"} <= kinds(page)


@pytest.mark.parametrize("url", [BROKER, LIST, PLAIN, DIRECTORY, "https://juniperstreet.example/contact"])
def test_what_the_practice_publishes_is_no_exposure(url):
    page = web(
        "Juniper Street Counseling, related to nobody. Phone numbers (503) 555-0142, hello@juniperstreet.example",
        url=url,
        telephone="+15035550142",
        email="hello@juniperstreet.example",
        address="1904 SW Juniper Street Suite 210, Portland, OR 97205",
        age="45",
    )

    assert not kinds(page) & {"home_address_people_search", "personal_phone", "personal_email"}


def test_her_own_site_and_listed_profiles_are_no_exposures():
    text = "Maren Holloway, LCSW, Juniper Street Counseling. Find a therapist. Our team."

    assert kinds(web(text, url="https://juniperstreet.example/about")) == set()
    assert kinds(web(text, url=DIRECTORY + "/")) == set()


@pytest.mark.parametrize("spelt", ["(503) 555-0177", "503.555.0177", "+1 503 555 0177", "1-503-555-0177"])
def test_her_private_phone_has_one_fingerprint_and_shows_two_digits(spelt):
    exposure = found(web(f"Maren Holloway {spelt}"))["personal_phone"]

    assert exposure.fingerprint == ("personal_phone", "+15035550177")
    assert exposure.masked == "…77"


def test_the_registry_shows_a_home_address_and_a_private_phone():
    record = from_source(
        "nppes", address=("2816 NE ALDER CT, PORTLAND, OR 97212",), telephone="+15035550177", npi="2345678918"
    )

    shown = found(record)

    assert set(shown) == {"home_address_professional_registry", "personal_phone"}
    assert shown["home_address_professional_registry"].severity is Severity.CRITICAL


def test_the_registry_with_the_practice_address_gives_nothing_away():
    record = from_source(
        "nppes", address="1904 SW JUNIPER ST STE 210, PORTLAND, OR 97205", telephone="+15035550142", npi="2345678918"
    )

    assert kinds(record) == set()


def test_a_mailbox_that_is_not_the_practices_is_personal_on_the_web():
    exposure = found(web("Contact", email="maren.holloway@postbox.example"))["personal_email"]

    assert exposure.masked == "m…@postbox.example"
    assert "personal_email" in kinds(web("write to Tulip.Notes@mailhouse.example"))
    assert "personal_email" not in kinds(web("Contact", email="hello@juniperstreet.example"))


@pytest.mark.parametrize("spelt", ["born April 17, 1981", "DOB 04/17/1981", "Birth date: 17 Apr 1981"])
def test_her_full_birth_date_is_high_and_never_shown(spelt):
    exposure = found(web(f"Maren Holloway, {spelt}"))["date_of_birth_full"]

    assert exposure.severity is Severity.HIGH
    assert exposure.fingerprint == ("date_of_birth_full", "1981-04-17")
    assert exposure.masked == "your full birth date"


def test_somebody_elses_birth_date_is_not_hers():
    assert "date_of_birth_full" not in kinds(
        web("Maren Holloway, born June 2, 1968", url=BROKER, birth_date="1968-06-02")
    )


def test_age_and_relatives_are_told_without_their_values():
    shown = found(web("Relatives", url=LIST, age="45", related_to="[relative]"))

    assert shown["age_or_birth_year"].severity is Severity.LOW
    assert shown["family_members_listed"].severity is Severity.HIGH
    assert shown["family_members_listed"].masked == shown["family_members_listed"].value == ""


@pytest.mark.parametrize(
    ("stars", "kind"),
    [("1.0", "negative_review"), ("2", "negative_review"), ("3", "review_other"), ("4.6", "review_other")],
)
def test_a_rating_up_to_two_stars_is_negative(stars, kind):
    assert found(web("Reviews", aggregate_rating=stars))[kind].value == f"{float(stars):.1f}"


def test_a_fall_of_the_rating_is_told_by_another_value():
    before, after = web("Reviews", aggregate_rating="4.6"), web("Reviews", aggregate_rating="3.1")

    assert found(before)["review_other"].fingerprint != found(after)["review_other"].fingerprint


def test_a_breach_is_named():
    exposure = found(from_source("xposedornot", breach="Parcelhub 2024", breach_date="2024"))["breached_account"]

    assert (exposure.severity, exposure.value, exposure.masked) == (Severity.HIGH, "Parcelhub 2024", "Parcelhub 2024")


def test_an_archived_copy_of_her_own_page_is_low_and_of_another_medium():
    own = from_source("wayback", same_as="https://juniperstreet.example/", archived_at="2019-03-02")
    other = from_source("wayback", same_as="https://oldforum.example/user/7", archived_at="2019-03-02")

    assert found(own)["archived_copy"].severity is Severity.LOW
    assert found(other)["archived_copy"].severity is Severity.MEDIUM


def test_an_open_profile_is_high_a_partly_open_one_medium_and_a_closed_one_nothing():
    def profile(visibility):
        return from_source("bluesky", url="https://bsky.app/profile/marenholloway.bsky.social", visibility=visibility)

    assert found(profile("public"))["social_profile_public"].severity is Severity.HIGH
    assert found(profile("partly_public"))["social_profile_public"].severity is Severity.MEDIUM
    assert kinds(profile("private")) == kinds(profile("missing")) == kinds(profile("unknown")) == set()


def test_a_profile_that_links_the_practice_joins_two_contexts_and_one_that_names_it_is_worse():
    linking = from_source("gravatar", visibility="public", same_as="https://www.juniperstreet.example/")
    naming = from_source("bluesky", visibility="public", description="Therapist at Juniper Street Counseling")

    assert "cross_context_link" in kinds(linking)
    assert "cross_context_link" not in kinds(naming)
    silent = from_source("bluesky", visibility="public", description="Bread and rain")
    assert found(naming)["social_profile_public"].masked == "the name of your practice"
    assert found(naming)["social_profile_public"].fingerprint != found(silent)["social_profile_public"].fingerprint


def test_her_former_and_her_present_name_on_one_page_are_linked():
    assert "former_name_linked" in kinds(web("Maren Holloway, also known as Maren Lindqvist"))
    assert "former_name_linked" in kinds(web("Maren Holloway (née Lindqvist) ran in Boise"))
    assert "former_name_linked" not in kinds(web("Maren Lindqvist ran in Boise", title="Results"))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("obituary_family_web", "Otto Lind passed away in May. Survived by his niece Maren Holloway of Portland."),
        ("political_donation", "Itemized contributions: Maren Holloway, therapist, $50 to Better Buses"),
        ("court_record", "Plaintiff [person], defendant Maren Holloway. Docket 18-CV-2530"),
        ("publication_or_talk", "Abstract. M. Holloway, [person]. 2019;12(3):44. doi 10.1/x"),
        ("media_mention", "Episode 43: the host of the podcast talks with Maren Holloway about rain"),
        ("unauthorised_directory_listing", "Maren Holloway, LCSW. Is this you? Claim this profile"),
        ("workplace_page", "Meet our team: Maren Holloway, LCSW, Juniper Street Counseling"),
        ("unknown_page_about_me", "Maren Holloway brought the lemon cake"),
    ],
)
def test_a_plain_page_has_its_kind(kind, text):
    assert kind in kinds(web(text, title="Page"))


def test_a_directory_that_is_not_on_her_list_is_told_softly_unless_nobody_claimed_it():
    text = "Find a therapist: Maren Holloway, LCSW, Portland, OR. Accepting new clients"

    kept_up, unclaimed = (
        web(text, url="https://a.example/9"),
        web(f"{text}. Claim this profile", url="https://a.example/9"),
    )

    soft, hard = (found(each)["unauthorised_directory_listing"] for each in (kept_up, unclaimed))
    assert (soft.severity, hard.severity) == (Severity.LOW, Severity.MEDIUM)
    assert "without asking" not in soft.title
    assert "without asking" in hard.title
    assert kinds(web(text, url=DIRECTORY)) == set()


def test_a_listing_of_the_practice_with_another_phone_is_wrong():
    text = "Find a therapist: Maren Holloway, Juniper Street Counseling, (503) 555-0199"

    assert "professional_info_wrong" in kinds(web(text, telephone="+15035550199"))
    assert "professional_info_wrong" not in kinds(web(text, telephone=("+15035550142", "+15035550199")))


def test_severity_moves_one_step_at_most_and_low_does_not_rise():
    assert exposures.severity(Severity.HIGH, up=True, down=False) is Severity.CRITICAL
    assert exposures.severity(Severity.CRITICAL, up=True, down=False) is Severity.CRITICAL
    assert exposures.severity(Severity.HIGH, up=True, down=True) is Severity.HIGH
    assert exposures.severity(Severity.LOW, up=True, down=False) is Severity.LOW
    assert exposures.severity(Severity.LOW, up=False, down=True) is Severity.LOW


@pytest.mark.parametrize("more", [{"best_rank": 10}, {"safety": True}])
def test_the_first_page_and_safety_mode_raise_a_private_value(more):
    page = web("Maren Holloway (503) 555-0177")

    assert found(page)["personal_phone"].severity is Severity.HIGH
    assert found(page, best_rank=11)["personal_phone"].severity is Severity.HIGH
    assert found(page, **more)["personal_phone"].severity is Severity.CRITICAL


def test_two_private_values_on_one_page_raise_each_other():
    page = web("Maren Holloway (503) 555-0177, tulip.notes@mailhouse.example")

    assert found(page)["personal_phone"].severity is Severity.CRITICAL
    assert found(page)["personal_email"].severity is Severity.HIGH


def test_an_old_breach_counts_less_and_a_recent_one_in_full():
    old, recent = (from_source("xposedornot", breach="Parcelhub", breach_date=year) for year in ("2012", "2024"))

    assert found(old, seen=SEEN)["breached_account"].severity is Severity.MEDIUM
    assert found(recent, seen=SEEN)["breached_account"].severity is Severity.HIGH
    assert found(old)["breached_account"].severity is Severity.HIGH


def test_the_worst_comes_first():
    page = web("Maren Holloway, 2816 NE Alder Court, (503) 555-0177. Age 45", url=BROKER, age="45")

    severities = [exposure.severity for exposure in exposures.find(SUBJECT, page)]

    assert severities == sorted(severities, reverse=True)
    assert len(severities) > 2


def test_an_opt_out_is_known_by_the_host_or_a_part_of_it():
    known = exposures.opt_out("www.truepeoplesearch.com")

    assert known is not None
    assert known.opt_out_url == "https://www.truepeoplesearch.com/removal"
    assert broker("notreallyspokeo.com") is None
    assert broker("com") is None
    assert broker("") is None


EVERYTHING = web(
    "Maren Holloway, born April 17, 1981, 2816 NE Alder Court, Portland, OR 97212, (503) 555-0177, tulip.notes@mailhouse.example",
    url=BROKER,
    address="2816 NE Alder Court, Portland, OR 97212",
    telephone="+15035550177",
    email="tulip.notes@mailhouse.example",
    birth_date="1981-04-17",
    age="45",
)


def test_no_mask_contains_its_private_value():
    shown = found(EVERYTHING)

    assert {"home_address_people_search", "personal_phone", "personal_email", "date_of_birth_full"} <= set(shown)
    for exposure in shown.values():
        spelt = re.sub(r"\W", "", exposure.masked).lower()
        assert not exposure.value or re.sub(r"\W", "", exposure.value).lower() not in spelt
        assert not any(
            secret in exposure.masked.lower() for secret in ("alder", "0177", "tulip", "1981", "april", "97212")
        )


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(1, 99999),
    street=st.sampled_from(["Larch", "SE Ninth", "St Helens", "5th"]),
    way=st.sampled_from(["Road", "St", "Ave"]),
)
def test_a_home_of_any_name_is_masked(number, street, way):
    home = Address(street=f"{number} {street} {way}", city="Boise", region="ID", postal_code="83702")
    subject = replace(SUBJECT, private=PrivateFacts(home_addresses=(home,)))

    exposure = found(web(f"Maren Holloway, {home}"), subject)["home_address_people_search"]

    assert exposure.masked.startswith(f"{number} ")
    assert len(exposure.masked) == len(f"{number} X…")


TEXTS = st.text(max_size=120)


@settings(max_examples=150, deadline=None)
@given(
    source=st.sampled_from([WEB, "nppes", "bluesky", "gravatar", "wayback", "xposedornot", "other"]),
    url=TEXTS | st.sampled_from([BROKER, LIST, "http://[", ""]),
    title=TEXTS,
    text=TEXTS,
    value=TEXTS,
)
def test_garbage_never_raises_and_every_kind_is_in_the_table(source, url, title, text, value):
    names = (
        "address",
        "telephone",
        "email",
        "birth_date",
        "age",
        "aggregate_rating",
        "breach",
        "visibility",
        "same_as",
    )
    finding = Finding(source=source, key="k", url=url, title=title, text=text, facts=dict.fromkeys(names, (value,)))

    shown = exposures.find(SUBJECT, finding, best_rank=1, safety=True, seen=SEEN)

    assert all(exposure.title and exposure.action and exposure.recommendations for exposure in shown)
    assert shown == exposures.find(SUBJECT, finding, best_rank=1, safety=True, seen=SEEN)


def test_a_page_that_is_no_people_search_site_is_not_called_one():
    elsewhere = found(web("Write to 2816 NE Alder Court, Portland, OR 97212"))["home_address_people_search"]
    broker_page = found(web("Maren Holloway, Age 45, lives at 2816 NE Alder Ct, Portland", url=BROKER))

    assert (elsewhere.title, elsewhere.severity) == ("Home address on a web page", Severity.CRITICAL)
    assert "opt-out" not in elsewhere.action
    assert broker_page["home_address_people_search"].title == "Home address on a people-search site"


def test_a_bad_review_on_the_first_page_is_high_and_a_way_to_her_is_critical():
    review = found(web(aggregate_rating="1.5"), best_rank=3)["negative_review"]
    phone = found(web(telephone="+15035550177"), best_rank=3)["personal_phone"]

    assert (review.severity, phone.severity) == (Severity.HIGH, Severity.CRITICAL)


def test_a_copy_of_a_live_page_is_not_called_a_deleted_page():
    copy = found(from_source("wayback", archived_at="2019-03-02"))["archived_copy"]

    assert copy.title == "Copies of a page in a web archive"
    assert "Deletion" not in copy.why
