"""How long to wait before the same is asked again, and whether at all. Pure."""

import email.utils
import random
from datetime import UTC, datetime

_TRANSIENT = frozenset({500, 502, 503, 504})
_YEAR = 366 * 86400.0  # a host that says more means never; and dates end somewhere


def wait_before_retry(status: int, retry_after: str, attempt: int, now: datetime) -> float | None:
    """Seconds; None for an answer that stands, as a 429 does that does not say when to come back."""
    asked = seconds_asked(retry_after, now)
    if status == 429:
        return asked
    if status in _TRANSIENT:
        return back_off(attempt) if asked is None else asked
    return None


def back_off(attempt: int) -> float:
    """About 1, 2, 4 … seconds, never quite the same: many clients must not come back in step."""
    return float(2.0 ** (attempt - 1) * random.uniform(0.8, 1.2))


def seconds_asked(retry_after: str, now: datetime) -> float | None:
    """A `Retry-After` of either form, 1 second to a year; None where there is none that can be read."""
    text = retry_after.strip()
    if text.isascii() and text.isdecimal():
        return _bounded(float(text))
    try:
        at = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return _bounded((at - now).total_seconds())


def _bounded(seconds: float) -> float:
    return min(max(seconds, 1.0), _YEAR)
