"""Worse, better, changed, or nothing but noise: two sightings of one record side by side. Pure.

Three things are compared, each in one spelling: what it gives away (`weigh`), its facts, and what its text states of her.
Worse wins over better, better over changed (DOMAIN §4). A figure that counts, a time, an advert, a neighbour, another order
or another spelling is none of these. Where only part of a page was seen its words are not compared: what an excerpt lacks
is not missing. The detail names kinds in words, never a value: it stands in letters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checks.model import ChangeKind, Exposure, Finding, Severity, Visibility
from checks.professions import credential
from checks.reviews import review
from checks.spelling import nearness, spelt, standing
from checks.statements import Stated, Statement, quiet, stated
from checks.text import fold
from checks.topics import Topic, is_labelled, speaks_of_one, topics

Weigh = Callable[[Finding], tuple[Exposure, ...]]

_BAD = 2  # stars
RATING_FELL = 0.3  # stars of a mean (exposure_rules.csv)
_ALIKE = 0.5  # share of common words from which two statements are one that changed
_OPENNESS = {Visibility.MISSING: 0, Visibility.PRIVATE: 1, Visibility.PARTLY_PUBLIC: 2, Visibility.PUBLIC: 3}
# What kind of page it is: judged from its words as a whole, so no change of the world; stars are compared as figures.
_KINDS_OF_PAGE = frozenset(
    {
        "unknown_page_about_me", "media_mention", "publication_or_talk", "workplace_page", "unauthorised_directory_listing",
        "professional_info_wrong", "document_metadata", "namesake_confusion", "archived_copy", "stale_search_snippet",
        "social_profile_public", "negative_review", "review_other",
    }
)  # fmt: skip
_WHATEVER_VALUE = frozenset({"age_or_birth_year"})  # it grows by itself
VOLATILE = frozenset({"age", "image", "date_published", "archived_at", "stale_excerpt", "additional_type"})
_MORE_IS_WORSE = {
    "birth_date": "a birth date", "related_to": "relatives", "disciplinary_action": "an action on your licence",
    "party": "a party", "data_class": "more of your data",
}  # fmt: skip
_WORDS = {
    "telephone": "phone", "fax_number": "fax", "email": "e-mail address", "honorific_suffix": "letters after your name", "works_for": "workplace",
    "affiliation": "workplace", "job_title": "role", "alumni_of": "school", "price_range": "fees", "home_location": "town",
    "description": "what the profile says of you", "same_as": "links", "npi": "provider number", "licence": "licence",
    "licence_status": "licence status", "valid_through": "how long the licence is valid", "taxonomy": "specialty", "family_name": "name",
    "given_name": "name", "alternate_name": "other names", "start_date": "date",
}  # fmt: skip
# What strangers see of a profile: values of `shows`, and facts that say more where there was nothing before.
_SHOWN = {
    "posts": "posts that strangers can read", "friends": "an open list of friends or followers", "payments": "payments that strangers can see",
    "photo": "pictures that strangers can see", "calendar": "a calendar that strangers can read",
    "activity": "what you do there, open to strangers", "search": "a page that search engines may list",
}  # fmt: skip
_FILLED_IN = frozenset({"works_for", "affiliation", "job_title", "home_location", "alumni_of"})
# Topics of a statement that its exposures have told already, under the table's own title.
_TOLD_AS = {
    "licence_action": {"licence_action"}, "home_image": {"home_image"}, "relatives": {"family_members_listed", "minor_child_identifiable"},
    "personal_address": {"home_address_people_search", "home_address_professional_registry", "home_address_business_filing", "property_record", "voter_record"},
    "personal_phone": {"personal_phone"}, "personal_email": {"personal_email"}, "birth": {"date_of_birth_full", "age_or_birth_year"},
    "appearance": {"future_whereabouts"}, "friends": {"friends_list_public", "payment_friends_public"}, "payments": {"payment_feed_public"},
    "calendar": {"public_calendar_or_doc"}, "activity": {"location_pattern"},
}  # fmt: skip
_TOPIC_OF_FACT = {"birth_date": "birth", "related_to": "relatives", "disciplinary_action": "licence_action"}


@dataclass
class _Tally:
    """What got worse, better or otherwise different, in words; `topics` are those that are told."""

    worse: list[str] = field(default_factory=list)
    better: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)

    def add(self, weight: int, words: str) -> None:
        (self.worse if weight > 0 else self.better if weight < 0 else self.changed).append(words)

    def verdict(self) -> tuple[ChangeKind, str] | None:
        for kind, parts in (
            (ChangeKind.WORSE, self.worse),
            (ChangeKind.BETTER, self.better),
            (ChangeKind.CHANGED, self.changed),
        ):
            if parts:
                return kind, "; ".join(dict.fromkeys(parts))
        return None


def direction(
    old: Finding, new: Finding, weigh: Weigh, names: Sequence[str] = (), country: str = "US"
) -> tuple[ChangeKind, str] | None:
    """None: nothing but noise is different. `names` are her declared forms, as `names.find` takes them."""
    if (old.facts, old.title, old.text) == (new.facts, new.title, new.text):
        return None
    if old.excerpt and not new.excerpt:  # read whole for the first time: what it shows may always have stood there
        return None
    tally = _Tally()
    if _spoken(old, country) != _spoken(new, country):  # else no more is given away, whatever a new advert looks like
        before, after = weigh(_quiet(old)), weigh(_quiet(new))
        _exposures(tally, before, after, new.facts.get("telephone", ()))
        _namings(tally, before, after)
    _facts(tally, old, new, country)
    if not (old.excerpt or new.excerpt):
        _statements(tally, _stated(old, names), _stated(new, names))
    return tally.verdict()


def _spoken(finding: Finding, country: str) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    said = stated("", finding.text, ())
    facts = {name: spelt(name, values, country) for name, values in finding.facts.items()}
    return frozenset(each.key for each in said.statements), facts


def _quiet(finding: Finding) -> Finding:
    return replace(finding, text=quiet(_words_of(finding)))


def _stated(finding: Finding, names: Sequence[str]) -> Stated:
    return stated(finding.title, _words_of(finding), tuple(names))


def _words_of(finding: Finding) -> str:
    """Its text, and what she writes of herself in a profile: that is text too."""
    return "\n".join(filter(None, (*finding.facts.get("description", ()), finding.text)))


# -- what is given away


def _exposures(tally: _Tally, before: Iterable[Exposure], after: Iterable[Exposure], phones: Iterable[str]) -> None:
    """`phones`: those shown now. A private number with one other digit is a number that changed, not one that went."""
    was, now = _by_kind(before), _by_kind(after)
    nearly = {number for phone in phones if len(number := _digits(phone)) > 6}
    for kind in sorted({*was, *now}):
        old, new = was.get(kind, {}), now.get(kind, {})
        came = [e for value, e in new.items() if value not in old]
        left = [e for value, e in old.items() if value not in new]
        is_typo = any(_one_off(_digits(e.value), each) for e in left for each in nearly)
        is_typo = is_typo or any(_one_off(gone.value, each.value) for gone in left for each in came)
        if left and (came or is_typo):
            if kind not in _WHATEVER_VALUE:
                tally.add(0 if is_typo else _nearer(came, left), (came or left)[0].title)
        elif came and not _was_shown(came, was, kind):
            tally.add(1, came[0].title)
        elif left and not _was_shown(left, now, kind):
            tally.add(-1, left[0].title)
        else:
            continue
        tally.topics |= {topic for topic, kinds in _TOLD_AS.items() if kind in kinds}


def _namings(tally: _Tally, before: Iterable[Exposure], after: Iterable[Exposure]) -> None:
    """What makes an open profile worse: that it names her practice."""
    was, now = ({e.value for e in each if e.kind == "social_profile_public"} for each in (before, after))
    if was and now:  # else it opened or closed as a whole, which is told
        for value in sorted((was ^ now) - {""}):
            tally.add((value in now) - (value in was), value)


def _by_kind(exposures: Iterable[Exposure]) -> dict[str, dict[str, Exposure]]:
    found: dict[str, dict[str, Exposure]] = {}
    for each in exposures:
        if each.severity > Severity.LOW and each.kind not in _KINDS_OF_PAGE:
            found.setdefault(each.kind, {})[fold(each.value)] = each
    return found


def _nearer(came: Iterable[Exposure], left: Iterable[Exposure]) -> int:
    """1 where a private fact of hers stands in the place of another value now, -1 where another value stands in its."""
    return any(each.is_private for each in came) - any(each.is_private for each in left)


def _digits(value: str) -> str:
    return "".join(filter(str.isdigit, value))


def _one_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _was_shown(moved: Iterable[Exposure], there: Mapping[str, Mapping[str, Exposure]], kind: str) -> bool:
    """The same values stand on the other side under another kind: it was only called otherwise."""
    others = {value for other, values in there.items() if other != kind for value in values} - {""}
    return all(fold(each.value) in others for each in moved)


# -- facts


def _facts(tally: _Tally, old: Finding, new: Finding, country: str) -> None:
    was_open, is_open = _openness(old), _openness(new)
    if was_open is not None and is_open is not None and (opened := is_open - was_open):
        tally.add(opened, "a stranger sees more of it" if opened > 0 else "a stranger sees less of it")
    for name in sorted({*old.facts, *new.facts} - VOLATILE - {"visibility"}):
        was, now = spelt(name, old.facts.get(name, ()), country), spelt(name, new.facts.get(name, ()), country)
        if was == now:
            continue
        came, left = bool(now - was), bool(was - now)
        if name == "shows":
            _shown(tally, {*old.facts.get(name, ())}, {*new.facts.get(name, ())})
        elif name in _FILLED_IN and "visibility" in new.facts and came != left:
            tally.add(came - left, f"your {_WORDS[name]}")
        else:
            _fact(tally, name, old, new, came=came, left=left)


def _fact(tally: _Tally, name: str, old: Finding, new: Finding, *, came: bool, left: bool) -> None:
    match name:
        case "aggregate_rating":
            _mean(tally, _figures(old, name), _figures(new, name))
        case "review_rating":
            _stars(tally, old.facts.get(name, ()), new.facts.get(name, ()))
        case "review":
            _reviews(tally, old.facts.get(name, ()), new.facts.get(name, ()))
        case "licence_status":
            sank = _most(standing, new, name) - _most(standing, old, name)
            tally.add(sank, "trouble with your licence" if sank else _WORDS[name])
        case "home_location" if 2 in (_most(nearness, old, name), _most(nearness, new, name)):
            tally.add(_most(nearness, new, name) - _most(nearness, old, name), "an exact place")
        case "birth_date" if came and left:
            tally.add(_most(_digits_of, new, name) - _most(_digits_of, old, name), _MORE_IS_WORSE[name])
        case _ if name in _MORE_IS_WORSE:
            if _TOPIC_OF_FACT.get(name, "") not in tally.topics:
                tally.add(came - left, _MORE_IS_WORSE[name])
            tally.topics.add(_TOPIC_OF_FACT.get(name, ""))
        case _:
            tally.add(0, _WORDS.get(name, name.replace("_", " ")))


def _shown(tally: _Tally, was: set[str], now: set[str]) -> None:
    """Field by field: what is open that was not, and the other way round."""
    for value in sorted((was ^ now) - tally.topics):
        tally.add((value in now) - (value in was), _SHOWN.get(value, value))


def _most(measure: Callable[[str], int], finding: Finding, name: str) -> int:
    return max(map(measure, finding.facts.get(name, ())), default=0)


def _digits_of(value: str) -> int:
    return len(_digits(value))


def _mean(tally: _Tally, old: tuple[float, ...], new: tuple[float, ...]) -> None:
    """The lowest counts, where excerpts of several weeks add up."""
    if new and (not old or abs(min(new) - min(old)) >= RATING_FELL - 1e-9):
        fell = min(new) <= _BAD if not old else min(new) < min(old)
        if fell or old:
            tally.add(1 if fell else -1, "a lower rating")


def _stars(tally: _Tally, old: Sequence[str], new: Sequence[str]) -> None:
    """One more review of one or two stars, or no more of them; that there is one more kind one is no news to act on.

    Which reviews a page shows moves by itself, so one that is not shown this time is not gone while others are.
    """
    was, now = ({each for each in values if each[:1].isdigit() and int(each[0]) <= _BAD} for values in (old, new))
    if now - was:
        tally.add(1, "a bad review")
    elif {each[0] for each in was} - {each[0] for each in now}:
        tally.add(-1, "a bad review")


def _reviews(tally: _Tally, old: Sequence[str], new: Sequence[str]) -> None:
    """Interfaces hand out a few reviews, and not always the same ones: a bad one is news if none that was known is younger.

    One that is not shown any more may still stand there, so no review is told as gone; the mean says what became of it.
    """
    left = [each for value in old if value not in new and (each := review(value))]
    came = [each for value in new if value not in old and (each := review(value))]
    youngest = max((each.day for value in old if (each := review(value))), default="")
    for each in came:
        if any(before.day == each.day and before.stars == each.stars for before in left):
            tally.add(0, "the words of a review")
        elif each.stars <= _BAD and each.day >= youngest:
            tally.add(1, "a bad review")


def _figures(finding: Finding, name: str) -> tuple[float, ...]:
    return tuple(float(v) for v in finding.facts.get(name, ()) if v.replace(".", "", 1).isdigit())


def _openness(finding: Finding) -> int | None:
    """None where it is not known: a wall is no sign that a profile was closed."""
    seen = finding.fact("visibility")
    return _OPENNESS.get(Visibility(seen)) if seen in set(Visibility) else None


# -- what the text states


def _statements(tally: _Tally, old: Stated, new: Stated) -> None:
    """What is said elsewhere in the other text, with more words around it, neither came nor left by itself."""
    left = [each for each in old.statements if each.key not in new.keys]
    came = [each for each in new.statements if each.key not in old.keys]
    for before, after in list(_pairs(left, came)):
        left.remove(before)
        came.remove(after)
        if not (new.says(before.key) and old.says(after.key)):
            _reworded(tally, before, after)
    for statement in () if old.is_cut else came:
        if not old.says(statement.key):
            _appeared(tally, statement, 1, old)
    for statement in () if new.is_cut else left:
        if not new.says(statement.key):
            _appeared(tally, statement, -1, new)


def _pairs(left: Sequence[Statement], came: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Statements that are one with other words, the most alike first."""
    alike = sorted(
        ((_likeness(old, new), i, j) for i, old in enumerate(left) for j, new in enumerate(came)),
        key=lambda each: (-each[0], each[1:]),
    )
    taken_left: set[int] = set()
    taken_came: set[int] = set()
    for share, i, j in alike:
        if share >= _ALIKE and i not in taken_left and j not in taken_came:
            taken_left.add(i)
            taken_came.add(j)
            yield left[i], came[j]


