"""Contact, birth, relatives and death. Compared on this machine; the words never say a private value."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from checks.evidence import evidence
from checks.forms import forms
from checks.model import NAMED_RELATIVE, Evidence
from checks.names import UNDECLARED
from checks.reading import Part, Reading
from checks.sought import Phone, Place, Sought, is_direction, street_word
from checks.text import fold

_FULL_DATE = re.compile(
    r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\b[A-Z][a-z]{2,8}\.? \d{1,2},? ?\d{4}\b|\b\d{1,2} [A-Z][a-z]{2,8} \d{4}\b"
)
_AGE = re.compile(r"\bage[ds]?:?\s{0,2}(\d{2,3})\b|\b(\d{2,3})\s?(?:years?[ -]old|yrs?\b|y/o)", re.IGNORECASE)
_AGE_BEHIND = re.compile(
    r"\s{0,2}[,(|·–-]\s{0,2}(?:age[d:]{0,2}\s?)?(\d{2})(?=\s{0,2}(?:[,;.)|·–-]|\n|$))", re.IGNORECASE
)
_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b\.|birth ?(?:date|day|year)?|date of birth)\b:?\s{0,2}(?:in |on )?"
    r"(?:[A-Za-z]{3,9}\.?\s)?(?:\d{1,2},?\s)?((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DEATH = re.compile(
    r"\b(?:obituar(?:y|ies)|passed away|in loving memory|rest in peace|funeral|died|memorial service|celebration of life)\b"
    r"|\b(?:18|19)\d\d\s?[–-]\s?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_SURVIVED = re.compile(
    r"\b(?:surviv(?:ed by|ors?\b)|leaves? behind|predeceased|preceded in death|is mourned by|"
    r"(?:his|her) (?:wife|husband|daughters?|sons?|children)\b)",
    re.IGNORECASE,
)
_CONFIRMED_WITHIN = 14  # words after the street in which its town or postcode stands
_CONFIRMED_BEFORE = 4  # words before the house number
_BEHIND_NAME = 60  # characters in which an age is the named person's


class _Age(NamedTuple):
    years_apart: int
    is_structured: bool  # of a fact, or right behind the name: only such an age contradicts


def contact(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    if sought.practice_phone and (factor := _phone_factor(sought.practice_phone, reading)):
        yield evidence("practice_phone_exact", "your practice phone", factor=factor)
    if factor := max((_phone_factor(phone, reading) for phone in sought.private_phones), default=0.0):
        yield evidence("personal_phone_exact", "a private phone number of yours", factor=factor)
    if factor := max(map(reading.literal, sought.private_emails), default=0.0):
        yield evidence("email_personal_exact", "a private e-mail address of yours", factor=factor)
    if factor := max((address_factor(home, reading) for home in sought.homes), default=0.0):
        row = "home_address_other_suffix" if suffix_conflicts(sought, reading) else "home_address_exact"
        yield evidence(row, "a home address of yours", factor=factor)


def birth(sought: Sought, reading: Reading, seen: date | None) -> Iterator[Evidence]:
    """`seen` is the day on which the record was seen; without it an age says nothing, a year of birth does."""
    if sought.birth_date is None:
        return
    spellings = _spellings(sought.birth_date)
    if factor := reading.best(
        lambda part: (m.start() for m in _FULL_DATE.finditer(part.text) if fold(m.group()) in spellings)
    ):
        yield evidence("dob_exact", "your date of birth", factor=factor)
        return
    ages = tuple(_ages(sought.birth_date, reading, seen))
    if any(age.years_apart <= 1 for age in ages):
        yield evidence("age_within_one", "an age that fits yours")
    elif ages and all(age.years_apart > 3 for age in ages) and any(age.is_structured for age in ages):
        yield evidence("age_conflict", "an age that is not yours")


def relations(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    said = reading.finding.facts.get("related_to", ())
    related = {fold(value) for value in said}
    in_facts = NAMED_RELATIVE in said or any(" ".join(name) in related for name in sought.relatives)
    if factor := 1.0 if in_facts else max(map(reading.phrase, sought.relatives), default=0.0):
        yield evidence("relation_cooccurs", "a relative whom you named", factor=factor)


def life(_sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """An obituary of the named person. Whoever is named among the survivors is alive."""
    free = reading.free
    death = _DEATH.search(free.text) if free.people else None
    if not death:
        return
    first, survived = free.people[0].start, _SURVIVED.search(free.text)
    is_survivor = survived is not None and survived.start() < first
    if not is_survivor and -120 <= death.start() - first <= 250:
        yield evidence("deceased", "the death of the person of that name")


def suffix_conflicts(sought: Sought, reading: Reading) -> bool:
    """Jr, where she declares Sr; or the other way round. Saying none is no conflict."""
    declared = {form.suffix for form in forms(sought.names) if form.suffix}
    printed = {mention.suffix for mention in reading.mentions} - {"", UNDECLARED}
    return bool(declared and printed and not declared & printed)


def address_factor(sought: Place, reading: Reading) -> float:
    """Scope of a postal address: number and street, confirmed by its postcode or town right behind."""
    return reading.best(lambda part: _address_starts(part, sought))


def phone_starts(phone: Phone, part: Part) -> Iterable[int]:
    """Where a phone number stands, however it is spaced."""
    return (m.start() for m in phone.pattern.finditer(part.text)) if phone.digits in part.digits else ()


def _phone_factor(phone: Phone, reading: Reading) -> float:
    return reading.best(lambda part: phone_starts(phone, part))


def _address_starts(part: Part, sought: Place) -> Iterator[int]:
    for index in part.indexes(sought.number):
        behind = part.words[index + 1 : index + 1 + _CONFIRMED_WITHIN + len(sought.street)]
        said = [street_word(word.folded) for word in behind if not is_direction(word.folded)]
        if tuple(said[: len(sought.street)]) != sought.street:
            continue
        before = part.words[max(0, index - _CONFIRMED_BEFORE) : index]  # rows say "Portland, OR · 2816 NE Alder Ct"
        rest = [word.folded for word in (*before, *behind)]
        if any(_contains(rest, each) for each in sought.confirming):
            yield part.words[index].start


def _contains(said: list[str], sought: tuple[str, ...]) -> bool:
    return any(tuple(said[n : n + len(sought)]) == sought for n in range(len(said)))


def _spellings(born: date) -> frozenset[str]:
    """The ways to write a date, folded; day and month both ways round."""
    year, month, day = born.year, born.month, born.day
    name = born.strftime("%B").lower()
    numbers = {f"{year} {month:02} {day:02}", f"{year} {month} {day}"}
    numbers |= {f"{a} {b} {year}" for m, d in ((f"{month:02}", f"{day:02}"), (month, day)) for a, b in ((m, d), (d, m))}
    named = {f"{n} {d} {year}" for n in (name, name[:3]) for d in (day, f"{day:02}")}
    return frozenset(numbers | named | {f"{d} {n} {year}" for n in (name, name[:3]) for d in (day, f"{day:02}")})


def _ages(born: date, reading: Reading, seen: date | None) -> Iterator[_Age]:
    for part in reading.facts("birth_date"):
        if not _FULL_DATE.search(part.text):
            yield from (_Age(abs(int(y) - born.year), is_structured=True) for y in _YEAR.findall(part.text))
            continue
        for year in _YEAR.findall(part.text):  # another full date within a year is another date, not a fitting age
            yield _Age(max(2, abs(int(year) - born.year)), is_structured=True)
    free = reading.free
    for match in _BORN.finditer(free.text):
        if free.factor(match.start()) == 1 and not _FULL_DATE.search(match.group()):
            yield _Age(abs(int(match.group(1)) - born.year), is_structured=_is_behind_name(free, match.start()))
    if seen is not None:
        yield from (_Age(abs(age - _age_on(born, seen)), is_structured) for age, is_structured in _said_ages(reading))


def _said_ages(reading: Reading) -> Iterator[tuple[int, bool]]:
    for part in reading.facts("age"):
        yield from ((int(number), True) for number in re.findall(r"\b\d{2,3}\b", part.text))
    free = reading.free
    for match in _AGE.finditer(free.text):
        if free.factor(match.start()) == 1:
            yield int(match.group(1) or match.group(2)), _is_behind_name(free, match.start())
    for mention in free.people:
        behind = _AGE_BEHIND.match(free.text, mention.end)
        if behind:
            yield int(behind.group(1)), True


def _is_behind_name(free: Part, start: int) -> bool:
    return any(0 <= start - mention.end <= _BEHIND_NAME for mention in free.people)


def _age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
