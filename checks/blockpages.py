"""Walls, told by marks in headers, in the target of a redirect and on the page: `data/block_pages.csv`.

A mark that stands `alone` is a wall wherever it is seen. The others are tools and words that ordinary pages use too (a
captcha guards a contact form); they tell a wall only where the page says nothing else that anybody knows.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_SEEN = 64 * 1024  # bytes; a wall shows itself at once


def wall_before(headers: Mapping[str, str]) -> str:
    """What stands before the page, in words, by its headers (names in lower case); empty if nothing does."""
    for name, said, means in _headers():
        if said in headers.get(name, "").lower():
            return means
    if location := headers.get("location", "").lower():
        path = location.partition("?")[0]
        return next((means for mark, means in _of("location", alone=True) if mark.decode() in path), "")
    return ""


def wall_on(page: bytes, *, beside: bool) -> str:
    """The same by its first bytes. `beside`: nothing else on it is known, so that weaker marks count too."""
    small = page[:_SEEN].lower()
    for mark, means in _of("page", alone=True):
        if mark in small:
            return means
    if not beside:
        return ""
    return next((means for mark, means in _of("page", alone=False) if mark in small), "")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    table = files("checks") / "data" / "block_pages.csv"
    return tuple(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))


@cache
def _of(where: str, *, alone: bool) -> tuple[tuple[bytes, str], ...]:
    rows = [row for row in _rows() if row["where"] == where and (row["alone"] == "yes") is alone]
    return tuple((row["mark"].encode(), row["means"]) for row in rows)


@cache
def _headers() -> tuple[tuple[str, str, str], ...]:
    rows = [row for row in _rows() if row["where"] == "header"]
    return tuple((*row["mark"].split(": ", 1), row["means"]) for row in rows)  # type: ignore[misc]  # three of them
