"""What was asked, what answered, what could not be read: silence is not absence (promise 4)."""

import re
from collections.abc import Iterable

from checks.model import Outcome
from reports import wording
from reports.parts import Section, Telling
from reports.week import Coverage, Walk

_READ = frozenset({Outcome.COMPLETE, Outcome.PARTIAL})


def asked(place: Coverage) -> int:
    return sum(number for outcome, number in place.outcomes if outcome is not Outcome.SKIPPED)


def in_full(place: Coverage) -> bool:
    return asked(place) > 0 and {outcome for outcome, number in place.outcomes if number} == {Outcome.COMPLETE}


def read(place: Coverage) -> bool:
    return any(number for outcome, number in place.outcomes if outcome in _READ)


def unread(place: Coverage) -> bool:
    return asked(place) > 0 and not read(place)


def in_part(place: Coverage) -> bool:
    return read(place) and not in_full(place)


def one_line(places: Iterable[Coverage], *, quiet: bool) -> str:
    """ "No change in 31 places; 2 could not be checked." where nothing changed, else how far the letter can see."""
    places = tuple(places)
    full = [place for place in places if in_full(place)]
    known = [place for place in full if not place.first_answer]
    rest: tuple[tuple[int, str, str], ...] = (
        (len(full) - len(known), "was looked at for the first time", "were looked at for the first time"),
        (sum(map(in_part, places)), "answered in part only", "answered in part only"),
        (sum(map(unread, places)), "could not be checked", "could not be checked"),
    )
    first = f"No change in {wording.count(len(known), 'place')}"
    if not (quiet and known):
        first, rest = (
            f"{wording.count(len(full), 'place')} {'was' if len(full) == 1 else 'were'} checked in full",
            rest[1:],
        )
    if not any(asked(place) for place in places):
        return "No place was checked this week, so this letter cannot say what changed."
    return (
        "; ".join((first, *(f"{number} {one if number == 1 else more}" for number, one, more in rest if number))) + "."
    )


def section(
    places: Iterable[Coverage], disclosed: int, telling: Telling, *, by_hand: str = "", walked: Iterable[Walk] = ()
) -> Section:
    places = tuple(places)
    full = tuple(place.title for place in places if in_full(place))
    lead = (
        f"Checked in full: {wording.listed(full)}." if full else "No place could be checked in full this week.",
        *(_part(place, telling) for place in places if in_part(place)),
        *(_unread(place, telling) for place in places if unread(place)),
        *(f"Not asked: {place.title}{_reason(place, telling)}." for place in places if not asked(place)),
    )
    silent = any(not in_full(place) for place in places)
    notes = (
        "A place that could not be read is unknown: it is not counted as clear, and nothing is called gone because of it."
        if silent
        else "",
        _walked(tuple(walked)),
        by_hand,
        _sent(disclosed),
    )
    return Section(heading="What was checked", lead=lead, notes=tuple(filter(None, notes)))


def _walked(lists: tuple[Walk, ...]) -> str:
    """An engine that shows nothing has nothing in its index; what the site itself lists nobody asked (promise 4)."""
    if not lists:
        return ""
    counted = wording.listed(tuple(f"{each.asked} of {each.sites} {each.words}" for each in lists))
    return (
        f"Search engines were asked about {counted} in the last three months. Where they show nothing, it is not in their "
        "index; the site may list you all the same."
    )


def _part(place: Coverage, telling: Telling) -> str:
    numbers = dict(place.outcomes)
    total = sum(numbers.values())
    complete = f"{numbers.get(Outcome.COMPLETE, 0)} of {wording.count(total, 'question')} answered in full"
    return f"Checked in part: {place.title}{_reason(place, telling)}; {complete}."


def _unread(place: Coverage, telling: Telling) -> str:
    worst = max((pair for pair in place.outcomes if pair[0] is not Outcome.SKIPPED), key=lambda pair: pair[1])[0]
    last = (
        f"The last full answer came on {telling.day(place.last_complete)}."
        if place.last_complete
        else "It has not answered in full yet."
    )
    return f"Could not be checked: {place.title} {wording.outcome(worst)}{_reason(place, telling)}. {last}"


def _reason(place: Coverage, telling: Telling) -> str:
    """Why, in the source's words; of answers whose form changed only that (`footprint status` has the rest)."""
    if any(outcome is Outcome.UNREADABLE and number for outcome, number in place.outcomes):
        return " (it sent an answer in a form that we cannot read)" if read(place) else ""
    reason = re.sub(r" \(HTTP \d+\)", "", telling.veil(place.reason, 140)).rstrip(".")
    return f" ({reason})" if reason else ""


def _sent(disclosed: int) -> str:
    if not disclosed:
        return "No request of this week carried an identifier of yours."
    requests = wording.count(disclosed, "request")
    return (
        f"To ask, we sent {requests} with a name, a page, an account or an address that you released. "
        "Nothing that you marked as private was in them."
    )
