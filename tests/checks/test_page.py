import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import page, schema_org
from checks.markup import MARKUP_LIMIT
from checks.model import FACTS, RELATIVE

URL = "https://juniperstreet.example/team"


def read(markup: str | bytes, content_type: str = "text/html; charset=utf-8") -> page.Page:
    return page.read(URL, markup if isinstance(markup, bytes) else markup.encode(), content_type)


def body(markup: str) -> str:
    return read(f"<html><head><title>T</title></head><body>{markup}</body></html>").text


def ld(*things: object) -> tuple:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things)
    return read(f"<html><head>{scripts}</head><body></body></html>").people


# -- visible text


def test_each_block_is_a_line_and_inline_markup_is_none():
    assert body("<h1>Maren <b>Holl</b>oway</h1><p>Therapist<br>Portland</p>") == "Maren Holloway\nTherapist\nPortland"


def test_a_row_of_a_table_is_one_line():
    table = "<table><tr><th>Name<th>City</tr><tr><td><p>Maren Holloway</p></td><td>Portland<br>OR</td></tr></table>"

    assert body(table) == "Name | City\nMaren Holloway | Portland OR"


def test_a_table_that_only_lays_out_is_read_as_blocks():
    assert (
        body("<table><tr><td><p>One</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>") == "One\na | b"
    )


def test_a_term_and_its_description_are_one_line():
    assert body("<dl><dt>Phone</dt><dd>(503) 555-0142</dd></dl>") == "Phone: (503) 555-0142"


def test_elements_that_only_style_sets_apart_do_not_run_together():
    assert body("<p><span>44</span><span>Portland</span></p>") == "44 Portland"


@pytest.mark.parametrize(
    "beside",
    [
        "<nav>X</nav>",
        "<aside>X</aside>",
        "<footer>X</footer>",
        "<script>X</script>",
        "<template>X</template>",
        '<div role="navigation">X</div>',
        '<div role="complementary">X</div>',
        '<div aria-hidden="true">X</div>',
        "<p hidden>X</p>",
        '<p style="color: red; display:none">X</p>',
        '<div class="profile-sidebar">X</div>',
        '<div class="similarProviders">X</div>',
        '<div id="cookie-banner">X</div>',
        '<ul class="breadcrumbs"><li>X</ul>',
        '<section class="related-articles">X</section>',
        "<select><option>X</select>",
        "<button>X</button>",
        "<!-- X -->",
    ],
)
def test_what_belongs_to_the_site_is_left_out(beside):
    assert body(f"<p>Maren Holloway</p>{beside}<p>Portland</p>") == "Maren Holloway\nPortland"


@pytest.mark.parametrize(
    "whole",
    [
        '<div class="has-sidebar"><h1>Maren Holloway</h1></div>',
        '<section class="related-to">Maren Holloway</section>',
        '<p class="address adverb">Maren Holloway</p>',
        '<footer class="footer"><main>Maren Holloway</main></footer>',
        "<body class='menu-open'>Maren Holloway",
    ],
)
def test_what_the_page_is_about_stays_whatever_its_class_says(whole):
    assert body(whole) == "Maren Holloway"


def test_an_address_behind_a_link_is_shown_once():
    shown = body(
        '<a href="mailto:hello@juniperstreet.example?subject=x">E-mail me</a><p><a href="tel:+1-503-555-0142">(503) 555-0142</a></p>'
    )

    assert shown == "E-mail me hello@juniperstreet.example\n(503) 555-0142"


def test_links_and_like_elements_know_where_they_stand():
    read_ = read(
        '<ul><li><a href="/a">Maren Holloway</a><p>Portland</p></li><li><a href="/b">Otis Hargrove</a></li></ul>'
    )

    assert [(read_.text[link.start : link.end], link.href) for link in read_.links] == [
        ("Maren Holloway", "/a"),
        ("Otis Hargrove", "/b"),
    ]
    assert [read_.text[item.start : item.end] for item in read_.items] == ["Maren Holloway\nPortland", "Otis Hargrove"]


# -- titles, charsets, other kinds


