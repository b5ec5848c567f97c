"""From a file to a TOML document: everything that can be wrong with the file itself, in one clear line with its cure."""

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from checks.errors import ConfigError

SIZE_LIMIT = 256 * 1024  # bytes; a configuration is a page of text


def read(path: Path) -> dict[str, Any]:
    """What the file holds, not judged yet. Raises ConfigError with one line and its cure."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ConfigError([f"{path} is a folder: the configuration is a file of that name"])
        if not stat.S_ISREG(found.st_mode):
            raise ConfigError([f"{path} is not an ordinary file"])
        if found.st_size > SIZE_LIMIT:
            raise ConfigError(
                [f"{path} is larger than any configuration ({SIZE_LIMIT // 1024} KB): is it the right file?"]
            )
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ConfigError([f"there is no {path} yet: copy config.example.toml to {path} and fill it in"]) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no path"
        raise ConfigError([f"{path} cannot be read ({reason}): make it yours again"]) from error
    return _toml(_text(content, path.name), path.name)


def others_can_read(path: Path) -> bool:
    # Windows keeps no such bits; there the folder's own rights decide.
    try:
        return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    except OSError:  # gone since it was read
        return False


def _text(content: bytes, name: str) -> str:
    """UTF-8; the mark that Windows editors put first is passed over, since it says the same."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ConfigError([f"{name}: it is saved as UTF-16: save it as UTF-8 (in Notepad: Save as, Encoding)"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            [f"{name}: line {line} holds a character that is not UTF-8: save the file as UTF-8"]
        ) from error


def _toml(text: str, name: str) -> dict[str, Any]:
    """What stands at the fault is not repeated: it may be private. Nor is it chained, for the same reason."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{name}: {_fault(str(error))}"]) from None
    except ValueError:  # a number of thousands of digits
        raise ConfigError(
            [f"{name}: it holds a number far too long: put it into quotation marks, or take it out"]
        ) from None
    except RecursionError:
        raise ConfigError([f"{name}: its brackets are nested too deeply: is one not closed?"]) from None


_FAULTS = (
    ("overwrite", "a key or part stands there twice"),
    ("declare", "a part stands there twice, or is both one part and a row of parts"),
    ("mutate", "a part is written in two ways"),
    ("date", "there is no such date"),
    ("key/value", "a key must be followed by = and its value"),
    ("value", "a value is missing or not written as one: texts stand in quotation marks"),
    ("newline", "something stands behind the value: one key on each line, and # before a remark"),
    (
        "escape",
        "a backslash in a text begins a special character: write it twice, or put the text into single quotation marks",
    ),
    ("illegal character", "a text is not closed on its line, or holds a character that cannot stand in it"),
    ("unclosed", "a bracket is not closed"),
    ("unterminated", "a text is not closed: a quotation mark is missing"),
)


def _fault(message: str) -> str:
    """Where the text stops being TOML, and why in plain words; tomllib's own say it in its terms and quote the file."""
    at = re.search(r"\(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    place = f"line {at[1]}, column {at[2]}" if at and at[1] else "the end of the file"
    said = message.lower()
    why = next(
        (words for mark, words in _FAULTS if mark in said),
        "it cannot be read from here on: is a quotation mark or bracket missing?",
    )
    return f"{place}: {why}"
