import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import records
from checks.model import TEXT_LIMIT, WEB, Finding
from checks.names import find
from checks.page import Page, read

NAMES = ("Maren Holloway", "Maren E. Holloway", "Maren Lindqvist")
LIST_PAGE = """Found 3 people
Maren Holloway | Age 44 | Portland, OR
2816 NE Alder Ct
Related to Tobias Holloway
Ingrid Hollowell | Age 60 | Tampa, FL
Otis Hargrove | Age 50 | (813) 555-0116
Maren E. Holloway, LCSW | (503) 555-0142"""


def test_a_list_page_gives_her_rows_and_nobody_elses():
    block = records.block(LIST_PAGE, find(LIST_PAGE, NAMES))

    assert "2816 NE Alder Ct\nRelated to Tobias Holloway" in block
    assert "(503) 555-0142" in block
    assert "Ingrid" not in block
    assert "813" not in block


def test_of_several_people_of_her_name_the_one_that_fits_is_kept():
    text = "Maren Holloway | Tampa, FL\nOtis Hargrove | Tampa, FL\nMaren Holloway | Portland, OR"

    block = records.block(text, find(text, NAMES), fits=lambda record: "Portland" in record)

    assert block == "Maren Holloway | Portland, OR"


def test_a_page_about_her_alone_stays_whole():
    text = "Maren Holloway, LCSW\nI see adults. My office is on Juniper Street.\nCall (503) 555-0142."

    assert records.block(text, find(text, NAMES)) == text


def test_a_list_of_relatives_does_not_end_her_record():
    text = "Maren Holloway\nRelatives: Tobias Holloway, Otis Hargrove\nPhone (503) 555-0177\nOtis Hargrove\nTampa, FL"

    block = records.block(text, find(text, NAMES))

    assert "555-0177" in block
    assert "Tampa" not in block


GARBAGE = st.text(max_size=400) | st.text(
    alphabet="0123456789()+-. /@[]|·…;★\nNEOR#MarenHolloway,Streetborn ", max_size=400
)


@settings(max_examples=60, deadline=None)
@given(GARBAGE)
def test_blocks_stay_small(text):
    block = records.block(text * 20, find(text * 20, NAMES))

    assert len(block.encode()) <= TEXT_LIMIT


@settings(max_examples=60, deadline=None)
@given(GARBAGE)
def test_a_block_of_a_block_is_the_block(text):
    page = f"{LIST_PAGE}\n{text}"
    once = records.block(page, find(page, NAMES))

    assert records.block(once, find(once, NAMES)) == once


def of_page(text: str, title: str = "Results", excerpt: Finding | None = None) -> list[Finding]:
    return list(records.of_page(Page(url="https://list.example/r?page=2", title=title, text=text), NAMES, excerpt))


LISTS = {
    "race": (
        (
            "Place Bib Name Sex Age City\n12 1290 Ingrid Hollowell F 57 Bend OR 47:50\n13 87 Maren Holloway F 45 Portland OR 48:02\n"
            "14 2655 Otis Hargrove M 57 Salem OR 48:47\nThanks to our sponsors for the oranges."
        ),
        "13 87 Maren Holloway F 45 Portland OR 48:02",
    ),
    "people search": (
        "We found 38 results\nMaren Holloway, 58 · Tampa, FL · 12 Heron Way\nMaren E. Holloway, 45 · Portland, OR · 9 Alder Ct\nAbout us",
        "Maren E. Holloway, 45 · Portland, OR · 9 Alder Ct",
    ),
    "reversed": (
        "HARGROVE, OTIS / SALEM OR / NURSE / $50\nHOLLOWAY, MAREN E / PORTLAND OR / THERAPIST / $100\nPage 1 of 3",
        "HOLLOWAY, MAREN E / PORTLAND OR / THERAPIST / $100",
    ),
    "registry": (
        (
            "2345678918 | HOLLOWAY, MAREN | 1904 SW JUNIPER ST, PORTLAND OR | Social Worker\n"
            "2987654300 | HARGROVE, OTIS | 7 ELM ST, TULSA OK | Nurse\nExport | Print"
        ),
        "2345678918 | HOLLOWAY, MAREN | 1904 SW JUNIPER ST, PORTLAND OR | Social Worker",
    ),
    "staff": (
        "Our team\nOtis Hargrove, LPC – counselor, Bend\nMaren Holloway, LCSW – therapist, Portland\nWe answer within two days.",
        "Maren Holloway, LCSW – therapist, Portland",
    ),
    "posters": (
        "P-7 Otis Hargrove (Elm Clinic, Salem)\nP-11 Maren Holloway (Juniper Street Counseling, Portland)\nLunch is at noon.",
        "P-11 Maren Holloway (Juniper Street Counseling, Portland)",
    ),
    "notes": (
        (
            "Class notes\nOtis Hargrove ’01 moved to Salem and keeps bees.\nMaren Holloway ’03 opened a practice in Portland.\n"
            "Ingrid Wexford ’04 writes from Tulsa.\nSend us yours."
        ),
        "Maren Holloway ’03 opened a practice in Portland.",
    ),
    "cards": (
        "Ingrid Hollowell\nAge 60\nTampa, FL\nMaren Holloway\nAge 45\nPortland, OR\nOtis Hargrove\nAge 50\nSalem, OR",
        "Maren Holloway\nAge 45\nPortland, OR",
    ),
    "cards of one name": (
        "Maren Holloway\nAge 58\nTampa, FL\nMaren Holloway\nAge 45\nPortland, OR\nOptions for this site",
        "Maren Holloway\nAge 45\nPortland, OR",
    ),
}


