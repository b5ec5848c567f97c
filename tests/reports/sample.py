"""Invented weeks of the fictional clinician: what the store would hand to `digest.compose`."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from checks.checkup import Answer, Given, standings
from checks.model import (
    ChangeKind,
    Decision,
    Evidence,
    Exposure,
    Finding,
    Judged,
    Level,
    Match,
    Outcome,
    Query,
    Room,
    Severity,
    Verdict,
)
from reports.week import Coverage, Numbers, Row, Told, View, Week

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # a Monday morning in Portland
ZONE = "America/Los_Angeles"

_KINDS = {
    "home_address_people_search": Exposure(
        kind="home_address_people_search",
        title="Home address on a people-search site",
        severity=Severity.CRITICAL,
        recommendations=(9, 5),
        value="2816 NE Alder Court",
        masked="2816 A…",
        why="A client can turn up at the door; address plus photo and relatives is the classic stalking kit, and these pages rank on a plain name search.",
        action='Open the listing in a private window, copy its exact URL, use that site\'s opt-out and give only data it already shows; then file Google "Results about you" for the result.',
    ),
    "personal_phone": Exposure(
        kind="personal_phone",
        title="Personal phone number public",
        severity=Severity.HIGH,
        recommendations=(9,),
        value="+15035550177",
        masked="…77",
        why="Calls and texts outside the frame; also unlocks account lookup, payment-app and messenger discovery.",
        action="Remove from the page or ask the site; opt out at the people-search host; use a separate practice number everywhere.",
    ),
    "family_members_listed": Exposure(
        kind="family_members_listed",
        title="Relatives listed with you",
        severity=Severity.HIGH,
        recommendations=(9, 5),
        why="Exposes people who did not choose your job; a route to you when your own traces are clean.",
        action="Opt out at the host for each record; ask relatives to set friends lists and tags to private; untag yourself.",
    ),
    "negative_review": Exposure(
        kind="negative_review",
        title="New negative review",
        severity=Severity.HIGH,
        recommendations=(9,),
        masked="1 of 5 stars",
        why="May be a client: any reply that shows you know the writer breaks confidentiality, and regulators have fined practices for it.",
        action="Do not reply in the first 48 hours. Never confirm, thank, correct or invite. Save a dated copy privately, consult.",
    ),
    "breached_account": Exposure(
        kind="breached_account",
        title="Your e-mail is in a data breach",
        severity=Severity.HIGH,
        recommendations=(5,),
        value="maren.holloway@postbox.example",
        masked="m…@postbox.example",
        why="Recommendation 2's warning in practice: one leak undoes the settings; may reveal that you had an account there.",
        action="Change that password and every reuse, turn on two-step sign-in, close the account; expect phishing.",
    ),
    "social_profile_public": Exposure(
        kind="social_profile_public",
        title="Personal social profile readable by strangers",
        severity=Severity.HIGH,
        recommendations=(2, 9),
        why="Recommendation 2 in one row: everything you post is part of the frame.",
        action="Open your profile logged out. Facebook: Settings & privacy > Privacy Checkup, limit past posts.",
    ),
    "public_calendar_or_doc": Exposure(
        kind="public_calendar_or_doc",
        title="Calendar, form or shared document public",
        severity=Severity.CRITICAL,
        recommendations=(5,),
        why="Booking pages, calendars and shared files can show client initials or times.",
        action="Turn off public sharing, rotate links, check what was visible and for how long, call your privacy officer.",
    ),
    "archived_copy": Exposure(
        kind="archived_copy",
        title="Deleted page survives in a web archive",
        severity=Severity.MEDIUM,
        recommendations=(5,),
        why="Deletion was not the end of the trail.",
        action="E-mail the archive (info@archive.org for the Wayback Machine) with exact URLs, dates and proof you controlled the page.",
    ),
    "unauthorised_directory_listing": Exposure(
        kind="unauthorised_directory_listing",
        title="Directory lists you without asking",
        severity=Severity.MEDIUM,
        recommendations=(9,),
        why="Wrong numbers, fees or modalities send people to the wrong place, sometimes to a competitor.",
        action="Ask for removal or correction in writing, keep the date, report to the professional association if ignored.",
    ),
    "media_mention": Exposure(
        kind="media_mention",
        title="News, podcast or blog mention",
        severity=Severity.LOW,
        recommendations=(9,),
        why="Good or bad, clients will have seen it.",
        action="Read it; ask for corrections; add to your own page if good.",
    ),
    "unknown_page_about_me": Exposure(
        kind="unknown_page_about_me",
        title="New page about you that fits no other row",
        severity=Severity.LOW,
        recommendations=(9,),
        why="Nothing is silently dropped.",
        action="Look once; choose a kind, dismiss, or mark not me.",
    ),
}


def exposure(kind):
    return _KINDS[kind]


def match(level=Level.MINE):
    words = {
        Level.MINE: ("your practice phone", "your credential LCSW", "Portland, where you practise"),
        Level.MAYBE: ("Portland, where you practise",),
        Level.NOT_ME: (),
    }[level]
    bits = {Level.MINE: 12.0, Level.MAYBE: 3.0, Level.NOT_ME: -9.0}[level]
    return Match(
        level=level,
        bits=bits,
        probability=1 / (1 + 2**-bits),
        evidence=tuple(Evidence(name=w, group=w, bits=9.0 - n, words=w) for n, w in enumerate(words)),
    )


def own_answer():
    reason = Evidence(
        name="own_answer", group="decisive", bits=20.0, words="an address, a page or a handle that you list"
    )
    return Match(level=Level.MINE, bits=8.0, probability=0.99, evidence=(reason,))


def doubtful():
    reason = Evidence(name="credential_conflict", group="profession", bits=-4.0, words="another profession")
    return Match(level=Level.MAYBE, bits=-2.4, probability=0.16, evidence=(reason,))


def mixed():
    reason = Evidence(
        name="credential_specific", group="profession", bits=7.0, words="your credential LCSW", counted=7.0
    )
    return Match(
        level=Level.MINE, bits=6.0, probability=0.98, evidence=(reason,), prior=-1.0, prior_words="a common name"
    )


def judged(
    number,
    *kinds,
    url="https://peoplelookup.example/p/7731",
    title="Maren Holloway",
    source="web",
    level=Level.MINE,
    days=0,
    seen=0,
    facts=None,
    verdict=None,
    decided=0,
    attempt=0,
    gone=None,
    told=False,
    now=NOW,
):
    """`days`, `seen`, `decided` and `gone` are days before `now`."""
    ago = lambda n: now - timedelta(days=n)  # noqa: E731
    return Judged(
        id=number,
        finding=Finding(source=source, key=url, url=url, title=title, facts=facts or {}),
        match=match(level),
        exposures=tuple(exposure(kind) for kind in kinds),
        first_seen=ago(days),
        last_seen=ago(seen),
        gone_at=None if gone is None else ago(gone),
        decision=Decision(verdict=verdict, at=ago(decided), attempt=attempt) if verdict else None,
        told=told,
    )


def told(number, kind, finding, *, days=0, detail="", now=NOW):
    return Told(id=number, kind=kind, judged=finding, at=now - timedelta(days=days), detail=detail)


def covered(source, title, room, *, reason="", last=0, first=False, now=NOW, **outcomes):
    return Coverage(
        source=source,
        title=title,
        room=room,
        outcomes=tuple((Outcome(name), number) for name, number in outcomes.items()),
        reason=reason,
        last_complete=None if last is None else now - timedelta(days=last),
        first_answer=first,
    )


OWN = judged(
    1, url="https://juniperstreet.example/", title="Juniper Street Counseling: Maren Holloway, LCSW", told=True, days=60
)
DIRECTORY = judged(
    2,
    url="https://www.psychologytoday.example/us/therapists/maren-holloway-portland-or/418207",
    title="Maren Holloway, Clinical Social Work/Therapist, Portland, OR 97205",
    told=True,
    days=60,
)
BROKER = judged(
    3,
    "home_address_people_search",
    "family_members_listed",
    url="https://peoplelookup.example/p/7731",
    title="Maren Holloway, 2816 NE Alder Court, Portland, OR, (503) 555-0177",
    days=2,
)
REVIEW = judged(
    4,
    "negative_review",
    url="https://ratedcare.example/maren-holloway",
    title="Maren Holloway reviews by patients",
    days=30,
)
NAMESAKE = judged(
    5,
    url="https://tampahomes.example/agents/maren",
    title="Maren Holloway, Realtor",
    level=Level.NOT_ME,
    told=True,
    days=60,
)
MAYBE_HOME = judged(
    6,
    "home_address_people_search",
    url="https://findafolk.example/maren-holloway/boise",
    title="Maren Holloway in Boise, ID",
    level=Level.MAYBE,
)
BLUESKY = judged(
    7,
    "social_profile_public",
    source="bluesky",
    url="https://bsky.app.example/profile/marenholloway.bsky.social",
    title="Maren (@marenholloway.bsky.social)",
    facts={"visibility": ("public",)},
    told=True,
    days=40,
)
GRAVATAR = judged(
    8,
    source="gravatar",
    url="https://gravatar.example/maren",
    title="maren",
    facts={"visibility": ("partly_public",)},
    told=True,
    days=40,
    seen=9,
)
BREACH = judged(9, "breached_account", source="xposedornot", url="https://xposedornot.example/", title="CraftFair 2019")
REQUESTED = judged(
    10,
    "personal_phone",
    url="https://numberbook.example/m/holloway",
    title="Holloway, Maren",
    verdict=Verdict.REQUESTED,
    decided=14,
    attempt=1,
    told=True,
    days=35,
)
GONE = judged(
    11,
    "home_address_people_search",
    url="https://oldlistings.example/22",
    title="M. Holloway",
    verdict=Verdict.REQUESTED,
    decided=20,
    attempt=1,
    told=True,
    days=50,
    seen=14,
    gone=0,
)
ARCHIVE = judged(
    12,
    "archived_copy",
    source="wayback",
    url="https://web.archive.example/web/2016/http://marenlindqvist.example/",
    title="Maren Lindqvist, garden diary",
)
ACCEPTED = judged(
    13,
    "media_mention",
    url="https://oregonpaper.example/2024/stress",
    title="Five tips",
    verdict=Verdict.ACCEPTED,
    told=True,
    days=60,
)
LOW = tuple(
    judged(20 + n, "unknown_page_about_me", url=f"https://{host}.example/maren-holloway", title="Maren Holloway")
    for n, host in enumerate(("choirlist", "alumninews", "runclub", "citycouncil"))
)
LISTING = judged(
    24,
    "unauthorised_directory_listing",
    url="https://doctorfolder.example/or/maren-holloway",
    title="Maren Holloway | DoctorFolder",
)

ENGINES = (
    covered("searxng", "SearXNG", Room.SEARCH, complete=4, partial=1, reason="duckduckgo kept silent"),
    covered("brave", "Brave Search", Room.SEARCH, complete=5),
    covered("nppes", "NPI registry", Room.SEARCH, complete=1),
)
OTHERS = (
    covered("bluesky", "Bluesky", Room.PROFILES, complete=1),
    covered("wayback", "Wayback Machine", Room.TRAIL, complete=2),
    covered("xposedornot", "XposedOrNot", Room.TRAIL, complete=2),
)
ALERTS = covered(
    "google_alerts", "Google Alerts", Room.SEARCH, unreachable=1, last=14, reason="the connection was closed"
)
WALLED = covered(
    "gravatar", "Gravatar", Room.PROFILES, blocked=1, last=9, reason="gravatar.com asked for fewer questions (HTTP 429)"
)
KEYLESS = covered("hunter", "Hunter", Room.TRAIL, skipped=1, last=None, reason="it needs a key")


def view(*rows, engine="brave", question='"Maren Holloway" LCSW', outcome=Outcome.COMPLETE, compares=True):
    return View(engine=engine, question=question, outcome=outcome, rows=rows, compares=compares)


FIRST_PAGE = view(
    Row(rank=1, before=1, judged=OWN, controlled=True),
    Row(rank=2, before=4, judged=BROKER),
    Row(rank=3, before=2, judged=DIRECTORY, controlled=True),
    Row(rank=4, before=None, judged=REVIEW),
    Row(rank=5, before=5, judged=None),
    Row(rank=6, before=6, judged=NAMESAKE),
    Row(rank=7, before=None, judged=MAYBE_HOME),
    Row(rank=8, before=8, judged=None),
)
SECOND_PAGE = view(
    Row(rank=1, before=None, judged=DIRECTORY, controlled=True),
    Row(rank=2, before=None, judged=OWN, controlled=True),
    Row(rank=3, before=None, judged=LISTING),
    engine="searxng",
    question='"Maren Holloway" Portland',
    outcome=Outcome.PARTIAL,
    compares=False,
)


def looked(every=Answer.FINE, days=20, **answers):
    """The check-up as she left it: one answer to everything but what is named, as (answer, days ago)."""
    mine = Query(names=("Maren Holloway",))
    given = {} if every is None else {each.item.id: (every, days) for each in standings(mine, (), {})}
    given |= answers
    return standings(
        mine, (), {name: Given(answer=said, at=NOW - timedelta(days=ago)) for name, (said, ago) in given.items()}
    )


def busy():
    """Something of everything."""
    return Week(
        now=NOW,
        zone=ZONE,
        judged=(
            OWN, DIRECTORY, BROKER, REVIEW, NAMESAKE, MAYBE_HOME, BLUESKY, GRAVATAR, BREACH, REQUESTED, GONE, ARCHIVE, ACCEPTED, *LOW, LISTING,
        ),
        untold=(
            told(101, ChangeKind.NEW, BROKER, days=2),
            told(102, ChangeKind.WORSE, BROKER, detail="Relatives listed with you"),
            told(103, ChangeKind.WORSE, REVIEW, detail="New negative review"),
            told(104, ChangeKind.NEW, MAYBE_HOME),
            told(105, ChangeKind.NEW, BREACH),
            told(106, ChangeKind.GONE, GONE),
            told(107, ChangeKind.RETURNED, LISTING),
            told(108, ChangeKind.CHANGED, NAMESAKE, detail="telephone"),
            *(told(110 + n, ChangeKind.NEW, low) for n, low in enumerate(LOW)),
        ),
        views=(FIRST_PAGE, SECOND_PAGE),
        coverage=(*ENGINES, *OTHERS, ALERTS, WALLED, KEYLESS),
        previous=Numbers(new=1, requests=2),
        disclosed=34,
        withheld=12,
        checkup=looked(None, old_posts=(Answer.TO_DO, 40), venmo_payments=(Answer.FINE, 14)),
    )  # fmt: skip


def first():
    """The first letter: nothing is new, much is there."""
    fresh = view(
        *(Row(rank=row.rank, before=None, judged=row.judged, controlled=row.controlled) for row in FIRST_PAGE.rows)
    )
    unseen = (OWN, DIRECTORY, BLUESKY)
    return Week(
        now=NOW,
        zone=ZONE,
        judged=(
            *(judged(j.id, *(e.kind for e in j.exposures), source=j.finding.source, url=j.finding.url, title=j.finding.title, facts=j.finding.facts) for j in unseen),
            BROKER, REVIEW, NAMESAKE, MAYBE_HOME, BREACH, ARCHIVE, *LOW, LISTING,
        ),
        untold=(),
        views=(fresh,),
        coverage=(
            *(covered(p.source, p.title, p.room, first=True, **{o.value: n for o, n in p.outcomes}) for p in (*ENGINES[1:], *OTHERS)),
            KEYLESS,
        ),
        disclosed=29,
        withheld=12,
        checkup=looked(None),
    )  # fmt: skip


def quiet():
    """All known, all told, all read."""
    known = judged(
        10,
        "personal_phone",
        url="https://numberbook.example/m/holloway",
        verdict=Verdict.REQUESTED,
        decided=5,
        attempt=1,
        told=True,
        days=35,
    )
    return Week(
        now=NOW,
        zone=ZONE,
        judged=(OWN, DIRECTORY, BLUESKY, known, ACCEPTED, NAMESAKE),
        untold=(),
        views=(
            view(
                Row(rank=1, before=1, judged=OWN, controlled=True),
                Row(rank=2, before=2, judged=DIRECTORY, controlled=True),
                Row(rank=3, before=3, judged=None),
            ),
        ),
        coverage=(*ENGINES[1:], *OTHERS),
        previous=Numbers(new=2, requests=1),
        disclosed=31,
        withheld=12,
        checkup=looked(),
    )


def half_blind():
    """Half of the places could not be checked: unknown, not clear."""
    return Week(
        now=NOW,
        zone=ZONE,
        judged=(OWN, DIRECTORY, replace(BLUESKY, last_seen=NOW - timedelta(days=7)), GRAVATAR, ACCEPTED),
        untold=(),
        views=(view(outcome=Outcome.BLOCKED),),
        coverage=(
            covered(
                "brave",
                "Brave Search",
                Room.SEARCH,
                blocked=5,
                last=7,
                reason="api.search.brave.com asked for fewer questions (HTTP 429)",
            ),
            covered("nppes", "NPI registry", Room.SEARCH, complete=1),
            covered("bluesky", "Bluesky", Room.PROFILES, unreadable=1, last=7, reason="bluesky profile has no 'did'"),
            WALLED,
            covered("wayback", "Wayback Machine", Room.TRAIL, complete=2),
            covered("xposedornot", "XposedOrNot", Room.TRAIL, complete=2),
        ),
        previous=Numbers(),
        disclosed=12,
        rules_changed=True,
    )


LETTERS = {"first": first, "busy": busy, "quiet": quiet, "half_blind": half_blind}
