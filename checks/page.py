"""A page of the web, read: its title, its visible words, and what its markup says of people. Strangers' markup throughout.

What belongs to the site and not to its subject is left out by what the markup says it is: by element, by role, by ARIA, and
by a few words that authors everywhere use as classes. No host has rules of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import NavigableString, Tag

from checks import schema_org
from checks.markup import attribute, decode, events, tree
from checks.text import clip, plain, printable

TEXT_LIMIT = 100_000  # characters of visible text; a page with more is a book
_TITLE_LIMIT = 400  # bytes


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where a link stands in the text, and where it leads."""

    start: int
    end: int
    href: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One of several elements of the same kind beside each other, as a span of the text. `group` is theirs together."""

    start: int
    end: int
    group: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """`text`: the visible words, one line per block of the markup, without menus and side lists.

    `people`: what JSON-LD, microdata and OpenGraph say of each person, under the names of `model.FACTS`.
    """

    url: str
    title: str
    text: str
    people: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    links: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()
    is_cut: bool = False  # longer or deeper than is read: what it lacks may stand behind the cut


def read(url: str, body: bytes, content_type: str = "") -> Page:
    """A page out of its bytes. Never raises for broken markup or a wrong charset: what can be read is read."""
    if _is_no_text(body, content_type):
        return Page(url=url, title="", text="")
    markup = decode(body, content_type)
    if content_type.lower().startswith("text/plain") or "<" not in markup:
        return Page(url=url, title="", text=_lines(markup), is_cut=len(markup) > TEXT_LIMIT)
    root, is_cut = tree(markup)
    if root is None:
        return Page(url=url, title="", text="", is_cut=is_cut)
    reader = _Reader(root)
    said = schema_org.read(root)
    title = clip(reader.title or said.title or reader.heading, _TITLE_LIMIT)
    return Page(
        url=url,
        title=title,
        text=reader.text,
        people=said.people,
        links=reader.links,
        items=reader.items,
        is_cut=is_cut or len(reader.text) > TEXT_LIMIT,
    )


def _is_no_text(body: bytes, content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return body[:5] == b"%PDF-" or bool(kind and not re.search(r"html|xml|^text/", kind))


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in printable(text[:TEXT_LIMIT]).splitlines())
    return "\n".join(filter(None, lines))


_BLOCKS = frozenset(
    """address article blockquote body center dd details dialog div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr
    legend li main ol p pre section summary table tbody thead tfoot tr ul br hgroup caption""".split()  # noqa: SIM905
)
_UNSEEN = frozenset(
    """script style template noscript svg math head iframe object embed audio video canvas map select datalist textarea nav aside
    footer dialog menu""".split()  # noqa: SIM905
)
_UNSEEN_ROLES = frozenset(
    """navigation complementary contentinfo search menu menubar dialog alertdialog toolbar tablist""".split()  # noqa: SIM905
)
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|side-?bar|breadcrumbs?|nav|navbar|navigation|menu|footer|advert\w*|ads?|sponsored|promo|"
    r"newsletter|pop-?up|modal|overlay|skip-?(?:link|to|nav)|similar|recommended|recommendations|nearby|suggested|trending|"
    r"also-?(?:viewed|like|liked)|people-also|(?:related|more)-(?:posts?|articles?|profiles?|links?|content|searches|stories|products|news|"
    r"pages|topics|listings?|providers?|doctors?|therapists?)|sr-only|visually-hidden|screen-reader\w*)(?=$|[\s_-])",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_DISPLAYED = re.compile(r"(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)", re.IGNORECASE)
_LISTED = frozenset(
    ["li", "tr", "article", "section", "div", "dl", "a", "tbody", "address", "figure", "table", "details"]
)
_MOST_LINKS = 2000
_GAPS = ("", " ", ": ", " | ", "\n")  # what may stand between two stretches of text, the weakest first


@dataclass
class _Open:
    """An element that is being read."""

    node: Tag
    start: int
    is_row: bool = False


@dataclass
class _Reader:
    """Reads a tree once, in order."""

    root: Tag
    title: str = ""
    heading: str = ""
    links: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()
    text: str = ""
    _pieces: list[str] = field(default_factory=list)
    _size: int = 0
    _gap: str = ""
    _rows: int = 0  # table rows that are open
    _kinds: dict[tuple[int, str, str], list[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept, layouts = _above(self.root, ["h1", "main"]), _above(self.root, ["table"])
        skipped: set[int] = set()
        stack: list[_Open] = []
        links: list[Link] = []
        for node, opens in events(self.root, skipped):
            if not isinstance(node, Tag):
                if opens and type(node) is NavigableString:  # comments and scripts are kinds of it
                    self._say(node)
            elif opens:
                if self._size > TEXT_LIMIT or _is_beside(node, kept):
                    skipped.add(id(node))
                    self._title_of(node)
                self._open(node, stack, layouts)
            else:
                self._close(stack.pop(), links)
        self.text = "".join(self._pieces)
        self.links = tuple(links)
        groups = [spans for spans in self._kinds.values() if len(spans) > 1]
        self.items = tuple(Item(start=a, end=b, group=n) for n, spans in enumerate(groups) for a, b in spans)

    def _title_of(self, node: Tag) -> None:
        if node.name == "head" and (title := node.find("title")) is not None:
            self.title = " ".join(plain(title.get_text()[:2000]).split())

    def _open(self, node: Tag, stack: list[_Open], layouts: frozenset[int]) -> None:
        tag = node.name
        if tag in ("td", "th"):
            in_row = bool(self._rows) and id(node) not in layouts
            self._part(" | " if in_row and node.previous_sibling is not None else "\n" if not in_row else " ")
        elif tag == "dd":
            self._part(": " if _follows(node, "dt") else "\n")
        elif tag in _BLOCKS:
            self._part("\n")
        elif _touches(node):
            self._part(" ")
        is_row = tag == "tr" and id(node) not in layouts
        self._rows += is_row
        stack.append(_Open(node, self._size + len(self._gap) if self._size else 0, is_row))

    def _close(self, read: _Open, links: list[Link]) -> None:
        tag, node, start = read.node.name, read.node, read.start
        self._rows -= read.is_row
        if tag == "a" and (href := attribute(node, "href").strip()):
            self._mailbox(href, start)
            if self._size > start and len(links) < _MOST_LINKS:
                links.append(Link(start=start, end=self._size, href=href))
        if tag == "h1" and not self.heading:
            self.heading = "".join(self._pieces)[start : self._size].strip() if self._size < TEXT_LIMIT else ""
        if tag in _BLOCKS and tag != "dt":
            self._part("\n")
        if self._size > start and tag in _LISTED and not self._rows and (parent := node.parent) is not None:
            look = next(iter(attribute(node, "class").split()), "")
            self._kinds.setdefault((id(parent), tag, look), []).append((start, self._size))

    def _mailbox(self, href: str, start: int) -> None:
        """A click shows the address or number that a link hides behind "E-mail me"."""
        kind, _, rest = href.partition(":")
        if (
            self._size < TEXT_LIMIT
            and kind.lower() in ("mailto", "tel")
            and (shown := plain(rest.partition("?")[0])[:100])
        ):
            said = "".join(self._pieces[-8:])[-(self._size - start) :] if self._size > start else ""
            digits = re.sub(r"\D", "", shown)[-7:]
            if shown.lower() not in said.lower() and not (kind.lower() == "tel" and digits in re.sub(r"\D", "", said)):
                self._part(" ")
                self._say(shown)

    def _part(self, gap: str) -> None:
        if self._rows and gap == "\n":
            gap = " "
        if _GAPS.index(gap) > _GAPS.index(self._gap):
            self._gap = gap

    def _say(self, text: str) -> None:
        said = " ".join(printable(text).split())
        if text[:1].isspace():
            self._part(" ")
        if not said:
            return
        gap = self._gap if self._size else ""
        self._pieces += [gap, said]
        self._size += len(gap) + len(said)
        self._gap = ""
        if text[-1:].isspace():
            self._part(" ")


def _is_beside(node: Tag, kept: frozenset[int]) -> bool:
    """Whether an element is not shown, or belongs to the site: unless the page's own heading stands in it."""
    tag, said = node.name, node.attrs
    if tag in _UNSEEN and (tag in ("script", "style", "head", "template") or id(node) not in kept):
        return True
    if tag == "button":
        return not any(c.isdigit() for c in node.get_text()[:200])
    if tag in ("html", "body", "main", "h1") or not said:
        return False
    if "hidden" in said or said.get("aria-hidden") == "true" or _NOT_DISPLAYED.search(said.get("style") or ""):
        return True
    if id(node) in kept:
        return False
    if not _UNSEEN_ROLES.isdisjoint((said.get("role") or "").lower().split()):
        return True
    look = _CAMEL.sub("-", f"{said.get('class') or ''} {said.get('id') or ''}"[:400])
    return bool(_BESIDE.search(look))


def _above(root: Tag, tags: list[str]) -> frozenset[int]:
    """The elements in which one of these stands, and for `main` and `h1` those themselves."""
    found: set[int] = set()
    for node in root.find_all(tags):
        above = node.parent
        while above is not None and id(above) not in found:
            found.add(id(above))
            above = above.parent
    return frozenset(found)


def _touches(node: Tag) -> bool:
    """Two elements without a space between them: pages set "44" beside "Portland" by style alone."""
    return (
        node.previous_sibling is not None
        and isinstance(node.previous_sibling, Tag)
        and node.name not in ("b", "i", "em", "strong", "mark", "wbr", "sup", "sub", "font")
    )


def _follows(node: Tag, tag: str) -> bool:
    before = node.previous_sibling
    while before is not None and not isinstance(before, Tag):
        before = before.previous_sibling
    return before is not None and before.name == tag
