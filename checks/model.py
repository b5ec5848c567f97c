"""The words of the product, as types: DESIGN §2. Everything may import this; it imports nothing of ours."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from unicodedata import combining, normalize
from urllib.parse import unquote


class Room(StrEnum):
    """Where a source lives. Each room serves one recommendation."""

    SEARCH = "search"
    PROFILES = "profiles"
    TRAIL = "trail"

    @property
    def recommendation(self) -> int:
        return {"search": 9, "profiles": 2, "trail": 5}[self.value]


class Outcome(StrEnum):
    """How one question to one source ended. Only `complete` may say that something is not there."""

    COMPLETE = "complete"
    PARTIAL = "partial"  # something was read, something was not: what is missing is no miss
    BLOCKED = "blocked"  # refused, throttled, walled
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"  # an answer of a shape we do not know
    SKIPPED = "skipped"  # not asked: a key is missing, a limit of ours


class Level(StrEnum):
    MINE = "mine"
    MAYBE = "maybe"
    NOT_ME = "not_me"


class Severity(IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        return self.name.lower()


class ChangeKind(StrEnum):
    NEW = "new"
    WORSE = "worse"
    CHANGED = "changed"
    BETTER = "better"
    GONE = "gone"
    RETURNED = "returned"


class Verdict(StrEnum):
    """What the clinician says of a finding."""

    MINE = "mine"
    NOT_ME = "not_me"
    UNSURE = "unsure"
    ACCEPTED = "accepted"
    REQUESTED = "requested"
    DENIED = "denied"


class Visibility(StrEnum):
    """What a logged-out stranger sees of a profile. A wall is an outcome, never a visibility."""

    PUBLIC = "public"
    PARTLY_PUBLIC = "partly_public"
    PRIVATE = "private"
    MISSING = "missing"
    UNKNOWN = "unknown"


class Answers(StrEnum):
    """What a complete answer of a source holds; so what a missing item means (promise 5)."""

    WHOLE = "whole"  # everything there is: an item that is missing was not there
    RANKED = "ranked"  # the best few: missing means nothing, unless the question names the item's own site
    STREAM = "stream"  # the newest few: missing never means anything


# The classes of identifiers that a source can be told; the ledger's vocabulary. Private facts have no class: they are never told.
TELLS = frozenset(
    {
        "name",
        "credential",
        "town",
        "practice",
        "profession",
        "handle",
        "npi",
        "licence",
        "orcid",
        "email",
        "email_hash",
        "phone",
        "page",
        "alert",
    }
)

# What a finding may say, under schema.org property names in snake_case (STYLE §4); values are strings, sorted.
FACTS = frozenset(
    {
        "name", "given_name", "additional_name", "family_name", "alternate_name", "honorific_prefix", "honorific_suffix",
        "job_title", "works_for", "affiliation", "description", "address", "home_location", "telephone", "fax_number", "email",
        "birth_date", "age", "related_to", "identifier", "npi", "licence", "same_as", "image", "date_published",
        "aggregate_rating", "review_rating", "review", "visibility", "handle", "data_class", "breach", "breach_date", "archived_at", "taxonomy",
        "additional_type", "shows", "licence_status", "disciplinary_action", "valid_through", "amount", "recipient", "party",
        "alumni_of", "author", "location_created", "price_range", "date_created", "start_date", "stale_excerpt",
    }
)  # fmt: skip

# Values of `additional_type`: what kind of record it is, where its source knows.
KINDS_OF_RECORD = frozenset(
    {
        "provider",
        "licence",
        "company",
        "property",
        "voter",
        "donation",
        "court",
        "social",
        "payments",
        "forum",
        "archive",
        "listing",
        "fitness",
    }
)
# Values of `shows`: what a stranger sees of a profile, beside the fields that are facts of their own.
SHOWN = frozenset({"posts", "friends", "payments", "photo", "calendar", "activity", "search"})
# What stands where other people's names stood (promise 9).
PERSON, RELATIVE, CHILD, REVIEWER = "[person]", "[relative]", "[child]", "[reviewer]"
# What stands in her own name for a part that she did not declare, and that may be a namesake's: "Maren [middle name] Holloway".
MIDDLE, SUFFIX = "[middle name]", "[suffix]"
# A value of `related_to` that stands where a relative whom she named was redacted: still evidence, and no name.
NAMED_RELATIVE = "[relative, named by you]"
TEXT_LIMIT = 4096  # bytes of a finding's redacted text


@dataclass(frozen=True, kw_only=True)
class Town:
    city: str
    region: str = ""  # state or province code, "OR"
    country: str = "US"

    def __str__(self) -> str:
        return f"{self.city}, {self.region}" if self.region else self.city


@dataclass(frozen=True, kw_only=True)
class Address:
    street: str
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = "US"

    def __str__(self) -> str:
        return ", ".join(part for part in (self.street, self.city, f"{self.region} {self.postal_code}".strip()) if part)


@dataclass(frozen=True, kw_only=True)
class Practice:
    """What a clinician publishes on purpose. The street is for judging and stays out of the `Query`."""

    name: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True, kw_only=True)
class Licence:
    board: str
    number: str


@dataclass(frozen=True, kw_only=True)
class Handle:
    platform: str  # a source's or a site's name: "bluesky"
    handle: str


@dataclass(frozen=True, kw_only=True)
class Query:
    """The part of the subject that may be said aloud to a source. No field of it can carry a private fact (promise 2)."""

    names: tuple[str, ...]  # the first is the name in daily use, then the other declared forms
    credentials: tuple[str, ...] = ()
    profession: str = ""
    towns: tuple[Town, ...] = ()  # the first is where the practice is
    practice: Practice | None = None
    licences: tuple[Licence, ...] = ()
    npi: str = ""
    orcid: str = ""
    handles: tuple[Handle, ...] = ()
    profiles: tuple[str, ...] = ()  # pages she lists as her own
    emails: tuple[str, ...] = ()  # released by her for breach look-ups
    country: str = "US"

    def sayable(self) -> Iterator[str]:
        """Every string in here: all that a source could ever be told."""
        yield from (*self.names, *self.credentials, self.profession, self.npi, self.orcid, *self.profiles, *self.emails)
        yield from (str(town) for town in self.towns)
        yield from (licence.number for licence in self.licences)
        yield from (handle.handle for handle in self.handles)
        if self.practice:
            yield from (self.practice.name, self.practice.phone, self.practice.email, self.practice.website)


@dataclass(frozen=True, kw_only=True)
class PrivateFacts:
    """Compared on this machine, never sent, never stored outside the configuration file."""

    home_addresses: tuple[Address, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    birth_date: date | None = None
    relatives: tuple[str, ...] = ()

    def found_in(self, text: str, *, own: str = "") -> Iterator[str]:
        """What of this stands in a text that is said aloud, however it is spelled there: "a phone". Never the value.

        `own`: her own name, so that a relative who bears the same one is not found in it.
        """
        said, digits = unquote(text).casefold(), re.sub(r"\D", "", text)
        line = f" {_bare(said)} "
        numbers = (_subscriber(phone) for phone in self.phones)
        if any(len(number) >= 7 and number in digits for number in numbers):
            yield "a phone"
        if any(re.search(rf"(?<![\w.+-]){re.escape(e.casefold())}(?![\w-]|\.\w)", said) for e in self.emails if e):
            yield "an e-mail address"
        if self.birth_date and re.search(_birthday(self.birth_date), said):
            yield "the birth date"
        if any(f" {house} " in line for address in self.home_addresses if (house := _house(address.street))):
            yield "a home address"
        relatives = {_bare(relative.casefold()) for relative in self.relatives} - {_bare(own.casefold())}
        if any(" " in relative and f" {relative} " in line for relative in relatives):
            yield "a relative's name"


_DIRECTIONS = frozenset(["n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west"])
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _bare(text: str) -> str:
    """Words without accents and signs; points of the compass are left out, since people leave them out."""
    plain = "".join(c for c in normalize("NFKD", re.sub("['’]", "", text)) if not combining(c))
    return " ".join(word for word in re.findall(r"[^\W_]+", plain.casefold()) if word not in _DIRECTIONS)


def _subscriber(phone: str) -> str:
    """The digits that every spelling of a number has: without country code, leading zeros and extension."""
    return re.sub(r"\D", "", re.split(r"(?i)\s*(?:x|ext|#)", phone)[0]).lstrip("0")[-10:]


def _house(street: str) -> str:
    """The part of a street address that nobody else has: "2816 alder" of 2816 NE Alder Court; all of it without a number."""
    words = _bare(street.casefold()).split()
    end = next((i + 1 for i, word in enumerate(words) if any(c.isdigit() for c in word)), len(words))
    house = " ".join(words[: max(end, 2)])
    return house if len(house) > 4 else ""


def _birthday(day: date) -> str:
    """A pattern of the usual spellings: 1981-04-17, 4/17/1981, 17.04.1981, 19810417, April 17th, 1981, 17 Apr 1981."""
    y, m, d, gap = day.year, f"0?{day.month}", f"0?{day.day}", r"[\W_]{0,2}"
    numbers = f"{y}{gap}{m}{gap}{d}|{m}{gap}{d}{gap}{y}|{d}{gap}{m}{gap}{y}"
    month, th = rf"{_MONTHS[day.month - 1]}[a-z]*\.?", "(?:st|nd|rd|th)?"
    return rf"(?<!\d)(?:{numbers}|{d}{th}{gap}(?:of )?{month}{gap}{y})(?!\d)|{month}{gap}{d}{th}{gap}{y}(?!\d)"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The one clinician an installation follows: what may be said, what only helps to judge, and what is private."""

    query: Query
    practice_address: Address | None = None
    employers: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    past_professions: tuple[str, ...] = ()
    private: PrivateFacts = PrivateFacts()

    def __post_init__(self) -> None:
        """A private fact that is also said aloud is refused: somebody has to decide which it is (promise 2)."""
        own = self.query.names[0] if self.query.names else ""
        for text in self.query.sayable():
            for what in self.private.found_in(text, own=own):
                raise ValueError(f"{what} is private and also among what is said to sources: decide which it is")

    @property
    def name(self) -> str:
        return self.query.names[0]


