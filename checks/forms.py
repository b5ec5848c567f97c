"""The names that a clinician declares, in their parts, with what else may stand for them: nicknames, halves, slips."""

import csv
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from nicknames import NickNamer
from rapidfuzz.distance import OSA

from checks.text import fold, words

SUFFIXES = {
    "jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv", "2nd": "ii", "3rd": "iii", "junior": "jr", "senior": "sr",
}  # fmt: skip
TITLES = frozenset(["dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "rev", "sir"])
PARTICLES = frozenset(
    ["de", "del", "della", "da", "di", "dos", "du", "la", "le", "van", "von", "der", "den", "ter", "bin", "ibn", "al", "el", "st"]
)  # fmt: skip
_PREFIXES = frozenset(
    ["md", "mohd", "muhd", "fnu"]
)  # short for Mohammed before the name somebody goes by; "first name unknown"


@dataclass(frozen=True, kw_only=True)
class Form:
    """A declared name, folded, ready to be looked for. A name of one word is a family name without a given one."""

    declared: str
    words: tuple[str, ...]  # in their own order: never assume another (DOMAIN §10)
    given: tuple[str, ...]
    middle: tuple[str, ...]
    family: tuple[str, ...]
    suffix: str = ""
    family_first: bool = False
    nicknames: frozenset[str] = frozenset()  # of the given name, other given names that she declares included

    @property
    def families(self) -> tuple[tuple[str, ...], ...]:
        """The family name whole, written as one word, and the halves of a double one."""
        return _families(self.family)


@lru_cache(maxsize=64)
def forms(names: tuple[str, ...]) -> tuple[Form, ...]:
    """The declared names in their parts; the first one says which word is the family name of the others."""
    parsed: list[Form] = []
    for name in names:
        form = _parsed(name, main=parsed[0] if parsed else None)
        if form:
            parsed.append(form)
    givens = {form.given for form in parsed if form.given}
    return tuple(replace(form, nicknames=_nicknames(form.given, givens)) for form in parsed)


def _parsed(name: str, main: Form | None) -> Form | None:
    before, comma, after = name.partition(",")
    suffix = next((s for word in words(name) if (s := SUFFIXES.get(word.folded))), "")
    parts = [tuple(fold(part).split()) for part in before.split()]
    parts = [part for part in parts if part and part[0] not in TITLES and part[0] not in SUFFIXES]
    turned = [tuple(fold(part).split()) for part in after.split()] if comma else []
    turned = [part for part in turned if part and part[0] not in SUFFIXES]
    if not parts:
        return None
    if turned and len(parts) == 1:  # "Holloway, Maren"
        parts, before = [*turned, *parts], name
    *rest, family = parts
    first = bool(main and rest and family != main.family and parts[0] == main.family)
    if first:
        family, rest = parts[0], [parts[-1], *parts[1:-1]]
    while len(rest) > 1 and rest[-1][0] in PARTICLES:
        family, rest = (*rest[-1], *family), rest[:-1]
    if len(rest) > 1 and (len("".join(rest[0])) == 1 or rest[0][0] in _PREFIXES):  # "J. Robert Smith" goes by Robert
        rest = rest[1:]
    given, middle = (rest[0], tuple(word for part in rest[1:] for word in part)) if rest else ((), ())
    said = tuple(word for word in fold(before).split() if word not in SUFFIXES and word not in TITLES)
    return Form(declared=name, words=said, given=given, middle=middle, family=family, suffix=suffix, family_first=first)


@lru_cache(maxsize=64)
def _families(family: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    halves = [(half,) for half in family if len(half) > 3 and half not in PARTICLES] if len(family) > 1 else []
    return tuple(dict.fromkeys([family, ("".join(family),), *halves]))


def _nicknames(given: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """Short and long forms of a given name, by the library and by what she herself declares."""
    if not given:
        return frozenset()
    named = " ".join(given)
    short = _namer().nicknames_of(named) | _namer().canonicals_of(named) | {"".join(other) for other in others}
    for word in given:
        short |= _variants()["given", "short"].get(word, frozenset())
    return frozenset(fold(each).replace(" ", "") for each in short) - {"".join(given)}


@cache
def _namer() -> NickNamer:
    return NickNamer()


@cache
def _variants() -> Mapping[tuple[str, str], Mapping[str, frozenset[str]]]:
    """data/name_variants.csv: of each name its other spellings, or its short forms and what they are short for."""
    read: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    with (files("checks") / "data" / "name_variants.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            first, *others = row["forms"].split()
            named = read.setdefault((row["of"], row["are"]), {})
            for form in (first, *others):
                named[form] = named.get(form, frozenset()) | {
                    first,
                    *(others if row["are"] == "spellings" or form == first else ()),
                }
    return read


def is_spelling_of(said: str, declared: str, *, of: str) -> bool:
    """Whether both are usual Latin spellings of one given or family name of another script: Kim and Gim."""
    return said != declared and said in _variants()[of, "spellings"].get(declared, ())


def sounds_like(said: str, declared: str, *, of: str, known: Container[str]) -> bool:
    """One slip away, or the same in another transliteration. A slip that makes another known name is that name.

    `of`: "given" or "family".
    """
    if is_spelling_of(said, declared, of=of):
        return True
    if said == declared or min(len(said), len(declared)) < 4 or abs(len(said) - len(declared)) > 3:
        return False
    if _skeleton(declared) in (_skeleton(said), _skeleton(said.replace("th", "d"))):  # ð is written either way
        return True
    return OSA.distance(said, declared, score_cutoff=1) <= 1 and len(declared) > 4 and said not in known


def is_transliteration(said: str, declared: str) -> bool:
    """Whether a long word is the same in another way to write its sounds: Soetari and Sutari."""
    return said != declared and min(len(said), len(declared)) > 4 and _skeleton(said) == _skeleton(declared)


def is_short_for(said: str, declared: str) -> bool:
    """Whether `said` is the beginning of a longer given name: Zbig for Zbigniew, Tess for Thessaly."""
    short, whole = _skeleton(said), _skeleton(declared)
    return len(short) > 2 and len(declared) > len(said) + 1 and whole.startswith(short)


@lru_cache(maxsize=4096)
def _skeleton(word: str) -> str:
    """A word without what transliterations differ in: ae/a, sz/sh, w/v, doubled letters, vowels after the first letter."""
    for pattern, usual in _TRANSLITERATIONS:
        word = pattern.sub(usual, word)
    return word


_TRANSLITERATIONS = tuple(
    (re.compile(pattern), usual)
    for pattern, usual in (
        ("rz|zh|ż", "z"), ("sch|sz|sh", "s"), ("tch|tsch|cz|ch|ts|tz", "c"), ("kh|ck|q", "k"), ("dh", "d"), ("ph", "f"), ("th", "t"), ("w", "v"),
        ("oe|ou|o", "u"), ("[iyj]e", "e"), ("ae|e", "a"), ("ue", "u"), ("ij|j|y|ii|ia", "i"), ("(?<=[aiu])h", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
