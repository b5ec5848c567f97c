"""Records of registers, courts, payrolls and parcels: by their source's word, else by their own."""

from dataclasses import replace

import pytest

from checks.model import PrivateFacts, Severity
from tests.checks.findings import BROKER, found, from_source, kinds, web
from tests.checks.sample import SUBJECT

HOME = "2816 NE Alder Court, Portland, OR 97212"
ELSEWHERE = "77 Larch Road, Boise, ID 83702"
NO_HOME = replace(SUBJECT, private=PrivateFacts())


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("property", "property_record"),
        ("voter", "voter_record"),
        ("company", "home_address_business_filing"),
        ("provider", "home_address_professional_registry"),
        ("licence", "home_address_professional_registry"),
    ],
)
def test_a_source_that_knows_its_record_needs_no_words(what, kind):
    shown = found(from_source("some_register", additional_type=what, address=HOME))

    assert set(shown) == {kind}
    assert (shown[kind].value, shown[kind].masked) == ("2816 ne alder court", "2816 A…")


def test_where_people_are_listed_by_their_homes_a_strange_address_counts_and_elsewhere_not():
    def record(what):
        return from_source("some_register", additional_type=what, address=ELSEWHERE)

    assert "property_record" in kinds(record("property"))
    assert "voter_record" in kinds(record("voter"))
    assert kinds(record("company")) == kinds(record("provider")) == set()


def test_the_practices_address_is_none_in_any_register():
    office = "1904 SW Juniper St Ste 210, Portland, OR 97205"

    for what in ("property", "voter", "company", "provider", "licence"):
        assert kinds(from_source("some_register", additional_type=what, address=office)) == set()


def test_without_a_home_to_compare_a_register_s_address_is_told_as_what_it_is():
    shown = found(from_source("some_register", additional_type="licence", address=ELSEWHERE), NO_HOME)

    exposure = shown["home_address_professional_registry"]
    assert exposure.severity is Severity.HIGH
    assert "We do not know your home address" in exposure.why
    assert "Home address" not in exposure.title


def test_without_a_home_to_compare_an_office_in_a_register_is_nothing():
    office = "500 Larch Road Suite 12, Boise, ID 83702"

    assert kinds(from_source("some_register", additional_type="licence", address=office), NO_HOME) == set()


def test_a_gift_is_medium_and_with_her_home_on_it_high():
    bare = from_source("donations", additional_type="donation", amount="$50", recipient="Better Buses")
    with_home = from_source("donations", additional_type="donation", amount="$50", address=HOME)

    assert found(bare)["political_donation"].severity is Severity.MEDIUM
    assert found(with_home)["political_donation"].severity is Severity.HIGH
    assert found(with_home)["political_donation"].masked == "2816 A…"
    assert set(found(with_home)) == {"political_donation"}


def test_a_court_file_with_her_home_is_critical():
    text = "Smallville District Court. Case no 18-CV-1. Defendant Maren Holloway, 2816 NE Alder Ct, Portland"

    assert found(web(text))["court_record"].severity is Severity.CRITICAL


def test_a_cv_tells_her_home_phone_and_mailbox_but_not_those_of_her_references():
    cv = web(
        "CURRICULUM VITAE\nMaren Holloway, LCSW\n2816 NE Alder Ct, Portland, OR 97212 · (503) 555-0133 · mh@mailbox.example\n"
        "EXPERIENCE Juniper Street Counseling\nREFERENCES [person], (503) 555-0188, [person]@mailbox.example",
        url="https://slides.example/files/9/maren-holloway-cv.pdf",
        title="Maren Holloway CV.pdf",
        telephone=("+15035550133", "+15035550188"),
    )

    shown = found(cv)

    assert shown["document_metadata"].severity is Severity.CRITICAL
    assert shown["personal_phone"].value == "+15035550133"
    assert shown["personal_email"].value == "mh@mailbox.example"
    assert "home_address_people_search" not in shown


