"""What is looked for in a record: the subject's facts, public and private, made comparable once.

Her own values are searched for in the text; unknown phones and addresses need not be read for that.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import phonenumbers

from checks.forms import Form, forms
from checks.model import Address, Handle, Licence, Subject, Town
from checks.places import Region, find_regions, region_of
from checks.professions import families, fields
from checks.text import canonical_url, fold, host_of, words

_STREET_WORDS = {
    "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "rd": "road", "ln": "lane", "dr": "drive", "ct": "court",
    "blvd": "boulevard", "pl": "place", "ter": "terrace", "terr": "terrace", "cir": "circle", "pkwy": "parkway",
    "hwy": "highway", "sq": "square", "trl": "trail", "cres": "crescent", "lp": "loop", "aly": "alley", "xing": "crossing",
}  # fmt: skip
_DIRECTIONS = frozenset({"n", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"})  # fmt: skip
_UNITS = frozenset({"suite", "ste", "apt", "apartment", "unit", "floor", "fl", "room", "rm", "no", "building", "bldg"})
_FIRMS = frozenset({"llc", "pllc", "inc", "ltd", "pc", "llp", "plc", "corp", "gmbh", "co", "the"})
_LARGE = re.compile(
    r"\b(university|college|hospital|health (system|plan|care)|healthcare|medical center|kaiser|veterans|county|"
    r"school district|public schools|national health|nhs)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True, kw_only=True)
class Phone:
    """A phone number, ready to be found however it is spaced."""

    digits: str  # the national number, without trunk zero
    pattern: re.Pattern[str]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A postal address, ready to be found: house number, folded street words, and what confirms it."""

    number: str
    street: tuple[str, ...]
    confirming: tuple[tuple[str, ...], ...]  # its postcode, its town


@dataclass(frozen=True, kw_only=True)
class Employer:
    name: str
    words: tuple[str, ...]
    is_practice: bool = False

    @property
    def is_large(self) -> bool:
        return bool(_LARGE.search(self.name))


