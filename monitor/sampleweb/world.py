"""The story that the sample web tells: five weeks around one fictional clinician. Data; the other files only serve it.

Week 1 is the first look. Week 2 is quiet but for a new listing, an engine that keeps silent and one that throttles. In
week 3 a register and a rating get worse, a listing leaves the results, two sources wall off. In week 4 the listing is
confirmed gone, a bio names the practice, a breach and a news page are new, a source changes its shape. In week 5 the
listing is back, and two things are better. What a correct program must make of it stands in `EXPECTED`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from monitor.sampleweb.pages import (
    ALUMNI,
    BROKER,
    DIRECTORY,
    LISTING,
    MIRROR,
    NEWS,
    NUMBERS,
    OBITUARY,
    PAGES,
    PANEL,
    POSTERS,
    PRACTICE,
    RACE,
    RATINGS,
    WEEKS,
    since,
)

__all__ = [
    "BROKER",
    "EXPECTED",
    "LISTING",
    "NUMBERS",
    "PAGES",
    "PANEL",
    "PRACTICE",
    "RATINGS",
    "WEEKS",
    "Week",
    "since",
]

HANDLE = "marenholloway.bsky.social"
NPI = "2345678918"
EMAIL = "maren.holloway@postbox.example"  # the one of her two addresses that is known anywhere

_FIRST_MONDAY = date(2026, 10, 19)


def monday(week: int) -> date:
    return _FIRST_MONDAY + timedelta(weeks=week - 1)


@dataclass(frozen=True, kw_only=True)
class Office:
    """An address as the register of NPIs writes it."""

    street: str
    city: str
    state: str
    postal_code: str  # nine digits
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Registration:
    """One record of the NPI register."""

    npi: str
    given: str
    family: str
    credential: str
    state: str
    licence: str
    code: str  # of the taxonomy
    taxonomy: str
    phone: str
    location: Office
    mailing: Mapping[int, Office]  # by the week from which it holds
    middle: str = ""
    former: str = ""


_OFFICE = Office(
    street="1904 SW JUNIPER STREET", unit="SUITE 210", city="PORTLAND", state="OR", postal_code="972050000"
)
_HOME = Office(street="2816 NE ALDER CT", city="PORTLAND", state="OR", postal_code="972120000")
_CARE_CENTER = Office(street="77 RIVER LOOP", city="BOISE", state="ID", postal_code="837020000")
_TULSA = Office(street="401 E PRAIRIE AVE", city="TULSA", state="OK", postal_code="741030000")

REGISTER = (
    Registration(
        npi=NPI,
        given="MAREN",
        middle="E",
        family="HOLLOWAY",
        former="LINDQVIST",
        credential="LCSW",
        state="OR",
        licence="L7731",
        code="1041C0700X",
        taxonomy="Social Worker, Clinical",
        phone="503-555-0142",
        location=_OFFICE,
        mailing={1: _OFFICE, 3: _HOME, 5: _OFFICE},
    ),
    # Two namesakes; the first works where the clinician lived before.
    Registration(
        npi="2111222339",
        given="MAREN",
        family="HOLLOWAY",
        credential="LPN",
        state="ID",
        licence="PN-40112",
        code="164W00000X",
        taxonomy="Licensed Practical Nurse",
        phone="208-555-0131",
        location=_CARE_CENTER,
        mailing={1: _CARE_CENTER},
    ),
    Registration(
        npi="2987654300",
        given="MAREN",
        family="HOLLOWAY",
        credential="LPN",
        state="OK",
        licence="L0061187",
        code="164W00000X",
        taxonomy="Licensed Practical Nurse",
        phone="918-555-0164",
        location=_TULSA,
        mailing={1: _TULSA},
    ),
)

BIO = {
    1: "Coffee, trails, two cats. Portland.",
    4: "Therapist at Juniper Street Counseling. Coffee, trails, two cats. Portland.",
}
LINK = {1: "", 4: PRACTICE}
HIDES = {1: False, 5: True}  # the label that asks programs to hide a profile from logged-out visitors


@dataclass(frozen=True, kw_only=True)
class Breach:
    name: str
    exposed: tuple[str, ...]
    breached: date
    added: date
    records: int
    since: int = 1  # week of the story


BREACHES = (
    Breach(
        name="OldForum",
        exposed=("Email addresses", "Passwords"),
        breached=date(2016, 5, 1),
        added=date(2019, 3, 4),
        records=812_345,
    ),
    Breach(
        name="TrailMaps",
        exposed=("Email addresses", "Names"),
        breached=date(2020, 8, 1),
        added=date(2021, 1, 18),
        records=1_204_550,
    ),
    Breach(
        name="ParcelPoint",
        exposed=("Email addresses", "Physical addresses", "Phone numbers"),
        breached=date(2026, 9, 1),
        added=date(2026, 11, 6),
        records=96_204,
        since=4,
    ),
)

# The pages of hers that the archive keeps, with the times of their first captures; one more comes every week.
CAPTURED = {"juniperstreet.example/": "20190412081533", "juniperstreet.example/about": "20200130174210"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of the alert's feed."""

    number: str
    url: str
    title: str  # HTML, as Google writes it
    content: str
    published: str
    since: int = 1  # week of the story
    until: int = 5


