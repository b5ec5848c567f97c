"""What a finding says of her that she may not want said: kinds, with the value and its mask. Pure.

A private value counts wherever it stands, even on a page of her own; everything else that she publishes herself (her
site, the profiles she lists, her practice's facts) is none. What kind of record or page it is decides the rest: its
source may know (`additional_type`), else its words say. What fits no kind is told as a page about her of no kind that
we know: nothing is dropped silently.
"""

from collections.abc import Iterator
from datetime import date

from checks import shapes
from checks.kinds import contact, pages, personal, profiles
from checks.kinds.contact import PRIVATE, WHERE
from checks.kinds.seen import Giveaway, Seen, is_hers
from checks.model import WEB, Finding, Subject, Visibility

__all__ = ["PRIVATE", "WHERE", "Giveaway", "giveaways"]

_CLOSED = (Visibility.MISSING.value, Visibility.PRIVATE.value)
_UNKNOWN = "unknown_page_about_me"
# Records that say with their kind all that there is to say of them.
_TOLD_BY_RECORD = ("people", "property", "voter", "company", "licence", "donation", "court", "document")


def giveaways(subject: Subject, finding: Finding, on: date | None = None) -> Iterator[Giveaway]:
    """`on`: the day on which it was seen, where that is known."""
    if finding.facts.get("breach"):
        yield _breach(finding)
    elif finding.source != WEB and (finding.facts.get("archived_at") or finding.fact("additional_type") == "archive"):
        hers = any(is_hers(page, subject) for page in (finding.url, *finding.facts.get("same_as", ())))
        yield Giveaway(kind="archived_copy", meant=hers, otherwise=True)  # that the page is gone nobody says
    elif finding.fact("visibility") not in _CLOSED:
        yield from _of(Seen(subject, finding, on))


def _breach(finding: Finding) -> Giveaway:
    name = finding.fact("breach")
    stolen = any("stealer" in each.casefold() for each in (name, *finding.facts.get("data_class", ())))
    return Giveaway(kind="infostealer_log" if stolen else "breached_account", value=name, masked=name)


def _of(seen: Seen) -> Iterator[Giveaway]:
    values = tuple(_values(seen))
    yield from values
    yield from pages.copies(seen)
    yield from pages.properties(seen)
    if pages.is_gone(seen):
        return
    yield from profiles.rooms(seen)
    yield from profiles.own_pages(seen)
    record = contact.joined(seen)
    if record and (record.kind != "document_metadata" or any(e.kind in PRIVATE for e in values) or record.home):
        yield record
    yield from pages.licence_action(seen)
    yield from contact.registration(seen)
    told = list(profiles.kinds(seen))
    yield from told
    is_told = bool(values or told or record)
    if (seen.is_web or seen.is_listing) and not any(each.kind == "impersonation_profile" for each in told):
        private = sum(each.kind in PRIVATE for each in values)
        yield from _page(seen, is_told=is_told, private=private)
    elif not (seen.is_web or is_told or seen.record or seen.is_of_her_site or profiles.is_account(seen)):
        yield Giveaway(kind="publication_or_talk" if pages.is_scholarly(seen) else _UNKNOWN)


def _values(seen: Seen) -> Iterator[Giveaway]:
    """What stands on it word for word: where she lives, how she is reached, when she was born, whom she is related to."""
    yield from contact.addresses(seen)
    yield from contact.phones(seen)
    yield from contact.emails(seen)
    yield from personal.births(seen)
    yield from personal.family(seen)
    yield from personal.children(seen)
    yield from personal.names(seen)


def _page(seen: Seen, *, is_told: bool, private: int) -> Iterator[Giveaway]:
    """What kind of page of the web it is, beside the `private` values that stand on it."""
    ratings = tuple(pages.ratings(seen))
    yield from ratings
    if ratings and seen.is_listing:  # a page of ratings may show whose number it likes; an entry is what clients call
        yield from pages.wrong(seen)
    if seen.is_hers:
        if pages.is_team_page_of_hers(seen):
            yield Giveaway(kind="workplace_page", meant=True)
        return
    hostile = tuple(pages.hostile(seen, private))
    yield from hostile
    yield from contact.home_pictures(seen)
    if seen.record in _TOLD_BY_RECORD or ratings or hostile:
        return
    kinds = tuple(_kind(seen))
    yield from kinds
    if not kinds and not is_told:
        yield Giveaway(kind=_UNKNOWN)


def _kind(seen: Seen) -> Iterator[Giveaway]:
    """The one plain kind of page that it is."""
    if pages.is_machine_answer(seen):
        yield Giveaway(kind="ai_answer_false_claim", otherwise=True)
    elif kind := personal.page_kind(seen):
        yield Giveaway(kind=kind)
    elif shapes.is_directory(seen.finding) and not pages.is_news(seen) and not pages.is_team_page(seen):
        yield from pages.listing(seen)
    elif kind := pages.public_kind(seen):
        yield Giveaway(kind=kind)
    elif pages.is_in_passing(seen):
        yield Giveaway(kind="media_mention", otherwise=True)