def test_the_title_is_one_line_of_text():
    assert read("<title>Maren &amp;\n <b>Holloway</b></title>").title == "Maren & Holloway"
    assert read('<meta property="og:title" content="Maren Holloway">').title == "Maren Holloway"
    assert read("<h1>Maren Holloway</h1>").title == "Maren Holloway"


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        ("<p>Éva Szálai</p>".encode("latin-1"), "text/html; charset=iso-8859-1"),
        ('<meta charset="windows-1252"><p>Éva Szálai</p>'.encode("cp1252"), "text/html"),
        ("<p>Éva Szálai</p>".encode("utf-16"), "text/html"),
        ("<p>Éva Szálai</p>".encode(), "text/html; charset=no-such-thing"),
        (b"<p>&Eacute;va Sz&#xe1;lai</p>", ""),
    ],
)
def test_the_charset_is_found(raw, content_type):
    assert read(raw, content_type).text == "Éva Szálai"


def test_plain_text_is_read_as_it_stands():
    assert read("Maren  Holloway\r\n\r\n<Portland>\x00", "text/plain").text == "Maren Holloway\n<Portland>"


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [(b"%PDF-1.7 Maren", ""), (b"\x89PNG", "image/png"), (b"{}", "application/json"), (b"", "")],
)
def test_what_is_no_page_says_nothing(raw, content_type):
    assert read(raw, content_type) == page.Page(url=URL, title="", text="")


# -- what the markup declares


def test_a_profile_page_declares_its_main_entity():
    (person,) = ld(
        {
            "@type": "ProfilePage",
            "mainEntity": {"@type": ["Thing", "Person"], "name": "Maren Holloway", "jobTitle": "Therapist"},
        }
    )

    assert person == {"name": ("Maren Holloway",), "job_title": ("Therapist",)}


def test_places_of_work_addresses_ratings_and_numbers_become_facts():
    (person,) = ld(
        {
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "Physician",
                    "@id": "#maren",
                    "name": "Maren Holloway",
                    "worksFor": {"@id": "#practice"},
                    "address": {"@type": "PostalAddress", "streetAddress": "1904 SW Juniper Street", "addressLocality": "Portland", "addressRegion": "OR", "postalCode": 97205},
                    "aggregateRating": {"ratingValue": "4.50", "reviewCount": 9},
                    "identifier": {"@type": "PropertyValue", "propertyID": "NPI", "value": "2345678918"},
                    "contactPoint": [{"telephone": "tel:+15035550142"}],
                },
                {"@id": "#maren", "email": "mailto:Hello@juniperstreet.example"},
                {"@id": "#practice", "@type": "Organization", "name": "Juniper Street Counseling"},
            ],
        }
    )  # fmt: skip

    assert person == {
        "name": ("Maren Holloway",),
        "works_for": ("Juniper Street Counseling",),
        "address": ("1904 SW Juniper Street, Portland, OR 97205",),
        "aggregate_rating": ("4.5",),
        "npi": ("2345678918",),
        "telephone": ("+15035550142",),
        "email": ("hello@juniperstreet.example",),
    }


def test_who_wrote_a_review_is_somebody_else():
    her, writer = ld(
        {
            "@type": "Person",
            "name": "Maren Holloway",
            "review": [{"@type": "Review", "author": {"@type": "Person", "name": "Rita Vale"}}],
        }
    )

    assert "additional_type" not in her
    assert writer == {"name": ("Rita Vale",), "additional_type": (schema_org.REVIEWER_TYPE,)}


def test_of_relatives_only_that_there_are_some_is_kept():
    (person,) = ld(
        {"@type": "Person", "name": "Maren Holloway", "spouse": {"@type": "Person", "name": "Tobias Holloway"}}
    )

    assert person == {"name": ("Maren Holloway",), "related_to": (RELATIVE,)}


def test_a_broken_script_does_not_spoil_the_next():
    people = read(
        '<script type="application/ld+json">{"@type": "Person", "name": </script>'
        '<script type="application/ld+json">{"@type": "Person", "name": "Maren\nHolloway"};</script>'
    ).people

    assert people == ({"name": ("Maren Holloway",)},)


@pytest.mark.parametrize(
    ("scope", "prop"),
    [('itemscope itemtype="https://schema.org/', "itemprop"), ('vocab="https://schema.org/" typeof="', "property")],
)
def test_microdata_and_rdfa_say_the_same(scope, prop):
    (person,) = read(
        f'<div {scope}Person"><h1 {prop}="name">Maren Holloway</h1><div {prop}="address" {scope}PostalAddress">'
        f'<span {prop}="streetAddress">1904 SW Juniper Street</span> <span {prop}="addressLocality">Portland</span></div>'
        f'<a {prop}="sameAs" href="https://juniperstreet.example/">site</a><meta {prop}="telephone" content="503-555-0142"></div>'
    ).people

    assert person == {
        "name": ("Maren Holloway",),
        "address": ("1904 SW Juniper Street, Portland",),
        "same_as": ("https://juniperstreet.example/",),
        "telephone": ("503-555-0142",),
    }


