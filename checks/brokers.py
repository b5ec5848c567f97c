"""People-search sites that are known by their host, and where each takes removal requests. Table: data/brokers.csv."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, kw_only=True)
class Broker:
    """`opt_out_url` is empty where the site is known to have none; one request covers the whole `family`."""

    name: str
    domain: str
    opt_out_url: str
    family: str


def broker(host: str) -> Broker | None:
    """The people-search site that a host, or the site it is a part of, belongs to."""
    labels = host.casefold().rstrip(".").split(".")
    return next((known for n in range(len(labels) - 1) if (known := _brokers().get(".".join(labels[n:])))), None)


@cache
def _brokers() -> Mapping[str, Broker]:
    with (files("checks") / "data" / "brokers.csv").open(encoding="utf-8") as table:
        return {row["domain"]: Broker(**row) for row in csv.DictReader(table)}
