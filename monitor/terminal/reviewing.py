"""The review: one finding at a time, a plain card, one key for the answer. Lines only, so that a screen reader follows."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from checks.errors import FootprintError
from checks.model import Judged, Verdict
from checks.text import host_of, plain
from monitor.review import A_WEEK, this_week
from monitor.terminal.screen import SHAPES, count
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
SKIP, BACK, QUIT = "s", "b", "q"
_OTHERS = {SKIP: "another time", BACK: "take my last answer back", QUIT: "stop here"}


class Conversation:
    """One sitting. Every answer is kept at once, so she may stop at any key."""

    def __init__(self, service: "Service", *, say: Say, key: Callable[[], str], yes: Callable[[str], bool]) -> None:
        self._service, self._say, self._key, self._yes = service, say, key, yes
        self._skipped: set[int] = set()
        self._given: list[int] = []

    def hold(self, *, go_on: bool) -> None:
        everything = self._service.waiting()
        asked = everything if go_on else this_week(everything, self._service.answered)
        self._say(*opening(len(everything), len(asked), self._service.answered))
        queue, number = list(asked), 0
        while queue:
            item = queue.pop(0)
            number += 1
            self._say("", f"Question {number} of {number + len(queue)}", "", *card(item), "", *answers())
            pressed = self._pressed()
            if pressed == QUIT:
                break
            if pressed == BACK:
                self._take_back()
                queue.insert(0, item)
                number -= 1
            elif pressed == SKIP:
                self._skipped.add(item.judged.id)
            elif self._answer(item, CHOICES[pressed]):
                queue = self._still_open(queue)
        self._say("", closing(len(self._given), len(self._service.waiting())))

    def _pressed(self) -> str:
        while (pressed := self._key().lower()) not in {*CHOICES, *_OTHERS}:
            if pressed in ("\x03", "\x04"):
                raise KeyboardInterrupt
            self._say(f"Please press one of these keys: {', '.join([*CHOICES, *_OTHERS])}.")
        return pressed

    def _answer(self, item: "Waiting", choice: Choice) -> bool:
        """Whether it may have changed what else is open."""
        id_ = item.judged.id
        done = self._service.decide([id_], choice.verdict)
        self._service.count_answer()
        self._given.append(id_)
        self._say(f"Noted: {choice.words}. {wording.sentence(choice.what_then)}")
        if done.along:
            self._say(reaches(done.along))
        offers = self._service.offers(id_) if choice.verdict in _HERS else ()
        return bool(self._offer(offers) or done.along)

    def _offer(self, offers: "Sequence[Offer]") -> int:
        """One yes/no question for each; how many were written down."""
        if offers:
            self._say(
                "", f"This record says {count(len(offers), 'thing')} that your config.toml does not. Enter means no."
            )
        kept = 0
        for offer in offers:
            self._say("", offer.what_then)
            if self._yes(offer.question):
                try:
                    self._service.keep(offer)
                except FootprintError as error:
                    self._say(str(error))
                    return kept
                kept += 1
                self._say("Written into config.toml.")
        return kept

    def _take_back(self) -> None:
        if not self._given:
            self._say("There is no answer of this sitting to take back.")
            return
        id_ = self._given.pop()
        done = self._service.decide([id_], None)
        self._service.count_answer(-1)
        self._say(f"Taken back: your answer on No. {id_}.")
        if done.along:
            self._say(reaches(done.along, undo=True))
        self._say(
            "It is open again. What was forgotten comes back with the next scan. What you added to config.toml stays."
        )

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
    wait = "1 question still waits" if left == 1 else f"{left} questions still wait"
    return (
        f"Done. {count(given, 'answer')} kept; {wait}."
        if left
        else f"Done. {count(given, 'answer')} kept; nothing else waits."
    )


def card(item: "Waiting") -> Iterator[str]:
    """What, where, for, against, what it gives away. Of what may be somebody else's nothing is shown in full."""
    judged = item.judged
    worst = max(judged.exposures, key=lambda exposure: exposure.severity, default=None)
    what = wording.kind(worst.kind, worst.title) if worst else "A page that names you"
    yield "Is this you?" if item.is_maybe else "This is about you, we think. What shall become of it?"
    yield f"What: {what}"
    yield f"How serious: {SHAPES[judged.severity]} {judged.severity.word}{', if it is you' if item.is_maybe else ''}"
    yield f"Where: {host_of(judged.finding.url) or judged.finding.source}, {plain(judged.finding.title)} (No. {judged.id})"
    if judged.finding.url:
        yield f"Address: {judged.finding.url}"
    yield f"For: {wording.sentence(judged.match.why or 'only the name fits so far')}"
    yield f"Against: {wording.sentence(judged.match.against or 'nothing that we could read')}"
    yield f"It gives away: {wording.sentence(_given_away(judged, full=not item.is_maybe))}"
    if item.along:
        yield f"The same answer settles {numbers(item.along)}: the same page or the same person found elsewhere."


def answers() -> Iterator[str]:
    yield "Your answer, one key:"
    yield from (f"  {key}  {choice.words}: {choice.what_then}" for key, choice in CHOICES.items())
    yield from (f"  {key}  {words}" for key, words in _OTHERS.items())


def reaches(along: Sequence[int], *, undo: bool = False) -> str:
    """ "This also settles No. 14 and 17."."""
    return f"That also {'opens' if undo else 'settles'} {numbers(along)}{' again' if undo else ''}."


def numbers(ids: Sequence[int]) -> str:
    return f"No. {wording.listed(tuple(map(str, ids)))}"


def _given_away(judged: Judged, *, full: bool) -> str:
    said = []
    for exposure in sorted(judged.exposures, key=lambda each: -each.severity):
        value = plain(exposure.value if full else exposure.masked)
        said.append(f"{wording.kind(exposure.kind, exposure.title)}{f' ({value})' if value else ''}")
    return "; ".join(dict.fromkeys(said)) or "none of the things that we look for, in what we could read of it"
