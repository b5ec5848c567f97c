"""Names of other people in a text, so that they can be taken out of it.

Rules, not a model of language: a given name of the census table and a capitalised word behind it, "Surname, Given", a
title before, letters of a profession behind, or a place in the sentence where only a person can stand. When in doubt a
name is taken for one: too much is replaced rather than too little. Towns, streets and firms are left alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from checks.census import family_names, given_names
from checks.forms import PARTICLES, SUFFIXES, TITLES
from checks.lexicon import no_names, things, words_too
from checks.model import Town
from checks.places import find_regions, place_of
from checks.professions import credential, nominals, spoken
from checks.text import fold

Span = tuple[int, int]

_TOKEN = re.compile(r"[^\W\d_](?:[^\W_]|['’.‑-](?=[^\W\d_])){0,40}\.?")
_JOINED = re.compile(r"^[ \u00a0]{1,2}$")
_NICKNAMED = re.compile(r" ?[\"“”'‘’()] ?")
_COMMA = re.compile(r"^, {1,2}$")
_LINKS = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+%-])[\w.+%-]{1,64}@[\w.-]+|(?<!\w)@[\w.]+|"
    r"(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,10}\b(?:/\S*)?"
)
_PERSON_BEFORE = re.compile(
    r"\b(?:by|with|author|authors|moderators?|moderation|contact|instructor|hosts?|hosted by|interviewer?|editor|presenter|"
    r"co-presenter|speaker|photo|started by|between|coordinator|treasurer|president|chair|secretary|signed|dr|prof|mr|mrs|ms|mx)\b[.:]{0,2} $",
    re.IGNORECASE,
)

_PERSON_BEHIND = re.compile(
    r"^(?:,? (?:\(?(?:age )?[1-9]\d\b|who\b|born\b)|,? (?:LLC )?Obituar|[’']s (?:wife|husband|son|daughter|mother|father)|"
    r" (?:is|was|has|called|said|says|told|tells|moved|retired|thanked|chairs|leads|writes|wrote|lives|joined|married|died|passed|speaks|"
    r"[a-z]{2,}ed|& Co|spoke|talks|asks|asked|added|explained|reports|agrees|disagreed|of [A-Z]|and [A-Z]\w+ (?:have|had|live|were|are)|have|\([A-Z])\b|: [“\"«]| v\.? )"
)
_CELL_ENDS = re.compile(r"[.,;)\n]|$")
_DASH = re.compile(r" [-–—|·] |, ")
_IN_PROSE_BEFORE = re.compile(
    r"(?<![A-Z])\b(?!(?:in|at|from|near|of|to|the|for|on|le|el|al|im|den|dem|der|das|die|a|an|de|du|des|del|della|und|et|y)\b)[a-zß-ÿ]{1,15} $"
)
_IN_PROSE_BEHIND = re.compile(r"[.;)!?](?:\s|$)|,? [a-zß-ÿ]{2,}")
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from) $", re.IGNORECASE)
_LISTED = re.compile(r"(?:[,;] | and |, and | & )$")
_GIVEN_BEFORE = re.compile(r"(?<!\w)([^\W\d_][\w'’-]+)(?: [A-Z]\.?)? $")
_LETTERS_BEHIND = re.compile(r", (?:MD|MA|PA|DC|MS|ND|DO|OD)$")

_REGIONS = frozenset(
    {"virginia", "georgia", "carolina", "dakota", "washington", "montana", "indiana", "florida", "jersey"}
)


@dataclass(frozen=True)
class Token:
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return fold(self.text).replace(" ", "")

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or (self.text[0].isalpha() and not self.text[0].islower())

    @property
    def is_initial(self) -> bool:
        return len(self.text.rstrip(".")) == 1 and self.is_capital

    @property
    def shouts(self) -> bool:
        return len(self.text.rstrip(".")) > 1 and self.text.isupper()


@dataclass(frozen=True)
class Person:
    """Somebody's name in a text."""

    start: int
    end: int
    words: tuple[str, ...]  # folded


