"""Post-nominal letters and words of professions: what a text says that somebody is.

Look-alikes are told apart by position and case (DOMAIN §10): MD after a name is a doctor, before a ZIP code it is
Maryland; Do, Ma, Md. and Ms are no degrees; LAC is an addiction counsellor, LAc an acupuncturist.
Tables: data/credentials.csv and data/professions.csv.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from checks.text import fold, words

# Families whose licences follow each other in one career, and whose words stand for each other on the web.
TALKING_CURES = frozenset(
    {"social_work", "marriage_family", "counselling", "psychology", "therapy", "addiction", "allied_therapy"}
)
_ACADEMIC = frozenset({"doctorate_any", "masters_any"})  # degrees of any field: they name no profession

_NOMINAL = re.compile(r"[\s,|/(·–-]{0,4}([A-Z][A-Za-z]*(?:\.[A-Za-z]+)*(?:-[A-Z]+)*)\.?(?![A-Za-z0-9])")
_TOKEN = re.compile(r"(?<![\w.@/-])[A-Z][A-Za-z]{1,7}(?:\.[A-Za-z]{1,4})*(?:-[A-Z]{1,4})?\b")
_POSTCODE = re.compile(r"\.?,?\s+(?:\d{5}\b|[A-Z]\d[A-Z])")


@dataclass(frozen=True, kw_only=True)
class Credential:
    """A post-nominal. `ambiguous`: it also is a word, a place or a surname, so it counts right after a name only."""

    token: str
    family: str
    bits: float
    ambiguous: bool

    @property
    def names_a_profession(self) -> bool:
        return self.family not in _ACADEMIC


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Words of a profession in a text."""

    family: str
    field: str  # of medicine; empty for words that any doctor may use, and outside medicine
    words: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def credential(token: str) -> Credential | None:
    """The credential that a declared or printed token means: "Psy.D." is PsyD, "LCSW-C" is itself."""
    return _credentials().get(_bare(token))


def nominals(text: str, start: int = 0) -> tuple[tuple[Credential, ...], int]:
    """The unbroken chain of credentials that begins at `start`, right behind a name, and where it ends.

    The first word that is no credential breaks it, so the state in "Maren Holloway, Baltimore, MD" is none.
    """
    found: list[Credential] = []
    while match := _NOMINAL.match(text, start):
        known = credential(match.group(1))
        if known is None or not _is_written_so(match.group(1), known) or _POSTCODE.match(text, match.end(1)):
            break
        found.append(known)
        start = match.end()
    return tuple(found), start


def credentials_in(text: str) -> tuple[tuple[Credential, int], ...]:
    """The unmistakable credentials anywhere in a text, with their places: at least three letters, no other meaning."""
    return tuple(
        (known, match.start())
        for match in _TOKEN.finditer(text)
        if (known := credential(match.group()))
        and not known.ambiguous
        and len(known.token) > 2
        and _is_written_so(match.group(), known)
    )


@lru_cache(maxsize=64)
def spoken(text: str) -> tuple[Spoken, ...]:
    """The words of professions in a text, the longest at each place: "art therapist" is not also "therapist"."""
    table, said = _words(), words(text)
    found: list[Spoken] = []
    for index, word in enumerate(said):
        if found and word.start < found[-1].end:
            continue
        for phrase, family, field in table.get(_singular(word.folded), ()):
            last = index + len(phrase) - 1
            if last < len(said) and all(_singular(said[index + n].folded) == each for n, each in enumerate(phrase)):
                written = text[word.start : said[last].end]
                found.append(Spoken(family=family, field=field, words=written, start=word.start, end=said[last].end))
                break
    return tuple(found)


@lru_cache(maxsize=256)
def families(credentials: tuple[str, ...], profession: str, past: tuple[str, ...] = ()) -> frozenset[str]:
    """The families that a clinician belongs to, by her letters and by her own words."""
    known = [credential(token) for token in credentials]
    by_letters = {each.family for each in known if each and each.names_a_profession}
    return frozenset(by_letters | {each.family for words in (profession, *past) for each in spoken(words)})


def fields(profession: str) -> frozenset[str]:
    """The fields of medicine that a clinician names: a psychiatrist's namesake may be a surgeon."""
    return frozenset(each.field for each in spoken(profession) if each.field)


def kin(one: str, others: Iterable[str]) -> bool:
    """Whether a family is one of `others`, or a talking cure as one of them is."""
    return any(one == other or {one, other} <= TALKING_CURES for other in others)


def _is_written_so(printed: str, known: Credential) -> bool:
    """Short or ambiguous letters must be in their own case; long ones may be shouted or title-cased."""
    bare = re.sub(r"[.\s]", "", printed)
    if bare in (known.token, known.token.replace("-", "")):
        return True
    mixed = known.token != known.token.upper()
    if mixed and bare == known.token.upper():
        return True
    return len(known.token) >= 4 and not known.ambiguous and bare.istitle()


def _bare(token: str) -> str:
    return re.sub(r"[^A-Z]", "", token.upper())


@cache
def _credentials() -> Mapping[str, Credential]:
    with (files("checks") / "data" / "credentials.csv").open(encoding="utf-8") as table:
        return {
            _bare(row["token"]): Credential(
                token=row["token"], family=row["family"], bits=float(row["bits"]), ambiguous=bool(row["ambiguity"])
            )
            for row in csv.DictReader(table)
        }


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


@cache
def _words() -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Phrases with their families by first word, the longest first."""
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    with (files("checks") / "data" / "professions.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            phrase = tuple(_singular(word) for word in fold(row["words"]).split())
            phrases.setdefault(phrase[0], []).append((phrase, row["family"], row["field"] or ""))
    return {first: tuple(sorted(found, key=lambda each: -len(each[0]))) for first, found in phrases.items()}