ALERTED = (
    Entry(
        number="7310022918441120001",
        url=NEWS,
        title="<b>Grief</b> groups return to southeast Portland",
        content="“People need a room to be sad in,” says <b>Maren Holloway</b>, LCSW, a therapist at Juniper Street&nbsp;...",
        published="2026-10-02T06:12:40Z",
    ),
    # Old entries drop off the feed: that is no loss.
    Entry(
        number="7310022918441120000",
        url="https://tampaherald.example/2026/agents-of-the-year",
        title="Agents of the year: <b>Maren Holloway</b> of Sunbay Realty",
        content="Real estate agent <b>Maren Holloway</b> of Tampa, FL was honored for her sales on Saturday.",
        published="2026-10-18T12:40:02Z",
        until=3,
    ),
    Entry(
        number="7310022918441120417",
        url=PANEL,
        title="Panel on grief and work, Thursday",
        content="On the panel: <b>Maren Holloway</b>, LCSW, of Juniper Street Counseling in Portland&nbsp;...",
        published="2026-11-07T21:03:11Z",
        since=4,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Week:
    """What a correct program tells of her in one week: (kind of change, the finding's key) with the reason.

    `silent_about`: keys, or parts of them, of which it must tell no change at all.
    """

    told: Mapping[tuple[str, str], str] = field(default_factory=dict)
    silent_about: tuple[str, ...] = ()


_STEADY = (PRACTICE, LISTING, DIRECTORY, NEWS, OBITUARY, MIRROR, ALUMNI)  # nothing ever happens to these
_SOMETIMES_UNSEEN = (
    POSTERS,
    RACE,
)  # of the engines behind SearXNG only startpage knows them, and it is silent in week 2
_OLD_BREACHES = ("OldForum", "TrailMaps")  # their order is random

EXPECTED = {
    # The first look tells no changes, whatever it finds.
    1: Week(silent_about=(*_STEADY, *_SOMETIMES_UNSEEN, *_OLD_BREACHES, BROKER, RATINGS, NPI, HANDLE)),
    2: Week(
        told={("new", NUMBERS): "a second people-search listing, with her private phone"},
        # Counters, dates and order are noise; what a silent engine does not show is not gone.
        silent_about=(*_STEADY, *_SOMETIMES_UNSEEN, *_OLD_BREACHES, BROKER, RATINGS, NPI, HANDLE),
    ),
    3: Week(
        told={
            ("worse", NPI): "the register shows her home address for letters",
            ("worse", RATINGS): "a new rating of one star, and the mean fell by 0.5",
        },
        # One miss is silence; a wall and an overloaded archive say nothing about breaches and copies.
        silent_about=(*_STEADY, *_SOMETIMES_UNSEEN, *_OLD_BREACHES, BROKER, NUMBERS, HANDLE),
    ),
    4: Week(
        told={
            ("gone", BROKER): "two site-restricted answers of each engine without it, a week apart",
            ("worse", HANDLE): "her bio names her practice and links it",
            ("new", "ParcelPoint"): "a new breach",
            ("new", PANEL): "a news page, from her alert",
        },
        silent_about=(*_STEADY, *_SOMETIMES_UNSEEN, *_OLD_BREACHES, NUMBERS, RATINGS, NPI),
    ),
    5: Week(
        told={
            ("returned", BROKER): "the listing is back",
            ("better", NPI): "the register shows the office again",
            ("better", HANDLE): "the profile asks to be hidden from strangers",
        },
        # The engines now show the panel too: it was told. Gravatar can be read again: that is no change of the card.
        silent_about=(*_STEADY, *_SOMETIMES_UNSEEN, *_OLD_BREACHES, "ParcelPoint", NUMBERS, RATINGS, PANEL),
    ),
}
