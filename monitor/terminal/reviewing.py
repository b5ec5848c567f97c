"""The review: one finding at a time, a plain card, one key for the answer. Lines only, so that a screen reader follows."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from checks.errors import ConfigError, FootprintError
from checks.model import Judged, Verdict
from checks.text import host_of, plain
from monitor.review import A_WEEK, this_week
from monitor.terminal.screen import SHAPES, count, shown
from reports import wording

if TYPE_CHECKING:
    from monitor.offers import Offer
    from monitor.review import Waiting
    from monitor.service import Service


class Say(Protocol):
    def __call__(self, *lines: str) -> None: ...


class Choice(NamedTuple):
    verdict: Verdict
    words: str
    what_then: str


CHOICES = {
    "m": Choice(Verdict.MINE, "it is me", "we go on watching it"),
    "n": Choice(Verdict.NOT_ME, "not me", "we forget it now and keep only a code, so that you are not asked again"),
    "a": Choice(Verdict.ACCEPTED, "it is me, and it may stay", "no more letters about it, unless it gets worse"),
    "r": Choice(
        Verdict.REQUESTED, "it is me, and I asked for its removal", "we remind you to look after 2, 6 and 12 weeks"
    ),
    "d": Choice(
        Verdict.DENIED, "it is me, and the site refused", 'it stays in the letter under "Removals in progress"'
    ),
    "u": Choice(Verdict.UNSURE, "I cannot tell", "it stays a maybe, and you are not asked again"),
}
SKIP, BACK, QUIT, EXPLAIN = "s", "b", "q", "?"
_OTHERS = {SKIP: "ask me another time", BACK: "take my last answer back", QUIT: "stop here"}
_IN_SHORT = {
    "m": "me", "n": "not me", "a": "may stay", "r": "removal asked", "d": "refused", "u": "cannot tell",
    SKIP: "skip", BACK: "back", QUIT: "quit", EXPLAIN: "what these mean",
}  # fmt: skip


class Conversation:
    """One sitting. Every answer is kept at once, so she may stop at any key."""

    def __init__(self, service: "Service", *, say: Say, key: Callable[[], str]) -> None:
        self._service, self._say, self._key = service, say, key
        self._given: list[tuple[int, Verdict]] = []

    def hold(self, *, go_on: bool) -> None:
        everything = self._service.waiting()
        asked = everything if go_on else this_week(everything, self._service.answered)
        self._say(*opening(len(everything), len(asked), self._service.answered))
        queue, number = list(asked), 0
        while queue:
            number += 1
            self._say("", f"Question {number} of {number - 1 + len(queue)}", *card(queue[0]))
            self._say("", *answers(in_full=number == 1))
            pressed = self._pressed()
            if pressed == QUIT:
                break
            if pressed == BACK:
                again = self._take_back()
                queue[:0] = again
                number -= 1 + len(again)
                continue
            item = queue.pop(0)
            if pressed in CHOICES and self._answer(item, CHOICES[pressed]):
                queue = self._still_open(queue)
        self._say("", closing(len(self._given), len(self._service.waiting())))

    def _pressed(self) -> str:
        while (pressed := self._one_key()) not in {*CHOICES, *_OTHERS}:
            self._say(*answers(in_full=pressed == EXPLAIN))
        return pressed

    def _one_key(self) -> str:
        pressed = self._key().lower()
        if pressed in ("\x03", "\x04", ""):  # Ctrl-C, Ctrl-D, or the terminal is gone
            raise KeyboardInterrupt
        return pressed

    def _answer(self, item: "Waiting", choice: Choice) -> bool:
        """Whether it may have changed what else is open."""
        id_ = item.judged.id
        done = self._service.decide([id_], choice.verdict)
        self._service.count_answer()
        self._given.append((id_, choice.verdict))
        self._say(f"Noted: {choice.words}. {wording.sentence(choice.what_then)}")
        if done.along:
            self._say(reaches(done.along))
        kept = self._offer(self._service.offers(id_)) if choice.verdict in _HERS else 0
        return bool(kept or done.along)

    def _offer(self, offers: "Sequence[Offer]") -> int:
        """One yes/no question for each; how many were written down."""
        if offers:
            self._say("", f"This page says {count(len(offers), 'thing')} that your config.toml does not.")
            self._say("For each, press y for yes; any other key is a no; q leaves out the rest.")
        kept = 0
        for offer in offers:
            self._say("", offer.question, f"If so: {offer.what_then} [y/N]")
            pressed = self._one_key()
            if pressed == QUIT:
                break
            if pressed != "y":
                self._say("Left out.")
                continue
            try:
                self._service.keep(offer)
            except ConfigError as error:  # this one does not fit what stands there; the next may
                self._say(str(error))
            except FootprintError as error:
                self._say(str(error))
                break
            else:
                kept += 1
                self._say("Written into config.toml.")
        return kept

    def _take_back(self) -> "list[Waiting]":
        """The card to ask about once more; none where what it said was forgotten along with the answer."""
        if not self._given:
            self._say("There is no answer of this sitting to take back.")
            return []
        id_, verdict = self._given.pop()
        done = self._service.decide([id_], None)
        self._service.count_answer(-1)
        self._say(f"Taken back: your answer on No. {id_}.")
        if done.along:
            self._say(reaches(done.along, undo=True))
        if verdict is Verdict.NOT_ME:
            self._say("We had forgotten what it said, so the next scan brings it back, and then we ask again.")
        elif verdict in _HERS:
            self._say("What you added to config.toml stays there.")
        return [item for item in self._service.waiting() if item.judged.id == id_]

    def _still_open(self, queue: "Sequence[Waiting]") -> "list[Waiting]":
        """The rest of the queue, judged by what is known now; nothing that was not in it before."""
        now = {item.judged.id: item for item in self._service.waiting()}
        return [now[item.judged.id] for item in queue if item.judged.id in now]


_HERS = (Verdict.MINE, Verdict.ACCEPTED, Verdict.REQUESTED, Verdict.DENIED)


def opening(waiting: int, asked: int, answered: int) -> Iterator[str]:
    if not waiting:
        yield "Nothing waits for an answer of yours. `footprint show` lists all findings."
    elif not asked:
        yield f"You answered {count(answered, 'question')} this week, which is enough. {waiting} more can wait until next week."
        yield "To go on now: footprint review --all"
    else:
        rest = f" {waiting - asked} more can wait: we ask at most {A_WEEK} a week." if waiting > asked else ""
        yield f"{count(asked, 'question')}, what matters most first.{rest} You can stop at any time."


def closing(given: int, left: int) -> str:
    rest = f"{left} can still be answered, whenever you like" if left else "nothing else waits"
    return f"Done. {count(given, 'answer')} kept; {rest}."


def card(item: "Waiting") -> Iterator[str]:
    """What, where, for, against, what it gives away. Of what may be somebody else's nothing is shown in full."""
    judged = item.judged
    kinds = frozenset(exposure.kind for exposure in judged.exposures)
    if item.is_maybe:
        yield "Is this you? It may be about somebody else with the same name."
    else:
        yield "This is about you, we think. Have you done something about it, or may it stay?"
    yield f"What: {_what(judged)}"
    yield f"How serious: {SHAPES[judged.severity]} {judged.severity.word}{', if it is you' if item.is_maybe else ''}"
    yield f"Where: {_where(judged, kinds)}, No. {judged.id}"
    if judged.finding.url:
        yield f"Address: {judged.finding.url}"
    yield f"For: {judged.match.why or 'only the name fits so far'}."
    yield f"Against: {judged.match.against or 'nothing that we could read'}."
    if given := _given_away(judged, full=not item.is_maybe):
        yield f"{'If it is you, it gives away' if item.is_maybe else 'It gives away'}: {given}."
    if kinds & wording.CLIENT_EXPOSING:
        yield wording.INCIDENT
    if kinds & wording.REVIEWS:
        yield wording.REVIEW_NOTE
    if item.along:
        yield f"Your answer also counts for {numbers(item.along)}: the same page, or the same person, found elsewhere."


