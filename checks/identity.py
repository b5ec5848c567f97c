"""Is it me? The evidence of a record, weighed in bits (DOMAIN §10). Pure.

L = L0 + the sum of the groups. L0 says how many people bear the name; a group counts its best evidence and a quarter
of the second; all private facts together at most 16 bits. *Mine* needs decisive evidence, or a probability of 95 %
under a cautious L0 that rests on two groups and one strong reason, which a rare name may be; *not me* a probability
below 5 % under a generous one, or somebody else's number. Everything between is *maybe*, and so is a record with both
her number and another's. Where a record states what is not so of her (another town, workplace, middle name), nothing
that a whole profession shares is a strong reason.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import exp2, log2

from checks import census
from checks.clues import elsewhere, identifiers, naming, personal, where, work
from checks.evidence import PRIVATE_GROUPS, PRIVATE_LIMIT, evidence, group_limit, is_decisive, rows
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
    elsewhere.employer, elsewhere.phone,
)  # fmt: skip

CAUTIOUS_FLOOR, GENEROUS_FLOOR, LID = -12.0, -6.0, 4.0
_MINE, _NOT_ME, _NOT_ME_CRITICAL = 0.95, 0.05, 0.02
_ABROAD = 8  # how much more common a name may be in another country than in that of the tables
_IN_FULL = frozenset({"exact", "middle", "reversed"})
_RENAMED = -2.0  # bits, at most, of a record that names her by another family name
_TELLING = 2.0  # bits that make a group count as a reason of its own
# Logistic fit over the maybes of an invented evaluation set. Fits that leave out every fifth persona give -2.6 to -1.9 and
# 0.20 to 0.24, one half of the personas -2.2 and 0.35, the other -2.0 and 0.15: not to be taken more exactly than so.
_MAYBE_AT_ZERO, _MAYBE_PER_BIT = -2.0, 0.2

# Bits of the prior, at least -> how many people of the country bear the name.
_BEARERS = (
    (LID, "a very rare name"),
    (0.0, "a rare name"),  # no more than five
    (-4.0, "a name that some dozens of people bear"),
    (-7.0, "a name that some hundreds of people bear"),
    (-10.0, "a common name"),
    (CAUTIOUS_FLOOR, "a very common name"),
)

# What the record states of its person and is not so of her. Beside it only what is hers alone makes a record hers:
# thousands share a profession, and parts of a name.
_DIFFERENCES = frozenset(
    {"town_elsewhere", "employer_elsewhere", "phone_elsewhere", "other_licence_number", "middle_conflict", "suffix_conflict",
     "suffix_undeclared", "age_conflict", "credential_conflict", "field_conflict"}
)  # fmt: skip
_SHARED = frozenset({"profession", "name_detail"})

_TOGETHER = (
    ("employer_or_practice", "city_metro", "work_and_town"),
    ("employer_or_practice", "state_region", "work_and_region"),
    ("employer_large_system", "city_metro", "work_and_town_large"),
)

# Rows that speak of her without her name: hers alone. What a practice shares with colleagues is not among them.
_OWN = frozenset(
    {"own_answer", "own_identifier_exact", "own_listed_exact", "handle_exact", "personal_phone_exact", "email_personal_exact",
     "home_address_exact"}
)  # fmt: skip


def judge(
    subject: Subject, finding: Finding, *, seen: date | None = None, critical: Callable[[], bool] = lambda: False
) -> Match:
    """Whether a finding is about the subject, with the evidence in words that hold no private value.

    `seen`: the day on which the finding was seen; ages are compared on it, and not at all without it.
    `critical`: whether the finding gives away something critical, so that it takes more to set it aside; only asked where
    that decides, since the answer costs more than all the rest.
    """
    facts = sought(subject)
    reading = read(finding, facts.names)
    found = tuple(reason for clue in CLUES for reason in clue(facts, reading, seen) if reason.bits)
    reasons = counted(_weakened((*found, *together(found))))
    weight = sum(reason.counted for reason in reasons)
    form = _form(facts, reading)
    prior = _prior(form, facts.country)
    if reading.is_a_thing:
        prior = min(prior, GENEROUS_FLOOR)
    begin = max(prior, CAUTIOUS_FLOOR)
    is_rare = prior >= LID and _is_named_in_full(reading)
    level = _level(reasons, begin + weight, max(prior, GENEROUS_FLOOR) + weight, critical=critical, is_rare=is_rare)
    if reading.is_a_thing and level is Level.MINE and not any(is_decisive(reason) for reason in reasons):
        level = Level.MAYBE  # what bears the name is no person
    if not reading.mentions and not any(reason.name in _OWN for reason in reasons):
        level = Level.MAYBE if _may_be_renamed(facts, reading, reasons) else Level.NOT_ME
        most = CAUTIOUS_FLOOR if level is Level.NOT_ME else _RENAMED
        reasons += tuple(_unnamed(begin + weight, most))
    bits = begin + sum(reason.counted for reason in reasons)
    return Match(
        level=level,
        bits=round(bits, 2),
        probability=likelihood(level, bits),
        evidence=_in_order(reasons),
        prior=begin,
        prior_words=_bearers(begin) if form else "",
    )


def together(reasons: Iterable[Evidence]) -> Iterator[Evidence]:
    """Her place of work and her town in one record: less likely of a namesake than either lets expect."""
    found = {reason.name: reason.bits for reason in reasons}
    for workplace, place, row in _TOGETHER:
        if found.get(workplace, 0) >= rows()[workplace].bits and found.get(place, 0) >= rows()[place].least / 2:
            yield evidence(row, "your place of work and your town or region together")
            return


def _weakened(reasons: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """What a whole profession or state shares counts half beside another town or workplace, unless hers is named too.

    Its weight is that among all people; whoever of her name practises elsewhere is most likely a colleague.
    """
    names = {reason.name for reason in reasons}
    if "city_metro" in names or not names & {"town_elsewhere", "employer_elsewhere"}:
        return reasons
    return tuple(
        replace(each, bits=each.bits / 2) if each.bits > 0 and _is_common_property(each) else each for each in reasons
    )


def _is_common_property(reason: Evidence) -> bool:
    return reason.group in ("profession", "host") or reason.name == "state_region"


def namesakes(form: Form, country: str) -> float:
    """How many people of the country are expected to bear the name; twice the product, eight times for common names."""
    given, family = " ".join(form.given), " ".join(form.family)
    correction = 8 if census.is_common(given, family) else 2
    if country != census.COUNTRY:
        correction *= _ABROAD
    return people(country) * census.frequency(given, family) * correction


def total(reasons: Iterable[Evidence]) -> float:
    """The sum of the groups: the best and a quarter of the second of each, the private ones together within a limit."""
    return sum(reason.counted for reason in counted(reasons))


def probability(bits: float) -> float:
    return 1.0 / (1.0 + exp2(-bits))


def likelihood(level: Level, bits: float) -> float:
    """The probability that is told. Of a *maybe* a bit says less than a bit.

    A record is left at maybe because its evidence hangs together (a profession, its towns, its directories), lacks
    anything that is hers alone, or speaks both ways; the sum takes it for independent and so says too much either way.
    """
    return probability(_MAYBE_AT_ZERO + bits * _MAYBE_PER_BIT) if level is Level.MAYBE else probability(bits)


def counted(reasons: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The reasons with what their groups let count, which add up: the best, a quarter of the second, all within the group's limit."""
    by_group: dict[str, list[Evidence]] = {}
    for reason in sorted(reasons, key=lambda r: -abs(r.bits)):
        by_group.setdefault(reason.group, []).append(reason)
    parts = {group: _parts(group, members) for group, members in by_group.items()}
    private = sum(sum(parts.get(group, ())) for group in PRIVATE_GROUPS)
    if private > PRIVATE_LIMIT:
        share = PRIVATE_LIMIT / private
        parts |= {group: tuple(each * share for each in parts.get(group, ())) for group in PRIVATE_GROUPS}
    return tuple(
        reason if reason.counted == part else replace(reason, counted=part)
        for group, members in by_group.items()
        for reason, part in zip(members, parts[group], strict=True)
    )


