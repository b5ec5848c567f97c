"""Which words engines are asked, from what may be said aloud: the self-audit recipe of DOMAIN §13.

One plan for all engines, so that their answers can be compared; each engine says how many of its questions it may be
asked. Names are exact phrases; private facts cannot be in here (a `Query` has none), and the monthly words "address phone
age relatives" are words, never values. Not in here: what has to be looked at by hand (images, the first hundred results).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from checks import brokers, directories
from checks.forms import forms
from checks.model import Query, Question
from checks.text import fold, host_of, is_on

WEEKLY, MONTHLY, QUARTERLY = 7, 30, 91  # days
MOST = 20  # questions of one engine in the fullest week, where it names no budget of its own
# An engine takes 400 characters and 50 words (Brave); two phrases and a few words of ours always fit.
PHRASE_CHARACTERS, PHRASE_WORDS = 120, 12
# How long a question may be (Brave), and so how many hosts fit into one for engines that know OR.
QUESTION_CHARACTERS, QUESTION_WORDS = 400, 50
PEOPLE_SEARCH, DIRECTORIES = "people-search sites", "directories"  # rotas, and their names in plan and letter
TURNS = 3  # questions of one rota that an engine is asked in a week
PRYING = "address phone age relatives"

LEAST_DIGITS = 7  # of a phone number; fewer would find anything
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,60}", re.ASCII)  # an address inside quotes: nothing in it is a command

# What ends a phrase or is read as a command. SearXNG reads `!engine`, `:language` and `<seconds` inside quotes too.
_COMMANDS = re.compile(r'["“”„‟«»‹›″＂`\\!?:;<>*|~^$@#=%(){}\[\]\x00-\x1f\x7f]')

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])", re.ASCII)
_PAGE = re.compile(r"/?(?:(?:home|index)(?:\.\w{2,5})?/?)?", re.IGNORECASE)


def phrase(text: str) -> str:
    """An exact phrase, whatever stands in the text. It is never open and never holds a command."""
    return f'"{_inert(text)}"'


def for_engine(
    source: str, query: Query, *, at_most: int = MOST, quarterly: bool = True, together: int = 1
) -> tuple[Question, ...]:
    """The questions of one engine, the likeliest of a client first, each once.

    `at_most`: the engine's budget of a week in which every one of them is due; follow-ups (`recheck`) come on top.
    `quarterly`: also the long look, for an engine that knows `filetype:` and takes phrases for what they are.
    `together`: how many sites one question may name, for an engine whose documentation knows OR.
    """
    usual = _once([*_plan(source, query), *(_long_look(source, query) if quarterly else ())], at_most)
    room = max(0, at_most - len(usual)) // TURNS
    walked = (
        question
        for rota, hosts in list(rotas(query).items())[:room]
        for question in at_sites(source, query, rota, hosts, together=together)
    )
    return _once([*usual, *walked])


def rotas(query: Query) -> dict[str, tuple[str, ...]]:
    """The lists of sites that engines are asked about in turn, the most telling first."""
    return {PEOPLE_SEARCH: brokers.to_ask_about(query.country), DIRECTORIES: _directories(query)}


def at_sites(source: str, query: Query, rota: str, hosts: Sequence[str], *, together: int = 1) -> Iterator[Question]:
    """Her name at each of these sites, in this order, for a list that is too long to be asked about at once.

    The questions of one `rota` take turns: `TURNS` of them a week, each at most monthly. `together`: so many sites are
    joined with OR; a finding's own site is still asked about alone before it may be called gone.
    """
    for name in filter(_inert, query.names[:1]):
        for batch in _batches(phrase(name), hosts, together):
            yield Question(
                source=source,
                text=f"{phrase(name)}{_restriction(batch)}",
                tells=("name",),
                name=name,
                site=batch[0] if len(batch) == 1 else "",
                among=batch if len(batch) > 1 else (),
                every_days=MONTHLY,
                rota=rota,
            )


def _directories(query: Query) -> tuple[str, ...]:
    """Those of her profession and country, without those where she lists an entry: that page is read itself."""
    listed = [host_of(page) for page in query.profiles]
    known = (each.host for each in directories.of(query.credentials, query.profession, query.country))
    return tuple(host for host in known if not any(is_on(each, host) for each in listed))


def for_news(source: str, query: Query, *, at_most: int = MOST) -> tuple[Question, ...]:
    """The questions of one feed of news: it holds the newest few, so beside the name stands what tells namesakes apart."""
    return _once(_news(source, query), at_most)


def recheck(question: Question, host: str) -> Question:
    """The same name, restricted to one site: only such an answer may say that a page of it is gone (promise 5).

    A question without a name keeps its own words.
    """
    site = re.sub(r"[^\w.-]", "", host)
    return Question(
        source=question.source,
        text=f"{phrase(question.name) if question.name else question.text} site:{site}",
        tells=("name",) if question.name else question.tells,
        name=question.name,
        site=site,
        every_days=WEEKLY,
    )


def unrestricted(question: Question) -> str:
    """What it asks for, without its `site:`, for an engine that takes sites as a parameter of its own."""
    return question.text.removesuffix(_restriction(question.sites))


def sites_in(text: str) -> tuple[str, ...]:
    """The hosts that a question of these words is restricted to."""
    return tuple(re.findall(r" site:([\w.-]+)", text))


def _restriction(hosts: Sequence[str]) -> str:
    return f" {' OR '.join(f'site:{host}' for host in hosts)}" if hosts else ""


def _batches(said: str, hosts: Sequence[str], together: int) -> Iterator[tuple[str, ...]]:
    """As many hosts to a question as the engine may be given and the question has room for."""
    batch: tuple[str, ...] = ()
    for host in hosts:
        longer = f"{said}{_restriction((*batch, host))}"
        if batch and (
            len(batch) == together or len(longer) > QUESTION_CHARACTERS or len(longer.split()) > QUESTION_WORDS
        ):
            yield batch
            batch = ()
        batch = (*batch, host)
    if batch:
        yield batch


def _once(plan: Iterable[Question], at_most: int | None = None) -> tuple[Question, ...]:
    asked: dict[str, Question] = {}
    for question in plan:
        asked.setdefault(question.text, question)
    return tuple(asked.values())[:at_most]


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


def _long_look(source: str, query: Query) -> Iterator[Question]:
    """Quarterly: documents, and where else her handles and the practice's number and mail stand."""
    for name in filter(_inert, query.names[:1]):
        yield _question(source, name, f"{phrase(name)} filetype:pdf", ("name",), QUARTERLY)
    for handle in dict.fromkeys(listed.handle for listed in query.handles):  # one on several platforms is one word
        if _inert(handle):
            yield _question(source, "", phrase(handle), ("handle",), QUARTERLY)
    practice = query.practice
    if practice and sum(char.isdigit() for char in practice.phone) >= LEAST_DIGITS:
        yield _question(source, "", phrase(practice.phone), ("practice",), QUARTERLY)
    if practice and _MAIL.fullmatch(practice.email):
        yield _question(source, "", f'"{practice.email}"', ("email",), QUARTERLY)


def _news(source: str, query: Query) -> Iterator[Question]:
    names = [name for name in query.names if _inert(name)]
    for name in names[:1]:
        for rest, tells in _beside(query):
            if set(tells) <= {"name", "town", "practice"}:
                yield _question(source, name, f"{phrase(name)} {rest}".strip(), tells, WEEKLY)
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
