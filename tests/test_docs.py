"""Documents quote the code; here they are compared with it."""

import re
from pathlib import Path

import click
import pytest

from checks import catalog
from monitor.cli import footprint

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def sources_table():
    return "\n".join(
        f"| {source.title} | {source.room} | {', '.join(source.tells).replace('_', ' ')}{f' (needs {source.needs[0]})' if source.needs else ''} |"
        for source in catalog.SOURCES
    )


def test_the_readme_lists_every_source_as_the_catalogue_has_it():
    quoted = re.search(r"<!-- sources: begin -->\n(.*?)\n?<!-- sources: end -->", README, re.DOTALL)[1]

    assert quoted == sources_table()


def test_every_command_named_in_the_documents_exists():
    named = set()
    for document in (PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md")), PROJECT / "config.example.toml"):
        named |= set(re.findall(r"`(?:python3 go\.py|footprint) ([a-z]+)", document.read_text(encoding="utf-8")))
        named |= set(re.findall(r"^ {4,}python3 go\.py ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE))

    assert named - set(footprint.commands) - {"test"} == set()


@pytest.mark.parametrize("name", sorted(footprint.commands))
def test_every_command_says_what_it_does(name):
    command = footprint.commands[name]

    text = command.get_help(click.Context(command, info_name=name))

    assert command.help
    assert all(len(line) <= 100 for line in text.splitlines())


def test_the_two_commands_stand_in_the_readme_and_the_second_in_ci():
    ci = (PROJECT / ".ci" / "run").read_text(encoding="utf-8")

    assert "    python3 go.py demo\n    python3 go.py test\n" in README
    assert "\npython3 go.py test\n" in ci


def test_the_changelog_names_this_version_or_what_is_to_come():
    assert "## Unreleased" in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
