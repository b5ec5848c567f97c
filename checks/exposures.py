"""What does a finding give away? Pure: worked out from what is stored, so a better rule improves the past too.

Texts and base severities are those of data/exposures.csv. A private value counts wherever it stands, even on a page of
her own; everything else that she publishes herself (her site, the profiles she lists, her practice's facts) is none.
Severity moves one step at most either way (DOMAIN §4). Only what is medium or worse at base moves up: a workplace page
on the first page of results is still a workplace page.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from checks import postal
from checks.brokers import Broker, broker
from checks.directories import Directory, directory
from checks.giveaways import PRIVATE, WHERE, Giveaway, giveaways
from checks.model import Exposure, Finding, Severity, Subject

__all__ = ["Broker", "Given", "action", "find", "joined", "opt_out", "read", "severity", "why"]

Given = tuple[Giveaway, ...]  # what was read in one finding, not weighed yet

FIRST_PAGE, FAR_DOWN = 10, 100  # ranks
_OLD_YEARS = 10
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, kw_only=True)
class _Words:
    title: str
    why: str
    action: str


@dataclass(frozen=True, kw_only=True)
class _Row:
    kind: str
    recommendations: tuple[int, ...]
    severity: Severity
    words: _Words


# Words for where the title of the table would not be true: a page that is no people-search site, a copy of a live page.
_OTHERWISE = {
    "home_address_people_search": _Words(
        title="Home address on a web page",
        why="A client can turn up at the door; pages with a name and an address rank on a plain name search.",
        action=(
            "Ask whoever runs the page to take the address out; then use the search engines' forms for personal details "
            "in results. Look again after 2, 6 and 12 weeks."
        ),
    ),
    "home_address_professional_registry": _Words(
        title="An address in a register that is not your practice's",
        why="Registers are copied by dozens of directories. We do not know your home address, so it may be this one.",
        action=(
            "If it is your home, change it to an office or a PO box where the listing comes from: your board, or NPPES. "
            "If it is not, enter your home address in the settings, where it stays, and we will ask no more."
        ),
    ),
    "home_address_business_filing": _Words(
        title="An address in company papers that is not your practice's",
        why="Company papers are public. We do not know your home address, so it may be this one.",
        action=(
            "If it is your home, appoint a registered agent or use an office address and file an amendment. If it is not, "
            "enter your home address in the settings, where it stays, and we will ask no more."
        ),
    ),
    "ai_answer_false_claim": _Words(
        title="A machine's answer about you",
        why="Such answers mix up people of one name and state it as fact.",
        action=(
            "Read it. If something in it is wrong, save the wording, use the vendor's feedback or privacy form and fix the "
            "source pages it cites."
        ),
    ),
    "unauthorised_directory_listing": _Words(
        title="A directory lists you, and it is not on your list of profiles",
        why="Where nobody keeps a listing up, wrong numbers, fees or modalities send people to the wrong place.",
        action="If you made it, add it to your profiles, and if you did not, ask in writing for removal or correction.",
    ),
    "media_mention": _Words(
        title="A mention of you on a page about something else",
        why="Clients who search for you may read it.",
        action="Read it. Ask for a correction if it is wrong.",
    ),
    "document_metadata": _Words(
        title="A PDF on your site names an author in its properties",
        why="The properties show a name that the page may not: a former one of yours, or that of somebody near you.",
        action="Clear author and title in the properties of the file, save it, and put it in the place of the old one.",
    ),
    "archived_copy": _Words(
        title="Copies of a page in a web archive",
        why="What you change or delete on the page stays readable there.",
        action=(
            "None, unless a copy shows what was taken down: then e-mail the archive (info@archive.org for the Wayback Machine) "
            "with exact URLs, dates and, where the page is yours, proof of that."
        ),
    ),
}


def find(
    subject: Subject,
    finding: Finding,
    *,
    best_rank: int | None = None,
    safety: bool = False,
    seen: date | None = None,
    given: Given | None = None,
) -> tuple[Exposure, ...]:
    """What `finding` gives away, if it is hers; the worst first.

    `best_rank`: its best place in any engine. `safety`: she has reason to fear somebody. `seen`: the day on which it was
    seen; without it nothing counts as old. `given`: what `read` found in it, where that is at hand already.
    """
    given = read(subject, finding, seen) if given is None else given
    private = sum(each.kind in PRIVATE for each in given)
    on_first_page = best_rank is not None and best_rank <= FIRST_PAGE
    home_practice = _works_from_home(subject)
    old = _is_old(finding, best_rank, seen)
    listed_at = directory(finding.url)
    exposures = (
        _exposure(
            each,
            up=safety
            or (on_first_page and _rises_by_rank(each.kind))
            or (private > 1 and each.kind in PRIVATE)
            or (home_practice and each.kind in WHERE)
            or (each.home and each.kind not in WHERE),
            down=each.meant or old,
            listed_at=listed_at,
        )
        for each in given
    )
    return tuple(sorted(exposures, key=lambda e: (-e.severity, -_rows()[e.kind].severity, e.kind, e.value)))


def read(subject: Subject, finding: Finding, seen: date | None = None) -> Given:
    """What `finding` gives away, each thing once and not weighed yet: the slow half of `find`."""
    return tuple({(each.kind, each.value): each for each in giveaways(subject, finding, seen)}.values())


def _rises_by_rank(kind: str) -> bool:
    """Critical means that somebody could reach her or break in (DOMAIN §4): a good place in a list makes a way to her
    that, and a bad review or a page about her family no more than high."""
    return kind in PRIVATE or _rows()[kind].severity < Severity.HIGH


def severity(base: Severity, *, up: bool, down: bool) -> Severity:
    """One step at most each way, never above critical nor below low; what is low stays low."""
    step = int(up and base > Severity.LOW) - int(down)
    return Severity(max(Severity.LOW, min(Severity.CRITICAL, base + step)))


def joined(way: str) -> Exposure:
    """That an account of hers is joined to her practice: `way` says over which places, and no value."""
    return _exposure(Giveaway(kind="cross_context_link", value=way, masked=way), up=False, down=False)


def opt_out(host: str) -> Broker | None:
    """The people-search site of a host, with the page that takes removal requests."""
    return broker(host)


def why(kind: str) -> str:
    """Why a kind of exposure matters, as the table says it."""
    return _rows()[kind].words.why


def action(kind: str) -> str:
    """What to do about a kind of exposure, as the table says it."""
    return _rows()[kind].words.action


def _exposure(given: Giveaway, *, up: bool, down: bool, listed_at: Directory | None = None) -> Exposure:
    row = _rows()[given.kind]
    words = _OTHERWISE[given.kind] if given.otherwise else row.words
    words = _in_directory(given, words, listed_at) if listed_at else words
    return Exposure(
        kind=row.kind,
        title=words.title,
        severity=severity(row.severity, up=up, down=down),
        recommendations=row.recommendations,
        value=given.value,
        masked=given.masked,
        why=words.why,
        action=words.action,
        is_private=given.home or given.private,
    )


def _in_directory(given: Giveaway, words: _Words, site: Directory) -> _Words:
    """What is said of an entry of a known directory, with the page on which she corrects it."""
    copied = " Its entries are made from registers of providers, so correct those too." if site.is_copied else ""
    match given.kind:
        case "unauthorised_directory_listing":
            removal = site.remove or "ask in writing for removal or correction"
            action = (
                f"If you made it, add it to your profiles, and if you did not, {removal}. An entry is edited at "
                f"{site.where_to_edit}.{copied}"
            )
            return replace(words, title=f"{site.name} lists you, and it is not on your list of profiles", action=action)
        case "professional_info_wrong":
            return replace(words, action=f"Correct your entry at {site.where_to_edit}.{copied}")
        case "home_address_people_search" if given.otherwise:
            action = f"Edit your entry at {site.where_to_edit}, and leave the street out.{copied}"
            more = " Then look again after 2, 6 and 12 weeks, and use the search engines' forms for personal details in results."
            return replace(words, title=f"Home address in an entry at {site.name}", action=action + more)
        case _:
            return words


def _works_from_home(subject: Subject) -> bool:
    practice = subject.practice_address
    return practice is not None and any(postal.same_address(practice, home) for home in subject.private.home_addresses)


def _is_old(finding: Finding, best_rank: int | None, seen: date | None) -> bool:
    """Over ten years old, and not among the first hundred results."""
    dated = finding.fact("date_published") or finding.fact("breach_date")
    year = _YEAR.search(dated)
    far_down = best_rank is None or best_rank > FAR_DOWN
    return bool(seen and year and far_down and seen.year - int(year.group()) > _OLD_YEARS)


@cache
def _rows() -> Mapping[str, _Row]:
    with (files("checks") / "data" / "exposures.csv").open(encoding="utf-8") as table:
        return {
            row["kind"]: _Row(
                kind=row["kind"],
                recommendations=tuple(int(number) for number in row["recommendation"].split(";")),
                severity=Severity[row["severity"].upper()],
                words=_Words(title=row["title"], why=row["why_it_matters"], action=row["action"]),
            )
            for row in csv.DictReader(table)
        }
