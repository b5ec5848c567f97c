"""What may be stored of a finding: her own block of the page, without other people's names, reviews or side lists.

Promise 9. Pure, and safe to apply twice. Where it cannot tell, it replaces: a marker too many costs a word, a name too
many is somebody who never asked to be in here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from checks import hers, loose, particulars, postal, records, reviews, said
from checks.hers import Hers
from checks.lexicon import things
from checks.model import CHILD, MIDDLE, NAMED_RELATIVE, PERSON, RELATIVE, REVIEWER, Finding, Subject
from checks.names import find
from checks.people import Span
from checks.reading import navigation
from checks.strangers import as_declared, marked, without_names, without_strangers
from checks.text import clip, words

_Rewriter = Callable[[str, Hers], str]

_ROUNDS = 6
_TITLE_LIMIT = 400  # bytes
_READ_LIMIT = 20_000  # characters of a text that are looked at: no block is longer, and a hostile page costs no more
# What somebody wrote in free words, and the fields in which a registry has nothing but a name.
_FREE_FACTS = frozenset(["description", "job_title", "disciplinary_action", "alternate_name", "author"])
_NAME_FACTS = frozenset(["name", "given_name", "additional_name", "family_name"])
_FIRM_FACTS = frozenset(["works_for", "affiliation", "alumni_of", "recipient"])
_FOR_A_CAUSE = frozenset(["for", "committee", "campaign", "pac", "friends", "elect", "citizens", "party", "action"])
_OWNED = frozenset(["property", "company"])
_CARE_OF = re.compile(
    r"(?P<before>(?<!\w)(?:c/o|care of|attn:?|attention:?|z\. ?hd\.?) {1,2})(?P<who>[^,;\n\d\[]{3,60}?)(?=[,;\n]| \d|$)",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"\b(?:(?:ex|step|half|great)-?)?(?:grand)?(?:wife|husband|spouse|partner|mother|father|parent|sister|brother|sibling|"
    r"son|daughter|child|aunt|uncle|cousin|niece|nephew|roommate|housemate|neighbou?r|associate|guardian)(?:-in-law)?\b",
    re.IGNORECASE,
)


def storable(finding: Finding, subject: Subject) -> Finding:
    """`finding` as it may be remembered. The facts that its words say are added.

    Read again until nothing more is found: a marker in the place of a name can make a name of the words beside it.
    """
    for _ in range(_ROUNDS):
        before, finding = finding, _reduced(finding, subject)
        if (finding.title, finding.text) == (before.title, before.text) and all(
            set(values) <= set(finding.facts.get(name, ())) for name, values in before.facts.items()
        ):
            break
    return finding


def _reduced(finding: Finding, subject: Subject) -> Finding:
    own, finding = hers.of(subject), _readable(finding)
    body = _her_part(finding, subject)
    both = without_names(
        f"{' '.join(finding.title.split())}\n\n{body}", own
    )  # whom the title names, the text may halve
    title, _, text = both.partition("\n\n")
    facts = {name: values for name, values in _facts(finding, own) if values}
    if finding.text:
        facts = _joined(facts, said.facts(title, text, f"{finding.title}\n{body}", finding, subject))
    return replace(
        finding, title=clip(title, _TITLE_LIMIT), text=clip(text), facts=MappingProxyType(facts), loose=(), elsewhere=()
    )


def _readable(finding: Finding) -> Finding:
    """Cut to what is looked at, and without what is no text (half of a surrogate pair)."""

    def read(text: str, limit: int = _READ_LIMIT) -> str:
        return text[:limit].encode("utf-8", "replace").decode()

    facts = {name: tuple(map(read, values)) for name, values in finding.facts.items()}
    return replace(finding, title=read(finding.title, 2000), text=read(finding.text), facts=facts)


# -- facts


def _facts(finding: Finding, own: Hers) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each fact of a finding without other people's names."""
    rewritten = _rewriters(finding, own)
    for name, values in finding.facts.items():
        rewrite = rewritten.get(name)
        yield name, tuple(sorted({rewrite(value, own) for value in values})) if rewrite else values


def _rewriters(finding: Finding, own: Hers) -> Mapping[str, _Rewriter]:
    """How each kind of fact is freed of names. A registry's record of her name keeps its names as she declares them."""
    is_owned = bool(_OWNED.intersection(finding.facts.get("additional_type", ())))
    rewritten: dict[str, _Rewriter] = {"related_to": _co_owner if is_owned else _relation, "address": _without_care_of}
    rewritten |= dict.fromkeys(_FREE_FACTS, without_names)
    rewritten |= dict.fromkeys(_FIRM_FACTS, _firm)
    if "given_name" not in finding.facts:
        rewritten["name"] = without_names
    elif not _names_her(finding, own):
        rewritten |= dict.fromkeys(_NAME_FACTS, without_strangers)
    elif not own.declares_middle:  # else judging needs whatever stands there
        rewritten |= {"name": as_declared, "additional_name": _middle}
    return rewritten


