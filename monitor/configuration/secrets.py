"""Where keys and passwords are found: named in the configuration, never written in it."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from checks.errors import FootprintError

SIZE_LIMIT = 16_384  # bytes; a key is a line
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
        """A systemd credential of that name, else the environment variable, else the file. Raises with the cure.

        A relative file lies beside the configuration. A file that others can read is refused.
        """
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        if self.variable and credentials and (Path(credentials) / self.variable).is_file():
            return self._one(_read(Path(credentials) / self.variable, f"{self.path}_env", private=False))
        if self.variable and (value := os.environ.get(self.variable, "").strip()):
            return self._one(value)
        if self.file:
            return self._one(_read(folder / _at_home(self.file), f"{self.path}_file", private=True))
        raise FootprintError(f"{self.path}_env: no environment variable of that name is set for this program")

    def _one(self, text: str) -> str:
        """Addresses of feeds may be several, a line each; anything else is one line."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            raise FootprintError(f"{self.path}: the secret is empty")
        if len(lines) > 1 and not self.path.endswith("_url"):
            raise FootprintError(f"{self.path}: the secret has more than one line")
        if any(_CONTROL.search(line) for line in lines):
            raise FootprintError(
                f"{self.path}: the secret holds characters that cannot be typed: save it as plain text"
            )
        return "\n".join(lines)


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
