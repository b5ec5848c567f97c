"""Numbers, pages and handles that belong to one person only: hers, or somebody else's."""

import re
from collections.abc import Iterator
from datetime import date

from checks.evidence import evidence
from checks.forms import forms
from checks.model import Evidence, Licence
from checks.places import find_regions, region_of
from checks.reading import Part, Reading
from checks.sought import Sought, folded, page_key
from checks.text import fold, host_of, is_on

# Sources that are asked for nothing but an identifier that she lists: whatever they answer is about that identifier.
# Breach and archive answers hold no name at all. (Bluesky is judged by the handle among its facts.)
OWN_ANSWERS = frozenset(
    {
        "commoncrawl",
        "crtsh",
        "gravatar",
        "hibp",
        "keybase",
        "keys_openpgp",
        "leakcheck",
        "own_files",
        "platforms",
        "rdap",
        "wayback",
        "xposedornot",
    }
)

_NPI = re.compile(r"\bNPI\b\D{0,25}(\d{10})\b")
_ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")
_LICENCE_BEFORE = re.compile(r"(licen[cs]e|\blic\b|registration|\breg\b)[\w\s.:#()]{0,25}$", re.IGNORECASE)
_SHORT_HANDLE = 8


def own_answers(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    finding = reading.finding
    if finding.source in OWN_ANSWERS:
        yield evidence("own_answer", "an address, a page or a handle that you list")
        return
    said = {_bare(handle) for handle in finding.facts.get("handle", ())}
    if any(handle.platform == finding.source and _bare(handle.handle) in said for handle in sought.handles):
        yield evidence("own_answer", f"the {finding.source} handle that you list")
    if "listing" in finding.facts.get("additional_type", ()):
        yield from _entry_of_practice(sought, reading)


def _entry_of_practice(sought: Sought, reading: Reading) -> Iterator[Evidence]:
    """An entry of a map or a review site names a firm and nobody: whoever calls its number reaches her."""
    phone = sought.practice_phone
    if phone and any(phone.pattern.search(part.text) for part in reading.facts("telephone")):
        yield evidence("own_answer", "the phone number of your practice")
    elif any(employer.is_practice and reading.phrase(employer.words) for employer in sought.employers):
        yield evidence("own_listed_exact", "the name of your practice")


def own_numbers(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    finding = reading.finding
    if sought.npi and (finding.key == sought.npi or sought.npi in finding.facts.get("npi", ())):
        yield evidence("own_identifier_exact", "your NPI")
    elif sought.npi and (factor := reading.literal(sought.npi)):
        yield evidence("own_identifier_exact", "your NPI", factor=factor)
    if sought.orcid and any(sought.orcid in text for text in _identifiers(reading)):
        yield evidence("own_identifier_exact", "your ORCID iD")
    for licence in sought.licences:
        yield from _licence(licence, sought, reading)


def other_numbers(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """Somebody else's number. In free text it must be labelled, beside her name, and hers nowhere on the page."""
    if sought.npi:
        printed = reading.finding.facts.get("npi", ()) or tuple(_labelled_npis(reading.free))
        if printed and sought.npi not in printed and sought.npi not in reading.free.text:
            yield evidence("other_entity_identifier", "a different NPI")
    orcids = {found for text in _identifiers(reading) for found in _ORCID.findall(text)}
    if sought.orcid and orcids and sought.orcid not in orcids:
        yield evidence("other_entity_identifier", "a different ORCID iD")
    if _has_other_licence(sought, reading):
        yield evidence("other_licence_number", "another licence number of your own board")


def listed(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """What she lists as hers, which proves less than a registry's number (DOMAIN hard rule 15)."""
    finding = reading.finding
    if page_key(finding.url) in sought.pages:
        yield evidence("own_listed_exact", "the address of a page that you list")
    elif any(page_key(link) in sought.pages for link in finding.facts.get("same_as", ())):
        yield evidence("own_listed_exact", "a link to a page that you list")
    elif sought.site and not is_on(host_of(finding.url), sought.site):
        yield from _links(sought, reading)
    if factor := max(map(reading.literal, sought.listed_emails), default=0.0):
        yield evidence("own_listed_exact", "an e-mail address that you released", factor=factor)
    elif sought.practice_email and (factor := reading.literal(sought.practice_email)):
        yield evidence("own_listed_practice", "your practice e-mail", factor=factor)


def handles(sought: Sought, reading: Reading, _seen: date | None) -> Iterator[Evidence]:
    """A listed handle, on the platform it is listed for or elsewhere, where its surprise is its weight."""
    shown = set(_shown_handles(reading))
    host = host_of(reading.finding.url)
    for handle in sought.handles:
        bare = _bare(handle.handle)
        if bare not in shown:
            continue
        platform = fold(handle.platform).replace(" ", "")
        if platform and (platform == reading.finding.source or platform in re.split(r"[.-]", host)):
            yield evidence("own_listed_exact", "the handle that you list there")
        else:
            yield evidence("handle_exact", "a handle that you use", bits=surprise(bare, sought.names))


def surprise(handle: str, names: tuple[str, ...]) -> float:
    """How telling a handle is beyond her name, in bits: 3 for a name or a short word, up to 10 for a distinctive string.

    Her own name is known already, so its letters count nothing; a digit is worth about 2 bits here and a letter 1
    (words are guessable), and less than eight characters without a digit stay a word.
    """
    rest = fold(handle).replace(" ", "")
    if len(rest) < _SHORT_HANDLE and not any(c.isdigit() for c in rest):
        return 3.0
    for part in sorted({word for form in forms(names) for word in form.words}, key=len, reverse=True):
        if len(part) > 2:
            rest = rest.replace(part, "", 1)
    return 3.0 + 2.0 * sum(c.isdigit() for c in rest) + sum(c.isalpha() for c in rest)


def _licence(licence: Licence, sought: Sought, reading: Reading) -> Iterator[Evidence]:
    number = folded(licence.number)
    joined = "".join(number)
    in_facts = any(_holds_number(part, number) for part in reading.facts("licence", "identifier"))
    factor = 1.0 if in_facts else reading.best(lambda part: _licence_starts(part, number))
    if not joined or not factor:
        return
    if _same_board(licence, sought, reading):
        yield evidence("own_identifier_exact", "your licence number", factor=factor)
    elif len(joined) > 4:
        yield evidence("own_listed_exact", "your licence number, without its board", factor=factor)


def _licence_starts(part: Part, number: tuple[str, ...]) -> Iterator[int]:
    """Where the number stands in text: labelled as a licence, or with letters in it. Five bare digits are a ZIP code."""
    for start, _ in part.phrase(number):
        has_letters = any(c.isalpha() for c in "".join(number)) and len("".join(number)) > 4
        if has_letters or _LICENCE_BEFORE.search(part.text, max(0, start - 60), start):
            yield start


def _holds_number(part: Part, number: tuple[str, ...]) -> bool:
    return any(True for _ in part.phrase(number))


def _same_board(licence: Licence, sought: Sought, reading: Reading) -> bool:
    """Whether the record is of the licence's board: it says its name, or its state."""
    if _names_board(licence, reading):
        return True
    regions = {region_of(found.town) for found in find_regions(licence.board, sought.country)}
    if not regions:
        return False
    return any(region_of(f.town) in regions for part in reading.parts for f in find_regions(part.text, sought.country))


def _names_board(licence: Licence, reading: Reading) -> bool:
    board = folded(licence.board)
    return any(_holds_number(part, board) for part in reading.parts)


def _has_other_licence(sought: Sought, reading: Reading) -> bool:
    """Another number of one of her boards: a namesake, or her own earlier licence, so it does not settle the matter.

    A number of another state's board says nothing: many hold two licences.
    """
    facts = tuple(reading.facts("licence"))
    numbers = [folded(licence.number) for licence in sought.licences]
    if not facts or any(_holds_number(part, number) for part in facts for number in numbers):
        return False
    return any(_names_board(licence, reading) for licence in sought.licences if licence.board)


def _labelled_npis(free: Part) -> Iterator[str]:
    if not free.people:
        return
    for match in _NPI.finditer(free.text):
        if free.factor(match.start()) == 1:
            yield match.group(1)


def _identifiers(reading: Reading) -> Iterator[str]:
    """Where a structured record keeps an ORCID iD."""
    finding = reading.finding
    yield from (finding.key, finding.url)
    yield from (*finding.facts.get("identifier", ()), *finding.facts.get("same_as", ()))


def _links(sought: Sought, reading: Reading) -> Iterator[Evidence]:
    """A link to her site. Not proven to be hers, so not decisive: `backlink_to_owned_site` waits for a proof."""
    if any(is_on(host_of(link), sought.site) for link in reading.finding.facts.get("same_as", ())):
        yield evidence("own_listed_practice", "a link to your website")
        return
    factor = reading.literal(sought.site)
    if factor == 1:
        yield evidence("own_listed_practice", "the address of your website")
    elif any(True for _ in reading.free.literal(sought.site)):
        yield evidence("own_listed_footer", "the address of your website, away from the name")


def _shown_handles(reading: Reading) -> Iterator[str]:
    finding = reading.finding
    yield from (_bare(handle) for handle in finding.facts.get("handle", ()))
    yield from (_bare(segment) for segment in finding.url.split("?")[0].split("/")[3:])
    yield from (_bare(match) for match in re.findall(r"(?<![\w.])@([\w.\-]{3,64})", reading.free.text))


def _bare(handle: str) -> str:
    return handle.strip().lstrip("@~").rstrip("/.").casefold()
