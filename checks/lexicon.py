"""Words that stand where names stand: data/not_names.csv, an own list."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def things() -> frozenset[str]:
    """Behind one of these words a run of capitalised words is a firm, a place or a thing: "Carol Woods Center"."""
    return _words()["thing"]


def no_names() -> frozenset[str]:
    """Words that are capitalised in headings and menus and are no part of a name."""
    return _words()["no_name"]


def words_too() -> frozenset[str]:
    """Given names that are also words or towns: they need a known family name behind them."""
    return _words()["word_too"]


@cache
def _words() -> Mapping[str, frozenset[str]]:
    with (files("checks") / "data" / "not_names.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    return {kind: frozenset(row["word"] for row in rows if row["is"] == kind) for kind in {row["is"] for row in rows}}
