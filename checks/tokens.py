"""The words of a text as what they may be of a name: capitalised, an initial, a given name of the census."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from checks.census import given_names
from checks.forms import SUFFIXES, TITLES
from checks.lexicon import no_names, things
from checks.professions import credential
from checks.text import fold

_TOKEN = re.compile(r"[^\W\d_](?:[^\W_]|['’.‑-](?=[^\W\d_])){0,40}\.?")
_JOINED = re.compile(r"^[ \u00a0]{1,2}$")
_NICKNAMED = re.compile(r" ?[\"“”'‘’()] ?")
_new = tuple.__new__  # a third faster than the class itself


class Token(NamedTuple):
    """One word. `folded` is without accents, signs and case; `shouts`: more than a letter, all capitals."""

    text: str
    start: int
    end: int
    folded: str
    is_capital: bool
    is_initial: bool
    shouts: bool


def tokens(text: str) -> list[Token]:
    return [_token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def _token(text: str, start: int, end: int) -> Token:
    if text[0].islower():  # nearly every word
        if text.isascii() and text.isalpha():
            return _new(Token, (text, start, end, text.lower(), False, False, False))
        return Token(text, start, end, fold(text).replace(" ", ""), False, False, False)
    is_short = len(text.rstrip(".")) == 1
    return Token(text, start, end, fold(text).replace(" ", ""), True, is_short, not is_short and text.isupper())


class Tokens:
    """The words of one text. `free` says of each whether it may belong to somebody else's name.

    `surnames` and `givens` (folded) are names whatever else they mean.
    """

    def __init__(
        self, text: str, said: Sequence[Token], free: Sequence[bool], surnames: frozenset[str], givens: frozenset[str]
    ) -> None:
        self.text, self.all, self.surnames, self.givens = text, said, surnames, givens
        self._free = free
        self._gaps = [text[a.end : b.start] for a, b in pairwise(said)]
        self._is_name = [self._may_be_name(index) for index in range(len(said))]
        self.names = [index for index, may_be in enumerate(self._is_name) if may_be]

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, index: int) -> Token:
        return self.all[index]

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; nothing behind the last."""
        return self._gaps[index] if index < len(self._gaps) else "\n"

    def is_joined(self, index: int) -> bool:
        """Whether only a space parts word `index` from the next."""
        return index < len(self._gaps) and bool(_JOINED.match(self._gaps[index]))

    def is_free(self, index: int) -> bool:
        return index < len(self.all) and self._free[index]

    def is_name(self, index: int) -> bool:
        """Whether the word may be part of somebody's name."""
        return index < len(self.all) and self._is_name[index]

    def is_given(self, index: int) -> bool:
        if not self.is_name(index):
            return False
        token = self.all[index]
        if token.folded in self.givens or token.folded in given_names():
            return True
        first = [] if token.text.isalnum() else fold(token.text).split()[:1]  # of "Jean-Luc" the first half
        return len(first) > 0 and first[0] in given_names()

    def is_letters(self, index: int) -> bool:
        """Letters of a profession or of a state, not part of a name: in capitals beside a name that is not."""
        token = self.all[index]
        known = credential(token.text)
        if known is not None and token.text.rstrip(".").replace(".", "") == known.token.replace("-", ""):
            return not known.ambiguous or not token.text.istitle()
        return token.shouts and len(token.text) < 4 and index > 0 and not self.all[index - 1].shouts

    def is_nickname(self, before: int) -> bool:
        """One word in quotes or brackets behind word `before`, and a name behind it: Robert "Bob" Hale."""
        if not self.is_name(before + 2) or not _JOINED.match(self._gaps[before][:1] or "x"):
            return False
        return bool(_NICKNAMED.fullmatch(self._gaps[before]) and _NICKNAMED.fullmatch(self._gaps[before + 1]))

    def ends_sentence(self, index: int) -> bool:
        token = self.all[index]
        return token.text.endswith(".") and not (token.is_initial or token.folded in SUFFIXES or token.folded in TITLES)

    def end(self, index: int) -> int:
        """Where a word ends, without the full stop of its sentence."""
        return self.all[index].end - self.ends_sentence(index)

    def _may_be_name(self, index: int) -> bool:
        token = self.all[index]
        if not token.is_capital or not self._free[index]:
            return False
        if token.is_initial or token.folded in self.surnames or token.folded in self.givens:
            return True
        return (
            len(token.folded) > 1
            and token.folded not in no_names()
            and token.folded not in things()
            and not self.is_letters(index)
        )