def answers(*, in_full: bool) -> Iterator[str]:
    if in_full:
        yield "Press one key:"
        yield from (f"  {key}  {choice.words}: {choice.what_then}" for key, choice in CHOICES.items())
        yield from (f"  {key}  {words}" for key, words in _OTHERS.items())
    else:
        yield f"Press one key: {', '.join(f'{key} {words}' for key, words in _IN_SHORT.items())}"


def reaches(along: Sequence[int], *, undo: bool = False) -> str:
    """ "This also settles No. 14 and 17."."""
    return f"That also {'opens' if undo else 'settles'} {numbers(along)}{' again' if undo else ''}."


def numbers(ids: Sequence[int]) -> str:
    return f"No. {wording.listed(tuple(map(str, ids)))}"


def _what(judged: Judged) -> str:
    worst = max(judged.exposures, key=lambda exposure: exposure.severity, default=None)
    return wording.kind(worst.kind, worst.title) if worst else "A page that names you"


def _where(judged: Judged, kinds: frozenset[str]) -> str:
    """The site and how the page calls itself; not where the title could speak of a client or of who wrote a review."""
    place = host_of(judged.finding.url) or judged.finding.source
    title = "" if kinds & (wording.CLIENT_EXPOSING | wording.REVIEWS) else plain(judged.finding.title)
    return f"{place}, “{title}”" if title else place


def _given_away(judged: Judged, *, full: bool) -> str:
    """Every kind with its values; nothing where it would only repeat what it is."""
    values: dict[str, list[str]] = {}
    for exposure in sorted(judged.exposures, key=lambda each: -each.severity):
        value = shown(exposure) if full else plain(exposure.masked)
        values.setdefault(wording.kind(exposure.kind, exposure.title), []).extend([value] if value else [])
    said = [f"{kind} ({', '.join(dict.fromkeys(each))})" if each else kind for kind, each in values.items()]
    return "" if said == [_what(judged)] else "; ".join(said)
