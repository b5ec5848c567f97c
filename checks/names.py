"""Where the subject's declared names stand in a text.

Declared forms are looked for; names of strangers are never parsed (DOMAIN §10). The search is anchored at the family
name (or at an exact given name, for a misspelt family name) and looks a few words to each side, so it costs little
more than folding the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from checks.census import family_names, frequency, given_names, is_given_name
from checks.forms import PARTICLES, SUFFIXES, TITLES, Form, forms, is_short_for, is_transliteration, sounds_like
from checks.model import MIDDLE, SUFFIX
from checks.text import Word, places_of_words, words

__all__ = ["FORMS", "UNDECLARED", "Mention", "find", "frequency", "given_names", "is_given_name"]

FORMS = ("exact", "middle", "reversed", "nickname", "fuzzy", "initial")  # the surest first

UNDECLARED = "?"  # a suffix that redaction took out because she does not declare one

_GAP = 12  # characters between two words of a name, at most
_LEFT_OUT = "\ue000"  # in the place of each character of a marker that redaction left inside a name: no word, no gap
_MARKER = re.compile("|".join(map(re.escape, (MIDDLE, SUFFIX))))
_MARKERS_BEHIND = re.compile(rf"(?:,?[ \t]{{0,4}}(?:{_MARKER.pattern})){{1,2}}")
_SUFFIX = re.compile(r"[ \t]{0,4},?[ \t]{0,4}(?<![^\W_])(jr|sr|ii|iii|iv|2nd|3rd|junior|senior)\b\.?", re.IGNORECASE)
_NO_MIDDLE = (
    frozenset(
        ["and", "or", "of", "the", "with", "by", "for", "in", "at", "to", "from", "is", "was", "und", "et", "y", "amp"]
    )
    | TITLES
)  # between two people, or before one
_APART = re.compile(r"^(?:[ \t\u00a0]*\n?[ \t\u00a0]*|[ \t\u00a0]*[-‐‑–][ \t\u00a0]*)\Z")
_AFTER_INITIAL = re.compile(r"^\.?[ \t\u00a0]*$")
_NICKNAMED = re.compile(r"^[ \t\u00a0]*[\"“”'‘’()][ \t\u00a0]*$|^[\"“”'‘’()]?[ \t\u00a0]+[\"“”'‘’()]?$")
_COMMA = re.compile(r"^\.?[ \t\u00a0]*,[ \t\u00a0]*$")
_LETTERS = re.compile(r"(?:[A-Z]\.){3}|(?:M\.D|D\.O|M\.A|M\.S|R\.N|N\.P|L\.P)\b")  # of a profession: no initials
_SEXES = frozenset(["f", "m", "x"])
_HYPHENS = ("-", "‐", "‑")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A declared form in a text. `middle` and `suffix` are folded, as the text has them; offsets are the text's own.

    What redaction took out is no middle name, and the suffix `UNDECLARED`.
    """

    start: int
    end: int
    text: str
    form: str  # of FORMS
    declared: str
    middle: tuple[str, ...] = ()
    suffix: str = ""


@dataclass(frozen=True, kw_only=True)
class _Given:
    """A given name beside a family name: how it is hers, the word where it ends away from it, and the middle names."""

    kind: str
    edge: int
    middle: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Text:
    written: str
    text: str  # without the markers in it, in the same places
    words: tuple[Word, ...]

    def between(self, index: int) -> str:
        """What stands between word `index` and the next one; no name goes on after a long gap."""
        gap = self.text[self.words[index].end : self.words[index + 1].start].replace(_LEFT_OUT, "")
        return gap if len(gap) <= _GAP else "…"

    def is_lower(self, index: int) -> bool:
        return self.text[self.words[index].start].islower()

    def is_initial(self, index: int) -> bool:
        word = self.words[index]
        return word.end - word.start == 1 and not self.is_lower(index)


def find(text: str, names: Sequence[str]) -> tuple[Mention, ...]:
    """Where the declared `names` stand in `text`, in its order, none overlapping another; the surest reading wins."""
    return _find(text, tuple(names)) if names else ()


@lru_cache(maxsize=256)
def _find(text: str, names: tuple[str, ...]) -> tuple[Mention, ...]:
    bare = _MARKER.sub(lambda marker: _LEFT_OUT * len(marker.group()), text)
    read = _Text(text, bare, words(bare))
    places = places_of_words(bare)
    found = [mention for form in forms(names) for mention in _mentions(read, places, form)]
    return _without_overlap(found)


def _mentions(read: _Text, places: Mapping[str, Sequence[int]], form: Form) -> Iterator[Mention]:
    for family in form.families:
        for first in places.get(family[0], ()):
            last = first + len(family) - 1
            if _is_written(read, first, family):
                yield from _around(read, form, first, last, is_sure=_is_whole(read, form, family, first, last))
    for first in places.get(form.words[0], ()) if len(form.words) > 1 else ():
        last = first + len(form.words) - 1
        if not _is_written(read, first, form.words) or read.is_lower(first) != read.is_lower(last):
            continue  # "Kevin do" is not Kevin Do
        if all(_joins(read, index) for index in range(first, last)) and not _is_joined(read, first, last):
            yield _mention(read, form, "exact", first, last, form.middle)
    yield from _misspelt(read, places, form)


