"""Street addresses: where they stand in a text, and whether two spellings are one address.

Read are US addresses and those of the same shape elsewhere: a number, street words, a word for a street, then perhaps a
unit, a town, a region and a postcode. A street without such a word ("Lindenstraße 5", "1 Albany") is not read out of a
text; an address that is already known is found in any order (`stands_in`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checks.model import Address
from checks.places import find_regions
from checks.text import Word, fold, words

_USUAL = {
    "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "rd": "road", "ln": "lane", "dr": "drive", "ct": "court",
    "blvd": "boulevard", "pl": "place", "ter": "terrace", "terr": "terrace", "cir": "circle", "pkwy": "parkway", "hwy": "highway",
    "sq": "square", "trl": "trail", "cres": "crescent", "lp": "loop", "aly": "alley", "xing": "crossing", "pt": "point",
    "rdg": "ridge", "gdns": "gardens", "hts": "heights", "plz": "plaza", "tpke": "turnpike", "cv": "cove", "rte": "route",
}  # fmt: skip
_STREETS = (
    *_USUAL, *_USUAL.values(), "way", "row", "path", "bend", "run", "pass", "view", "walk", "mews", "close", "grove", "green",
    "hill", "trace", "landing", "pike", "commons", "quay", "parade",
)  # fmt: skip
_COMPASS = {
    "n": "n", "s": "s", "e": "e", "w": "w", "ne": "ne", "nw": "nw", "se": "se", "sw": "sw", "north": "n", "south": "s", "east": "e",
    "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se", "southwest": "sw",
}  # fmt: skip
_UNITS = "suite|ste|apt|apartment|unit|floor|fl|room|rm|building|bldg|lot"
_UNIT_WORDS = {"ste": "suite", "apartment": "apt", "fl": "floor", "rm": "room", "bldg": "building"}
_NO_STREET = frozenset(
    "of the in on at and or for to by with from years year months days hours reviews ratings results miles people i".split()  # noqa: SIM905
)

_LONGEST = sorted(set(_STREETS), key=len, reverse=True)
_STREET = "(?:" + "|".join(_LONGEST) + r")\b\.?"
_WAY = "(?:" + "|".join(sorted(set(_COMPASS), key=len, reverse=True)) + r")\b\.?"
_LINE = re.compile(
    rf"(?<![\w.#/$€£-])(?P<number>\d{{1,6}}(?:-\d{{1,4}})?[a-z]?)[ \t]{{1,3}}"
    rf"(?P<street>(?:{_WAY}[ \t]{{1,2}})?"
    rf"(?:(?:[^\W_][\w'’.-]{{0,24}}[ \t]{{1,2}}){{1,4}}?{_STREET}(?:[ \t]{{1,2}}(?!st\b){_STREET})?"
    r"|broadway\b|(?:(?:state|county|us)[ \t])?(?:highway|hwy|route|rte|road)[ \t]\d{1,4}\b|avenue[ \t](?:of the americas|[a-z])\b)"
    rf"(?:[ \t]{{1,2}}{_WAY}(?![\w']))?)"
    rf"(?P<unit>,?[ \t]{{0,2}}(?:(?:{_UNITS})\b\.?[ \t]?#?[ \t]?[\w-]{{1,6}}|\#[ \t]?[\w-]{{1,6}}|\d{{1,2}}(?:st|nd|rd|th)[ \t]floor))?",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(r"\b[A-Za-z]{3,9}\.? \d{1,2},? {1,2}$")  # of "April 17, 1981", whose year is no house
_ZIP_4 = re.compile(r"(?<=^\d{5})-?\d{4}$")
_DOTTED = re.compile(r"\b([NS])\.[ ]?([EW])\b", re.IGNORECASE)
_BEFORE_TOWN = re.compile(r"^[ \t]{0,3}(?:[,·|–-]|\n)?\s{0,3}")
_TOWN = re.compile(r"^[^\W\d_][^\W\d_.'’ -]*(?:[ .'’-]{1,2}[^\W\d_]+){0,3}$")
_POSTCODE = re.compile(
    r"[ \t,]{0,3}(\d{5}(?:-?\d{4})?|[A-Z]\d[A-Z][ ]?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}|\d{4})(?![\w-])"
)
_LIMIT = 40_000  # characters: no block of a page is longer
_TAIL = 70  # characters behind the street in which its town and region stand
_CONFIRMED_WITHIN = 14  # words


@dataclass(frozen=True)
class _Street:
    number: str
    ways: frozenset[str]  # the letters of its points of the compass: "NE" and "N.E." are one
    words: tuple[str, ...]


def addresses(text: str, country: str = "US") -> tuple[Address, ...]:
    """The street addresses of a text in its order, in one spelling; of two that may be one house the fuller.

    What the text does not say of one stays empty.
    """
    found: list[Address] = []
    for address in _read(text[:_LIMIT], country):
        twin = next((n for n, other in enumerate(found) if same_address(other, address)), None)
        if twin is None:
            found.append(address)
        elif len(str(address)) > len(str(found[twin])):
            found[twin] = address
    return tuple(found)


def street_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where what looks like a street with its number stands: "Carmen Elena Court" is nobody."""
    return tuple(m.span() for m in _lines(text) if m["street"][0].isupper())


