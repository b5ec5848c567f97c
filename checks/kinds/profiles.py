"""Accounts: what a stranger sees of hers, and accounts that only claim to be hers.

A source says what an account is (`additional_type`) and shows (`shows`); of a page of the web its words must.
"""

import re
from collections.abc import Iterator

from checks import particulars
from checks.kinds.seen import Giveaway, Seen, is_handle
from checks.model import Visibility
from checks.text import fold, host_of, is_on

_OPEN = frozenset({Visibility.PUBLIC.value, Visibility.PARTLY_PUBLIC.value})
_PAYING = re.compile(r"\b(?:venmo|cash ?app|paypal\.me|zelle|twint|payment app)\b", re.IGNORECASE)
_PAYMENTS = re.compile(
    r"\b(?:recent (?:payments|transactions|activity)|public (?:payments|transactions|feed)|\bpaid (?:by )?\[(?:person|relative|child|reviewer)\]|"
    r"(?:charged|paid) (?:you|[A-Z]\w+)\b.{0,20}[-–—]|payment history)",
    re.IGNORECASE,
)
_FRIENDS = re.compile(r"\b\d[\d,]* friends\b|\bfriends list\b|\bmutual friends\b|\bsee all friends\b", re.IGNORECASE)
_FORUM = re.compile(
    r"\b(?:member since|joined:? (?:\w+ )?(?:19|20)\d\d|total posts|posts?: [\d,]+|[\d,]+ posts\b|reputation|karma|forum (?:member|profile|posts?)|"
    r"threads? started|recent (?:posts|threads|topics)|message board|subreddit|thread starter|replies: \d|likes received)\b",
    re.IGNORECASE,
)
_FORUM_URL = re.compile(r"forum|board|reddit|/u/|/user/|/members?/|/profile/\d", re.IGNORECASE)
_SOCIAL = re.compile(
    r"\b(?:[\d.,]+[km]? followers|following|see (?:photos|posts) from|on (?:facebook|instagram|tiktok|x|threads|twitter)\b|is on facebook|"
    r"log in to (?:see|follow)|instagram photos and videos|view (?:full )?profile|connections? on linkedin)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:crypto(?:currency)?|bitcoin|btc|usdt|forex|gift ?cards?|cash ?app|venmo me|zelle|western union|wire transfer|(?:limited|special) (?:time )?offer|"
    r"(?:tarot|psychic|spiritual) ?\w* ?readings?|for readings|invest(?:ment)? (?:with|opportunit\w+)|giveaway|send (?:money|payment|fee)|"
    r"payment (?:first|upfront)|cards and|donate to my|grants?\b.{0,20}\bclaim|financial (?:help|freedom))\b",
    re.IGNORECASE,
)
_APPROACH = re.compile(
    r"\b(?:dm|pm|message|text|write|inbox|contact|add|chat with) (?:me|us)?\s?(?:on|via|for|at|here|now)\b|\bwhats ?(?:app|up)\b|\btelegram\b|\bsignal\b(?= (?:me|at|:))|"
    r"\b(?:dm|inbox)(?:s)? (?:me|open)\b|\bhangouts\b|\bwa\.me\b|\bt\.me\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:official|verified|real|authentic) (?:page|account|profile)\b|\b(?:the )?(?:real|official)\b|\bprivate (?:page|account) of\b|\b(?:backup|second|new) (?:page|account)\b",
    re.IGNORECASE,
)
_OFFICIAL_HANDLE = re.compile(
    r"(?:^|[._-])(?:official|real|the_?real|backup|private|page|account|2nd|new)(?:$|[._-]|\d)", re.IGNORECASE
)
_MESSENGER_HOSTS = ("t.me", "wa.me", "telegram.me", "signal.me")
_MEETING = re.compile(
    r"\b(?:[\w-]+\.)?zoom\.us/(?:j|my|s)/[\w.?=-]+|\bmeet\.google\.com/[a-z]{3}-[a-z]{4}-[a-z]{3}|teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/|"
    r"\bdoxy\.me/[\w.-]+|\bwhereby\.com/[\w-]+|[\w-]+\.webex\.com/meet/[\w.-]+|\b[\w.-]*vsee\.(?:com|me)/[\w/-]+|\bmeet\.jit\.si/[\w-]+|\bdaily\.co/[\w-]+",
    re.IGNORECASE,
)
_CALENDAR = re.compile(
    r"calendar\.google\.com/calendar/(?:embed|ical|u/0\?cid|html)|outlook\.(?:office365?|live)\.com/(?:owa/)?calendar/\S+|\bteamup\.com/ks\w+|"
    r"webcal://\S+|p\d\d-caldav\.icloud\.com/published|docs\.google\.com/(?:spreadsheets|document)/d/|onedrive\.live\.com/\S*(?:edit|view)|"
    r"dropbox\.com/(?:s|sh|scl)/|airtable\.com/shr\w+|sharepoint\.com/:\w:/",
    re.IGNORECASE,
)
_CLIENT = re.compile(
    r"\b(?:(?:a|my|one of my|this|another|first|last) (?:client|patient)(?:s)? (?:today|tonight|yesterday|this (?:morning|week|afternoon|evening)|last (?:night|week)|"
    r"just|told me|came in|cried|said to me|broke down|asked me|who (?:is|was|has|had|came)|cancel+ed|no-?showed|with (?:a|an|severe))|in session (?:today|yesterday|this)|"
    r"(?:today|yesterday|tonight|this week)['’]?s? (?:client|session|patient)|(?:client|patient) of mine)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:work|clients?|patients?|boss|clinic|hospital|shift|colleagues?|cowork\w+|practice|on call|session)\b",
    re.IGNORECASE,
)
_UNFIT = re.compile(
    r"\b(?:f+u+c+k\w*|shit\w*|assholes?|bitch(?:es)?|wasted|hammered|drunk|hungover|stoned|i hate (?:my|this|these)|idiots?|morons?|crazy ones|nutjobs?|"
    r"psychos?|losers?|sexy|horny|so done with)\b",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"\b(?:tagged|photos? of|— with|is with|was with|added a photo of)\b", re.IGNORECASE)
