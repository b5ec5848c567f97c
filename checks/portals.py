"""The interfaces behind which open data of US agencies stand: Socrata, DKAN and that of data.cms.gov.

Catalogue: registries_social_trail.md §2.3, §2.4 and §2.7. Each is asked for the rows of one person, which one answer holds.
A question that one of them does not understand (a column that is no more) is answered with 400, so it is never "nobody".
"""

from collections.abc import Mapping, Sequence
from typing import Any

from checks.errors import Partial, Unreadable
from checks.fetch import expect, fetch_json, field
from checks.hits import some_unread
from checks.source import Ask

MOST = 500  # rows of an answer; each portal gives more


async def socrata(ask: Ask, host: str, dataset: str, columns: Sequence[str], where: str) -> list[Any]:
    params = {"$select": ",".join(columns), "$where": where, "$limit": str(MOST)}
    _status, payload = await fetch_json(ask, f"https://{host}/resource/{dataset}.json", params)
    return expect(payload, list, host)


def literal(text: str) -> str:
    """A text within a Socrata question: an apostrophe is doubled."""
    return "'" + text.replace("'", "''") + "'"


async def dkan(ask: Ask, url: str, wanted: Mapping[str, str]) -> list[Any]:
    """`url`: of the datastore's query of one data set; `wanted`: a value for each of some columns."""
    params = {"limit": str(MOST), "offset": "0"}
    for number, (column, value) in enumerate(wanted.items()):
        params |= {f"conditions[{number}][property]": column, f"conditions[{number}][value]": value}
        params[f"conditions[{number}][operator]"] = "="
    _status, payload = await fetch_json(ask, url, params)
    return field(payload, "results", list, "the data set")


async def cms(ask: Ask, dataset: str, wanted: Mapping[str, str]) -> list[Any]:
    """Rows of a data set of data.cms.gov; its columns are spelt with their spaces."""
    params = {f"filter[{column}]": value for column, value in wanted.items()} | {"size": str(MOST), "offset": "0"}
    _status, payload = await fetch_json(ask, f"https://data.cms.gov/data-api/v1/dataset/{dataset}/data", params)
    return expect(payload, list, "data.cms.gov")


def check(rows: Sequence[Any], read: int) -> None:
    """Raise what an answer lacks, after what it holds was yielded. `read`: how many of its rows could be read."""
    unread = len(rows) - read
    if unread and unread == len(rows):
        raise Unreadable("its rows are of a shape never seen")
    if len(rows) >= MOST:
        raise Partial("more rows of that name than one answer holds")
    if unread:
        raise some_unread(unread, "rows")
