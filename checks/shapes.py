"""What kind of page a finding is, by the words that such pages use. Plain cases only: what fits nothing fits nothing.

The words are those of kinds of pages in general; hosts are looked at for words of their names, never for a list of sites.
"""

import re

from checks.brokers import broker
from checks.model import Finding
from checks.text import host_of

_LIST_WORDS = re.compile(
    r"\b(?:people search|background (?:check|report)s?|public records?|full (?:address|report|profile)|current address|past addresses|"
    r"previous addresses|address history|may (?:also )?(?:be related|have lived)|possible relatives|related to|relatives|also known as|"
    r"known aliases|phone numbers?|lives? (?:in|at)|lived (?:in|at)|reverse phone|neighbou?rs|view (?:full|details)|opt out)\b",
    re.IGNORECASE,
)
_OBITUARY = re.compile(
    r"\b(?:obituar(?:y|ies)|passed away|survived by|survivors include|preceded in death|in loving memory|funeral (?:home|service)|"
    r"memorial service|celebration of life|leaves behind|mourned by)\b",
    re.IGNORECASE,
)
_DONATION = re.compile(
    r"\b(?:political (?:contributions?|donations?)|campaign (?:finance|contributions?|receipts)|itemi[sz]ed (?:receipts?|contributions?)|"
    r"contributions? (?:to|by|from)|contributors?|donor look-?up|FEC|committee receipts)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$£€]\s?\d")