_ASKED_BY_ACCOUNT = frozenset({"platforms"})  # sources that are asked about the accounts that she lists and no others
_DORMANT_YEARS, _OLD_POST_YEARS = 3, 2


def kinds(seen: Seen) -> Iterator[Giveaway]:
    """What an account gives away; nothing for one that is only said to be of some other kind."""
    if not is_account(seen):
        return
    if claims_to_be_her(seen):
        yield Giveaway(kind="impersonation_profile", value=seen.finding.fact("handle"))
        return
    known = seen.finding.fact("additional_type")
    if known == "payments" or _is_paying(seen):
        yield from _payments(seen)
    elif known == "forum" or (seen.is_web and _is_forum(seen)):
        yield Giveaway(kind="forum_history", value=seen.finding.fact("handle"))
    elif not seen.is_web or _SOCIAL.search(seen.text):
        yield from _social(seen)
    yield from _handles(seen)
    yield from _posts(seen)
    yield from links(seen)


def is_account(seen: Seen) -> bool:
    if seen.finding.fact("additional_type") in ("social", "payments", "forum", "fitness"):
        return True
    if seen.is_web:
        return not seen.record and (_is_paying(seen) or _is_forum(seen) or _is_social(seen))
    return bool(seen.facts("visibility")) and not seen.record


def _is_social(seen: Seen) -> bool:
    """A page of a social network, by what such pages say of an account."""
    return seen.names_her_in_title and len({m.group().casefold() for m in _SOCIAL.finditer(seen.text)}) > 1


def _is_paying(seen: Seen) -> bool:
    return (
        seen.is_web
        and bool(_PAYING.search(f"{seen.host}\n{seen.title}"))
        and bool(_PAYMENTS.search(seen.text) or _FRIENDS.search(seen.text))
    )


def _is_forum(seen: Seen) -> bool:
    said = {m.group().casefold() for m in _FORUM.finditer(seen.text)}
    return len(said) > 1 or bool(said and _FORUM_URL.search(seen.url))


def is_listed(seen: Seen) -> bool:
    """She lists this page or this account as hers."""
    return (
        seen.is_hers or seen.finding.source in _ASKED_BY_ACCOUNT or is_handle(seen.finding.fact("handle"), seen.subject)
    )


def claims_to_be_her(seen: Seen) -> bool:
    """About her and not by her: it bears her name and work, she does not list it, and it does what impostors do.

    Asking strangers for money, or for messages elsewhere, weighs two; a claim to be the real one, a new account and
    another phone or mailbox weigh one each. Three are enough: a young account of her own has one.
    """
    if seen.is_hers or _lists_account(seen) or not _is_named(seen) or not _names_work(seen):
        return False
    said = "\n".join((seen.text, *seen.facts("description")))
    signs = 2 * bool(_MONEY.search(said)) + 2 * bool(_APPROACH.search(said))
    signs += bool(_OFFICIAL.search(said) or _OFFICIAL_HANDLE.search(seen.finding.fact("handle")))
    return signs + _is_new(seen) + _has_other_contact(seen) > 2


def _lists_account(seen: Seen) -> bool:
    """Impostors take her handle on other platforms: only the platform that she named counts."""
    if seen.finding.source in _ASKED_BY_ACCOUNT:
        return True
    handle = seen.finding.fact("handle")
    return any(
        is_handle(handle, seen.subject)
        and (each.platform == seen.finding.source or fold(each.platform) in fold(seen.host))
        for each in seen.subject.query.handles
    )


def _is_named(seen: Seen) -> bool:
    return bool(seen.reading.mentions)


def _names_work(seen: Seen) -> bool:
    said = fold("\n".join((seen.said, *seen.facts("honorific_suffix", "job_title"))))
    query = seen.subject.query
    return seen.names_practice or any(fold(each) in said for each in (query.profession, *query.credentials) if each)


