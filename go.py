"""Set up once, then run: `python3 go.py demo`, `python3 go.py test`, `python3 go.py ANYTHING` is `footprint ANYTHING`."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")


def install(extra: str) -> None:
    """Make `.venv` hold this project and `extra`; does nothing when pyproject and pins are as last time."""
    pins = HOME / "constraints.txt"
    wanted = hashlib.sha256((HOME / "pyproject.toml").read_bytes() + pins.read_bytes()).hexdigest()
    stamps = [VENV / f"installed{name}" for name in ("[dev]", extra)]
    if any(stamp.exists() and stamp.read_text() == wanted for stamp in stamps):
        return
    print(f"Installing into {VENV} (only the first time) …", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if uv:
        make = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)]
        load = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(BIN / "python")]
    elif importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "go.py: this Python lacks venv or pip. On Debian and Ubuntu: sudo apt install python3-venv; or install uv."
        )
    else:
        make = [sys.executable, "-m", "venv", str(VENV)]
        load = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in (make, [*load, "-c", str(pins), "-e", f"{HOME}{extra}"]):
        if subprocess.run(command, check=False).returncode:
            sys.exit("go.py: installing failed (its reason is above). With the network back, the same command goes on.")
    (VENV / f"installed{extra}").write_text(wanted)


def main(words: list[str]) -> int:
    if sys.version_info < (3, 11):
        sys.exit(f"go.py: needs Python 3.11 or newer, this is {sys.version.split()[0]}.")
    testing = words[:1] == ["test"]
    install("[dev]" if testing else "")
    # -P: she may stand in a folder that has a `monitor` of its own.
    tool = [str(BIN / "python"), "-m", "pytest"] if testing else [str(BIN / "python"), "-P", "-m", "monitor.cli"]
    said = (words[1:] or ["-n", "auto"]) if testing else (words or ["--help"])  # all tests: on every core
    return subprocess.run([*tool, *said], check=False, cwd=HOME if testing else None).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
