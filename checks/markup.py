"""Strangers' HTML as a tree: parsed whatever it looks like, in time that grows with its length alone.

The tree is Beautiful Soup's. Its parser, Python's own, takes hours for a megabyte of "<a ", so lexbor, a tokenizer and tree
builder after the HTML standard, writes the page anew before: whole tags, closed and quoted.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator

from bs4 import BeautifulSoup, PageElement, Tag
from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import html_to_unicode

MARKUP_LIMIT = 1_000_000  # characters; what stands behind them is not read
_DEEPEST = (
    1000  # elements inside each other: trees deeper than that are built to hurt (the parser's time grows with depth)
)
_MOST_ATTRIBUTES = 500
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{5000,}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,20})")
# Elements that hold nothing, or that end by themselves where the next one begins.
_FLAT = frozenset(
    """area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot caption colgroup
    option optgroup rp rt html head body""".split()  # noqa: SIM905
)


def decode(body: bytes, content_type: str = "") -> str:
    """The characters of a page: by its byte order mark, its header, its own word, else as UTF-8 or as Windows writes."""
    return html_to_unicode(content_type, body, auto_detect_fun=_charset)[1]


def _charset(body: bytes) -> str:
    try:
        getincrementaldecoder("utf-8")().decode(body)  # which may end in the middle of a character
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def tree(markup: str) -> tuple[Tag | None, bool]:
    """The root of the page, None where there is nothing to read; and whether that is not the whole of it."""
    bounded = _LONG_TAG.sub(_without_its_attributes, markup[:MARKUP_LIMIT])
    deepest = _too_deep(bounded)
    is_cut = len(markup) > MARKUP_LIMIT or deepest < len(bounded)
    whole = LexborHTMLParser(bounded[:deepest]).html
    if not whole:
        return None, is_cut
    soup = BeautifulSoup(whole, "html.parser", multi_valued_attributes=None)
    return soup.html or soup, is_cut


def _without_its_attributes(tag: re.Match[str]) -> str:
    return tag.group() if len(tag.group().split(None, _MOST_ATTRIBUTES)) <= _MOST_ATTRIBUTES else "<a"


def _too_deep(markup: str) -> int:
    """Where the markup has more elements open than any page written for people."""
    depth = 0
    for tag in _TAG.finditer(markup):
        if tag[2].lower() not in _FLAT:
            depth = max(0, depth + (-1 if tag[1] else 1))
            if depth > _DEEPEST:
                return tag.start()
    return len(markup)


def events(root: Tag, skipped: set[int] | frozenset[int] = frozenset()) -> Iterator[tuple[PageElement, bool]]:
    """Every node in the order of the page, once when it opens and once when it closes, without recursion.

    What the reader adds to `skipped` when a node opens (by its `id`) is not gone into.
    """
    node: PageElement = root
    while True:
        yield node, True
        if isinstance(node, Tag) and node.contents and id(node) not in skipped:
            node = node.contents[0]
            continue
        yield node, False
        while node is not root and node.next_sibling is None and node.parent is not None:
            node = node.parent
            yield node, False
        if node is root or node.next_sibling is None:
            return
        node = node.next_sibling


def attribute(node: Tag, name: str) -> str:
    """An attribute's value; empty where it is missing or has none."""
    return str(node.get(name) or "")
