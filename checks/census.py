"""How many people bear a name, and which words are given names at all.

Tables: data/given_names.csv and data/surnames.csv (US census of 1990, public domain). They hold about 90 % of people;
whoever is not in them bears a rare name or came later, so the margin for a missing name is wide.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from checks.text import fold

COUNTRY = "US"  # whose people the tables count
_THOUSAND = 1000
_RAREST_GIVEN = 1 / 200_000  # the last row of given_names.csv: rarer names are taken for as common, to be cautious
_RAREST_FAMILY = 0.5 / 100_000  # half the last row of surnames.csv: what would be rounded to it
_COMPOUND = 20  # a double name is at least this many times rarer than its rarer half


def frequency(given: str, family: str) -> float:
    """Expected share of people with this name, as if given and family names were independent (they are not quite).

    A name that the tables lack counts as common as their rarest row: too common rather than too rare.
    """
    if not given:
        return max(_given_share(fold(family)), _family_share(fold(family)))  # one word: it may be either
    return _given_share(fold(given)) * _family_share(fold(family))


def is_common(given: str, family: str) -> bool:
    """Whether both are among the thousand most common names, whose independence errs the most (DOMAIN §10)."""
    rank_given, rank_family = _given_ranks().get(fold(given)), _family_ranks().get(fold(family))
    return rank_given is not None and rank_family is not None and max(rank_given, rank_family) < _THOUSAND


def is_given_name(word: str) -> bool:
    return fold(word) in given_names()


@cache
def given_names() -> frozenset[str]:
    """Every given name of the table, folded."""
    return frozenset(_given_shares())


@cache
def family_names() -> frozenset[str]:
    """Every family name of the table, folded."""
    return frozenset(_family_shares())


def _given_share(name: str) -> float:
    return _compound(name.split(), _given_shares(), _RAREST_GIVEN)


def _family_share(name: str) -> float:
    return _compound(name.split(), _family_shares(), _RAREST_FAMILY)


def _compound(parts: Sequence[str], shares: Mapping[str, float], rarest: float) -> float:
    whole = "".join(parts)
    if whole in shares or len(parts) < 2:
        return shares.get(whole, rarest)
    return min(shares.get(part, rarest) for part in parts) / _COMPOUND


@cache
def _given_shares() -> Mapping[str, float]:
    return {name: count / 200_000 for name, count in _table("given_names.csv")}


@cache
def _family_shares() -> Mapping[str, float]:
    return {name: count / 100_000 for name, count in _table("surnames.csv")}


@cache
def _given_ranks() -> Mapping[str, int]:
    return {name: rank for rank, name in enumerate(_given_shares())}


@cache
def _family_ranks() -> Mapping[str, int]:
    return {name: rank for rank, name in enumerate(_family_shares())}


def _table(name: str) -> list[tuple[str, int]]:
    """Rows of a frequency table, the most common first."""
    with (files("checks") / "data" / name).open(encoding="utf-8") as table:
        rows = csv.reader(table)
        next(rows)
        return [(word, int(count)) for word, count in rows]
