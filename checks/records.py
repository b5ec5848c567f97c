"""Person blocks out of a page: which lines are about her, where a page lists several people."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from checks.model import TEXT_LIMIT, WEB, Finding
from checks.names import Mention, find
from checks.page import Page
from checks.people import Span, find_people
from checks.text import canonical_url, clip

_RELATIONS = re.compile(
    r"\b(?:(?:may be |is |also )?related to|(?:possible |known |associated )?relatives?(?: (?:include|listed|and associates))?|"
    r"family(?: members?)?:|family members|spouse|survivors?(?: include)?|survived by|(?:is |are )?mourned by|leaves behind|"
    r"predeceased by|preceded in death by|parents?:|children:|siblings:)(?!\w):?\s{0,3}",
    re.IGNORECASE,
)
_LIST_ENDS = re.compile(
    r"\n(?=[^\n:]{1,30}:|[^\n]*(?:\s[|·]\s|\d))|\n\n|[.](?<!\b[A-Z][.])(?<!Jr[.])(?<!Sr[.])(?:\s|$)|\s[|]\s|"
    r"\b(?:lives? in|lived in|phone|address(?:es)?|age|e-?mail|also known|aka|view|born)\b",
    re.IGNORECASE,
)
_FAMILY_LIMIT = 400  # characters
_PLACEHOLDER = re.compile(r"\[(?:person|relative|child|reviewer)\]")
_BEFORE_NAME = re.compile(
    r"^\W{0,4}(?:(?:full )?name:\s{1,2}|\d{1,3}[.)]\s)?(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx)\.?\s)?$", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\n+|\s\|\s|\s?…\s?|\s·\s|;\s|(?<=[a-z0-9\])][.!?])\s+(?=[A-Z\[])")


def of_page(page: Page, names: Sequence[str], excerpt: Finding | None = None) -> Iterator[Finding]:
    """The records of a whole page that may be about her: one per person block that names her; else the page, if it is one block.

    `excerpt`: what an engine showed of the page before it was read.
    """
    key = canonical_url(page.url)
    if not find(page.text, tuple(names)) and excerpt is not None:
        yield excerpt
        return
    yield Finding(source=WEB, key=key, url=key, title=page.title, text=page.text)


def block(text: str, mentions: Sequence[Mention], fits: Callable[[str], int] = lambda _: 0) -> str:
    """The lines of a list that are about the mentioned person: each from her name to the next person's.

    Where several people of her name are listed, `fits` says how well each record fits her; only the best are kept.

    Rows and cells end at a newline, a bar, a dot between spaces, an ellipsis, a semicolon or a sentence. A text that lists
    nobody else, or in which no row begins with anybody's name, is one block. 4 KB at most.
    """
    rows = tuple(_rows(text))
    beginning = _beginning(text, mentions, rows)
    if False not in beginning.values() or True not in beginning.values():
        return clip(text, TEXT_LIMIT)
    listed = [_joined(text, record) for record in _records(rows, beginning, mentions)]
    best = max(map(fits, listed))
    return clip("\n".join(record for record in listed if fits(record) == best), TEXT_LIMIT)


def _records(
    rows: Sequence[tuple[int, int]], beginning: Mapping[int, bool], mentions: Sequence[Mention]
) -> list[list[tuple[int, int]]]:
    """The rows of each record of hers: from her name to the next name, and any other row that names her."""
    found: list[list[tuple[int, int]]] = []
    is_hers = False
    for start, end in rows:
        begins = beginning.get(start)
        is_hers = is_hers if begins is None else begins
        names_her = any(start <= mention.start < end for mention in mentions)
        if begins or (names_her and not is_hers):
            found.append([(start, end)])
        elif is_hers:
            found[-1].append((start, end))
    return found


def relatives_follow(text: str) -> tuple[Span, ...]:
    """The stretches behind "Related to", "Relatives:", "survived by" and the like, in which relatives are listed."""
    return tuple(_family_span(text, match.end()) for match in _RELATIONS.finditer(text))


def _family_span(text: str, start: int) -> Span:
    end = _LIST_ENDS.search(text, start, start + _FAMILY_LIMIT)
    return start, end.start() if end else min(len(text), start + _FAMILY_LIMIT)


def _beginning(text: str, mentions: Sequence[Mention], rows: Sequence[tuple[int, int]]) -> dict[int, bool]:
    """The rows that begin with somebody's name, by their start, and whether it is hers."""
    hers = [(mention.start, mention.end) for mention in mentions]
    others = [person.start for person in find_people(text, kept=hers)]
    others += [match.start() for match in _PLACEHOLDER.finditer(text)]
    family = relatives_follow(text)
    others = [start for start in others if not any(begin <= start < end for begin, end in family)]
    named = sorted([(start, True) for start, _ in hers] + [(start, False) for start in others])
    return {
        row: is_hers
        for row, end in rows
        for start, is_hers in named
        if row <= start < end and _BEFORE_NAME.match(text[row:start])
    }


def _rows(text: str) -> Iterator[tuple[int, int]]:
    edges = [0, *(edge for match in _SEPARATOR.finditer(text) for edge in match.span()), len(text)]
    return ((start, end) for start, end in list(pairwise(edges))[::2] if text[start:end].strip())


def _joined(text: str, rows: Sequence[tuple[int, int]]) -> str:
    """Neighbours keep what stood between them; what was apart stands on lines of its own."""
    parts = [text[rows[0][0] : rows[0][1]]] if rows else []
    for before, after in pairwise(rows):
        gap = text[before[1] : after[0]]
        parts += [gap if _SEPARATOR.fullmatch(gap) else "\n", text[after[0] : after[1]]]
    return "".join(parts).strip()