def same_address(one: Address, other: Address) -> bool:
    """The same house: number and street agree, town and postcode do not contradict. Units do not count.

    Where one of them has neither town nor postcode, number and street decide.
    """
    here, there = _street(one.street), _street(other.street)
    if not here.number or (here.number, here.words) != (there.number, there.words):
        return False
    if here.ways and there.ways and here.ways != there.ways:
        return False
    codes, towns = {_code(one), _code(other)}, {fold(one.city), fold(other.city)}
    if "" not in codes and len(codes) == 1:
        return True
    return len(codes - {""}) < 2 and len(towns - {""}) < 2


def stands_in(address: Address, text: str) -> bool:
    """Whether a known address stands in a text, number first or last, and no other town's postcode behind it."""
    sought, said = _street(address.street), words(text)
    if not sought.number:
        return False
    usual = [_USUAL.get(word.folded, word.folded) for word in said]
    for index, word in enumerate(usual):
        if word != sought.number:
            continue
        last = _street_behind(usual, index, sought) or _street_before(usual, index, sought)
        if last is not None and _fits(address, said[last + 1 : last + 1 + _CONFIRMED_WITHIN]):
            return True
    return False


def folded_street(address: Address) -> str:
    """Number and street in one spelling, without unit, town and postcode: the same house has the same words."""
    street = _street(address.street)
    ways = "".join(sorted(street.ways, key="nsew".index))
    return " ".join(filter(None, (street.number, ways, *street.words)))


def is_direction(word: str) -> bool:
    """Whether a folded word is a point of the compass."""
    return word in _COMPASS


def _read(text: str, country: str) -> Iterator[Address]:
    for match in _lines(text):
        street = match["street"]
        if street == street.lower():
            continue  # "3 easy way": prose
        city, region, code, nation = _town_behind(text[match.end() : match.end() + _TAIL], country)
        whole = f"{match['number'].upper()} {_spelt(street)}{_unit(match['unit'])}"
        yield Address(street=whole, city=_cased(city), region=region, postal_code=_ZIP_4.sub("", code), country=nation)


def _lines(text: str) -> Iterator[re.Match[str]]:
    for match in _LINE.finditer(text):
        is_year = len(match["number"]) == 4 and _DAY_BEFORE.search(text, max(0, match.start() - 16), match.start())
        if _is_street(match["street"]) and not is_year:
            yield match


