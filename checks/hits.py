"""What an engine points to, as a finding: the one form that every engine and feed shares."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from checks.errors import Partial
from checks.model import WEB, Finding, Question
from checks.text import canonical_url, clip, host_of, is_on, plain

LONGEST_URL = 2000  # characters; longer ones are traps or searches
TITLE_LIMIT = 300  # bytes


def hit(url: str, title: str, *excerpts: str) -> Finding | None:
    """A page of the web seen through an excerpt; None where the address is none of the web."""
    canonical = canonical_url(url).replace(" ", "%20")
    if not is_address(canonical):
        return None
    named = clip(plain(title), TITLE_LIMIT) or host_of(canonical)
    text = "\n".join(dict.fromkeys(filter(None, map(plain, excerpts))))
    return Finding(source=WEB, key=canonical, url=canonical, title=named, text=clip(text), excerpt=True)


def is_address(url: str) -> bool:
    """Of the web, of sane length, and without control or direction characters or halves of pairs."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and len(url) <= LONGEST_URL and url.isprintable()


def doubts(question: Question, found: Sequence[Finding], *, full_page: bool) -> Iterator[str]:
    """Why the answer to a site-restricted question may not say that a page of the site is gone (promise 5)."""
    if not question.sites:
        return
    if full_page:
        yield "the list may go on"
    if not all(any(is_on(host_of(finding.url), site) for site in question.sites) for finding in found):
        yield "the question was not kept to the site"


def unread(number: int, what: str) -> str:
    """Items that could not be read must not look as if they were not there (promise 4)."""
    return f"{number} of the {what} could not be read"


def some_unread(number: int, what: str) -> Partial:
    return Partial(unread(number, what))
