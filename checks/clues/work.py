"""Profession, specialties, employers, schools, and the kind of site."""

import re
from collections.abc import Iterator
from datetime import date

from checks.clues.personal import address_factor
from checks.directories import directory
from checks.evidence import evidence
from checks.model import Evidence
from checks.places import find_regions, region_of
from checks.professions import Credential, credential, credentials_in, kin, nominals, spoken
from checks.reading import Reading
from checks.sought import School, Sought
from checks.text import host_of, is_on

_ANY_CURE = "therapy"  # "therapist" may be anyone's word for her, whatever her licence
_TITLE_FACTS = ("job_title", "taxonomy", "honorific_suffix", "description")
_BEFORE_NAME, _BEHIND_NAME = 30, 90  # characters in which words of a profession are the named person's own
_SENTENCE = re.compile(r"[.!?]\s|\n")
# Words in the names of health directories, registries and licensing boards.
HEALTH_HOST = re.compile(
    r"therap|psych|counsel|doctor|docs?\b|clinic|health|medic|npi|licen[cs]e|zocdoc|vitals|doximity|provider|\bmd\b|wellness"
)


def credentials(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    attached = _attached(reading)
    own = {known.token for token in sought.credentials if (known := credential(token))}
    specific = [(each, 1.0) for each in attached if each.token in own]
    specific += [
        (each, f)
        for each, start in credentials_in(reading.free.text)
        if each.token in own and (f := reading.free.factor(start))
    ]
    if specific:
        best, factor = max(specific, key=lambda pair: pair[0].bits * pair[1])
        yield evidence("credential_specific", f"your credential {best.token}", factor=factor, bits=best.bits)
        return
    licensed = [each for each in attached if each.names_a_profession]
    relative = next((each for each in licensed if each.family in sought.families), None)
    if relative:
        yield evidence("credential_family", f"a credential of your profession ({relative.token})")
    elif licensed and sought.families and not any(_is_hers(each.family, sought) for each in licensed):
        yield evidence("credential_conflict", f"the credential of another profession ({licensed[0].token})")


def profession(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    if not sought.families:
        return
    titles = [each for part in reading.facts(*_TITLE_FACTS) for each in spoken(part.text)]
    in_facts = [each.family for each in titles]
    near = [each for each in spoken(reading.free.text) if reading.free.factor(each.start) == 1]
    own_titles = [*titles, *(each for each in near if _is_own_title(reading, each.start))]
    other_fields = {each.field for each in own_titles if each.field}
    if other_fields and sought.fields and not other_fields & sought.fields:
        yield evidence("field_conflict", "another field of medicine")
        return
    said = (*in_facts, *(each.family for each in near))
    if any(family in sought.families or family == _ANY_CURE for family in said if kin(family, sought.families)):
        yield evidence("profession_words", "your profession")
        return
    if any(kin(family, sought.families) for family in said):
        yield evidence("profession_kin", "a profession near yours")
        return
    own = [each.family for each in near if _is_own_title(reading, each.start)] + in_facts
    if own and not _attached(reading) and not any(_is_hers(family, sought) for family in own):
        yield evidence("credential_conflict", "another profession")


def specialties(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    shown = [each for each in sought.specialties if reading.phrase(each) == 1]
    if len(shown) > 1:
        yield evidence("specialty_terms", "specialties of yours")


def affiliation(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    for employer in sought.employers:
        if factor := reading.phrase(employer.words):
            row = "employer_large_system" if employer.is_large else "employer_or_practice"
            whose = "your practice" if employer.is_practice else "your employer"
            yield evidence(row, f"{whose} {employer.name}", factor=factor)
    if sought.practice_place and (factor := address_factor(sought.practice_place, reading)):
        yield evidence("employer_or_practice", "your practice address", factor=factor)
    if sought.site and is_on(host_of(reading.finding.url), sought.site):
        yield evidence("employer_or_practice", "the website of your practice")
    yield from (reason for school in sought.schools for reason in _school(school, reading))


def host(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """A health directory or a licensing board, with her state in the record."""
    url = reading.finding.url
    if not (HEALTH_HOST.search(host_of(url)) or directory(url)):
        return
    shown = {
        region_of(f.town)
        for part in reading.parts
        for f in find_regions(part.text, sought.country)
        if part.factor(f.start)
    }
    if shown & sought.regions:
        yield evidence("directory_host_and_state", "a health directory for your state")


def is_named_as_professional(reading: Reading) -> bool:
    """Whether the record presents the named person by letters or a profession: a listing, and no passing mention."""
    near = any(_is_own_title(reading, each.start) for each in spoken(reading.free.text))
    return near or bool(_attached(reading)) or any(spoken(part.text) for part in reading.facts(*_TITLE_FACTS))


def _school(school: School, reading: Reading) -> Iterator[Evidence]:
    factor = reading.phrase(school.words)
    if not factor:
        return
    degrees = any(reading.phrase((degree,)) for degree in school.degrees)
    years = {int(year) for part in reading.parts for year in re.findall(r"\b(?:19|20)\d\d\b", part.text)}
    if degrees or any(abs(year - printed) <= 1 for year in school.years for printed in years):
        yield evidence("school_and_degree", "your school with your degree or year", factor=factor)
    else:
        yield evidence("school_alone", "your school", factor=factor)


def _attached(reading: Reading) -> list[Credential]:
    """The credentials that stand right behind her name, or among the facts where letters stand."""
    found: list[Credential] = []
    for part in reading.parts:
        for mention in part.people:
            found += nominals(part.text, mention.end)[0]
    for part in reading.facts("honorific_suffix"):
        found += [known for token in re.split(r"[\s,;]+", part.text) if (known := credential(token))]
    return found


def _is_hers(family: str, sought: Sought) -> bool:
    return kin(family, sought.families) or family in sought.past_families


def _is_own_title(reading: Reading, start: int) -> bool:
    """Whether words of a profession belong to the named person: right before or behind the name, in one sentence."""
    text = reading.free.text
    for mention in reading.free.people:
        if 0 <= mention.start - start <= _BEFORE_NAME and "\n" not in text[start : mention.start]:
            return True
        if 0 <= start - mention.end <= _BEHIND_NAME and not _SENTENCE.search(text, mention.end, start):
            return True
    return False