@dataclass(frozen=True, kw_only=True)
class Question:
    """One query, handle, page or identifier put to one source. `text` is what is said, word for word, and is its identity."""

    source: str
    text: str
    tells: tuple[str, ...]  # from TELLS
    name: str = ""  # the form of her name that it asks for, where it asks for one
    site: str = ""  # the host it is restricted to: then its answer may say that a page of that host is gone
    every_days: int = 7
    names: tuple[str, ...] = ()  # forms of her name to look for in the answer; not said to anybody
    among: tuple[str, ...] = ()  # the hosts that it is restricted to, where they are several
    rota: str = ""  # the list whose questions take turns: each week a few of them are asked
    unasked: str = ""  # why nobody is asked it: only she can look, or what she listed cannot be right

    @property
    def key(self) -> str:
        return f"{self.source}:{self.text}"

    @property
    def sites(self) -> tuple[str, ...]:
        """The hosts that it is restricted to; none where it asks about the whole web."""
        return self.among or ((self.site,) if self.site else ())


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One public record at one source. `facts` is what we compare; nothing volatile goes in.

    `source` names the place of the record: a source's own name, or "web" for a page that an engine pointed to, so that
    two engines which find one page speak of one finding. `key` is stable in it: an NPI, a handle, a canonical URL.
    `excerpt`: only part of the page was seen, so a fact it lacks is not missing from the page.
    `loose`: lines of the page that stand in nobody's row and may be about her; `elsewhere`: its other lines in which a
    private fact may stand. Never stored: what of them is hers becomes a part of her text.
    """

    source: str
    key: str
    url: str
    title: str
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    text: str = ""
    excerpt: bool = False
    loose: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def id(self) -> tuple[str, str]:
        return (self.source, self.key)

    def fact(self, name: str) -> str:
        """The first value of a fact, or an empty string."""
        return next(iter(self.facts.get(name, ())), "")


WEB = "web"  # the `source` of every finding that is a page of the open web


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """Where a finding turned up. Never among the facts: a page that slides from rank 20 to 21 has not changed.

    `witness` is the key of the question whose complete answers may say that the finding is gone (promise 5): the same
    question for a whole list, the site-restricted one for an engine, none ("") for a stream.
    """

    finding: tuple[str, str]
    rank: int
    witness: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One reason for or against, with its weight in bits and its words for the clinician."""

    name: str  # an id of data/identity_evidence.csv
    group: str
    bits: float
    words: str  # completes the sentence "it names …": "your practice phone"
    strong: bool = False
    counted: float = 0.0  # bits that the rules of its group let count: these and the prior make up the sum


