"""What may be stored of a finding: her own block of the page, without other people's names, reviews or side lists.

Promise 9. Pure, and safe to apply twice. Where it cannot tell, it replaces: a marker too many costs a word, a name too
many is somebody who never asked to be in here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from checks import particulars, postal, records, reviews, said
from checks.census import family_names
from checks.forms import forms
from checks.model import CHILD, PERSON, RELATIVE, REVIEWER, Finding, Subject
from checks.names import Mention, find, is_given_name
from checks.people import Person, Span, find_people
from checks.reading import navigation
from checks.text import clip, fold, words

_ROUNDS = 6
_TITLE_LIMIT = 400  # bytes
_READ_LIMIT = 20_000  # characters of a text that are looked at: no block is longer, and a hostile page costs no more
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
    r"stepdaughter|grand(?:mother|father|son|daughter)|(?:son|daughter|mother|father|sister|brother)-in-law|fianc[ée]e?)[,:]? {1,2}$",
    re.IGNORECASE,
)
_BRACKETED_NAME = re.compile(r"\((?=[^\s()]{1,30} [^()\n]{1,40}\))")  # "Chen Wei (Isaac Chen)" are two people
_WORD_BEHIND = re.compile(r" ([A-Z][^\W\d_]+)")
_WORD_BEFORE = re.compile(r"(?<![\w])([A-Z][^\W\d_]+) $")
_MAILBOX = re.compile(r"(?<![\w.+%-])([\w.+%-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,6})")
_FREE_FACTS = ("description", "name", "alternate_name")  # what a profile's owner writes; registries' names are fields


def storable(finding: Finding, subject: Subject) -> Finding:
    """`finding` as it may be remembered. The facts that its words say are added.

    Read again until nothing more is found: a marker in the place of a name can make a name of the words beside it.
    """
    for _ in range(_ROUNDS):
        before, finding = finding, _reduced(finding, subject)
        if finding == before:
            break
    return finding


def _reduced(finding: Finding, subject: Subject) -> Finding:
    known, finding = _known(subject), _readable(finding)
    body = _her_part(finding, subject)
    both = _without_names(
        f"{' '.join(finding.title.split())}\n\n{body}", known
    )  # whom the title names, the text may halve
    title, _, text = both.partition("\n\n")
    facts = {name: values for name, values in finding.facts.items() if values}
    for name in _FREE_FACTS:
        if name in facts and not (name == "name" and "given_name" in facts):
            facts[name] = tuple(sorted({_without_names(value, known) for value in facts[name]}))
    if finding.text:
        facts = _joined(facts, said.facts(title, text, f"{finding.title}\n{body}", finding, subject))
    return replace(finding, title=clip(title, _TITLE_LIMIT), text=clip(text), facts=MappingProxyType(facts))


def _readable(finding: Finding) -> Finding:
    """Cut to what is looked at, and without what is no text (half of a surrogate pair)."""

    def read(text: str, limit: int = _READ_LIMIT) -> str:
        return text[:limit].encode("utf-8", "replace").decode()

    facts = {name: tuple(map(read, values)) for name, values in finding.facts.items()}
    return replace(finding, title=read(finding.title, 2000), text=read(finding.text), facts=facts)


class _Known:
    """What of a text may stay, and whom she named herself."""

    def __init__(self, subject: Subject) -> None:
        query, practice = subject.query, subject.query.practice
        self.names = query.names
        self.country = query.country
        self.relatives = subject.private.relatives
        named = (practice.name if practice else "", *subject.employers, *subject.schools)
        self.phrases = tuple(phrase for name in named if len(phrase := _folded(name.partition(",")[0])) > 1)
        own = forms(query.names)
        everybody = (*own, *forms(subject.private.relatives))
        self.surnames = frozenset(word for form in everybody for word in ("".join(form.family), form.family[-1]))
        self.givens = frozenset("".join(form.given) for form in everybody if form.given)
        self.suffixes = {form.suffix for form in own if form.suffix}
        self.middles = {word[0] for form in own for word in form.middle}
        self.own_givens = frozenset("".join(form.given) for form in own if form.given)
        self.own_initials = frozenset(form.family[0][0] for form in own)
        self.own_words = frozenset(word for name in query.names for word in _folded(name))

    def is_initialled(self, person: Person, text: str) -> bool:
        """Her given name with the first letter of her family name: "Maren H."."""
        given, *rest = text[person.start : person.end].split()
        initials = [word.rstrip(".").casefold() for word in rest]
        return fold(given) in self.own_givens and len(initials) == 1 and initials[0] in self.own_initials

    def is_another(self, mention: Mention, text: str, *, in_family: bool) -> bool:
        """Her name with somebody else's Sr or middle name (a father, a namesake on a list), or part of a longer name."""
        is_part = (
            mention.form in ("reversed", "initial") and "," not in mention.text
        ) or " " not in mention.text.strip()
        before = _WORD_BEFORE.search(text, max(0, mention.start - 30), mention.start)
        if is_part and before and fold(before[1]) not in self.own_words and is_given_name(before[1]):
            return True
        behind = _WORD_BEHIND.match(text, mention.end)
        if " " not in mention.text and behind and fold(behind[1]) in family_names():
            return True  # who goes by one name has no surname behind it
        if mention.suffix and mention.suffix not in self.suffixes and (self.suffixes or in_family):
            return True
        behind_comma = mention.form == "reversed" and mention.middle in (("f",), ("m",))  # of a race result: her sex
        return (
            bool(mention.middle and self.middles)
            and not behind_comma
            and self.middles.isdisjoint(word[0] for word in mention.middle)
            and not self.own_words.issuperset(mention.middle)  # "Maren (Lindqvist) Holloway"
        )


