"""Is it me? The evidence of a record, weighed in bits (DOMAIN §10). Pure.

L = L0 + the sum of the groups. L0 says how many people bear the name; a group counts its best evidence and a quarter
of the second; all private facts together at most 16 bits. *Mine* needs decisive evidence, or a probability of 95 %
under a cautious L0 that rests on two groups and one strong reason; *not me* a probability below 5 % under a generous
one, or somebody else's number. Everything between is *maybe*, and so is a record with both her number and another's.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from math import exp2, log2

from checks import census
from checks.clues import identifiers, naming, personal, where, work
from checks.evidence import PRIVATE_GROUPS, PRIVATE_LIMIT, group_limit, is_decisive
from checks.forms import Form
from checks.model import Evidence, Finding, Level, Match, Subject
from checks.names import FORMS
from checks.places import people
from checks.reading import Reading, read
from checks.sought import Sought, sought

CLUES = (
    identifiers.own_answers, identifiers.own_numbers, identifiers.other_numbers, identifiers.listed, identifiers.handles,
    personal.contact, personal.birth, personal.relations, personal.life,
    naming.form, naming.split, naming.middle, naming.suffix, naming.former_name,
    work.credentials, work.profession, work.specialties, work.affiliation, work.host,
    where.place,
)  # fmt: skip

CAUTIOUS_FLOOR, GENEROUS_FLOOR, LID = -12.0, -6.0, 4.0
_MINE, _NOT_ME, _NOT_ME_CRITICAL = 0.95, 0.05, 0.02
_TELLING = 2.0  # bits that make a group count as a reason of its own

# Rows that speak of her without her name: hers alone. What a practice shares with colleagues is not among them.
_OWN = frozenset(
    {"own_answer", "own_identifier_exact", "own_listed_exact", "handle_exact", "personal_phone_exact", "email_personal_exact",
     "home_address_exact"}
)  # fmt: skip


def judge(subject: Subject, finding: Finding, *, seen: date | None = None, critical: bool = False) -> Match:
    """Whether a finding is about the subject, with the evidence in words that hold no private value.

    `seen`: the day on which the finding was seen; ages are compared on it, and not at all without it.
    `critical`: the finding gives away something critical, so it takes more to set it aside.
    """
    facts = sought(subject)
    reading = read(finding, facts.names)
    reasons = tuple(reason for clue in CLUES for reason in clue(facts, reading, seen) if reason.bits)
    prior = _prior(facts, reading)
    bits = max(prior, CAUTIOUS_FLOOR) + total(reasons)
    level = _level(reasons, bits, max(prior, GENEROUS_FLOOR) + total(reasons), critical=critical)
    if reading.is_a_thing and level is Level.MINE and not any(is_decisive(reason) for reason in reasons):
        level = Level.MAYBE  # what bears the name is no person
    if not reading.mentions and not any(reason.name in _OWN for reason in reasons):
        level, bits = Level.NOT_ME, min(bits, CAUTIOUS_FLOOR)
    return Match(level=level, bits=round(bits, 2), probability=probability(bits), evidence=_in_order(reasons))


def namesakes(form: Form, country: str) -> float:
    """How many people of the country are expected to bear the name; twice the product, eight times for common names."""
    given, family = " ".join(form.given), " ".join(form.family)
    correction = 8 if census.is_common(given, family) else 2
    return people(country) * census.frequency(given, family) * correction


def total(reasons: Iterable[Evidence]) -> float:
    """The sum of the groups: the best and a quarter of the second of each, the private ones together within a limit."""
    by_group = {
        group: _group(group, tuple(members))
        for group, members in groupby(sorted(reasons, key=lambda r: r.group), key=lambda r: r.group)
    }
    private = sum(by_group.pop(group, 0.0) for group in PRIVATE_GROUPS)
    return sum(by_group.values()) + min(private, PRIVATE_LIMIT)


def probability(bits: float) -> float:
    return 1.0 / (1.0 + exp2(-bits))


def _group(group: str, reasons: tuple[Evidence, ...]) -> float:
    best, *rest = sorted((reason.bits for reason in reasons), key=abs, reverse=True)
    limit = group_limit(group)
    return max(-limit, min(limit, best + (rest[0] / 4 if rest else 0.0)))


def _prior(facts: Sought, reading: Reading) -> float:
    """L0 = log2(5/E) of the form by which she is named; a record that does not name her starts at the floor."""
    if not reading.mentions:
        return CAUTIOUS_FLOOR
    best = min(reading.mentions, key=lambda mention: FORMS.index(mention.form))
    form = next(each for each in facts.forms if each.declared == best.declared)
    return min(LID, log2(5 / max(namesakes(form, facts.country), 0.05)))


def _level(reasons: tuple[Evidence, ...], cautious: float, generous: float, *, critical: bool) -> Level:
    settles = {reason.bits > 0 for reason in reasons if is_decisive(reason)}
    if len(settles) == 2:
        return Level.MAYBE
    if settles:
        return Level.MINE if settles == {True} else Level.NOT_ME
    strong = [reason for reason in reasons if reason.strong and reason.bits >= _TELLING]
    telling = {r.group for r in reasons if r.bits > 0 and total(x for x in reasons if x.group == r.group) >= _TELLING}
    if strong and len(telling) > 1 and probability(cautious) >= _MINE:
        return Level.MINE
    if not strong and probability(generous) < (_NOT_ME_CRITICAL if critical else _NOT_ME):
        return Level.NOT_ME
    return Level.MAYBE


def _in_order(reasons: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.bits), reason.name, reason.words)))