def _misspelt(read: _Text, places: Mapping[str, Sequence[int]], form: Form) -> Iterator[Mention]:
    """Family names that are hers but for a slip or another transliteration, beside the exact given name."""
    if not form.given:
        yield from _misspelt_whole(read, places, form)
        return
    whole = "".join(form.given)
    for given in {form.given[0], whole}:
        for index in places.get(given, ()):
            yield from _misspelt_family(read, form, index, index)
    for first in _parted(read, places, whole):
        yield from _misspelt_family(read, form, first, first + 1)


def _parted(read: _Text, places: Mapping[str, Sequence[int]], name: str) -> Iterator[int]:
    """Where a name stands as two words that she writes as one: "Abdul Rahman", "Min-jun"."""
    for cut in range(2, len(name) - 1):
        yield from (index for index in places.get(name[:cut], ()) if _is_parted(read, index, name))


def _is_parted(read: _Text, first: int, name: str) -> bool:
    if not 0 <= first < len(read.words) - 1:
        return False
    said = read.words[first].folded + read.words[first + 1].folded
    return said == name and read.between(first) in (" ", *_HYPHENS)


def _misspelt_whole(read: _Text, places: Mapping[str, Sequence[int]], form: Form) -> Iterator[Mention]:
    """A name of one word in another transliteration. No slips: one word has too many neighbours."""
    family = "".join(form.family)
    for said, indexes in places.items():
        if said[-1] == family[-1] and is_transliteration(said, family):
            yield from (_mention(read, form, "fuzzy", at, at) for at in indexes if not read.is_lower(at))


def _is_written(read: _Text, first: int, parts: tuple[str, ...]) -> bool:
    if first + len(parts) > len(read.words):
        return False
    return all(read.words[first + n].folded == part for n, part in enumerate(parts))


def _is_whole(read: _Text, form: Form, family: tuple[str, ...], first: int, last: int) -> bool:
    """Whether this is the declared family name: not half of it, nor half of another double name."""
    if "".join(family) != "".join(form.family):
        return False
    return not _is_joined(read, first, last)


def _is_joined(read: _Text, first: int, last: int) -> bool:
    before = first > 0 and read.between(first - 1) in _HYPHENS
    return before or (last + 1 < len(read.words) and read.between(last) in _HYPHENS)


def _around(read: _Text, form: Form, first: int, last: int, *, is_sure: bool) -> Iterator[Mention]:
    if not form.given:
        if not read.is_lower(first):
            yield _mention(read, form, "exact" if is_sure else "fuzzy", first, last)
        return
    before = _given_before(read, form, first, last)
    if before:
        yield _mention(
            read, form, before.kind if is_sure else _less_sure(before.kind), before.edge, last, before.middle
        )
        return
    after = _given_after(read, form, last)
    if after:
        yield _mention(read, form, after.kind if is_sure else _less_sure(after.kind), first, after.edge, after.middle)


def _less_sure(kind: str) -> str:
    return kind if kind == "initial" else "fuzzy"


def _given_before(read: _Text, form: Form, first: int, last: int) -> _Given | None:
    """The best given name within three words before the family name, with what stands between as middle names."""
    best: _Given | None = None
    middle: tuple[str, ...] = ()
    for index in range(first - 1, max(-1, first - 5), -1):
        if not _joins(read, index):
            break
        given = _given_at(read, form, index, step=-1, beside=last)
        if given and (best is None or FORMS.index(given.kind) < FORMS.index(best.kind)):
            best = replace(given, middle=(*given.middle, *middle))
        if not _can_be_middle(read, index) or len(middle) == 3 or read.words[index].folded == form.family[0]:
            break
        middle = (read.words[index].folded, *middle)
    if best and best.kind == "exact" and best.middle and best.middle != form.middle:
        return replace(best, kind="middle")
    return best


def _given_after(read: _Text, form: Form, family: int) -> _Given | None:
    """The given name right after the family name: "Holloway, Maren E." or, more cautiously, "Holloway Maren"."""
    index = family + 1
    if index >= len(read.words):
        return None
    gap = read.between(family)
    if SUFFIXES.get(read.words[index].folded) and index + 1 < len(read.words):
        gap, index = read.between(index), index + 1
    has_comma = bool(_COMMA.match(gap))
    if not has_comma and not (_APART.match(gap) and "\n" not in gap and "-" not in gap):
        return None
    given = _given_at(read, form, index, step=1, beside=family)
    if given is None or (given.kind == "fuzzy" and not has_comma):
        return None
    given = _with_initials_behind(read, form, given)
    if given.kind == "exact" and (has_comma or not form.family_first):
        return replace(given, kind="reversed")
    return given


