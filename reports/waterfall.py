"""How a match came about, from the name alone to the sum, in words and bits: what `footprint show` draws. Pure.

In words 1 or 2 are weak, 3 to 5 medium, 6 and more
strong (DOMAIN §10). What several reasons say at once counts only once, so a reason may count less than its weight.
"""

from collections.abc import Iterator

from checks.evidence import is_decisive
from checks.model import Evidence, Level, Match
from reports import wording

_MEDIUM, _STRONG = 2.5, 5.5  # halves between the words above
_LITTLE = 0.05  # bits that make no difference to be shown
_TELLING = 2.0
_LIKELY = (
    (0.98, "almost certainly you"),
    (0.9, "very likely you"),
    (0.65, "more likely you than not"),
    (0.35, "as likely you as somebody else"),
    (0.1, "more likely somebody else"),
    (0.02, "very likely somebody else"),
    (0.0, "almost certainly somebody else"),
)


def lines(match: Match) -> Iterator[str]:
    """The start, each reason with its strength, the sum, how likely that is, and why it is no more than a maybe."""
    yield f"{_bits(match.prior)}  at the start: {match.prior_words or 'none of your names stands in it'}"
    for reason in match.evidence:
        yield f"{_bits(reason.counted)}  {_strength(reason)}: {reason.words}{_in_part(reason)}"
    yield f"{_bits(match.bits)}  in sum: {likely(match)}"
    if match.level is Level.MAYBE:
        yield "Of a maybe the sum says less than it seems: such reasons often come together."
        yield f"Why only a maybe: {wording.sentence(doubt(match))}"


def likely(match: Match) -> str:
    """How likely it is by the evidence alone, in words and as a number. Never quite certain, either way: the evidence is
    what strangers wrote, and a sum of small hints is no proof."""
    chance = min(max(match.probability, 0.01), 0.99)
    return f"{next(words for least, words in _LIKELY if chance >= least)} ({chance:.0%})"


def doubt(match: Match) -> str:
    """The one thing that kept it from being called hers."""
    names = {reason.name for reason in match.evidence}
    fits = [reason for reason in match.evidence if reason.bits > 0]
    misfits = [reason for reason in match.evidence if reason.bits < 0]
    if any(map(is_decisive, fits)) and (any(map(is_decisive, misfits)) or "known_namesake" in names):
        return "it holds what is yours alone beside what is somebody else's"
    if "known_namesake" in names:
        return "it holds what seems to be yours beside what is somebody else's"
    if "name_absent" in names:
        return "it does not name you by a name that you declared"
    if not fits:
        return "nothing but the name fits"
    if not any(reason.strong and reason.bits >= _TELLING for reason in fits):
        return "nothing in it is yours alone; others share a name, a town or a profession"
    if misfits:
        return "some of it fits, and some does not"
    return "what fits is too little for sure"


def _strength(reason: Evidence) -> str:
    weight = abs(reason.bits)
    word = "weak" if weight < _MEDIUM else "medium" if weight < _STRONG else "strong"
    return f"{word}, {'for' if reason.bits > 0 else 'against'}"


def _in_part(reason: Evidence) -> str:
    """Where it counts less than its weight: a reason beside it says nearly the same."""
    if abs(reason.counted) < _LITTLE:
        return " (not counted: another reason says the same)"
    return (
        " (counted in part: another reason says nearly the same)"
        if abs(reason.counted) < abs(reason.bits) - _LITTLE
        else ""
    )


def _bits(bits: float) -> str:
    """ " +5.6 bits", in a column."""
    return f"{bits:+5.1f} bits".replace("-", "−")
