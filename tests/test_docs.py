"""Documents quote the code; here they are compared with it."""

import re
from pathlib import Path

import click
import pytest

from checks import catalog
from checks.model import Room
from monitor.cli import footprint

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")


SOURCES = PROJECT / "docs" / "sources.md"
EXAMPLE = PROJECT / "config.example.toml"
HEAD = """\
# Sources

Written from the catalogue by `pytest tests/test_docs.py --snapshot-update`. What each place is told, what it costs, and how
sure we are that its interface is as we think (*uncertain*: nobody could read its code or its operator's documents).

"""


def sources_page():
    return HEAD + "\n".join(_sources_lines())


def _sources_lines():
    for room in Room:
        yield f"## {room.title()} (recommendation {room.recommendation})\n"
        yield "| name | source | is told | needs | asked | costs | countries |\n|---|---|---|---|---|---|---|"
        for source in catalog.SOURCES:
            if source.room is room:
                yield _row(source)
        yield ""


def _row(source):
    needs = ", ".join(source.needs).replace("_", " ")
    where = f" ([from here]({source.key_page}))" if source.key_page else ""
    asked = (
        "when it has what it needs" if source.needs else "unless switched off" if source.default else "when switched on"
    )
    sure = "" if source.confidence == "verified" else " (uncertain)"
    told = ", ".join(source.tells).replace("_", " ")
    title = f"[{source.title}]({source.homepage}){sure}"
    return f"| {source.name} | {title} | {told} | {needs}{where} | {asked} | {source.cost} | {_where(source)} |"


def _where(source):
    states = f": {', '.join(source.regions)}" if source.regions else ""
    return (", ".join(source.countries) or "all") + states


def sources_parts():
    """What the example configuration says of the sources."""
    return "\n".join(line for source in catalog.SOURCES for line in _part(source))


def _part(source):
    yield f"[sources.{source.name}]{' ' * max(2, 38 - len(source.name) - 10)}# {source.title}: {source.cost}"
    yield f"enabled = {'true' if source.default and not source.needs else 'false'}"
    for need in source.needs:
        if need == "url":
            yield 'url = "http://127.0.0.1:8888"          # the address of your own server'
        elif re.search("key|token|secret|feed_url", need):
            stem = source.name.replace("_", "-")
            yield f'{need}_file = "{stem}-{need.replace("_", "-")}.txt"'
            yield f'# {need}_env = "FOOTPRINT_{source.name.upper()}_{need.upper()}"'
        else:
            yield f'{need} = ""'
    for setting in source.takes:
        stem = source.name.replace("_", "-")
        yield f'# {setting}_file = "{stem}-api-key.txt"' if setting == "api_key" else f'# {setting} = ""'
    if source.monthly or source.price:
        yield f"# monthly_questions = {source.monthly or 400}"
    yield ""


def test_the_page_of_sources_is_as_the_catalogue_has_it(request):
    if request.config.getoption("--snapshot-update"):
        SOURCES.write_text(sources_page(), encoding="utf-8", newline="\n")

    assert SOURCES.read_text(encoding="utf-8") == sources_page()


def test_the_example_configuration_says_of_every_source_what_the_catalogue_says(request):
    begin, end = "# sources: begin\n", "# sources: end\n"
    before, _, rest = EXAMPLE.read_text(encoding="utf-8").partition(begin)
    said, _, after = rest.partition(end)
    if request.config.getoption("--snapshot-update"):
        said = sources_parts()
        EXAMPLE.write_text(f"{before}{begin}{said}{end}{after}", encoding="utf-8", newline="\n")

    assert said == sources_parts()


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
