"""How public registers of clinicians write names, streets, phones, days and numbers, and are asked for them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from checks import states
from checks.errors import Skipped
from checks.fetch import words
from checks.forms import PARTICLES, SUFFIXES, TITLES
from checks.model import Finding, Query, Question
from checks.text import clip, fold, plain

TITLE_LIMIT = 300  # bytes
_COMPASS = frozenset({"NE", "NW", "SE", "SW", "PO", "US"})
_NUMERALS = frozenset({"II", "III", "IV"})
_FIRMS = frozenset({"LLC", "PLLC", "LLP", "PC", "PA", "PS", "SC", "USA"})
_IN_TITLE = frozenset({"name", "given_name", "additional_name", "family_name", "honorific_suffix", "additional_type"})
_DAYS = (
    re.compile(r"(?P<y>\d{4})[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?:[T ].*)?"),  # 2027-03-01T00:00:00.000
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})(?: .*)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
)


# What may be asked


def spelt(name: str) -> str:
    """Given and family name as registers spell them: without accents, titles and middle names; no wildcard gets in.

    "Dr. José van der Muñoz-Peña Jr." is "Jose van der Munoz-Pena". Empty for one word.
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    before, after = (_parts(part) for part in letters.replace("’", "'").partition(",")[::2])
    parts = [*after, *before] if after and len(before) == 1 else before  # "Holloway, Maren"
    if len(parts) < 2:
        return ""
    given, *middle, family = parts
    while middle and fold(middle[-1]) in PARTICLES:
        family = f"{middle.pop()} {family}"
    return f"{given} {family}"


def _parts(name: str) -> list[str]:
    """The words of a name that are neither titles nor suffixes."""
    words = re.sub(r"[^\w' -]|_", " ", name).split()
    return [word for word in words if fold(word) not in TITLES and fold(word) not in SUFFIXES]


def names(query: Query) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(spelt, query.names))))


_BY_NUMBER = "NPI "


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whose records are asked for: a number, or a name in a state."""

    npi: str = ""
    given: str = ""
    family: str = ""
    state: str = ""


def by_number(source: str, query: Query, *, every_days: int = 7) -> Iterator[Question]:
    if query.npi:
        yield Question(source=source, text=f"{_BY_NUMBER}{query.npi}", tells=("npi",), every_days=every_days)


def by_name(source: str, query: Query) -> Iterator[Question]:
    """Each name in each state of her towns."""
    for name in names(query):
        for state in states.of_towns(query):
            yield Question(source=source, text=f"{name} in {state}", tells=("name", "town"), name=name)


def by_number_or_name(source: str, query: Query) -> Iterator[Question]:
    """Her number, if she lists it, says less than a name and finds nobody else."""
    yield from by_number(source, query) if query.npi else by_name(source, query)


def wanted(question: Question) -> Wanted:
    """What a question of these asks for. A number that cannot be one is not asked."""
    if question.text.startswith(_BY_NUMBER):
        npi = question.text.removeprefix(_BY_NUMBER)
        if not is_npi(npi):
            raise Skipped("the NPI in config.toml is not a valid number: its last digit does not fit the others")
        return Wanted(npi=npi)
    name, _, state = question.text.rpartition(" in ")
    given, _, family = name.partition(" ")
    return Wanted(given=given, family=family, state=state)


def is_npi(number: str) -> bool:
    """The last digit checks the others, over the prefix 80840 (Luhn)."""
    if not re.fullmatch(r"\d{10}", number, re.ASCII):
        return False
    digits = [int(digit) for digit in f"80840{number}"]
    return sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(reversed(digits))) % 10 == 0


# What is read


def said(part: Mapping[str, Any], name: str) -> str:
    """A field as text; `--` means empty."""
    value = plain(words(part, name))
    return "" if value == "--" else value


def person(part: Mapping[str, Any], *fields: str) -> str:
    """A name from its fields. Registers shout; what stands in capitals is written as a name."""
    return " ".join(filter(None, (calm(said(part, field), _NUMERALS) for field in fields)))


def address(street: Iterable[str], city: str, state: str, postal_code: str) -> str:
    """One postal address as a person writes it; empty where there is no street."""
    lines = " ".join(filter(None, (calm(line, _COMPASS) for line in street)))
    area = f"{state} {postal_code[:5]}".strip()
    return ", ".join(filter(None, (lines, calm(city, _COMPASS), area))) if lines else ""


def town(city: str, state: str) -> str:
    return ", ".join(filter(None, (calm(city, _COMPASS), state)))


def calm(shout: str, kept: frozenset[str] = _NUMERALS) -> str:
    def lower(match: re.Match[str]) -> str:
        word = match.group()
        is_number = word[0].isdigit() and not word.endswith(("ST", "ND", "RD", "TH"))  # "5A" stays, "3RD" is a word
        return word if word in kept or is_number else word.capitalize()

    return re.sub(r"[^\W_]+(?:'S\b)?", lower, shout) if shout.isupper() else shout


def firm(name: str) -> str:
    return calm(name, _FIRMS)


def phone(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"+1{digits[-10:]}" if len(digits) in (10, 11) else number


def day(text: str) -> str:
    """A day in one spelling, "2027-03-01"; what is none stays as it is."""
    for pattern in _DAYS:
        if (match := pattern.fullmatch(text)) is not None:
            return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
    return text


def by_npi(rows: Iterable[Any], npi: str, family: str) -> dict[str, list[dict[str, Any]]]:
    """The rows that can be read, by provider number. `npi` and `family`: what their columns are called."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if isinstance(row, dict) and is_npi(said(row, npi)) and said(row, family):
            found.setdefault(said(row, npi), []).append(row)
    return found


def record(
    source: str, key: str, url: str, who: str, number: str, facts: Mapping[str, Iterable[str]], notes: str = ""
) -> Finding:
    """A record of a register: each fact once and in order, and all of it in words. `notes`: what is no fact."""
    kept = {name: values for name, said in facts.items() if (values := tuple(sorted({*said} - {""})))}
    lines = [f"{name.replace('_', ' ')}: {'; '.join(values)}" for name, values in kept.items() if name not in _IN_TITLE]
    return Finding(
        source=source,
        key=key,
        url=url,
        title=clip(", ".join(filter(None, (who, number))), TITLE_LIMIT),
        facts=kept,
        text=clip("\n".join(filter(None, (clip(who, TITLE_LIMIT), *lines, notes)))),
    )
