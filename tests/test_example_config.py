"""config.example.toml is complete, can be loaded, and says of each part whether it is ever sent."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from checks import catalog
from checks.errors import ConfigError
from monitor.config import load
from monitor.configuration.layout import parts

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
KNOWN = tuple(source.name for source in catalog.SOURCES)


@pytest.fixture
def copied(tmp_path):
    path = tmp_path / "config.toml"
    shutil.copy(EXAMPLE, path)
    path.chmod(0o600)
    return path


def test_the_example_is_a_configuration_as_it_stands(copied):
    config = load(copied, KNOWN)

    assert config.subject.name == "Maren Holloway"
    assert config.subject.query.names == ("Maren Holloway", "Maren E. Holloway", "Maren Lindqvist")
    assert config.subject.private.birth_date
    assert config.mail.port == 587


def test_a_copy_that_others_can_read_is_refused_with_the_cure(copied):
    copied.chmod(0o644)

    with pytest.raises(ConfigError, match="run chmod 600"):
        load(copied, KNOWN)


def test_the_example_shows_every_key_there_is():
    every = {(*at, name) for at, names in parts().items() for name in names if (*at, name) not in parts()}

    assert every - _shown(EXAMPLE.read_text(encoding="utf-8")) == {("sources",)}


def _shown(text: str) -> set[tuple[str, ...]]:
    """Every key with its part, set or in a remark that would set it."""
    at, found = (), set()
    for line in text.splitlines():
        if head := re.match(r"\[+([\w.]+)\]", line):
            at = tuple(head[1].split("."))
        elif key := re.match(r"(?:# )?(\w+) = ", line):
            found.add((*at, key[1]))
    return found


def test_the_example_says_something_of_every_source():
    sections = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))["sources"]

    assert set(sections) == set(KNOWN)


def test_sources_that_need_something_are_off_until_it_is_given(copied):
    config = load(copied, KNOWN)

    assert [s.name for s in catalog.SOURCES if s.needs and config.switch(s)] == []


def test_every_line_that_is_a_remark_on_a_key_would_be_right_if_it_were_set(copied):
    text = EXAMPLE.read_text(encoding="utf-8")
    # The alternatives to what is set (the other way to give a secret) may stand beside it.
    copied.write_text(re.sub(r"(?m)^# (\w+ = )", r"\1", text), encoding="utf-8")

    config = load(copied, KNOWN)

    assert config.subject.query.orcid == "0000-0002-1825-0097"
    assert config.network.gateway == "http://127.0.0.1:8765"
