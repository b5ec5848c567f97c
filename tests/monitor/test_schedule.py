"""Due dates on her wall clock, through sleep, zones and the two odd nights of the year."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.schedule import WEEKDAYS, iso_week, run_forever, weekly

PORTLAND = ZoneInfo("America/Los_Angeles")
MONDAY_SEVEN = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 07:00 in Portland


def test_the_next_monday_morning_is_hers_not_utcs():
    due = weekly(datetime(2026, 11, 20, tzinfo=UTC), weekday="monday", hour=7, zone=PORTLAND)

    assert due == MONDAY_SEVEN


def test_the_moment_itself_is_past():
    assert weekly(MONDAY_SEVEN, weekday="monday", hour=7, zone=PORTLAND) == MONDAY_SEVEN + timedelta(days=7)


def test_seven_o_clock_stays_seven_o_clock_through_both_changes_of_the_clock():
    autumn = weekly(datetime(2026, 10, 27, tzinfo=UTC), weekday="monday", hour=7, zone=PORTLAND)
    spring = weekly(datetime(2027, 3, 10, tzinfo=UTC), weekday="monday", hour=7, zone=PORTLAND)

    assert autumn.astimezone(PORTLAND).hour == 7
    assert spring.astimezone(PORTLAND).hour == 7


@given(
    after=st.integers(0, 20 * 365 * 24 * 60).map(
        lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    weekday=st.sampled_from(WEEKDAYS),
    hour=st.integers(0, 23),
)
def test_due_is_always_later_and_never_more_than_a_week_and_an_hour(after, weekday, hour):
    due = weekly(after, weekday=weekday, hour=hour, zone=PORTLAND)

    assert after < due <= after + timedelta(days=7, hours=1)
    assert WEEKDAYS[due.astimezone(PORTLAND).weekday()] == weekday


def test_a_letter_belongs_to_the_week_on_her_calendar():
    sunday_night = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # still Sunday in Portland

    assert iso_week(sunday_night, PORTLAND) == "2026-W47"
    assert iso_week(sunday_night, ZoneInfo("UTC")) == "2026-W48"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM handlers")
async def test_sigterm_lets_the_tick_in_hand_finish_and_then_ends_the_daemon():
    finished = []

    async def tick():
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.sleep(0.01)
        finished.append("the tick")

    await asyncio.wait_for(run_forever(tick, zone=PORTLAND), timeout=5)

    assert finished == ["the tick"]


def test_the_turn_of_the_year_belongs_to_week_53_where_there_is_one():
    assert iso_week(datetime(2027, 1, 2, 20, tzinfo=UTC), PORTLAND) == "2026-W53"
    assert iso_week(datetime(2027, 1, 4, 20, tzinfo=UTC), PORTLAND) == "2027-W01"