def _likeness(one: Statement, other: Statement) -> float:
    if is_labelled(one.text) and is_labelled(other.text):
        label = one.text.partition(":")[0], other.text.partition(":")[0]
        if fold(label[0]) == fold(label[1]):
            return 1.0
    return len(one.words & other.words) / len(one.words | other.words)


def _reworded(tally: _Tally, old: Statement, new: Statement) -> None:
    if old.others != new.others and (old.words <= new.words or new.words <= old.words):
        return  # somebody else's name was taken out this time and stayed the other time, or the other way round
    was, now = topics(old.text), topics(new.text)
    if new.relatives != old.relatives and "relatives" not in tally.topics and any(t.name == "relatives" for t in now):
        tally.add(new.relatives - old.relatives, "relatives")
    for topic in {*was, *now}:
        if topic.weight and (topic in was) != (topic in now) and topic.name not in tally.topics:
            tally.add(topic.weight if topic in now else -topic.weight, topic.title)
    if _is_about_her(new, now) or _is_about_her(old, was):
        tally.add(0, _what_changed(old, new, [topic for topic in now if not topic.weight and topic in was]))


def _what_changed(old: Statement, new: Statement, about: Sequence[Topic]) -> str:
    if _letters(old.words ^ new.words):
        return _WORDS["honorific_suffix"]
    return about[0].title if about else "what it says of you"


def _letters(words: Iterable[str]) -> bool:
    """Whether letters of a profession are among folded words."""
    return any((known := credential(word)) and not known.ambiguous for word in words)


def _appeared(tally: _Tally, statement: Statement, sign: int, other: Stated) -> None:
    """`sign` is 1 for what came and -1 for what left; `other` is the side that lacks it."""
    about = topics(statement.text)
    grave = [topic for topic in about if topic.weight]
    for topic in grave:
        if topic.name not in tally.topics:
            tally.add(sign * topic.weight, topic.title)
            tally.topics.add(topic.name)
    if about and not grave and _is_about_her(statement, about):
        tally.add(0, about[0].title)
    elif statement.names_her and _letters(word for word in statement.words if not other.says(word)):
        tally.add(0, _WORDS["honorific_suffix"])


def _is_about_her(statement: Statement, about: Sequence[Topic]) -> bool:
    if statement.names_her or (about and is_labelled(statement.text)):
        return True
    return any(topic.name == "fee" for topic in about) or (bool(about) and speaks_of_one(statement.text))
