"""What kind of page of the web it is: listings, reviews, news, talks, answers of machines, copies; and hostile ones."""

import re
from collections.abc import Iterator

from checks import particulars, postal, reviews, shapes
from checks.kinds.seen import Giveaway, Seen

_TEAM = re.compile(
    r"\b(?:our (?:team|clinicians|providers|staff|people|therapists|doctors|physicians|counsel+ors)|meet (?:the (?:team|staff)|our|dr|[A-Z])|staff directory|"
    r"faculty|joined (?:our|the) (?:team|practice|staff)|to book,? call|outside (?:of )?(?:the office|work),? (?:she|he|they)|unser team|notre équipe|"
    r"nuestro equipo|provider (?:bio|biography))\b"
)
_TEAM_URL = re.compile(
    r"/(?:our-[a-z]+|the-team|meet-[a-z]+|team|staff|faculty|meet|personnel|equipe|equipo)(?:[-/]|$)"
)
# Paths of practices and of directories alike.
_LIST_URL = re.compile(r"/(?:clinicians|people|providers?|therapists?|doctors?|physicians?)(?:[-/]|$)")
_ABOUT_URL = re.compile(r"/about(?:-us)?(?:[-/]|$)")
_HOSTS_OF_NEWS = re.compile(
    r"news|times|herald|tribune|gazette|chronicle|courier|observer|sentinel|post\b|daily|weekly|radio|podcast|magazine|press\b|wire\b|\btv\b|"
    r"dispatch|examiner|enquirer|inquirer|zeitung|journal\b"
)
_PAPER = re.compile(
    r"[-–—|]\s*(?:the )?(?:[A-Z][\w.'’]+ ){0,3}(?:News(?:paper)?|Times|Herald|Tribune|Gazette|Chronicle|Courier|Observer|Sentinel|Post|Dispatch|Beacon|"
    r"Examiner|Enquirer|Inquirer|Register|Ledger|Mercury|Standard|Star|Globe|Argus|Record|Telegraph|Journal|Bugle|Zeitung|Patch|Public Radio|Podcast)\s*$",
    re.MULTILINE,
)
_NEWS = re.compile(
    r"\b(?:podcast|episode|interview(?:ed)? (?:with)?|newsroom|staff (?:writer|reporter)|reporter|told (?:the|us|me)|press release|"
    r"said on (?:mon|tues|wednes|thurs|fri|satur|sun)day|host \[person\]|breaking news|local news|turned out on|by \[person\](?: [\w'’-]{2,20})?, (?:staff|correspondent)|"
    r"correspondent|show notes|listen (?:now|on)|this week['’]s guest|in this episode)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[”\"»,] (?:said|says|told|explained|added)\b|\b(?:said|says) (?:that )?(?:she|he|they|it)\b|\btold \w+",
    re.IGNORECASE,
)
_NO_NEWS = re.compile(r"\b(?:chip time|bib \d|fundraiser)\b", re.IGNORECASE)
_PUBLICATION = re.compile(
    r"\b(?:abstract|doi|pubmed|issn|et al|peer[- ]reviewed|proceedings|poster session|keynote|conference|congress|symposium|webinar|workshops?|"
    r"presenters?|co-presenters?|speakers?|dissertation|thesis|citations?|cited by|co-?authors?|affiliations?|continuing education|session \d\w?:|"
    r"annals of|journal of|orcid|google scholar|researchgate|"
    r"(?:fach)?tagung|kongress|referent(?:en|in|innen)?|referierende|vortrag|spricht über|"
    r"colloque|congrès|intervenant(?:e)?s?|conférence|atelier|présentera|journées d|"
    r"jornadas|congreso|ponentes?|ponencia|taller|hablará|convegno|relatori|seminário|palestrantes?|congresso|spreker|lezing)\b",
    re.IGNORECASE,
)
_VOLUME = re.compile(r"\b(?:19|20)\d\d;\s?\d{1,4}(?:\(\d{1,3}\))?:")
_THANKED = re.compile(
    r"\b(?:thanks to|thank(?:ed|s)?|acknowledg\w+|grateful to|reader comment|comments? (?:from|by)|also listed|also took part|remerci\w+|dank an)\b",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:(?:ai|machine|automatically)[- ]generated|generated (?:summary|by ai|answer|with ai)|ai (?:overview|answer|summary|mode)|answer engine|"
    r"may (?:contain|include) (?:mistakes|errors|inaccuracies)|some of this may be (?:out of date|wrong)|according to public sources|sources: \d+ web pages?|"
    r"based on (?:web|search) results|(?:chatgpt|gemini|perplexity|copilot) can make mistakes|as an ai)\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"^\s*who is [^?\n]{2,60}\?", re.IGNORECASE)
_ACTIONLESS = re.compile(
    r"^\W*(?:none|no|n/?a|nil|not? (?:known|on (?:file|record))|false|0|clear|unencumbered)\b|\bno (?:public |disciplinary |board |current |prior )*"
    r"(?:actions?|discipline|orders?|complaints?|records?|history)\b|\bin good standing\b",
    re.IGNORECASE,
)
_ACTION = re.compile(
    r"\b(?:reprimand(?:ed)?|probation|suspend(?:ed)?|suspension|revo(?:ked|cation)|surrender(?:ed)?|censure[d]?|consent (?:order|agreement)|"
    r"(?:board|final|stipulated|agreed) order|accusation filed|disciplinary (?:order|action taken)|struck off|conditions of practice|"
    r"letter of (?:admonition|concern)|license restricted|erasure|fitness to practise)\b",
    re.IGNORECASE,
)
_REPLY = re.compile(
    r"\b(?:(?:response|reply|comment) from (?:the )?(?:owner|business|provider|practice|therapist|doctor|office)|owner(?:['’]s)? (?:response|reply)|(?:practice|provider) responded)",
    re.IGNORECASE,
)
_CARE = re.compile(
    r"\b(?:(?:your|our|his|her|the) (?:last |first |next )?(?:visit|appointment|session|treatment|care|diagnosis|medication|bill|balance|insurance|copay|file|chart|records)|"
    r"when you (?:came|were)|as (?:a|our) (?:client|patient)|you (?:missed|cancel+ed|owe)|seeing you)\b",
    re.IGNORECASE,
)
_HOSTILE = re.compile(
    r"\b(?:deserves? (?:to (?:die|suffer|pay|lose|burn|be (?:hurt|punished|dead))|what)|(?:i|we) know where (?:you|she|he|they) lives?|"
    r"(?:i|we)(?:['’]ll| will| am going to|['’]m going to| are going to) (?:find|get|hurt|ruin|destroy|kill|end|come for|expose) (?:you|her|him|them|this)|"
    r"watch (?:your|her|his) back|make (?:her|him|them|you) (?:pay|suffer|regret)|(?:kill|burn|shoot|stab) (?:her|him|you|yourself)|should be (?:dead|shot|hanged)|"
    r"pay (?:her|him) a visit|show up at (?:her|his)|let (?:her|him) know (?:how|what) (?:you|we)|go get (?:her|him)|evil (?:woman|bitch|monster|quack)|"
    r"rot in hell|you(?:['’]re| are) (?:dead|next)|ruined my life|stole my (?:kids|children|life))\b",
    re.IGNORECASE,
)
_WORTH = 2  # stars: up to here a review is a bad one


def licence_action(seen: Seen) -> Iterator[Giveaway]:
    """An action of a board against her licence, in the board's own words."""
    said = [each for each in seen.facts("disciplinary_action", "licence_status") if _ACTION.search(each)]
    said += [each for each in seen.facts("disciplinary_action") if each.strip() and not _ACTIONLESS.search(each)]
    on_page = (
        seen.is_web and seen.record == "licence" and _ACTION.search(seen.text) and not _ACTIONLESS.search(seen.text)
    )
    if said or on_page:
        yield Giveaway(kind="licence_action", value=said[0] if said else "")


def ratings(seen: Seen) -> Iterator[Giveaway]:
    """Of a page of ratings one: bad if a single review or, where none is told apart, the mean is."""
    single = [stars for value in seen.facts("review_rating") if (stars := _stars(value)) is not None]
    single += [each.stars for value in seen.facts("review") if (each := reviews.review(value))]
    means = [stars for value in seen.facts("aggregate_rating") if (stars := _stars(value)) is not None]
    worst = min((*single, *means), default=None)
    if worst is not None:
        shown = worst if worst <= _WORTH or not means else min(means)
        kind = "negative_review" if worst <= _WORTH else "review_other"
        yield Giveaway(kind=kind, value=f"{shown:.1f}", masked=f"{shown:.1f}")
    reply = _REPLY.search(seen.text)
    if reply and _CARE.search(seen.text, reply.end()):
        yield Giveaway(kind="review_reply_exposes_client")


def hostile(seen: Seen, private: int) -> Iterator[Giveaway]:
    """Words that threaten, on a page that is about her; with two of her private values it is a call to others."""
    if seen.is_web and not seen.is_hers and _HOSTILE.search(seen.finding.text) and not shapes.is_obituary(seen.finding):
        yield Giveaway(kind="doxxing_post" if private > 1 else "threat_or_hostile_post")


def copies(seen: Seen) -> Iterator[Giveaway]:
    """The page is a copy in a web archive, or what an engine shows of it stands there no more."""
    if seen.is_web and seen.is_copy:
        yield Giveaway(kind="archived_copy", otherwise=True)
    if seen.facts("stale_excerpt"):
        yield Giveaway(kind="stale_search_snippet")


def properties(seen: Seen) -> Iterator[Giveaway]:
    """What a file of hers says beside what it shows. The town is not said: near where she lives or works it is no news."""
    if seen.facts("location_created"):
        yield Giveaway(kind="photo_metadata")
    if seen.facts("author"):
        yield Giveaway(kind="document_metadata", meant=True, otherwise=True)


def is_gone(seen: Seen) -> bool:
    """All that is left of it is what an engine shows."""
    return "page" in seen.facts("stale_excerpt")


def is_machine_answer(seen: Seen) -> bool:
    return bool(_MACHINE.search(seen.text)) and (
        bool(_WHO_IS.search(seen.title)) or shapes.distinct(_MACHINE, seen.text) > 1 or "ai" in seen.host
    )


def listing(seen: Seen) -> Iterator[Giveaway]:
    """A listing among clinicians' that is not on her list of profiles, and what of it is wrong."""
    claimed = not shapes.is_unclaimed_listing(seen.finding)
    yield Giveaway(
        kind="unauthorised_directory_listing", value=seen.host, masked=seen.host, otherwise=claimed, meant=claimed
    )
    if not seen.is_copy:
        yield from wrong(seen)


def wrong(seen: Seen) -> Iterator[Giveaway]:
    """Phones or streets beside the name of her practice, none of which is hers."""
    practice, where = seen.subject.query.practice, seen.subject.practice_address
    if not practice or not seen.names_practice:
        return
    hers = {particulars.e164(phone, seen.country) for phone in (practice.phone, *seen.subject.private.phones)}
    shown = set(seen.facts("telephone"))
    if practice.phone and shown and not shown & hers:
        yield Giveaway(kind="professional_info_wrong", value=min(shown), masked=f"…{min(shown)[-2:]}")
        return
    homes = seen.subject.private.home_addresses
    streets = [each for fact in seen.facts("address") for each in postal.addresses(fact, seen.country)]
    known = [each for each in (where, *homes) if each]
    if (
        where
        and streets
        and not any(
            postal.same_address(each, mine) or postal.stands_in(mine, seen.text) for each in streets for mine in known
        )
    ):
        yield Giveaway(kind="professional_info_wrong", value=postal.folded_street(streets[0]))


def public_kind(seen: Seen) -> str:
    """A talk, a page of her workplace, the news, or a mention on a page about something else; empty for none."""
    thanked = seen.says_of_her(_THANKED)
    if is_publication(seen) and not thanked:
        return "publication_or_talk"
    if not thanked and is_team_page(seen):
        return "workplace_page"
    if is_news(seen) or (thanked and seen.names_work):
        return "media_mention"
    return ""


def is_publication(seen: Seen) -> bool:
    return bool(_VOLUME.search(seen.text) or _PUBLICATION.search(seen.text)) and not _NEWS.search(seen.text)


def is_scholarly(seen: Seen) -> bool:
    """A record of an index of papers or of their authors."""
    return bool(seen.facts("affiliation") or _PUBLICATION.search(f"{seen.said}\n{seen.url}"))


def is_team_page(seen: Seen) -> bool:
    """A page of an employer's people, of a firm that she names or by a path of such pages."""
    if _TEAM_URL.search(seen.url):
        return seen.names_work or seen.names_practice
    paths = _ABOUT_URL.search(seen.url) or (_LIST_URL.search(seen.url) and not shapes.is_directory(seen.finding))
    return seen.names_practice and bool(_TEAM.search(seen.text) or paths)


def is_team_page_of_hers(seen: Seen) -> bool:
    """A page under her practice's team, of which she does not say that it is her own: others work there too."""
    return bool(_TEAM_URL.search(seen.url)) and not seen.is_listed_page


def is_news(seen: Seen) -> bool:
    if _NO_NEWS.search(seen.text):
        return False
    return bool(
        _HOSTS_OF_NEWS.search(seen.host)
        or _PAPER.search(seen.title)
        or _NEWS.search(seen.text)
        or seen.says_of_her(_QUOTED)
    )


def is_in_passing(seen: Seen) -> bool:
    """A page about something else, on which she is named with her work."""
    return not seen.names_her_in_title and seen.names_work


def _stars(value: str) -> float | None:
    match = re.match(r"\s*(\d(?:[.,]\d+)?)", value)
    stars = float(match.group(1).replace(",", ".")) if match else 0.0
    return stars if 0 < stars <= 5 else None