def _is_new(seen: Seen) -> bool:
    begun = re.search(r"\b20\d\d\b", seen.finding.fact("date_created"))
    return bool(begun and seen.on and seen.on.year - int(begun.group()) < 1)


def _has_other_contact(seen: Seen) -> bool:
    phones = {particulars.e164(each, seen.country) for each in seen.facts("telephone")}
    practice, private = seen.subject.query.practice, seen.subject.private
    hers = {
        particulars.e164(each, seen.country) for each in (*private.phones, practice.phone if practice else "") if each
    }
    mails = {each.casefold() for each in seen.facts("email")}
    facts = seen.sought
    return bool(phones - hers) or bool(mails - {*facts.private_emails, *facts.listed_emails, facts.practice_email})


def _payments(seen: Seen) -> Iterator[Giveaway]:
    shows = seen.facts("shows")
    if "payments" in shows or (seen.is_web and _PAYMENTS.search(seen.text)):
        yield Giveaway(kind="payment_feed_public")
    if "friends" in shows or (seen.is_web and _FRIENDS.search(seen.text)):
        yield Giveaway(kind="payment_friends_public")


def _social(seen: Seen) -> Iterator[Giveaway]:
    visibility, shows = seen.finding.fact("visibility"), seen.facts("shows")
    if "friends" in shows:  # on a page that she publishes too: clients may be among them
        yield Giveaway(kind="friends_list_public")
    if seen.finding.fact("additional_type") == "fitness" and "activity" in shows:
        yield Giveaway(kind="location_pattern")
    if seen.is_hers:
        return
    if visibility in _OPEN or (seen.is_web and not visibility):
        names = "the name of your practice" if seen.names_practice else ""  # that makes it worse (exposure_rules.csv)
        is_half = visibility == Visibility.PARTLY_PUBLIC.value
        yield Giveaway(kind="social_profile_public", value=names, masked=names, meant=is_half)
    if seen.is_web and _FRIENDS.search(seen.text):
        yield Giveaway(kind="friends_list_public")
    if "photo" in shows and "posts" in shows:
        yield Giveaway(kind="personal_photo_public")
    if seen.is_web and not seen.names_her_in_title and seen.says_of_her(_TAGGED):
        yield Giveaway(kind="tagged_by_others")


def _handles(seen: Seen) -> Iterator[Giveaway]:
    handle = seen.finding.fact("handle")
    if seen.is_hers or not handle or not _is_named_platform(seen):
        return
    if is_handle(handle, seen.subject) and not _lists_account(seen):
        yield Giveaway(kind="username_reuse", value=handle, masked=handle)


def _is_named_platform(seen: Seen) -> bool:
    """The platform of the account is known by a source's own name, not guessed from a host."""
    return not seen.is_web


def _posts(seen: Seen) -> Iterator[Giveaway]:
    """What she wrote herself, and when."""
    said = "\n".join((seen.finding.text, *seen.facts("description")))
    if _CLIENT.search(said):
        yield Giveaway(kind="client_related_content")
    if any(_UNFIT.search(each) and _WORK.search(each) for each in re.split(r"[\n.!?]", said)):
        yield Giveaway(kind="unprofessional_content")
    last = re.search(r"\b(?:19|20)\d\d\b", seen.finding.fact("date_published"))
    years = seen.on.year - int(last.group()) if last and seen.on else 0
    if "posts" in seen.facts("shows") and years > _OLD_POST_YEARS:
        yield Giveaway(kind="old_posts_public")
    if years > _DORMANT_YEARS and not is_listed(seen):
        yield Giveaway(kind="forgotten_account", value=seen.finding.fact("handle"))
    if seen.host in _MESSENGER_HOSTS:
        yield Giveaway(kind="messenger_presence")
    if "calendar" in seen.facts("shows"):
        yield Giveaway(kind="public_calendar_or_doc")


def links(seen: Seen) -> Iterator[Giveaway]:
    """A personal account that links her practice's site."""
    site = seen.sought.site
    said = seen.said.casefold()
    linked = site and (site in said or any(is_on(host_of(page), site) for page in seen.facts("same_as")))
    if linked and not seen.is_hers:
        yield Giveaway(kind="cross_context_link", value=site, masked=site)


def own_pages(seen: Seen) -> Iterator[Giveaway]:
    """On her own pages: a link to a profile that she uses, a room that anybody may walk into, a calendar that all can read."""
    if not seen.is_hers:
        return
    if any(
        each.handle and fold(each.handle) in fold(seen.text)
        for each in seen.subject.query.handles
        if "." in each.handle
    ):
        yield Giveaway(kind="cross_context_link")
    if _CALENDAR.search(seen.text) or "calendar" in seen.facts("shows"):
        yield Giveaway(kind="public_calendar_or_doc")
    if _CLIENT.search(seen.finding.text):
        yield Giveaway(kind="client_related_content")


def rooms(seen: Seen) -> Iterator[Giveaway]:
    """A lasting link to a meeting, on any page of hers or about her."""
    if _MEETING.search("\n".join((seen.text, *seen.facts("description", "same_as")))):
        yield Giveaway(kind="meeting_link_public")
