"""What a file says beside what it shows: near which town a photo was taken, who is named as the author of a PDF.

Strangers' bytes throughout, so what a library stumbles over is `Unreadable`. Where exactly a photo was taken never leaves
this module.
"""

import logging
import struct
from io import BytesIO
from urllib.parse import urljoin

from bs4 import Tag

from checks.errors import Unreadable
from checks.markup import attribute, decode, tree
from checks.places import nearest
from checks.text import canonical_url, clip, plain

PHOTO_BYTES = 512 * 1024  # the first ones: the properties stand before the picture
_PAPER_BYTES = 2 * 2**20
_LINK_LIMIT = 2000
_FAR = "far from any town"
_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".tif", ".tiff")
_AUTHOR_LIMIT = 200  # bytes
# What the two libraries are known to raise on broken files, beside errors of their own.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

for _chatty in ("exifread", "pypdf"):  # they write what they find strange about a file to the screen
    logging.getLogger(_chatty).setLevel(logging.CRITICAL)


def linked(url: str, body: bytes, content_type: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The photos and the PDFs that a page shows or links, in its order."""
    root, _is_cut = tree(decode(body, content_type))
    photos: dict[str, None] = {}
    papers: dict[str, None] = {}
    for node in root.find_all(["img", "a"]) if root else ():
        if isinstance(node, Tag) and (target := _target(url, node)):
            path = target.partition("?")[0].lower()
            if path.endswith(".pdf"):
                papers[target] = None
            elif path.endswith(_PHOTOS):
                photos[target] = None
    return tuple(photos), tuple(papers)


def _target(url: str, node: Tag) -> str:
    said = attribute(node, "src" if node.name == "img" else "href").strip()
    try:
        target = canonical_url(urljoin(url, said)) if said else ""
    except ValueError:
        return ""
    is_one = target.startswith(("https://", "http://")) and target.isprintable() and len(target) <= _LINK_LIMIT
    return target if is_one else ""


def town_of(photo: bytes) -> str:
    """The town nearest to where a photo was taken, "Portland, OR"; empty if it does not say where."""
    import exifread  # 30 ms, and pypdf 100: most commands read no file
    from exifread.utils import get_gps_coords

    try:
        tags = exifread.process_file(BytesIO(photo[:PHOTO_BYTES]), details=False, extract_thumbnail=False)
        where = get_gps_coords(tags)
    except (*_BROKEN, struct.error) as error:
        raise Unreadable("a photo whose properties cannot be read") from error
    if where is None or not (abs(where[0]) <= 90 and abs(where[1]) <= 180) or where == (0, 0):
        return ""
    place = nearest(*where)
    return f"{place.name}, {place.region or place.country}" if place else _FAR


def author_of(paper: bytes) -> str:
    """Who is named as the author in the properties of a PDF; empty for nobody."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if len(paper) > _PAPER_BYTES:
        raise Unreadable("a PDF that is larger than is read")
    try:
        properties = PdfReader(BytesIO(paper)).metadata
        author = properties.author if properties else ""
    except (*_BROKEN, PyPdfError, struct.error) as error:
        raise Unreadable("a PDF whose properties cannot be read") from error
    return clip(" ".join(plain(str(author or "")).split()), _AUTHOR_LIMIT)
