"""How a removal stands, when to look again, and what to tell a site that is asked (DOMAIN §12, story 3). Pure.

A request counts from the day on which she asked, or on which the page came back since; each new one is an attempt of
its own. Nothing here says that a page is gone: promise 5 does, and `gone_at` holds it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol
from zoneinfo import ZoneInfo

from checks.brokers import Broker, broker
from checks.model import Decision, Judged, Level, Verdict
from checks.text import host_of
from reports import wording

RECHECK_WEEKS = (2, 6, 12)  # after a removal was asked
SLACK = timedelta(hours=12)  # she asks after the morning's letter: the same weekday two weeks later is not too early
DROP_DAYS = (45, 90)  # how long brokers have to fetch a request to California, and to report
RESULTS_ABOUT_YOU = "https://myactivity.google.com/results-about-you"
DROP = "https://privacy.ca.gov/drop"

_WAYS = {
    "captcha": "sets a puzzle",
    "email": "sends a link by e-mail that you have to open",
    "call": "calls you with a code",
    "id": "asks for an ID, which you should not send",
}


class State(Enum):
    WAITING = "asked for"
    BACK = "came back"
    REFUSED = "refused"
    GONE = "gone"


class Wanted(Protocol):
    """A finding as far as its removal goes: stored or judged."""

    @property
    def decision(self) -> Decision | None: ...
    @property
    def gone_at(self) -> datetime | None: ...
    @property
    def returned_at(self) -> datetime | None: ...


def state(item: Wanted) -> State | None:
    """None where she asked nobody to take it out."""
    said = item.decision
    if said is None or said.verdict not in (Verdict.REQUESTED, Verdict.DENIED):
        return None
    if item.gone_at is not None:
        return State.GONE
    if said.verdict is Verdict.DENIED:
        return State.REFUSED
    return State.BACK if item.returned_at and item.returned_at > said.at else State.WAITING


def began(item: Wanted) -> datetime | None:
    """When the weeks of an open request began."""
    if item.decision is None or state(item) not in (State.WAITING, State.BACK):
        return None
    return max(item.decision.at, item.returned_at or item.decision.at)


def due(item: Wanted, since: datetime, now: datetime) -> int:
    """The number of weeks after which it is time to look again, if that day came since the last letter; else 0."""
    start = began(item)
    if start is None:
        return 0
    return next((w for w in reversed(RECHECK_WEEKS) if since < start + timedelta(weeks=w) - SLACK <= now), 0)


def next_look(item: Wanted, now: datetime) -> datetime | None:
    start = began(item)
    if start is None:
        return None
    return next((at for w in RECHECK_WEEKS if (at := start + timedelta(weeks=w)) - SLACK > now), None)


def attempt(said: Decision) -> str:
    """ ", attempt 2" after the day on which she asked."""
    return f", attempt {said.attempt}" if said.attempt else ""


# -- the sites


def site_of(judged: Judged) -> Broker | None:
    return broker(host_of(judged.finding.url))


def together(judged: Judged, everything: Iterable[Judged]) -> tuple[Judged, ...]:
    """The other listings of hers that a request for this one should cover: sites of one family with one opt-out page.

    Sister sites with a page of their own are not among them: there she has to ask again.
    """
    site = site_of(judged)
    if site is None or not site.family or not site.opt_out_url:
        return ()
    return tuple(
        other
        for other in everything
        if other.id != judged.id and other.gone_at is None and other.match.level is Level.MINE
        if (theirs := site_of(other)) and (theirs.family, theirs.opt_out_url) == (site.family, site.opt_out_url)
    )


def page(site: Broker | None) -> str:
    """Where it takes requests, and what will happen there."""
    if site is None or not site.way:
        return "We do not know where its opt-out form is; look at the foot of its pages."
    if "page" in site.way:
        return "Its opt-out link stands at the foot of each listing."
    if "mail" in site.way:
        return f"{site.name} takes requests by e-mail: {site.opt_out_url.removeprefix('mailto:')}"
    steps = wording.listed(tuple(words for way, words in _WAYS.items() if way in site.way))
    return f"The opt-out page of {site.name}: {site.opt_out_url}{f' (it {steps})' if steps else ''}"


def with_care(kind: str, site: Broker | None) -> str:
    """What to mind in the next step about an exposure of this kind."""
    asks_a_site = kind in wording.REMOVED_BY_SITE and (site is not None or kind in wording.PEOPLE_SEARCH)
    return care(site) if asks_a_site else wording.with_care(kind)


def care(site: Broker | None) -> str:
    """What a people-search site is given, and what it is not: the one rule for all of them."""
    phone = "It confirms by a call: take it on a number that the listing shows." if site and "call" in site.way else ""
    kept = ["a copy of your ID", "your Social Security number", "a payment", *([] if phone else ["a phone number"])]
    rule = f"Give the site only what it shows already, and an e-mail alias: never {', '.join(kept[:-1])} or {kept[-1]}."
    return " ".join(filter(None, (rule, phone)))


def drop(now: datetime, zone: ZoneInfo) -> str:
    """California's one request to all registered brokers. The days are counted from today, since she may file it today."""
    first, last = (wording.day(now + timedelta(days=days), now, zone) for days in DROP_DAYS)
    return (
        f"If you live in California, one request there reaches every registered data broker: {DROP}. If you file it "
        f"today, look again on {first} and {last}: brokers have {DROP_DAYS[0]} days to fetch it and {DROP_DAYS[1]} to report."
    )
