"""Lines of a page that stand in nobody's row, and which of them are hers. Pure.

A detail under a list of signatures, a box beside a table: the page does not say whose it is. It is hers where one of her
own facts stands in it, and otherwise nobody's: it is not stored (promise 9).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.model import Subject
from checks.sought import Sought, folded, sought
from checks.topics import topics


def hers(lines: Iterable[str], subject: Subject) -> Iterator[str]:
    """Those that hold a private fact of hers, where she works or a number of hers; a town is enough for what nobody but
    she would be told by: an address, a phone, a day and place."""
    facts = sought(subject)
    for line in lines:
        said = f" {' '.join(folded(line))} "
        if any(private((line,), subject)) or _names_work(line, said, facts) or _is_near(line, said, facts):
            yield line


def private(lines: Iterable[str], subject: Subject) -> Iterator[str]:
    """Those in which a private fact of hers stands: whoever's row it is in, that is about her."""
    known = replace(subject.private, relatives=())
    return (line for line in lines if any(known.found_in(line)))


def _names_work(line: str, said: str, facts: Sought) -> bool:
    numbers = (facts.npi, *(licence.number for licence in facts.licences))
    boxes = (facts.practice_email, *facts.listed_emails)
    return (
        any(f" {' '.join(employer.words)} " in said for employer in facts.employers)
        or any(re.search(rf"(?<!\w){re.escape(number)}(?!\w)", line) for number in numbers if len(number) > 3)
        or any(box in line.casefold() for box in boxes if box)
        or bool(facts.practice_phone and facts.practice_phone.pattern.search(line))
    )


def _is_near(line: str, said: str, facts: Sought) -> bool:
    if not any(topic.weight for topic in topics(line)):
        return False
    return any(f" {' '.join(folded(town.city))} " in said for town in (*facts.towns, *facts.private_towns) if town.city)


__all__ = ["hers", "private"]
