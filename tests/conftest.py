"""Shared by all tests: stored texts, refreshed by `--snapshot-update` and then read by a person before they are kept."""

from pathlib import Path

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--snapshot-update", action="store_true", help="write stored letters anew instead of comparing with them"
    )


@pytest.fixture
def same_as_stored(request):
    """Compares a text with a stored file, a path beside the test."""

    def compare(text: str, name: str) -> None:
        path = Path(request.path).parent / name
        if request.config.getoption("--snapshot-update"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{name} is not stored yet: run pytest --snapshot-update"
        assert text == path.read_text(encoding="utf-8")

    return compare
