"""The check-up: one question at a time about what only she can look at; one key for the answer. Lines only."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from checks import exposures
from checks.checkup import Answer, Standing, due
from checks.errors import FootprintError
from monitor.terminal.reviewing import BACK, EXPLAIN, QUIT, Say
from monitor.terminal.screen import count
from reports import checkup, wording

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from monitor.service import Service

A_SITTING = 7


class Choice(NamedTuple):
    answer: Answer
    words: str
    what_then: str


CHOICES = {
    "f": Choice(Answer.FINE, "fine", "we ask again in three to six months"),
    "d": Choice(Answer.TO_DO, "needs doing", "we ask again in 30 days"),
    "n": Choice(Answer.NOT_MINE, "not mine", "you do not use it, or it cannot concern you; we ask again in a year"),
    "l": Choice(Answer.LATER, "later", "you did not look now; we ask again in 30 days"),
}
_OTHERS = {BACK: "take my last answer back", QUIT: "stop here"}


class Round:
    """One sitting. Every answer is kept at once, so she may stop at any key."""

    def __init__(self, service: "Service", *, say: Say, key: Callable[[], str]) -> None:
        self._service, self._say, self._key = service, say, key
        self._given: list[Standing] = []

    def hold(self, queue: Sequence[Standing], waiting: int) -> None:
        """`waiting`: how many were due before this sitting."""
        self._say(*opening(len(queue), waiting))
        place = 0
        while place < len(queue):
            now, zone = self._service.clock.now(), self._service.zone
            self._say("", f"Question {place + 1} of {len(queue)}", *card(queue[place], now, zone), "")
            self._say(*answers(in_full=place == 0))
            pressed = self._pressed()
            if pressed == QUIT:
                break
            place += self._take_back() if pressed == BACK else self._keep(queue[place], CHOICES[pressed])
        self._say("", closing(len(self._given), len(due(self._service.checkup(), self._service.clock.now()))))

    def _pressed(self) -> str:
        while (pressed := self._key().lower()) not in {*CHOICES, *_OTHERS}:
            if pressed in ("\x03", "\x04"):
                raise KeyboardInterrupt
            self._say(*answers(in_full=pressed == EXPLAIN))
        return pressed

    def _keep(self, standing: Standing, choice: Choice) -> int:
        self._service.answer_checkup(standing.item.id, choice.answer)
        self._given.append(standing)
        self._say(f"Noted: {choice.words}. {wording.sentence(choice.what_then)}")
        if choice.answer is Answer.TO_DO:
            self._say(*to_do(standing))
        return 1

    def _take_back(self) -> int:
        if not self._given:
            self._say("There is no answer of this sitting to take back.")
            return 0
        self._service.answer_checkup(self._given.pop().item.id, None)
        self._say("Taken back.")
        return -1


def chosen(
    everything: Sequence[Standing], names: Sequence[str], now: "datetime", *, go_on: bool
) -> tuple[tuple[Standing, ...], int]:
    """What this sitting asks, and how many are due: those that she named, else the first seven that are due."""
    waiting = due(everything, now)
    if not names:
        return (waiting if go_on else waiting[:A_SITTING]), len(waiting)
    by_name = {each.item.id: each for each in everything}
    if unknown := [name for name in names if name not in by_name]:
        raise FootprintError(f"there is no question {', '.join(unknown)}: `footprint checkup --list` shows them all")
    return tuple(by_name[name] for name in dict.fromkeys(names)), 0


def opening(asked: int, waiting: int) -> Iterator[str]:
    if not asked:
        yield "Nothing is due now. `footprint checkup --list` shows everything and when it comes back."
        return
    rest = f" {waiting - asked} more can wait." if waiting > asked else ""
    yield f"{count(asked, 'question')}, what matters most first.{rest} You can stop at any time; every answer is kept."
    yield "Open the link beside this window, look, then press the key. Nothing is sent from here."


def closing(given: int, left: int) -> str:
    rest = f"{left} can still be looked at, whenever you like" if left else "nothing else is due"
    return f"Done. {count(given, 'answer')} kept; {rest}."


def card(standing: Standing, now: "datetime", zone: "ZoneInfo") -> Iterator[str]:
    item = standing.item
    yield f"{item.place}"
    yield f"  {item.question}"
    yield f"  The worrying answer: {item.worrying}."
    if item.link:
        yield f"  Open: {item.link}"
    yield f"  Way there: {checkup.way(item, now)}"
    yield f"  Why it matters: {wording.why(exposures.why(item.kind))}"
    if item.kind in wording.REVIEWS:
        yield f"  {wording.REVIEW_NOTE}"
    yield f"  Last answer: {checkup.last(standing, now, zone)}"


def to_do(standing: Standing) -> Iterator[str]:
    """What to do, and what else where it may have shown who her clients are. Nothing of a client is asked or kept."""
    item = standing.item
    if item.kind in wording.CLIENT_EXPOSING:
        yield wording.INCIDENT
        yield f"Who to call: {wording.call(item.kind)}."
    if item.by_hand:
        yield f"What to do: {exposures.action(item.kind)}"
    yield f"When it is done: footprint checkup {item.id}"


def answers(*, in_full: bool) -> Iterator[str]:
    if in_full:
        yield "Press one key:"
        yield from (f"  {key}  {choice.words}: {choice.what_then}" for key, choice in CHOICES.items())
        yield from (f"  {key}  {words}" for key, words in _OTHERS.items())
    else:
        short = [f"{key} {choice.words}" for key, choice in CHOICES.items()]
        yield f"Press one key: {', '.join([*short, 'b back', 'q quit', '? what these mean'])}"


def listing(everything: Iterable[Standing], now: "datetime", zone: "ZoneInfo") -> Iterator[str]:
    """All items by whether they are due, each with its short name, her last answer and when it comes back."""
    everything = tuple(everything)
    waiting = due(everything, now)
    rest = [each for each in everything if each not in waiting]
    for heading, some in (("Due now", waiting), ("Comes back later", rest)):
        if some:
            yield f"{heading}: {len(some)}"
        for each in some:
            back = f"; next look {wording.day(each.next_look, now, zone)}" if each in rest and each.next_look else ""
            yield f"  {each.item.id}: {each.item.place} ({checkup.last(each, now, zone)}{back})"
    yield ""
    yield "To answer one now: footprint checkup NAME, as in: footprint checkup calendars"
    yield "Platforms are asked about if config.toml names them: under [[handles]], profiles, or platforms under [checkup]."
