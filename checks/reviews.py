"""Reviews: their stars are facts; what was written and who wrote it is not kept (promise 9).

Of a review that an interface hands out on its own, one line stays: the day, the stars, how long it is, and a mark of its
words, by which a rewritten one is known. Until `keyed` the mark is a bare hash, so only what was keyed may be stored.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from checks.model import Finding
from checks.text import fold, host_of
from checks.topics import is_labelled, topics

_BAD = 2  # stars
_MOST = 20  # bad reviews of one page that are told apart
_STARS = re.compile(r"[★⭐✭✮]{1,5}(?:½|[☆✩]{0,4})")
_WORDED = re.compile(
    r"(?<![\d./])([1-5])(?:[ -]stars?(?: review| rating)?\b| ?(?:out of|of|/) ?5 stars?\b)", re.IGNORECASE
)
_AVERAGE = re.compile(
    r"(?<![\d./])([0-5]\.\d{1,2}) ?(?:(?:out of|of|/) ?5\b|stars?\b|[★⭐])|[★⭐] ?([0-5]\.\d{1,2})\b"
    r"|\b(?:rat(?:ing|ed)|average|overall|score)s?:? {0,2}([0-5](?:\.\d{1,2})?)(?: ?(?:out of|of|/) ?5\b|(?= ?(?:stars?|[★⭐(·|,]|$)))"
    r"|(?<![\d./])([0-5]) out of 5(?! stars)",
    re.IGNORECASE | re.MULTILINE,
)
_REVIEWED = re.compile(r"\b(?:reviewed by|review by|posted by|verified (?:patient|client|review))\b", re.IGNORECASE)
_TITLED = re.compile(r"\breviews\b|\bratings?\b|\brate (?:my|your)\b", re.IGNORECASE)
_HOST = re.compile(r"rate|review|vitals|healthgrades|yelp|trustpilot")
_QUOTED = re.compile(r"[“\"«][^”\"»\n]{0,2000}(?:[”\"»]|…|\.\.\.|$|\n)", re.MULTILINE)
SHORT, LONG = 160, 800  # characters: Yelp's excerpt, and what fills a screen of a phone
_BARE = re.compile(r"~([0-9a-f]{64})$", re.ASCII)
_KEPT = re.compile(r"(\d{4}-\d\d-\d\d): (\d(?:\.\d)?) stars?, [a-z ]+(?:, [~#][0-9a-f]+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SEGMENT = re.compile(
    r"\n+|\s?(?:…|\.{3})\s?|\s{1,3}[|•·]\s{1,3}|(?<=[.!?])(?<!\b[A-Z]\.)(?<!\bDr\.)(?<!\bSt\.)\s+(?=[“\"«A-Z★⭐])"
)
_SAID = re.compile(
    r"\b(?:I|I['’](?:m|ve|d|ll)|my|me|we|our|us|you|your|she|he|her|him|his|they|them|felt|recommend\w*|listen\w*|thank\w*|worst|"
    r"best|rude|kind|caring|waited|dismiss\w*|helped|helpful|amazing|terrible|awful|great|good|bad|never|always)\b"
)
_DRY = re.compile(
    r"\b(?:ratings?|reviews?|out of 5|stars?|practice|office|phone|address|specialt(?:y|ies)|licen[cs](?:e|ed|ing|ure)|npi|age|suite|"
    r"born|birth|d\.?o\.?b|reprimand\w*|probation|suspended|suspension|revoked|disciplin\w+|role|position|school|education|fees?|accepting|insurance|telehealth)\b|\d{3}[ .\-)]{1,2}\d{3}[ .-]\d{4}|,\s[A-Z]{2}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Review:
    """What stays of one review. `day`: 2026-09-01."""

    day: str
    stars: float


def kept(day: str, stars: object, written: object, *, is_cut: bool = False) -> str:
    """One value of the fact `review`; empty where the day or the stars cannot be read.

    `is_cut`: `written` is but the beginning of it.
    """
    dated, given = _DAY.match(day), _given(stars)
    if not (dated and given):
        return ""
    words = fold(written) if isinstance(written, str) else ""
    mark = f", ~{hashlib.sha256(words.encode()).hexdigest()}" if words else ""
    return f"{dated[0]}: {given:g} star{'' if given == 1 else 's'}, {_length(len(words), is_cut=is_cut)}{mark}"


def review(value: str) -> Review | None:
    """What a value of the fact `review` says; None for what is none."""
    match = _KEPT.fullmatch(value)
    return Review(day=match[1], stars=float(match[2])) if match else None


def keyed(finding: Finding, key: Callable[[str], str]) -> Finding:
    """`finding` with the marks of its reviews as keyed hashes: nobody else can tell whether a text is the one."""
    values = finding.facts.get("review")
    if not values:
        return finding
    marked = (_BARE.sub(lambda bare: f"#{key(bare[1])}", value) for value in values)
    return replace(finding, facts={**finding.facts, "review": tuple(sorted(set(marked)))})


def mean(value: object) -> str:
    """A mean rating as the fact `aggregate_rating` spells it: "4.5"; empty for what is none, 0 being none yet."""
    stars = _given(value)
    return str(stars) if stars else ""


def _given(stars: object) -> float | None:
    """Stars as a figure of 0 to 5 with one decimal."""
    if isinstance(stars, bool) or not isinstance(stars, int | float | str):
        return None
    if isinstance(stars, str) and not re.fullmatch(r"[0-5](?:\.\d{1,9})?", stars, re.ASCII):
        return None
    return round(float(stars), 1) if 0 <= float(stars) <= 5 else None


def _length(characters: int, *, is_cut: bool) -> str:
    if not characters:
        return "without words"
    if is_cut:
        return "not short"
    return "short" if characters <= SHORT else "long" if characters > LONG else "of middle length"


def is_review_page(url: str, title: str, text: str) -> bool:
    """Whether patients' opinions stand here: by stars with words, by who "reviewed", by its title or its host."""
    if _REVIEWED.search(text) or any(_is_of_one_review(text, match) for match in _STARS.finditer(text)):
        return True
    return bool(_TITLED.search(title)) or bool(_HOST.search(host_of(url)) and _AVERAGE.search(text))