def _with_initials_behind(read: _Text, form: Form, given: _Given) -> _Given:
    """Middle names behind a turned name: initials, or a middle name that she declared; any other word may be a town."""
    end, middle = given.edge, list(given.middle)
    while end + 1 < len(read.words) and _AFTER_INITIAL.match(read.between(end)) and len(middle) < 2:
        is_hers = read.words[end + 1].folded in form.middle
        if not (is_hers or read.is_initial(end + 1)) or _LETTERS.match(read.text, read.words[end + 1].start):
            break
        if read.words[end + 1].folded in _SEXES and end + 2 < len(read.words) and read.words[end + 2].folded.isdigit():
            break  # "Holloway, Maren F 39": sex and age
        end += 1
        middle.append(read.words[end].folded)
    return replace(given, edge=end, middle=tuple(middle))


def _given_at(read: _Text, form: Form, index: int, *, step: int, beside: int) -> _Given | None:
    """How the word at `index`, and on in the direction of `step`, is the given name of the family name at `beside`."""
    said, given = read.words[index].folded, form.given
    far = index + step * (len(given) - 1)
    in_order = range(min(index, far), max(index, far) + 1)
    same_case = read.is_lower(index) == read.is_lower(beside)
    if same_case and said == "".join(given):
        return _Given(kind="exact", edge=index)
    if same_case and in_order[0] >= 0 and _is_written(read, in_order[0], given):
        return _Given(kind="exact", edge=far)
    first = min(index, index + step)
    if _is_parted(read, first, "".join(given)) and read.is_lower(first) == read.is_lower(beside):
        return _Given(kind="exact", edge=index + step)
    if said in form.nicknames and same_case:
        return _Given(kind="nickname", edge=index)
    if read.is_lower(index) or read.is_lower(beside):
        return None
    return _loosely(read, form, index)


def _loosely(read: _Text, form: Form, index: int) -> _Given | None:
    word, given, middle = read.words[index], form.given, form.middle
    said = word.folded
    if read.is_initial(index) and said == given[0][0]:
        return _Given(kind="initial", edge=index)
    if len(said) == 2 and middle and read.text[word.start : word.end].isupper() and said == given[0][0] + middle[0][0]:
        return _Given(kind="initial", edge=index, middle=(said[1],))  # "ME Holloway"
    if is_short_for(said, "".join(given)) or (len(given) > 1 and said in given and len(said) > 2):
        return _Given(kind="nickname", edge=index)
    if sounds_like(said, "".join(given), of="given", known=given_names()):
        return _Given(kind="fuzzy", edge=index)
    return None


def _joins(read: _Text, index: int) -> bool:
    """Whether the word at `index` can belong to one name with the next one, by what stands between them."""
    gap = read.between(index)
    if _APART.match(gap) or _NICKNAMED.match(gap):
        return True
    return len(read.words[index].folded) <= 2 and bool(_AFTER_INITIAL.match(gap))


def _can_be_middle(read: _Text, index: int) -> bool:
    word = read.words[index].folded
    if read.is_initial(index):
        return True
    return word not in _NO_MIDDLE and not word.isdigit() and (not read.is_lower(index) or word in PARTICLES)


def _misspelt_family(read: _Text, form: Form, first: int, last: int) -> Iterator[Mention]:
    """A family name with a slip in it behind (or, with a comma, before) the exact given name, which ends at `last`."""
    family = "".join(form.family)
    middle: tuple[str, ...] = ()
    for after in range(last + 1, min(last + 4, len(read.words))):
        if not _joins(read, after - 1) or read.is_lower(after) or read.is_lower(first):
            break
        if _sounds_like_family(read, after, family):
            yield _mention(read, form, "fuzzy", first, after, middle)
            break
        if _is_parted(read, after, family):
            yield _mention(read, form, "fuzzy", first, after + 1, middle)
            break
        if not _can_be_middle(read, after):
            break
        middle = (*middle, read.words[after].folded)
    if not first or not _COMMA.match(read.between(first - 1)) or read.is_lower(first - 1):
        return
    if _sounds_like_family(read, first - 1, family):
        yield _mention(read, form, "fuzzy", first - 1, last)


def _sounds_like_family(read: _Text, index: int, family: str) -> bool:
    return sounds_like(read.words[index].folded, family, of="family", known=family_names())


def _mention(read: _Text, form: Form, kind: str, first: int, last: int, middle: tuple[str, ...] = ()) -> Mention:
    start, end = read.words[first].start, read.words[last].end
    if read.is_initial(last) and read.text[end : end + 1] == ".":
        end += 1
    if marked := _MARKERS_BEHIND.match(read.written, end):
        end = marked.end()
    tail = _SUFFIX.match(read.text, end)
    inside = next((s for word in read.words[first : last + 1] if (s := SUFFIXES.get(word.folded))), "")
    suffix = SUFFIXES[tail.group(1).casefold()] if tail else inside
    end = tail.end() if tail else end
    said = read.written[start:end]
    suffix = suffix or (UNDECLARED if SUFFIX in said else "")
    return Mention(start=start, end=end, text=said, form=kind, declared=form.declared, middle=middle, suffix=suffix)


def _without_overlap(found: Iterable[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    for mention in sorted(
        found, key=lambda m: (FORMS.index(m.form) > FORMS.index("reversed"), m.start - m.end, FORMS.index(m.form))
    ):
        if not any(mention.start < other.end and other.start < mention.end for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.start))
