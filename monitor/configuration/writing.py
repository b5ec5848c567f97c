"""Writing one identifier into `config.toml` after her yes. Comments, order and everything else in the file stay as they are.

The file is hers: it is changed only while it still is what was read, whole or not at all, and only into one that loads.
"""

import os
import re
import stat
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array

from checks.errors import ConfigError, FootprintError

Fields = Sequence[tuple[str, str]]


def seen(path: Path) -> bytes:
    """What the file holds now, to know later whether it was changed."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FootprintError(f"{path} cannot be read ({error.strerror}): make it yours again") from error


def added(content: bytes, place: str, fields: Fields) -> bytes:
    """The document with one value more at `place`: "private.phones", "towns", "npi". The same where it has it already."""
    text = content.decode("utf-8-sig")
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise FootprintError("config.toml cannot be changed as it is written; nothing was written") from error
    *parts, name = place.split(".")
    part: Any = document
    for each in parts:
        if each not in part:
            part[each] = tomlkit.table()
        part = part[each]
    _put(part, name, fields)
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    written = tomlkit.dumps(document)
    if b"\r\n" in content:
        written = re.sub(r"(?<!\r)\n", "\r\n", written)
    return mark + written.encode()


def write(path: Path, before: bytes, after: bytes, check: Callable[[Path], object], *, is_private: bool) -> None:
    """Put `after` in the place of `before`. `check` loads a file and raises what is wrong with it.

    Beside the file and then renamed, so that a full disk or a killed program leaves the old one. A link is followed, so
    that it stays one. With a private fact in it, nobody else may read it.
    """
    target = path.resolve()
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".config-") as folder:
            new = Path(folder) / path.name
            new.touch(mode=0o600)
            new.write_bytes(after)
            try:
                check(new)
            except ConfigError as error:
                raise ConfigError([f"this was not written: {problem}" for problem in error.problems]) from error
            mode = stat.S_IMODE(target.stat().st_mode)
            new.chmod(mode & 0o700 if is_private else mode)
            with new.open("rb") as file:
                os.fsync(file.fileno())
            if seen(path) != before:
                raise FootprintError(f"{path.name} was changed meanwhile, so nothing was written: start again")
            new.replace(target)
    except OSError as error:
        raise FootprintError(f"{target.parent} cannot be written to ({error.strerror}): nothing was changed") from error


def _put(part: Any, name: str, fields: Fields) -> None:
    keys = [key for key, _value in fields]
    if keys == [""]:
        value = fields[0][1]
        if name not in part and name != "npi":
            part[name] = tomlkit.array()
        if isinstance(part.get(name), list):
            _append(part[name], value)
        else:
            part[name] = value
        return
    row = tomlkit.table()
    row.update({key: value for key, value in fields if value})
    said = dict(row)
    row.add(tomlkit.nl())
    if name not in part:
        part[name] = tomlkit.aot()
    if said in part[name]:
        return
    if isinstance(part[name], AoT):
        part[name].append(row)
    else:
        inline = tomlkit.inline_table()
        inline.update(said)
        part[name].append(inline)


def _append(array: Any, value: str) -> None:
    if value in array:
        return
    is_tall = isinstance(array, Array) and "\n" in array.as_string()
    array.append(value)
    if is_tall:
        array.multiline(True)
