"""Plays a data set of a state's portal: rows whose names hold every quoted word of the question."""

import re
from collections.abc import Sequence

from starlette.responses import JSONResponse, Response

from monitor.sampleweb.asked import Asked

_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_NAMES = ("firstname", "middlename", "lastname", "first_name", "middle", "last_name", "name")
Row = dict[str, object]


def answer(asked: Asked, dataset: str, rows: Sequence[Row]) -> Response:
    """Each row has every column of the set; empty ones are left out of an answer."""
    if asked.path != f"/resource/{dataset}.json":
        return _problem("dataset.missing", 404)
    columns = asked.get("$select").split(",")
    if not set(columns) <= set(rows[0]):
        return _problem("query.soql.no-such-column", 400)
    words = {quoted.replace("''", "'").strip(" %") for quoted in _QUOTED.findall(asked.get("$where"))}
    found = [row for row in rows if words and words <= _named(row)]
    return JSONResponse([{name: row[name] for name in columns if row[name]} for row in found])


def _named(row: Row) -> set[str]:
    return {word for name in _NAMES for word in str(row.get(name, "")).upper().split()}


def _problem(code: str, status: int) -> Response:
    return JSONResponse({"code": code, "error": True, "message": code}, status)
