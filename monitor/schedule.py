"""When things are due, and the one timer that asks.

Due dates are data (promise 8): `weekly` works them out, the store keeps them, `service.tick` does what is due. So the
daemon, a cron line and a laptop that wakes on Tuesday behave alike. APScheduler only calls the tick.
"""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def weekly(after: datetime, *, weekday: str, hour: int, zone: ZoneInfo) -> datetime:
    """The first moment after `after` that is `hour` o'clock on `weekday` on her wall clock; UTC.

    An hour that the spring change skips falls on the hour after it; the autumn one that comes twice counts once.
    """
    local = after.astimezone(zone)
    days = (WEEKDAYS.index(weekday) - local.weekday()) % 7
    due = (local + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    if due.astimezone(UTC) <= after:
        due = (due + timedelta(days=7)).replace(hour=hour, fold=0)
    return due.astimezone(UTC)


def iso_week(moment: datetime, zone: ZoneInfo) -> str:
    """The week a letter belongs to, as people write it: 2026-W47."""
    year, week, _ = moment.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"


async def run_forever(tick: Callable[[], Awaitable[None]], *, zone: ZoneInfo) -> None:
    """Call `tick` now and every minute until SIGTERM or SIGINT; the tick in hand is finished first."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C interrupts the loop instead
            loop.add_signal_handler(name, stop.set)
    busy = asyncio.Lock()

    async def guarded() -> None:
        async with busy:
            if not stop.is_set():
                await tick()

    # Its default grace of one second would drop the tick of a machine that slept (DEPENDENCIES, Schedule).
    scheduler = AsyncIOScheduler(
        timezone=zone, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )
    scheduler.add_job(guarded, "interval", minutes=1)
    scheduler.start()
    await guarded()
    await stop.wait()
    async with busy:
        scheduler.shutdown(wait=False)
