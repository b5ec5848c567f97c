"""Towns and regions: which are named in a text, how many people live there, which of them are one metro area.

Tables: data/places.csv (GeoNames, CC BY 4.0) and data/regions.csv; see data/SOURCES.md.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from checks.model import Town
from checks.text import fold

METRO_KM = 40.0
_OTHER_COUNTRY = 50_000_000  # people, where regions.csv does not say

_WORD = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]\.)[^\W\d_a-z][^\W\d_.]*(?:\.[^\W\d_])*\.?")  # that begins as names do
_TOWN_WORD = re.compile(r"[^\W\d_][\w'’.\-]*")
_ZIP = re.compile(r"[ \t]+\d{5}\b")
_SAINT = ((re.compile(r"\bsaint\b"), "st"), (re.compile(r"\bft\b"), "fort"), (re.compile(r"\bmt\b"), "mount"))

Region = tuple[str, str]  # country and region code; the code is empty for a whole country


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One populated place of the table."""

    name: str
    region: str
    country: str
    people: int
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Found:
    """A town where it stands in a text, with its region or country; `city` is empty where only a region is named."""

    town: Town
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class _Mark:
    """The name or code of a region in a text, with all that it can mean."""

    start: int
    end: int
    meanings: tuple[Region, ...]
    is_code: bool


def share(town: Town) -> float:
    """Part of the country's people who live in the town's metro area; 0 for a town too small for the table.

    The metro and not the town alone, because a record of the next suburb counts as a record of the town.
    """
    return _metro_share(place_of(town))


def region_share(region: Region) -> float:
    """Part of the country's people who live in the region, by the towns of the table; 1 for a whole country."""
    country, code = region
    if not code:
        return 1.0
    total = _people_by_region().get((country, ""), 0)
    return _people_by_region().get(region, 0) / total if total else 0.0


def people(country: str) -> int:
    """How many people live in a country, about."""
    return _nations().get(country, _OTHER_COUNTRY)


def place_of(town: Town) -> Place | None:
    """The most populous place of that name in the town's region."""
    country, code = region_of(town)
    fitting = [
        p for p in _places().get(_key(town.city), ()) if p.country == country and (not code or p.region in ("", code))
    ]
    return max(fitting, key=lambda p: p.people, default=None)


def is_ambiguous(town: Town) -> bool:
    """Whether the bare name of the town is also the name of a place elsewhere, a tenth its size or more."""
    here = place_of(town)
    others = [p for p in _places().get(_key(town.city), ()) if p is not here]
    return here is None or any(p.people * 10 >= here.people for p in others)


def region_of(town: Town) -> Region:
    """Country and region code in their usual spelling: "Oregon" is OR; "UK" and "Ireland" are no regions but countries."""
    words = fold(town.region).replace(" ", "")
    if not words:
        return (town.country, "")
    known = _region_names().get(words, ()) or _region_codes().get(town.region.strip().upper(), ())
    for meaning in known:
        if meaning[0] == town.country:
            return meaning
    return known[0] if known and town.country == "US" else (town.country, town.region.strip().upper())


def same_region(one: Town, other: Town) -> bool:
    """Whether both are in one country and neither says a region that the other contradicts."""
    (country, code), (other_country, other_code) = region_of(one), region_of(other)
    return country == other_country and (code == other_code or not code or not other_code)


def same_metro(one: Town, other: Town) -> bool:
    """The same town, or two towns within about 40 km. A town that the table lacks is near itself only."""
    if _key(one.city) == _key(other.city) and same_region(one, other):
        return True
    here, there = place_of(one), place_of(other)
    return here is not None and there is not None and _kilometres(here, there) <= METRO_KM


def nearest(latitude: float, longitude: float) -> Place | None:
    """The place of the table nearest to a point, if there is one within the distance of a metro area."""
    point = Place(name="", region="", country="", people=0, latitude=latitude, longitude=longitude)
    near = (p for named in _places().values() for p in named if abs(p.latitude - latitude) < 0.5)
    found = min(near, key=lambda place: _kilometres(point, place), default=None)
    return found if found and _kilometres(point, found) <= METRO_KM else None


def find_towns(text: str, country: str = "US") -> tuple[Found, ...]:
    """The known towns that stand before a region: "Portland, OR", "Portland Oregon 97205", "Leeds, UK"."""
    return tuple(found for mark in _marks(text) if (found := _town_before(text, mark, country)))


@lru_cache(maxsize=128)
def find_regions(text: str, country: str = "US") -> tuple[Found, ...]:
    """The regions named in a text, with or without a known town before them.

    A code counts after a comma, a known town or before a ZIP code: "OR" and "ME" are words too.
    """
    found = [found for mark in _marks(text) if (found := _region_at(text, mark, country))]
    towns = [each for each in found if each.town.city]
    return tuple(each for each in found if each.town.city or not any(t.start <= each.start < t.end for t in towns))


def _region_at(text: str, mark: _Mark, country: str) -> Found | None:
    town = _town_before(text, mark, country)
    if town:
        return town
    after_comma = text[: mark.start].rstrip(" \t").endswith(",")
    if mark.is_code and not after_comma and not _ZIP.match(text, mark.end):
        return None
    nation, code = min(mark.meanings, key=lambda m: (m[0] != country, not m[1]))
    return Found(town=Town(city="", region=code, country=nation), start=mark.start, end=mark.end)


