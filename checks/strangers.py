"""Other people's names taken out of a text; a marker stands in the place of each."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checks import postal, records, said
from checks.census import given_names
from checks.forms import TITLES
from checks.hers import Hers
from checks.lexicon import no_names, things, words_too
from checks.model import CHILD, PERSON, RELATIVE, REVIEWER
from checks.names import Mention, find
from checks.people import Person, Span, find_people
from checks.text import fold, words

_OF_A_CHILD = re.compile(
    r"\b(?:my|her|his|their|our) (?:(?:little|young|oldest|eldest|youngest|older|younger|middle|newborn|baby) )?"
    r"(?:sons?|daughters?|child(?:ren)?|kids?|baby|toddler|grandsons?|granddaughters?|grandchild(?:ren)?|twins)[,:]? {1,2}$",
    re.IGNORECASE,
)
_OF_A_REVIEWER = re.compile(
    r"(?:\b(?:reviewed|posted|written|rated) by:? {0,2}|\breview by:? {0,2}|[”\"»] {0,2}[-–—] {0,2}|[★⭐☆] {0,2})$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"(?P<before>\b(?:reviewed|posted|review) by:? {0,2}|[”\"»] {0,2}[-–—] {0,2})(?P<name>(?!\[)[^\W\d_][\w'’.]*(?: [A-Z][\w'’]*\.?){0,2})",
    re.IGNORECASE,
)
_RELATION_BEFORE = re.compile(
    r"\b(?:wife|husband|spouse|partner|mother|father|sister|brother|son|daughter|aunt|uncle|cousin|niece|nephew|stepson|"
    r"stepdaughter|grand(?:mother|father|son|daughter)|(?:son|daughter|mother|father|sister|brother)-in-law|fianc[ée]e?)(?: of|[,:])? {1,2}$",
    re.IGNORECASE,
)
_BRACKETED_NAME = re.compile(r"\((?=[^\s()]{1,30} [^()\n]{1,40}\))")  # "Chen Wei (Isaac Chen)" are two people
_AND = r"(?:&|\+|and|und|et|y|e|och|og|en|i)"
_PARTNER_BEHIND = re.compile(rf",? {_AND} (?P<who>(?P<given>[A-Z][\w'’-]+)(?: [A-Z]\b\.?)?)(?! ?[-–\w])")
_PARTNER_BEFORE = re.compile(rf"(?<![\w-])(?P<who>(?P<given>[A-Z][\w'’-]+)(?: [A-Z]\b\.?)?) {_AND} $")
_SPOUSE = re.compile(r"\(([A-Z][\w'’-]+)\) ")
_MAILBOX = re.compile(r"(?<![\w.+%-])([\w.+%-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")


def without_names(text: str, hers: Hers) -> str:
    """`text` with "[person]", "[relative]", "[child]" or "[reviewer]" for everybody else, as far as it can tell who is what."""
    family = records.relatives_follow(text)
    named = find(_BRACKETED_NAME.sub("|", text), hers.names)
    another = [m for m in named if hers.is_another(m, text, in_family=_is_in(m.start, family))]
    own = [m for m in named if m not in another]
    kept = [*((m.start, m.end) for m in own), *_firms_and_streets(text, hers)]
    relatives = [
        m
        for m in find(text, hers.relatives)
        if m.form in said.SURE and not any(o.start < m.end and m.start < o.end for o in own)
    ]
    kept += [(m.start, m.end) for m in relatives]
    kept += hers.halves_beside_markers(text)
    people = [
        person
        for person in find_people(text, kept=kept, family=family, surnames=hers.surnames, givens=hers.givens)
        if not hers.is_initialled(person, text)
    ]
    people = _with_namesakes(people, another)
    people += _partners(text, own, kept, people, hers)
    marks = {span: RELATIVE for m in relatives for span in hers.strange_in(text, m.start, m.end)}
    marks |= {span: _marker(text, p, family) for p in people for span in hers.strange_in(text, p.start, p.end)}
    marks |= {span: marker for mention in own for span, marker in hers.undeclared(mention)}
    marks |= _spouses(text, own, family, hers)
    marks |= _again(text, people, family, [*marks, *kept], hers)
    text = _mailboxes(marked(text, marks), people, hers)
    return _SIGNED.sub(lambda m: _signed(m, hers), text)


def without_strangers(value: str, hers: Hers) -> str:
    """What is a name for certain, of somebody else: her half of it stays."""
    return value if PERSON in value else marked(value, dict.fromkeys(hers.strange_in(value, 0, len(value)), PERSON))


def as_declared(name: str, hers: Hers) -> str:
    """A name of hers without what she did not declare of it."""
    return marked(name, {span: mark for mention in find(name, hers.names) for span, mark in hers.undeclared(mention)})


def marked(text: str, marks: Mapping[Span, str]) -> str:
    """`text` with each span replaced; of two that overlap the first."""
    parts, at = [], 0
    for (start, end), marker in sorted(marks.items()):
        if start >= at:
            parts += [text[at:start], marker]
            at = end
    return "".join((*parts, text[at:]))


def _firms_and_streets(text: str, hers: Hers) -> Iterator[Span]:
    """Where a firm of hers has a street in its name, no street stands: "45 Otis Hargrove Juniper Street Counseling"."""
    firms = tuple(hers.firms(text))
    yield from firms
    starts = [start for start, _ in firms]
    for street in postal.street_spans(text):
        at = bisect_right(starts, street[0])
        if at == len(starts) or starts[at] >= street[1]:
            yield street


def _spouses(text: str, own: Iterable[Mention], family: Sequence[Span], hers: Hers) -> dict[Span, str]:
    """ "Survived by Maren (Tobias) Holloway": in a list of relatives the name in brackets is her husband's."""
    found: dict[Span, str] = {}
    for mention in own:
        spouse = _SPOUSE.search(text, mention.start, mention.end)
        if spouse and _is_in(mention.start, family) and fold(spouse[1]) not in hers.words:
            found[spouse.span()] = ""
            found[mention.end, mention.end] = f" ({RELATIVE})"  # behind the name, which is read whole so
    return found


