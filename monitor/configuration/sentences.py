"""What is wrong with a configuration, in plain sentences: "mail.port must be a whole number, got "smtp"".

Values are repeated only where nothing private and no secret can stand: the line may end up in a log.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError

from monitor.configuration.layout import parts

Loc = tuple[int | str, ...]

_SHOWN = frozenset(
    {"mail.port", "mail.security", "mail.host", "schedule.weekday", "schedule.hour", "schedule.timezone"}
)
_PASSWORD = re.compile(r"pass(word|wd|phrase|code)?|pwd|secret", re.IGNORECASE)
_WORDS = {
    "missing": "is missing",
    "string_type": "must be a text in quotation marks",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
}


def sentences(error: ValidationError, document: Mapping[str, Any]) -> Iterator[str]:
    """One for each problem, in the order of the file's layout."""
    for problem in error.errors(include_url=False, include_input=False):
        yield f"{spelled(problem['loc'])} {_what(problem['loc'], problem['type'], problem.get('ctx', {}), document)}"


def spelled(loc: Iterable[int | str]) -> str:
    """`towns[2].city`: counted from one, as people do. A stranger's key is shortened and made harmless."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if text else ''}{key(part)}"
    return text


def key(text: str) -> str:
    """A key as it may be printed."""
    bare = "".join(c if c.isprintable() else "?" for c in text[:40])
    return bare if re.fullmatch(r"[\w-]+", bare) else f'"{bare}"'


def meant(written: str, known: Collection[str]) -> str:
    """The known word that a misspelt one is closest to, or an empty string."""
    return next(iter(difflib.get_close_matches(written.lower(), known, n=1)), "")


def _what(loc: Loc, kind: str, context: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    match kind:
        case "extra_forbidden":
            return _unknown(loc)
        case "value_error":
            return f"{context['error']}{_given(loc, document)}"
        case "literal_error":
            return f"must be {str(context['expected']).replace(chr(39), chr(34))}{_given(loc, document)}"
        case "greater_than_equal" | "less_than_equal":
            return f"must lie between {_bounds(loc)}{_given(loc, document)}"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case "too_long":
            return f"holds more than {context['max_length']} entries"
        case "list_type" | "model_type" | "dict_type" | "model_attributes_type":
            return _shape(loc)
        case _:
            return f"{_WORDS.get(kind, 'is not of a kind that can stand here')}{_given(loc, document)}"


def _bounds(loc: Loc) -> str:
    return {"port": "1 and 65535", "hour": "0 and 23"}.get(str(loc[-1]), "its limits")


def _given(loc: Loc, document: Mapping[str, Any]) -> str:
    """What stands there: word for word where nothing private can be, elsewhere its kind, and not even that if it is text."""
    value: Any = document
    try:
        for part in loc:
            value = value[part]
    except (KeyError, IndexError, TypeError):
        return ""
    if spelled(loc) in _SHOWN and isinstance(value, str | int | float):
        return f", got {_quoted(value)}"
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a part with keys of its own",
    }
    return f", got {kinds[type(value)]}" if type(value) in kinds else ""


def _quoted(value: str | float) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    shown = str(value)[:40] if isinstance(value, str | float) else "a number"
    return f'"{"".join(c if c.isprintable() else "?" for c in shown)}"' if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return str(value) if abs(value) < 10**9 else "a number far too large"


def _shape(loc: Loc) -> str:
    """A list, a part or a row of parts was expected here."""
    layout, path = _layout(), _named(loc)
    if path not in layout:
        return (
            'must be a list in square brackets, such as ["one", "two"]'
            if path != ("sources",)
            else "must be parts such as [sources.brave]"
        )
    name = ".".join(path)
    if path == ("name",):
        return "must be one part that begins with [name]: this program follows one person"
    if path in _rows():
        return f"must be written as [[{name}]], with two brackets, once for each"
    return f"must be one part that begins with [{name}]"


def _unknown(loc: Loc) -> str:
    """A key that is not of the layout: what was probably meant, or where it belongs."""
    *above, written = _named(loc)
    parent = tuple(above)
    if _PASSWORD.fullmatch(written):
        return (
            "must not stand in this file: put it into a file that only you can read and say "
            'mail.password_file = "its path", or into an environment variable and say mail.password_env = "ITS_NAME"'
        )
    layout = _layout()
    here = [*layout.get(parent, ())]
    if close := meant(written, here):
        return f"is no key of this file: did you mean {'.'.join([*parent, close])}?"
    homes = [path for path, keys in layout.items() if written in keys]
    if homes:
        return f"does not belong here, but {_place(homes[0])}"
    return f"is no key of this file; {_place(parent)} there can be {', '.join(here)}"


def _place(path: Sequence[str]) -> str:
    if not path:
        return "at the top of the file, before the first part"
    name = ".".join(path)
    return f"under [[{name}]]" if tuple(path) in _rows() else f"under [{name}]"


def _named(loc: Loc) -> tuple[str, ...]:
    return tuple(part for part in loc if isinstance(part, str))


@cache
def _layout() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    return parts()


@cache
def _rows() -> frozenset[tuple[str, ...]]:
    """The parts that may stand more than once, under two brackets."""
    return frozenset({("towns",), ("licences",), ("handles",), ("private", "home_addresses")})