@pytest.mark.parametrize("kind", LISTS)
def test_each_row_that_names_her_is_a_record_of_its_own(kind):
    text, row = LISTS[kind]

    found = of_page(text)

    assert row in [finding.text for finding in found]
    assert all("Hargrove" not in finding.text for finding in found)


@pytest.mark.parametrize("kind", LISTS)
def test_a_row_is_a_block_of_its_own(kind):
    row = LISTS[kind][1]

    assert records.block(row, find(row, NAMES)) == row


def test_a_line_under_a_note_of_a_class_is_a_part_of_it():
    notes = (
        "’01: Otis Hargrove moved to Salem and keeps bees.\n"
        "’03: Maren Holloway opened a practice in Portland.\nDate of birth: April 17, 1981\n"
        "’04: Delia Montgomery retired to Boise."
    )

    found = of_page(notes, title="Class notes")

    assert [each.text for each in found] == ["\n".join(notes.split("\n")[1:3])]


SIGNED = "Petition: keep the night bus\nMaren Holloway (Portland, OR) · Aug 2025: “Please.”\nOtis Hargrove: “Yes!”\n"


def test_who_signs_with_a_word_has_a_row_whatever_stands_before_it():
    assert [each.text for each in of_page(SIGNED)] == ["Maren Holloway (Portland, OR) · Aug 2025: “Please.”"]


@pytest.mark.parametrize(
    ("line", "is_loose"),
    [
        ("Current role: lecturer, Elm County Hospital", True),
        ("Home address on file: 2816 NE Alder Court, Portland, OR", True),
        ("We are open from nine: come in.", False),  # says nothing of a person
        ("Current role: lecturer, Hargrove Clinic", False),  # as much that other row's
        ("Contact phone: Delia Montgomery, (503) 555-0177", False),
    ],
)
def test_a_labelled_line_in_nobodys_row_is_a_loose_one(line, is_loose):
    (found,) = of_page(f"{SIGNED}Thanks to all.\n{line}")

    assert found.loose == ((line,) if is_loose else ())
    assert line not in found.text


def test_lines_with_figures_elsewhere_may_hold_a_private_fact_whoever_s_row_they_are_in():
    (found,) = of_page(f"{SIGNED}Delia Montgomery: “2816 NE Alder Court!”\nCell (503) 555-0177\nThe end")

    assert found.elsewhere == ("Delia Montgomery: “2816 NE Alder Court!”", "Cell (503) 555-0177")


def test_above_a_list_stands_what_was_searched_for_and_under_two_of_her_name_nothing_is_either_s():
    two = SIGNED.replace("Otis Hargrove:", "Maren E. Holloway (Boise, ID):")

    assert of_page(f"Employer: Elm County Hospital\n{SIGNED}")[0].loose == ()
    assert {each.loose for each in of_page(f"{two}Otis Hargrove: “Yes!”\nCell: (503) 555-0177")} == {()}


def test_a_sentence_about_her_outside_the_rows_is_the_pages_own_record():
    won = "The prize of the volunteers went to Maren Holloway of Portland."

    found = of_page(f"{won}\n{LISTS['race'][0]}", title="Frostbite 10K")
    searched = of_page(
        f"See the phone and address of Maren Holloway.\n{LISTS['race'][0]}", title="Results for Maren Holloway"
    )

    assert {(each.key[-1:] == "2", each.text) for each in found} == {(True, won), (False, LISTS["race"][1])}
    assert [each.text for each in searched] == [LISTS["race"][1]]


@pytest.mark.parametrize(
    ("parties", "stays"),
    [("Otis Hargrove v. Maren Holloway", True), ("Otis Hargrove v. Delia Montgomery", False)],
)
def test_a_private_line_at_the_head_is_of_whom_the_page_names_first(parties, stays):
    text = f"Case 25-1\nPersonal cell: (503) 555-0177\n{parties}. Filed 2017.\nMaren Holloway: served in person."

    block = records.block(text, find(text, NAMES))

    assert ("555-0177" in block) == stays


