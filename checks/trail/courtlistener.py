"""CourtListener: cases in the federal courts of the United States to which somebody of her name is a party. https://www.courtlistener.com

Catalogue: registries_social_trail.md §5.4. Only parties are searched: papers that merely mention a clinician are other
people's cases, and often a client's. For the same reason neither the name of a case nor its other parties, counsel or
papers are read, and its link bears no name. Cases of state courts are not in it. A free token raises the limits.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from checks import queries
from checks.errors import Partial
from checks.fetch import decode_json, fetch, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.names import find
from checks.source import Ask, Request, Settings, Source
from checks.text import clip, plain

NAME = "courtlistener"
URL = "https://www.courtlistener.com/api/rest/v4/search/"
PAGES = 5  # of twenty cases
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for name, given, family in queries.apart(query):
        yield Question(source=NAME, text=f"{given} {family}", tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    token = ask.settings.get("api_key", "")
    headers = {"Accept": "application/json"} | ({"Authorization": f"Token {token}"} if token else {})
    params = {"type": "r", "party_name": question.text, "order_by": "dateFiled desc"}
    bad, cursor = 0, ""
    for _ in range(PAGES):
        asked = params | ({"cursor": cursor} if cursor else {})
        payload = decode_json(await fetch(ask, Request(url=URL, params=tuple(asked.items()), headers=headers)))
        for finding in parse(payload, question.name):
            yield finding
        bad += sum(not _is_readable(case) for case in _cases(payload))
        cursor = _cursor(payload)
        if not cursor:
            break
    problems = [unread(bad, "cases")] if bad else []
    if cursor:
        problems.append("more cases of that name than are read at once")
    if problems:
        raise Partial("; ".join(problems))


def _cursor(payload: Any) -> str:
    """Of the next page; its address is theirs, so only this part of it is used."""
    following = payload.get("next")
    try:
        asked = dict(parse_qsl(urlsplit(following).query)) if isinstance(following, str) else {}
    except ValueError:
        return ""
    return asked.get("cursor", "")[:500]


def _cases(payload: Any) -> list[Any]:
    field(payload, "count", int, "CourtListener")
    return field(payload, "results", list, "CourtListener")


def parse(payload: Any, name: str) -> Iterator[Finding]:
    """The cases in which a party bears `name`."""
    for case in _cases(payload):
        if _is_readable(case) and (hers := sorted(set(_hers(case, name)))):
            yield _finding(case, hers)


def _is_readable(case: Any) -> bool:
    return (
        isinstance(case, dict)
        and bool(_NUMBER.fullmatch(words(case, "docket_id")))
        and isinstance(case.get("party"), list)
    )


def _hers(case: Mapping[str, Any], name: str) -> Iterator[str]:
    for party in case["party"]:
        if isinstance(party, str) and find(said := clip(plain(party), 200), (name,)):
            yield said


def _finding(case: Mapping[str, Any], hers: list[str]) -> Finding:
    number, docket = words(case, "docket_id"), clip(plain(words(case, "docketNumber")), 100)
    court, about = (clip(plain(words(case, part)), 200) for part in ("court", "suitNature"))
    filed = _DAY.match(words(case, "dateFiled"))
    day = filed.group() if filed else ""
    facts = {
        "name": tuple(hers),
        "identifier": (docket,),
        "description": (about,),
        "start_date": (day,),
        "additional_type": ("court",),
    }
    lines = (*hers, f"Party to case {docket}".strip(), court, about, f"Filed on {day}" if day else "")
    return Finding(
        source=NAME,
        key=number,
        url=f"https://www.courtlistener.com/docket/{number}/case/",
        title=clip(", ".join(filter(None, (f"Case {docket or number}", court))), 300),
        facts={fact: values for fact, values in facts.items() if any(values)},
        text=clip("\n".join(filter(None, lines))),
    )


SOURCE = Source(
    name=NAME,
    title="CourtListener",
    homepage="https://www.courtlistener.com",
    room=Room.TRAIL,
    tells=("name",),
    hosts=("www.courtlistener.com",),
    questions=questions,
    search=search,
    takes=("api_key",),
    pace_seconds=13,
    countries=("US",),
    key_page="https://www.courtlistener.com/profile/api-token/",
    cost="free; 100 questions a day without a token, 125 with one",
)
