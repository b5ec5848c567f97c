"""What a text states, one statement after another, in one spelling and without what moves by itself. Pure.

Two sightings of a page are compared by these. Menus and side lists were left out before it was stored. Left out here are adverts, notices of cookies, "next free slot", times of
reading and codes of requests; within a statement figures, relative dates and what stands for other people. So a counter,
another order, shouting, a line break or a rotated neighbour is no other statement. Figures that mean something (a phone, an
address, a date of birth, a mean rating) are facts; a fee keeps its figure here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checks.names import find
from checks.text import fold
from checks.topics import topics

_LINE_LIMIT = 600  # characters: what is longer is looked at in pieces
_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?Z?)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|(?:[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
    r"|\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,10}\.?,? (?:de )?\d{4}|[^\W\d_]{3,9} \d{4})"
)
_RELATIVE = re.compile(
    r"\b(?:(?:about|over|almost|nearly|vor|il y a|hace|há|fa|circa) )?(?:a|an|one|\d{1,4}|einem|einer|un|une|uno|una) ?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?) ago\b"
    r"|\b\d{1,3} ?(?:[smhdwy]|mo|min|hr|wk|yr)s? ago\b|\b(?:just now|moments? ago|yesterday|today|earlier today|last (?:week|month|year))\b"
    r"|\bvor (?:einem|einer|\d{1,3}) (?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?|Jahr(?:en)?)\b"
    r"|\bil y a (?:une?|\d{1,3}) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)\b"
    r"|\bhace (?:una?|\d{1,3}) (?:segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_DATED = re.compile(_DATE, re.IGNORECASE)
# What redaction left, with the family name that relatives share with her.
_MARKER = re.compile(
    r"\[(?:person|reviewer)\](?:['’]s)?|\[(?:relative|child)(?:, named by you)?\](?:[ -][A-Z][\w'’-]+){0,3}(?:['’]s)?"
)
_CODE = re.compile(
    r"\b(?=[0-9a-fA-F-]*\d)(?=[0-9a-fA-F-]*[a-fA-F])[0-9a-fA-F]{6,}(?:-[0-9a-fA-F]{2,})*\b|\b(?=\w*\d)(?=\w*[A-Za-z])\w{16,}\b"
)
_MONEY = re.compile(
    r"(?:(?:US|CA|AU|C|A)?[$€£¥]|\b(?:USD|EUR|GBP|CAD|AUD|CHF)\b) ?(\d[\d,.]*\d|\d)|(\d[\d,.]*\d|\d) ?(?:€|\b(?:USD|EUR|GBP|CAD|AUD|CHF|euros?|dollars?)\b)"
)
_FIGURE = re.compile(r"\d+(?:[.,:/’']\d+)*(?:st|nd|rd|th|k|m|%|\+)?", re.IGNORECASE)
_BEFORE_TITLE = re.compile(r"^\s*(?:\(\d{1,4}\+?\)|\[\d{1,4}\]|[•●*·]|\d{1,3} new\b)\s*")
_PAGE_NUMBER = re.compile(
    r"[\s|·–—-]{1,4}(?:page|seite|página|p\.)\s?\d{1,4}(?:\s?(?:of|/|von|de)\s?\d{1,4})?\s*$", re.IGNORECASE
)
_SPLIT = re.compile(
    r"\n+|\s[|•·]\s|;\s|(?<=[^\W\d_][.!?])(?<!\b[A-Z]\.)(?<!\b(?:Dr|Mr|Ms|St|Jr|Sr|No)\.)(?<!\b(?:Mrs|Ave|Ste|Apt)\.)\s+(?=[A-Z“\"\[’'])|(?<=\d[.!?])\s+(?=[A-Z])"
)
_TITLE_SPLIT = re.compile(r"\s[|•·–—-]\s")

_TIMED = re.compile(
    r"^\W{0,3}(?:(?:page|profile|listing|record|information|data|content|directory|site|this \w+)\W+(?:was |is |were )?)?"
    r"(?:last(?:ly)? |recently |date |most recent )?"
    r"(?:updated?|modified|refreshed|reviewed|verified|checked|retrieved|accessed|generated|crawled|cached|synced|edited|revised|as of|"
    r"current as of|zuletzt|stand|aktualisiert|derni[èe]re|mise [àa] jour|[úu]ltim[ao]|actualizad[oa]|aggiornato|bijgewerkt)\b.{0,80}$",
    re.IGNORECASE | re.DOTALL,
)
_STAMP = re.compile(
    rf"^\W*(?:on |at |am |le |el )?{_DATE}(?:,? (?:at |um |à |a las )?\d{{1,2}}[:.]\d{{2}}(?: ?[ap]\.?m\.?)?(?: [A-Z]{{2,4}})?)?\W*$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\bcookies?\b|\b(?:your )?privacy choices\b|\baccept (?:all|&)|\bmanage (?:choices|preferences|consent)|\bGDPR\b|\bCCPA\b|"
    r"\bdo not sell (?:or share )?my\b|\ball rights reserved\b|^\W*(?:©|copyright\b|\(c\) ?\d{4})|\bterms of (?:use|service)\b|"
    r"\b(?:enable|turn on) javascript\b|\bskip to (?:main )?content\b|\bDatenschutz\b|\bmentions l[ée]gales\b",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"^\W{0,3}(?:ads?\b\W|ad$|advert(?:isement|ising)?s?\b|sponsor(?:ed|s)?\b|promot(?:ed|ion)\b|paid (?:content|partnership)|anzeige\b|werbung\b|"
    r"publicit[ée]\b|publicidad\b|anuncios?\b|annonce\b)|\b\d{1,2} ?% (?:off|discount)\b|\b(?:free shipping|limited[- ]time offer|shop now|buy now)\b",
    re.IGNORECASE,
)
_SLOT = re.compile(
    r"^\W{0,3}(?:(?:next|earliest|soonest|first) (?:free |available |open )?(?:opening|slot|appointment|availability|available|visit|session)s?\b.{0,60}$"
    r"|(?:next |earliest )?(?:appointments?|openings?|slots?) (?:available|free)?\b.{0,40}\d.{0,20}$|available (?:today|tomorrow|this week|next week|now|from|on)\b.{0,40}$"
    r"|n[äa]chste[rn]? (?:freie[rn]? )?termin.{0,60}$|prochain(?:e)? (?:rendez-vous|cr[ée]neau|disponibilit[ée]).{0,60}$|pr[óo]xima (?:cita|disponibilidad).{0,60}$"
    r"|(?:currently )?(?:open|closed)(?: (?:now|until|at|today)\b.{0,40})?$)",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"\b(?:request|session|trace|ray|reference|ref|incident|correlation|build|csrf|support|error|transaction|visitor|page|log|event)"
    r"[ -]?(?:id|token|code|number|no|nonce|key)?\W{1,3}[\w-]*\d[\w-]*\W*$|\bnonce\b",
    re.IGNORECASE,
)
_CROWD = re.compile(
    r"\b(?:people|users?|visitors?|others|patients|members|guests|readers) (?:have |are |is |has )?(?:(?:recently |currently |also )?"
    r"(?:view|look|search|visit|read|watch|book|follow|lik|shar|sign)\w*)\b|^\W*\d[\d,.]*k?\+? ?(?:people |page |profile )?"
    r"(?:views?|visits?|visitors|likes?|followers|shares?|comments?|reads?|hits|signatures?|reactions?|results?|posts?|ratings?|reviews?)\W*$",
    re.IGNORECASE,
)
_NOISE = (_TIMED, _STAMP, _NOTICE, _ADVERT, _SLOT, _TOKEN, _CROWD)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """`key` is its one spelling. `names_her`: a declared form of her name stands in it."""

    text: str
    key: str
    names_her: bool
    relatives: int = 0  # how many markers of relatives and children stand in it
    others: int = 0  # how many markers stand in it

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.key.split())


@dataclass(frozen=True, kw_only=True)
class Stated:
    """All that a title and a text state. `whole`: every word of it in its order, to know whether something was said."""

    statements: tuple[Statement, ...]
    whole: str
    is_cut: bool = False  # the text was longer: what its end lacks is not missing

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(statement.key for statement in self.statements)

    def says(self, key: str) -> bool:
        return f" {key} " in self.whole


@lru_cache(maxsize=256)
def stated(title: str, text: str, names: tuple[str, ...]) -> Stated:
    found = {each.key: each for each in (*_of_title(title, names), *_of_text(text, names))}
    whole = " ".join(_key(part) for part in (title, *_parts(text)))
    return Stated(statements=tuple(found.values()), whole=f" {whole} ", is_cut=text.endswith("…"))


def quiet(text: str) -> str:
    """The text as it was written, without the lines and statements that move by themselves."""
    return "\n".join(_parts(text))


def _of_title(title: str, names: tuple[str, ...]) -> Iterator[Statement]:
    """Only the part of a title that names her: the rest is the site's name and how many messages wait."""
    bare = _PAGE_NUMBER.sub("", _BEFORE_TITLE.sub("", title))
    for part in _TITLE_SPLIT.split(bare):
        statement = _statement(part, names)
        if statement and statement.names_her:
            yield statement


