"""Records out of a page: one finding per block of a person, where a page lists several people."""

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, pairwise
from types import MappingProxyType
from urllib.parse import urljoin

from checks import particulars, postal
from checks.model import TEXT_LIMIT, WEB, Finding
from checks.names import Mention, find
from checks.page import Link, Page
from checks.people import Span, find_people
from checks.places import find_regions
from checks.rows import Row, her_rows, list_items, list_rows, named, of_her, other_rows, relatives_follow
from checks.schema_org import REVIEWER_TYPE
from checks.text import canonical_url, clip, fold, host_of, words
from checks.topics import is_labelled, topics

__all__ = ["block", "loose", "of_page", "relatives_follow"]

_BEFORE_NAME = re.compile(
    r"^\W{0,4}(?:(?:full )?name:\s{1,2}|\d{1,3}[.)]\s)?(?:(?:Dr|Prof|Mr|Mrs|Ms|Mx)\.?\s)?$", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\n+|\s\|\s|\s?…\s?|\s·\s|;\s|(?<=[a-z0-9\])][.!?])(?<!\bv\.)(?<!\bvs\.)\s+(?=[A-Z\[])")
_OTHER_PARTY = re.compile(r"(?: |, )(?:vs?\.?|versus|gegen|contre|c\.) ")
# The words of a heading over a list, of which the number or the search is not about anybody.
_LIST_HEADING = re.compile(
    r"\d+\+?\s(?:\w+\s){0,2}(?:people|persons?|records?|results?|matches|profiles?|listings?|residents|providers?|entries|found)\b|"
    r"\b(?:search results?|results? for|people (?:named|called)|(?:all|other) people|we found|showing|directory of|"
    r"suchergebnisse|treffer|résultats|resultados)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b(?:404|410|not found|(?:could|can|did) ?(?:no|n['’])t find|no longer|(?:been|was|were) (?:removed|deleted|taken down)|expired|"
    r"does(?: not|n['’]t) exist|unavailable|nicht (?:gefunden|mehr)|introuvable|n['’]existe (?:pas|plus)|no (?:se )?encontrad[ao]|ya no)\b",
    re.IGNORECASE,
)
_OF_ONE_PERSON = ("birth_date", "npi", "telephone", "address", "email", "job_title")
_MOST_OF_A_NAME = 20  # people of her name whom one page's markup declares
_MOST_ROWS = 200  # of one page; more of one name are a flood
_LONGEST_URL = 2000  # characters
_SENTENCE_ENDS = re.compile(r"\w{2}[.!?…]+[\"”’»)]*$")
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-zß-ÿ][^\W\d_]{3,}")
_LONGEST_OF_ROW = 2000  # characters of a row that are looked at for places and firms
_LONGEST_LOOSE, _MOST_LOOSE = 300, 12  # characters, lines
_FIGURES = re.compile(r"\d\D{0,3}\d|@")
_MOST_FIGURES = 500  # lines
_NUMBER = re.compile(r"(?<!\d)\d{10}(?!\d)|\b[A-Z]{1,4}[-. ]?\d{4,9}\b")


def of_page(page: Page, names: Sequence[str], excerpt: Finding | None = None, country: str = "US") -> Iterator[Finding]:
    """The records of a whole page that may be about her: one per person block that names her; else the page, if it is one block.

    `excerpt`: what an engine showed of the page before it was read. It stands in for a page that does not name her any
    more, and what it shows of her and the page does not is named by the fact `stale_excerpt`.
    """
    names, key = tuple(names), canonical_url(page.url)
    mentions = find(page.text, names)
    if excerpt is not None and not mentions and find(f"{excerpt.title}\n{excerpt.text}", names):
        is_gone = not find(page.title, names) or _GONE.search(page.text)  # else its text is drawn by a script
        yield _stale(excerpt, ("page",) if is_gone else ())
        return
    rows = () if _is_about_her(page, names, mentions) else _rows(page, mentions)
    hers = of_her(rows, mentions)
    if not hers:
        facts = _declared(page, names)
        whole = Finding(
            source=WEB,
            key=key,
            url=key,
            title=page.title or host_of(key),
            facts=facts,
            text=page.text,
            excerpt=page.is_cut,
        )
        yield _stale(whole, tuple(_missing(page, excerpt, country))) if excerpt else whole
        return
    loose_lines, elsewhere = _around(page, rows)
    for finding in _of_rows(page, hers[:_MOST_ROWS], names):
        yield finding if finding.excerpt else replace(finding, loose=loose_lines, elsewhere=elsewhere)
    yield from _about_her_outside(page, rows, mentions, names)


