"""PubMed: biomedical papers, with the e-mail address that an author's affiliation often holds. https://pubmed.ncbi.nlm.nih.gov

Catalogue: registries_social_trail.md §5.5. One finding a paper: what matters is a new paper under her name and an old
address printed in it. Her full name is asked for (spelled out in papers since 2002), then the papers themselves, since the
list has numbers only. Of the authors only the one of her name is kept.
"""

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from checks import queries
from checks.errors import Blocked, Partial, Unreadable
from checks.fetch import decode_json, expect, fetch, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.particulars import emails
from checks.said import SURE
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import clip, plain

NAME = "pubmed"
URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
LISTED = 100
_MAILBOX = re.compile(r"(?:electronic address|e-?mail)?:?\s{0,3}\S{1,100}@\S{1,100}", re.IGNORECASE)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for name, given, family in queries.apart(query):
        yield Question(source=NAME, text=f"{family}, {given}[Full Author Name]", tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    found = await _asked(ask, "esearch.fcgi", term=question.text, retmode="json", retmax=str(LISTED))
    numbers, total = _numbers(decode_json(found))
    if not numbers:
        return
    papers = _papers(await _asked(ask, "efetch.fcgi", id=",".join(numbers), retmode="xml"))
    for finding in parse(papers, question.name):
        yield finding
    read = {_number(paper) for paper in papers}
    problems = [unread(missing, "papers")] if (missing := len(set(numbers) - read)) else []
    if total > len(numbers):
        problems.append("more papers of that name than one answer holds")
    if problems:
        raise Partial("; ".join(problems))


async def _asked(ask: Ask, tool: str, **params: str) -> Reply:
    key = ask.settings.get("api_key", "")  # raises a limit; not needed
    said = {"db": NAME, **params, "tool": "clinician-footprint", **({"api_key": key} if key else {})}
    return await fetch(ask, Request(url=URL + tool, params=tuple(said.items())))


def _numbers(payload: Any) -> tuple[list[str], int]:
    """The papers listed, and how many there are; the numbers are texts. A list without any is its "nothing"."""
    answer = expect(payload, dict, "PubMed")
    if "rate limit" in words(answer, "error").casefold():
        raise Blocked("PubMed asked for fewer questions")
    result = field(answer, "esearchresult", dict, "PubMed")
    count, listed = words(result, "count"), result.get("idlist")
    if "ERROR" in result or not count.isdecimal() or not isinstance(listed, list):
        raise Unreadable("PubMed did not take the question in a way that it is not known to do")
    numbers = [number for number in listed if isinstance(number, str) and re.fullmatch(r"\d{1,9}", number, re.ASCII)]
    if len(numbers) < len(listed):
        raise Unreadable("PubMed listed papers without a number")
    return list(dict.fromkeys(numbers)), int(count[:9])


def _papers(reply: Reply) -> list[Element]:
    """The papers of an answer in XML. It declares no entities of its own, and one that does is not read."""
    try:
        text = reply.body.decode()
        if "<!ENTITY" in text:
            raise Unreadable("PubMed answered in a shape that is not known")
        root = fromstring(text)  # noqa: S314 no entities
    except (ParseError, ValueError) as error:
        raise Unreadable("PubMed did not answer in XML") from error
    if root.tag != "PubmedArticleSet":
        raise Unreadable("PubMed answered in a shape that is not known")
    return list(root)


def parse(papers: list[Element], name: str) -> Iterator[Finding]:
    """The papers that somebody called `name` wrote."""
    for paper in papers:
        authors = (a for a in paper.iter("Author") if any(m.form in SURE for m in find(_called(a), (name,))))
        author = next(authors, None)
        if author is not None and _number(paper):
            yield _finding(paper, author)


def _called(author: Element) -> str:
    return clip(plain(f"{author.findtext('ForeName') or ''} {author.findtext('LastName') or ''}"), 300)


def _number(paper: Element) -> str:
    number = (paper.findtext(".//PMID") or "").strip()
    return number if re.fullmatch(r"\d{1,9}", number, re.ASCII) else ""


def _finding(paper: Element, author: Element) -> Finding:
    number, title = _number(paper), _said(paper, "ArticleTitle") or _said(paper, "BookTitle")
    places = [plain(place.text or "") for place in author.iter("Affiliation")]
    affiliations = {_MAILBOX.sub("", place).strip(" .;,") for place in places} - {""}
    year = (paper.findtext(".//PubDate/Year") or "").strip()
    said = {
        "name": (_called(author),),
        "affiliation": tuple(sorted(affiliations)),
        "email": tuple(sorted(emails("\n".join(places)))),
        "date_published": (year,) if re.fullmatch(r"\d{4}", year, re.ASCII) else (),
    }
    lines = (title, _called(author), *said["affiliation"], *said["email"], _said(paper, "Title"))
    return Finding(
        source=NAME,
        key=number,
        url=f"https://pubmed.ncbi.nlm.nih.gov/{number}/",
        title=clip(title or f"A paper, PubMed {number}", 300),
        facts={fact: values for fact, values in said.items() if values},
        text=clip("\n".join(filter(None, lines))),
    )


def _said(paper: Element, tag: str) -> str:
    """The text of the first such element; a title holds markup of its own."""
    element = next(paper.iter(tag), None)
    return "" if element is None else plain("".join(element.itertext()))


SOURCE = Source(
    name=NAME,
    title="PubMed",
    homepage="https://pubmed.ncbi.nlm.nih.gov",
    room=Room.TRAIL,
    tells=("name",),
    hosts=("eutils.ncbi.nlm.nih.gov",),
    questions=questions,
    search=search,
    takes=("api_key",),
    pace_seconds=1,
    cost="free",
)
