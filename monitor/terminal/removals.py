"""Removals on the screen: how each stands, where to ask, what else the same request covers."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from checks.model import Judged, Verdict
from checks.text import host_of
from monitor.terminal.screen import count, when
from reports import removals, wording
from reports.removals import State

if TYPE_CHECKING:
    from monitor.service import Service


def in_short(service: "Service") -> Iterable[str]:
    """One line of `status`: how many stand how, and when to look next."""
    stored, now = service.store.findings(), service.clock.now()
    tally = Counter(state for each in stored if (state := removals.state(each)))
    if tally:
        said = ", ".join(f"{tally[state]} {state.value}" for state in State if tally[state])
        looks = [look for each in stored if (look := removals.next_look(each, now))]
        yield f"Removals: {said}{f'; next look {when(min(looks), service.zone)}' if looks else ''}"


def what_next(service: "Service", id_: int) -> Iterable[str]:
    """After her word that she asked, or that the site refused: what happens now, and what else it covers."""
    stored = service.store.find(id_)
    if stored is None or stored.decision is None or removals.state(stored) is None:
        return
    judged = service.finding(id_)
    if stored.decision.verdict is Verdict.DENIED:
        yield f"No. {id_}: {_elsewhere()}"
        return
    look = removals.next_look(stored, service.clock.now())
    yield f"No. {id_}: removal asked for{removals.attempt(stored.decision)}; we remind you to look again {when(look, service.zone)}"
    yield from _covered(judged, service.findings())


def on_the_page(service: "Service", judged: Judged) -> Iterable[str]:
    """What `show` says of having it removed: the site, how to ask it, and how the request stands."""
    site, state = removals.site_of(judged), removals.state(judged)
    zone, now = service.zone, service.clock.now()
    if site:
        yield wording.sentence(removals.page(site))
        yield removals.care(site)
        if site.exposes:
            yield f"Such listings mostly show: {', '.join(each.replace('_', ' ') for each in site.exposes)}."
        if site.readable is False:
            yield "It lets no program read its pages, as far as we know: we go by what search engines show of it."
        if site.family:
            yield f"It belongs to a family of sites: {site.family}."
        yield from _covered(judged, service.findings())
    if service.is_californian and (site or {each.kind for each in judged.exposures} & wording.PEOPLE_SEARCH):
        yield removals.drop(now, zone)
    said = judged.decision
    if said is None or state is None:
        return
    if state is State.REFUSED:
        yield f"Refused; you noted it {when(said.at, zone)}. {_elsewhere()}"
    elif state is not State.GONE:
        look = removals.next_look(judged, now)
        back = f" It came back {when(judged.returned_at, zone)}: ask again." if state is State.BACK else ""
        then = f"Next look {when(look, zone)}." if look else "That was the last look of three: ask again, or accept it."
        yield f"Removal asked for {when(said.at, zone)}{removals.attempt(said)}.{back} {then}"


def _elsewhere() -> str:
    return f"Google can be asked to leave the page out of its results: {removals.RESULTS_ABOUT_YOU}"


def _covered(judged: Judged, everything: Iterable[Judged]) -> Iterable[str]:
    others = removals.together(judged, everything)
    if others:
        named = ", ".join(f"{host_of(other.finding.url)} (No. {other.id})" for other in others)
        yield f"The same request should also cover {count(len(others), 'listing')} of yours: {named}."
        open_ = [str(other.id) for other in others if removals.state(other) is None]
        if open_:
            yield f"To be reminded of them, too: footprint mark {' '.join(open_)} requested"