def _rows(page: Page, mentions: Sequence[Mention]) -> tuple[Row, ...]:
    """All rows of a list on which she stands: by the markup's own elements where they are rows of people, else by the look
    of the lines."""
    groups: dict[int, list[Span]] = {}
    for item in page.items:
        groups.setdefault(item.group, []).append((item.start, item.end))
    items = list_items(page.text, mentions, groups.values()) if mentions else ()
    return items or list_rows(page.text, mentions)


def _of_rows(page: Page, rows: Sequence[Row], names: tuple[str, ...]) -> Iterator[Finding]:
    url = canonical_url(page.url)
    found: dict[str, Finding] = {}
    keys = [_row_key(page.text[row.start : row.end], names) for row in rows]
    times, links = Counter(keys), _own_links(page, rows, names)
    for row, short, link in zip(rows, keys, links, strict=True):
        text = page.text[row.start : row.end].strip()
        # Of two rows of one name and town all words tell; they alone would make a new record of every change in a row.
        stays = short if times[short] == 1 else f"{short} {_letters(text)}"
        key = link or f"{url}#{_digest(stays)}"
        title = _row_title(page.title, text, names)
        # A row with a page of its own is a part of what that page says; without one, it is the whole record.
        row_found = Finding(
            source=WEB,
            key=key,
            url=link or url,
            title=title,
            text=text,
            excerpt=bool(link),
        )
        found.setdefault(key, row_found)
    yield from found.values()


def _about_her_outside(
    page: Page, rows: Sequence[Row], mentions: Sequence[Mention], names: tuple[str, ...]
) -> Iterator[Finding]:
    """The page itself, with the sentences outside its rows that name her.

    A page that is titled with her name lists whom was searched for: its sentences say that of everybody of the name.
    """
    if find(page.title, names):
        return
    said = [
        line
        for start, line in _outside(page.text, rows)
        if _SENTENCE_ENDS.search(line)
        and not _LIST_HEADING.search(line)
        and any(start <= mention.start < start + len(line) for mention in mentions)
    ]
    if said:
        key = canonical_url(page.url)
        title = page.title or host_of(key)
        yield Finding(source=WEB, key=key, url=key, title=title, text="\n".join(said), excerpt=page.is_cut)


