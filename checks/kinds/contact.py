"""Ways to her: home addresses, phones, mailboxes, and the papers and records in which they stand."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from checks import particulars, postal, shapes
from checks.kinds.seen import Giveaway, Seen
from checks.model import Address
from checks.text import fold, is_on

PEOPLE, REGISTER = "home_address_people_search", "home_address_professional_registry"
# Kinds whose value is the address that the record shows, whoever entered it, or hers alone.
_ANY_ADDRESS = MappingProxyType({"people": PEOPLE, "property": "property_record", "voter": "voter_record"})
_HER_ADDRESS = MappingProxyType({"licence": REGISTER, "company": "home_address_business_filing"})
# Kinds of their own, which weigh more where her home stands in them: the address is their value.
_WITH_ADDRESS = MappingProxyType(
    {"donation": "political_donation", "court": "court_record", "document": "document_metadata"}
)
WHERE = frozenset({*_ANY_ADDRESS.values(), *_HER_ADDRESS.values()})
PRIVATE = WHERE | {"personal_phone", "personal_email", "date_of_birth_full"}
_REFERENCES = re.compile(r"\n\W*(?:references|referees|referenzen|références)\b|\bREFERENCES\b", re.IGNORECASE)
_REACH = re.compile(r"\b(?:call|text|phone|ring|tel|contact|reach|rsvp|e-?mail|write to)\b", re.IGNORECASE)
_PERSONAL_PAGE = re.compile(
    r"\b(?:bulletin|newsletter|parish|church|congregation|temple|synagogue|mosque|masjid|club|team|league|pta|pto|potluck|"
    r"volunteers?|reunion|class notes|wedding|for sale|selling|lost (?:dog|cat)|roster|neighbou?rhood)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:suite|floor|building|room|hospital|clinic|box|plaza|center|centre|campus)\b", re.IGNORECASE)
_WHOIS = re.compile(
    r"\b(?:whois|registrant|registrar|domain (?:name|registration|information)|name server)\b", re.IGNORECASE
)
_LISTING = re.compile(
    r"\b(?:bed(?:room)?s?\b.{0,40}\bbath(?:room)?s?|sq\.? ?ft|square feet|street view|photos?\b.{0,20}\b(?:of|home|house)|listing photos?|"
    r"virtual tour|floor plan|interior)\b",
    re.IGNORECASE,
)


def addresses(seen: Seen) -> Iterator[Giveaway]:
    """Her home wherever it stands; on records that list people by where they live every address but her practice's.

    While she has entered no home, an address of a register or a company's papers that is neither her practice's nor an
    office may be it.
    """
    homes, kind = tuple(_homes(seen)), seen.record
    if kind in _WITH_ADDRESS or kind == "domain":
        return  # told with its record
    if kind in _ANY_ADDRESS and not seen.is_hers:
        yield from (_address(_ANY_ADDRESS[kind], each, home=each in homes) for each in (*homes, *_others(seen, homes)))
        return
    named = _HER_ADDRESS.get(kind, PEOPLE)
    yield from (_address(named, each, otherwise=named == PEOPLE, home=True) for each in homes)
    subject = seen.subject
    if subject.practice_address and not subject.private.home_addresses and kind in _HER_ADDRESS:
        yield from (
            _address(named, each, otherwise=True, meant=True) for each in _others(seen, ()) if not _is_office(each)
        )


def joined(seen: Seen) -> Giveaway | None:
    """A donation, a court file or a document of hers, with her home address where it shows that."""
    kind = _WITH_ADDRESS.get(seen.record)
    if not kind or seen.is_hers:
        return None
    home = next(_homes(seen), None)
    return _address(kind, home, home=True) if home else Giveaway(kind=kind)


def _homes(seen: Seen) -> Iterator[Address]:
    said = "\n".join((seen.text, *seen.facts("address", "home_location", "description")))
    if any(map(str.isdigit, said)):
        yield from (home for home in seen.subject.private.home_addresses if postal.stands_in(home, said))


def _others(seen: Seen, homes: tuple[Address, ...]) -> Iterator[Address]:
    practice = seen.subject.practice_address
    known = (*homes, *([practice] if practice else []))
    for fact in seen.facts("address"):
        for address in postal.addresses(fact, seen.country):
            if not any(postal.same_address(address, each) for each in known):
                yield address


def phones(seen: Seen) -> Iterator[Giveaway]:
    """Her private numbers wherever they stand; those of a people-search page or of her CV, and the one given beside her
    name on a page of a club or a congregation, unless they are her practice's."""
    shown = {particulars.e164(phone, seen.country) for phone in seen.facts("telephone", "fax_number")}
    private = {n for phone in seen.subject.private.phones if (n := particulars.e164(phone, seen.country))}
    digits = re.sub(r"\D", "", seen.text)
    if any(number[-7:] in digits for number in private):  # reading all phones of a text takes long
        shown |= set(particulars.phones(seen.text, seen.country))
    hers = private & shown
    if seen.is_people_search:
        hers |= shown
    elif seen.is_web and not seen.is_hers:
        hers |= set(_beside_her(seen))
    told = sorted(hers - (_public_phones(seen) - private) - {""})
    yield from (_phone(number, private=number in private) for number in told)