def test_opengraph_profiles_name_a_person():
    people = read(
        '<meta property="og:type" content="profile"><meta property="profile:first_name" content="Maren">'
        '<meta property="profile:last_name" content="Holloway"><meta property="og:title" content="Maren Holloway">'
    ).people

    assert people == ({"given_name": ("Maren",), "family_name": ("Holloway",), "name": ("Maren Holloway",)},)


# -- hostile markup

MANY = 100_000
HOSTILE = {
    "nested tables": "<table><tr><td>" * MANY,
    "nested divisions": "<div>" * MANY + "Maren",
    "nested letters": "<b><i><u>" * MANY,
    "crossing": "<a><b>" * MANY + "</a>" * MANY,
    "closed by another": "<div>" * MANY + "</p></div>" * MANY,
    "no tags": "<a " * MANY,
    "no quotes": "<a x='" * MANY,
    "no end of a comment": "<!--" * MANY,
    "no end of a declaration": "<!" * MANY + "<?" * MANY + "<![CDATA[" * MANY,
    "ends only": "</x" * MANY + "</div>" * MANY,
    "attributes": "<a " + " ".join(f"x{n}=1" for n in range(MANY)) + ">",
    "scripts": "<script>" * MANY,
    "half entities": "&#x" * MANY + "&amp" * MANY + "&" * MANY,
    "nothing": "\x00" * MANY,
    "hidden in hidden": '<div class="sidebar"><h1>x</h1>' * 900 + "<p>x" * MANY,
    "buttons": "<button>1" * MANY,
    "rows": "<table>" + "<tr><td>Maren Holloway<td>1" * MANY,
    "links": '<a href="mailto:x@y.example">x</a>' * MANY,
    "scopes": '<div itemscope itemtype="Person"><p itemprop="name">x' * MANY,
    "json": '<script type="application/ld+json">' + "[" * MANY + "</script>",
    "graph": '<script type="application/ld+json">[' + '{"@type":"Person","name":"x"},' * MANY + "1]</script>",
}


@pytest.fixture(scope="module")
def ordinary_seconds():
    """What a page of the longest markup that is read costs, on this machine today."""
    entry = "<div><h2>Notes</h2><p>Maren Holloway is a <b>therapist</b> in <a href='/x'>Portland</a>.</p></div>"
    began = time.process_time()
    read(entry * (MARKUP_LIMIT // len(entry)))
    return time.process_time() - began


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_markup_costs_no_more_than_a_few_ordinary_pages(kind, ordinary_seconds):
    began = time.process_time()

    found = read(HOSTILE[kind])

    assert time.process_time() - began < 5 * ordinary_seconds  # each of these took minutes or never ended
    assert len(found.text) < 2 * page.TEXT_LIMIT


@pytest.mark.parametrize(
    "markup",
    ["<p>Maren Holloway</p>" * 20_000, "<p>x</p>" + "<i>" * 2_000_000, "<div>" * 3_000 + "Maren Holloway"],
    ids=["many words", "much markup", "deep"],
)
def test_a_page_that_is_not_read_to_its_end_says_so(markup):
    assert read(markup).is_cut
    assert not read("<p>Maren Holloway</p>").is_cut


def test_twenty_megabytes_are_read_in_part():
    found = read(b"<p>Maren Holloway</p>" + b"<p>words and words</p>" * 1_000_000)

    assert found.text.startswith("Maren Holloway\nwords")
    assert len(found.text) < 2 * page.TEXT_LIMIT


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet="<>/!-\"'= &;#x\x00\n{}[]:,abdilnprstu1é\ud83d", max_size=300).map(
        lambda s: s.encode("utf-8", "replace")
    )
    | st.binary(max_size=300)
)
def test_nothing_makes_it_raise(raw):
    found = read(b'<div itemscope itemtype="Person"><table>' + raw)

    assert all(set(person) <= FACTS for person in found.people)
    assert all(0 <= item.start < item.end <= len(found.text) for item in found.items)
    assert "\x00" not in found.text
