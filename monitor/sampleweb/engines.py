"""How the sample web's engines find pages: exact phrases must stand on a page, other words decide its place.

Understood: `"phrase"`, `site:host` (several joined by OR), `-word`, plain words. A page that holds none of the plain
words is left out, so different questions give different lists. All is the same whenever it is asked again in a week.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from checks.text import fold, host_of, is_on
from monitor.sampleweb.pages import PAGES, Page

_PART = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|site:(?P<site>\S+)|(?P<word>\S+))')
_SWAPPED = 0.3  # share of neighbours that change places between two weeks or two engines


@dataclass(frozen=True, kw_only=True)
class Sought:
    """A question, taken apart; everything folded."""

    phrases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


def read(question: str) -> Sought:
    parts = list(_PART.finditer(question))
    wanted = [part for part in parts if not part["minus"]]
    return Sought(
        phrases=tuple(filter(None, (fold(part["phrase"] or "") for part in wanted))),
        words=tuple(filter(None, (fold(p["word"]) for p in wanted if p["word"] and p["word"] != "OR"))),
        without=tuple(filter(None, (fold(p["phrase"] or p["word"] or "") for p in parts if p["minus"]))),
        sites=tuple(part["site"].lower().removeprefix("www.") for part in wanted if part["site"]),
    )


def found(question: str, engine: str, week: int, *, stable: bool = True) -> list[Page]:
    """The pages that an engine shows for a question, best first. `stable`: its order stays from week to week."""
    sought = read(question)
    if not (sought.phrases or sought.words):
        return []
    known = [page for page in PAGES if engine in page.known_to and week in page.weeks]
    matching = [page for page in known if _matches(page, sought, week)]
    ordered = sorted(matching, key=lambda page: (-_hits(page, sought.words, week), page.rank(week)))
    return _jostled(ordered, f"{engine} {'' if stable else week} {question}")


def _matches(page: Page, sought: Sought, week: int) -> bool:
    text = _text(page, week)
    if sought.sites and not any(is_on(host_of(page.url), site) for site in sought.sites):
        return False
    if any(f" {phrase} " not in text for phrase in sought.phrases) or any(
        f" {word} " in text for word in sought.without
    ):
        return False
    return not sought.words or _hits(page, sought.words, week) > 0


def _hits(page: Page, words: Sequence[str], week: int) -> int:
    text = _text(page, week)
    return sum(f" {word} " in text for word in words)


def _text(page: Page, week: int) -> str:
    return f" {fold(f'{page.title} | {page.excerpt(week)} | {page.words} | {page.url}')} "


def _jostled(pages: list[Page], seed: str) -> list[Page]:
    """Neighbours change places now and then, as they do; the first stays."""
    chance, turned = Random(seed), pages[:]
    for index in range(1, len(turned) - 1):
        if chance.random() < _SWAPPED:
            turned[index], turned[index + 1] = turned[index + 1], turned[index]
    return turned


def age(published: date, today: date) -> str:
    """How engines say when a page appeared: near dates by distance, others in full."""
    days = (today - published).days
    if days < 7:
        return f"{days} day{'' if days == 1 else 's'} ago"
    if days < 35:
        return f"{days // 7} week{'' if days // 7 == 1 else 's'} ago"
    return f"{published:%B} {published.day}, {published.year}"