def _spelt(street: str) -> str:
    """The one spelling in which streets are stored: "ne ALDER ct." is "NE Alder Court"."""
    spelt: list[str] = []
    for number, word in enumerate(_DOTTED.sub(r"\1\2", street).replace(".", ". ").split()):
        folded = fold(word)
        if folded in _COMPASS:
            spelt.append(_COMPASS[folded].upper())
        else:
            spelt.append(_cased(_USUAL.get(folded, word) if number else word).strip("."))
    return " ".join(spelt)


def _unit(unit: str | None) -> str:
    said = re.sub(r"[,.#]", " ", unit or "").split()
    if not said:
        return ""
    kind = _UNIT_WORDS.get(said[0].lower(), said[0].lower()) if len(said) > 1 else "unit"
    return f" {kind.capitalize()} {said[-1].upper()}"


def _cased(words_: str) -> str:
    """Shouted and whispered words as they are usually written; others as they are."""
    return " ".join(w.capitalize() if w.isupper() or w.islower() else w for w in words_.split())


def _is_street(street: str) -> bool:
    """Not "44 Bend" of a race result, nor "reviews of the court"; the number of a highway stands last."""
    said = fold(street).split()
    return not _NO_STREET & set(said) and not any(word.isdigit() for word in said[:-1])


def _town_behind(tail: str, country: str) -> tuple[str, str, str, str]:
    begin = _BEFORE_TOWN.match(tail)
    start = begin.end() if begin else 0
    found = next(iter(find_regions(tail, country)), None)
    if found is None:
        return "", "", "", country
    between = tail[start : found.start].strip(" \t,")
    city = found.town.city if not between else between if not found.town.city else ""
    if not city or not _TOWN.match(city):
        return "", "", "", country
    code = _POSTCODE.match(tail, found.end)
    return city, found.town.region, code.group(1) if code else "", found.town.country


@lru_cache(maxsize=1024)
def _street(line: str) -> _Street:
    said = fold(line).split()
    unit = next((n for n, word in enumerate(said) if n > 1 and re.fullmatch(_UNITS, word)), len(said))
    hash_ = re.search(r"#\s?[\w-]+\s*$", line)
    kept = said[: min(unit, len(said) - len(fold(hash_.group()).split()) if hash_ else len(said))]
    number = next((word for word in kept if word[0].isdigit()), "")
    ways = frozenset(letter for word in kept if word in _COMPASS for letter in _COMPASS[word])
    street = tuple(_USUAL.get(word, word) for word in kept if word != number and word not in _COMPASS)
    if not street:  # "12 North": the point of the compass is the street
        street, ways = tuple(word for word in kept if word != number), frozenset()
    return _Street(number, ways, street)


def _street_behind(said: Sequence[str], index: int, sought: _Street) -> int | None:
    return _along(said, range(index + 1, min(len(said), index + 4 + len(sought.words))), sought.words, sought)


def _street_before(said: Sequence[str], index: int, sought: _Street) -> int | None:
    """ "Lindenstraße 5": where the number ends the street."""
    first = index - len(sought.words)
    return index if first >= 0 and tuple(said[first:index]) == sought.words else None


def _along(said: Sequence[str], indexes: range, left: tuple[str, ...], sought: _Street) -> int | None:
    ways: set[str] = set()
    for index in indexes:
        word = said[index]
        if left and word == left[0]:
            left = left[1:]
            if not left:
                return index if not ways or not sought.ways or ways == sought.ways else None
        elif word in _COMPASS:
            ways.update(_COMPASS[word])
        else:
            return None
    return None


def _fits(address: Address, behind: Sequence[Word]) -> bool:
    """A US postcode right behind must be the address's own."""
    code, said = _code(address), [word.folded for word in behind]
    others = [word for word in said if len(word) == 5 and word.isdigit()]
    return not code.isdigit() or not others or code in others


def _code(address: Address) -> str:
    """A postcode as it is compared: the ZIP without its last four digits."""
    code = fold(address.postal_code).replace(" ", "")
    return code[:5] if code.isdigit() else code
