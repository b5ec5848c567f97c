"""The sentences of a letter that depend on one word of ours: severities, changes, days, counts, whom to call.

Plain English, about grade 8. Whatever stands here must be true of every case it is used for.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from checks.model import ChangeKind, Outcome, Severity, Visibility

REVIEW_NOTE = "We do not show who wrote this. Please do not try to find out."
INCIDENT = (
    "This may show who your clients are, so treat it as a confidentiality incident: write down what could be seen and since "
    "when, and never contact the client about it."
)

WAY = " → "  # stands in the value of an exposure that says over which places an account is joined to her practice

CLIENT_EXPOSING = frozenset(
    {
        "payment_feed_public",
        "payment_friends_public",
        "public_calendar_or_doc",
        "review_reply_exposes_client",
        "client_related_content",
    }
)
REVIEWS = frozenset({"negative_review", "review_other", "review_reply_exposes_client"})
# Where strangers may meet her: these name somebody to call in safety mode even below critical.
WHEREABOUTS = frozenset(
    {
        "home_address_people_search", "home_address_professional_registry", "home_address_business_filing", "property_record",
        "voter_record", "home_image", "personal_phone", "location_pattern", "future_whereabouts", "family_members_listed",
        "document_metadata", "domain_registration_contact",
    }
)  # fmt: skip

# What a people-search site takes out by its opt-out form.
REMOVED_BY_SITE = frozenset(
    {"home_address_people_search", "personal_phone", "family_members_listed", "date_of_birth_full"}
)

# What counts as a listing that a data broker sells.
PEOPLE_SEARCH = frozenset({"home_address_people_search", "family_members_listed"})

_MARKS = {Severity.CRITICAL: "▲", Severity.HIGH: "●", Severity.MEDIUM: "◆", Severity.LOW: "○"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_RECOMMENDATIONS = {
    2: "recommendation 2: check your profile settings",
    5: "recommendation 5: you leave a trail",
    9: "recommendation 9: clients will look you up",
}
_HAPPENED = {
    ChangeKind.NEW: "new",
    ChangeKind.WORSE: "worse",
    ChangeKind.CHANGED: "changed",
    ChangeKind.BETTER: "better",
    ChangeKind.GONE: "gone",
    ChangeKind.RETURNED: "came back",
}
_OUTCOMES = {
    Outcome.COMPLETE: "answered in full",
    Outcome.PARTIAL: "answered in part",
    Outcome.BLOCKED: "refused us or asked us to wait",
    Outcome.UNREACHABLE: "did not answer",
    Outcome.UNREADABLE: "answered in a form that we cannot read",
    Outcome.SKIPPED: "was not asked",
}
_VISIBILITY = {
    Visibility.PUBLIC: "a stranger sees the whole profile",
    Visibility.PARTLY_PUBLIC: "a stranger sees part of the profile",
    Visibility.PRIVATE: "a stranger sees no more than that it exists",
    Visibility.MISSING: "a stranger is told that there is no such profile",
    Visibility.UNKNOWN: "we could not tell what a stranger sees",
}
_CALLS = {
    "home_address_people_search": "someone you trust and your workplace. If anyone has frightened you, also the police",
    "home_address_professional_registry": "your licensing board's office about an address of record. If anyone has frightened you, also the police",
    "minor_child_identifiable": "the school, club or paper that shows it. If you fear for your child, the police",
    "infostealer_log": "your practice's security contact or an IT service that you know",
    "doxxing_post": "the police or your employer's security, then your family and your insurer",
    "threat_or_hostile_post": "the police or your employer's security, and tell a colleague today",
    "impersonation_profile": "your licensing board and your professional association",
}
_CALL_OTHERWISE = "someone you trust, and your insurer's or professional association's advice line"
_CALL_INCIDENT = "your privacy officer, your insurer or your board adviser, today"


# Where the table's title reads badly in a letter.
_KINDS = {
    "unknown_page_about_me": "A page that names you, of no kind we know",
    "former_name_linked": "A former or other name of yours stands beside the one you use",
    "cross_context_link": "A personal page and your practice are linked",
    "review_other": "Ratings or reviews, neutral or positive",
    "media_mention": "A mention in the news, a podcast, a blog or on another page",
    "workplace_page": "A page of a workplace of yours",
    "hobbies_memberships": "A page of a club, a race or a hobby",
    "client_related_content": "A post that may identify a client",
    "forgotten_account": "An old account that is not on your list",
    "genealogy_profile": "A family tree in which you stand",
    "dating_profile_discoverable": "A dating profile that can be found",
    "sexuality_or_gender_inference": "A page about your orientation or gender history",
    "publication_or_talk": "A paper, talk or video",
}
# The one next step, where the first sentence of the table's action would not say what to do with one's hands.
_STEPS = {
    "home_address_professional_registry": (
        "Give your office or a PO box instead, where the listing comes from. For the NPI register, sign in to NPPES and "
        "change it; ask your board or insurer to change theirs."
    ),
    "personal_phone": "If the page is yours, take the number out. If not, use the site's opt-out form or ask it to take the number out.",
    "social_profile_public": (
        "Open your profile in a private window, where you are signed out, and see what a stranger sees. Then limit it in "
        "the profile's privacy settings."
    ),
    "breached_account": (
        "Change your password there and wherever you used the same one. Turn on two-step sign-in, and close the account if "
        "you no longer need it."
    ),
    "negative_review": "Wait 48 hours. Do not reply.",
    "personal_email": "If the page is yours, put the practice address or a form there instead. If not, ask the site to take it out.",
    "date_of_birth_full": "If the page is yours, hide the birthday and its year. If not, use the site's opt-out form or ask it to take the date out.",
    "family_members_listed": "Use the opt-out form of the site, once for each record of yours.",
    "domain_registration_contact": "In your account at the registrar, switch on privacy for the contact details of the domain.",
    "location_pattern": "In the app's privacy settings, show activities to yourself or to followers only and hide where they start and end.",
    "friends_list_public": "In the profile's privacy settings, let only yourself see the list of friends or followers.",
    "payment_feed_public": "In the payment app's privacy settings, make new payments private, then change all past ones to private.",
    "payment_friends_public": "In the payment app's privacy settings, make the friends list private and leave other people's lists.",
    "forum_history": "Delete the posts that you would not want a client to read, before you close the account.",
    "relationship_status": "If the page is yours, hide it or close it. If not, ask whoever runs it to take you out.",
    "political_opinion": "If it is yours, delete it or hide your name: many petition sites can hide a signature. If not, be ready to talk about it.",
    "political_donation": "It cannot be deleted. From now on give a PO box, and your practice as employer.",
    "licence_action": "Check that it is right, talk to counsel, and prepare one plain sentence for clients.",
    "impersonation_profile": (
        "Take screenshots, then report it with the platform's form for impersonation. Tell your board, and do not write to "
        "whoever runs it."
    ),
    "meeting_link_public": "Make a new link with a waiting room and a passcode, and take the old one off the page.",
    "wishlist_registry": "In your account at the shop, set each list to private.",
    "workplace_page": "Read it. If it shows your hours or room, ask for the office phone and general hours only.",
    "messenger_presence": "In the app's privacy settings, show photo, status and last-seen to contacts or nobody.",
    "future_whereabouts": "If it is private, ask the organiser to take your name off the page. If it is work, it may stay.",
    "media_mention": "Read it once. If something in it is wrong, ask for a correction.",
    "publication_or_talk": "Read it once. If an old e-mail address or a private fact stands in it, ask for an update.",
    "unknown_page_about_me": "Look at it once, then say whether it is you and whether it may stay.",
    "cross_context_link": "Decide whether this link should be there. To part the two, take it out on the page that you control.",
}
# What more to know before that step.
_WITH_CARE = {
    "personal_phone": "Do not give the site any fact that it does not show already.",
    "negative_review": (
        "After that: talk it over with a consultant or your insurer, and use the site's policy report if the review breaks "
        "its rules. Never confirm, thank or correct."
    ),
    "breached_account": "Expect false mail that looks real.",
}


def severity(level: Severity) -> str:
    """By shape and word, so that no meaning hangs on a colour."""
    return f"{_MARKS[level]} {level.word}"


def kind(name: str, title: str) -> str:
    """What an exposure is. "New" is what a change says, and not every finding of the kind is one."""
    words = _KINDS.get(name, title.removeprefix("New "))
    return words[:1].upper() + words[1:]


def why(text: str) -> str:
    """Why it matters, without pointing at the recommendation, which is named anyway."""
    words = re.sub(r"^Recommendation \d+[^:]*: ", "", text)
    return sentence(words) if words.strip() else ""


def why_it_matters(text: str) -> str:
    """Its first clause."""
    return why(text.split(";", maxsplit=1)[0])


def rating(mask: str) -> str:
    """ "1 star", "4.1 stars"; whatever is no number stays."""
    if not re.fullmatch(r"\d(?:\.\d+)?", mask):
        return mask
    stars = float(mask)
    return f"{stars:g} {'star' if stars == 1 else 'stars'}"


def step(kind: str, action: str) -> str:
    """The one next step of a card, and what to take care of in it."""
    says_when = action.startswith("If ")  # what we are not sure of has a step of its own
    first = (not says_when and _STEPS.get(kind)) or (first_step(action) if action else "")
    return first or "Look at it once and decide whether it may stay."


def asked_of(kinds: frozenset[str]) -> str:
    """What a source was asked about, where it was asked for just one thing."""
    return "an e-mail address" if "breached_account" in kinds else "an account, address or page"


def with_care(kind: str) -> str:
    """What to mind in that step; of what a people-search site shows, always what not to give it."""
    return _WITH_CARE.get(kind) or (_WITH_CARE["personal_phone"] if kind in REMOVED_BY_SITE else "")


def recommendation(number: int) -> str:
    return _RECOMMENDATIONS.get(number, f"recommendation {number}")


def happened(kind: ChangeKind) -> str:
    return _HAPPENED[kind]


def outcome(what: Outcome) -> str:
    return _OUTCOMES[what]


def visibility(fact: str) -> str:
    return _VISIBILITY[Visibility(fact)] if fact in set(Visibility) else ""


def call(kind: str) -> str:
    """Whom a critical card names (DOMAIN §7)."""
    return _CALL_INCIDENT if kind in CLIENT_EXPOSING else _CALLS.get(kind, _CALL_OTHERWISE)


def count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!", "…")) else ".")


def listed(names: tuple[str, ...]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def day(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """ "Monday 23 November" where she lives, with the year unless it is this one."""
    local = at.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}{year}"


def date_line(now: datetime, zone: ZoneInfo) -> str:
    local = now.astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def month(day_: date) -> str:
    """ "November 2026"."""
    return f"{_MONTHS[day_.month - 1]} {day_.year}"


def ago(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    days = (now.astimezone(zone).date() - at.astimezone(zone).date()).days
    match days:
        case _ if days <= 0:
            return "today"
        case 1:
            return "yesterday"
        case _ if days < 14:
            return f"{days} days ago"
        case _ if days < 63:
            return f"{days // 7} weeks ago"
        case _ if days < 730:
            return f"{days // 30} months ago"
        case _:
            return f"{days // 365} years ago"


def first_step(action: str) -> str:
    """The first thing to do of an exposure's action: one sentence, or two where the first only says what cannot be done."""
    short = re.sub(r"\s*\([^)]*\)", "", action).strip()
    steps = re.split(r"(?<=[.;])\s+(?=\S)", short)
    first = steps[0].rstrip(";.")
    if len(first.split()) >= 5 or len(steps) == 1:
        return sentence(first)
    return f"{sentence(first)} {sentence(steps[1].rstrip(';.'))}"
