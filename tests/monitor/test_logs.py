"""What the log may say."""

import io
import logging

import pytest

from checks.errors import Blocked
from checks.model import Query, Subject
from monitor.logs import HIDDEN, Redaction
from tests.checks.sample import SUBJECT


@pytest.fixture
def log():
    """A logger below another one, whose handler writes into a text."""
    handler = logging.StreamHandler(io.StringIO())
    handler.addFilter(Redaction(SUBJECT))
    logger = logging.getLogger("a.child")
    parent = logging.getLogger("a")
    parent.addHandler(handler)
    parent.propagate = False
    yield logger, handler.stream
    parent.removeHandler(handler)


@pytest.mark.parametrize(
    "said",
    [
        "asked for Maren Holloway",
        "GET /?q=%22Maren%20Holloway%22+LCSW",
        "GET /?q=Maren+Holloway",
        "maren.holloway@postbox.example refused",
        "2816 NE Alder Court",
        "(503) 555-0177",
        "1981-04-17",
        "Tobias Holloway",
        "NPI 2345678918",
    ],
)
def test_no_value_of_hers_reaches_the_log(log, said):
    logger, written = log

    logger.warning("a source said: %s", said)

    text = written.getvalue()
    assert HIDDEN in text
    for value in ("maren", "alder", "0177", "1981", "tobias", "2345678918"):
        assert value not in text.lower()


def refuse(reason):
    raise Blocked(reason)


def test_a_traceback_is_redacted_too(log):
    logger, written = log
    try:
        refuse("no answer for Maren Holloway")
    except Blocked:
        logger.exception("nppes: a fault of this program")

    assert "Traceback" in written.getvalue()
    assert "Maren" not in written.getvalue()


def test_sources_and_outcomes_are_said_as_they_are(log):
    logger, written = log

    logger.info("nppes: complete")
    logger.warning("nppes: complete, %d findings", 3)

    assert "nppes: complete, 3 findings" in written.getvalue()


def test_a_stranger_s_line_break_forges_no_entry_and_steers_no_terminal(log):
    logger, written = log

    logger.error("%s", "mail server said: no\n2026-11-23 ERROR nppes: fine \x1b]0;owned\x07 \u202eesrever")

    assert len(written.getvalue().splitlines()) == 1
    assert not {"\x1b", "\x07", "\u202e"} & set(written.getvalue())


def test_one_of_her_names_alone_is_hidden_too(log):
    logger, written = log

    logger.warning("no answer for HOLLOWAY, M.; was Lindqvist")

    assert written.getvalue() == f"no answer for {HIDDEN}, M.; was {HIDDEN}\n"


def test_a_subject_of_short_words_does_not_blot_out_the_log():
    filtered = Redaction(Subject(query=Query(names=("X Li",), country="")))
    entry = logging.LogRecord("a", logging.INFO, "", 0, "nppes: complete for X Li", None, None)

    filtered.filter(entry)

    assert entry.getMessage() == f"nppes: complete for {HIDDEN}"
