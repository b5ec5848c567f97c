"""Directories of clinicians and review sites that are known by their host, and where an entry is edited. Table: data/directories.csv."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from checks.professions import TALKING_CURES, families
from checks.text import host_of

THERAPY, MEDICINE, ALL = "therapy", "medicine", "all"  # beside "map", which engines do not index
_PLACEHOLDER = re.compile(r"(\{\w+\})")


@dataclass(frozen=True, kw_only=True)
class Directory:
    """`lists`: whom it lists, `countries`: where, empty for everywhere. `edit_url` and `edit`: where she corrects her entry.

    `is_readable`: its pages may be read by a program; all others are judged from what engines show of them.
    `is_copied`: its entries are made from registers, without asking anybody. `remove`: how an entry is taken out, where
    that is known.
    """

    name: str
    host: str
    profiles: re.Pattern[str]
    lists: str
    countries: frozenset[str]
    is_readable: bool
    is_copied: bool
    edit_url: str
    edit: str
    remove: str

    @property
    def where_to_edit(self) -> str:
        return f"{self.edit_url} ({self.edit})"


def directory(url: str) -> Directory | None:
    """The directory of which this address is an entry; None for any other page, of a directory too."""
    try:
        path = urlsplit(url).path or "/"
    except ValueError:
        return None
    labels = host_of(url).split(".")
    at = (_directories().get(".".join(labels[n:])) for n in range(len(labels) - 1))
    return next((known for known in at if known and known.profiles.match(path)), None)


def of(credentials: tuple[str, ...], profession: str, country: str) -> tuple[Directory, ...]:
    """Those that list clinicians of her profession and country, the likeliest first; of what is not known, all of them."""
    hers = families(credentials, profession)
    wanted = {ALL} | ({THERAPY} if not hers or hers & TALKING_CURES or _is_psychiatrist(profession) else set())
    wanted |= {MEDICINE} if not hers or hers - TALKING_CURES else set()
    found = (known for known in _directories().values() if known.lists in wanted)
    return tuple(known for known in found if not known.countries or country in known.countries)


def _is_psychiatrist(profession: str) -> bool:
    return "psychiatr" in profession.casefold()


@cache
def _directories() -> Mapping[str, Directory]:
    with (files("checks") / "data" / "directories.csv").open(encoding="utf-8") as table:
        return {
            row["host"]: Directory(
                name=row["name"],
                host=row["host"],
                profiles=_pattern(row["profiles"]),
                lists=row["lists"],
                countries=frozenset(filter(None, row["countries"].split(";"))),
                is_readable=row["readable"] == "yes",
                is_copied=row["made_from_registers"] == "yes",
                edit_url=row["edit_url"],
                edit=row["edit"],
                remove=row["remove"],
            )
            for row in csv.DictReader(table)
        }


def _pattern(profiles: str) -> re.Pattern[str]:
    """`/doctor/{slug}`: the path begins so, and something stands in the place of the braces, digits in that of `{number}`."""
    ways = ("".join(map(_step, _PLACEHOLDER.split(way))) for way in profiles.split())
    return re.compile("|".join(f"(?:{way})" for way in ways))


def _step(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    return r"[0-9]+" if part == "{number}" else "[^/]+"
