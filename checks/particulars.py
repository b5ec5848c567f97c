"""Particulars of a person in a text: phones, mailboxes, ages, birth dates, each in one spelling.

E.164, lower case, ISO dates: a page that writes the same number in another way has not changed.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import phonenumbers

from checks.names import Mention

_TEXT_LIMIT = 40_000  # characters: no page block is longer
_PHONE_WORD = re.compile(
    r"\b(?:phones?|tel|telephone|call|cell|mobile|fax|text|landline|wireless|ph|dial|tel:)\W{0,4}(?:number\W{0,3})?$",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"(?:\bNPI|\blicen[cs]e|\bpermit|\bcert\w{0,12}|\bISBN|\bISSN|\bPMID|\bdoi|\bid|\bcase|\bdocket|#|\bno)\W{0,3}(?:number|no|#)?\W{0,3}$",
    re.IGNORECASE,
)
_NANP = re.compile(
    r"(?<![\w.+-])(?:\+?1[ .–-]?)?\(?(?P<area>[2-9]\d{2})\)?[ .–/-]{0,3}(?P<exchange>[2-9]\d{2})[ .–-]{0,2}(?P<line>\d{4})(?![\w–-]?\d)(?![a-wyz_])"
)
_NANP_COUNTRIES = ("US", "CA")
_EMAIL = re.compile(
    r"(?<![\w.+%-])([a-z0-9][\w.+%-]{0,63})(?:@|\s?[\[(]\s?at\s?[\])]\s?)((?:[a-z0-9](?:[a-z0-9-]{0,62})(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)){1,5}[a-z]{2,24})(?![\w-])",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?P<before>\b\w+\W{1,3})?\b(?:age|aged)\b:?\s{0,3}(?P<age>\d{2,3})(?!\s?(?:\+|%|[-–—]\s?\d|to\b|through\b|and\b|or\b|months|weeks)|[\d.,]\d|\w)"
    r"|(?<![\d.-])(?P<old>\d{2,3})(?:\s?-?\s?years?[\s-]{1,2}old\b|\s?y/o\b|\s?yrs?\.?\s?old\b)",
    re.IGNORECASE,
)
_AGE_BEHIND = re.compile(r"\s?[,(|·–-]\s?(\d{2})(?=\s?(?:[,;)|·–-]|\n|$))")
_NOT_HERS = frozenset(
    """under over above below from until till by at before after to than since for of children clients patients people adults kids
    teens students minimum maximum average median mean legal retirement drinking school""".split()  # noqa: SIM905
)
_OLDEST = 110
_BIRTH_WORD = re.compile(r"\b(?:born|d\.?o\.?b\b\.?|birth\s?(?:date|day)?|date of birth|b\.(?=\s?\d))", re.IGNORECASE)
_BIRTH_GAP = 24  # characters between the word and the date
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DATE = re.compile(
    r"(?<!\d)(?:(?P<iso>(?:19|20)\d\d-\d{1,2}-\d{1,2})|(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)"
    r"|(?P<month>[A-Za-z]{3,9})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y2>(?:19|20)\d\d)"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>[A-Za-z]{3,9})\.?,?\s(?P<y3>(?:19|20)\d\d))(?!\d)"
)


def phones(text: str, country: str = "US") -> tuple[str, ...]:
    """The phone numbers in a text as E.164, in its order; numbers kept for fiction (555-01xx) too.

    Ten digits without a gap are a phone only behind a word that says so: provider and licence numbers look like them.
    """
    text = text[:_TEXT_LIMIT]
    is_american = country in _NANP_COUNTRIES
    found = [
        *(_american(text) if is_american else ()),
        *(_abroad(text, country) if "+" in text or not is_american else ()),
    ]
    return tuple(dict.fromkeys(number for _, number in sorted(found)))


def _american(text: str) -> Iterator[tuple[int, str]]:
    """Our own pattern, because the library takes a ZIP code before a number for a part of it."""
    for match in _NANP.finditer(text):
        before, is_bare = text[max(0, match.start() - 24) : match.start()], match.group().isdigit()
        if _OTHER_NUMBER.search(before) or (is_bare and not _PHONE_WORD.search(before)):
            continue
        yield match.start(), f"+1{match['area']}{match['exchange']}{match['line']}"


def _abroad(text: str, country: str) -> Iterator[tuple[int, str]]:
    for match in phonenumbers.PhoneNumberMatcher(text, country, phonenumbers.Leniency.POSSIBLE):
        before, raw = text[max(0, match.start - 24) : match.start], match.raw_string.lstrip("( ")
        if match.number.country_code == 1 or _OTHER_NUMBER.search(before) or _DATE.fullmatch(raw):
            continue
        is_one = raw.startswith("+") or (
            country not in _NANP_COUNTRIES and (raw.startswith("0") or _PHONE_WORD.search(before))
        )
        if is_one and len(phonenumbers.national_significant_number(match.number)) >= 7:
            plain = phonenumbers.PhoneNumber(
                country_code=match.number.country_code, national_number=match.number.national_number
            )
            yield match.start, phonenumbers.format_number(plain, phonenumbers.PhoneNumberFormat.E164)


def e164(phone: str, country: str = "US") -> str:
    """A number as she wrote it, as E.164; an empty string for what is none."""
    try:
        parsed = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164).partition(";")[0]


def emails(text: str) -> tuple[str, ...]:
    """The mailboxes in a text, in lower case and in its order; "name [at] host [dot] org" is one too."""
    dotted = (
        (m[1], re.sub(r"\s?[\[(]\s?dot\s?[\])]\s?", ".", m[2], flags=re.IGNORECASE))
        for m in _EMAIL.finditer(text[:_TEXT_LIMIT])
    )
    return tuple(dict.fromkeys(f"{name.rstrip('.')}@{host}".lower() for name, host in dotted))


def ages(text: str, mentions: Sequence[Mention] = ()) -> tuple[str, ...]:
    """Ages of grown people ("Age 44", "44 years old"): no years of experience, no groups that a practice treats.

    Right behind a mention a bare number is an age too: "Maren Holloway, 44, Portland".
    """
    behind = (_AGE_BEHIND.match(text, mention.end) for mention in mentions)
    found = [match.group(1) for match in behind if match]
    for match in _AGE.finditer(text[:_TEXT_LIMIT]):
        before = re.sub(r"\W", "", match["before"] or "").lower()
        age = int(match["age"] or match["old"])
        if 18 <= age <= _OLDEST and before not in _NOT_HERS:
            found.append(str(age))
    return tuple(dict.fromkeys(found))


def birth_dates(text: str, country: str = "US") -> tuple[date, ...]:
    """The full dates right behind a word of birth. Numbers are read month first in the US, day first elsewhere."""
    text = text[:_TEXT_LIMIT]
    found = []
    for word in _BIRTH_WORD.finditer(text):
        match = _DATE.search(text, word.end(), word.end() + _BIRTH_GAP + 20)
        if match and match.start() - word.end() <= _BIRTH_GAP and (day := _date(match, country)):
            found.append(day)
    return tuple(dict.fromkeys(found))


def _date(match: re.Match[str], country: str) -> date | None:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    elif match["a"]:
        first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
        month, day = (first, second) if country == "US" or second > 12 else (second, first)
        month, day = (day, month) if month > 12 else (month, day)
    else:
        name = (match["month"] or match["month2"]).lower()
        month = next((n for n, whole in enumerate(_MONTHS, 1) if whole.startswith(name)), 0)
        day, year = int(match["day"] or match["day2"]), int(match["y2"] or match["y3"])
    try:
        return date(year, month, day)
    except ValueError:
        return None