@dataclass(frozen=True, kw_only=True)
class School:
    words: tuple[str, ...]
    years: tuple[int, ...]
    degrees: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Everything of the subject that a record is compared with."""

    names: tuple[str, ...]
    forms: tuple[Form, ...]
    country: str
    npi: str
    orcid: str
    licences: tuple[Licence, ...]
    handles: tuple[Handle, ...]
    pages: frozenset[str]  # canonical addresses of pages that she lists
    site: str  # host of her practice's website
    listed_emails: tuple[str, ...]
    practice_email: str
    practice_phone: Phone | None
    practice_place: Place | None
    private_phones: tuple[Phone, ...]
    private_emails: tuple[str, ...]
    homes: tuple[Place, ...]
    birth_date: date | None
    relatives: tuple[tuple[str, ...], ...]
    towns: tuple[Town, ...]  # said aloud
    private_towns: tuple[Town, ...]  # where she lives: compared, not named
    regions: frozenset[Region]
    public_regions: frozenset[Region]  # those of `regions` that may be named
    credentials: frozenset[str]
    families: frozenset[str]
    past_families: frozenset[str]
    fields: frozenset[str]  # of medicine
    specialties: tuple[tuple[str, ...], ...]
    employers: tuple[Employer, ...]
    schools: tuple[School, ...]


@lru_cache(maxsize=64)  # one in an installation, some dozens in a benchmark
def sought(subject: Subject) -> Sought:
    query, private = subject.query, subject.private
    practice, address = query.practice, subject.practice_address
    towns = (*query.towns, *([_town(address)] if address and address.city else []))
    homes = tuple(_town(home) for home in private.home_addresses if home.city)
    boards = tuple(found.town for licence in query.licences for found in find_regions(licence.board, query.country))
    public = frozenset(region_of(town) for town in (*towns, *boards))
    return Sought(
        names=query.names,
        forms=forms(query.names),
        country=query.country,
        npi=query.npi.strip(),
        orcid=query.orcid.strip().rsplit("/", 1)[-1],
        licences=query.licences,
        handles=query.handles,
        pages=frozenset(page_key(page) for page in query.profiles),
        site=host_of(practice.website) if practice else "",
        listed_emails=_lowered(query.emails),
        practice_email=practice.email.strip().casefold() if practice else "",
        practice_phone=_phone(practice.phone, query.country) if practice else None,
        practice_place=_place(address) if address else None,
        private_phones=tuple(p for phone in private.phones if (p := _phone(phone, query.country))),
        private_emails=_lowered(private.emails),
        homes=tuple(place for home in private.home_addresses if (place := _place(home))),
        birth_date=private.birth_date,
        relatives=tuple(w for name in private.relatives if len(w := _folded(name)) > 1),
        towns=tuple(dict.fromkeys(towns)),
        private_towns=tuple(home for home in homes if home not in towns),
        regions=public | frozenset(map(region_of, homes)),
        public_regions=public,
        credentials=frozenset(query.credentials),
        families=families(query.credentials, query.profession),
        fields=fields(query.profession),
        past_families=families((), "", subject.past_professions),
        specialties=tuple(_folded(each) for each in subject.specialties),
        employers=tuple(_employers(subject)),
        schools=tuple(_school(each) for each in subject.schools),
    )


@lru_cache(maxsize=1024)
def folded(text: str) -> tuple[str, ...]:
    """The folded words of a name, a town or a number that is looked for again and again."""
    return tuple(word.folded for word in words(text))


@lru_cache(maxsize=256)
def page_key(url: str) -> str:
    """One spelling for a page whether or not its address has `www.`, `https` or a last slash."""
    canonical = canonical_url(url)
    _, _, rest = canonical.partition("://")
    return (rest or canonical).removeprefix("www.").rstrip("/").casefold()


def street_word(word: str) -> str:
    return _STREET_WORDS.get(word, word)


def is_direction(word: str) -> bool:
    return word in _DIRECTIONS


def _phone(phone: str, country: str) -> Phone | None:
    """Finds this number however it is spaced, with its country code, a trunk zero, or neither."""
    try:
        parsed = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return None
    digits = phonenumbers.national_significant_number(parsed)
    if len(digits) < 6:
        return None
    gap = r"[\s().\-–—/]{0,3}"
    before = rf"(?<!\d)(?:(?:00|011)?{gap}{parsed.country_code}{gap}0?|0)?"
    return Phone(digits=digits, pattern=re.compile(rf"{before}{gap.join(digits)}(?!\d)"))


def _place(address: Address) -> Place | None:
    said = list(_folded(address.street))
    unit = next((n for n, word in enumerate(said) if n > 1 and word in _UNITS), len(said))
    said = said[:unit]
    number = next((word for word in said if word[0].isdigit()), "")
    street = tuple(street_word(word) for word in said if word != number and not is_direction(word))
    if not number or not street:
        return None
    confirming = tuple(words for text in (address.postal_code, address.city) if (words := _folded(text)))
    return Place(number=number, street=street, confirming=confirming)


def _town(address: Address) -> Town:
    return Town(city=address.city, region=address.region, country=address.country)


def _employers(subject: Subject) -> Iterable[Employer]:
    practice = subject.query.practice
    named = [(practice.name, True)] if practice and practice.name else []
    for name, is_practice in (*named, *((each, False) for each in subject.employers)):
        said = tuple(word for word in _folded(name) if word not in _FIRMS)
        if said and len("".join(said)) > 3:
            yield Employer(name=name, words=said, is_practice=is_practice)


def _school(line: str) -> School:
    """ "Marlow State College, MSW 2009": the name before the comma, then degrees and years."""
    name, _, rest = line.partition(",")
    years = tuple(int(year.group()) for year in _YEAR.finditer(line))
    said = tuple(word for word in _folded(name) if not word.isdigit())
    return School(words=said, years=years, degrees=tuple(word for word in _folded(rest) if not word.isdigit()))


def _folded(text: str) -> tuple[str, ...]:
    return folded(text) or tuple(fold(text).split())


def _lowered(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value.strip().casefold() for value in values if value.strip())
