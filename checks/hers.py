"""What of a text is hers and may stay: her names and their halves, her practice, employers and schools."""

import re
from collections.abc import Iterator
from functools import lru_cache

from checks.census import family_names, is_given_name
from checks.forms import PARTICLES, SUFFIXES, forms
from checks.lexicon import no_names
from checks.model import MIDDLE, SUFFIX, Subject
from checks.names import UNDECLARED, Mention
from checks.people import Person, Span
from checks.text import fold, words

_WORD_BEHIND = re.compile(r" ([A-Z][^\W\d_]+)")
_WORD_BEFORE = re.compile(r"(?<![\w])([A-Z][^\W\d_]+) $")
_SURNAME_BEFORE = re.compile(
    r"(?:^|[\n|·;] {0,2}|\d[.)]? {1,2})(?P<name>[A-Z][\w'’-]+), $"
)  # where a cell of a list begins
_CHARACTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8}")  # kana, Han, hangul
_ENCLOSED = re.compile(r"[(\"“”‘]")
_SEX_BEHIND = re.compile(r"[\s|,;/·]{1,6}[FMX]\b")
_MARKER = r"\[(?:person|relative|child|reviewer)\]"
_MARKER_BEFORE = re.compile(rf"{_MARKER}(?: |-|, )$")
_MARKER_BEHIND = re.compile(rf"(?: |-|, ){_MARKER}")


