"""What a record holds that tells one person from others and stands nowhere in her configuration: hers as yet unknown, or
somebody else's. Her answer says which: `offers` asks her, `namesake` remembers that it is not she. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checks.model import Address, Finding, Handle, Subject, Town
from checks.particulars import e164, emails, phones
from checks.places import find_regions
from checks.postal import addresses, same_address
from checks.text import fold, host_of, is_on

_TOLL_FREE = re.compile(r"\+1(?:800|833|844|855|866|877|888)")  # a site's own number stands on all its pages
_NPI = re.compile(r"\bNPI\b\D{0,25}(\d{10})\b")
_TOWNS = 6  # more in one record are a list of places
_FIRM_WORDS = frozenset("the of and at inc llc pllc pc ltd co group services center centre clinic".split())  # noqa: SIM905


@dataclass(frozen=True, kw_only=True)
class Identifiers:
    """In the order of the record. `phones` as E.164, `emails` in lower case, `licences` as the source writes them."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    npis: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    employers: tuple[str, ...] = ()
    towns: tuple[Town, ...] = ()
    handles: tuple[Handle, ...] = ()


@lru_cache(maxsize=256)
def _hers(subject: Subject) -> Identifiers:
    """The same of her configuration, public and private."""
    query, private, practice = subject.query, subject.private, subject.query.practice
    numbers = (*private.phones, *([practice.phone] if practice else []))
    mailboxes = (*private.emails, *query.emails, *([practice.email] if practice else []))
    own = (*private.home_addresses, *([subject.practice_address] if subject.practice_address else []))
    return Identifiers(
        phones=tuple(filter(None, (e164(number, query.country) for number in numbers))),
        emails=tuple(filter(None, (mailbox.strip().casefold() for mailbox in mailboxes))),
        npis=(query.npi,),
        licences=tuple(licence.number for licence in query.licences),
        addresses=own,
        employers=tuple(filter(None, (*subject.employers, practice.name if practice else ""))),
        towns=(*query.towns, *(Town(city=a.city, region=a.region, country=a.country) for a in own if a.city)),
        handles=query.handles,
    )


def unknown(subject: Subject, finding: Finding) -> Identifiers:
    """The identifiers of this record that are none of hers, as far as her configuration says."""
    hers, country = _hers(subject), subject.query.country
    text = f"{finding.title}\n{finding.text}"
    return Identifiers(
        phones=tuple(number for number in _phones(finding, text, country) if number not in hers.phones),
        emails=tuple(mailbox for mailbox in _emails(finding, text) if mailbox not in hers.emails),
        npis=tuple(number for number in _npis(finding, text) if number not in hers.npis),
        licences=tuple(each for each in finding.facts.get("licence", ()) if not _holds(each, hers.licences)),
        addresses=tuple(
            each
            for each in _addresses(finding, text, country)
            if not any(same_address(each, own) for own in hers.addresses)
        ),
        employers=tuple(
            each
            for each in dict.fromkeys((*finding.facts.get("works_for", ()), *finding.facts.get("affiliation", ())))
            if not any(_same_firm(each, own) for own in hers.employers)
        ),
        towns=tuple(
            town for town in _towns(finding, text, country) if not any(_same_town(town, t) for t in hers.towns)
        ),
        handles=tuple(each for each in _handles(finding) if not any(_same_handle(each, own) for own in hers.handles)),
    )


def towns_of(finding: Finding, country: str) -> tuple[Town, ...]:
    """Every town that the record names, hers included; none where it is a list of places."""
    return tuple(_towns(finding, f"{finding.title}\n{finding.text}", country))


def _phones(finding: Finding, text: str, country: str) -> Iterator[str]:
    said = (e164(number, country) for name in ("telephone", "fax_number") for number in finding.facts.get(name, ()))
    for number in dict.fromkeys((*said, *phones(text, country))):
        if number and not _TOLL_FREE.match(number):
            yield number


def _emails(finding: Finding, text: str) -> Iterator[str]:
    """Not the mailboxes of the site that shows the record."""
    site = host_of(finding.url)
    for mailbox in dict.fromkeys((*(each.casefold() for each in finding.facts.get("email", ())), *emails(text))):
        domain = mailbox.rpartition("@")[2]
        if domain and not (site and (is_on(site, domain) or is_on(domain, site))):
            yield mailbox


def _npis(finding: Finding, text: str) -> Iterator[str]:
    yield from dict.fromkeys((*finding.facts.get("npi", ()), *_NPI.findall(text)))


def _addresses(finding: Finding, text: str, country: str) -> tuple[Address, ...]:
    said = "\n".join((*finding.facts.get("address", ()), *finding.facts.get("home_location", ()), text))
    return addresses(said, country) if any(map(str.isdigit, said)) else ()


def _towns(finding: Finding, text: str, country: str) -> Iterator[Town]:
    said = "\n".join((*finding.facts.get("address", ()), *finding.facts.get("home_location", ()), text))
    found = dict.fromkeys(each.town for each in find_regions(said, country) if each.town.city)
    if len(found) <= _TOWNS:
        yield from found


def _handles(finding: Finding) -> Iterator[Handle]:
    """On the platform that the record is of: its source, or the name of its site."""
    platform = host_of(finding.url).rpartition(".")[0].rpartition(".")[2] if finding.source == "web" else finding.source
    for handle in finding.facts.get("handle", ()):
        bare = handle.strip().lstrip("@")
        if bare and platform:
            yield Handle(platform=platform, handle=bare)


def _same_handle(one: Handle, other: Handle) -> bool:
    """Whatever the platform: people carry their handle along."""
    return one.handle.casefold() == other.handle.strip().lstrip("@").casefold()


def _same_town(one: Town, other: Town) -> bool:
    return fold(one.city) == fold(other.city) and (one.region == other.region or not other.region)


def _same_firm(one: str, other: str) -> bool:
    """Whether all telling words of one name stand in the other: "Providence" and "Providence Health"."""
    here, there = ({*fold(name).split()} - _FIRM_WORDS for name in (one, other))
    return bool(here and there) and (here <= there or there <= here)


def _holds(said: str, numbers: tuple[str, ...]) -> bool:
    words_ = fold(said).replace(" ", "")
    return any(number and words_.endswith(fold(number).replace(" ", "")) for number in numbers)
