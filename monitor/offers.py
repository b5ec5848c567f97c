"""What a record that is hers says of her and her configuration does not: one yes/no question each. Pure.

A phone or a mailbox is offered as a private fact, which never leaves the configuration file, unless it is that of her
practice. What would be said aloud to sources from then on says so in its question.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from checks.forms import forms
from checks.model import Finding, Judged, Level, Subject, Visibility
from checks.places import find_regions
from checks.professions import nominals
from checks.shapes import is_people_search
from checks.sought import page_key
from checks.text import fold, host_of, is_on
from monitor.identifiers import unknown

MOST = 12  # questions about one record; a people-search page can list dozens of old numbers

_PROFILES = frozenset({"provider", "social", Visibility.PUBLIC.value, Visibility.PARTLY_PUBLIC.value})
NEVER_SENT = "It stays in config.toml on this machine and is never sent."
COMPARED = "It helps to tell you from others of your name; it is never sent."
SAID = "From the next scan on it is said to sources that are asked about such things; `footprint scan --plan` shows it first."


class Place(StrEnum):
    """Where in config.toml a yes is written."""

    PRIVATE_PHONE = "private.phones"
    PRIVATE_EMAIL = "private.emails"
    EMPLOYER = "background.employers"
    TOWN = "towns"
    HANDLE = "handles"
    PROFILE = "profiles"
    NPI = "npi"
    LICENCE = "licences"
    CREDENTIAL = "name.credentials"
    FORMER_NAME = "name.former"

    @property
    def is_private(self) -> bool:
        return self.value.startswith("private.")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One identifier and what she is asked about it. `fields`: what a yes writes, by the keys of the file; "" a bare value."""

    place: Place
    fields: tuple[tuple[str, str], ...]
    question: str  # "Is (503) 555-0177 your private phone?"
    what_then: str

    @property
    def value(self) -> str:
        return self.fields[0][1]


def offers(subject: Subject, judged: Judged) -> tuple[Offer, ...]:
    """The most telling first, at most `MOST`. Nothing of a record that is not hers."""
    if judged.match.level is not Level.MINE:
        return ()
    found = (offer for kind in _KINDS for offer in kind(subject, judged.finding))
    return tuple({(offer.place, offer.fields): offer for offer in found}.values())[:MOST]


def _npi(subject: Subject, finding: Finding) -> Iterator[Offer]:
    numbers = unknown(subject, finding).npis
    if not subject.query.npi and len(numbers) == 1:
        yield _offer(Place.NPI, f"Is {numbers[0]} your NPI?", SAID, ("", numbers[0]))


def _licences(subject: Subject, finding: Finding) -> Iterator[Offer]:
    """A register writes its state before the number, and that stands for the board until she names it."""
    for said in unknown(subject, finding).licences:
        state, _, number = said.rpartition(" ")
        if state and any(c.isdigit() for c in number):
            yield _offer(
                Place.LICENCE, f"Is {number} ({state}) your licence number?", SAID, ("number", number), ("board", state)
            )


def _phones(subject: Subject, finding: Finding) -> Iterator[Offer]:
    for number in unknown(subject, finding).phones:
        shown = spelt(number, subject.query.country)
        yield _offer(Place.PRIVATE_PHONE, f"Is {shown} your private phone?", NEVER_SENT, ("", shown))


def _emails(subject: Subject, finding: Finding) -> Iterator[Offer]:
    for mailbox in unknown(subject, finding).emails:
        yield _offer(Place.PRIVATE_EMAIL, f"Is {mailbox} your private e-mail address?", NEVER_SENT, ("", mailbox))


def _profile(subject: Subject, finding: Finding) -> Iterator[Offer]:
    """A page that she or her practice may keep up herself: a people-search page is nobody's own."""
    shown = {*finding.facts.get("additional_type", ()), *finding.facts.get("visibility", ())}
    is_profile = bool(_PROFILES & shown) and not is_people_search(finding)
    if is_profile and finding.url.startswith(("http://", "https://")) and not _is_listed(subject, finding.url):
        question = f"Is {finding.url} a page of your own, one that you can change?"
        yield _offer(Place.PROFILE, question, SAID, ("", finding.url))


def _is_listed(subject: Subject, url: str) -> bool:
    """Whether it is her site, or among the pages that she lists."""
    practice = subject.query.practice
    site = host_of(practice.website) if practice else ""
    listed = {page_key(page) for page in subject.query.profiles}
    return page_key(url) in listed or bool(site and is_on(host_of(url), site))


def _handles(subject: Subject, finding: Finding) -> Iterator[Offer]:
    for each in unknown(subject, finding).handles:
        question = f"Is {each.handle} on {each.platform} your own account?"
        yield _offer(Place.HANDLE, question, SAID, ("handle", each.handle), ("platform", each.platform))


def _credentials(subject: Subject, finding: Finding) -> Iterator[Offer]:
    hers = {fold(each).replace(" ", "") for each in subject.query.credentials}
    for said in finding.facts.get("honorific_suffix", ()):
        for credential in nominals(f", {said}")[0]:
            if fold(credential.token).replace(" ", "") not in hers:
                yield _offer(
                    Place.CREDENTIAL, f"Is {credential.token} one of your credentials?", SAID, ("", credential.token)
                )


def _former_names(subject: Subject, finding: Finding) -> Iterator[Offer]:
    """Another name beside one of hers that shares a word with it; her own initials and short forms are no news."""
    declared = forms(subject.query.names)
    hers = {word for form in declared for word in (*form.given, *form.middle, *form.family)}
    for said in finding.facts.get("alternate_name", ()):
        read = forms((said,))
        parts = set(read[0].words) if read and read[0].given else set()
        if parts & hers and any(len(word) > 1 and word not in hers for word in parts) and "[" not in said:
            yield _offer(Place.FORMER_NAME, f"Is {said} a former name of yours?", SAID, ("", said))


def _employers(subject: Subject, finding: Finding) -> Iterator[Offer]:
    for firm in unknown(subject, finding).employers:
        yield _offer(Place.EMPLOYER, f"Do you work at {firm}, or did you?", COMPARED, ("", firm))


def _towns(subject: Subject, finding: Finding) -> Iterator[Offer]:
    """Towns of structured facts only: a text may name where others live."""
    said = "\n".join((*finding.facts.get("address", ()), *finding.facts.get("home_location", ())))
    named = {each.town for each in find_regions(said, subject.query.country)}
    for town in unknown(subject, finding).towns:
        if town in named:
            fields = (("city", town.city), ("region", town.region), ("country", town.country))
            yield _offer(Place.TOWN, f"Do you live or work in {town}, or did you?", SAID, *fields)


_KINDS: tuple[Callable[[Subject, Finding], Iterator[Offer]], ...] = (
    _npi, _licences, _phones, _emails, _handles, _profile, _former_names, _credentials, _employers, _towns,
)  # fmt: skip


def _offer(place: Place, question: str, what_then: str, *fields: tuple[str, str]) -> Offer:
    return Offer(place=place, question=question, what_then=what_then, fields=fields)


def spelt(number: str, country: str = "US") -> str:
    """A phone number as people write it at home, with its country code where it is from elsewhere; else as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    form = phonenumbers.PhoneNumberFormat
    is_home = parsed.country_code == phonenumbers.country_code_for_region(country)
    return phonenumbers.format_number(parsed, form.NATIONAL if is_home else form.INTERNATIONAL)
