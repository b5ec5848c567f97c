"""What kind of record or page a finding is, by what its source says of it, else by the words that such pages use.

The words are those of kinds of pages in general; hosts are looked at for words of their names, never for a list of
sites. A word that stands on all sorts of pages counts only beside another one of its kind.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from checks.brokers import broker
from checks.directories import directory
from checks.model import WEB, Finding
from checks.text import host_of

_LIST_WORDS = re.compile(
    r"\b(?:people search|background (?:check|report)s?|public records?|full (?:address|report|profile)|current address|past addresses|"
    r"previous addresses|address history|may (?:also )?(?:be related|have lived)|possible relatives|related to|relatives|also known as|"
    r"known aliases|phone numbers?|lives? (?:in|at)|lived (?:in|at|there)|living at|reverse phone|neighbou?rs|view (?:full|details)|"
    r"opt out|people found|landline|on record since|(?:possible|likely) employer|manage this listing)\b",
    re.IGNORECASE,
)
_OBITUARY = re.compile(
    r"\b(?:obituar(?:y|ies)|passed away|survived by|survivors include|preceded in death|in loving memory|funeral (?:home|service)|"
    r"memorial service|celebration of life|leaves behind|mourned by|predeceased|in lieu of flowers|traueranzeige|"
    r"avis de décès|esquela|necrolog(?:ia|ie))\b",
    re.IGNORECASE,
)
_DONATION = re.compile(
    r"\b(?:political (?:contributions?|donations?)|campaign (?:finance|contributions?|receipts)|itemi[sz]ed (?:receipts?|contributions?)|"
    r"individual contributions?|contributions? (?:to|by|from)|contributors?|donor (?:look-?up|search)|FEC|committee receipts|"
    r"contributed|schedule a receipts?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$£€]\s?\d")
_COURT = re.compile(
    r"\b(?:plaintiff|defendant|petitioner|respondent|docket|case (?:no|number|type|search|status|summary)|civil (?:case|complaint)|"
    r"small claims|(?:superior|circuit|district|county|municipal|family|probate|magistrates['’]?|crown|high|supreme) court|court of appeals|"
    r"filed (?:on|against|in|\d)|counsel:|malpractice suit|judg[e]?ment (?:for|against)|hearing date|arraignment)|(?<=[\w\].]) vs?\. (?=[A-Z\[])",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"\b(?:parcel|assessor|assessed value|owner of record|owner (?:name|address)|deed|property (?:records?|tax|details|owner)|sale date|"
    r"tax roll|market value|lot size|year built|land registry|title number|grantor|grantee)\b",
    re.IGNORECASE,
)
_VOTER = re.compile(
    r"\b(?:voter (?:registration|records?|roll|file|status|id)|registered (?:to vote|voters?)|precinct|party affiliation|electoral (?:roll|register))\b",
    re.IGNORECASE,
)
_FILING = re.compile(
    r"\b(?:registered agent|agent address|business (?:filing|entity)|entity (?:number|name|details|type)|articles of (?:organi[sz]ation|incorporation)|"
    r"secretary of state|annual report|good standing|principal office|company number|registered office|companies house|"
    r"managing member|statutory agent|date formed|incorporation date|handelsregister|officers? and directors?|form 990)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(?:curriculum vitae|r[ée]sum[ée]s?\b(?! of)|lebenslauf|hoja de vida|cv(?=\.(?:pdf|docx?))|cv$)",
    re.IGNORECASE | re.MULTILINE,
)
_DOCUMENT_URL = re.compile(r"\.(?:pdf|docx?|pptx?|rtf|odt|key)(?:$|[?#])", re.IGNORECASE)
_PERIODICAL = re.compile(
    r"\b(?:bulletin|newsletter|minutes|agenda|gazette|proceedings|programme?|annual report|directory|roster|handbook|magazine|yearbook|"
    r"brochure|flyer|journal|abstract)\b|\bvol(?:ume|\.)|\bissue \d",
    re.IGNORECASE,
)
_REGISTRY = re.compile(
    r"\b(?:licen[cs]e (?:look-?up|verification|search)|verify a licen[cs]e|npi (?:numbers?|records?|profiles?|registry|look-?up|details)|"
    r"national provider identifier|provider (?:registry|enumeration)|enumeration date|primary source verification)\b",
    re.IGNORECASE,
)
_REGISTRY_URL = re.compile(
    r"\bnpi(?:registry|-?look-?up|-?profile|-?no|-?db)?\b|licen[cs]e[-_]?(?:look-?up|verif\w+|search|details)|verify[-_]?(?:a-)?licen[cs]e|/provider-view/",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\b(?:licen[cs]e (?:details|status|number|type|no)|licensee|licensing board|board of (?!directors|trustees|the)|register of|address of record|"
    r"registration (?:number|status)|expir(?:es|ation)|issued|disciplinary actions?|public actions?)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:claim (?:this|your) (?:free )?(?:profile|listing|page|practice)|is this you|are you this (?:provider|therapist)|unclaimed|"
    r"this (?:profile|listing) (?:has not been|is not) (?:claimed|verified)|own this (?:business|practice)|update this (?:profile|listing))\b",
    re.IGNORECASE,
)
_DIRECTORY = re.compile(
    r"\b(?:find a (?:therapist|doctor|provider|counsel+or|psychologist)|therapist directory|accepting new (?:clients|patients)|"
    r"book (?:an )?appointment|insurance accepted|specialt(?:y|ies)|provider profile|business listing|opening hours|verified by \w+|"
    r"in person and online|(?:accepts?|takes) insurance|sliding scale|years in practice|treatment approach|individual sessions|"
    r"free \d\d[ -]minute (?:call|consultation)|finances|client focus|telehealth|therapeut(?:en)?suche|trouver un (?:psy|médecin))\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\|\s*(?:in person|online|telehealth|virtual|in-person|video)\b", re.IGNORECASE)
_COPY = re.compile(
    r"\b(?:archived (?:snapshot|copy|page|version|on)|snapshot of|captured? (?:of|on|at) \d|saved \d[\d,]* times|wayback machine|cached (?:copy|version)|"
    r"this is a (?:cached|archived|saved)|web archive)\b",
    re.IGNORECASE,
)
_ARCHIVE_URL = re.compile(
    r"^https?://[^/]+/(?:[a-z-]+/)?(?:\d{4,14}(?:[a-z]{2}_)?/(?P<whole>https?:/{1,2}\S+)|\d{8,14}(?:[a-z]{2}_)?/(?P<bare>[\w-]+(?:\.[\w-]+)+(?:/\S*)?))$"
)
_REGISTRANT = re.compile(r"\bregistrant\b|\bwhois\b|\bregistration of (?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
_HEAD = 300  # characters: where a page says what it is

RECORDS = ("people", "property", "voter", "donation", "court", "company", "licence", "document", "domain")
_REGISTERS = MappingProxyType({"provider": "licence"})


def record(finding: Finding) -> str:
    """Which of `RECORDS` it is, by its source's word or its own; empty for a page of any other kind, or for a profile."""
    known = finding.fact("additional_type")
    if known and finding.source != WEB:
        return _REGISTERS.get(known, known) if _REGISTERS.get(known, known) in RECORDS else ""
    if finding.source != WEB:
        if finding.facts.get("npi") or finding.facts.get("licence"):
            return "licence"
        return "domain" if not finding.facts.get("handle") and _REGISTRANT.search(_said(finding)) else ""
    if broker(host_of(finding.url)):
        return "people"
    if is_obituary(finding):
        return ""
    if is_cv(finding):
        return "document"
    return next((kind for kind, fits in _BY_WORDS.items() if fits(finding)), "people" if _lists_people(finding) else "")


