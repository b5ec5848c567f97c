"""What a page says of her that she may not want said: kinds, with the value and its mask. Pure.

A private value counts wherever it stands, even on a page of her own; everything else that she publishes herself (her
site, the profiles she lists, her practice's facts) is none. An address, a phone or a birth date that she did not enter
counts on a people-search page only, and never if it is her practice's.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from checks import particulars, postal, shapes
from checks.brokers import broker
from checks.forms import forms
from checks.model import WEB, Address, Finding, Subject, Visibility
from checks.reading import Reading, read
from checks.sought import page_key, sought
from checks.text import fold, host_of, is_on, words

_REGISTRIES, _SOCIAL, _BREACHES, _ARCHIVES = {"nppes"}, {"bluesky", "gravatar"}, {"xposedornot"}, {"wayback"}
_OPEN = {Visibility.PUBLIC.value, Visibility.PARTLY_PUBLIC.value}
_RECORDS: Mapping[str, Callable[[Finding], bool]] = MappingProxyType(
    {
        "property_record": shapes.is_property_record,
        "voter_record": shapes.is_voter_record,
        "home_address_business_filing": shapes.is_business_filing,
    }
)
_PERSONAL: Mapping[str, Callable[[Finding], bool]] = MappingProxyType(
    {
        "obituary_family_web": shapes.is_obituary,
        "political_donation": shapes.is_donation,
        "court_record": shapes.is_court_record,
    }
)
_PUBLIC: Mapping[str, Callable[[Finding], bool]] = MappingProxyType(
    {"publication_or_talk": shapes.is_publication, "media_mention": shapes.is_news}
)
WHERE = frozenset({"home_address_people_search", "home_address_professional_registry", *_RECORDS})
PRIVATE = WHERE | {"personal_phone", "personal_email", "date_of_birth_full"}
_BORN_IN = re.compile(r"\b(?:born|birth year|year of birth)\b:?\s{0,2}(?:in\s)?((?:19|20)\d\d)\b", re.IGNORECASE)
_FORMERLY = re.compile(
    r"\b(?:n[ée]e|formerly|maiden|also known as|aka|a\.k\.a\.|previously|alias(?:es)?)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Giveaway:
    """One thing that is given away. `meant`: it was published on purpose, or hardly shown.

    `otherwise`: the kind is right and the title of its table would not be true here: it is said in other words.
    """

    kind: str
    value: str = ""
    masked: str = ""
    meant: bool = False
    otherwise: bool = False


def giveaways(subject: Subject, finding: Finding) -> Iterator[Giveaway]:
    if finding.source in _BREACHES:
        name = finding.fact("breach") or finding.title
        yield Giveaway(kind="breached_account", value=name, masked=name)
        return
    if finding.source in _ARCHIVES:
        hers = any(_is_hers(page, subject) for page in (finding.url, *finding.facts.get("same_as", ())))
        yield Giveaway(
            kind="archived_copy", meant=hers, otherwise=True
        )  # the archive does not say that the page is gone
        return
    if finding.fact("visibility") in (Visibility.MISSING.value, Visibility.PRIVATE.value):
        return
    seen = _Page(subject, finding)
    personal = [*seen.addresses(), *seen.phones(), *seen.emails(), *seen.births(), *seen.family()]
    yield from personal
    if (
        finding.source == WEB
        and not seen.is_hers
        and shapes.is_document(finding)
        and any(e.kind in PRIVATE for e in personal)
    ):
        yield Giveaway(kind="document_metadata")
    yield from seen.names()
    if finding.source in _SOCIAL:
        yield from seen.profile()
    elif finding.source == WEB:
        yield from seen.page(is_told=bool(personal))


class _Page:
    """One finding beside the subject's facts, read once."""

    def __init__(self, subject: Subject, finding: Finding) -> None:
        self.subject, self.finding = subject, finding
        self.country = subject.query.country
        self.text = f"{finding.title}\n{finding.text}"
        self.is_hers = _is_hers(finding.url, subject)
        self.is_people_search = finding.source == WEB and not self.is_hers and shapes.is_people_search(finding)

    def facts(self, *names: str) -> tuple[str, ...]:
        return tuple(value for name in names for value in self.finding.facts.get(name, ()))

    def addresses(self) -> Iterator[Giveaway]:
        private, practice = self.subject.private.home_addresses, self.subject.practice_address
        kind = self._address_kind
        said = "\n".join((self.text, *self.facts("address", "home_location")))
        homes = [home for home in private if postal.stands_in(home, said)] if any(map(str.isdigit, said)) else []
        otherwise = kind == "home_address_people_search" and not self.is_people_search
        yield from (replace(_address(kind, home), otherwise=otherwise) for home in homes)
        if not self.is_people_search:
            return
        for fact in self.facts("address"):
            for address in postal.addresses(fact, self.country):
                is_known = any(
                    postal.same_address(address, known) for known in (*homes, *([practice] if practice else []))
                )
                if not is_known:
                    yield _address(kind, address)

    @property
    def _address_kind(self) -> str:
        """What a home address on this page is called; on a page of no plain kind as on the worst."""
        if self.finding.source in _REGISTRIES or shapes.is_registry(self.finding):
            return "home_address_professional_registry"
        for kind, fits in _RECORDS.items():
            if not broker(host_of(self.finding.url)) and fits(self.finding):
                return kind
        return "home_address_people_search"

    def phones(self) -> Iterator[Giveaway]:
        shown = {particulars.e164(phone, self.country) for phone in self.facts("telephone", "fax_number")}
        private = {number for phone in self.subject.private.phones if (number := particulars.e164(phone, self.country))}
        digits = re.sub(r"\D", "", self.text)
        if any(number[-7:] in digits for number in private):  # reading all phones of a text takes long
            shown |= set(particulars.phones(self.text, self.country))
        yield from (_phone(number) for number in sorted(private & shown))
        if self.is_people_search:
            practice = self.subject.query.practice
            public = {particulars.e164(practice.phone, self.country)} if practice else set()
            yield from (_phone(number) for number in sorted(shown - private - public - {""}))

    def emails(self) -> Iterator[Giveaway]:
        practice = self.subject.query.practice
        published = {practice.email.casefold()} if practice else set()
        hers = {email.casefold() for email in self.subject.private.emails}
        if self.finding.source == WEB and not self.is_hers:
            hers |= {email.casefold() for email in self.subject.query.emails}
        shown = {email.casefold() for email in self.facts("email")} | set(particulars.emails(self.text))
        for email in sorted((hers & shown) - published):
            yield Giveaway(kind="personal_email", value=email, masked=f"{email[0]}…@{email.partition('@')[2]}")

    def births(self) -> Iterator[Giveaway]:
        born = self.subject.private.birth_date
        shown = set(self.facts("birth_date")) | {
            day.isoformat() for day in particulars.birth_dates(self.text, self.country)
        }
        full = {day for day in shown if len(day) == 10}
        said = "\n".join((self.text, *self.facts("birth_date")))
        is_hers = (
            born is not None and str(born.year) in said and "the birth date" in self.subject.private.found_in(said)
        )
        if born is not None and is_hers:
            yield Giveaway(kind="date_of_birth_full", value=born.isoformat(), masked="your full birth date")
        elif born is None and self.is_people_search:
            yield from (
                Giveaway(kind="date_of_birth_full", value=day, masked="a full birth date") for day in sorted(full)[:1]
            )
        years = [*self.facts("age"), *(match.group(1) for match in _BORN_IN.finditer(self.text))]
        years += [day for day in shown if re.fullmatch(r"(?:19|20)\d\d", day)]
        if years and not full and not self.is_hers:
            yield Giveaway(kind="age_or_birth_year", value=years[0], masked="your age or birth year")

    def family(self) -> Iterator[Giveaway]:
        if self.facts("related_to") and not shapes.is_obituary(self.finding):
            yield Giveaway(kind="family_members_listed")

    def names(self) -> Iterator[Giveaway]:
        """Her former and her present family name on one page; on her own pages that is her choice."""
        if not self.is_hers and _names_both(self.subject, self.finding):
            yield Giveaway(kind="former_name_linked")

    def profile(self) -> Iterator[Giveaway]:
        visibility = self.finding.fact("visibility")
        if visibility in _OPEN and not self.is_hers:
            yield Giveaway(kind="social_profile_public", meant=visibility == Visibility.PARTLY_PUBLIC.value)
        site = sought(self.subject).site
        linked = [page for page in self.facts("same_as") if site and is_on(host_of(page), site)]
        if not self.is_hers and (linked or _names_practice(self.subject, self.finding)):
            yield Giveaway(kind="cross_context_link", value=site, masked=site)

    def page(self, *, is_told: bool) -> Iterator[Giveaway]:
        """What kind of page of the web it is; one that gives away nothing and fits no kind is told as unknown."""
        yield from self._ratings()
        if self.is_hers:
            yield from self._links_to_a_profile()
            return
        kind = self._kind()
        if kind and not (is_told and kind == "unknown_page_about_me"):
            yield Giveaway(kind=kind)

    def _ratings(self) -> Iterator[Giveaway]:
        for value in self.facts("aggregate_rating", "review_rating"):
            stars = _stars(value)
            if stars is not None:
                yield Giveaway(
                    kind="negative_review" if stars <= 2 else "review_other",
                    value=f"{stars:.1f}",
                    masked=f"{stars:.1f}",
                )

    def _links_to_a_profile(self) -> Iterator[Giveaway]:
        """The reverse link: from her own site to a profile that she uses."""
        if any(
            each.handle and fold(each.handle) in fold(self.text)
            for each in self.subject.query.handles
            if "." in each.handle
        ):
            yield Giveaway(kind="cross_context_link")

    def _kind(self) -> str:
        """The one plain kind of page that it is; empty for what is expected of a clinician, or was told by its values."""
        finding = self.finding
        for kind, fits in _PERSONAL.items():
            if fits(finding):
                return kind
        if self.is_people_search or self._ratings_shown or any(fits(finding) for fits in _RECORDS.values()):
            return ""
        if shapes.is_unclaimed_listing(finding):
            return "unauthorised_directory_listing"
        if self._is_wrong:
            return "professional_info_wrong"
        for kind, fits in _PUBLIC.items():
            if fits(finding):
                return kind
        if _names_practice(self.subject, finding) and shapes.is_team_page(finding):
            return "workplace_page"
        return "" if shapes.is_directory(finding) or shapes.is_registry(finding) else "unknown_page_about_me"

    @property
    def _ratings_shown(self) -> bool:
        return bool(self.facts("aggregate_rating", "review_rating"))

    @property
    def _is_wrong(self) -> bool:
        """A listing of the practice with phones, none of which is hers."""
        practice = self.subject.query.practice
        if (
            not practice
            or not practice.phone
            or not shapes.is_directory(self.finding)
            or not _names_practice(self.subject, self.finding)
        ):
            return False
        hers = {particulars.e164(phone, self.country) for phone in (practice.phone, *self.subject.private.phones)}
        shown = set(self.facts("telephone"))
        return bool(shown) and not shown & hers


