"""Every source there is, found by walking the three rooms: adding a file adds a source, and nothing else is edited."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from checks import profiles, search, trail
from checks.model import Query, Room
from checks.source import Settings, Source

_ROOMS = {Room.SEARCH: search, Room.PROFILES: profiles, Room.TRAIL: trail}

SOURCES: tuple[Source, ...]  # read in at first use: a few sources bring heavy libraries along, and `status` asks nobody


def __getattr__(name: str) -> tuple[Source, ...]:
    if name != "SOURCES":
        raise AttributeError(name)
    found = tuple(importlib.import_module(f"{room.__name__}.{name}").SOURCE for room, name in _files())
    globals()["SOURCES"] = found
    return found


def names() -> tuple[str, ...]:
    """The names of all sources, in the order of `SOURCES`, without reading any of them in."""
    return tuple(name for _room, name in _files())


def _files() -> Iterator[tuple[ModuleType, str]]:
    for room in _ROOMS.values():
        yield from ((room, name) for name in sorted(module.name for module in pkgutil.iter_modules(room.__path__)))


def by_name(name: str) -> Source:
    """Raises KeyError for a name that no source has."""
    return {source.name: source for source in __getattr__("SOURCES")}[name]


def applicable(source: Source, query: Query) -> bool:
    """A source that only knows one country is asked only for subjects of that country (promise 12)."""
    return not source.countries or query.country in source.countries


def missing(source: Source, settings: Settings) -> tuple[str, ...]:
    """The settings without which it cannot be asked, as far as they are not there."""
    return tuple(need for need in source.needs if not settings.get(need))
