"""ORCID: the register of researchers' numbers, with what she made public: mail, other names, workplaces. https://orcid.org

Catalogue: registries_social_trail.md §5.5. One finding a person: what matters here is an old affiliation or an e-mail
address on her own record; papers are told by other sources. `expanded-result` is null when nobody is found. It is asked
without a token, which works in practice although its documents ask for one; where one is wanted the answer is a refusal.
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from checks import queries
from checks.errors import Partial
from checks.fetch import expect, fetch_json, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room
from checks.source import Ask, Settings, Source
from checks.text import clip, plain

NAME = "orcid"
URL = "https://pub.orcid.org/v3.0/expanded-search/"
ROWS = 200
_ID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    number = query.orcid.strip().rsplit("/", 1)[-1]
    if _ID.fullmatch(number):
        yield Question(source=NAME, text=f"orcid:{number}", tells=("orcid",))
    for name, given, family in queries.apart(query):
        asked = f'family-name:"{family}" AND given-names:"{given}"'
        yield Question(source=NAME, text=asked, tells=("name",), name=name)


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    _status, payload = await fetch_json(ask, URL, {"q": question.text, "start": "0", "rows": str(ROWS)})
    found, listed = list(parse(payload)), len(_records(payload))
    for finding in found:
        yield finding
    problems = [unread(listed - len(found), "records")] if len(found) < listed else []
    if field(payload, "num-found", int, "ORCID") > listed:
        problems.append("more people of that name than one answer holds")
    if problems:
        raise Partial("; ".join(problems))


def parse(payload: Any) -> Iterator[Finding]:
    """The records that can be read."""
    yield from filter(None, (_finding(record) for record in _records(payload) if isinstance(record, dict)))


def _records(payload: Any) -> list[Any]:
    field(payload, "num-found", int, "ORCID")
    records = payload.get("expanded-result")
    return [] if records is None else expect(records, list, "ORCID.expanded-result")


def _finding(record: Mapping[str, Any]) -> Finding | None:
    number = words(record, "orcid-id")
    if not _ID.fullmatch(number):
        return None
    given, family = plain(words(record, "given-names")), plain(words(record, "family-names"))
    name = " ".join(filter(None, (given, family)))
    said: dict[str, Iterable[str]] = {
        "name": [name],
        "given_name": [given],
        "family_name": [family],
        "alternate_name": {plain(words(record, "credit-name")), *_texts(record, "other-name")} - {name},
        "email": [email.casefold() for email in _texts(record, "email")],
        "affiliation": _texts(record, "institution-name"),
        "identifier": [number],
    }
    facts = {fact: tuple(sorted(set(values) - {""})) for fact, values in said.items()}
    shown = (*facts["name"], *facts["alternate_name"], *facts["affiliation"], *facts["email"])
    return Finding(
        source=NAME,
        key=number,
        url=f"https://orcid.org/{number}",
        title=clip(f"{name or 'A record'}, ORCID {number}", 300),
        facts={fact: values for fact, values in facts.items() if values},
        text=clip("\n".join(shown)),
    )


def _texts(record: Mapping[str, Any], name: str) -> list[str]:
    value = record.get(name)
    return [plain(text) for text in value if isinstance(text, str)] if isinstance(value, list) else []


SOURCE = Source(
    name=NAME,
    title="ORCID",
    homepage="https://orcid.org",
    room=Room.TRAIL,
    tells=("orcid", "name"),
    hosts=("pub.orcid.org",),
    questions=questions,
    search=search,
    pace_seconds=1,
    cost="free",
)
