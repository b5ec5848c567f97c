"""What is judged with what it gives away: critical things are set aside less easily, and no more than that."""

from datetime import UTC, datetime

import pytest

from checks.hits import hit
from checks.model import Level
from monitor.scan import Judging
from tests.checks.sample import SUBJECT

JUDGING = Judging(subject=SUBJECT, seen=datetime(2026, 10, 19, tzinfo=UTC))
THREAT = "I will find Maren Holloway and kill her."


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("Maren Holloway lives in Tampa, FL 33601.", Level.NOT_ME),
        (f"Maren Holloway lives in Tampa, FL 33601. {THREAT}", Level.MAYBE),
        (f"Maren Holloway, real estate agent, Tampa, FL. {THREAT}", Level.NOT_ME),  # too much speaks for another woman
    ],
)
def test_what_is_critical_is_set_aside_less_easily(said, level):
    assert JUDGING.judge(hit("https://forum.example/x", "Maren Holloway", said)).level is level
