"""The parts [sources.NAME] of `config.toml`: switched on or off, settings in words, secrets by name only."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from monitor.configuration import fields
from monitor.configuration.secrets import Secret
from monitor.configuration.sentences import key, meant

_SECRET = re.compile(r"(?:.*_)?(?:key|token|password|passphrase|secret|feed_url)s?", re.IGNORECASE)
_REFERENCE = re.compile(r"([a-z][a-z0-9_]*)_(env|file)")
_RESERVED = ("enabled", "monthly_questions", "url", "api_key_env", "api_key_file", "feed_url_env", "feed_url_file")

MONTHLY, MOST_A_MONTH = "monthly_questions", 1_000_000

_TEXT: TypeAdapter[str] = TypeAdapter(fields.SettingText)
_URL: TypeAdapter[str] = TypeAdapter(fields.Url)
_VARIABLE: TypeAdapter[str] = TypeAdapter(fields.Variable)


@dataclass(frozen=True, kw_only=True)
class SourcePart:
    """A part that is there switches its source on, unless it says otherwise. Its `repr` holds no address: some are secrets."""

    enabled: bool = True
    monthly_questions: int | None = None  # the most that she wants asked in a calendar month
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    secrets: Mapping[str, Secret] = field(default_factory=lambda: MappingProxyType({}), repr=False)


def is_secret(setting: str) -> bool:
    """Whether what such a setting holds never stands in the configuration."""
    return bool(_SECRET.fullmatch(setting))


def source_parts(
    sections: Any, known: Collection[str], settings_of: Callable[[str], Collection[str] | None]
) -> tuple[dict[str, SourcePart], list[str]]:
    """The parts that are right, and a line for each thing that is not.

    `settings_of`: what a source declares that it knows, or None where nobody can say; asked only where something is set.
    """
    parts: dict[str, SourcePart] = {}
    problems: list[str] = []
    if not isinstance(sections, dict):
        return parts, problems  # said by the layout
    for name, section in sections.items():
        path = f"sources.{key(name)}"
        if name not in known:
            close = meant(name, known)
            problems.append(f"{path} is no source of this program: {_instead(close, known)}")
        elif not isinstance(section, dict):
            problems.append(f"{path} must be one part that begins with [{path}]")
        else:
            wrong = list(_problems(path, section))
            part = parts[name] = _part(path, section)
            problems += wrong or _unknown(path, part, settings_of(name) if part.settings or part.secrets else None)
    return parts, problems


def _unknown(path: str, part: SourcePart, takes: Collection[str] | None) -> list[str]:
    """A line for every setting that its source does not know."""
    if takes is None:
        return []
    said = f"it takes {', '.join(sorted(takes))}" if takes else "it takes none"
    return [
        f"{path}.{key(name)} is no setting of this source: {said}"
        for name in (*part.settings, *part.secrets)
        if name not in takes
    ]


def _instead(close: str, known: Collection[str]) -> str:
    if close:
        return f"did you mean sources.{close}?"
    return (
        f"there are {', '.join(sorted(known))}; where it came with a plug-in, install that again or take the part out"
    )


def _problems(path: str, section: Mapping[str, Any]) -> Iterator[str]:
    for name, value in section.items():
        where = f"{path}.{key(name)}"
        if name == "enabled":
            if not isinstance(value, bool):
                yield f"{where} must be true or false"
        elif name == MONTHLY:
            if type(value) is not int or not 1 <= value <= MOST_A_MONTH:
                yield f"{where} must be a whole number from 1 to {MOST_A_MONTH:,}, without quotation marks or commas"
        elif close := _misspelt(name, value):
            yield f"{where} is no key of a source: did you mean {path}.{close}?"
        elif _SECRET.fullmatch(name):
            yield (
                f'{where} must not stand in this file: put it into a file that only you can read and say {name}_file = "its path", '
                f'or into an environment variable and say {name}_env = "ITS_NAME"'
            )
        elif name.endswith("_env"):
            yield from _wrong(where, value, _VARIABLE.validate_python)
        elif name == "url":
            yield from _wrong(where, value, _URL.validate_python)
        else:
            yield from _wrong(where, value, _setting)


def _misspelt(name: str, value: Any) -> str:
    """A switch that is misspelt would leave a source on: so what is nearly one of our own keys is not taken for a setting."""
    if isinstance(value, bool):
        return "enabled"
    close = meant(name, _RESERVED)
    return close if close and close != name and _near(name, close) else ""


def _near(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(one.lower(), other) <= 2 and not _REFERENCE.fullmatch(one) and not _SECRET.fullmatch(one)


def _setting(value: Any) -> str:
    return _TEXT.validate_python(str(value) if type(value) is int and abs(value) < 10**9 else value)


def _wrong(where: str, value: Any, check: Callable[[Any], str]) -> Iterator[str]:
    try:
        check(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        words = first.get("ctx", {}).get("error", "must be a text in quotation marks")
        yield f"{where} {'is longer than a setting can be' if first['type'] == 'string_too_long' else words}"


def _part(path: str, section: Mapping[str, Any]) -> SourcePart:
    """Of a section without problems; from one with some, what can be told."""
    texts = {
        name: str(value).strip()
        for name, value in section.items()
        if name != MONTHLY and type(value) in (str, int) and not _SECRET.fullmatch(name)
    }
    named: dict[str, dict[str, str]] = {}
    for name in [name for name in texts if _REFERENCE.fullmatch(name)]:
        base, _, way = name.rpartition("_")
        named.setdefault(base, {})[way] = texts.pop(name)
    secrets = {
        base: Secret(path=f"{path}.{base}", variable=ways.get("env", ""), file=ways.get("file", ""))
        for base, ways in named.items()
        if any(ways.values())
    }
    monthly = section.get(MONTHLY)
    return SourcePart(
        enabled=section.get("enabled") is not False,
        monthly_questions=monthly if type(monthly) is int else None,
        settings=texts,
        secrets=secrets,
    )
