"""The fictional clinician, as every test of the sources asks about her."""

from datetime import date

from checks.model import Address, Handle, Licence, Practice, PrivateFacts, Query, Subject, Town

SUBJECT = Subject(
    query=Query(
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
        handles=(
            Handle(platform="bluesky", handle="@MarenHolloway.bsky.social"),
            Handle(platform="github", handle="quietjuniper"),
            Handle(platform="linktree", handle="quietjuniper"),
        ),
        profiles=(
            "https://juniperstreet.example/",
            "https://www.psychologytoday.example/us/therapists/maren-holloway-portland-or/418207",
        ),
        emails=("maren.holloway@postbox.example", "hello@juniperstreet.example"),
    ),
    practice_address=Address(
        street="1904 SW Juniper Street Suite 210", city="Portland", region="OR", postal_code="97205"
    ),
    private=PrivateFacts(
        home_addresses=(Address(street="2816 NE Alder Court", city="Portland", region="OR", postal_code="97212"),),
        phones=("(503) 555-0177",),
        emails=("tulip.notes@mailhouse.example",),
        birth_date=date(1981, 4, 17),
        relatives=("Tobias Holloway",),
    ),
)
QUERY = SUBJECT.query