def _town_before(text: str, mark: _Mark, country: str) -> Found | None:
    begin = max(0, mark.start - 60)
    head = text[begin : mark.start].rstrip(" ,\t\n/(·")
    if len(head) == mark.start - begin:
        return None
    words = list(_TOWN_WORD.finditer(head))[-4:]
    if not words or words[-1].end() != len(head):
        return None
    for word in words:
        if word.group()[0].islower():
            continue
        place = _best(_places().get(_key(head[word.start() :]), ()), mark.meanings, country)
        if place:
            town = Town(city=place.name, region=place.region, country=place.country)
            return Found(town=town, start=begin + word.start(), end=mark.end)
    return None


def _best(places: Iterable[Place], meanings: tuple[Region, ...], country: str) -> Place | None:
    fitting = [p for p in places if (p.country, p.region) in meanings or (p.country, "") in meanings]
    return max(fitting, key=lambda p: (p.country == country, p.people), default=None)


def _marks(text: str) -> Iterator[_Mark]:
    codes, first_words = _region_codes(), _first_words()
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].islower():
            continue
        bare = word.replace(".", "")
        if bare in codes:
            yield _Mark(start=match.start(), end=match.end(), meanings=codes[bare], is_code=True)
            continue
        for name in first_words.get(bare.casefold(), ()):
            end = match.start() + len(name)
            if text[match.start() : end].casefold() == name and not text[end : end + 1].isalnum():
                meanings = _region_names()[fold(name).replace(" ", "")]
                yield _Mark(start=match.start(), end=end, meanings=meanings, is_code=False)
                break


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    folded = fold(name)
    for pattern, usual in _SAINT:
        folded = pattern.sub(usual, folded)
    return folded


@lru_cache(maxsize=1024)
def _metro_share(place: Place | None) -> float:
    if place is None:
        return 0.0
    # A degree of latitude is 111 km, three of longitude more than METRO_KM wherever there are towns.
    north, south = place.latitude + 1, place.latitude - 1
    east, west = place.longitude + 3, place.longitude - 3
    near = (p for p in _places_of(place.country) if south < p.latitude < north and west < p.longitude < east)
    return sum(p.people for p in near if _kilometres(p, place) <= METRO_KM) / people(place.country)


def _kilometres(one: Place, other: Place) -> float:
    if abs(one.latitude - other.latitude) > 1:  # 111 km
        return 111.0
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    north, east = (lat2 - lat1) / 2, radians(other.longitude - one.longitude) / 2
    return 12742 * asin(sqrt(min(1.0, sin(north) ** 2 + cos(lat1) * cos(lat2) * sin(east) ** 2)))


def _rows(name: str) -> list[dict[str, str]]:
    with (files("checks") / "data" / name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


@cache
def _places() -> Mapping[str, tuple[Place, ...]]:
    named: dict[str, list[Place]] = {}
    for row in _rows("places.csv"):
        place = Place(
            name=row["name"],
            region=row["region"],
            country=row["country"],
            people=int(row["thousands"]) * 1000,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
        )
        key = _key.__wrapped__(place.name)
        named.setdefault(key, []).append(place)
        if key.endswith(" city") and place.people >= 1_000_000:  # GeoNames says "New York City"
            named.setdefault(key.removesuffix(" city"), []).append(place)
    return {key: tuple(places) for key, places in named.items()}


@cache
def _places_of(country: str) -> tuple[Place, ...]:
    return tuple({place for named in _places().values() for place in named if place.country == country})


@cache
def _people_by_region() -> Mapping[Region, int]:
    people: dict[Region, int] = {}
    for place in {p for named in _places().values() for p in named}:
        for region in {(place.country, place.region), (place.country, "")}:
            people[region] = people.get(region, 0) + place.people
    return people


@cache
def _region_rows() -> tuple[dict[str, str], ...]:
    return tuple(_rows("regions.csv"))


@cache
def _nations() -> Mapping[str, int]:
    return {row["country"]: int(row["thousands"]) * 1000 for row in _region_rows() if row["thousands"]}


@cache
def _region_names() -> Mapping[str, tuple[Region, ...]]:
    return _grouped((fold(row["name"]).replace(" ", ""), (row["country"], row["region"])) for row in _region_rows())


@cache
def _region_codes() -> Mapping[str, tuple[Region, ...]]:
    pairs = [(row["region"] or row["country"], (row["country"], row["region"])) for row in _region_rows()]
    return _grouped([*pairs, ("UK", ("GB", "")), ("USA", ("US", ""))])


@cache
def _first_words() -> Mapping[str, tuple[str, ...]]:
    """Names of regions by their first word, the longest first: "West Virginia" is not "West"."""
    names = sorted((row["name"].casefold() for row in _region_rows()), key=lambda name: -len(name))
    words: dict[str, list[str]] = {}
    for name in names:
        words.setdefault(name.split()[0], []).append(name)
    return {word: tuple(found) for word, found in words.items()}


def _grouped(pairs: Iterable[tuple[str, Region]]) -> Mapping[str, tuple[Region, ...]]:
    grouped: dict[str, list[Region]] = {}
    for key, region in pairs:
        if region not in grouped.setdefault(key, []):
            grouped[key].append(region)
    return {key: tuple(regions) for key, regions in grouped.items()}
