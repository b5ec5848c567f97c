"""What tells another person of her name apart, kept as keyed hashes only (promise 9), and what it means to meet it again.

"Not me" of one record says that its phone, mailbox, numbers, street, employer and handle are somebody else's. A later
record that holds one of them is that person's too and is not asked about again. Nothing that is hers becomes such a
hash, or is looked up as one: neither what her configuration says nor what stands in records that are hers.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from checks.evidence import evidence, is_decisive
from checks.identity import likelihood
from checks.model import Address, Evidence, Finding, Level, Match, Subject
from checks.postal import folded_street
from checks.text import fold, host_of
from monitor.identifiers import towns_of, unknown

_HERS_ALONE = 8.0  # bits of one strong reason that only her own record can have: her phone, mailbox, home, birth date

# What a record shares with somebody whom she set aside, in words for her.
_WORDS = {
    "phone": "a phone number",
    "email": "an e-mail address",
    "npi": "the NPI",
    "licence": "a licence",
    "street": "a street address",
    "employer": "the place of work and town",
    "handle": "the account",
}


class Trait(NamedTuple):
    """One fact that belongs to one person, in one spelling."""

    kind: str
    value: str


def hashed(key: bytes, kind: str, value: str) -> bytes:
    """Only this installation can tell whether two hashes are of the same value."""
    text = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16, key=key).digest()


@dataclass(frozen=True, kw_only=True)
class Namesakes:
    """Everybody whom she set aside, as far as it is remembered."""

    key: bytes = field(default=b"", repr=False)
    hashes: frozenset[bytes] = frozenset()

    def met(self, subject: Subject, finding: Finding) -> tuple[Trait, ...]:
        """The facts of this record that are known to be somebody else's."""
        if not self.hashes:
            return ()
        found = sorted(traits(subject, finding))
        return tuple(trait for trait in found if hashed(self.key, *trait) in self.hashes)


NOBODY = Namesakes()


def traits(subject: Subject, finding: Finding) -> frozenset[Trait]:
    """What tells the person of this record from others; nothing that her configuration says of her."""
    return frozenset(_traits(subject, finding))


def weighed(match: Match, met: Collection[Trait]) -> Match:
    """The match with what is known of a namesake. What is hers alone beside it makes a question of it, never silence."""
    if not met or match.level is Level.NOT_ME:
        return match
    known = evidence("known_namesake", f"{_WORDS[min(met).kind]} of somebody whom you said is not you")
    level = Level.MAYBE if any(map(_is_hers_alone, match.evidence)) else Level.NOT_ME
    bits = round(match.bits + known.bits, 2)
    reasons = sorted((*match.evidence, replace(known, counted=known.bits)), key=lambda reason: -abs(reason.bits))
    return replace(match, level=level, bits=bits, probability=likelihood(level, bits), evidence=tuple(reasons))


def _is_hers_alone(reason: Evidence) -> bool:
    return reason.bits > 0 and (is_decisive(reason) or (reason.strong and reason.bits >= _HERS_ALONE))


def _traits(subject: Subject, finding: Finding) -> Iterator[Trait]:
    found, country = unknown(subject, finding), subject.query.country
    yield from (Trait("phone", number) for number in found.phones)
    yield from (Trait("email", mailbox) for mailbox in found.emails)
    yield from (Trait("npi", number) for number in found.npis)
    yield from (Trait("licence", folded) for number in found.licences if len(folded := fold(number)) > 4)
    for address in found.addresses:
        yield from (Trait("street", line) for line in _lines(address))
    towns = {fold(f"{town.city} {town.region}") for town in towns_of(finding, country)}
    yield from (Trait("employer", f"{fold(firm)}, {town}") for firm in found.employers for town in towns)
    site = host_of(finding.url)
    yield from (Trait("handle", f"{each.handle.casefold()} {site}") for each in found.handles if site)


def _lines(address: Address) -> Iterator[str]:
    """The house with its postcode and with its town: another page may say only one of them. A bare street is nobody's."""
    street = folded_street(address)
    for place in (address.postal_code[:5], fold(address.city)):
        if street and place:
            yield f"{street}, {place}"
