"""The rows of a page that lists people: where each record begins, whose it is, and how far it goes."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest

from checks.model import CHILD, PERSON, RELATIVE, REVIEWER
from checks.names import Mention
from checks.people import Span, find_people
from checks.professions import nominals
from checks.text import fold, words

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
_PLACEHOLDER = re.compile("|".join(map(re.escape, (PERSON, RELATIVE, CHILD, REVIEWER))))
# What may stand before the name that a row is about: places, bib and board numbers, codes, dates, labels of a name, cells.
_BEFORE_NAME = re.compile(
    r"^\W{0,4}(?:[^|/·\t\n]{0,40}(?:\s?[|\t]\s?|\s[/·]\s)){0,3}(?:[#(]?[A-Z]{0,3}[-.]?\d[\d/.:-]{0,10}[A-Z]?[.):]?\s{1,3}){0,3}"
    r"(?:(?:(?:full|last|first|provider|licensee|contributor|donor|member|owner|presenter|participant|runner) )?"
    r"(?:name|contributor|donor|provider|licensee|presenter|speaker|runner|nom|nombre|naam|nome):\s{1,2})?"
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx)\.?\s)?$",
    re.IGNORECASE,
)
_PROSE_BEHIND = re.compile(
    r"[ ,]{1,2}(?!(?:of|from|in|at|aus|von|de|à|y|and|und|et|née|geb)\b)[a-zß-ÿ]{2,20}\b|['’]s\b|: [A-Z]?[a-z]+ [a-z]+"
)
_SAID_BEHIND = re.compile(r"[^\n:“\"«]{0,60}: ?[“\"«]")  # a signature with its comment
_SIGN_BEHIND = re.compile(r"\s?([^\w\s]|[^\W\d_]|\d|$)")
_WORD_BEFORE = re.compile(r"(?<![\w])([^\W\d_]{2,})[ -]$")
_LONGEST_LEAD = 140  # characters before a name
_USUAL_ROW = 4  # lines
_LONGEST_ROW = 8  # lines under a name, beyond which a page is about that person rather than a list


@dataclass(frozen=True, kw_only=True)
class Lead:
    """A line that begins with somebody's name. `shape`: what stands before and behind it, alike in the rows of one list."""

    line: int
    is_hers: bool
    shape: str  # empty for a sentence
    name: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One record of a list, as a span of the text; `is_hers`: it begins with her name, else it only names her."""

    start: int
    end: int
    is_hers: bool


@lru_cache(maxsize=32)
def relatives_follow(text: str) -> tuple[Span, ...]:
    """The stretches behind "Related to", "Relatives:", "survived by" and the like, in which relatives are listed."""
    return tuple(_family_span(text, match.end()) for match in _RELATIONS.finditer(text))


def _family_span(text: str, start: int) -> Span:
    end = _LIST_ENDS.search(text, start, start + _FAMILY_LIMIT)
    return start, end.start() if end else min(len(text), start + _FAMILY_LIMIT)


def named(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int, bool]]:
    """Where people are named, in order, and whether it is she; relatives listed in somebody's record are none."""
    hers = [(_beginning(text, mention), mention.end) for mention in mentions]
    others = [(person.start, person.end) for person in find_people(text, kept=hers)]
    others += [match.span() for match in _PLACEHOLDER.finditer(text)]
    family = relatives_follow(text)
    others = [each for each in others if not any(begin <= each[0] < end for begin, end in family)]
    return sorted([(*each, True) for each in hers] + [(*each, False) for each in others])


def _beginning(text: str, mention: Mention) -> int:
    """Where her name begins, with the words of it that a half-read form leaves out: "ARRIAGA | MONTERO, JOSÉ"."""
    start, parts = mention.start, {word.folded for word in words(mention.declared)}
    for _ in parts:  # of "Holloway Holloway …" no more than a name has
        before = _WORD_BEFORE.search(text, max(0, start - 30), start)
        if not before or fold(before[1]) not in parts:
            break
        start = before.start(1)
    return start


