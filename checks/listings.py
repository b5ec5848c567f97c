"""An entry of a map or a review site as a finding: one form that all interfaces to such sites share.

Of the entry what clients read of her stays, its mean rating, and of each review the one line of `reviews.kept`. Entries
of others are never made findings: an interface that searches by likeness lists them too.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import replace

from checks import postal
from checks.errors import SourceError
from checks.hits import some_unread
from checks.model import Finding, Question
from checks.names import find
from checks.text import clip, fold, plain

MOST_REVIEWED = 3  # entries of one answer whose reviews are asked for


async def reviewed(
    entries: Sequence[Finding], reviews_of: Callable[[Finding], Awaitable[Sequence[str]]], *, unread: int = 0
) -> AsyncIterator[Finding]:
    """The entries, the first of them with their reviews. What fails at the reviews costs the reviews, and is told last.

    `unread`: entries of the answer that could not be read.
    """
    problem: SourceError | None = some_unread(unread, "entries") if unread else None
    for place, finding in enumerate({each.id: each for each in entries}.values()):
        shown: Sequence[str] = ()
        if place < MOST_REVIEWED and finding.facts.get("aggregate_rating"):
            try:
                shown = await reviews_of(finding)
            except SourceError as error:
                problem = error
            if "" in shown:
                problem = some_unread(shown.count(""), "reviews")
        yield replace(finding, facts={**finding.facts, "review": values}) if (values := _values(shown)) else finding
    if problem:
        raise problem


def fits(entry: str, question: Question, asked: str) -> bool:
    """Whether an entry of this name is one that was asked for: under her name, or under the words `asked` for."""
    if question.name:
        return bool(find(entry, (question.name,)))
    return f" {fold(asked)} " in f" {fold(entry)} "


def entry(
    question: Question,
    *,
    key: str,
    url: str,
    site: str,
    name: str,
    addresses: Iterable[str] = (),
    phones: Iterable[str] = (),
    kinds: Iterable[str] = (),
    links: Iterable[str] = (),
    mean: str = "",
) -> Finding:
    """`question.names` are her forms, to tell an entry under her own name from one of the practice. `site`: "Yelp"."""
    named = plain(name)
    said = {
        "name" if find(named, question.names) else "works_for": _values([named]),
        "additional_type": ("listing",),
        "address": _values(each for written in addresses for each in _spelt(plain(written))),
        "telephone": _values(phones),
        "taxonomy": _values(kinds),
        "same_as": _values(links),
        "aggregate_rating": _values([mean]),
    }
    lines = (named, *said["taxonomy"], *said["address"], *said["telephone"], *said["same_as"])
    return Finding(
        source=question.source,
        key=key,
        url=url,
        title=f"{named} on {site}",
        facts={fact: values for fact, values in said.items() if values},
        text=clip("\n".join(lines)),
    )


def _values(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for each in texts if (text := plain(each))}))


def _spelt(address: str) -> list[str]:
    """In the one spelling of addresses, where it is read as one: the words of the entry say it too."""
    return [str(each) for each in postal.addresses(address)] or [address]
