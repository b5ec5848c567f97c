"""Which US states are hers: nobody in another one is told her name."""

import re
from collections.abc import Iterator

from checks.model import Query, Town
from checks.places import find_regions, region_of

COUNTRY = "US"
_CODE = re.compile(r"\s*([A-Z]{2})\b")  # "WA Department of Health"; a board may be named by its state alone


def of_towns(query: Query) -> tuple[str, ...]:
    """The codes of the states of her towns."""
    return tuple(
        dict.fromkeys(code for town in query.towns if town.country == COUNTRY and (code := region_of(town)[1]))
    )


def of_work(query: Query) -> tuple[str, ...]:
    """The codes of the states in which she has a town or a licence."""
    boards = (code for licence in query.licences for code in _states_of(licence.board))
    return tuple(dict.fromkeys((*of_towns(query), *boards)))


def _states_of(board: str) -> Iterator[str]:
    regions = [region_of(found.town) for found in find_regions(board, COUNTRY)]
    if (code := _CODE.match(board)) is not None:
        regions.append(region_of(Town(city="", region=code[1])))
    yield from (code for country, code in regions if country == COUNTRY and code)
