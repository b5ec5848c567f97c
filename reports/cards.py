"""What needs a decision, in which order, and the card that says it.

Order (DOMAIN §7): critical; untold changes; the worst of a first look; critical pages that may be hers, in neutral
words; removals to look at again. What she accepted is quiet unless it got worse; what is not hers never gets a card.
"""

from collections.abc import Iterable

from checks.model import ChangeKind, Exposure, Level, Severity, Verdict
from reports import removals, wording
from reports.parts import Card, Command, Item, Telling
from reports.week import Told

_ALARMS = frozenset({ChangeKind.NEW, ChangeKind.WORSE, ChangeKind.RETURNED})
_OPEN = frozenset({None, Verdict.MINE})  # whose it is was said at most, not what she will do
_CRITICAL, _CHANGED, _FIRST_LOOK, _MAYBE, _RECHECK = range(5)


def waiting(items: Iterable[Item], telling: Telling) -> list[Item]:
    """Everything that deserves a card, most pressing first."""
    ranked = [
        (place, -item.severity, not item.untold, item.id, item)
        for item in items
        if (place := _place(item, telling)) is not None
    ]
    return [item for *_, item in sorted(ranked, key=lambda r: r[:4])]


def _place(item: Item, telling: Telling) -> int | None:
    if item.gone or item.level is Level.NOT_ME:
        return None
    if item.level is Level.MAYBE:
        return _MAYBE if item.severity is Severity.CRITICAL and (item.untold or item.verdict is None) else None
    is_open = item.verdict in _OPEN
    if item.severity is Severity.CRITICAL and (is_open or _alarming(item)):
        return _CRITICAL
    if item.severity >= Severity.MEDIUM and _alarming(item):
        return _CHANGED
    if item.severity >= Severity.HIGH and item.first_look and is_open:
        return _FIRST_LOOK
    return _RECHECK if removals.due(item.judged, telling.since, telling.now) else None


def _alarming(item: Item) -> bool:
    """Whether something happened that her decision does not cover yet."""
    kinds = {ChangeKind.WORSE} if item.verdict is Verdict.ACCEPTED else _ALARMS
    decided = item.judged.decision.at if item.judged.decision and item.verdict not in _OPEN else None
    return any(h.kind in kinds and (decided is None or h.at > decided) for h in item.happened)


def is_urgent(item: Item, telling: Telling) -> bool:
    return _place(item, telling) == _CRITICAL


def card(item: Item, telling: Telling) -> Card:
    if item.level is Level.MAYBE:
        return _question(item, telling)
    if _place(item, telling) == _RECHECK:
        return _recheck(item, telling)
    return _decision(item, telling)


def _decision(item: Item, telling: Telling) -> Card:
    worst = item.exposures[0] if item.exposures else None
    others = _besides(item)
    return _card(
        item,
        telling,
        heading=telling.kind(item),
        mark=wording.severity(item.severity),
        paragraphs=(
            f"On the same page: {'; '.join(others)}." if others else "",
            _leaked(item, telling),
            _joined(item, telling),
            " ".join((_since(item, telling), *_after_decision(item, telling))),
            _why_you(item, telling),
            _why_it_matters(worst) if item.untold else "",
            removals.drop(telling.now, telling.zone) if telling.drop == item.id else "",
        ),
        step=_step(item, telling),
        care=_care(item),
        commands=_commands(item),
    )


def _besides(item: Item) -> tuple[str, ...]:
    """What else the page gives away, but for what the sentence about its change names."""
    gained = _gained(item)
    rest = (e for e in item.exposures[1:] if e.kind != item.exposures[0].kind and e.title not in gained)
    return tuple(dict.fromkeys(wording.kind(e.kind, e.title) for e in rest))


def _gained(item: Item) -> frozenset[str]:
    return frozenset(title for h in item.happened if h.kind is ChangeKind.WORSE for title in h.detail.split("; "))


def _pressing(item: Item) -> Exposure:
    """What the next step is about: what is critical; else what it began to give away; else the worst."""
    worst = item.exposures[0]
    if worst.severity is Severity.CRITICAL:
        return worst
    gained = _gained(item)
    return next((e for e in item.exposures if e.title in gained), worst)


def _step(item: Item, telling: Telling) -> str:
    if not item.exposures:
        return wording.step("", "")
    about = _pressing(item)
    step = wording.step(about.kind, about.action)
    if "opt-out" not in step or about.kind not in wording.REMOVED_BY_SITE:
        return step
    where = wording.sentence(removals.page(removals.site_of(item.judged)))
    return " ".join(filter(None, (step, where, telling.sisters(item))))