def _with_namesakes(people: Iterable[Person], another: Iterable[Mention]) -> list[Person]:
    """`people` and those who bear her name, each of whom is read whole."""
    found = list(people)
    for m in another:
        if not any(p.start <= m.start and m.end <= p.end for p in found):
            found = [p for p in found if p.end <= m.start or m.end <= p.start]
            found.append(Person(m.start, m.end, tuple(w.folded for w in words(m.text) if len(w.folded) > 1)))
    return sorted(found, key=lambda person: person.start)


def _is_in(start: int, spans: Iterable[Span]) -> bool:
    return any(begin <= start < end for begin, end in spans)


def _partners(
    text: str, own: Iterable[Mention], kept: Iterable[Span], people: Iterable[Person], hers: Hers
) -> Iterator[Person]:
    """Who shares the family name that is written once: "Tobias & Maren Holloway", "HOLLOWAY MAREN E & TOBIAS J"."""
    taken = [*kept, *((person.start, person.end) for person in people)]
    for start, end in [*((m.start, m.end) for m in own), *((p.start, p.end) for p in people)]:
        for match in (_PARTNER_BEHIND.match(text, end), _PARTNER_BEFORE.search(text, max(0, start - 40), start)):
            if not match or any(a < match.end("who") and match.start("who") < b for a, b in taken):
                continue
            given = fold(match["given"])
            if given in given_names() and given not in no_names() | things() | words_too() | TITLES | hers.words:
                yield Person(*match.span("who"), (given,))


def _marker(text: str, person: Person, family: Iterable[Span]) -> str:
    before = text[max(0, person.start - 60) : person.start]
    if _OF_A_CHILD.search(before):
        return CHILD
    if _OF_A_REVIEWER.search(before):
        return REVIEWER
    return RELATIVE if _is_in(person.start, family) or _RELATION_BEFORE.search(before) else PERSON


def _again(
    text: str, people: Sequence[Person], family: Sequence[Span], taken: Sequence[Span], hers: Hers
) -> dict[Span, str]:
    """The same people by half their name: "Quigley said", "Imani said"."""
    halves = {
        word: _marker(text, person, family)
        for person in people
        for word in person.words
        if len(word) > 3 and word not in hers.words
    }
    if not halves:
        return {}
    found = {}
    for word in words(text):
        if (
            word.folded in halves
            and text[word.start].isupper()
            and not any(a < word.end and word.start < b for a, b in taken)
        ):
            found[word.start, word.end] = halves[word.folded]
    return found


def _signed(match: re.Match[str], hers: Hers) -> str:
    """A signature under a review, whatever it looks like; hers would be an answer from the practice."""
    if any(mention.form in said.SURE for mention in find(match["name"], hers.names)):
        return match.group()
    return f"{match['before']}{REVIEWER}"


def _mailboxes(text: str, people: Sequence[Person], hers: Hers) -> str:
    """E-mail addresses that spell one of the names that were taken out."""
    halves = {word for person in people for word in person.words if len(word) > 3} - hers.words

    def hidden(match: re.Match[str]) -> str:
        box = "".join(word.folded for word in words(match[1]))
        return f"{PERSON}@{match[2]}" if any(half in box for half in halves) else match.group()

    return _MAILBOX.sub(hidden, text) if halves else text
