"""Which words engines are asked, from what may be said aloud: the self-audit recipe of DOMAIN §13.

One plan for all engines, so that their answers can be compared. Names are exact phrases; private facts cannot be in here
(a `Query` has none), and the monthly words "address phone age relatives" are words, never values.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.forms import forms
from checks.model import Query, Question
from checks.text import fold, host_of

WEEKLY, MONTHLY = 7, 30  # days
# An engine takes 400 characters and 50 words (Brave); two phrases and a few words of ours always fit.
PHRASE_CHARACTERS, PHRASE_WORDS = 120, 12
PRYING = "address phone age relatives"

# What ends a phrase or is read as a command. SearXNG reads `!engine`, `:language` and `<seconds` inside quotes too.
_COMMANDS = re.compile(r'["“”„‟«»‹›″＂`\\!?:;<>*|~^$@#=%(){}\[\]\x00-\x1f\x7f]')

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])", re.ASCII)
_PAGE = re.compile(r"/?(?:(?:home|index)(?:\.\w{2,5})?/?)?", re.IGNORECASE)


def phrase(text: str) -> str:
    """An exact phrase, whatever stands in the text. It is never open and never holds a command."""
    return f'"{_inert(text)}"'


def for_engine(source: str, query: Query) -> tuple[Question, ...]:
    """Every question of one engine, the likeliest of a client first, each once."""
    asked: dict[str, Question] = {}
    for question in _plan(source, query):
        asked.setdefault(question.text, question)
    return tuple(asked.values())


def recheck(question: Question, host: str) -> Question:
    """The same name, restricted to one site: only such an answer may say that a page of it is gone (promise 5)."""
    site = re.sub(r"[^\w.-]", "", host)
    return Question(
        source=question.source,
        text=f"{phrase(question.name)} site:{site}",
        tells=("name",),
        name=question.name,
        site=site,
        every_days=WEEKLY,
    )


def apart(query: Query) -> Iterator[tuple[str, str, str]]:
    """Each declared name with its given and its family name, as she spells them, for indexes that take the two apart.

    Each pair once: a middle initial makes no other question. Names of one word have no pair.
    """
    seen = set()
    for form in forms(query.names):
        spelled = {fold(word): word for word in _inert(form.declared.replace(",", " ")).split()}
        given, family = (
            spelled.get(" ".join(part)) or " ".join(spelled.get(word, word) for word in part)
            for part in (form.given, form.family)
        )
        if given and family and (fold(given), fold(family)) not in seen:
            seen.add((fold(given), fold(family)))
            yield form.declared, given, family


def own_domain(query: Query) -> str:
    """The domain of the practice's website, in the letters that registers take; empty where the site is a page on another's.

    `https://www.juniperstreet.example/` → `juniperstreet.example`.
    """
    site = query.practice.website if query.practice else ""
    if _PAGE.fullmatch(urlsplit(site).path) is None:
        return ""
    try:
        host = host_of(site).encode("idna").decode()
    except UnicodeError:
        return ""
    return host if _DOMAIN.fullmatch(host) else ""


def _plan(source: str, query: Query) -> Iterator[Question]:
    names = [name for name in query.names if _inert(name)]
    for name in names[:1]:
        said = phrase(name)
        for rest, tells in _beside(query):
            yield _question(source, name, f"{said} {rest}".strip(), tells, WEEKLY)
        yield _question(source, name, f"{said} {PRYING}", ("name",), MONTHLY)
    for name in names[1:]:
        yield _question(source, name, phrase(name), ("name",), MONTHLY)


def _beside(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a client would type beside the name, and what it tells."""
    yield "", ("name",)
    for credential in filter(_bare, query.credentials[:1]):
        yield _bare(credential), ("name", "credential")
    for town in query.towns[:1]:
        yield phrase(town.city) if " " in town.city.strip() else _bare(town.city), ("name", "town")
    if query.practice and _inert(query.practice.name):
        yield phrase(query.practice.name), ("name", "practice")
    if _bare(query.profession):
        yield f"{_bare(query.profession)} reviews", ("name", "profession")


def _question(source: str, name: str, text: str, tells: tuple[str, ...], every_days: int) -> Question:
    return Question(source=source, text=text, tells=tells, name=name, every_days=every_days)


def _inert(text: str) -> str:
    """The words of a text without commands, as many as an engine takes."""
    words = _COMMANDS.sub(" ", text).split()[:PHRASE_WORDS]
    return " ".join(words)[:PHRASE_CHARACTERS].strip()


def _bare(text: str) -> str:
    """Words outside quotes, where a leading sign excludes and AND, OR, NOT combine."""
    words = (word.lstrip("-+&'") for word in _inert(text).split())
    return " ".join(word.lower() if word in {"AND", "OR", "NOT", "NEAR"} else word for word in words).strip()
