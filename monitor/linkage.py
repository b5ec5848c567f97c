"""How an account of hers is joined to her practice: over links, one handle on several platforms, one mailbox or one photo. Pure.

Worked out from what is stored and hers; a maybe joins nothing. A way leads from what she publishes as a clinician to an
account, over what anybody can follow: "practice page → Linktree → yarnroom.example". The shortest one is told.
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from checks import exposures, platforms
from checks.kinds.seen import is_handle, is_hers
from checks.model import WEB, Exposure, Finding, Judged, Level, Subject
from checks.sought import page_key, sought
from checks.text import host_of, is_on

KIND = "cross_context_link"
_PRACTICE = "practice page"
_ACCOUNTS = frozenset({"social", "forum", "payments", "fitness"})
_LEAST = 5  # characters of a handle that joins: shorter ones are words that many people use
_FARTHEST = 4  # steps of a way; longer ones nobody follows
_MOST = 300  # findings that are looked at
_START = -1


@dataclass(frozen=True)
class _Spot:
    """One place on a way. `marks`: what it shares with others; `pages`: those that it links to; `is_account`: hers, personal."""

    id: int
    label: str
    url: str
    marks: frozenset[str]
    pages: tuple[str, ...]
    is_account: bool


def joined(subject: Subject, judged: Iterable[Judged], titles: Mapping[str, str]) -> Mapping[int, str]:
    """For each account of hers that is joined to her practice, by its number, the way there. `titles`: of sources."""
    hers = [
        each for each in judged if each.match.level is Level.MINE and each.gone_at is None and can_join(each.finding)
    ]
    own = [each.finding for each in hers if is_hers(each.finding.url, subject)]
    spots = [_spot(each, titles) for each in hers[:_MOST] if not is_hers(each.finding.url, subject)]
    ways = _ways(_practice(subject, own), spots, subject)
    accounts = {spot.id: spot for spot in spots if spot.is_account}
    return {id_: _told(ways[id_], _onward(subject, accounts[id_], spots)) for id_ in accounts if id_ in ways}


def with_ways(judged: Judged, ways: Mapping[int, str]) -> Judged:
    """The finding with its way among its exposures, in the place of the bare word that there is a link."""
    way = ways.get(judged.id)
    if not way:
        return judged
    rest = [each for each in judged.exposures if each.kind != KIND]
    return replace(judged, exposures=_sorted((*rest, exposures.joined(way))))


def can_join(finding: Finding) -> bool:
    """Whether it could be a place on a way at all."""
    return any(finding.facts.get(name) for name in ("handle", "same_as", "email")) or finding.source == "gravatar"


def _sorted(found: Iterable[Exposure]) -> tuple[Exposure, ...]:
    return tuple(sorted(found, key=lambda each: -each.severity))


def _practice(subject: Subject, own: Iterable[Finding]) -> _Spot:
    """What she publishes as a clinician, as the place where every way begins."""
    practice = subject.query.practice
    marks = {mark for finding in own for mark in _marks(finding)}
    if practice and practice.email:
        marks.add(_mailbox(practice.email))
    pages = tuple(page_key(page) for finding in own for page in finding.facts.get("same_as", ()))
    return _Spot(id=_START, label=_PRACTICE, url="", marks=frozenset(marks), pages=pages, is_account=False)


def _spot(judged: Judged, titles: Mapping[str, str]) -> _Spot:
    finding = judged.finding
    account = platforms.of_page(finding.url)
    label = account.platform.title if account else titles.get(finding.source, "")
    return _Spot(
        id=judged.id,
        label=host_of(finding.url) if finding.source == WEB or not label else label,
        url=page_key(finding.url),
        marks=frozenset(_marks(finding)),
        pages=tuple(map(page_key, finding.facts.get("same_as", ()))),
        is_account=_is_account(finding),
    )


def _is_account(finding: Finding) -> bool:
    return finding.fact("additional_type") in _ACCOUNTS or bool(finding.fact("handle") and finding.fact("visibility"))


def _marks(finding: Finding) -> Iterator[str]:
    """What joins two accounts of hers: a handle, a mailbox as its hash, a photo as its hash."""
    for handle in finding.facts.get("handle", ()):
        if len(bare := handle.strip().lstrip("@").casefold()) >= _LEAST:
            yield f"handle {bare}"
    for mailbox in finding.facts.get("email", ()):
        yield _mailbox(mailbox)
    if finding.source == "gravatar":
        yield f"mailbox {finding.key}"
    yield from (f"photo {each}" for each in finding.facts.get("image", ()) if each != "yes" and "/" not in each)


def _mailbox(address: str) -> str:
    return f"mailbox {hashlib.sha256(address.strip().casefold().encode()).hexdigest()}"


def _ways(practice: _Spot, spots: list[_Spot], subject: Subject) -> dict[int, tuple[str, ...]]:
    """The shortest way to each spot, breadth first."""
    ways: dict[int, tuple[str, ...]] = {practice.id: (practice.label,)}
    waiting = deque([practice])
    while waiting:
        here = waiting.popleft()
        for spot in spots if len(ways[here.id]) <= _FARTHEST else ():
            how = _between(here, spot)
            if how is None and here is practice and _links_practice(subject, spot):
                how = ""
            if spot.id not in ways and how is not None:
                ways[spot.id] = (*ways[here.id], f"{spot.label}{f' ({how})' if how else ''}")
                waiting.append(spot)
    return ways


def _links_practice(subject: Subject, spot: _Spot) -> bool:
    facts = sought(subject)
    site = facts.site
    return any(page in facts.pages or bool(site and is_on(page.partition("/")[0], site)) for page in spot.pages)


def _between(one: _Spot, other: _Spot) -> str | None:
    if other.url in one.pages or (one.url and one.url in other.pages):
        return ""
    shared = sorted(one.marks & other.marks)
    return f"the same {shared[0].partition(' ')[0]}" if shared else None


def _onward(subject: Subject, spot: _Spot, spots: list[_Spot]) -> str:
    """Where it leads on under a handle of hers, to a place that no source knows: the end of the way."""
    known = {each.url for each in spots}
    for page in spot.pages:
        host, _, path = page.partition("/")
        last = path.rpartition("/")[2].lstrip("@")
        if page not in known and len(last) >= _LEAST and is_handle(last, subject):
            return host
    return ""


def _told(way: tuple[str, ...], onward: str) -> str:
    return " → ".join(filter(None, (*way, onward)))
