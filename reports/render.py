"""A digest as plain text and as HTML that say the same. Templates hold loops and conditions only."""

import re
import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING

from reports.checkup import Sheet
from reports.digest import Digest

if TYPE_CHECKING:  # 60 ms of imports that most commands can do without
    import css_inline
    from jinja2 import Environment

WIDTH = 72


def text(digest: Digest) -> str:
    """For the mail's plain part and for a terminal: wrapped at 72, addresses of pages whole."""
    page = _environment().get_template("letter.txt.j2").render(digest=digest)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", page)).strip("\n") + "\n"


def html(digest: Digest) -> str:
    """One self-contained page: styles inline for mail programs, nothing remote, both colour schemes."""
    page = _environment().get_template("letter.html.j2").render(digest=digest)
    return _inliner().inline(page.strip()) + "\n"


def sheet(page: Sheet) -> str:
    """The check-up to print: one self-contained page, nothing remote."""
    return _environment().get_template("checkup.html.j2").render(sheet=page).strip() + "\n"


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=select_autoescape(disabled_extensions=("txt", "txt.j2"), default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"filled": _filled, "item": _item, "underlined": _underlined}
    return environment


@lru_cache(maxsize=1)
def _inliner() -> "css_inline.CSSInliner":
    import css_inline

    # The style block stays for the dark scheme, which cannot be inline; fetching style sheets is never wanted.
    return css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)


def _filled(words: str, indent: int = 0, hanging: int | None = None) -> str:
    return textwrap.fill(
        words,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hanging is None else hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _item(words: str) -> str:
    return _filled("- " + words.strip(), 0, 2)


def _underlined(words: str, line: str = "-") -> str:
    return f"{words}\n{line * len(words)}"