class Hers:
    """Read once from a subject; `names` and `relatives` are as she wrote them, all other words folded."""

    def __init__(self, subject: Subject) -> None:
        query, practice = subject.query, subject.query.practice
        self.names = query.names
        self.relatives = subject.private.relatives
        named = (practice.name if practice else "", *subject.employers, *subject.schools)
        self._phrases = tuple(phrase for name in named if len(phrase := _folded(name.partition(",")[0])) > 1)
        own = forms(query.names)
        everybody = (*own, *forms(subject.private.relatives))
        self.surnames = frozenset(word for form in everybody for word in ("".join(form.family), form.family[-1]))
        self.givens = frozenset("".join(form.given or form.family) for form in everybody)
        self.words = frozenset(word for name in query.names for word in _folded(name))
        halved = [form for form in own if form.given]  # who goes by one name has no half of it
        self._given_words = frozenset(word for form in halved for word in form.given if len(word) > 1) - PARTICLES
        self._family_words = frozenset(word for form in halved for word in form.family if len(word) > 1) - PARTICLES
        self._suffixes = {form.suffix for form in own if form.suffix}
        families = {*self._family_words, *("".join(form.family) for form in own)}
        self._middles = {
            word[0]
            for form in own
            for word in form.middle
            if word not in families and f"{word}{''.join(form.family)}" not in families  # half of a double name
        }
        self._givens = frozenset("".join(form.given) for form in own if form.given)
        self._initials = frozenset(form.family[0][0] for form in own)

    @property
    def declares_middle(self) -> bool:
        return bool(self._middles)

    def is_initialled(self, person: Person, text: str) -> bool:
        """Her given name with the first letter of her family name: "Maren H."."""
        given, *rest = text[person.start : person.end].split()
        initials = [word.rstrip(".").casefold() for word in rest]
        return fold(given) in self._givens and len(initials) == 1 and initials[0] in self._initials

    def is_another(self, mention: Mention, text: str, *, in_family: bool) -> bool:
        """Her name with somebody else's Sr or middle name (a father, a namesake on a list), or part of a longer name."""
        is_part = (
            mention.form in ("reversed", "initial") and "," not in mention.text
        ) or " " not in mention.text.strip()
        before = _WORD_BEFORE.search(text, max(0, mention.start - 30), mention.start)
        if is_part and before and fold(before[1]) not in self.words and is_given_name(before[1]):
            return True
        if " " not in mention.text and _has_surname(text, mention):
            return True
        if mention.suffix not in ("", UNDECLARED, *self._suffixes) and (self._suffixes or in_family):
            return True
        if _ENCLOSED.search(mention.text):
            return False  # a nickname, a maiden name or, of survivors, a spouse: no middle name
        return (
            bool(mention.middle and self._middles)
            and not _is_sex(mention, text)
            and self._middles.isdisjoint(word[0] for word in mention.middle)
            and not self.words.issuperset(mention.middle)  # "Maren (Lindqvist) Holloway"
        )

    def undeclared(self, mention: Mention) -> Iterator[tuple[Span, str]]:
        """What her name is written with and she did not declare, with what is to stand for it.

        Any may be hers or a namesake's: "Maren Q. Holloway", "Maren Holloway Sr." Where she declares another, the whole name is
        somebody else's (`is_another`), but for the letter that may be a sex.
        """
        known = self.words | PARTICLES
        strange = [word for word in mention.middle if word not in known and word[0] not in self._middles]
        if _ENCLOSED.search(mention.text):
            strange = []
        suffix = "" if self._suffixes else mention.suffix
        if not strange and suffix in ("", UNDECLARED):
            return
        for word in reversed(words(mention.text)):  # the given name, which a middle name may be like, is before it
            start, end = mention.start + word.start, mention.start + word.end
            end += mention.text[word.end : word.end + 1] == "."
            if word.folded in strange:
                strange.remove(word.folded)
                yield (start, end), MIDDLE
            elif SUFFIXES.get(word.folded) == suffix:
                yield (start, end), SUFFIX

    def strange_in(self, text: str, start: int, end: int) -> tuple[Span, ...]:
        """What is to go of somebody else's name at `start` to `end`: all but the half of it that is also hers.

        "Maren Quigley" keeps "Maren", which says nothing of whoever that is and lets judging ask about a married name.
        Of a namesake both halves are hers, and nothing is kept.
        """
        if self._is_written_together(text[start:end]):
            return ()
        named = [word for word in words(text) if start <= word.start and word.end <= end]
        shared = [word for word in named if word.folded in self._given_words | self._family_words]
        said = {word.folded for word in shared}
        if not shared or (said & self._given_words and said & self._family_words):
            return ((start, end),)
        strange: list[Span] = []
        at = start
        for word in shared:
            strange += _stripped(text, at, word.start)
            at = word.end
        return (*strange, *_stripped(text, at, end))

    def _is_written_together(self, name: str) -> bool:
        """A name in characters, in which a half of hers is written: it cannot be parted, and is more likely hers."""
        folded = fold(name).replace(" ", "")
        halves = (half for half in self._given_words | self._family_words if len(half) > 3)
        return bool(_CHARACTERS.fullmatch(name)) and any(folded.startswith(h) or folded.endswith(h) for h in halves)

    def halves_beside_markers(self, text: str) -> Iterator[Span]:
        """Her half of a name of which the rest is already gone."""
        for word in words(text) if "[" in text else ():
            if word.folded in self._given_words | self._family_words and (
                _MARKER_BEFORE.search(text, max(0, word.start - 16), word.start) or _MARKER_BEHIND.match(text, word.end)
            ):
                yield word.start, word.end

    def firms(self, text: str) -> Iterator[Span]:
        """Where the names of her practice, employers and schools stand."""
        said = words(text)
        for index, word in enumerate(said):
            for phrase in self._phrases:
                last = index + len(phrase) - 1
                if (
                    word.folded == phrase[0]
                    and last < len(said)
                    and all(said[index + n].folded == each for n, each in enumerate(phrase))
                ):
                    yield word.start, said[last].end


def _is_sex(mention: Mention, text: str) -> bool:
    """Whether the letter behind the comma of a race result is her sex; not where another letter says that."""
    is_letter = mention.form == "reversed" and mention.middle in (("f",), ("m",))
    return is_letter and not _SEX_BEHIND.match(text, mention.end)


def _has_surname(text: str, mention: Mention) -> bool:
    """Whether the one name that somebody goes by is the given name of somebody with two."""
    behind = _WORD_BEHIND.match(text, mention.end)
    if behind and fold(behind[1]) in family_names():
        return True
    before = _SURNAME_BEFORE.search(text, max(0, mention.start - 40), mention.start)
    return before is not None and fold(before["name"]) not in no_names()


@lru_cache(maxsize=8)
def of(subject: Subject) -> Hers:
    return Hers(subject)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch from its first to its last letter, with the dot of an initial; nothing where there is no letter."""
    letters = [index for index in range(start, end) if text[index].isalnum()]
    if letters:
        last = letters[-1] + 1
        yield letters[0], last + (text[last:end][:1] == ".")


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(text))