def her_rows(text: str, mentions: Sequence[Mention]) -> tuple[Row, ...]:
    """The rows of a list of people that are hers or name her; nothing where the text is no list, or is about her alone."""
    return of_her(list_rows(text, mentions), mentions)


def of_her(rows: Iterable[Row], mentions: Sequence[Mention]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.is_hers or any(row.start <= m.start < row.end for m in mentions))


def list_rows(text: str, mentions: Sequence[Mention]) -> tuple[Row, ...]:
    """Every row of a list of people on which she has one, whosever it is; nothing where the text is no such list."""
    lines = _lines(text)
    leads = _leads(text, lines, named(text, mentions))
    among = _among(leads)
    if not _is_list(text, lines, leads, among):
        return ()
    rows = [lead for lead in leads if lead.shape or lead.line in among]
    ends = _ends(rows, lines)
    if any(lead.is_hers and end - lead.line > _LONGEST_ROW for lead, end in zip(rows, ends, strict=True)):
        return ()
    return tuple(
        Row(start=lines[lead.line][0], end=lines[end - 1][1], is_hers=lead.is_hers)
        for lead, end in zip(rows, ends, strict=True)
    )


def other_rows(text: str, mentions: Sequence[Mention]) -> tuple[Row, ...]:
    """What looks like somebody else's row, on whatever page: a line that begins with a name and is no sentence, with the
    lines under it."""
    lines = _lines(text)
    leads = [lead for lead in _leads(text, lines, named(text, mentions)) if lead.shape]
    stops = (*(lead.line for lead in leads[1:]), len(lines))
    return tuple(
        Row(start=lines[lead.line][0], end=lines[min(stop, lead.line + _USUAL_ROW) - 1][1], is_hers=False)
        for lead, stop in zip(leads, stops, strict=False)
        if not lead.is_hers
    )


def list_items(text: str, mentions: Sequence[Mention], groups: Iterable[Sequence[Span]]) -> tuple[Row, ...]:
    """The widest group of like elements in which several begin with a person's name, one of them with hers.

    Paragraphs under each other are alike too, so sentences do not count.
    """
    people = named(text, mentions)
    starts = [start for start, _, _ in people]
    for spans in sorted(groups, key=lambda spans: spans[0][0] - spans[-1][1]):
        leads = [_lead_of(text, people, starts, span) for span in spans]
        led = [lead for lead in leads if lead is not None]
        if len(led) > 1 and any(led):
            return tuple(Row(start=a, end=b, is_hers=bool(lead)) for (a, b), lead in zip(spans, leads, strict=True))
    return ()


def _lead_of(text: str, people: Sequence[tuple[int, int, bool]], starts: Sequence[int], span: Span) -> bool | None:
    """Whether an element begins with her name; None where it begins with nobody's or is a sentence about somebody."""
    first = bisect_left(starts, span[0])
    if first == len(starts) or starts[first] >= span[1]:
        return None
    start, end, is_hers = people[first]
    line_start, line_end = text.rfind("\n", span[0], start) + 1 or span[0], text.find("\n", end)
    before, behind = text[line_start:start], text[end : line_end if 0 <= line_end < span[1] else span[1]]
    has_words_above = any(c.isalpha() for c in text[span[0] : line_start])
    if has_words_above or len(before) > _LONGEST_LEAD or not _BEFORE_NAME.match(before) or not _shape(before, behind):
        return None
    return is_hers


def _lines(text: str) -> list[Span]:
    edges, start = [], 0
    for line in text.split("\n"):
        edges.append((start, start + len(line)))
        start += len(line) + 1
    return edges


