"""People-search sites: known by their hosts, with what each shows and where it takes requests. Table: data/brokers.csv.

Nobody fetches their pages: most refuse programs, and some take a look for a sign of interest. They are found by their
hosts among the results of engines, and by asking engines about the host alone (`queries.at_sites`).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class Broker:
    """`opt_out_url` and `way` are empty where nothing is known of how a site takes requests.

    `family`: the company or platform behind several sites. `exposes`: what its listings show, beside a name.
    `way`: how it takes a request (`form`, `mail`, `page`: a link on the listing) and what it asks for in the course of
    it (`captcha`, `email`: a link sent by mail, `call`, `id`). `readable`: whether its pages are said to let programs
    in; None where nobody said.
    """

    name: str
    domain: str
    family: str = ""
    exposes: tuple[str, ...] = ()
    opt_out_url: str = ""
    way: tuple[str, ...] = ()
    region: str = "US"  # the country whose people it lists
    readable: bool | None = None


def broker(host: str) -> Broker | None:
    """The people-search site that a host, or the site it is a part of, belongs to."""
    labels = host.casefold().rstrip(".").split(".")
    return next((known for n in range(len(labels) - 1) if (known := _brokers().get(".".join(labels[n:])))), None)


def to_ask_about(country: str) -> tuple[str, ...]:
    """The hosts that engines are asked about for a clinician of a country, heads of families first.

    Not those of which nothing but the host is known: she would be told of a listing and not what to do.
    """
    return tuple(each.domain for each in _brokers().values() if each.region == country and each.way)


@cache
def _brokers() -> Mapping[str, Broker]:
    with (files("checks") / "data" / "brokers.csv").open(encoding="utf-8") as table:
        return {row["domain"]: _read(row) for row in csv.DictReader(table)}


def _read(row: Mapping[str, str]) -> Broker:
    return Broker(
        name=row["name"],
        domain=row["domain"],
        family=row["family"],
        exposes=_parts(row["exposes"]),
        opt_out_url=row["opt_out_url"],
        way=_parts(row["way"]),
        region=row["region"],
        readable={"yes": True, "no": False}.get(row["readable"]),
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))
