"""A source of somebody else's package: like ours where it keeps to its word, one line where it does not."""

import pytest

from checks import catalog
from checks.errors import Skipped, Unreachable, Unreadable
from checks.model import Query
from tests.checks.asking import read, reply
from tests.checks.packaged import CASCADE, installed
from tests.checks.sample import QUERY, SUBJECT

RECORD = {"number": "7731", "name": "Maren Holloway", "title": "Counsellor"}


def refusal(source):
    """Why it is not asked; empty if it is."""
    try:
        list(source.questions(QUERY, {}))
    except Skipped as error:
        return str(error)
    return ""


async def test_a_plug_in_stands_in_the_catalogue_like_ours_and_is_known_by_name_before_it_is_read_in(tmp_path):
    with installed(tmp_path):
        names, source = catalog.names(), catalog.by_name("cascade")
        (question, *_) = source.questions(QUERY, {})
        findings, error = await read(source, question, reply({"people": [RECORD]}))

        assert names == tuple(source.name for source in catalog.SOURCES) == (*catalog.own_names(), "cascade")
        assert catalog.left_out() == ()
    assert source.package == "footprint-cascade 1.2"
    assert error is None
    assert [finding.key for finding in findings] == ["7731"]
    assert "cascade" not in catalog.names()


def test_the_names_of_plug_ins_are_known_without_reading_any_in(tmp_path):
    with installed(tmp_path, "raise SystemExit('read in')"):
        assert "cascade" in catalog.names()


def test_a_plug_in_never_sees_more_than_may_be_said_aloud(tmp_path):
    spy = CASCADE.replace("    for name in query.names:", "    SEEN.append(query)\n    for name in query.names:")
    with installed(tmp_path, f"SEEN = []\n{spy}"):
        source = catalog.by_name("cascade")
        list(source.questions(SUBJECT.query, {}))
        import footprint_cascade

        (seen,) = footprint_cascade.SEEN

    assert type(seen) is Query


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import nothing_of_that_name", "cannot be read in (ModuleNotFoundError: No module named 'nothing_of_that_name')"),
        ("raise SystemExit(3)", "cannot be read in (SystemExit: 3)"),
        ("SOURCE = 'a source'", "what it names is no Source"),
        (CASCADE.replace('NAME = "cascade"', 'NAME = "cascades"'), "announced as cascade and calls itself cascades"),
        (CASCADE.replace('tells=("name",),\n    hosts', 'tells=("diary",),\n    hosts'), "what it is told (tells)"),
        (CASCADE.replace('hosts=("api.register.example",)', 'hosts="api.register.example"'), "its hosts is not what"),
        (CASCADE.replace('countries=("US",)', "pace_seconds=float('nan')"), "its pace_seconds is not from 0"),
        (CASCADE.replace("for name in query.names:", "for name in query.nicknames:"), "AttributeError"),
        (CASCADE.replace("Question(source=NAME", 'Question(source="nppes"'), "otherwise than it declares"),
        (CASCADE.replace('tells=("name",), name', 'tells=("name", "npi"), name'), "otherwise than it declares"),
        (CASCADE.replace('tells=("name",), name', "tells=(), name"), "otherwise than it declares"),
    ],
)  # fmt: skip
def test_a_plug_in_that_is_broken_or_breaks_its_word_is_one_line_with_a_cure_and_is_not_asked(tmp_path, code, said):
    with installed(tmp_path, code):
        reason = refusal(catalog.by_name("cascade"))

        assert catalog.by_name("nppes") in catalog.SOURCES
    assert said in reason
    assert "footprint-cascade 1.2" in reason
    assert "remove it" in reason
    assert "\n" not in reason


@pytest.mark.parametrize("name", ["nppes", "web", "Cascade", "cas cade", "cas-cade"])
def test_a_plug_in_cannot_take_a_name_of_ours_or_one_that_is_none(tmp_path, name):
    with installed(tmp_path, name=name):
        (line,) = catalog.left_out()

        assert catalog.names() == catalog.own_names()
        assert not any(source.package for source in catalog.SOURCES)
    assert line.startswith("the plug-in footprint-cascade 1.2 is left out")
    assert "remove footprint-cascade" in line


def test_of_two_plug_ins_with_one_name_neither_is_asked(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()

    with installed(one), installed(other, package="footprint-falls"):
        lines = catalog.left_out()

        assert catalog.names() == catalog.own_names()
    assert len(lines) == 2
    assert all("remove one of the two" in line for line in lines)


def test_a_damaged_list_of_entry_points_is_one_line(tmp_path):
    with installed(tmp_path, more="this line says nothing\n"):
        (line,) = catalog.left_out()

        assert catalog.names() == catalog.own_names()
    assert "damaged entry_points.txt" in line


async def asked(folder, old, new, answer):
    with installed(folder, CASCADE.replace(old, new)):
        source = catalog.by_name("cascade")
        (question, *_) = source.questions(QUERY, {})
        return await read(source, question, answer)


async def test_a_plug_in_sends_only_where_the_plan_says(tmp_path):
    findings, error = await asked(tmp_path, '"https://api.register', '"https://elsewhere', reply({"people": [RECORD]}))

    assert findings == []
    assert isinstance(error, Skipped)


async def test_a_plug_in_hands_over_no_record_of_another_source(tmp_path):
    findings, error = await asked(tmp_path, "        source=NAME,\n        key", '        source="nppes",\n        key', reply({"people": [RECORD]}))  # fmt: skip

    assert findings == []
    assert isinstance(error, Unreadable)


async def test_a_fault_of_a_plug_in_is_named_as_its_own(tmp_path):
    _, error = await asked(tmp_path, "    unread =", "    1 / 0\n    unread =", reply({"people": [RECORD]}))

    assert isinstance(error, Unreadable)
    assert "a fault of the plug-in footprint-cascade 1.2: ZeroDivisionError" in str(error)


async def test_a_plug_in_speaks_of_its_own_failures_in_our_words(tmp_path):
    _, error = await asked(tmp_path, "", "", reply(b"", 502))

    assert isinstance(error, Unreachable)
