"""Every source there is: those of the three rooms, where adding a file adds a source, and those of plug-ins after them."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from checks import plugins, profiles, search, trail
from checks.model import Query, Room
from checks.source import Settings, Source

_ROOMS = {Room.SEARCH: search, Room.PROFILES: profiles, Room.TRAIL: trail}

SOURCES: tuple[Source, ...]  # read in at first use: a few sources bring heavy libraries along, and `status` asks nobody


def __getattr__(name: str) -> tuple[Source, ...]:
    if name != "SOURCES":
        raise AttributeError(name)
    ours = tuple(_read_in(room, name) for room, name in _files())
    found = (*ours, *(plugins.load(plugin) for plugin in _plugins().plugins))
    globals()["SOURCES"] = found
    return found


def _read_in(room: ModuleType, name: str) -> Source:
    source: Source = importlib.import_module(f"{room.__name__}.{name}").SOURCE
    return source


def names() -> tuple[str, ...]:
    """The names of all sources, in the order of `SOURCES`, without reading any of them in."""
    return (*own_names(), *(plugin.name for plugin in _plugins().plugins))


def own_names() -> tuple[str, ...]:
    """The same without plug-ins."""
    return tuple(name for _room, name in _files())


def left_out() -> tuple[str, ...]:
    """A line for every plug-in that has no place here, for its name: why, and what to do."""
    return _plugins().problems


def _plugins() -> plugins.Offered:
    return plugins.offered(own_names())


def _files() -> Iterator[tuple[ModuleType, str]]:
    for room in _ROOMS.values():
        yield from ((room, name) for name in sorted(module.name for module in pkgutil.iter_modules(room.__path__)))


def by_name(name: str) -> Source:
    """Reads in that one alone. Raises KeyError for a name that no source has."""
    for room, own in _files():
        if own == name:
            return _read_in(room, name)
    return plugins.load({plugin.name: plugin for plugin in _plugins().plugins}[name])


def settings_of(name: str) -> tuple[str, ...] | None:
    """The settings that a source knows; None for a plug-in that cannot be used, of which nothing is known."""
    source = by_name(name)
    return (*source.needs, *source.takes) if source.hosts else None


def applicable(source: Source, query: Query) -> bool:
    """A source that only knows one country or state is asked only for subjects of that country or state (promise 12)."""
    from checks import states  # the tables of places: names alone need none of them

    of_country = not source.countries or query.country in source.countries
    return of_country and (not source.regions or not set(source.regions).isdisjoint(states.of_work(query)))


def missing(source: Source, settings: Settings) -> tuple[str, ...]:
    """The settings without which it cannot be asked, as far as they are not there."""
    return tuple(need for need in source.needs if not settings.get(need))
