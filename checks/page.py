"""A page of the web, read: its title, its visible words, and what its markup says of people. Strangers' markup throughout."""

from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from w3lib.encoding import html_to_unicode


@dataclass(frozen=True, kw_only=True)
class Page:
    """`text`: the visible words, one line per block of the markup, without menus and side lists.

    `people`: what JSON-LD, microdata and OpenGraph say of each person, under the names of `model.FACTS`.
    """

    url: str
    title: str
    text: str
    people: tuple[Mapping[str, tuple[str, ...]], ...] = ()


def read(url: str, body: bytes, content_type: str = "") -> Page:
    """A page out of its bytes. Never raises for broken markup or a wrong charset: what can be read is read."""
    markup = html_to_unicode(content_type, body, auto_detect_fun=lambda _: "cp1252")[1]
    soup = BeautifulSoup(markup, "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for hidden in soup(["script", "style", "nav", "aside", "footer", "title"]):
        hidden.decompose()
    return Page(url=url, title=title, text=soup.get_text("\n", strip=True))
