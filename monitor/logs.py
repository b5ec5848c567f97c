"""The log: sources and outcomes, never values of people (promise 14). One handler, with a filter that makes sure."""

import logging
import re
from urllib.parse import quote, quote_plus

from checks.model import Subject
from checks.text import printable

HIDDEN = "[hidden]"
_SHORT = 4  # characters; shorter strings stand in every word


class Redaction(logging.Filter):
    """Replaces every string of hers, in the spellings of a URL too. On the handler: filters of loggers miss children."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        said = (*subject.query.sayable(), *_private(subject))
        words = (word for name in (*subject.query.names, *subject.private.relatives) for word in name.split())
        strings = {*subject.query.names, *(text for text in (*said, *words) if len(text) > _SHORT)}
        spellings = {spelling for text in strings for spelling in (text, quote(text), quote_plus(text))}
        self._hers = re.compile("|".join(map(re.escape, sorted(spellings, key=len, reverse=True))), re.IGNORECASE)

    def filter(self, record: logging.LogRecord) -> bool:
        one_line = " ".join(printable(record.getMessage()).splitlines())  # a stranger's line break forges no entry
        record.msg, record.args = self._hers.sub(HIDDEN, one_line), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self._hers.sub(HIDDEN, printable(record.exc_text))
        return True


def _private(subject: Subject) -> list[str]:
    private = subject.private
    born = [private.birth_date.isoformat()] if private.birth_date else []
    return [
        *private.phones,
        *private.emails,
        *private.relatives,
        *born,
        *(home.street for home in private.home_addresses),
    ]


def to_stderr(subject: Subject, level: int) -> logging.Handler:
    """Send this program's log to stderr, redacted. The handler, for whoever wants it back."""
    handler = logging.StreamHandler()
    handler.addFilter(Redaction(subject))
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it announces each of its minutes
    return handler