def test_a_row_keeps_its_key_when_neighbours_come_and_counters_move():
    before = of_page("1 Otis Hargrove, 50 · Salem, OR\n2 Maren Holloway, 44 · Portland, OR · 3 views")
    after = of_page(
        "1 Ada Wexford, 31 · Bend, OR\n2 Otis Hargrove, 51 · Salem, OR\n3 Maren Holloway, 45 · Portland, OR · 9 views"
    )

    assert [finding.key for finding in before] == [finding.key for finding in after]
    assert before[0].key.startswith("https://list.example/r?page=2#")


def test_two_rows_of_one_name_in_one_town_are_two_records():
    found = of_page(
        "Maren Holloway, 44 · Portland, OR · 9 Alder Ct\nMaren Holloway, 71 · Portland, OR · 30 Heron Way\nOtis Hargrove, 50 · Salem, OR · 1 Elm St"
    )

    assert len({finding.key for finding in found}) == 2


@pytest.mark.parametrize("title", ["Maren Holloway: 38 people found", "Otis Hargrove and family", "3 results"])
def test_a_title_that_names_somebody_is_no_evidence_about_a_row(title):
    found = of_page(LISTS["people search"][0], title=title)

    assert {finding.title for finding in found} == {"Maren Holloway", "Maren E. Holloway"}


def test_a_title_that_says_what_the_list_is_stays():
    assert of_page(LISTS["race"][0], title="Frostbite 10K results")[0].title == "Frostbite 10K results"


def test_a_page_about_her_is_one_record_whoever_else_is_on_it():
    text = "Maren Holloway, LCSW\nTherapist in Portland, OR\nOtis Hargrove, LPC\nCall (503) 555-0142"

    (found,) = of_page(text, title="Maren Holloway, LCSW | Juniper Street")

    assert (found.key, found.text) == ("https://list.example/r?page=2", text)


def test_sentences_that_begin_with_her_name_make_no_list():
    text = "Maren Holloway is a therapist.\nShe sees adults.\nMaren Holloway works in Portland, OR since 2009."

    assert [finding.text for finding in of_page(text)] == [text]


EXCERPT = Finding(
    source=WEB,
    key="https://list.example/r?page=2",
    url="https://list.example/r?page=2",
    title="Maren Holloway",
    text="Maren Holloway, (503) 555-0177, 2816 NE Alder Court, born 4/17/1981",
    excerpt=True,
)


def test_an_excerpt_outlives_the_page_that_named_her():
    (found,) = of_page("Sorry, this page was removed.", title="Not found", excerpt=EXCERPT)

    assert found.text == EXCERPT.text
    assert found.facts["stale_excerpt"] == ("page",)


def test_a_page_drawn_by_a_script_is_not_called_gone():
    (found,) = of_page("Please enable JavaScript.", title="Maren Holloway", excerpt=EXCERPT)

    assert found == EXCERPT


def test_what_only_the_excerpt_still_shows_is_said():
    (found,) = of_page("Maren Holloway, LCSW\n2816 N.E. Alder Ct", excerpt=EXCERPT)

    assert found.text.startswith("Maren Holloway, LCSW")
    assert found.facts["stale_excerpt"] == ("birth_date", "telephone")


def test_a_page_that_still_shows_it_all_is_not_stale():
    (found,) = of_page(EXCERPT.text, excerpt=EXCERPT)

    assert "stale_excerpt" not in found.facts


def of_html(body: str, names: tuple[str, ...] = NAMES) -> list[Finding]:
    page = read("https://list.example/r?page=2", f"<html><title>Results</title><body>{body}</body></html>".encode())
    return list(records.of_page(page, names))


CARDS = """<div class="results">
<div class="card"><a href="/p/ingrid-hollowell"><img><h3>Ingrid Hollowell</h3></a><p>Age 60</p><p>Tampa, FL</p><a href="/login">View</a></div>
<div class="card featured"><h3><a href="/p/maren-holloway-1?utm_source=list">Maren Holloway</a></h3><p>Age 44</p><div>
<p>Portland, OR</p><p>Related to: Tobias Holloway</p></div><a href="/login">View</a></div>
<div class="card"><h3><a href="/p/maren-holloway-2">Maren Holloway</a></h3><p>Age 58</p><p>Tampa, FL</p></div>
</div><p>Thanks for looking.</p>"""


def test_cards_are_records_keyed_by_the_page_behind_each():
    portland, tampa = of_html(CARDS)

    assert portland.key == portland.url == "https://list.example/p/maren-holloway-1"
    assert portland.text == "Maren Holloway\nAge 44\nPortland, OR\nRelated to: Tobias Holloway\nView"
    assert tampa.key == "https://list.example/p/maren-holloway-2"


