"""What engines that answer in JSON have in common: a list of results, read in its order, and what it leaves out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from checks.errors import Partial
from checks.fetch import words
from checks.hits import doubts, hit, unread
from checks.model import Finding, Question


def read(results: Iterable[Any], address: str, title: str, *excerpts: str) -> Iterator[Finding]:
    """Those of the results that can be read. The names are those of the engine's own fields."""
    for result in results:
        if isinstance(result, dict):
            finding = hit(words(result, address), words(result, title), *(words(result, name) for name in excerpts))
            if finding:
                yield finding


def told(
    question: Question, found: Sequence[Finding], *, listed: int, page: int, also: Iterable[str] = ()
) -> Iterator[Finding]:
    """What was `found` among `listed` results, of at most `page`; then Partial where that is not everything.

    `also`: what else the engine says against its answer.
    """
    yield from found
    missed = [unread(listed - len(found), "results")] if len(found) < listed else []
    if problems := [*doubts(question, found, full_page=listed >= page), *missed, *also]:
        raise Partial("; ".join(problems))
