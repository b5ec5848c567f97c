"""The fictional clinician with all that judging knows of her, and pages that may be about her."""

from dataclasses import replace
from datetime import date

from checks.identity import judge
from checks.model import FACTS, WEB, Address, Finding, Handle, Licence, Practice, PrivateFacts, Query, Subject, Town

SEEN = date(2026, 11, 20)
QUERY = Query(
    names=("Maren Holloway", "Maren E. Holloway", "Maren Lindqvist"),
    credentials=("LCSW",),
    profession="therapist",
    towns=(Town(city="Portland", region="OR"), Town(city="Boise", region="ID")),
    practice=Practice(
        name="Juniper Street Counseling",
        phone="(503) 555-0142",
        email="hello@juniperstreet.example",
        website="https://juniperstreet.example/",
    ),
    licences=(Licence(board="Oregon Board of Licensed Social Workers", number="L7731"),),
    npi="2345678918",
    orcid="0000-0007-1111-2222",
    handles=(Handle(platform="bluesky", handle="marenholloway.bsky.social"), Handle(platform="forum", handle="quietjuniper47")),
    profiles=("https://www.psychologytoday.example/us/therapists/maren-holloway-portland-or/418207",),
    emails=("maren.holloway@postbox.example",),
)  # fmt: skip
MAREN = Subject(
    query=QUERY,
    practice_address=Address(
        street="1904 SW Juniper Street Suite 210", city="Portland", region="OR", postal_code="97205"
    ),
    employers=("Cedar Hollow Family Services", "Elm County Hospital"),
    schools=("Lakeside State College, MSW 2006",),
    specialties=("grief", "perinatal", "sleep"),
    private=PrivateFacts(
        home_addresses=(Address(street="2816 NE Alder Court", city="Portland", region="OR", postal_code="97212"),),
        phones=("(503) 555-0177",),
        emails=("m.hollow@mailbox.example",),
        birth_date=date(1981, 4, 17),
        relatives=("Tobias Holloway",),
    ),
)
PRIVATE_VALUES = ("2816", "alder", "97212", "555-0177", "0177", "m.hollow", "1981", "april", "tobias", "45")


def subject(name="James Smith", **query):
    """A clinician with a common name, of whom only so much is known."""
    return Subject(query=replace(Query(names=(name,), credentials=("LCSW",), towns=QUERY.towns[:1]), **query))


def page(text="", *, title="", url="https://somewhere.example/p/1", source=WEB, key="", **facts):
    given = {name: (value,) if isinstance(value, str) else tuple(value) for name, value in facts.items()}
    assert set(given) <= FACTS
    return Finding(source=source, key=key or url, url=url, title=title, text=text, facts=given)


def level(finding, who=MAREN, **more):
    return judge(who, finding, seen=SEEN, **more).level


def bits(finding, who=MAREN):
    """What each row contributed."""
    return {e.name: round(e.bits, 1) for e in judge(who, finding, seen=SEEN).evidence}