def _care(item: Item) -> str:
    if not item.exposures:
        return ""
    return removals.with_care(_pressing(item).kind, removals.site_of(item.judged))


def _joined(item: Item, telling: Telling) -> str:
    way = telling.way(item)
    return f"How this account and your practice are joined: {way}." if way else ""


def _leaked(item: Item, telling: Telling) -> str:
    """Of a breach: what was in it, as the breach service says."""
    leaked = item.judged.finding.facts.get("data_class", ())
    if not leaked or "breached_account" not in item.kinds:
        return ""
    return f"What leaked there, as {telling.source(item)} says: {telling.veil(wording.listed(tuple(leaked)), 200)}."


def _question(item: Item, telling: Telling) -> Card:
    """Neutral: it may be about somebody else, and then it is none of our business."""
    fits = telling.reasons(item)
    return _card(
        item,
        telling,
        heading="Is this you?",
        mark=f"{wording.severity(item.severity)}, if it is you",
        paragraphs=(
            "This page may be about you, or about somebody else with the same name.",
            f"If it is you, it counts as: {telling.kind(item)}.",
            _since(item, telling),
            f"What fits: {fits}." if fits else "Only the name fits so far.",
            telling.doubts(item),
        ),
        step="Look at it once and say whether it is you. If it is not, we keep no more than a code for it.",
        commands=(_mark(item, "mine", "If it is you"), _mark(item, "not-me", "If it is not")),
    )


def _recheck(item: Item, telling: Telling) -> Card:
    assert item.judged.decision is not None  # noqa: S101 what `due` looked at
    said, seen = item.judged.decision, item.judged.last_seen
    weeks = removals.due(item.judged, telling.since, telling.now)
    is_there = seen > said.at and telling.is_fresh(seen)
    back = item.judged.returned_at if removals.state(item.judged) is removals.State.BACK else None
    return _card(
        item,
        telling,
        heading=f"Still there after {weeks} weeks: {telling.kind(item)}"
        if is_there and not back
        else f"Look again: {telling.kind(item)}",
        mark=wording.severity(item.severity),
        paragraphs=(
            f"You asked for its removal on {telling.day(said.at)}, {telling.ago(said.at)}{removals.attempt(said)}."
            + (f" It was gone and came back on {telling.day(back)}." if back else ""),
            _seen(item, telling),
        ),
        step=_again(item, telling, last=weeks == removals.RECHECK_WEEKS[-1]),
        care=removals.care(site) if (site := removals.site_of(item.judged)) else "",
        commands=(
            _show(item),
            _mark(item, "requested", "Once you have asked again"),
            *([_mark(item, "denied", "If the site refuses")] if weeks == removals.RECHECK_WEEKS[-1] else []),
        ),
    )


def _seen(item: Item, telling: Telling) -> str:
    """Where it was seen since she asked; that it was not seen is no sign that it is gone (promise 4)."""
    assert item.judged.decision is not None  # noqa: S101 of an item whose removal was asked for
    seen = item.judged.last_seen
    if seen <= item.judged.decision.at:
        return "We have not seen it there since, but that alone does not make it gone."
    if not telling.is_fresh(seen):
        return f"We last saw it there on {telling.day(seen)}. We did not see it this week, but that alone does not make it gone."
    return f"We last saw it there on {telling.day(seen)}."


def _again(item: Item, telling: Telling, *, last: bool) -> str:
    """The next step: look, ask again; from the second attempt on and at the last look also ask the engine."""
    site = removals.site_of(item.judged)
    assert item.judged.decision is not None  # noqa: S101 of an item whose removal was asked for
    more = last or item.judged.decision.attempt > 1
    parts = (
        "Open the page in a private window. If it still shows you, ask once more.",
        wording.sentence(removals.page(site)) if site else "",
        f"Then ask Google to leave it out of its results: {removals.RESULTS_ABOUT_YOU}." if more else "",
        telling.sisters(item),
    )
    return " ".join(filter(None, parts))


def _card(
    item: Item,
    telling: Telling,
    *,
    heading: str,
    mark: str,
    paragraphs: tuple[str, ...],
    step: str,
    commands: tuple[Command, ...],
    care: str = "",
) -> Card:
    incident = wording.INCIDENT if item.kinds & wording.CLIENT_EXPOSING else ""
    shows = telling.shows(item)
    return Card(
        id=item.id,
        tone=item.severity.word,
        mark=mark,
        heading=heading,
        where=f"{telling.page(item)}{f', shows {shows}' if shows else ''}",
        paragraphs=tuple(filter(None, (*paragraphs, incident, telling.note(item)))),
        step=step,
        care=care,
        call=_call(item, telling),
        link=telling.link(item),
        commands=commands,
    )


