"""What a newcomer installs holds everything: templates and tables too."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SEEDS = (
    "reports/templates/letter.html.j2",
    "reports/templates/letter.css",
    "checks/data/exposures.csv",
    "checks/data/SOURCES.md",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_templates_and_tables(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    assert [seed for seed in SEEDS if seed not in names] == []


def test_the_wheel_alone_runs_the_demo(wheel, tmp_path):
    """In an environment that has this wheel and the libraries, and not this folder. `.ci/run` does it with real installs too."""
    environment = tmp_path / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    site = next(environment.glob("**/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    # A .pth file adds the libraries' folder; .pth files in there (our own editable install) are not followed.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    python = next(environment.glob("bin/python")) if os.name == "posix" else environment / "Scripts" / "python.exe"

    def footprint(*words):
        code = "import monitor, sys; print(monitor.__file__, file=sys.stderr); from monitor.cli import main; main()"
        env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(
            [python, "-c", code, *words], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=50, check=False
        )

    version, demo = footprint("--version"), footprint("demo", "--folder", str(tmp_path / "letters"))

    assert version.stdout.startswith("footprint, version")
    assert demo.returncode == 0, demo.stderr
    assert str(site) in demo.stderr.splitlines()[0]
    assert sorted(path.name for path in (tmp_path / "letters").glob("week-5.*")) == [
        "week-5.eml",
        "week-5.html",
        "week-5.txt",
    ]


def test_the_pins_carry_no_address_and_no_path():
    lines = (PROJECT / "constraints.txt").read_text().splitlines()

    assert all("==" in line and "://" not in line and "@" not in line for line in lines)


def test_help_and_version_import_nothing_heavy():
    code = "import sys, monitor.cli; print([m for m in ('httpx', 'pydantic', 'sqlite_utils', 'rich', 'jinja2', 'selectolax', 'bs4') if m in sys.modules])"

    found = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