def _parts(group: str, members: Sequence[Evidence]) -> tuple[float, ...]:
    best, *others = (reason.bits for reason in members)
    parts = (best, *(bits / 4 for bits in others[:1]), *(0.0 for _ in others[1:]))
    whole, limit = abs(sum(parts)), group_limit(group)
    return tuple(each * limit / whole for each in parts) if whole > limit else parts


def _weights(reasons: Iterable[Evidence]) -> dict[str, float]:
    """What each group counts."""
    weights: dict[str, float] = {}
    for reason in reasons:
        weights[reason.group] = weights.get(reason.group, 0.0) + reason.counted
    return weights


def _unnamed(bits: float, most: float) -> Iterator[Evidence]:
    """What takes a record that does not name her down to `most`."""
    if bits > most:
        row = evidence("name_absent", "none of your names stands in it")
        yield replace(row, bits=most - bits, counted=most - bits)


def _bearers(prior: float) -> str:
    """How many people bear the name, in words."""
    return next(words for least, words in _BEARERS if prior >= least)


def _is_named_in_full(reading: Reading) -> bool:
    return any(mention.form in _IN_FULL for mention in reading.mentions)


def _may_be_renamed(facts: Sought, reading: Reading, reasons: tuple[Evidence, ...]) -> bool:
    """Half of her name with another half that she did not declare, at her place of work or with a number of hers.

    A former or a new family name, or a nickname that no list knows: worth a question, never more.
    """
    groups = {reason.group for reason in reasons if reason.bits > 0}
    if not (groups & {"contact", "affiliation", "listed"} and groups & {"place", "profession", "birth"}):
        return False
    firms = {word for employer in facts.employers for word in employer.words}  # "Holloway Clinic" names nobody
    named = [form for form in facts.forms if form.given and not firms & {*form.given, *form.family}]
    if reading.names_first(frozenset(form.given for form in named)):
        return True
    at_work = any(r.group == "affiliation" and r.bits >= _TELLING for r in reasons)  # at home live her relatives
    return at_work and reading.names_last(frozenset(form.family for form in named))