def _of_text(text: str, names: tuple[str, ...]) -> Iterator[Statement]:
    for part in _parts(text):
        statement = _statement(part, names)
        if statement:
            yield statement


def _statement(part: str, names: Sequence[str]) -> Statement | None:
    key = _key(part)
    if not key:
        return None
    relatives = len(re.findall(r"\[(?:relative|child)", part))
    others = len(_MARKER.findall(part))
    return Statement(text=part, key=key, names_her=bool(find(part, names)), relatives=relatives, others=others)


def _parts(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for start in range(0, len(line), _LINE_LIMIT):
            piece = " ".join(line[start : start + _LINE_LIMIT].split())
            for part in _SPLIT.split(piece):
                if part and part.strip() and not is_noise(part):
                    yield part.strip()


def is_noise(part: str) -> bool:
    """Whether a statement is of the kind that comes, goes and counts by itself."""
    return any(pattern.search(part) for pattern in _NOISE)


@lru_cache(maxsize=4096)
def _key(part: str) -> str:
    """One spelling: folded, without markers, times, codes and figures, but for amounts of money and the day of a talk."""
    part = _RELATIVE.sub(" ", _MARKER.sub(" ", part))
    if _DATED.search(part) and not any(topic.name == "appearance" for topic in topics(part)):
        part = _DATED.sub(" ", part)
    part = _MONEY.sub(_amount, _CLOCK.sub(" ", part))
    part = _FIGURE.sub(" ", _CODE.sub(" ", part))
    return " ".join(_singular(word) for word in fold(part).split())


def _singular(word: str) -> str:
    """ "1 review" and "2 reviews" are one statement."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _amount(match: re.Match[str]) -> str:
    figure = (match[1] or match[2]).replace(",", "")
    letters = "".join(chr(ord("a") + int(c)) for c in re.sub(r"\.00$", "", figure) if c.isdigit())
    return f" money{letters} "