def without_reviews(text: str, named: tuple[tuple[int, int], ...] = ()) -> str:
    """What a review page says of the clinician herself: segments that name her (`named` are her mentions) or are dry
    facts. Whatever is quoted, starred, signed or said by somebody is left out, for good."""
    kept = []
    for start, end in _segments(text):
        segment = text[start:end]
        names_her = any(start <= begin < end for begin, _ in named)
        if _is_opinion(segment) or not (names_her or _DRY.search(segment) or _is_told(segment)):
            continue
        kept.append(segment.strip())
    return "\n".join(kept)


def averages(text: str) -> tuple[str, ...]:
    """The mean ratings that a page says, of 5 stars: "2.8"."""
    found = {next(filter(None, match.groups())) for match in _AVERAGE.finditer(text)}
    return tuple(sorted(str(float(each)) for each in found if float(each) > 0))


def stars(text: str) -> tuple[str, ...]:
    """How many stars single reviews give, each figure once: ("1", "4"). Of bad ones it tells how many there are: the second
    of one star is "1 ×2", so that one more is seen although nothing of it is kept."""
    found = {match[1] for match in _WORDED.finditer(text)}
    starred = Counter(
        sum(match.group().count(each) for each in "★⭐✭✮")
        for match in _STARS.finditer(text)
        if _is_of_one_review(text, match)
    )
    found |= {str(figure) for figure in starred}
    more = (f"{n} ×{time}" for n in range(1, _BAD + 1) for time in range(2, min(starred[n], _MOST) + 1))
    return tuple(sorted({*found, *more}))


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Sentences and cells; a quotation is one segment with the signature behind it."""
    start = 0
    for quoted in (*_QUOTED.finditer(text), None):
        end = quoted.start() if quoted else len(text)
        yield from _split(text, start, end)
        if quoted:
            stop = _SEGMENT.search(text, quoted.end()) if not quoted.group().endswith(("\n", "…")) else None
            start = stop.start() if stop else quoted.end() if quoted.group().endswith(("\n", "…")) else len(text)
            yield quoted.start(), start


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SEGMENT.finditer(text, start, end):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:end].strip():
        yield start, end


def _is_told(segment: str) -> bool:
    """Whether a page says it of a person with a label, or as what is worth keeping private."""
    return is_labelled(segment) or any(topic.weight for topic in topics(segment))


def _is_opinion(segment: str) -> bool:
    starred = any(_is_of_one_review(segment, match) for match in _STARS.finditer(segment))
    return starred or bool(_QUOTED.match(segment.strip()) or _REVIEWED.search(segment) or _SAID.search(segment))


def _is_of_one_review(text: str, match: re.Match[str]) -> bool:
    """A star beside a number with a decimal is the mark of a mean."""
    around = text[max(0, match.start() - 5) : match.start()], text[match.end() : match.end() + 5]
    return not (re.search(r"\d[.,]\d ?$", around[0]) or re.match(r" ?\d[.,]\d", around[1]))