def test_a_bulletin_that_is_a_file_is_no_document_of_hers():
    page = web(
        "St Bede parish bulletin. Thanks to Maren Holloway for the soup. Call Maren at (503) 555-0177",
        url="https://parish.example/bulletin-4.pdf",
        title="St Bede bulletin",
        telephone="+15035550177",
    )

    assert kinds(page) == {"religion_affiliation", "personal_phone"}


@pytest.mark.parametrize("said", ["Public reprimand 2026-07", "See documents (2)", "Probation", "Consent order"])
def test_what_a_board_did_is_told_in_its_words(said):
    shown = found(from_source("board", additional_type="licence", licence="L7731", disciplinary_action=said))

    assert shown["licence_action"].value == said


@pytest.mark.parametrize("said", ["None", "No public actions", "N/A", "No disciplinary action on record", "none known"])
def test_no_action_is_none(said):
    record = from_source("board", additional_type="licence", licence_status="Expired", disciplinary_action=said)

    assert kinds(record) == set()


def test_the_other_owner_of_a_house_is_no_list_of_relatives_unless_she_named_her():
    deed = from_source("assessor", additional_type="property", address=ELSEWHERE, related_to="[relative]")
    named = from_source(
        "assessor", additional_type="property", address=ELSEWHERE, related_to="[relative, named by you]"
    )

    assert "family_members_listed" not in kinds(deed)
    assert "family_members_listed" in kinds(named)


@pytest.mark.parametrize(
    ("text", "is_listed"),
    [
        ("Maren Holloway, 45 · Portland, OR · Related to [relative]", False),
        ("Maren Holloway, 45 · Portland, OR · Related to [relative], [relative]", True),
        ("Maren Holloway, 45. Relatives: [relative]", True),
        ("Maren Holloway, 45. May be related to: [relative], [relative]", True),
    ],
)
def test_relatives_are_listed_under_a_word_for_it_or_by_two(text, is_listed):
    page = web(text, url=BROKER, age="45", related_to="[relative]")

    assert ("family_members_listed" in kinds(page)) is is_listed


def test_a_breach_from_a_stealer_s_log_is_critical():
    log = from_source("breaches", breach="Stealer logs, 2026", data_class=("Email addresses", "Passwords"))

    assert found(log)["infostealer_log"].severity is Severity.CRITICAL


def test_a_paper_of_a_scholarly_index_is_one_and_a_record_of_no_kind_is_told_as_unknown():
    paper = from_source("index", url="https://doi.org/10.1/x", title="Sleep in rural clinics", affiliation="A College")

    assert kinds(paper) == {"publication_or_talk"}
    assert kinds(from_source("somewhere", title="Maren Holloway")) == {"unknown_page_about_me"}


def test_without_home_and_practice_to_compare_a_register_s_address_says_nothing():
    nowhere = replace(NO_HOME, practice_address=None)

    assert kinds(from_source("some_register", additional_type="licence", address=ELSEWHERE), nowhere) == set()


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ({"address": ELSEWHERE}, True),
        ({"address": HOME}, True),
        ({"telephone": "+15035550177"}, True),
        ({"email": "tulip.notes@mailhouse.example"}, True),
        ({"address": "1904 SW Juniper St Ste 210, Portland, OR 97205", "telephone": "+15035550142"}, False),
        ({"email": "hello@juniperstreet.example"}, False),
    ],
)
def test_a_domain_s_registration_is_told_where_it_shows_more_than_the_practice(facts, is_told):
    title = "Registration of juniperstreet.example"
    record = from_source("rdap", title=title, visibility="public", same_as="https://juniperstreet.example/", **facts)

    shown = kinds(record)

    assert ("domain_registration_contact" in shown) is is_told
    assert not shown & {"social_profile_public", "cross_context_link", "unknown_page_about_me"}


def test_a_record_about_her_own_site_that_names_nobody_is_no_page_about_her():
    assert (
        kinds(from_source("certificates", title="A certificate", same_as="https://nas.juniperstreet.example/")) == set()
    )


def test_an_archive_is_one_by_its_own_word():
    crawl = from_source("crawl", additional_type="archive", same_as="https://juniperstreet.example/")

    assert found(crawl)["archived_copy"].severity is Severity.LOW
