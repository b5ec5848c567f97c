"""What keeps a letter harmless: strangers' text made inert (promise 10), private values masked (promise 13).

Exposures arrive with their masks. Titles, reasons and addresses of pages are other people's sentences, and may repeat
the very value that a card masks; so every such string passes the `Veil`, which knows the week's values and the general
shape of a phone number, a mailbox, a street address and a date of birth.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from checks.model import Exposure

TITLE_LIMIT = 90  # characters of a stranger's title
LINK_LIMIT = 400
HIDDEN = "(hidden)"

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, bidi and zero-width marks, unassigned
_STACKED = re.compile(r"([\u0300-\u036f\u0489\u20d0-\u20ff]{2})[\u0300-\u036f\u0489\u20d0-\u20ff]+")
_STREET_WORDS = (
    "street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|place|pl|boulevard|blvd|way|terrace|ter|circle|cir|"
    "parkway|pkwy|highway|hwy|trail|trl|loop|square|sq|close|crescent"
)
_STREET = re.compile(
    rf"\b(\d{{1,6}}[a-z]?)\s+((?:[ns]\.?[ew]?|[ew]|north|south|east|west)\.?\s+)?((?:[^\W_][\w'.-]*\s+){{1,4}}?)(?:{_STREET_WORDS})\b\.?"
    r"(?:,?\s*(?:apt|unit|suite|ste|#)\.?\s*\w+)?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\b([\w.+%-])[\w.+%-]*@([\w-]+(?:\.[\w-]+)+)")
_LOCAL = re.compile(r"(?<![\w.-])\d{3}[ .-]\d{4}(?![\w-])")
_PHONE = re.compile(r"(?<![\w.])\+?(?:\(?\d{1,4}\)?[ .\-/]{0,2}){1,4}\d{3}[ .\-/]?\d{3,4}(?!\w)")
_SPLIT_PHONE = re.compile(r"\b\d{3}\W\d{3}\W\d{4}\b")  # in an address of a page, where separators are spaces by now
_AGE = re.compile(r"\b(age[d]?:?\s+|born(?:\s+in)?:?\s+)\d{2,4}\b(?![./-]\d)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


def inert(text: str, limit: int = TITLE_LIMIT) -> str:
    """One line of visible text, whatever came in: no control, direction or zero-width marks, no stacks of accents."""
    seen = "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in text[: limit * 20])
    line = " ".join(_STACKED.sub(r"\1", seen).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


@dataclass(frozen=True)
class Veil:
    """Masks in any text what the week's exposures must not show, however it is spelt there."""

    known: Mapping[str, tuple[tuple[str, Exposure], ...]] = field(
        default_factory=dict
    )  # spellings, by their first word
    numbers: frozenset[str] = frozenset()  # the last ten digits of phone numbers

    def __call__(self, text: str, limit: int = TITLE_LIMIT) -> str:
        line = _shapes(inert(text, limit * 2))
        for spelling, exposure in self._candidates(line):
            line = _loose(spelling).sub(masked(exposure).replace("\\", ""), line)
        return inert(line, limit)

    def link(self, url: str) -> str:
        """`url` if it is a plain web address that gives nothing away and can be clicked; else an empty string."""
        clean = _web_address(url)
        if not clean or any(number in re.sub(r"\D", "", clean) for number in self.numbers):
            return ""
        spelt = " ".join(re.split(r"[-_/+.,?&=:;#\s]+", unquote(unquote(clean))))
        reveals = _EMAIL.search(unquote(clean)) or _SPLIT_PHONE.search(spelt) or _STREET.search(spelt)
        knows = any(_loose(spelling).search(spelt) for spelling, _ in self._candidates(spelt))
        return "" if reveals or knows else clean

    def _candidates(self, text: str) -> list[tuple[str, Exposure]]:
        """Values whose first word stands in the text: few, so that thousands of findings cost nothing."""
        words = dict.fromkeys(word.casefold() for word in _WORD.findall(text))
        return [pair for word in words for pair in self.known.get(word, ())]


def veil(exposures: Iterable[Exposure]) -> Veil:
    """The veil of one week. A value that its exposure shows as it is (a breach's name) is no secret."""
    known: dict[str, dict[str, Exposure]] = {}
    numbers = set()
    for exposure in exposures:
        if len(exposure.value) < 4 or exposure.value == exposure.masked:
            continue
        digits = re.sub(r"\D", "", exposure.value)
        if len(digits) >= 10 and not re.search(r"[^\W\d_]", exposure.value):
            numbers.add(digits[-10:])
        for spelling in _spellings(exposure.value):
            first = next(iter(_WORD.findall(spelling)), "").casefold()
            if first:
                known.setdefault(first, {})[spelling] = exposure
    return Veil({word: tuple(spelt.items()) for word, spelt in known.items()}, frozenset(numbers))


def masked(exposure: Exposure) -> str:
    """The exposure's own mask; hidden altogether if that would still spell the value out."""
    mask = inert(exposure.masked)
    spelt_out = len(exposure.value) >= 4 and exposure.value != exposure.masked and _loose(exposure.value).search(mask)
    return HIDDEN if spelt_out else mask


def host(url: str) -> str:
    """The host as the network knows it: a look-alike in another script shows as `xn--…`."""
    try:
        name = (urlsplit(url).hostname or "").removeprefix("www.")
        return name.encode("idna").decode() if name else ""
    except ValueError:
        return ""


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        is_plain = parts.scheme in {"http", "https"} and "@" not in parts.netloc and bool(host(url)) and parts.port != 0
    except ValueError:
        return ""
    if not is_plain or len(url) > LINK_LIMIT or any(unicodedata.category(c) in _UNSEEN for c in url):
        return ""
    netloc = host(url) if not parts.netloc.isascii() else parts.netloc
    rest = quote(parts.path, safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=?~-._") if parts.query else ""
    )
    return f"{parts.scheme}://{netloc}{rest}"


def _shapes(line: str) -> str:
    line = _AGE.sub(r"\1…", _EMAIL.sub(r"\1…@\2", line))
    line = _STREET.sub(lambda m: f"{m[1]} {m[3].strip()[:1].upper()}…", line)
    return _LOCAL.sub(_phone, _PHONE.sub(_phone, line))


def _phone(found: re.Match[str]) -> str:
    """Eight digits stay: they are years ("2019-2021") more often than phone numbers."""
    digits = re.sub(r"\D", "", found[0])
    return f"…{digits[-2:]}" if len(digits) != 8 else found[0]


def _spellings(value: str) -> Iterable[str]:
    yield value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return
    month = _MONTHS[day.month - 1]
    yield from (f"{name} {day.day} {day.year}" for name in (month, month[:3]))
    yield from (f"{day.day} {name} {day.year}" for name in (month, month[:3]))
    yield from (f"{m}/{d}/{day.year}" for m, d in ((day.month, day.day), (f"{day.month:02}", f"{day.day:02}")))
    yield from (f"{d}.{m}.{day.year}" for m, d in ((day.month, day.day), (f"{day.month:02}", f"{day.day:02}")))


@lru_cache(maxsize=1024)
def _loose(value: str) -> re.Pattern[str]:
    words = _WORD.findall(value) or [value]
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, words)) + r"(?![^\W_])", re.IGNORECASE)
