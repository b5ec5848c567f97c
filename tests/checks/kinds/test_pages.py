"""Pages of the web: of private life, hostile ones, listings, news, copies, answers of machines."""

import pytest

from checks.model import Severity
from tests.checks.findings import BROKER, found, kinds, web

OFFICE = "Maren Holloway, LCSW, of Juniper Street Counseling"


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("hobbies_memberships", "Rain 10K", "Rain 10K overall results. Bib 12 Maren Holloway F 45 Portland OR 55:19"),
        ("hobbies_memberships", "Members", "The Portland garden club. Roster: Maren Holloway, [person]"),
        ("political_opinion", "Save the library", "Petition. 412 signatures. Maren Holloway (Portland): “Enough!”"),
        ("religion_affiliation", "Beth Tikvah", "Synagogue newsletter. The rabbi thanks Maren Holloway and [person]"),
        (
            "relationship_status",
            "Class notes",
            "’03: Maren Holloway writes from Portland. She and [person] have twins.",
        ),
        ("relationship_status", "We're getting married", "Wedding website of Maren Holloway and [person]"),
        ("genealogy_profile", "Holloway family tree", "Maren Holloway, living person. Descendants of [person]"),
        ("wishlist_registry", "Baby registry", "Maren Holloway's baby registry, 12 items"),
        ("location_pattern", "Maren Holloway", "Morning run, elevation gain 120 m, moving time 0:41. Maren Holloway"),
        ("income_or_finance", "Public salaries", "Maren Holloway, gross pay $71,000, State Hospital"),
        ("reviews_you_wrote", "Maren Holloway's reviews", "Local guide, 41 contributions"),
        ("own_health_disclosure", "Help Maren Holloway heal", "GoFundMe: Maren Holloway was diagnosed with cancer"),
        ("ai_answer_false_claim", "Who is Maren Holloway?", "AI-generated. Maren Holloway is a therapist in Tampa."),
        ("publication_or_talk", "Fachtagung", "Maren Holloway, LCSW, spricht über Trauma. Moderation: [person]"),
        ("media_mention", "Trail opens - Portland Courier", "“It is wide,” said Maren Holloway, a therapist."),
        ("media_mention", "Otto's Coffee", f"Community board: {OFFICE}, speaks here on the 14th"),
    ],
)
def test_a_page_has_the_kind_that_its_words_say(kind, title, text):
    assert kinds(web(text, title=title)) == {kind}


def test_a_clinician_s_page_about_illness_is_no_disclosure_of_hers():
    text = "Maren Holloway, LCSW. Specialties: cancer, pregnancy, surgery, recovery. Sliding scale"

    assert "own_health_disclosure" not in kinds(web(text))


def test_a_child_beside_her_at_school_is_critical_and_somebody_elses_in_a_review_is_not():
    hers = web("Maren Holloway and her daughter [child], third grade, at Larch Elementary School")
    other = web("“Helped my son [child] through school.” ★★★★★\nMaren Holloway, LCSW", review_rating="5")

    assert found(hers)["minor_child_identifiable"].severity is Severity.CRITICAL
    assert "minor_child_identifiable" not in kinds(other)


def test_an_obituary_that_only_thanks_her_is_no_family_tree():
    text = (
        "Otto Lind passed away. Survived by [relative].\nThanks to Maren Holloway, LCSW, of Juniper Street Counseling."
    )

    assert "obituary_family_web" not in kinds(web(text, title="Otto Lind obituary"))


@pytest.mark.parametrize("said", ["We know where she lives.", "She should be dead.", "I will find you, Maren Holloway"])
def test_hostile_words_about_her_are_a_threat_and_with_her_private_values_doxxing(said):
    bare = web(f"Maren Holloway ruined us. {said}")
    joined = web(f"Maren Holloway. {said} 2816 NE Alder Court, Portland, (503) 555-0177")

    assert found(bare)["threat_or_hostile_post"].severity is Severity.CRITICAL
    assert {"doxxing_post", "home_address_people_search"} <= kinds(joined)


def test_news_of_a_crime_is_no_threat():
    assert "threat_or_hostile_post" not in kinds(web("“He said he would kill for a pie,” said Maren Holloway"))


def test_a_reply_that_speaks_of_a_visit_exposes_a_client_and_the_generic_one_does_not():
    bad = web(
        "Maren Holloway, LCSW. Response from the owner: sorry about your last session and the bill",
        aggregate_rating="3.0",
    )
    fine = web(
        "Maren Holloway, LCSW. Response from the owner: we cannot discuss whether anyone", aggregate_rating="3.0"
    )

    assert found(bad)["review_reply_exposes_client"].severity is Severity.CRITICAL
    assert "review_reply_exposes_client" not in kinds(fine)


def test_a_page_of_ratings_is_told_once_by_its_worst():
    page = web("Reviews", aggregate_rating="4.8", review_rating=("1", "5"))

    assert kinds(page) == {"negative_review"}
    assert found(page)["negative_review"].masked == "1.0"


def test_a_copy_in_an_archive_is_one_and_gives_away_what_the_page_does():
    listing = "https://web.archive.org/web/20190302101112/" + BROKER
    copy = web("Maren Holloway, 45, current address", url=listing, age="45", address="77 Larch Road, Boise, ID 83702")

    assert {"archived_copy", "home_address_people_search"} <= kinds(copy)


@pytest.mark.parametrize(
    "url",
    ["https://news.example/2024/08/rain.html", "https://a.example/web/design.html", "https://a.example/20240102/"],
)
def test_a_date_in_an_address_is_no_archive(url):
    assert "archived_copy" not in kinds(web("Maren Holloway and the rain", url=url))


def test_of_a_page_that_is_gone_only_its_values_in_the_excerpt_count():
    page = web("Meet our team: Maren Holloway, LCSW, (503) 555-0177", stale_excerpt="page")

    assert kinds(page) == {"stale_search_snippet", "personal_phone"}


def test_her_house_with_its_rooms_is_a_picture_of_her_home():
    page = web("Owner Maren Holloway. 2816 NE Alder Court, Portland. 3 bedrooms, 2 bathrooms. Virtual tour")

    assert "home_image" in kinds(page)


def test_a_mention_in_passing_is_not_called_news():
    title = found(web(f"Community board: {OFFICE}, speaks here", title="Otto's Coffee"))["media_mention"].title

    assert title == "A mention of you on a page about something else"


def test_a_listing_with_another_street_is_wrong_but_an_old_copy_of_it_is_not():
    text = "Maren Holloway, LCSW. Sliding scale. Office: Juniper Street Counseling, 12 Larch Road, Portland, OR"
    here, kept = (
        web(text, url=url, address="12 Larch Road, Portland, OR")
        for url in ("https://a.example/9", "https://archive.example/web/20190302101112/a.example/9")
    )

    assert "professional_info_wrong" in kinds(here)
    assert "professional_info_wrong" not in kinds(kept)