@lru_cache(maxsize=8)
def _known(subject: Subject) -> _Known:
    return _Known(subject)


def _her_part(finding: Finding, subject: Subject) -> str:
    names = subject.query.names
    text = _without(finding.text, navigation(finding.text))
    block = records.block(text, find(text, names), fits=lambda block: _fit(block, subject))
    text = "\n".join((block, *_private_lines(text, block, subject)))
    if reviews.is_review_page(finding.url, finding.title, text):
        text = reviews.without_reviews(text, tuple((m.start, m.end) for m in find(text, names)))
    return text


def _private_lines(text: str, block: str, subject: Subject) -> Iterable[str]:
    """Lines outside her block in which a private fact of hers stands: whoever's row it is in, that is about her."""
    if len(block) >= len(text) or not find(block, subject.query.names):
        return ()
    private = replace(subject.private, relatives=())
    if not any(private.found_in(text)):
        return ()
    return (line for line in text.split("\n") if line.strip() and line not in block and any(private.found_in(line)))


def _fit(block: str, subject: Subject) -> int:
    """How many of her own facts stand in a block: which of several people of her name she is on a list."""
    query, private = subject.query, subject.private
    said = f" {' '.join(_folded(block))} "
    towns = {town.city for town in query.towns} | {home.city for home in private.home_addresses}
    sought = (*towns, *query.credentials, query.npi, query.practice.name if query.practice else "", *private.relatives)
    numbers = {
        particulars.e164(phone, query.country)
        for phone in (*private.phones, query.practice.phone if query.practice else "")
    }
    hits = sum(f" {' '.join(_folded(each))} " in said for each in sought if each)
    hits += sum(phone in numbers for phone in particulars.phones(block, query.country))
    return hits + sum(postal.stands_in(home, block) for home in private.home_addresses)