def find_people(
    text: str,
    *,
    kept: Iterable[Span] = (),
    family: Collection[Span] = (),
    surnames: Collection[str] = (),
    givens: Collection[str] = (),
) -> tuple[Person, ...]:
    """The names of people in `text`, in its order. `kept` are spans that stay: the subject's names, her practice.

    In the `family` spans, where relatives are listed, any two capitalised words are a name, and so is one given name.
    `surnames` and `givens` (folded) are names whatever else they mean: her relatives' and namesakes' "Do" is no verb.
    """
    stays = bytearray(len(text))
    for start, end in (*kept, *_links(text), *_towns(text)):
        stays[start:end] = b"\1" * (end - start)
    tokens = [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    free = [not any(stays[token.start : token.end]) for token in tokens]
    reader = _Reader(text, tokens, free, tuple(family), frozenset(surnames), frozenset(givens))
    found: list[Person] = []
    index = 0
    while index < len(tokens):
        first, last = reader.person_at(index)
        if last < first:
            index += 1
            continue
        found.append(_person(text, tokens[first : last + 1]))
        index = last + 1
    return (*found,)


@lru_cache(maxsize=4096)
def _is_town(words: str) -> bool:
    return place_of(Town(city=words)) is not None


def _links(text: str) -> Iterator[Span]:
    return (match.span() for match in _LINKS.finditer(text))


def _towns(text: str) -> Iterator[Span]:
    """Towns with their regions; not "Otis Jessup, MD", who is a physician and not in Maryland."""
    for found in find_regions(text):
        before = _GIVEN_BEFORE.search(text, max(0, found.start - 30), found.start)
        if (
            not before
            or fold(before[1]) not in given_names()
            or not _LETTERS_BEHIND.search(text, found.start, found.end)
        ):
            yield found.start, found.end


def _person(text: str, tokens: Sequence[Token]) -> Person:
    end = tokens[-1].end
    if text[end - 1] == "." and not (tokens[-1].is_initial or tokens[-1].folded in SUFFIXES):
        end -= 1
    return Person(tokens[0].start, end, tuple(t.folded for t in tokens if not t.is_initial and t.folded not in TITLES))


class _Reader:
    """Reads one text from left to right; a word belongs to one name only."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        free: Sequence[bool],
        family: Sequence[Span],
        surnames: frozenset[str],
        givens: frozenset[str],
    ) -> None:
        self._text, self._tokens, self._free, self._family = text, tokens, free, family
        self._surnames, self._givens = surnames, givens
        self._gaps = [text[a.end : b.start] for a, b in pairwise(tokens)]
        self._used = -1  # the last word of the name before

    def person_at(self, index: int) -> tuple[int, int]:
        """First and last word of the name that begins here; an empty range if none does."""
        for reading in (self._turned, self._plain, self._known_by_place):
            last = reading(index)
            if last >= index and not self._is_of_a_thing(last):
                last = self._with_suffix(last)
                self._used = last
                return index, last
        return index, index - 1

    def _is_name_word(self, index: int) -> bool:
        if index >= len(self._tokens) or not self._free[index]:
            return False
        token = self._tokens[index]
        if token.is_initial:
            return True
        folded = token.folded
        if token.is_capital and (folded in self._surnames or folded in self._givens):
            return True
        return (
            token.is_capital
            and len(folded) > 1
            and folded not in no_names()
            and folded not in things()
            and not self._is_letters(index)
        )

    def _is_letters(self, index: int) -> bool:
        """Letters of a profession or of a state, not part of a name: in capitals beside a name that is not."""
        token = self._tokens[index]
        known = credential(token.text)
        if known is not None and token.text.rstrip(".").replace(".", "") == known.token.replace("-", ""):
            return not known.ambiguous or not token.text.istitle()
        return token.shouts and len(token.text) < 4 and index > 0 and not self._tokens[index - 1].shouts

    def _is_given(self, index: int) -> bool:
        if not self._is_name_word(index):
            return False
        whole, first = self._tokens[index].folded, fold(self._tokens[index].text).split()[:1]
        return whole in self._givens or whole in given_names() or bool(first and first[0] in given_names())

    def _turned(self, index: int) -> int:
        """ "Mitchell, Karen A."; but "Karen Mitchell, Otis Hale" are two people."""
        comma = self._surname_before_comma(index)
        given = comma + 1
        if comma < 0 or not self._may_be_turned(comma, given):
            return -1
        if comma > index and (self._is_given(index) or self._tokens[index].is_initial):
            return -1
        last = given
        while (
            last + 1 < len(self._tokens)
            and last < given + 2
            and _JOINED.match(self._gaps[last])
            and self._free[last + 1]
            and (self._tokens[last + 1].is_initial or self._is_given(last + 1))
        ):
            last += 1
        return last

    def _surname_before_comma(self, index: int) -> int:
        """The last of one to three words from `index` on that stand before a comma; -1 if there is no such."""
        if not self._is_name_word(index) or self._tokens[index].is_initial:
            return -1
        for last in range(index, min(index + 3, len(self._tokens) - 1)):
            if _COMMA.match(self._gaps[last]):
                return last
            if self._gaps[last] not in ("-", " ") or not self._is_name_word(last + 1):
                return -1
        return -1

    def _may_be_turned(self, comma: int, given: int) -> bool:
        surname, said = self._tokens[comma], self._tokens[given]
        if said.folded in _REGIONS or said.is_initial or said.shouts != surname.shouts or self._goes_on(given):
            return False
        return self._is_given(given) or (surname.folded in self._surnames and self._is_name_word(given))

    def _goes_on(self, given: int) -> bool:
        """Whether the given name has a surname of its own behind it, so that the comma parts two people."""
        behind = given + 1
        if behind >= len(self._tokens) or not _JOINED.match(self._gaps[given]) or not self._is_name_word(behind):
            return False
        token = self._tokens[behind]
        if token.folded in SUFFIXES:
            return False
        if token.is_initial or token.folded in given_names():
            further = behind + 1
            return (
                further < len(self._tokens)
                and bool(_JOINED.match(self._gaps[behind]))
                and self._is_name_word(further)
                and not self._tokens[further].is_initial
            )
        return True

    def _plain(self, index: int) -> int:
        """A given name, perhaps initials, and one to three more capitalised words."""
        if not self._is_given(index) or self._tokens[index].is_initial:
            return -1
        last = self._run(index)
        if last == index:
            return -1
        behind = [t for t in self._tokens[index + 1 : last + 1] if not t.is_initial]
        if self._tokens[index].folded in words_too() and not any(t.folded in family_names() for t in behind[-1:]):
            return last if behind and nominals(self._text, self._tokens[last].end)[0] else -1
        if _is_town(self._text[self._tokens[index].start : self._tokens[last].end]):
            return -1
        return last

    def _run(self, index: int) -> int:
        last = index
        while last + 1 < len(self._tokens) and last < index + 4:
            gap, token = self._gaps[last], self._tokens[last + 1]
            if self._is_nickname(last):
                last += 2
                continue
            if not (_JOINED.match(gap) or gap == "-") or self._ends_sentence(last):
                break
            if token.folded in PARTICLES and not token.is_capital and self._is_name_word(last + 2):
                last += 2
                continue
            if not self._is_name_word(last + 1) or (
                token.shouts != self._tokens[index].shouts and not token.is_initial
            ):
                break
            last += 1
        return last

    def _is_nickname(self, before: int) -> bool:
        """One word in quotes or brackets behind word `before`, and a name behind it: Robert "Bob" Hale."""
        if not self._is_name_word(before + 2) or not _JOINED.match(self._gaps[before][:1] or "x"):
            return False
        return bool(_NICKNAMED.fullmatch(self._gaps[before]) and _NICKNAMED.fullmatch(self._gaps[before + 1]))

    def _ends_sentence(self, index: int) -> bool:
        token = self._tokens[index]
        return token.text.endswith(".") and not (token.is_initial or token.folded in SUFFIXES or token.folded in TITLES)

    def _known_by_place(self, index: int) -> int:
        """Capitalised words that only a person can be: by what stands beside them, or by a family name of the census."""
        if not self._is_name_word(index):
            return -1
        token, last = self._tokens[index], self._run(index)
        in_family = any(start <= token.start < end for start, end in self._family)
        if last == index:
            alone = in_family and token.folded in given_names() and token.folded not in words_too()
            return index if alone else -1
        end = self._end(last)
        if _is_town(self._text[token.start : end]) or all(t.is_initial for t in self._tokens[index : last + 1]):
            return -1
        if token.is_initial:
            return last if self._is_author(index, last) else -1
        if (
            in_family
            or self._stands_like_one(index, last)
            or nominals(self._text, end)[0]
            or self._has_family_name(index, last)
        ):
            return last
        return -1

    def _stands_like_one(self, index: int, last: int) -> bool:
        """By what is written before and behind, or as one of a list of names."""
        start, end = self._tokens[index].start, self._end(last)
        before, behind = self._text[max(0, start - 16) : start], self._text[end : end + 60]
        if _PERSON_BEFORE.search(before) or _PERSON_BEHIND.match(behind):
            return True
        if last != index + 1 or self._tokens[index].shouts or self._tokens[last].is_initial:
            return False
        if _IN_PROSE_BEFORE.search(before) and _IN_PROSE_BEHIND.match(behind):
            return True
        if (before.endswith(": ") and _CELL_ENDS.match(behind)) or (_DASH.match(behind) and spoken(behind)):
            return True
        if (
            self._used >= 0
            and index == self._used + 1 + self._is_and(self._used + 1)
            and _LISTED.match(self._text[self._tokens[self._used].end : start])
        ):
            return True
        further = last + 1 + self._is_and(last + 1)
        return (
            further < len(self._tokens)
            and bool(_LISTED.match(self._text[end : self._tokens[further].start]))
            and self._plain(further) > further
        )

    def _end(self, last: int) -> int:
        """Where the last word ends, without the full stop of its sentence."""
        return self._tokens[last].end - self._ends_sentence(last)

    def _is_and(self, index: int) -> bool:
        return index < len(self._tokens) and self._tokens[index].text == "and"

    def _has_family_name(self, index: int, last: int) -> bool:
        """Of two or three words; of more, and of shouted ones, too many are headings."""
        token, behind = self._tokens[index], self._tokens[last]
        is_known = behind.folded in family_names() or behind.folded in self._surnames
        if _PLACE_BEFORE.search(self._text, max(0, token.start - 8), token.start):
            return False
        return is_known and last - index < 3 and not token.shouts and behind.folded not in words_too()

    def _is_author(self, index: int, last: int) -> bool:
        """ "O. Wexford": a letter that is also a word ("A pilot", "I") needs its dot."""
        first = self._tokens[index]
        listed = first.text not in ("A", "I") and last == index + 1 and _CELL_ENDS.match(self._text, self._end(last))
        dotted = first.text.endswith(".") and last <= index + 3
        return bool(listed or dotted) and len(self._tokens[last].folded) > 2 and not self._tokens[last].shouts

    def _is_of_a_thing(self, last: int) -> bool:
        """ "Carol Woods Center": the word behind makes a firm, a street or a school of it."""
        if last + 1 >= len(self._tokens) or not _JOINED.match(self._gaps[last]) or self._ends_sentence(last):
            return False
        token = self._tokens[last + 1]
        return token.is_capital and token.folded in things() and not self._is_letters(last + 1)

    def _with_suffix(self, last: int) -> int:
        if (
            last + 1 < len(self._tokens)
            and re.match(r"^,? $", self._gaps[last])
            and self._tokens[last + 1].folded in SUFFIXES
            and self._free[last + 1]
        ):
            return last + 1
        return last
