"""Whether a configuration still speaks of the person it was sealed for (promise 1). Pure.

The names are sealed at the first yes, and the seal does not grow. From then on:

1. One of the sealed forms is still among the names. So a configuration cannot move to somebody else step by step.
2. Every other form shares a word of two letters or more with a sealed form, in one of two ways:
   - the family name (or half of a double one), and the given name is the same, a nickname, an initial, or a middle name;
   - the given name, written out: then only the family name has changed, as by marriage.

A family name alone is not enough: that would be a husband, a sister, a child. An initial beside a new family name could be
anybody, and so could a nickname beside one. Where a sealed form writes the given name out, a form with an initial only does
not loosen it ("M. Holloway" admits no Martin). "Jr." is another person than "Sr.". What this cannot see is a namesake by
given name who is added as if by marriage; rule 1 and the plan, which shows every question, are what stands against that.

A change of both names, or of the given name, is real for some people. Its way (DOMAIN §5.4: a reason and a code to the
letter's mailbox) comes with the enrolment; until then it is refused with the reason. Names are not repeated in the answer:
it may end up in the log of the service.
"""

from collections.abc import Sequence

from checks.forms import Form, forms
from checks.text import fold

_WAY_OUT = (
    "This home directory follows one person for good. After a change of family name keep the old name under name.former. A change "
    "of the given name cannot be made here yet: begin anew in another home directory (FOOTPRINT_HOME), as anybody else must, too"
)


def permitted(sealed: Sequence[str], names: Sequence[str]) -> str | None:
    """None if the names may all be the sealed person's; else one line why not, and the way out."""
    old = forms(tuple(sealed))
    if not old:
        return None  # no yes yet, so nothing was sealed
    if not any(_is_written_anew(name, form) for name in names for form in old):
        return f"config.toml [name] holds none of the names that were sealed at your first yes. {_WAY_OUT}"
    for index, name in enumerate(names):
        if not any(_is_written_anew(name, form) for form in old) and not _is_hers(name, old):
            which = "name.daily" if index == 0 else f"name {index + 1} (of daily, also and former, in this order)"
            return f"config.toml: {which} is not a name of the person whom this program was sealed for. {_WAY_OUT}"
    return None


def strangers(names: Sequence[str]) -> tuple[int, ...]:
    """Which of the names hang together with the first by no chain of shared words: a list of people does not (promise 1)."""
    words = [_long_words(name) for name in names]
    if not words or not words[0]:
        return ()  # no name to begin with, which is said elsewhere
    linked, reached = {0}, words[0]
    while more := [i for i in range(len(words)) if i not in linked and words[i] & reached]:
        linked.update(more)
        reached = reached.union(*(words[i] for i in more))
    return tuple(i for i in range(len(words)) if i not in linked)


def _long_words(name: str) -> frozenset[str]:
    """Words of two letters or more, without titles and the like."""
    said = {word for form in forms((name,)) for word in (*form.given, *form.middle, *form.family)}
    return frozenset(word for word in said if len(word) > 1)


def _is_written_anew(name: str, form: Form) -> bool:
    """The same words in whatever order, case and accents."""
    return bool(name.strip()) and set(fold(name).split()) == set(fold(form.declared).split())


def _is_hers(name: str, old: tuple[Form, ...]) -> bool:
    written_out = [form for form in old if form.given and len("".join(form.given)) > 1]
    for form in written_out or old:
        parsed = forms((form.declared, name))
        if len(parsed) == 2 and _fits(parsed[1], form):
            return True
    return False


def _fits(new: Form, form: Form) -> bool:
    if new.suffix and form.suffix and new.suffix != form.suffix:
        return False
    if not new.given:
        return False
    given, sealed = "".join(new.given), "".join(form.given)
    if not _shared_family(new, form):
        return len(given) > 1 and given == sealed
    return (
        given == sealed
        or (1 in (len(given), len(sealed)) and given[:1] == sealed[:1])
        or given in form.nicknames
        or (len(given) > 1 and given in form.middle)
    )


def _shared_family(new: Form, form: Form) -> bool:
    return any(len("".join(part)) > 1 and part in form.families for part in new.families)