def _public_phones(seen: Seen) -> set[str]:
    practice = seen.subject.query.practice
    return {particulars.e164(practice.phone, seen.country)} if practice else set()


def _beside_her(seen: Seen) -> Iterator[str]:
    """The numbers at the head of her own CV, and those by which she is to be reached on a page of private life."""
    if not seen.facts("telephone"):
        return
    if seen.record == "document":
        yield from particulars.phones(_own_part(seen.text), seen.country)
    elif seen.record == "" and not seen.names_her_in_title and _PERSONAL_PAGE.search(seen.text):
        own = {word for form in seen.sought.forms for word in (*form.given, *form.family)}
        for sentence in re.split(r"(?<=[.!?])\s|\n", seen.text):
            reach = _REACH.search(sentence)
            if reach and own & set(re.findall(r"\w+", fold(sentence))):
                yield from particulars.phones(sentence, seen.country)


def emails(seen: Seen) -> Iterator[Giveaway]:
    """Her mailboxes but her practice's; of a people-search page or of her CV every one."""
    facts = seen.sought
    hers = set(facts.private_emails)
    if seen.is_web and not seen.is_hers:
        hers |= set(facts.listed_emails)
    shown = {email.casefold() for email in seen.facts("email")} | set(particulars.emails(seen.text))
    if seen.is_people_search:
        hers |= shown
    elif seen.record == "document" and seen.is_web and not seen.is_hers:
        hers |= set(particulars.emails(_own_part(seen.text)))
    for email in sorted((hers & shown) - {facts.practice_email}):
        box, _, host = email.partition("@")
        if not box.startswith("[") and "*" not in box and (email in facts.private_emails or not _is_work(host, seen)):
            private = email in facts.private_emails
            yield Giveaway(kind="personal_email", value=email, masked=f"{box[0]}…@{host}", private=private)


def _is_work(host: str, seen: Seen) -> bool:
    return bool(seen.sought.site) and is_on(host, seen.sought.site)


def _own_part(text: str) -> str:
    """A CV up to its references: those are other people's."""
    end = _REFERENCES.search(text, 40)
    return text[: end.start()] if end else text


def registration(seen: Seen) -> Iterator[Giveaway]:
    """A domain registration that shows how to reach her elsewhere than in her practice."""
    if seen.record != "domain" and not (seen.is_web and shapes.distinct(_WHOIS, seen.text) > 1):
        return
    kind, homes = "domain_registration_contact", tuple(_homes(seen))
    for address in (*homes, *_others(seen, homes)):
        yield _address(kind, address, home=address in homes)
        return
    numbers = {particulars.e164(phone, seen.country) for phone in seen.facts("telephone")} - _public_phones(seen) - {""}
    if numbers or any(not _is_practice(mail, seen) for mail in seen.facts("email")):
        yield Giveaway(kind=kind)


def _is_practice(email: str, seen: Seen) -> bool:
    return email.casefold() == seen.sought.practice_email or _is_work(email.partition("@")[2], seen)


def home_pictures(seen: Seen) -> Iterator[Giveaway]:
    """A page of a house that is her home, with its pictures and rooms."""
    home = next(_homes(seen), None)
    if home and seen.is_web and seen.record in ("", "property") and _LISTING.search(seen.text):
        yield _address("home_image", home)


def _phone(number: str, *, private: bool) -> Giveaway:
    return Giveaway(kind="personal_phone", value=number, masked=f"…{number[-2:]}", private=private)


def _is_office(address: Address) -> bool:
    return bool(_OFFICE.search(address.street))


def _address(
    kind: str, address: Address, *, otherwise: bool = False, home: bool = False, meant: bool = False
) -> Giveaway:
    street = postal.folded_street(address)
    number, *rest = street.split()
    name = next((word for word in rest if not postal.is_direction(word)), rest[0] if rest else "")
    return Giveaway(
        kind=kind, value=street, masked=f"{number} {name[:1].upper()}…", otherwise=otherwise, home=home, meant=meant
    )