def test_a_row_is_only_a_part_of_what_the_page_behind_it_says():
    assert all(finding.excerpt for finding in of_html(CARDS))
    assert not of_page(LISTS["race"][0])[0].excerpt


def test_a_link_that_all_rows_share_or_that_leads_elsewhere_names_no_row():
    rows = "".join(
        f'<li><a href="https://social.example/{n}">{name}</a>, {age} · Portland, OR <a href="/claim">Claim</a></li>'
        for n, (name, age) in enumerate([("Otis Hargrove", 50), ("Maren Holloway", 44)])
    )

    (found,) = of_html(f"<ul>{rows}</ul>")

    assert found.key.startswith("https://list.example/r?page=2#")
    assert found.url == "https://list.example/r?page=2"


def test_a_table_gives_rows():
    (found,) = of_html(
        "<table><tr><th>NPI<th>Name<th>Town</tr><tr><td>2987654300<td>HARGROVE, OTIS<td>TULSA OK</tr>"
        "<tr><td>2345678918<td>HOLLOWAY, MAREN<td>PORTLAND OR</tr></table>"
    )

    assert found.text == "2345678918 | HOLLOWAY, MAREN | PORTLAND OR"


def declared(*people: dict) -> str:
    scripts = (
        f'<script type="application/ld+json">{json.dumps({"@type": "Person", **person})}</script>' for person in people
    )
    return f"{''.join(scripts)}<h1>Maren Holloway</h1><p>Therapist</p>"


def test_what_the_markup_declares_of_her_are_facts_of_the_page():
    (found,) = of_html(
        declared(
            {"name": "Maren Holloway", "telephone": "503-555-0142"}, {"name": "Otis Hargrove", "email": "o@x.example"}
        )
    )

    assert found.facts == {"name": ("Maren Holloway",), "telephone": ("503-555-0142",)}


def test_two_people_of_her_name_lend_her_no_facts():
    (found,) = of_html(
        declared({"name": "Maren Holloway", "jobTitle": "Therapist"}, {"name": "Maren Holloway", "jobTitle": "Realtor"})
    )

    assert not found.facts


def test_who_reviewed_under_her_name_is_not_she():
    review = {
        "name": "Elm Clinic",
        "review": {"@type": "Review", "author": {"@type": "Person", "name": "Maren Holloway"}},
    }

    (found,) = of_html(declared(review))

    assert not found.facts


ENTRY = {
    "name": "Maren Holloway, LCSW",
    "telephone": "+1-503-555-0142",
    "address": {"streetAddress": "12 Sample Lane", "addressLocality": "Portland", "addressRegion": "OR"},
    "honorificSuffix": "LCSW",
    "identifier": {"@type": "PropertyValue", "propertyID": "NPI", "value": "2345678918"},
    "aggregateRating": {"@type": "AggregateRating", "ratingValue": "4.5", "ratingCount": 12},
    "review": [
        {
            "@type": "Review",
            "author": {"@type": "Person", "name": "Dana Pruitt"},
            "datePublished": "2026-08-02",
            "reviewRating": {"ratingValue": 2},
            "reviewBody": "Invented: never on time.",
        },
        {"datePublished": "2026-08-03", "reviewRating": {"ratingValue": 2, "bestRating": 10}},
    ],
}


@pytest.mark.parametrize(
    "shape",
    [
        {"@type": "Physician", **ENTRY},
        {"@type": ["LocalBusiness", "Psychiatric"], **ENTRY},
        {"@graph": [{"@type": "WebSite", "name": "A directory"}, {"@type": "MedicalBusiness", **ENTRY}]},
        {"@type": "ProfilePage", "mainEntity": {"@type": "Person", **ENTRY}},
    ],
    ids=["physician", "two types", "graph", "profile page"],
)
def test_a_directory_s_markup_gives_its_rating_address_phone_credentials_and_of_reviews_one_line(shape):
    html = f'<script type="application/ld+json">{json.dumps([shape])}</script><h1>Maren Holloway</h1><p>Therapist</p>'

    (found,) = of_html(html)

    (review,) = found.facts["review"]
    assert found.fact("telephone") == "+1-503-555-0142"
    assert found.fact("address") == "12 Sample Lane, Portland, OR"
    assert (found.fact("honorific_suffix"), found.fact("npi")) == ("LCSW", "2345678918")
    assert found.fact("aggregate_rating") == "4.5"
    assert review.startswith("2026-08-02: 2 stars, short, ~")
    assert "Pruitt" not in str(found)
    assert "on time" not in str(found)
