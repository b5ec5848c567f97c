"""A finding as judging sees it: its structured facts and its free text, where she is named, and what is beside it.

Scope (DOMAIN §10): a structured fact counts in full, so does text in the same line as her name or within 200
characters; elsewhere half; navigation, side lists and "similar people" not at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from checks.model import Finding
from checks.names import Mention, find
from checks.professions import nominals
from checks.text import Word, fold, places_of_words, words

NEAR = 200  # characters
_BLOCK = 600  # characters of the same line to each side: some pages are one line
ELSEWHERE = 0.5

_NAME_FACTS = ("name", "alternate_name", "description")
# Facts about other people, or none of a person's doing: they say nothing of who the record is about.
_SILENT_FACTS = frozenset(
    {"related_to", "image", "archived_at", "visibility", "breach", "breach_date", "data_class", "review"}
)

_SEPARATED = re.compile(r"\s(?:[|·•»›▸/]|[-–—])\s|\s{3,}")
_MENU_WORDS = re.compile(
    r"\b(home|about( us)?|contact( us)?|log ?in|sign (in|up)|menu|search|privacy|terms|careers|press|sitemap|help( center)?|"
    r"subscribe|advertise|cookies?|accessibility|categories|faq|blog|español|skip to)\b",
    re.IGNORECASE,
)
_SIDE_LIST = re.compile(
    r"(?:^\W*|(?<=[.!?…”\"—·])\s+)(?:"
    r"(?:similar|other|others|more|nearby|related|suggested|recommended|featured|popular|additional)\b[^.:]{0,40}?"
    r"\b(?:professionals?|therapists?|providers?|people|profiles?|doctors?|clinicians?|counsel+ors?|psychologists?|results?|"
    r"searches|articles?|stories|links?|posts?|pages?|listings?|near\s+you|in\s+this\s+area|in\s+your\s+area)\b"
    r"|people\s+(?:also|you\s+may)\b|you\s+(?:may|might)\s+(?:also|know|like)|also\s+viewed|most\s+read|trending|"
    r"editors['’]?\s+picks|sponsored|advertisement|recently\s+viewed|nearby\s+people"
    r"|(?:also\s+(?:at|in)|same)\s+(?:this\s+)?(?:office|practice|location|address|clinic)"
    r"|(?:our|the)\s+(?:other|rest\s+of)\b|(?:our|more)\s+(?:colleagues|team)\b|colleagues\b"
    r")",
    re.IGNORECASE,
)
_TEAM = re.compile(r"\W*(?:(?:our|more)\s+)?(?:team|colleagues)\b", re.IGNORECASE)
_STREET_BEHIND = re.compile(
    r"\s{1,2}(?:st|street|ave|avenue|rd|road|ln|lane|dr|drive|blvd|boulevard|ct|court|way|pl|place|ter|terrace|loop|park|bridge|"
    r"highway|square)\b(?!\w)",
    re.IGNORECASE,
)
_THING_BEHIND = re.compile(
    r"['’]?s?\s{1,2}(?:(?:memorial|endowed|annual)\s{1,2})?(?:foundation|scholarship|lecture|award|prize|memorial|fund|"
    r"elementary|middle school|high school|school|library|building|hall|center for|stadium|trail|inn|realty|homes|plumbing|"
    r"motors|construction|& (?:sons?|co\b|associates|partners|daughters)|and (?:sons|associates|partners|co\b))",
    re.IGNORECASE,
)
_VESSEL_BEFORE = re.compile(r"\b(?:MV|MS|SS|USS|HMS|F/V|S/V|M/V|ship|ferry|trawler|schooner)\s[\"“‘']?$")
_FICTION_BEFORE = re.compile(
    r"\b(?:novel|film|movie|play|story|book|series|drama|musical)\s(?:follows|introduces|stars|is about|tells of|centers on|about)\s$"
    r"|\b(?:protagonist|heroine|hero|fictional|character)\s(?:named\s|called\s)?$",
    re.IGNORECASE,
)
_OTHERS_LINE = re.compile(r"\W{0,3}(?:\[person\]|[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3})(?=[\s,|(·–-]{1,4}[A-Z])")
# The other half of a name: a capitalised word, or what redaction left in its place.
_HALF = r"(?:[A-Z][\w'’-]+|\[(?:person|relative|child|reviewer)\])"
_NAME_BEFORE = re.compile(rf"(?:(?<![\w'’-])|(?<=-)){_HALF}[ -](?:[A-Z]\.? )?$")
_NAME_BEHIND = re.compile(rf"[ -](?:[A-Z]\.? )?{_HALF}|, \[person\]")
_TURNED = re.compile(r"\[(?:person|relative|child|reviewer)\], $")
_CHARACTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8}")  # kana, Han, hangul
_SIDE_LIST_LINES = 8  # a heading alone on its line covers so many short lines after it
_SHORT_LINE = 90


@dataclass(frozen=True)
class Part:
    """A stretch of a record: one fact, or the free text. `silent` spans of it are navigation."""

    fact: str  # its name; empty for free text
    text: str
    mentions: tuple[Mention, ...] = ()
    silent: tuple[tuple[int, int], ...] = ()
    is_near: bool = True  # a fact, or the text of a record that names her in a fact only

    @cached_property
    def people(self) -> tuple[Mention, ...]:
        """The mentions that name a person; none where the text tells of a figure of that name."""
        if any(_FICTION_BEFORE.search(self.text, max(0, m.start - 60), m.start) for m in self.mentions):
            return ()
        return tuple(mention for mention in self.mentions if not _is_a_thing(self.text, mention))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return words(self.text)

    @cached_property
    def lower(self) -> str:
        lowered = self.text.lower()
        return (
            lowered if len(lowered) == len(self.text) else self.text
        )  # a few letters change length: keep offsets true

    @cached_property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.text))

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        return places_of_words(self.text)

    def indexes(self, word: str) -> Sequence[int]:
        """Which words of the part are `word`."""
        return self._places.get(word, ())

    def phrase(self, sought: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """Where these folded words stand one after another, in offsets of the text."""
        if not sought:
            return
        for first in self.indexes(sought[0]):
            last = first + len(sought) - 1
            if last < len(self.words) and all(self.words[first + n].folded == each for n, each in enumerate(sought)):
                yield self.words[first].start, self.words[last].end

    def literal(self, sought: str) -> Iterator[int]:
        """Where this lower-case string stands, not inside a longer word, address or number."""
        start = self.lower.find(sought)
        while start >= 0:
            before, after = self.lower[start - 1 : start], self.lower[start + len(sought) :][:1]
            if not (before.isalnum() or before in ("_", ".", "+")) and not after.isalnum():
                yield start
            start = self.lower.find(sought, start + 1)

    def factor(self, start: int) -> float:
        """How much what stands at `start` counts."""
        if any(begin <= start < end for begin, end in self.silent):
            return 0.0
        if self.is_near or any(begin <= start < end for begin, end in self._neighbourhoods):
            return 1.0
        return ELSEWHERE

    @cached_property
    def _neighbourhoods(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            (
                min(m.start - NEAR, max(m.start - _BLOCK, self.text.rfind("\n", 0, m.start) + 1)),
                max(m.end + NEAR, min(m.end + _BLOCK, _line_end(self.text, m.end))),
            )
            for m in self.people or self.mentions
        )


@dataclass(frozen=True)
class Reading:
    """`parts`: every fact that speaks of the person, then the free text; `mentions` is empty if she is not named."""

    finding: Finding
    parts: tuple[Part, ...]

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Where she is named; streets and firms of the name only if nothing else bears it."""
        people = tuple(mention for part in self.parts for mention in part.people)
        return people or tuple(mention for part in self.parts for mention in part.mentions)

    @property
    def is_a_thing(self) -> bool:
        """Whether all that bears the name here is a street, a firm, a fund or a ship."""
        return bool(self.mentions) and not any(part.people for part in self.parts)

    @property
    def free(self) -> Part:
        return self.parts[-1]

    def names_first(self, given: frozenset[tuple[str, ...]]) -> bool:
        """Whether one of these first names stands before another name, as if of a person."""
        return any(
            _NAME_BEHIND.match(part.text, end) or _TURNED.search(part.text, max(0, start - 14), start)
            for part, start, end in self._capitalised(given)
        ) or self._ends_characters(given)

    def names_last(self, family: frozenset[tuple[str, ...]]) -> bool:
        """Whether one of these family names stands behind another name, as if of a person."""
        return any(
            _NAME_BEFORE.search(part.text, max(0, start - 40), start) for part, start, _ in self._capitalised(family)
        )

    def _ends_characters(self, given: frozenset[tuple[str, ...]]) -> bool:
        """Whether a word of Han or Hangul ends with one of these: a family name of which the reading is not known."""
        ends = tuple(joined for name in given if len(joined := "".join(name)) > 3)
        return any(
            len(folded := fold(match.group()).replace(" ", "")) > 5 and folded.endswith(ends)
            for part in self.parts
            if not part.text.isascii() and (not part.fact or part.fact in _NAME_FACTS)
            for match in _CHARACTERS.finditer(part.text)
        )

    def _capitalised(self, names: frozenset[tuple[str, ...]]) -> Iterator[tuple[Part, int, int]]:
        for part in self.parts:
            if part.fact and part.fact not in _NAME_FACTS:
                continue
            for start, end in (span for name in names for span in part.phrase(name)):
                if part.text[start].isupper() and part.factor(start):
                    yield part, start, end

    def facts(self, *names: str) -> Iterator[Part]:
        return (part for part in self.parts if part.fact in names)

    def best(self, find_in: Callable[[Part], Iterable[int]]) -> float:
        """The largest scope factor of what `find_in` finds in the parts; 0 if it finds nothing that counts."""
        return max((part.factor(start) for part in self.parts for start in find_in(part)), default=0.0)

    def literal(self, sought: str) -> float:
        return self.best(lambda part: part.literal(sought))

    def phrase(self, sought: tuple[str, ...]) -> float:
        return self.best(lambda part: (start for start, _ in part.phrase(sought)))


