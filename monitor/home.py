"""The home directory: where one clinician's configuration, history and key lie. `FOOTPRINT_HOME` moves everything."""

import os
import secrets
import stat
import tempfile
from pathlib import Path

from checks.errors import FootprintError

APPLICATION = "clinician-footprint"
KEY_BYTES = 32


def home() -> Path:
    """An absolute path; nothing is made yet."""
    chosen = os.environ.get("FOOTPRINT_HOME", "").strip()
    if not chosen:
        from platformdirs import user_data_path

        return user_data_path(APPLICATION, appauthor=False)
    try:
        return Path(chosen).expanduser().absolute()
    except RuntimeError as error:
        raise FootprintError(
            "FOOTPRINT_HOME begins with ~ and a name that this system does not know: write the path out"
        ) from error


def config_path(folder: Path) -> Path:
    return folder / "config.toml"


def store_path(folder: Path) -> Path:
    return folder / "footprint.sqlite3"


def key(folder: Path) -> bytes:
    """The key of the keyed hashes; made at first use, for its owner alone. Beside the store, never in it (DESIGN §5)."""
    path = folder / "footprint.key"
    try:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make(path)
    except OSError as error:
        raise FootprintError(
            f"{folder} cannot be written to ({error.strerror}): make it yours, or set FOOTPRINT_HOME"
        ) from error
    try:
        mode, found = path.stat().st_mode, path.read_bytes()
    except OSError as error:
        raise FootprintError(f"{path} cannot be read ({error.strerror}): make it yours again") from error
    # Windows keeps no such bits; there the folder's own rights decide.
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise FootprintError(f"others can read {path}: run chmod 600 {path}")
    if len(found) != KEY_BYTES:
        raise FootprintError(f"{path} is damaged: put the one of your backup in its place")
    return found


def _make(path: Path) -> None:
    """Whole or not at all, and once: of two processes that begin together the second finds the key of the first.

    A plain exclusive create would show the other an empty file between birth and writing.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # owner-only from birth
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        except (OSError, NotImplementedError):
            _move_without_links(Path(name), path)
    finally:
        Path(name).unlink(missing_ok=True)


def _move_without_links(made: Path, path: Path) -> None:
    """For file systems that know no links (FAT): exclusive all the same, whole in all but the smallest window."""
    try:
        with open(path, "xb", opener=_owner_only) as file:
            file.write(made.read_bytes())
    except FileExistsError:
        pass


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