def _call(item: Item, telling: Telling) -> str:
    kinds = item.kinds & (wording.CLIENT_EXPOSING | (wording.WHEREABOUTS if telling.safety else frozenset()))
    if item.severity is not Severity.CRITICAL and not kinds:
        return ""
    incident = next((e.kind for e in item.exposures if e.kind in wording.CLIENT_EXPOSING), "")
    who = wording.call(incident or (item.exposures[0].kind if item.exposures else ""))
    return wording.sentence(f"if it is you: {who}" if item.level is Level.MAYBE else who)


def _since(item: Item, telling: Telling) -> str:
    first = telling.day(item.judged.first_seen)
    if item.first_look:
        return f"There at our first look, {first}; it may be much older."
    if not item.happened:
        return f"Told before and still open. First seen on {first}, {telling.ago(item.judged.first_seen)}."
    news = wording.sentence("; ".join(happening(item, telling)))
    return news if item.has(ChangeKind.NEW) else f"{news} First seen on {first}, {telling.ago(item.judged.first_seen)}."


def happening(item: Item, telling: Telling) -> tuple[str, ...]:
    """Everything untold that happened to it: "worse on Monday 23 November (relatives listed with you)"."""
    return tuple(
        f"{wording.happened(h.kind)} on {telling.day(h.at)}"
        + (f" ({detail})" if (detail := _detail(h, telling)) else "")
        for h in item.happened
    )


def _detail(told: Told, telling: Telling) -> str:
    """Kinds gained or lost, in words that say which; "New negative review got worse" would be news twice."""
    titles = {e.title: wording.kind(e.kind, e.title) for e in told.judged.exposures}
    parts = (titles.get(part, part.removeprefix("New ")) for part in told.detail.split("; "))
    what = telling.veil("; ".join(dict.fromkeys(parts)), 160)
    if not what or what.startswith("a stranger sees"):
        return what
    lead = {ChangeKind.WORSE: "now also: ", ChangeKind.BETTER: "no longer: "}.get(told.kind, "")
    return lead + what[:1].lower() + what[1:] if lead else what


def _after_decision(item: Item, telling: Telling) -> tuple[str, ...]:
    match item.verdict:
        case Verdict.REQUESTED if item.judged.decision:
            asked = f"You asked for its removal on {telling.day(item.judged.decision.at)}{removals.attempt(item.judged.decision)}."
            back = "Listings often come back; that is common, and worth asking once more."
            return (asked, back) if item.has(ChangeKind.RETURNED) else (asked,)
        case Verdict.ACCEPTED:
            return ("You had accepted it as it was.",)
        case _:
            return ()


def _why_you(item: Item, telling: Telling) -> str:
    if item.verdict is Verdict.MINE:
        return "Why it is yours: you said so."
    if telling.is_own_answer(item):
        return f"Why we think this is you: we asked {telling.source(item)} about {wording.asked_of(item.kinds)} that you list, and this is its answer."
    why, against = telling.reasons(item), telling.doubts(item)
    return f"Why we think this is you: {why or 'the record as a whole fits'}.{f' {against}' if against else ''}"


def _why_it_matters(worst: Exposure | None) -> str:
    """Its first clause, with the recommendation that it belongs to."""
    if worst is None:
        return ""
    number = worst.recommendations[0] if worst.recommendations else 9
    why = wording.why_it_matters(worst.why)
    return f"Why it matters ({wording.recommendation(number)})" + (f": {why}" if why else ".")


def _commands(item: Item) -> tuple[Command, ...]:
    """What to type. An incident is not accepted, it is dealt with; for the rest a removal was asked, or it may stay."""
    if item.kinds & wording.CLIENT_EXPOSING:
        return (_show(item),)
    action = item.exposures[0].action.lower() if item.exposures else ""
    if not item.kinds & wording.REVIEWS and (
        item.kinds & wording.WHEREABOUTS or any(word in action for word in ("opt out", "opt-out", "remov", "ask "))
    ):
        words = (
            "Once you have asked again" if item.verdict is Verdict.REQUESTED else "Once you have asked, or changed it"
        )
        return (_show(item), _mark(item, "requested", words))
    return (_show(item), _mark(item, "accepted", "Once it is dealt with, or may stay"))


def _show(item: Item) -> Command:
    return Command(words="All about it", command=f"footprint show {item.id}")


def _mark(item: Item, verdict: str, words: str) -> Command:
    return Command(words=words, command=f"footprint mark {item.id} {verdict}")