def _phone(number: str) -> Giveaway:
    return Giveaway(kind="personal_phone", value=number, masked=f"…{number[-2:]}")


def _address(kind: str, address: Address) -> Giveaway:
    street = postal.folded_street(address)
    number, *rest = street.split()
    name = next((word for word in rest if not postal.is_direction(word)), rest[0] if rest else "")
    return Giveaway(kind=kind, value=street, masked=f"{number} {name[:1].upper()}…")


def _is_hers(url: str, subject: Subject) -> bool:
    """Her own site, or a page that she lists."""
    facts = sought(subject)
    return page_key(url) in facts.pages or bool(facts.site and is_on(host_of(url), facts.site))


def _names_practice(subject: Subject, finding: Finding) -> bool:
    reading = _reading(finding, subject.query.names)
    facts = sought(subject)
    if any(reading.phrase(employer.words) for employer in facts.employers):
        return True
    said = reading.free.lower
    return bool(facts.site and facts.site in said) or bool(facts.practice_email and facts.practice_email in said)


def _names_both(subject: Subject, finding: Finding) -> bool:
    declared = forms(subject.query.names)
    if not declared:
        return False
    present = set(declared[0].family)
    former = {form.declared: form.family for form in declared if not present & set(form.family)}
    if not former:
        return False
    alternate = "\n".join(finding.facts.get("alternate_name", ()))
    said = {word.folded for word in words(f"{finding.title}\n{finding.text}\n{alternate}")}
    if not any(said.issuperset(family) for family in former.values()):
        return False
    named = {mention.declared for mention in _reading(finding, subject.query.names).mentions}
    return bool(named - set(former)) and bool(named & set(former) or _FORMERLY.search(finding.text))


@lru_cache(maxsize=64)
def _read(finding_id: tuple[str, str], title: str, text: str, names: tuple[str, ...]) -> Reading:
    source, key = finding_id
    return read(Finding(source=source, key=key, url="", title=title, text=text), names)


def _reading(finding: Finding, names: tuple[str, ...]) -> Reading:
    described = "\n".join((finding.text, *finding.facts.get("description", ()), *finding.facts.get("works_for", ())))
    alternate = "\n".join(finding.facts.get("alternate_name", ()))
    return _read(finding.id, finding.title, f"{described}\n{alternate}", names)


def _stars(value: str) -> float | None:
    match = re.match(r"\s*(\d(?:[.,]\d+)?)", value)
    stars = float(match.group(1).replace(",", ".")) if match else 0.0
    return stars if 0 < stars <= 5 else None