def _around(page: Page, rows: Sequence[Row]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The loose lines, and those outside her row that have figures or a mailbox, in which a private fact of hers may stand.

    Where two rows are of her name, nobody can say whose such a line is.
    """
    hers = [row for row in rows if row.is_hers]
    if len(hers) != 1:
        return (), ()
    figures = (line for _, line in _outside(page.text, hers) if _FIGURES.search(line) and len(line) <= _LONGEST_LOOSE)
    return _loose_lines(page.text, rows), tuple(islice(figures, _MOST_FIGURES))


def loose(text: str, block: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The loose lines of a text of which `block` is her part."""
    if len(block) >= len(text) or not mentions:
        return ()
    return tuple(line for line in _loose_lines(text, other_rows(text, mentions)) if line not in block)


def _loose_lines(text: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """Lines in nobody's row that say with a label what is said of a person, name nobody and no place or firm of another row.

    Whose they are the page does not say. Above a list stands what was searched for, so only what is worth keeping private
    counts there.
    """
    others = {
        word
        for row in rows
        if not row.is_hers
        for word in _CAPITALISED.findall(text[row.start : min(row.end, row.start + _LONGEST_OF_ROW)])
    }
    found = []
    for start, line in _outside(text, rows):
        _, colon, said = line.partition(":")
        if not colon or len(line) > _LONGEST_LOOSE or not others.isdisjoint(_CAPITALISED.findall(said)):
            continue
        about = topics(line)
        is_told = any(topic.weight for topic in about) if rows and start < rows[0].start else about
        if is_told and not find_people(line):
            found.append(line)
    return tuple(found[:_MOST_LOOSE])


def _outside(text: str, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    """The lines of a text that stand in no row, each with its place."""
    covered = iter(sorted((row.start, row.end) for row in rows))
    start, row = 0, next(covered, None)
    for line in text.split("\n"):
        while row and row[1] <= start:
            row = next(covered, None)
        if line.strip() and not (row and row[0] < start + len(line)):
            yield start, line
        start += len(line) + 1


def _own_links(page: Page, rows: Sequence[Row], names: tuple[str, ...]) -> list[str]:
    """Of each row the page behind it: where her name leads to, else the one link that stands nowhere else; "" without one."""
    targets = [(link, target) for link in page.links if (target := _target(page, link))]
    found = []
    for row in rows:
        inside = {target: link for link, target in targets if row.start <= link.start < row.end}
        outside = {target for link, target in targets if not row.start <= link.start < row.end}
        found.append(_own_link(page, {t: link for t, link in inside.items() if t not in outside}, names))
    return found


def _own_link(page: Page, links: Mapping[str, Link], names: tuple[str, ...]) -> str:
    by_name = [target for target, link in links.items() if find(page.text[link.start : link.end], names)]
    chosen = by_name or list(links)
    return chosen[0] if len(chosen) == 1 else ""


def _target(page: Page, link: Link) -> str:
    """Where a link leads on the same site; "" for anchors, mail and other hosts, whose pages are records of their own."""
    try:
        there = canonical_url(urljoin(page.url, link.href))
    except ValueError:
        return ""
    same = there.startswith(("http://", "https://")) and host_of(there) == host_of(page.url)
    is_another = same and there != canonical_url(page.url)
    return there.replace(" ", "%20") if is_another and there.isprintable() and len(there) <= _LONGEST_URL else ""


def _declared(page: Page, names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """What the markup says of the person of her name: of one only, for two of her name are two people."""
    hers = [
        person
        for person in page.people
        if REVIEWER_TYPE not in person.get("additional_type", ()) and find(_called(person), names)
    ]
    if any(_differ(one, other) for one, other in combinations(hers[:_MOST_OF_A_NAME], 2)):
        return MappingProxyType({})
    facts: dict[str, set[str]] = {}
    for name, values in (item for person in hers[:_MOST_OF_A_NAME] for item in person.items()):
        facts.setdefault(name, set()).update(values)
    return MappingProxyType({name: tuple(sorted(values)) for name, values in facts.items()})


def _differ(one: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]) -> bool:
    return any(one.get(name) and other.get(name) and not {*one[name]} & {*other[name]} for name in _OF_ONE_PERSON)


def _called(person: Mapping[str, tuple[str, ...]]) -> str:
    if named := person.get("name"):
        return named[0]
    return " ".join(
        value for part in ("given_name", "additional_name", "family_name") for value in person.get(part, ())[:1]
    )


def _row_key(text: str, names: tuple[str, ...]) -> str:
    """What of a row stays the same when neighbours come and go, places in a race move and ages and counters grow.

    Not where it stands, nor what any number in it says: the number of a registry if it has one, else the name as it is
    written and the towns; a row without either is known by its words.
    """
    if number := _NUMBER.search(text):
        return number.group()
    first = next(iter(find(text, names)), None)
    towns = sorted({fold(str(place.town)) for place in find_regions(text)})
    return f"{fold(first.text) if first else ''} {' '.join(towns[:1]) or _letters(text)}"


def _letters(text: str) -> str:
    family = relatives_follow(text)  # relatives are shown in turns
    return " ".join(
        word.folded
        for word in words(text)
        if not any(c.isdigit() for c in word.folded) and not any(start <= word.start < end for start, end in family)
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def _row_title(title: str, text: str, names: tuple[str, ...]) -> str:
    """The page's title where it is about nobody; of a list it names whom was searched for, which says nothing of a row."""
    if title and not find(title, names) and not find_people(title) and not _LIST_HEADING.search(title):
        return title
    mention = next(iter(find(text, names)))
    return " ".join(mention.text.split())


def _is_about_her(page: Page, names: tuple[str, ...], mentions: Sequence[Mention]) -> bool:
    """A page that is titled with her name, names her first and has one place for her: the others on it are beside her."""
    title = find(page.title, names)
    if not title or title[0].start > 4 or _LIST_HEADING.search(page.title):
        return False
    people = named(page.text, mentions)
    leading = [row for row in her_rows(page.text, mentions) if row.is_hers]
    return bool(people) and people[0][2] and len(leading) < 2


def _missing(page: Page, excerpt: Finding, country: str) -> Iterator[str]:
    """The facts that an engine's excerpt shows and the page no longer does."""
    shown, said = f"{excerpt.title}\n{excerpt.text}", f"{page.title}\n{page.text}"
    if set(particulars.phones(shown, country)) - set(particulars.phones(said, country)):
        yield "telephone"
    if set(particulars.emails(shown)) - set(particulars.emails(said)):
        yield "email"
    if set(particulars.birth_dates(shown, country)) - set(particulars.birth_dates(said, country)):
        yield "birth_date"
    if not all(postal.stands_in(address, said) for address in postal.addresses(shown, country)):
        yield "address"


def _stale(finding: Finding, facts: tuple[str, ...]) -> Finding:
    if not facts:
        return finding
    return replace(finding, facts=MappingProxyType({**finding.facts, "stale_excerpt": tuple(sorted(facts))}))


def block(text: str, mentions: Sequence[Mention], fits: Callable[[str], int] = lambda _: 0) -> str:
    """The lines of a list that are about the mentioned person: each from her name to the next person's.

    Where several people of her name are listed, `fits` says how well each record fits her; only the best are kept.

    Rows and cells end at a newline, a bar, a dot between spaces, an ellipsis, a semicolon or a sentence. A text that lists
    nobody else, or in which no row begins with anybody's name, is one block. What is worth keeping private and stands
    above the first name is that person's; a case is of both its parties. 4 KB at most.
    """
    for _ in range(_PASSES):
        before, (text, mentions) = text, _cut(text, mentions, fits)
        if text == before:
            break
    return clip(text, TEXT_LIMIT)


_PASSES = 12


def _cut(text: str, mentions: Sequence[Mention], fits: Callable[[str], int]) -> tuple[str, Sequence[Mention]]:
    if rows := her_rows(text, mentions):
        listed = [text[row.start : row.end] for row in rows]
    else:
        cells = tuple(_cells(text))
        beginning = _beginning(text, mentions, cells)
        if False not in beginning.values() or True not in beginning.values():
            return text, mentions
        listed = [_joined(text, record) for record in _records(text, cells, beginning, mentions)]
    best = max(map(fits, listed))
    kept = "\n".join(record for record in listed if fits(record) == best)
    return kept, find(kept, tuple(dict.fromkeys(mention.declared for mention in mentions)))


def _records(
    text: str, cells: Sequence[Span], beginning: Mapping[int, bool], mentions: Sequence[Mention]
) -> list[list[Span]]:
    """The cells of each record of hers: from her name to the next name, and any other cell that names her.

    What is worth keeping private and stands above the first name of a page is that person's.
    """
    found: list[list[Span]] = []
    head = [(start, end) for start, end in cells if start < min(beginning) and _is_private(text[start:end])]
    is_hers = False
    for start, end in cells:
        begins = beginning.get(start)
        is_hers = is_hers if begins is None else begins
        names_her = any(start <= mention.start < end for mention in mentions)
        if begins or (names_her and not is_hers):
            found.append([*(head if start == min(beginning) else ()), (start, end)])
        elif is_hers:
            found[-1].append((start, end))
    return found


def _is_private(cell: str) -> bool:
    return is_labelled(cell) and any(topic.weight for topic in topics(cell)) and not find_people(cell)


def _beginning(text: str, mentions: Sequence[Mention], cells: Sequence[Span]) -> dict[int, bool]:
    """The cells that begin with somebody's name, by their start, and whether it is hers; a case is of both its parties."""
    people = named(text, mentions)
    starts = [start for start, _, _ in people]
    first: dict[int, int] = {}
    for cell, end in cells:
        inside = range(bisect_left(starts, cell), bisect_left(starts, end))
        if (index := next((i for i in inside if _BEFORE_NAME.match(text[cell : starts[i]])), None)) is not None:
            first[cell] = index
    return {cell: people[index][2] or _is_party(text, people[index : index + 2]) for cell, index in first.items()}


def _is_party(text: str, people: Sequence[tuple[int, int, bool]]) -> bool:
    """Whether she is who the first of two people is against."""
    return len(people) > 1 and people[1][2] and bool(_OTHER_PARTY.fullmatch(text[people[0][1] : people[1][0]]))


def _cells(text: str) -> Iterator[Span]:
    edges = [0, *(edge for match in _SEPARATOR.finditer(text) for edge in match.span()), len(text)]
    return ((start, end) for start, end in list(pairwise(edges))[::2] if text[start:end].strip())


def _joined(text: str, cells: Sequence[Span]) -> str:
    """Neighbours keep what stood between them; what was apart stands on lines of its own."""
    parts = [text[cells[0][0] : cells[0][1]]] if cells else []
    for before, after in pairwise(cells):
        gap = text[before[1] : after[0]]
        parts += [gap if _SEPARATOR.fullmatch(gap) else "\n", text[after[0] : after[1]]]
    return "".join(parts).strip()
