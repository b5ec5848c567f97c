"""Towns and regions that a record names."""

import re
from collections.abc import Iterator
from datetime import date
from math import log2

from checks.clues.work import is_named_as_professional
from checks.evidence import Row, evidence, rows
from checks.model import Evidence, Town
from checks.places import Found, find_regions, is_ambiguous, region_of, region_share, same_metro, share
from checks.reading import ELSEWHERE, Part, Reading
from checks.sought import Sought, folded

_MANY = 5  # more towns than so in one line: a list of towns, not where somebody is
_NOMINAL = 5.0  # the weight in identity_evidence.csv at which the formula holds as it stands
_BEHIND_NAME = 160  # characters behind a name in which a town is said of the named person
_STATES = re.compile(r"(?:[,(|·:@/–—-]|\n|\b(?:in|of|from|near|based|at))\s{0,3}$")
# Between a name and a town: the town is that of an event or of earlier years, or another sentence's.
_PASSING = re.compile(
    r"(?<=[A-Za-z]{3})[.!?]\s|\b(?:sp(?:oke|eak\w*)|present\w*|visit\w*|attend\w*|conference|meeting|summit|workshop|event|"
    r"held|travel\w*|born|grew|raised|stud(?:y|ied|ies)|graduat\w*|trained|formerly|previously|moved|court)\b",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:lives? in|living (?:in|at)|resid(?:es|ing) (?:in|at)|(?:current|home|mailing|last known) address|home ?town|lives at):?\s"
    r"[^\n]{0,60}$",
    re.IGNORECASE,
)
_TOWN_BEFORE = re.compile(
    r"(?:[,(|·:/–—\n-]|^|\b(?:in|of|from|near|based))\s{0,2}[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)?, $"
)
_ADDRESS_FACTS = ("address", "home_location")


def place(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """The best town or region of hers that it names; or, by structured facts alone, none of hers at all."""
    found = {part: find_regions(part.text, sought.country) for part in reading.parts}
    shown = [reason for part in reading.parts for reason in _shown(sought, part, found[part])]
    if shown:
        yield max(shown, key=lambda reason: reason.bits)
    if any(reason.name == "city_metro" for reason in shown) or not (sought.towns or sought.private_towns):
        return
    structured = [each for part in reading.facts(*_ADDRESS_FACTS) for each in found[part]]
    if structured and not shown:
        yield evidence("place_conflict", "only places that you did not list")
    in_facts = (part for part in reading.facts(*_ADDRESS_FACTS) for each in found[part] if _is_a_town(part, each))
    if any(True for _ in in_facts) or _is_stated(reading, found[reading.free]):
        yield evidence("town_elsewhere", "a town that you did not list")


def _is_stated(reading: Reading, found: tuple[Found, ...]) -> bool:
    """Whether a listing says of the named professional in which town she is: right behind her name, not on a journey."""
    free = reading.free
    if any(_is_a_town(free, each) and _LIVES.search(free.text, max(0, each.start - 100), each.start) for each in found):
        return bool(free.people)
    named = any(
        0 <= each.start - mention.end <= _BEHIND_NAME
        and (not each.town.city or _STATES.search(free.text, max(mention.end - 1, each.start - 20), each.start))
        and free.factor(each.start) == 1
        and not _PASSING.search(free.text, mention.end, each.start)
        for each in found
        if _is_a_town(free, each)
        for mention in free.people
    )
    return named and (_is_row(free.text) or is_named_as_professional(reading))


def _is_row(text: str) -> bool:
    """Whether it is one row of a list: a line with numbers in it."""
    line = text.strip()
    return "\n" not in line and any(map(str.isdigit, line))


def _is_a_town(part: Part, found: Found) -> bool:
    """Whether a town is said: a known one, or a capitalised word and a comma before the region ("Smallville, KS")."""
    if found.town.city:
        return True
    before = _TOWN_BEFORE.search(part.text, max(0, found.start - 40), found.start)
    return before is not None and not any(m.start < found.start - 1 <= m.end + 2 for m in part.mentions)


def town_bits(town: Town) -> float:
    return _bits(rows()["city_metro"], share(town))


def _bits(row: Row, part_of_people: float) -> float:
    """DOMAIN §10: log2(0.6/(share + 0.005)), scaled by the row's weight; the row bounds it."""
    return log2(0.6 / (part_of_people + 0.005)) * row.bits / _NOMINAL


def _shown(sought: Sought, part: Part, found: tuple[Found, ...]) -> Iterator[Evidence]:
    lists = _lists(part.text, found)
    for each in found:
        factor = 0.0 if _line(part.text, each) in lists else part.factor(each.start)
        reason = _fitting(sought, each.town, factor) if factor else None
        if reason:
            yield reason
    for town in (*sought.towns, *sought.private_towns):
        yield from _bare(sought, part, town, found)


def _fitting(sought: Sought, shown: Town, factor: float) -> Evidence | None:
    hers = (*sought.towns, *sought.private_towns)
    hit = next((town for town in hers if shown.city and same_metro(shown, town)), None)
    if hit:
        return _town(sought, hit, factor)
    region = region_of(shown)
    if not region[1] or region not in sought.regions:
        return None
    said = f"your state or region ({region[1]})" if region in sought.public_regions else "the region where you live"
    return evidence("state_region", said, factor=factor, bits=_bits(rows()["state_region"], region_share(region)))


def _bare(sought: Sought, part: Part, town: Town, found: tuple[Found, ...]) -> Iterator[Evidence]:
    """The town's name without its region. Half where other towns are called so; nothing where another region follows."""
    for start, _ in part.phrase(folded(town.city)):
        is_placed = any(each.start <= start < each.end for each in found)
        factor = 0.0 if is_placed or part.text[start].islower() else part.factor(start)
        if factor and not any(m.start <= start < m.end for m in part.mentions):
            yield _town(sought, town, factor * (ELSEWHERE if is_ambiguous(town) else 1.0))


def _town(sought: Sought, town: Town, factor: float) -> Evidence:
    words_ = f"the town {town}" if town in sought.towns else "the town where you live"
    return evidence("city_metro", words_, factor=factor, bits=town_bits(town))


def _lists(text: str, found: tuple[Found, ...]) -> frozenset[int]:
    """The lines that name more towns than somebody lives in, by where they begin."""
    towns: dict[int, set[Town]] = {}
    for each in found:
        towns.setdefault(_line(text, each), set()).add(each.town)
    return frozenset(line for line, named in towns.items() if len(named) > _MANY)


def _line(text: str, found: Found) -> int:
    return text.rfind("\n", 0, found.start) + 1
