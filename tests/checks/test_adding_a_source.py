"""The page for contributors is made from doing it: its example is run here."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from checks.errors import Blocked, Partial, Unreachable, Unreadable
from checks.model import FACTS, TELLS
from checks.source import Source, witness
from tests.checks.asking import read, reply
from tests.checks.sample import QUERY

PAGE = (Path(__file__).parents[2] / "docs" / "adding-a-source.md").read_text(encoding="utf-8")
RECORD = {"number": "7731", "name": "Maren Holloway", "title": "Counsellor", "views": 12}


@pytest.fixture
def source():
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    module = ModuleType("cascade")
    exec(compile(block, "adding-a-source.md", "exec"), module.__dict__)
    return module.SOURCE


async def ask(source, answer):
    return await read(source, next(iter(source.questions(QUERY, {}))), answer)


def test_the_example_is_a_source_in_our_words(source):
    asked = list(source.questions(QUERY, {}))

    assert isinstance(source, Source)
    assert [question.text for question in asked] == list(QUERY.names)
    assert {tell for question in asked for tell in question.tells} <= set(source.tells) <= TELLS


async def test_the_example_gives_all_the_answers_that_the_page_names(source):
    findings, error = await ask(source, reply({"people": [RECORD]}))

    assert error is None
    assert findings[0].facts == {"name": ("Maren Holloway",), "licence": ("OR 7731",), "job_title": ("Counsellor",)}
    assert set(findings[0].facts) <= FACTS
    assert await ask(source, reply({"people": []})) == ([], None)
    assert isinstance((await ask(source, reply(b"", 403)))[1], Blocked)
    assert isinstance((await ask(source, reply(b"", 502)))[1], Unreachable)
    assert isinstance((await ask(source, reply({"persons": [RECORD]})))[1], Unreadable)


async def test_the_example_does_not_drop_what_it_cannot_read(source):
    findings, error = await ask(source, reply({"people": [RECORD, {"number": None}]}))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_the_example_may_say_that_a_record_is_gone(source):
    question = next(iter(source.questions(QUERY, {})))
    (finding,), _ = await ask(source, reply({"people": [RECORD]}))

    assert witness(source, question, finding) == question.key


@pytest.mark.usefixtures("source")  # which reads in what the page names
def test_what_the_page_names_is_there():
    root = Path(__file__).parents[2]
    named = set(re.findall(r"`((?:checks|tests)/[\w/]+(?:\.py|/))`", PAGE))

    assert len(named) >= 7
    assert [name for name in named if not (root / name).exists()] == []
    for name in (
        "hit",
        "fetch",
        "fetch_json",
        "field",
        "expect",
        "words",
        "plain",
        "clip",
        "Partial",
        "Skipped",
        "FACTS",
    ):
        assert f"`{name}`" in PAGE
        assert any(hasattr(module, name) for key, module in sys.modules.items() if key.startswith("checks."))
