"""The parts of a letter, as the templates lay them out, and the item that each of them is made from.

Every string in a part is finished: inert, masked, in words. Templates only loop over them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from checks import platforms
from checks.model import WEB, ChangeKind, Exposure, Judged, Level, Room, Severity, Verdict
from reports import masks, removals, wording
from reports.masks import Veil
from reports.week import Told

ROUND = timedelta(days=6.5)
_OTHERS = re.compile(r"\[(?:person|relative|child|reviewer)\]")  # what redaction leaves of other people's names


@dataclass(frozen=True, kw_only=True)
class Item:
    """One finding with everything about it that no letter has told yet, oldest first."""

    judged: Judged
    happened: tuple[Told, ...] = ()

    @property
    def id(self) -> int:
        return self.judged.id

    @cached_property
    def level(self) -> Level:
        """Her own word counts; then ours."""
        match self.verdict:
            case None:
                return self.judged.match.level
            case Verdict.NOT_ME:
                return Level.NOT_ME
            case Verdict.UNSURE:
                return Level.MAYBE
            case _:
                return Level.MINE

    @property
    def verdict(self) -> Verdict | None:
        return self.judged.decision.verdict if self.judged.decision else None

    @property
    def gone(self) -> bool:
        return self.happened[-1].kind is ChangeKind.GONE if self.happened else self.judged.gone_at is not None

    @property
    def untold(self) -> bool:
        return bool(self.happened) or not self.judged.told

    @property
    def first_look(self) -> bool:
        """Untold without a change: it was there when its question was first answered (promise 6)."""
        return not self.happened and not self.judged.told

    def has(self, *kinds: ChangeKind) -> bool:
        return any(told.kind in kinds for told in self.happened)

    @cached_property
    def severity(self) -> Severity:
        return self.judged.severity

    @cached_property
    def exposures(self) -> tuple[Exposure, ...]:
        """Worst first."""
        return tuple(sorted(self.judged.exposures, key=lambda e: -e.severity))

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(e.kind for e in self.judged.exposures)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What every sentence of one letter needs to know."""

    now: datetime
    zone: ZoneInfo
    since: datetime  # when the last letter was made
    veil: Veil
    titles: Mapping[str, str]  # of sources, by name
    rooms: Mapping[str, Room]
    controlled: frozenset[int] = frozenset()  # her own site and the profiles she lists
    silent: frozenset[str] = frozenset()  # sources that answered nothing this week
    sees_all: bool = False  # whether every place was checked in full
    safety: bool = False
    first_letter: bool = False
    listings: tuple[Judged, ...] = ()  # everything on people-search sites that we know
    drop: int = 0  # the finding whose card names California's one request to all brokers

    def is_fresh(self, at: datetime) -> bool:
        """Whether it was read in this week's round. Rounds are a week apart, give or take half a day."""
        return at >= self.now - ROUND

    def link(self, item: Item) -> str:
        """The page's address, unless it would tell what a letter hides: a page whose title names somebody else mostly
        carries that name in its address too (DOMAIN §7: third parties never)."""
        finding = item.judged.finding
        return "" if _OTHERS.search(finding.title) else self.veil.link(finding.url)

    def day(self, at: datetime) -> str:
        return wording.day(at, self.now, self.zone)

    def ago(self, at: datetime) -> str:
        return wording.ago(at, self.now, self.zone)

    def room(self, item: Item) -> Room:
        """The web belongs to the search room; a source that is off today still has its exposure's recommendation."""
        source = item.judged.finding.source
        if source == WEB:
            return Room.SEARCH
        primary = next((e.recommendations[0] for e in item.exposures if e.recommendations), 9)
        return self.rooms.get(source) or {2: Room.PROFILES, 5: Room.TRAIL}.get(primary, Room.SEARCH)

    def where(self, item: Item) -> str:
        finding = item.judged.finding
        return masks.host(finding.url) or self.titles.get(finding.source, finding.source)

    def kind(self, item: Item) -> str:
        """What it is, in words; never its value."""
        if item.exposures:
            return masks.inert(wording.kind(item.exposures[0].kind, item.exposures[0].title))
        return "A page of your own" if item.id in self.controlled else "A page that names you"

    def reasons(self, item: Item) -> str:
        """Why it may be her: "your practice phone and the town Portland, OR"."""
        return self._listed(item.judged.match.why)

    def doubts(self, item: Item) -> str:
        """What speaks against it: "Against: a common name."."""
        against = self._listed(item.judged.match.against)
        return f"Against: {against}." if against else ""

    def _listed(self, reasons: str) -> str:
        return wording.listed(tuple(filter(None, self.veil(reasons, 200).split("; "))))

    def is_own_answer(self, item: Item) -> bool:
        """Whether it is what a source answered about an account or address that she lists (identity_evidence.csv)."""
        return any(e.name == "own_answer" for e in item.judged.match.evidence)

    def sisters(self, item: Item) -> str:
        """Which other listings of hers a request for this one should cover, or by which it was asked for already."""
        others = removals.together(item.judged, self.listings)
        named = [f"{masks.host(other.finding.url)} [{other.id}]" for other in others]
        asked = [
            (other.decision.at, name)
            for other, name in zip(others, named, strict=True)
            if other.decision and removals.state(other) is removals.State.WAITING
        ]
        if asked and item.verdict is not Verdict.REQUESTED:
            at, name = min(asked)
            return f"Your request of {self.day(at)} for {name} should cover it, too."
        return f"The same request should also cover {wording.listed(tuple(named))}." if named else ""

    def source(self, item: Item) -> str:
        finding = item.judged.finding
        account = platforms.of_page(finding.url) if finding.source == "platforms" else None
        return account.platform.title if account else self.titles.get(finding.source, finding.source)

    def way(self, item: Item) -> str:
        """Over which places somebody comes from her practice to this account."""
        way = next((each.masked for each in item.exposures if wording.WAY in each.value), "")
        return self.veil(way, 200) if way else ""

    def shows(self, item: Item) -> str:
        """The masked values, worst first, each once. Of ratings the worst only; a name that the title says is not
        said again."""
        if item.kinds & wording.REVIEWS:
            return next((wording.rating(mask) for e in item.exposures if (mask := masks.masked(e))), "")
        title = self.title(item)
        masked = ((e, masks.masked(e)) for e in item.exposures if wording.WAY not in e.value)
        return ", ".join(dict.fromkeys(m for e, m in masked if m and not (e.value == m and m in title)))

    def title(self, item: Item) -> str:
        """A stranger's title; nothing where it could speak of a client or of the writer of a review."""
        if item.kinds & (wording.CLIENT_EXPOSING | wording.REVIEWS):
            return ""
        return self.veil(item.judged.finding.title)

    def page(self, item: Item) -> str:
        """Where it is and how the page calls itself."""
        title = self.title(item)
        return f"{self.where(item)}{f', “{title}”' if title else ''}"

    def note(self, item: Item) -> str:
        return wording.REVIEW_NOTE if item.kinds & wording.REVIEWS else ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One thing that needs a decision."""

    id: int
    tone: str  # the severity's word, for the eye only
    mark: str  # "▲ critical"
    heading: str
    where: str
    paragraphs: tuple[str, ...]
    step: str
    care: str = ""  # what to mind in that step
    call: str = ""
    link: str = ""
    commands: tuple["Command", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line about one finding, or about several low ones of the same kind."""

    tone: str
    mark: str
    words: str
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    heading: str
    lead: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lead or self.entries or self.notes)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a first page. `tone` is for the eye; `whose` says the same in words."""

    tone: str  # "yours", "about", "maybe", "other"
    rank: str
    whose: str
    page: str = ""  # host and title
    move: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """The first page of one engine for one question."""

    heading: str
    summary: tuple[str, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Glance:
    first: str  # whether to act
    then: tuple[str, ...]
    counts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Command:
    """What to type, and what for."""

    words: str
    command: str
