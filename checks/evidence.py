"""The weights of evidence, read from data/identity_evidence.csv: change a weight there and nowhere else.

The columns `least` and `most` bound the rows whose bits depend on what was found (a town, a credential, a handle).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from checks.model import Evidence

DECISIVE = "decisive"  # the group whose full weight settles the matter
PRIVATE_GROUPS = ("contact", "birth", "relation")  # what private facts can say, together at most PRIVATE_LIMIT
PRIVATE_LIMIT = 16.0
_HEADROOM = 1.25  # a group counts at most so many times its largest single weight


@dataclass(frozen=True, kw_only=True)
class Row:
    id: str
    group: str
    bits: float
    least: float
    most: float
    is_strong: bool

    @property
    def largest(self) -> float:
        return max(abs(self.bits), self.most)


def evidence(row_id: str, words: str, *, factor: float = 1.0, bits: float | None = None) -> Evidence:
    """One reason with the weight of its row, or with `bits` kept within the row's bounds; `factor` is its scope's."""
    row = rows()[row_id]
    weight = factor * (row.bits if bits is None else min(max(bits, row.least), row.most))
    return Evidence(name=row_id, group=row.group, bits=weight, words=words, strong=row.is_strong, counted=weight)


def is_decisive(reason: Evidence) -> bool:
    """Whether it settles the matter: of the decisive group, and found in the record itself."""
    return reason.group == DECISIVE and abs(reason.bits) >= abs(rows()[reason.name].bits)


def group_limit(group: str) -> float:
    return _limits()[group]


@cache
def rows() -> Mapping[str, Row]:
    with (files("checks") / "data" / "identity_evidence.csv").open(encoding="utf-8") as table:
        read = [row for row in csv.DictReader(table) if row["group"] != "expansion"]
    return {
        row["id"]: Row(
            id=row["id"],
            group=row["group"],
            bits=float(row["bits"]),
            least=float(row["least"] or row["bits"]),
            most=float(row["most"] or row["bits"]),
            is_strong=row["counts_as_strong"] == "yes",
        )
        for row in read
    }


@cache
def _limits() -> Mapping[str, float]:
    groups = {row.group for row in rows().values()}
    return {group: _HEADROOM * max(row.largest for row in rows().values() if row.group == group) for group in groups}