def _middle(value: str, own: Hers) -> str:
    """A middle name that is part of another name of hers, or the marker of one."""
    return value if own.words.issuperset(word.folded for word in words(value)) else MIDDLE


def _co_owner(value: str, own: Hers) -> str:
    """Who owns a house or a firm with her: nobody whose relation is known."""
    return _relation(value, own, PERSON)


def _relation(value: str, own: Hers, marker: str = RELATIVE) -> str:
    """The relation and no name: "[relative] (spouse)"."""
    if value.startswith((RELATIVE, PERSON, CHILD, NAMED_RELATIVE)):
        return value
    if any(mention.form in said.SURE for mention in find(value, own.relatives)):
        return NAMED_RELATIVE
    relation = _RELATION.search(value)
    return f"{marker} ({relation.group().lower()})" if relation else marker


def _names_her(finding: Finding, own: Hers) -> bool:
    """Whether the name that a registry gives a record is one of hers, or a namesake's: judging needs all of it then."""
    facts = finding.facts
    parts = (" ".join(facts.get(name, ())) for name in ("given_name", "additional_name", "family_name"))
    return bool(find(" ".join(filter(None, parts)), own.names) or find("\n".join(facts.get("name", ())), own.names))


def _firm(value: str, own: Hers) -> str:
    """A firm or a fund stays under whose name ever it goes; a person in the place of one does not."""
    if any(word.folded in things() or word.folded in _FOR_A_CAUSE for word in words(value)):
        return value
    return without_names(value, own)


def _without_care_of(value: str, own: Hers) -> str:
    """An address stays, but for the person under whom her letters arrive."""

    def hidden(match: re.Match[str]) -> str:
        who = match["who"]
        stays = find(who, own.names) or any(word.folded in things() for word in words(who))
        return match.group() if stays else f"{match['before']}{PERSON}"

    return _CARE_OF.sub(hidden, value)


def _joined(given: Mapping[str, tuple[str, ...]], said: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    names = [*given, *(name for name in said if name not in given)]
    return {
        name: tuple(sorted({*given.get(name, ()), *said.get(name, ())}))
        for name in names
        if given.get(name) or said.get(name)
    }


# -- her part of the page


def _her_part(finding: Finding, subject: Subject) -> str:
    names = subject.query.names
    text = _without(finding.text, navigation(finding.text))
    mentions = find(text, names)
    block = records.block(text, mentions, fits=lambda block: _fit(block, subject))
    about_nobody = (*finding.loose, *records.loose(text, block, mentions))
    private = tuple(dict.fromkeys((*_private_lines(text, block, subject), *loose.private(finding.elsewhere, subject))))
    text = "\n".join((*(line for line in block.split("\n") if not any(line in whole for whole in private)), *private))
    if reviews.is_review_page(finding.url, finding.title, text):
        text = reviews.without_reviews(text, tuple((m.start, m.end) for m in find(text, names)))
    return "\n".join((text, *(line for line in loose.hers(about_nobody, subject) if line not in private)))


def _private_lines(text: str, block: str, subject: Subject) -> Iterable[str]:
    if len(block) >= len(text) or not find(block, subject.query.names) or not any(loose.private((text,), subject)):
        return ()
    return loose.private((line for line in text.split("\n") if line.strip() and line not in block), subject)


def _without(text: str, spans: Iterable[Span]) -> str:
    return marked(text, dict.fromkeys(spans, "\n")).strip() if text else text


def _fit(block: str, subject: Subject) -> int:
    """How many of her own facts stand in a block: which of several people of her name she is on a list."""
    query, private = subject.query, subject.private
    said = f" {_folded(block)} "
    towns = {town.city for town in query.towns} | {home.city for home in private.home_addresses}
    sought = (*towns, *query.credentials, query.npi, query.practice.name if query.practice else "", *private.relatives)
    numbers = {
        particulars.e164(phone, query.country)
        for phone in (*private.phones, query.practice.phone if query.practice else "")
    }
    hits = sum(f" {_folded(each)} " in said for each in sought if each)
    hits += sum(phone in numbers for phone in particulars.phones(block, query.country))
    return hits + sum(postal.stands_in(home, block) for home in private.home_addresses)


def _folded(text: str) -> str:
    return " ".join(word.folded for word in words(text))


__all__ = ["CHILD", "PERSON", "RELATIVE", "REVIEWER", "storable"]