def _without_names(text: str, known: _Known) -> str:
    family = records.relatives_follow(text)
    own = [
        m
        for m in find(_BRACKETED_NAME.sub("|", text), known.names)
        if not known.is_another(m, text, in_family=any(start <= m.start < end for start, end in family))
    ]
    kept = [*((m.start, m.end) for m in own), *_phrases(text, known.phrases), *postal.street_spans(text)]
    relatives = [
        m
        for m in find(text, known.relatives)
        if m.form in said.SURE and not any(o.start < m.end and m.start < o.end for o in own)
    ]
    kept += [(m.start, m.end) for m in relatives]
    people = [
        person
        for person in find_people(text, kept=kept, family=family, surnames=known.surnames, givens=known.givens)
        if not known.is_initialled(person, text)
    ]
    marks = {(m.start, m.end): RELATIVE for m in relatives}
    marks |= {(p.start, p.end): _marker(text, p, family) for p in people}
    marks |= _again(text, people, marks, kept, known)
    text = _mailboxes(_marked(text, marks), people, known)
    return _SIGNED.sub(lambda m: _signed(m, known), text)


def _marker(text: str, person: Person, family: Iterable[Span]) -> str:
    before = text[max(0, person.start - 60) : person.start]
    if _OF_A_CHILD.search(before):
        return CHILD
    if _OF_A_REVIEWER.search(before):
        return REVIEWER
    in_family = any(start <= person.start < end for start, end in family)
    return RELATIVE if in_family or _RELATION_BEFORE.search(before) else PERSON


def _again(
    text: str, people: Sequence[Person], marks: Mapping[Span, str], kept: Sequence[Span], known: _Known
) -> dict[Span, str]:
    """The same people by half their name: "Quigley said", "Imani said"."""
    halves = {
        word: marks[p.start, p.end] for p in people for word in p.words if len(word) > 3 and word not in known.own_words
    }
    if not halves:
        return {}
    taken = [*marks, *kept]
    found = {}
    for word in words(text):
        if (
            word.folded in halves
            and text[word.start].isupper()
            and not any(a < word.end and word.start < b for a, b in taken)
        ):
            found[word.start, word.end] = halves[word.folded]
    return found


def _signed(match: re.Match[str], known: _Known) -> str:
    """A signature under a review, whatever it looks like; hers would be an answer from the practice."""
    if any(mention.form in said.SURE for mention in find(match["name"], known.names)):
        return match.group()
    return f"{match['before']}{REVIEWER}"


def _mailboxes(text: str, people: Sequence[Person], known: _Known) -> str:
    """E-mail addresses that spell one of the names that were taken out."""
    halves = {word for person in people for word in person.words if len(word) > 3} - known.own_words

    def hidden(match: re.Match[str]) -> str:
        box = "".join(_folded(match[1]))
        return f"{PERSON}@{match[2]}" if any(half in box for half in halves) else match.group()

    return _MAILBOX.sub(hidden, text) if halves else text


def _marked(text: str, marks: Mapping[Span, str]) -> str:
    parts, at = [], 0
    for (start, end), marker in sorted(marks.items()):
        if start >= at:
            parts += [text[at:start], marker]
            at = end
    return "".join((*parts, text[at:]))


def _without(text: str, spans: Iterable[Span]) -> str:
    return _marked(text, dict.fromkeys(spans, "\n")).strip() if text else text


def _phrases(text: str, phrases: Sequence[tuple[str, ...]]) -> Iterable[Span]:
    """Where the names of her practice, employers and schools stand."""
    said = words(text)
    for index, word in enumerate(said):
        for phrase in phrases:
            last = index + len(phrase) - 1
            if (
                word.folded == phrase[0]
                and last < len(said)
                and all(said[index + n].folded == each for n, each in enumerate(phrase))
            ):
                yield word.start, said[last].end


def _joined(given: Mapping[str, tuple[str, ...]], said: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    names = [*given, *(name for name in said if name not in given)]
    return {
        name: tuple(sorted({*given.get(name, ()), *said.get(name, ())}))
        for name in names
        if given.get(name) or said.get(name)
    }


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words(text))


__all__ = ["CHILD", "PERSON", "RELATIVE", "REVIEWER", "Mention", "storable"]
