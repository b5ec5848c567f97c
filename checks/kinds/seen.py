"""One finding beside the subject's facts, read once; and what a rule hands back of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from checks import shapes
from checks.model import WEB, Finding, Subject
from checks.reading import Reading, read
from checks.sought import Sought, page_key, sought
from checks.text import fold, host_of, is_on

_SENTENCE = re.compile(
    r"\n+|(?<=[.!?”\"])(?<!\b[A-Z]\.)(?<!\b[DJSM]r\.)(?<!\bM[rs]s\.)(?<!\bSt\.)\s+(?=[^\W\d_a-z]|[\[’“\"])"
)


@dataclass(frozen=True, kw_only=True)
class Giveaway:
    """One thing that is given away. `meant`: it was published on purpose, or hardly shown.

    `otherwise`: the kind is right and the title of its table would not be true here: it is said in other words.
    `home`: her home address stands in it, so that it weighs more than its kind. `private`: it is another private fact of hers.
    """

    kind: str
    value: str = ""
    masked: str = ""
    meant: bool = False
    otherwise: bool = False
    home: bool = False
    private: bool = False


class Seen:
    """`on`: the day on which it was seen, where that is known.

    A copy in a web archive is read as the page that it is a copy of: `url` is that page's.
    """

    def __init__(self, subject: Subject, finding: Finding, on: date | None = None) -> None:
        self.subject, self.on = subject, on
        self.original = shapes.archived(finding.url) if finding.source == WEB else ""
        self.finding = replace(finding, url=self.original) if self.original else finding
        self.url = self.finding.url
        self.country = subject.query.country
        self.title, self.text = finding.title, f"{finding.title}\n{finding.text}"

    def facts(self, *names: str) -> tuple[str, ...]:
        return tuple(value for name in names for value in self.finding.facts.get(name, ()))

    @property
    def is_web(self) -> bool:
        return self.finding.source == WEB

    @property
    def is_listing(self) -> bool:
        """An entry of a map or a review site, in its source's word."""
        return self.finding.fact("additional_type") == "listing"

    @property
    def is_copy(self) -> bool:
        return bool(self.original) or shapes.is_copy(self.finding)

    @cached_property
    def record(self) -> str:
        """What kind of record it is: one of `shapes.RECORDS`, or empty."""
        return shapes.record(self.finding)

    @cached_property
    def is_hers(self) -> bool:
        """Her own site, or a page that she lists."""
        return is_hers(self.url, self.subject)

    @property
    def is_of_her_site(self) -> bool:
        """A record about her own site, which names nobody."""
        return self.is_hers or any(is_hers(page, self.subject) for page in self.facts("same_as"))

    @cached_property
    def is_listed_page(self) -> bool:
        return page_key(self.url) in self.sought.pages

    @property
    def is_people_search(self) -> bool:
        return self.record == "people" and not self.is_hers

    @cached_property
    def host(self) -> str:
        return host_of(self.url)

    @cached_property
    def sought(self) -> Sought:
        return sought(self.subject)

    @cached_property
    def said(self) -> str:
        """Every word of it: its title, its text and what it says in facts of free words."""
        return "\n".join((self.text, *self.facts("description", "works_for", "alternate_name", "name")))

    @cached_property
    def reading(self) -> Reading:
        # Where no fact comes on top it is the text that judging reads, and is read once for both.
        text = "\n".join((self.finding.text, *self.facts("description", "works_for", "alternate_name")))
        return _read(self.finding.id, self.title, text, self.subject.query.names)

    @cached_property
    def about_her(self) -> tuple[str, ...]:
        """The sentences that name her."""
        part = self.reading.free
        spans = [(m.start, m.end) for m in (part.people or part.mentions)]
        return tuple(
            part.text[begin:end]
            for begin, end in _sentences(part.text)
            if any(begin <= start < end for start, _ in spans)
        )

    @property
    def names_her_in_title(self) -> bool:
        part = self.reading.free
        return any(m.start < len(self.title) for m in part.people)

    @cached_property
    def names_practice(self) -> bool:
        """It names one of her employers, the host of her site or her practice's mailbox."""
        reading, facts = self.reading, self.sought
        if any(reading.phrase(employer.words) for employer in facts.employers):
            return True
        said = reading.free.lower
        return bool(facts.site and facts.site in said) or bool(facts.practice_email and facts.practice_email in said)

    @cached_property
    def names_work(self) -> bool:
        """It says what she does beside her name: her practice, an employer, her profession or her letters."""
        query = self.subject.query
        near = " ".join(self.about_her)
        if query.profession and fold(query.profession) in fold(near):
            return True
        return self.names_practice or any(re.search(rf"\b{re.escape(c)}\b", near) for c in query.credentials)

    def says_of_her(self, pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(sentence) for sentence in self.about_her)


def is_hers(url: str, subject: Subject) -> bool:
    facts = sought(subject)
    return page_key(url) in facts.pages or bool(facts.site and is_on(host_of(url), facts.site))


def is_handle(handle: str, subject: Subject) -> bool:
    """Whether she lists an account of this handle."""
    return any(_bare(each.handle) == _bare(handle) for each in subject.query.handles) if handle else False


def _bare(handle: str) -> str:
    return handle.strip().lstrip("@").casefold()


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    edges: Sequence[int] = [0, *(e for m in _SENTENCE.finditer(text) for e in m.span()), len(text)]
    return zip(edges[::2], edges[1::2], strict=True)


@lru_cache(maxsize=64)
def _read(finding_id: tuple[str, str], title: str, text: str, names: tuple[str, ...]) -> Reading:
    source, key = finding_id
    return read(Finding(source=source, key=key, url="", title=title, text=text), names)