def _leads(text: str, lines: Sequence[Span], people: Iterable[tuple[int, int, bool]]) -> list[Lead]:
    """The lines that begin with a name. The first name of a line is the one that its row is about."""
    found: dict[int, Lead] = {}
    line = 0
    for start, end, is_hers in people:
        while line + 1 < len(lines) and lines[line][1] < start:
            line += 1
        before = text[lines[line][0] : start]
        if line not in found and len(before) <= _LONGEST_LEAD and _BEFORE_NAME.match(before):
            shape = _shape(before, text[end : lines[line][1]])
            found[line] = Lead(line=line, is_hers=is_hers, shape=shape, name=text[start:end].casefold())
    return list(found.values())


def _shape(before: str, behind: str) -> str:
    """ "9 A," for "64 1290 Maren Holloway, 44": whether a number stands before, and which sign behind; "" for prose.

    What somebody says is of one shape whatever stands between the name and the colon: a town, a day.
    """
    letters_end = nominals(behind)[1]
    if _PROSE_BEHIND.match(behind, letters_end):
        return ""
    if _SAID_BEHIND.match(behind, letters_end):
        return "“"
    sign = _SIGN_BEHIND.match(behind, letters_end)
    said = sign[1] if sign else ""
    kind = "9" if said.isdigit() else "A" if said.isalpha() else said or "."
    return f"{'9 ' if any(c.isdigit() for c in before) else ''}{kind}"


def _is_list(text: str, lines: Sequence[Span], leads: Sequence[Lead], among: frozenset[int]) -> bool:
    """Whether other people have rows of the same shape as hers, or several of her name do."""
    hers = [lead for lead in leads if lead.is_hers]
    others = {lead.shape for lead in leads if not lead.is_hers}
    if any((lead.shape and lead.shape in others) or lead.line in among for lead in hers):
        return True
    rows = [_pattern(text, lines, lead) for lead in hers if lead.shape]
    texts = {"\n".join(text[start:end] for start, end in lines[lead.line : lead.line + 3]) for lead in hers}
    return len(texts) > 1 and any(rows.count(row) > 1 and len(row) > 3 and "9" in row for row in rows)


def _pattern(text: str, lines: Sequence[Span], lead: Lead) -> str:
    """The line with "a" for words and "9" for numbers; of a name alone on its line, the next line's, with its first word."""
    line = text[slice(*lines[lead.line])]
    if lead.shape == "." and lead.line + 1 < len(lines):
        below = text[slice(*lines[lead.line + 1])]
        line = f"{below.split(maxsplit=1)[0]}: {below}" if below.strip() else ""
        return line.partition(":")[0].casefold() + _pattern_of(line)
    return _pattern_of(line)


def _pattern_of(line: str) -> str:
    parts = re.sub(r"\d[\d,.:]*", "9", re.sub(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?", "a", line))
    return re.sub(r"\b(a|9)(?: \1\b)+", r"\1", parts)


def _among(leads: Sequence[Lead]) -> frozenset[int]:
    """The lines of notes of a class, a programme: a sentence about each of several people, at most one line between them."""
    found: set[int] = set()
    group: list[Lead] = []
    for lead, nxt in zip_longest(leads, leads[1:]):
        group.append(lead)
        if nxt is None or nxt.line - lead.line > 2:
            is_several = len({each.name for each in group}) > 2
            found.update(each.line for each in group if is_several)
            group = []
    return frozenset(found)


def _ends(rows: Sequence[Lead], lines: Sequence[Span]) -> list[int]:
    """The line behind the last of each row. What ends a list is no part of its last row: rows of a list are alike."""
    ends = [nxt.line for _, nxt in pairwise(rows)] + [len(lines)]
    sizes = [end - lead.line for lead, end in zip(rows, ends, strict=True)]
    usual = [size for size in sizes[:-1] if size <= _LONGEST_ROW]
    longest = max(usual, default=1)
    return [
        lead.line + min(size, longest) if size > _LONGEST_ROW or lead is rows[-1] else lead.line + size
        for lead, size in zip(rows, sizes, strict=True)
    ]


__all__ = ["Lead", "Row", "her_rows", "list_items", "list_rows", "named", "of_her", "other_rows", "relatives_follow"]
