"""Where keys and passwords are found: named in the configuration, never written in it.

What `footprint secret set` keeps needs no name in the configuration: it lies in the folder `secrets` beside it under the
path of its setting, for its owner alone, or in the keyring of the system. So a service finds it, which has no shell.
"""

import importlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from checks.errors import FootprintError

SIZE_LIMIT = 16_384  # bytes; a key is a line
FOLDER = "secrets"
IN_KEYRING = ".in-keyring"  # an empty file of that name: the keyring has it. Nobody asks a keyring in vain
SERVICE = "clinician-footprint"  # of the entries in the keyring
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A secret that the configuration names. `path`: where it does; errors say this, since a key that was written there
    by mistake must not be printed.
    """

    path: str  # "sources.brave.api_key"
    variable: str = ""
    file: str = ""

    def find(self, folder: Path) -> str:
        """A systemd credential of that name, else the environment variable, else what `keep` kept, else the file. Raises
        with the cure.

        A relative file lies beside the configuration. A file that others can read is refused.
        """
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        for name in filter(None, (self.variable, self.path)):
            if credentials and (Path(credentials) / name).is_file():
                return self._one(_read(Path(credentials) / name, f"{self.path}_env", private=False))
        if self.variable and (value := os.environ.get(self.variable, "").strip()):
            return self._one(value)
        if (kept := folder / FOLDER / self.path).is_file():
            return self._one(_read(kept, self.path, private=True))
        if kept.with_name(self.path + IN_KEYRING).is_file():
            return self._one(_from_keyring(self.path, folder))
        if self.file:
            return self._one(_read(folder / _at_home(self.file), f"{self.path}_file", private=True))
        if self.variable:
            raise FootprintError(f"{self.path}_env: no environment variable of that name is set for this program")
        raise FootprintError(f"{self.path}: there is none; `footprint secret set {self.path}` keeps one")

    def _one(self, text: str) -> str:
        """Addresses of feeds may be several, a line each; anything else is one line."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            raise FootprintError(f"{self.path}: the secret is empty")
        if len(lines) > 1 and not self.path.endswith(("_url", "notify.urls")):
            raise FootprintError(f"{self.path}: the secret has more than one line")
        if any(_CONTROL.search(line) for line in lines):
            raise FootprintError(
                f"{self.path}: the secret holds characters that cannot be typed: save it as plain text"
            )
        return "\n".join(lines)


def kept(folder: Path) -> frozenset[str]:
    """The paths of the settings that `keep` kept something for."""
    if not (folder / FOLDER).is_dir():
        return frozenset()
    return frozenset(path.name.removesuffix(IN_KEYRING) for path in (folder / FOLDER).iterdir())


def keep(folder: Path, secret: Secret, value: str, *, keyring: bool = False) -> None:
    """Keep `value` for the setting of `secret`, in place of what was kept for it."""
    value = secret._one(value)  # noqa: SLF001 its own module
    name = secret.path
    try:
        (folder / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
        if keyring:
            _into_keyring(name, folder, value)
            _write(folder / FOLDER / f"{name}{IN_KEYRING}", "")
            (folder / FOLDER / name).unlink(missing_ok=True)
        else:
            _write(folder / FOLDER / name, f"{value}\n")
            (folder / FOLDER / f"{name}{IN_KEYRING}").unlink(missing_ok=True)
    except OSError as error:
        raise FootprintError(f"{folder / FOLDER} cannot be written to ({error.strerror}): nothing was kept") from error


def forget(folder: Path, name: str) -> bool:
    """Whether there was something to forget."""
    marker = folder / FOLDER / f"{name}{IN_KEYRING}"
    found = name in kept(folder)
    if marker.is_file():
        _into_keyring(name, folder, None)
    for path in (folder / FOLDER / name, marker):
        path.unlink(missing_ok=True)
    return found


def _write(path: Path, text: str) -> None:
    """Whole or not at all, and never readable for others, not for a moment."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # owner-only from birth
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _keyring() -> Iterator[ModuleType]:
    try:
        ring = importlib.import_module("keyring")  # an extra
    except ImportError as error:
        raise FootprintError(
            'the keyring needs one package more: pip install "clinician-footprint[keyring]"; or leave --keyring out'
        ) from error
    try:
        yield ring
    except ring.errors.KeyringError as error:  # also where the system has none
        raise FootprintError(
            "the keyring of this system cannot be used just now: unlock it, or leave --keyring out"
        ) from error


def _entry(name: str, folder: Path) -> str:
    """Of this home directory alone: two of them may be of two people."""
    return f"{name} in {folder.absolute()}"


def _from_keyring(name: str, folder: Path) -> str:
    with _keyring() as ring:
        return ring.get_password(SERVICE, _entry(name, folder)) or ""


def _into_keyring(name: str, folder: Path, value: str | None) -> None:
    with _keyring() as ring:
        if value is None:
            ring.delete_password(SERVICE, _entry(name, folder))
        else:
            ring.set_password(SERVICE, _entry(name, folder), value)


def _at_home(file: str) -> Path:
    try:
        return Path(file).expanduser()
    except RuntimeError:  # ~nobody
        return Path(file)


def _read(path: Path, named: str, *, private: bool) -> str:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > SIZE_LIMIT:
            raise FootprintError(f"{named}: what it names is not a small text file")
        # Windows keeps no such bits; there the folder's own rights decide. systemd keeps its own credentials.
        if private and os.name == "posix" and found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise FootprintError(f"{named}: others can read {path}: run chmod 600 {path}")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise FootprintError(
            f"{named}: there is no such file; a path without / at its start begins beside config.toml"
        ) from error
    except UnicodeDecodeError as error:
        raise FootprintError(f"{named}: what it names is not a text file in UTF-8") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no path"
        raise FootprintError(f"{named}: the file cannot be read ({reason})") from error
