"""Names of other people in a text, so that they can be taken out of it.

Rules, not a model of language: a given name of the census table and a capitalised word behind it, "Surname, Given", a
title before, letters of a profession behind, or a place in the sentence where only a person can stand. When in doubt a
name is taken for one: too much is replaced rather than too little. Towns, streets and firms are left alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from checks import beside, namings
from checks.census import family_names, given_names
from checks.forms import PARTICLES, SUFFIXES, TITLES
from checks.lexicon import things, words_too
from checks.model import Town
from checks.places import find_regions, place_of
from checks.professions import nominals
from checks.text import fold
from checks.tokens import Tokens, tokens

Span = tuple[int, int]

_COMMA = re.compile(r"^, {1,2}$")
_LINKS = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+%-])[\w.+%-]{1,64}@[\w.-]+|(?<!\w)@[\w.]+|"
    r"(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,10}\b(?:/\S*)?"
)
_GIVEN_BEFORE = re.compile(r"(?<!\w)([^\W\d_][\w'’-]+)(?: [A-Z]\.?)? $")
_LETTERS_BEHIND = re.compile(r", (?:MD|MA|PA|DC|MS|ND|DO|OD)$")

_REGIONS = frozenset(
    {"virginia", "georgia", "carolina", "dakota", "washington", "montana", "indiana", "florida", "jersey"}
)
_LINKING = frozenset(["van", "von", "der", "den", "ter", "de", "del", "della", "di", "dos", "bin", "ibn"])
_ENGLISH = ("US", "CA", "GB", "AU")  # whose towns are no foreign person's name: "Benito Juárez" is a town of Mexico


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
    return _find_people(text, tuple(kept), tuple(family), frozenset(surnames), frozenset(givens))


@lru_cache(maxsize=32)
def _find_people(
    text: str, kept: tuple[Span, ...], family: tuple[Span, ...], surnames: frozenset[str], givens: frozenset[str]
) -> tuple[Person, ...]:
    stays = bytearray(len(text))
    for start, end in (*kept, *_links(text), *_towns(text)):
        stays[start:end] = b"\1" * (end - start)
    said = tokens(text)
    free = [stays.find(1, token.start, token.end) < 0 for token in said]
    reader = _Reader(Tokens(text, said, free, surnames, givens), family)
    found: list[Person] = []
    behind = 0  # the word behind the last name
    for index in reader.tokens.names:
        if index >= behind and (last := reader.last_of(index)) >= index:
            found.append(_person(reader.tokens, index, last))
            behind = last + 1
    found += _written_so(text, stays, found)
    return tuple(sorted(found, key=lambda person: person.start))


def _written_so(text: str, stays: bytearray, found: Iterable[Person]) -> Iterator[Person]:
    """Names that are written as only names are, where the reader has not found them."""
    for person in found:
        stays[person.start : person.end] = b"\1" * (person.end - person.start)
    for start, end in namings.spans(text):
        if stays.find(1, start, end) < 0 and not _is_town(text[start:end]):
            stays[start:end] = b"\1" * (end - start)
            yield Person(start, end, tuple(word for word in fold(text[start:end]).split() if len(word) > 1))


@lru_cache(maxsize=4096)
def _is_town(words: str) -> bool:
    return any(place_of(Town(city=words, country=country)) is not None for country in _ENGLISH)


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


def _person(said: Tokens, first: int, last: int) -> Person:
    end = said.end(last)
    named = (said[index] for index in range(first, last + 1))
    return Person(said[first].start, end, tuple(t.folded for t in named if not t.is_initial and t.folded not in TITLES))


class _Reader:
    """Reads one text from left to right; a word belongs to one name only."""

    def __init__(self, said: Tokens, family: tuple[Span, ...]) -> None:
        self.tokens, self._family = said, family
        self._used = -1  # the last word of the name before

    def last_of(self, index: int) -> int:
        """The last word of the name that begins with the word at `index`, which may be one; -1 if none does."""
        for reading in (self._turned, self._plain, self._known_by_place):
            last = reading(index)
            if last >= index and not self._is_of_a_thing(last):
                self._used = self._with_suffix(last)
                return self._used
        return -1

    def _turned(self, index: int) -> int:
        """ "Mitchell, Karen A."; but "Karen Mitchell, Otis Hale" are two people."""
        said = self.tokens
        comma = self._surname_before_comma(index)
        given = comma + 1
        if comma < 0 or not self._may_be_turned(index, comma, given):
            return -1
        if comma > index and (said.is_given(index) or said[index].is_initial):
            return -1
        last = given
        while (
            last + 1 < len(said)
            and last < given + 2
            and said.is_joined(last)
            and said.is_free(last + 1)
            and (said[last + 1].is_initial or said.is_given(last + 1))
        ):
            last += 1
        return last

    def _surname_before_comma(self, index: int) -> int:
        """The last of one to three words from `index` on that stand before a comma; -1 if there is no such."""
        said = self.tokens
        if said[index].is_initial:
            return -1
        for last in range(index, min(index + 3, len(said) - 1)):
            if _COMMA.match(said.gap(last)):
                return last
            if said.gap(last) not in ("-", " ") or not said.is_name(last + 1):
                return -1
        return -1

    def _may_be_turned(self, index: int, comma: int, given: int) -> bool:
        surname, name = self.tokens[comma], self.tokens[given]
        if name.folded in _REGIONS or name.is_initial or name.shouts != surname.shouts or self._goes_on(given):
            return False
        in_town = comma > index and _is_town(self.tokens.text[self.tokens[index].start : self.tokens.end(comma)])
        if in_town or self._is_in_a_town(given):
            return False
        return self.tokens.is_given(given) or (surname.folded in self.tokens.surnames and self.tokens.is_name(given))

    def _is_in_a_town(self, index: int) -> bool:
        """Whether the word begins the name of a town of two words: "Santa Rosa"."""
        said = self.tokens
        return said.is_joined(index) and _is_town(said.text[said[index].start : said.end(index + 1)])

    def _goes_on(self, given: int) -> bool:
        """Whether the given name has a surname of its own behind it, so that the comma parts two people."""
        said, behind = self.tokens, given + 1
        if not said.is_joined(given) or not said.is_name(behind) or said[behind].folded in SUFFIXES:
            return False
        if said[behind].is_initial or said[behind].folded in given_names():
            further = behind + 1
            return said.is_joined(behind) and said.is_name(further) and not said[further].is_initial
        return True

    def _plain(self, index: int) -> int:
        """A given name, perhaps initials, and one to three more capitalised words."""
        said = self.tokens
        if not said.is_given(index) or said[index].is_initial:
            return -1
        last = self._run(index)
        if last == index:
            return -1
        behind = [said[each] for each in range(index + 1, last + 1) if not said[each].is_initial]
        if said[index].folded in words_too() and not any(t.folded in family_names() for t in behind[-1:]):
            return last if behind and nominals(said.text, said[last].end)[0] else -1
        if _is_town(said.text[said[index].start : said[last].end]):
            return -1
        return last

    def _run(self, index: int) -> int:
        said, last = self.tokens, index
        while last + 1 < len(said) and last < index + 4:
            token = said[last + 1]
            if said.is_nickname(last):
                last += 2
                continue
            if not (said.is_joined(last) or said.gap(last) == "-") or said.ends_sentence(last):
                break
            if token.folded in PARTICLES and not token.is_capital:
                behind = last + 2
                while behind < last + 4 and behind < len(said) and said[behind].folded in PARTICLES:
                    behind += 1
                if said.is_name(behind):
                    last = behind
                    continue
            if not said.is_name(last + 1) or (token.shouts != said[index].shouts and not token.is_initial):
                break
            last += 1
        return last

    def _known_by_place(self, index: int) -> int:
        """Capitalised words that only a person can be: by what stands beside them, or by a family name of the census."""
        said = self.tokens
        token, last = said[index], self._run(index)
        in_family = any(start <= token.start < end for start, end in self._family)
        if last == index:
            alone = in_family and token.folded in given_names() and token.folded not in words_too()
            return index if alone else -1
        end = said.end(last)
        if _is_town(said.text[token.start : end]) or all(said[each].is_initial for each in range(index, last + 1)):
            return -1
        if token.is_initial:
            return last if self._is_author(index, last) else -1
        if (
            in_family
            or self._has_initial_inside(index, last)
            or any(said[each].folded in _LINKING and not said[each].is_capital for each in range(index, last))
            or beside.stands_like_one(said, index, last)
            or self._is_in_a_list(index, last)
            or nominals(said.text, end)[0]
            or self._has_family_name(index, last)
        ):
            return last
        return -1

    def _has_initial_inside(self, index: int, last: int) -> bool:
        """ "Gideon T. Oyelaran": whatever the words, nothing but a person is written so."""
        said = self.tokens
        return (
            last == index + 2
            and said[index + 1].is_initial
            and (said[index + 1].text.endswith(".") or said[index + 1].text == "Ó")
            and not said[last].is_initial
        )

    def _is_in_a_list(self, index: int, last: int) -> bool:
        """As one of a list of names: right behind another, or before one whose given name is known."""
        said = self.tokens
        if last != index + 1 or said[index].shouts or said[last].is_initial:
            return False
        if (
            self._used >= 0
            and index == self._used + 1 + self._is_and(self._used + 1)
            and beside.LISTED.match(said.text[said[self._used].end : said[index].start])
        ):
            return True
        further = last + 1 + self._is_and(last + 1)
        return (
            further < len(said)
            and bool(beside.LISTED.match(said.text[said.end(last) : said[further].start]))
            and self._plain(further) > further
        )

    def _is_and(self, index: int) -> bool:
        return index < len(self.tokens) and self.tokens[index].text == "and"

    def _has_family_name(self, index: int, last: int) -> bool:
        """Of two or three words; of more, and of shouted ones, too many are headings."""
        said = self.tokens
        token, behind = said[index], said[last]
        halves = fold(behind.text).split() if "-" in behind.text else []
        is_known = behind.folded in family_names() or not said.surnames.isdisjoint([behind.folded, *halves])
        if beside.is_after_a_place_word(said.text, token.start):
            return False
        return is_known and last - index < 3 and not token.shouts and behind.folded not in words_too()

    def _is_author(self, index: int, last: int) -> bool:
        """ "O. Wexford": a letter that is also a word ("A pilot", "I") needs its dot."""
        said = self.tokens
        first = said[index]
        listed = (
            first.text not in ("A", "I") and last == index + 1 and beside.CELL_ENDS.match(said.text, said.end(last))
        )
        dotted = first.text.endswith(".") and last <= index + 3
        return bool(listed or dotted) and len(said[last].folded) > 2 and not said[last].shouts

    def _is_of_a_thing(self, last: int) -> bool:
        """ "Carol Woods Center": the word behind makes a firm, a street or a school of it."""
        said = self.tokens
        if not said.is_joined(last) or said.ends_sentence(last):
            return False
        token = said[last + 1]
        return token.is_capital and token.folded in things() and not said.is_letters(last + 1)

    def _with_suffix(self, last: int) -> int:
        said = self.tokens
        if said.gap(last) in (" ", ", ") and said[last + 1].folded in SUFFIXES and said.is_free(last + 1):
            return last + 1
        return last
