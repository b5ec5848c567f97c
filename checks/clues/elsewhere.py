"""What a record states of its person that is not so of her: another place of work, another number on a listing.

Absence says nothing (DOMAIN §10), and one difference is everyday life: people move, and change their jobs. So nothing
here speaks where the record also states what is hers.
"""

import re
from collections.abc import Iterator
from datetime import date

from checks.clues.personal import address_factor, phone_starts
from checks.clues.work import HEALTH_HOST, is_named_as_professional
from checks.evidence import evidence
from checks.model import Evidence
from checks.reading import Part, Reading
from checks.sought import Sought, folded
from checks.text import host_of

_NEAR_BEHIND = 240  # characters behind her name in which a place of work is that of the named person
_FIRM = re.compile(
    r"(?:\b(?:practice|employer|organi[sz]ation|clinic|agency|office|works? (?:at|for)|working (?:at|for)):? "
    r"|\b(?:at|with|for|of|join(?:s|ed)|associated with|bei|chez|en) (?:the )?|[@,(|·–—:-] {0,2}|\n)"
    r"(?P<firm>[A-Z0-9][\w'’&.-]*(?: (?:[A-Z0-9][\w'’&.-]*|&|and|of|for|the)){0,6})"
)
# In the names of most places of work of the clinical professions, seldom in a person's.
_KINDS_OF_FIRM = frozenset(
    ["associates", "care", "center", "centre", "clinic", "clinics", "collective", "consulting", "counseling",
     "counselling", "department", "district", "foundation", "group", "health", "healthcare", "hospital", "institute",
     "medical", "medicine", "network", "partners", "pediatrics", "plan", "practice", "psychiatry", "psychology",
     "psychotherapy", "rehabilitation", "school", "schools", "service", "services", "solutions", "surgery", "system",
     "therapy", "trust", "unit", "wellness"]
)  # fmt: skip
# Before a firm: where somebody was a student, a guest or a patient, or worked before.
_PASSING = re.compile(
    r"\b(?:stud(?:y|ied|ies)|attended|graduat\w+|degree|trained|formerly|previously|was|were|until|past|intern\w*|fellow\w*|"
    r"sp(?:oke|eak\w*)|talk\w*|lectur\w*|present\w*|visit\w*|interview\w*|patient|treated|volunteer\w*)\b[^.\n]{0,60}$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<!NPI )(?<!NPI: )(?<![\w+])\+?\(?\d[\d\s().\-–/]{7,17}\d(?!\w)")
_FEWEST_DIGITS, _MOST_DIGITS = 9, 13


def employer(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """Another place of work, of a record that names none of hers."""
    if not sought.employers or any(reading.phrase(each.words) for each in sought.employers):
        return
    if any(reading.phrase(school.words) for school in sought.schools) or _is_at_her_practice(sought, reading):
        return
    named = any(_firm_behind(part, mention.end) for part in reading.parts for mention in part.people)
    if named or any(True for _ in reading.facts("works_for")) or any(map(_is_firm_said, reading.facts("description"))):
        yield evidence("employer_elsewhere", "a place of work that you did not list")


def phone(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """Another number on a listing of a professional, which shows none of hers."""
    own = [each for each in (sought.practice_phone, *sought.private_phones) if each]
    if not sought.practice_phone or any(
        True for each in own for part in reading.parts for _ in phone_starts(each, part)
    ):
        return
    if not (HEALTH_HOST.search(host_of(reading.finding.url)) or is_named_as_professional(reading)):
        return
    numbers = {word for each in reading.facts("npi", "licence", "identifier") for word in folded(each.text)}
    said = (m.group() for part in _near_name(reading) for m in _PHONE.finditer(part))
    if any(_is_phone(each) and each not in numbers for each in said):  # a register's own numbers look like phones
        yield evidence("phone_elsewhere", "a professional phone number that you did not list")


def _is_at_her_practice(sought: Sought, reading: Reading) -> bool:
    return bool(sought.practice_place and address_factor(sought.practice_place, reading))


def _firm_behind(part: Part, start: int) -> bool:
    """Whether a place of work stands in what is said of the named person, right behind the name."""
    tail = part.text[start : start + _NEAR_BEHIND]
    return any(
        part.factor(start + match.start("firm")) == 1
        and _is_firm(match.group("firm"))
        and not _PASSING.search(tail, max(0, match.start() - 80), match.start("firm"))
        for match in _FIRM.finditer(tail)
    )


def _is_firm_said(description: Part) -> bool:
    """Whether somebody's own short description says a place of work."""
    return any(_is_firm(match.group("firm")) for match in _FIRM.finditer(f"\n{description.text}"))


def _is_firm(said: str) -> bool:
    """A capitalised phrase with a word in it, not the first, that names a kind of workplace."""
    return not _KINDS_OF_FIRM.isdisjoint(folded(said)[1:])


def _near_name(reading: Reading) -> Iterator[str]:
    yield from (part.text for part in reading.facts("telephone"))
    free = reading.free
    yield from (free.text[mention.end : mention.end + _NEAR_BEHIND] for mention in free.people)


def _is_phone(text: str) -> bool:
    return _FEWEST_DIGITS <= sum(map(str.isdigit, text)) <= _MOST_DIGITS
