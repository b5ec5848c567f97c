"""The passed-in clock: waits side by side do not add up, nobody wakes early, nothing waits for real."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.clock import SteppedClock, SystemClock

START = datetime(2026, 10, 19, 15, 0, tzinfo=UTC)


async def test_a_wait_moves_both_hands_and_takes_no_time():
    clock, began = SteppedClock(START), time.monotonic()

    await clock.sleep(3600)

    assert clock.now() == START + timedelta(hours=1)
    assert clock.monotonic() == 3600
    assert time.monotonic() - began < 5


async def test_waits_side_by_side_take_as_long_as_the_longest():
    clock = SteppedClock(START)

    await asyncio.gather(*(clock.sleep(seconds) for seconds in (30, 10, 20)))

    assert clock.monotonic() == 30


async def test_who_wakes_and_sleeps_again_is_not_overtaken_by_a_longer_sleeper():
    clock, woken = SteppedClock(START), []

    async def often():
        for _ in range(4):
            await clock.sleep(1)
            await asyncio.sleep(0)  # it has something to do first
            woken.append(("often", clock.monotonic()))

    async def once():
        await clock.sleep(3.5)
        woken.append(("once", clock.monotonic()))

    await asyncio.gather(once(), often())

    assert woken == [("often", 1), ("often", 2), ("often", 3), ("once", 3.5), ("often", 4)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.floats(0, 1000), max_size=4), min_size=1, max_size=5))
def test_nobody_wakes_early_and_the_whole_takes_as_long_as_the_slowest(naps):
    clock, seen = SteppedClock(START), []

    async def sleeper(mine):
        for seconds in mine:
            before = clock.monotonic()
            await clock.sleep(seconds)
            seen.append(clock.monotonic())
            assert clock.monotonic() >= before + seconds

    async def everybody():
        await asyncio.gather(*(sleeper(mine) for mine in naps))

    asyncio.run(everybody())

    assert seen == sorted(seen)
    assert abs(clock.monotonic() - max(sum(mine) for mine in naps)) < 1e-6


async def test_a_cancelled_sleeper_does_not_hold_the_others():
    clock = SteppedClock(START)
    first = asyncio.create_task(clock.sleep(5))
    second = asyncio.create_task(clock.sleep(9))
    await asyncio.sleep(0)

    first.cancel()
    await second

    assert first.cancelled()
    assert clock.monotonic() == 9


async def test_a_jump_over_weeks_wakes_who_slept_meanwhile_in_their_order():
    clock, woken = SteppedClock(START), []

    async def sleeper(seconds):
        await clock.sleep(seconds)
        woken.append(seconds)

    sleepers = [asyncio.create_task(sleeper(seconds)) for seconds in (60, 30, 90)]
    await asyncio.sleep(0)
    clock.jump(timedelta(weeks=1))
    await asyncio.gather(*sleepers)

    assert woken == [30, 60, 90]
    assert clock.now() == START + timedelta(weeks=1)


async def test_a_wall_clock_that_is_set_back_leaves_the_other_hand_alone():
    clock = SteppedClock(START)
    await clock.sleep(100)

    clock.jump(-timedelta(days=1))

    assert clock.now() == START + timedelta(seconds=100) - timedelta(days=1)
    assert clock.monotonic() == 100


async def test_the_system_clock_is_aware_of_utc_and_really_waits():
    clock = SystemClock()
    before = clock.monotonic()

    await clock.sleep(0.01)

    assert clock.now().utcoffset() == timedelta(0)
    assert clock.monotonic() - before >= 0.009