def _form(facts: Sought, reading: Reading) -> Form | None:
    """The surest of her declared forms by which the record names her."""
    if not reading.mentions:
        return None
    best = min(reading.mentions, key=lambda mention: FORMS.index(mention.form))
    return next(each for each in facts.forms if each.declared == best.declared)


def _prior(form: Form | None, country: str) -> float:
    """L0 = log2(5/E) of the form by which she is named; a record that does not name her starts at the floor."""
    return min(LID, log2(5 / max(namesakes(form, country), 0.05))) if form else CAUTIOUS_FLOOR


def _level(
    reasons: tuple[Evidence, ...], cautious: float, generous: float, *, critical: Callable[[], bool], is_rare: bool
) -> Level:
    settles = {reason.bits > 0 for reason in reasons if is_decisive(reason)}
    if len(settles) == 2:
        return Level.MAYBE
    if settles:
        return Level.MINE if settles == {True} else Level.NOT_ME
    strong = [reason for reason in reasons if reason.strong and reason.bits >= _TELLING]
    is_open = bool(strong) and is_rare  # a rare name with her letters may be she, newly moved: never set aside
    if any(
        reason.name in _DIFFERENCES for reason in reasons
    ):  # thousands share a profession: no answer to a difference
        strong, is_rare = [reason for reason in strong if reason.group not in _SHARED], False
    telling = [group for group, weight in _weights(reasons).items() if weight >= _TELLING]
    if (strong or is_rare) and len(telling) > 1 and probability(cautious) >= _MINE:
        return Level.MINE
    likely = probability(generous)
    if not (strong or is_open) and (likely < _NOT_ME_CRITICAL or (likely < _NOT_ME and not critical())):
        return Level.NOT_ME
    return Level.MAYBE


def _in_order(reasons: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.bits), reason.name, reason.words)))
