"""A yes is written into config.toml, and nothing else in it changes."""

import difflib
import os
import stat
import tomllib
from pathlib import Path

import pytest

from checks.errors import ConfigError, FootprintError
from monitor.configuration import writing

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
PHONE = ("private.phones", [("", "(503) 555-0188")])
TOWN = ("towns", [("city", "Salem"), ("region", "OR"), ("country", "")])


def changed(before, after):
    lines = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_one_value_more_and_every_comment_stays():
    before = EXAMPLE.read_bytes()

    after = writing.added(before, *PHONE)

    assert changed(before, after) == ['-phones = ["(503) 555-0177"]', '+phones = ["(503) 555-0177", "(503) 555-0188"]']


def test_one_row_more_stands_behind_the_others_of_its_kind():
    before = EXAMPLE.read_bytes()

    after = writing.added(before, *TOWN)

    assert sorted(changed(before, after)) == ["+", "+[[towns]]", '+city = "Salem"', '+region = "OR"']
    assert tomllib.loads(after.decode())["towns"][-1] == {"city": "Salem", "region": "OR"}


@pytest.mark.parametrize(
    ("place", "fields", "found"),
    [
        ("npi", [("", "2345678918")], "2345678918"),
        ("profiles", [("", "https://a.example/")], ["https://a.example/"]),
        ("name.former", [("", 'Maren "Mo" Lindqvist')], ['Maren "Mo" Lindqvist']),
        ("private.phones", [("", "1")], ["1"]),
        ("handles", [("handle", "a"), ("platform", "b")], [{"handle": "a", "platform": "b"}]),
    ],
)
def test_a_part_that_is_not_there_yet_is_made(place, fields, found):
    after = tomllib.loads(writing.added(b'# mine\n[name]\ndaily = "Maren Holloway"\n', place, fields).decode())

    for key in place.split("."):
        after = after[key]
    assert after == found


def test_what_stands_there_already_is_not_written_twice():
    before = EXAMPLE.read_bytes()

    once = writing.added(before, *TOWN)

    assert writing.added(before, "private.phones", [("", "(503) 555-0177")]) == before
    assert writing.added(once, *TOWN) == once


@pytest.mark.parametrize(
    "content",
    [
        b'[private]\r\nphones = ["1"] # mine\r\n[mail]\r\nto = "a@b.example"\r\n',
        b'\xef\xbb\xbfprivate.phones = ["1"]\n',
        b'private = { phones = ["1"] }\n',
        b'[private]\nphones = [\n  "1", # the old one\n  # and no more\n]\n',
    ],
)
def test_however_the_file_is_written_it_stays_so(content):
    after = writing.added(content, *PHONE)

    assert tomllib.loads(after.decode("utf-8-sig"))["private"]["phones"] == ["1", "(503) 555-0188"]
    assert after.count(b"\r\n") == (after.count(b"\n") if b"\r\n" in content else 0)
    assert after.startswith(b"\xef\xbb\xbf") == content.startswith(b"\xef\xbb\xbf")
    for remark in (b"# mine", b"# the old one", b"# and no more"):
        assert (remark in after) == (remark in content)


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b"before")
    path.chmod(0o640)
    return path


def fine(path):
    return path


def test_it_is_put_in_place_whole_and_for_her_alone_where_it_is_private(config):
    writing.write(config, b"before", b"after", fine, is_private=False)
    public = stat.S_IMODE(config.stat().st_mode)
    writing.write(config, b"after", b"private", fine, is_private=True)

    assert config.read_bytes() == b"private"
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]
    if os.name == "posix":
        assert (public, stat.S_IMODE(config.stat().st_mode)) == (0o640, 0o600)


def test_a_file_that_was_changed_by_hand_meanwhile_is_left_alone(config):
    config.write_bytes(b"by hand")

    with pytest.raises(FootprintError, match="changed meanwhile"):
        writing.write(config, b"before", b"after", fine, is_private=True)

    assert config.read_bytes() == b"by hand"
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]


def test_what_would_not_load_is_not_written(config):
    def refuse(path):
        raise ConfigError([f"{path.name}: this is also private"])

    with pytest.raises(FootprintError, match="this was not written") as refused:
        writing.write(config, b"before", b"after", refuse, is_private=True)

    assert "config.toml: this is also private" in str(refused.value)
    assert config.read_bytes() == b"before"


def test_a_link_to_the_file_stays_a_link(config, tmp_path):
    link = tmp_path / "link.toml"
    link.symlink_to(config)

    writing.write(link, b"before", b"after", fine, is_private=False)

    assert link.is_symlink()
    assert config.read_bytes() == b"after"
