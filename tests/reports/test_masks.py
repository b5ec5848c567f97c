import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Severity
from reports import masks
from tests.reports import sample

BIRTH = replace(
    sample.exposure("personal_phone"),
    kind="date_of_birth_full",
    value="1981-04-17",
    masked="…1981",
    severity=Severity.HIGH,
)
VEIL = masks.veil([sample.exposure("home_address_people_search"), sample.exposure("personal_phone"), BIRTH])


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Maren Holloway, 2816 NE Alder Court, Portland", "Maren Holloway, 2816 A…, Portland"),
        ("2816 N.E. ALDER CT APT 4 - Maren", "2816 A… - Maren"),
        ("call (503) 555-0177 now", "call …77 now"),
        ("+1 503.555.0177", "…77"),
        ("5035550177", "…77"),
        ("555-0177", "…77"),
        ("maren.holloway@postbox.example wrote", "m…@postbox.example wrote"),
        ("born April 17, 1981 in Boise", "born …1981 in Boise"),
        ("DOB 04/17/1981", "DOB …1981"),
        ("Maren Holloway, Age 45, Portland, OR", "Maren Holloway, Age …, Portland, OR"),
        ("Maren Holloway, born in 1981", "Maren Holloway, born in …"),
        ("Wages 2021: page 12", "Wages 2021: page 12"),
        ("Events 2019-2021 in Portland, OR 97205", "Events 2019-2021 in Portland, OR 97205"),
        ("Monday 23 November 2026, 10:30", "Monday 23 November 2026, 10:30"),
    ],
)
def test_titles_lose_what_cards_mask(title, shown):
    assert VEIL(title) == shown


@pytest.mark.parametrize(
    "url",
    [
        "https://peoplelookup.example/or/portland/2816-ne-alder-ct/maren-holloway",
        "https://peoplelookup.example/?q=2816+NE+Alder+Court",
        "https://peoplelookup.example/phone/503-555-0177",
        "https://peoplelookup.example/phone/5035550177",
        "https://peoplelookup.example/?mail=maren%40postbox.example",
        "https://peoplelookup.example/born/1981-04-17",
        "javascript:alert(1)",
        "data:text/html,hi",
        "https://user:pass@peoplelookup.example/",
        "https://peoplelookup.example/\u202egnp.exe",
        "//peoplelookup.example/",
        "https:///nowhere",
        "https://[broken/",
        "https://peoplelookup.example/" + "a" * 500,
        "",
    ],
)
def test_addresses_that_tell_or_trick_are_not_links(url):
    assert VEIL.link(url) == ""


def test_a_registry_number_is_no_phone_in_a_link():
    url = "https://registry.example/provider-view/2345678918"

    assert VEIL.link(url) == url


def test_a_link_cannot_leave_its_attribute():
    assert VEIL.link('https://h.example/a"onclick="x?<b>=\'"') == "https://h.example/a%22onclick=%22x?%3Cb%3E='%22"


def test_a_look_alike_host_shows_as_the_network_knows_it():
    assert masks.host("https://www.рsychology.example/x").startswith("xn--")


def test_a_mask_that_spells_the_value_out_is_hidden():
    leaky = replace(BIRTH, value="Tobias Holloway", masked="with tobias  holloway")

    assert masks.masked(leaky) == masks.HIDDEN


def test_what_an_exposure_shows_as_it_is_stays_in_titles():
    shown = masks.veil([replace(BIRTH, value="CraftFair", masked="CraftFair")])

    assert shown("CraftFair 2019") == "CraftFair 2019"


@given(st.text())
def test_inert_text_is_one_visible_line(text):
    line = masks.inert(text)

    assert len(line) <= masks.TITLE_LIMIT
    assert not [c for c in line if unicodedata.category(c)[0] == "C" or c in "\u2028\u2029"]
    assert masks.inert(line) == line


def test_stacks_of_accents_are_cut():
    assert masks.inert("a" + "\u0301" * 300) == "a" + "\u0301" * 2
