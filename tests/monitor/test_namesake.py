"""Of somebody else of her name only keyed hashes are kept; a later record with one of them is that person's."""

from dataclasses import replace

from checks.model import Address, Evidence, Finding, Handle, Level, Match, Practice, PrivateFacts, Query, Subject, Town
from monitor.namesake import Namesakes, hashed, traits, weighed

KEY = b"a key for tests."
SUBJECT = Subject(
    query=Query(
        names=("Maren Holloway",),
        towns=(Town(city="Portland", region="OR"),),
        npi="2345678918",
        practice=Practice(
            name="Juniper Street Counseling", phone="(503) 555-0142", email="hello@juniperstreet.example"
        ),
        handles=(Handle(platform="bluesky", handle="marenholloway.bsky.social"),),
        emails=("maren.holloway@postbox.example",),
    ),
    practice_address=Address(
        street="1904 SW Juniper Street Suite 210", city="Portland", region="OR", postal_code="97205"
    ),
    employers=("Cascade Family Services",),
    private=PrivateFacts(
        home_addresses=(Address(street="2816 NE Alder Court", city="Portland", region="OR", postal_code="97212"),),
        phones=("(503) 555-0177",),
    ),
)
AGENT = Finding(
    source="web",
    key="https://homes.example/agents/maren-holloway",
    url="https://homes.example/agents/maren-holloway",
    title="Maren Holloway, real-estate agent in Tampa, FL",
    facts={
        "telephone": ("+18135550116",),
        "email": ("maren@tampahomes.example",),
        "works_for": ("Bayview Realty",),
        "address": ("77 Harbor Street, Tampa, FL 33602",),
        "handle": ("maren_sells",),
        "npi": ("2987654300",),
    },
    text="Maren Holloway, (813) 555-0116, Bayview Realty, Tampa, FL.",
)


def known(finding=AGENT, subject=SUBJECT):
    return Namesakes(key=KEY, hashes=frozenset(hashed(KEY, *trait) for trait in traits(subject, finding)))


def match(level=Level.MAYBE, *evidence):
    return Match(level=level, bits=3.0, probability=0.4, evidence=evidence)


def test_what_tells_a_person_from_others_is_taken_from_the_record():
    kinds = {trait.kind for trait in traits(SUBJECT, AGENT)}

    assert kinds == {"phone", "email", "npi", "street", "employer", "handle"}


def test_no_fact_of_hers_is_a_namesakes():
    mixed = Finding(
        source="web", key="x", url="https://lookup.example/x", title="Maren Holloway",
        facts={
            "telephone": ("+15035550177", "+15035550142"),
            "email": ("hello@juniperstreet.example", "Maren.Holloway@postbox.example"),
            "npi": ("2345678918",),
            "works_for": ("Cascade Family Services, Inc.", "Juniper Street Counseling LLC"),
            "address": ("2816 N.E. Alder Ct, Portland, OR 97212", "1904 SW Juniper St, Portland, OR 97205"),
            "handle": ("@marenholloway.bsky.social",),
        },
        text="(503) 555-0177. Lives at 2816 NE Alder Court, Portland, OR 97212.",
    )  # fmt: skip

    assert traits(SUBJECT, mixed) == frozenset()


def test_a_sites_own_numbers_and_mailboxes_tell_nobody_apart():
    listing = replace(
        AGENT, facts={"telephone": ("+18005550116",), "email": ("help@homes.example", "x@mail.homes.example")}, text=""
    )

    assert traits(SUBJECT, listing) == frozenset()


def test_a_later_record_with_one_of_these_facts_is_not_asked_about():
    later = Finding(
        source="web", key="y", url="https://other.example/y", title="Maren Holloway", text="Call 813-555-0116."
    )

    met = known().met(SUBJECT, later)
    judged = weighed(match(), met)

    assert [trait.kind for trait in met] == ["phone"]
    assert judged.level is Level.NOT_ME
    assert judged.against == "a phone number of somebody whom you said is not you"
    assert judged.bits == 3.0 + judged.evidence[0].counted


def test_the_same_house_is_met_by_its_postcode_or_by_its_town():
    def met(line):
        later = Finding(source="web", key="y", url="https://other.example/y", title="", facts={"address": (line,)})
        return {trait.kind for trait in known().met(SUBJECT, later)}

    assert met("77 Harbor St, Tampa, FL") == {"street"}
    assert met("77 Harbor St Apt 3, Temple Terrace, FL 33602") == {"street"}
    assert met("77 Harbor St, Boise, ID 83702") == set()
    assert met("77 Harbor St") == set()


def test_what_is_hers_alone_beside_it_makes_a_question():
    decisive = Evidence(name="own_identifier_exact", group="decisive", bits=20.0, words="your NPI", strong=True)
    private = Evidence(name="personal_phone_exact", group="contact", bits=12.0, words="a private phone", strong=True)
    town = Evidence(name="city_metro", group="place", bits=6.0, words="the town Portland, OR")

    levels = [weighed(match(Level.MINE, each), traits(SUBJECT, AGENT)).level for each in (decisive, private, town)]

    assert levels == [Level.MAYBE, Level.MAYBE, Level.NOT_ME]


def test_what_she_adds_to_her_configuration_later_is_no_namesakes_any_more():
    hashes = known()
    moved = replace(SUBJECT, private=PrivateFacts(phones=("(813) 555-0116",)))
    later = Finding(
        source="web", key="y", url="https://other.example/y", title="Maren Holloway", text="Call 813-555-0116."
    )

    assert hashes.met(SUBJECT, later)
    assert not hashes.met(moved, later)


def test_the_hashes_are_keyed_and_hold_no_value():
    assert hashed(KEY, "phone", "+18135550116") != hashed(b"another key.", "phone", "+18135550116")
    assert hashed(KEY, "phone", "1") != hashed(KEY, "email", "1")
    assert KEY.decode() not in repr(known())
