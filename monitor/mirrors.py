"""By what a finding is known again elsewhere: the same page at another address, the same profile, the same number. Pure.

Two findings that share a trace of the first kind are one page, so that whatever she says of one she says of both. Sharing
one of the second kind means the same person only: a removal that was asked of one site was not asked of the other.
Traces are compared as keyed hashes, because of a record that is not hers nothing else is left.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from checks.model import WEB, Finding, Verdict
from checks.text import canonical_url, host_of

# Copies of other people's pages, with the address of the original behind the host.
_ARCHIVES = re.compile(
    r"^(?:web\.archive\.org/web/[\d*]{1,14}(?:[a-z]{2}_)?/"
    r"|archive\.(?:today|ph|is|li|md|vn|fo)/(?:\d{4,14}|newest|oldest)/"
    r"|webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{12}:)?"
    r"|(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?)(?P<original>.+)$"
)
_NPI = re.compile(r"\bNPI\b\D{0,25}(\d{10})\b")
_SAME_SITE = re.compile(r"^(?:www\d?|m|mobile|touch|amp|wap)\.(?=[^.]+\.)")
_MOBILE_WITHIN = re.compile(r"(?<=\.)m\.(?=[^.]+\.[^.]+$)")  # en.m.wikipedia.org
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$|/amp/?$|/+$")


class Trace(NamedTuple):
    """`same_page`: whoever shares it is the same page or profile; else only about the same person."""

    text: str
    same_page: bool


def traces(finding: Finding) -> frozenset[Trace]:
    """Everything by which another finding could be known to be a copy of this one, or about the same person."""
    return frozenset((*_of_page(finding), *_of_person(finding)))


def passed_on(verdict: Verdict, *, same_page: bool) -> Verdict | None:
    """What her word on one finding says of another. None: nothing."""
    if same_page or verdict in (Verdict.MINE, Verdict.NOT_ME):
        return verdict
    return None if verdict is Verdict.UNSURE else Verdict.MINE


def _of_page(finding: Finding) -> Iterator[Trace]:
    if _original(finding.url):
        return  # the archive answers for its copy, and the site for its page
    if _is_its_own(finding):
        yield Trace(f"page {_page(finding)}", same_page=True)
    handles = {handle.strip().lstrip("@").casefold() for handle in finding.facts.get("handle", ())} - {""}
    if len(handles) == 1 and (host := _site(host_of(finding.url))):
        yield Trace(f"profile {handles.pop()} {host}", same_page=True)


def _of_person(finding: Finding) -> Iterator[Trace]:
    numbers = set(finding.facts.get("npi", ())) or set(_NPI.findall(f"{finding.title}\n{finding.text}"))
    if len(numbers) == 1:
        yield Trace(f"npi {numbers.pop()}", same_page=False)
    if original := _original(finding.url):
        yield Trace(f"of {_address(original)}", same_page=False)
    elif not _is_row(finding) and _is_its_own(finding):
        yield Trace(f"of {_address(finding.url)}", same_page=False)
    for link in finding.facts.get("same_as", ()):
        if urlsplit(canonical_url(link)).path.strip("/"):  # the bare address of a site is about nobody in particular
            yield Trace(f"of {_address(link)}", same_page=False)


def _page(finding: Finding) -> str:
    """A row of a page that lists people is not its page: behind its address stands which row."""
    row = finding.key.partition("#")[2] if _is_row(finding) else ""
    return f"{_address(finding.url)}#{row}" if row else _address(finding.url)


def _is_its_own(finding: Finding) -> bool:
    """Whether the address is of this record alone. A breach service gives all breaches the address of its own site."""
    last = finding.key.rstrip("/").rpartition("/")[2].casefold()
    return finding.source == WEB or (len(last) > 2 and last in unquote(finding.url).casefold())


def _is_row(finding: Finding) -> bool:
    return finding.source == WEB and "#" in finding.key


def _address(url: str) -> str:
    """One spelling of an address, whatever the scheme, the letters before the site and the end."""
    canonical = canonical_url(url)
    place, question, query = (canonical.partition("://")[2] or canonical).partition("?")
    host, slash, path = place.partition("/")
    return f"{_site(host)}{_INDEX.sub('', slash + path).casefold()}{question}{query}"


def _site(host: str) -> str:
    return _MOBILE_WITHIN.sub("", _SAME_SITE.sub("", host.casefold()))


def _original(url: str) -> str:
    _, _, rest = canonical_url(url).partition("://")
    found = _ARCHIVES.match(unquote(rest))
    return found["original"] if found else ""