_COURT = re.compile(
    r"\b(?:plaintiff|defendant|petitioner|respondent|docket|case (?:no|number|type|search)|civil (?:case|complaint)|small claims|"
    r"(?:superior|circuit|district|county|municipal|family|probate) court|court of appeals|filed (?:on|against|\d)|counsel:|"
    r"malpractice suit)|(?<=[\w\]]) v\. (?=[A-Z\[])",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"\b(?:parcel|assessor|assessed value|owner of record|owner (?:name|address)|deed|property (?:records?|tax|details)|sale date)\b",
    re.IGNORECASE,
)
_VOTER = re.compile(
    r"\b(?:voter (?:registration|record|roll|file|status|id)|registered (?:to vote|voters?)|precinct|party affiliation|electoral roll)\b",
    re.IGNORECASE,
)
_FILING = re.compile(
    r"\b(?:registered agent|agent address|business (?:filing|entity)|entity (?:number|name|details)|articles of (?:organi[sz]ation|incorporation)|"
    r"secretary of state|annual report|good standing|principal office|company number)\b",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\b(?:curriculum vitae|r[ée]sum[ée]|cv\.(?:pdf|docx?))\b", re.IGNORECASE)
_DOCUMENT_URL = re.compile(r"\.(?:pdf|docx?|pptx?|rtf|odt)(?:$|[?#])", re.IGNORECASE)
_TEAM = re.compile(
    r"\b(?:our (?:team|clinicians|providers|staff|people|therapists|doctors|counsel+ors)|meet (?:the team|our|dr|[A-Z])|staff directory|"
    r"faculty|joined (?:our|the) (?:team|practice|staff))\b"
)
_TEAM_URL = re.compile(r"/(?:our-)?(?:team|staff|clinicians|people|providers|therapists|about|faculty|meet)(?:[-/]|$)")
_NEWS_HOST = re.compile(
    r"news|times|herald|tribune|gazette|chronicle|courier|observer|sentinel|post\b|daily|weekly|radio|podcast|magazine|press\b|wire\b|\btv\b"
)
_NEWS = re.compile(
    r"\b(?:podcast|episode|interview(?:ed)? (?:with)?|newsroom|staff (?:writer|reporter)|reporter|told (?:the|us|me)|press release|"
    r"said on (?:mon|tues|wednes|thurs|fri|satur|sun)day|op-ed|guest column|host \[person\]|breaking news|local news)\b",
    re.IGNORECASE,
)
_NO_NEWS = re.compile(r"\b(?:petition|signatures|chip time|bib \d|fundraiser|obituary)\b", re.IGNORECASE)
_PUBLICATION = re.compile(
    r"\b(?:abstract|doi|pubmed|issn|et al|peer[- ]reviewed|proceedings|poster session|keynote|conference|symposium|webinar|workshop|"
    r"presenters?|speakers?|dissertation|thesis|citations?|co-?authors?|affiliations?|continuing education)\b",
    re.IGNORECASE,
)
_VOLUME = re.compile(r"\b(?:19|20)\d\d;\s?\d{1,4}(?:\(\d{1,3}\))?:")
_REGISTRY = re.compile(
    r"\b(?:licen[cs]e (?:look-?up|verification|search)|verify a licen[cs]e|npi (?:numbers?|records?|profiles?|registry|look-?up|details)|"
    r"national provider identifier|provider (?:registry|enumeration)|enumeration date|primary source verification)\b",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"\b(?:licen[cs]e (?:details|status|number|type|no)|licensee|licensing board|board of|register of|address of record|"
    r"registration (?:number|status)|expir(?:es|ation)|issued)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:claim (?:this|your) (?:free )?(?:profile|listing|page|practice)|is this you|are you this (?:provider|therapist)|unclaimed|"
    r"this (?:profile|listing) (?:has not been|is not) (?:claimed|verified)|own this (?:business|practice))\b",
    re.IGNORECASE,
)
_DIRECTORY = re.compile(
    r"\b(?:find a (?:therapist|doctor|provider|counsel+or)|therapist directory|accepting new (?:clients|patients)|book (?:an )?appointment|"
    r"insurance accepted|specialties|provider profile|business listing|opening hours)\b",
    re.IGNORECASE,
)


def is_people_search(finding: Finding) -> bool:
    """A known broker's host, or a page that lists a person as they do: an age or relatives beside lists of contacts."""
    if broker(host_of(finding.url)):
        return True
    if is_obituary(finding) or is_registry(finding) or is_document(finding):
        return False
    facts = finding.facts
    words = _distinct(_LIST_WORDS, finding)
    personal = [name for name in ("age", "birth_date", "related_to") if facts.get(name)]
    contact = [name for name in ("address", "telephone") if facts.get(name)]
    return bool(personal and (contact or "age" not in personal or words > 1) and words)


def is_obituary(finding: Finding) -> bool:
    return bool(_OBITUARY.search(_said(finding)))


def is_registry(finding: Finding) -> bool:
    """A licence look-up or a provider registry, or a copy of one."""
    said = _said(finding)
    return bool(_REGISTRY.search(said)) or _distinct(_LICENCE, finding) > 1


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


def is_document(finding: Finding) -> bool:
    """A CV, or a file of a kind in which CVs, slides and papers are."""
    return bool(_DOCUMENT.search(_said(finding)) or _DOCUMENT_URL.search(finding.url))


def is_team_page(finding: Finding) -> bool:
    return bool(_TEAM.search(_said(finding)) or _TEAM_URL.search(finding.url))


def is_news(finding: Finding) -> bool:
    said = _said(finding)
    return bool(_NEWS_HOST.search(host_of(finding.url)) or _NEWS.search(said)) and not _NO_NEWS.search(said)


def is_publication(finding: Finding) -> bool:
    said = _said(finding)
    return bool(_VOLUME.search(said)) or bool(_PUBLICATION.search(said))


def is_unclaimed_listing(finding: Finding) -> bool:
    return bool(_CLAIM.search(_said(finding)))


def is_directory(finding: Finding) -> bool:
    return is_unclaimed_listing(finding) or bool(_DIRECTORY.search(_said(finding)))


def _distinct(words: re.Pattern[str], finding: Finding) -> int:
    """How many different words of a kind stand on the page: one alone says little."""
    return len({match.group().casefold() for match in words.finditer(_said(finding))})


def _said(finding: Finding) -> str:
    return f"{finding.title}\n{finding.text}"