@dataclass(frozen=True, kw_only=True)
class Match:
    """`prior` + the counted bits of the evidence = `bits`: the waterfall that `footprint show` draws."""

    level: Level
    bits: float
    probability: float
    evidence: tuple[Evidence, ...] = ()  # the weightiest first
    prior: float = 0.0  # bits before any evidence: how many people bear the name
    prior_words: str = ""  # "a common name"

    @property
    def why(self) -> str:
        """The strongest reasons in one line."""
        telling = sorted((e for e in self.evidence if e.bits > 0), key=lambda e: -e.bits)[:3]
        return "; ".join(e.words for e in telling)

    @property
    def against(self) -> str:
        """The strongest reasons against in one line; that many people bear the name is one of them."""
        reasons = [(e.bits, e.words) for e in self.evidence if e.bits < 0]
        reasons += [(self.prior, self.prior_words)] if self.prior < 0 and self.prior_words else []
        return "; ".join(words for _bits, words in sorted(reasons, key=lambda each: each[0])[:3])

    @property
    def line(self) -> str:
        """Both in one line of the letter: "Why we think this is you: your practice phone. Against: a common name."."""
        why = self.why or (self.prior_words if self.prior > 0 else "")
        said = [f"Why we think this is you: {why}." if why else "", f"Against: {self.against}." if self.against else ""]
        return " ".join(filter(None, said))


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """What a finding gives away. `value` stays in memory on this machine; `masked` is for letters (promise 13)."""

    kind: str  # of data/exposures.csv
    title: str
    severity: Severity
    recommendations: tuple[int, ...]  # the primary one first
    value: str = ""
    masked: str = ""
    why: str = ""
    action: str = ""
    is_private: bool = False  # it equals a private fact that she entered

    @property
    def fingerprint(self) -> tuple[str, str]:
        return (self.kind, self.value)


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What a later request may be conditional on."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The answer of one source to one question at one time."""

    question: Question
    taken_at: datetime  # UTC-aware
    outcome: Outcome
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    appearances: tuple[Appearance, ...] = ()
    answers: Answers = Answers.WHOLE
    ranks_compare: bool = False  # a place of this week means something beside last week's
    rules: str = ""  # version of our own rules and of the source's parser: a new one is not a change of the world
    validators: Validators = Validators()
    unchanged: bool = False  # a 304: the last answer stands, findings are those of that answer


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became different in the world between what was known and a snapshot."""

    kind: ChangeKind
    finding: tuple[str, str]
    at: datetime
    question: str  # key of the question that showed it
    detail: str = ""  # kinds gained or lost, in words and masked; never a value


@dataclass(frozen=True, kw_only=True)
class Decision:
    verdict: Verdict
    at: datetime
    attempt: int = 0  # of a removal request
    spread_from: int = 0  # the finding that she gave this answer of, where it was another one


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """One row of the ledger: what class of identifier was said to whom, when, why."""

    at: datetime
    source: str
    host: str
    tells: tuple[str, ...]
    purpose: str  # "scan", "first look", "one look at a finding"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A finding with everything worked out from what was stored: what reports are made of."""

    id: int  # what the clinician types: `footprint show 12`
    finding: Finding
    match: Match
    exposures: tuple[Exposure, ...]
    first_seen: datetime
    last_seen: datetime
    gone_at: datetime | None = None
    decision: Decision | None = None
    told: bool = False  # has stood in a letter
    returned_at: datetime | None = None  # where she asked for its removal: when it last came back after being gone

    @property
    def severity(self) -> Severity:
        return max((e.severity for e in self.exposures), default=Severity.LOW)