def read(finding: Finding, names: tuple[str, ...]) -> Reading:
    facts = tuple(_fact_parts(finding, names))
    free = f"{finding.title}\n{finding.text}"
    silent = navigation(free)
    mentions = tuple(m for m in find(free, names) if not any(begin <= m.start < end for begin, end in silent))
    if mentions:  # else that line may be hers, under a name that she did not declare
        silent = (*silent, *_of_others(free, mentions))
    is_near = not mentions and any(part.mentions for part in facts)
    return Reading(finding, (*facts, Part("", free, mentions, silent, is_near)))


@lru_cache(maxsize=64)  # a record is judged and weighed
def navigation(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of a text that belong to the site and not to the person: menus, side lists, "similar people".

    "Our team" heads a side list on the page of one of them; a page that opens with it is about all of them.
    """
    spans, covered, start = [], 0, 0
    above = 0  # lines that say something, the first and menus aside
    for number, line in enumerate(text.split("\n")):
        end = start + len(line) + 1
        opens = None if above else _TEAM.match(line)
        heading = _SIDE_LIST.search(line, opens.end() if opens else 0)
        is_menu = _is_menu(line)
        above += number > 0 and bool(line.strip()) and not is_menu
        if heading and heading.start() == 0:
            is_alone = len(line.strip()) <= _SHORT_LINE / 2 and not re.match(r"[^:]{0,20}:\s*\S", line[heading.end() :])
            is_one_advert = heading.group().strip().casefold().startswith("advertisement")
            covered = (
                (1 if is_one_advert else _SIDE_LIST_LINES) if is_alone else 0
            )  # "Sponsored: dental plans" heads nothing
            spans.append((start, end))
        elif heading and ":" in line[heading.end() : heading.end() + 40]:  # a snippet is one line
            spans.append((start + heading.start(), end))
        elif (covered and line.strip() and len(line) <= _SHORT_LINE) or is_menu:
            covered = max(0, covered - 1)
            spans.append((start, end))
        else:
            covered = 0
        start = end
    return tuple(spans)


def _of_others(text: str, mentions: tuple[Mention, ...]) -> Iterator[tuple[int, int]]:
    """The lines that open with somebody else's name and letters, and do not name her: colleagues on a page of a team."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line) + 1
        other = _OTHERS_LINE.match(line)
        if other and nominals(line, other.end())[0] and not any(start <= m.start < end for m in mentions):
            yield start, end
        start = end


def _is_menu(line: str) -> bool:
    """Short segments, most of them words of menus. A sentence with a menu behind it is no menu."""
    segments = [segment for segment in _SEPARATED.split(line) if segment and segment.strip()]
    if len(segments) >= 3 and max(map(len, segments)) <= 40:
        return len(_MENU_WORDS.findall(line)) >= 2
    return len(line) <= _SHORT_LINE and len(_MENU_WORDS.findall(line)) >= 3


def _fact_parts(finding: Finding, names: tuple[str, ...]) -> Iterator[Part]:
    given, middle, family = (finding.fact(name) for name in ("given_name", "additional_name", "family_name"))
    if given and family:
        whole = " ".join(part for part in (given, middle, family, finding.fact("honorific_suffix")) if part)
        yield Part("name", whole, find(whole, names))
    for name, values in finding.facts.items():
        if name in _SILENT_FACTS:
            continue
        text = "\n".join(values)
        yield Part(name, text, find(text, names) if name in _NAME_FACTS else ())


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_a_thing(text: str, mention: Mention) -> bool:
    return bool(
        _STREET_BEHIND.match(text, mention.end)
        or _THING_BEHIND.match(text, mention.end)
        or _VESSEL_BEFORE.search(text, max(0, mention.start - 12), mention.start)
    )