def is_registry(finding: Finding) -> bool:
    """A licence look-up or a provider registry, or a copy of one."""
    said = _said(finding)
    return bool(_REGISTRY.search(said) or _REGISTRY_URL.search(finding.url)) or (
        _distinct(_LICENCE, finding) > 1 and not _DIRECTORY.search(said)
    )


def is_obituary(finding: Finding) -> bool:
    return _says(_OBITUARY, _said(finding))


def is_donation(finding: Finding) -> bool:
    return bool(_DONATION.search(_said(finding)) and _MONEY.search(_said(finding)))


def is_court_record(finding: Finding) -> bool:
    return _distinct(_COURT, finding) > 1


def is_property_record(finding: Finding) -> bool:
    return _distinct(_PROPERTY, finding) > 1


def is_voter_record(finding: Finding) -> bool:
    return bool(_VOTER.search(_said(finding)))


def is_business_filing(finding: Finding) -> bool:
    return _distinct(_FILING, finding) > 1


_BY_WORDS: Mapping[str, Callable[[Finding], bool]] = MappingProxyType(
    {
        "voter": is_voter_record,
        "donation": is_donation,
        "court": is_court_record,
        "property": is_property_record,
        "company": is_business_filing,
        "licence": is_registry,
    }
)


def is_people_search(finding: Finding) -> bool:
    """A known broker's host, or a page that lists a person as they do: an age or relatives beside lists of contacts."""
    return record(finding) == "people"


def _lists_people(finding: Finding) -> bool:
    facts = finding.facts
    words = _distinct(_LIST_WORDS, finding)
    personal = [name for name in ("age", "birth_date", "related_to") if facts.get(name)]
    contact = [name for name in ("address", "telephone") if facts.get(name)]
    return bool(personal and (contact or "age" not in personal or words > 1) and words)


def is_cv(finding: Finding) -> bool:
    """A CV, or a file of a person's own; not the bulletin, programme or paper of somebody else."""
    head = f"{finding.title}\n{finding.text[:_HEAD]}"
    if _DOCUMENT.search(head):
        return True
    return bool(_DOCUMENT_URL.search(finding.url)) and not _PERIODICAL.search(head)


def is_unclaimed_listing(finding: Finding) -> bool:
    return bool(_CLAIM.search(_said(finding)))


def is_directory(finding: Finding) -> bool:
    """A listing among listings of clinicians, by its source's word or its own."""
    if finding.fact("additional_type") == "listing" or directory(finding.url):
        return True
    return is_unclaimed_listing(finding) or bool(_DIRECTORY.search(_said(finding)) or _LISTED.search(_said(finding)))


def archived(url: str) -> str:
    """The page of which a web archive keeps this copy; empty for what is no such address."""
    match = _ARCHIVE_URL.match(url)
    if not match:
        return ""
    return match["whole"] or f"https://{match['bare']}"


def is_copy(finding: Finding) -> bool:
    """A page that says at its head that it is a copy of another one."""
    return bool(_COPY.search(f"{finding.title}\n{finding.text[:_HEAD]}"))


@lru_cache(maxsize=64)  # several kinds of records are told apart by the same words
def distinct(words: re.Pattern[str], text: str) -> int:
    """How many different words of a kind stand in a text: one alone says little."""
    return len({match.group().casefold() for match in words.finditer(text)})


@lru_cache(maxsize=64)
def _says(words: re.Pattern[str], text: str) -> bool:
    return words.search(text) is not None


def _distinct(words: re.Pattern[str], finding: Finding) -> int:
    return distinct(words, _said(finding))


def _said(finding: Finding) -> str:
    return f"{finding.title}\n{finding.text}"
