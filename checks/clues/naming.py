"""How she is named: initials, nicknames, middle names, suffixes, a former name beside the present one."""

import re
from collections.abc import Iterator
from datetime import date

from checks.clues.personal import suffix_conflicts
from checks.evidence import evidence
from checks.forms import PARTICLES, Form
from checks.model import MIDDLE, Evidence
from checks.names import FORMS, Mention
from checks.reading import NEAR, Reading
from checks.sought import Sought

_ROWS = {
    "initial": ("name_initial_only", "only the initial of your first name"),
    "nickname": ("name_nickname_form", "a short form of your name"),
    "fuzzy": ("name_fuzzy", "a name spelt a little differently"),
}
_FORMERLY = re.compile(r"\b(?:née|nee|formerly|aka|a\.k\.a\.|also known as|maiden name|previously)\b", re.IGNORECASE)


def form(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """The surest form in which the record names her is the one that counts."""
    mentions = reading.mentions
    if not mentions:
        return
    best = min(mentions, key=lambda mention: FORMS.index(mention.form))
    if best.form in _ROWS:
        yield evidence(_ROWS[best.form][0], _ROWS[best.form][1])
    is_unmarked = best.form == "reversed" and not any("," in m.text for m in mentions if m.form == "reversed")
    if is_unmarked and not any(each.family_first for each in sought.forms):
        yield evidence("name_reversed_unmarked", "your name the other way round")


def split(_sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    if reading.is_a_thing:
        yield evidence("name_tokens_split", "a street, a firm or a thing of that name")


def middle(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    known = {word for each in sought.forms for word in (*each.family, *each.given)} | PARTICLES
    known |= {word for each in sought.forms if "".join((*each.middle, *each.family)) in known for word in each.middle}
    declared = {
        word for each in sought.forms for word in each.middle
    } - known  # "Reyes" of Ana Reyes Moss is no middle name
    printed = {word for m in reading.mentions for word in m.middle if word not in known}
    printed |= {word.folded for part in reading.facts("additional_name") if part.text != MIDDLE for word in part.words}
    if not declared or not printed:
        return
    if any(len(word) > 1 and word in declared for word in printed):
        yield evidence("middle_name_full", "your middle name")
    elif any(_same_initial(word, other) for word in printed for other in declared):
        yield evidence("middle_initial", "your middle initial")
    elif not any(word in each.nicknames for word in printed for each in sought.forms):
        yield evidence("middle_conflict", "a different middle name or initial")


def suffix(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    declared = {each.suffix for each in sought.forms if each.suffix}
    if any(mention.suffix in declared for mention in reading.mentions if mention.suffix):
        yield evidence("suffix_equal", "your name's suffix")
    elif suffix_conflicts(sought, reading):
        yield evidence("suffix_conflict", "a different suffix (Jr, Sr, III)")
    elif not declared and any(mention.suffix for mention in reading.mentions):
        yield evidence("suffix_undeclared", "a suffix (Jr, Sr, II) that you do not use")


def former_name(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    if any(
        _also_names(other, mention, sought.forms, reading) for other in sought.forms for mention in reading.mentions
    ):
        yield evidence("former_name_pair", "your present and your former name together")


def _also_names(other: Form, mention: Mention, forms: tuple[Form, ...], reading: Reading) -> bool:
    """Whether a mention of one declared form comes with the family name of another, which is no part of the first.

    That is: inside the mention, in a mention of its own, or behind "née" nearby.
    """
    family, form = set(other.family), next(each for each in forms if each.declared == mention.declared)
    if not other.given or family & set(form.words) or set(form.family) & set(other.words):
        return False
    if family <= set(mention.middle) or any(each.declared == other.declared for each in reading.mentions):
        return True
    free = reading.free
    return any(
        _FORMERLY.search(free.text, max(0, start - 40), start)
        for start, _ in free.phrase(other.family)
        for each in free.people
        if abs(start - each.end) <= NEAR
    )


def _same_initial(one: str, other: str) -> bool:
    return one[0] == other[0] and 1 in (len(one), len(other))
