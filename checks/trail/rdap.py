"""RDAP: who registered the practice's domain, as registers of domains show it to anybody. https://rdap.org

Catalogue: registries_social_trail.md §5.1. rdap.org leads on to the register of the domain's ending; where that shows no
registrant, the registrar is asked, whom its answer links. Only the registrant is read, and of him what is not redacted.
404 of a register is "not registered"; 404 of rdap.org itself says that nobody answers for the ending, which is no answer.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks import queries
from checks.errors import Skipped, Unreachable, Unreadable
from checks.fetch import decode_json, expect, fetch, field, words
from checks.model import Finding, Query, Question, Room, Visibility
from checks.particulars import e164
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import clip, host_of, is_on, plain

NAME = "rdap"
HOST = "rdap.org"
_HEADERS = {"Accept": "application/rdap+json"}
# What stands in the place of a redacted value, and the names of services that stand in for a registrant.
_REDACTED = re.compile(
    r"redacted|not disclosed|non-?public|data protected|gdpr|masked|withheld|statutory|not applicable|^n/?a$|^[-.*x ]+$",
    re.IGNORECASE,
)
_SERVICE = re.compile(r"privacy|proxy|whoisguard|whois agent|protect(?:ed|ion)|anonym|private regist", re.IGNORECASE)
_LINK = re.compile(r"https://[a-z0-9.-]{4,253}/[!-~]{1,500}", re.ASCII | re.IGNORECASE)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    domain = queries.own_domain(query)
    if domain:
        yield Question(source=NAME, text=domain, tells=("page",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    domain = question.text
    reply = await fetch(ask, Request(url=f"https://{HOST}/domain/{domain}", headers=_HEADERS), accept=(200, 404))
    if reply.status == 404:
        _check_nothing(reply, domain)
        return
    payload = decode_json(reply)
    finding = parse(payload, domain)
    registrar = _registrar(payload)
    if finding.fact("visibility") == Visibility.PRIVATE and registrar:
        finding = parse(decode_json(await fetch(ask, Request(url=registrar, headers=_HEADERS))), domain)
    yield finding


def _check_nothing(reply: Reply, domain: str) -> None:
    if is_on(host_of(reply.url), HOST):
        raise Unreachable(f"no register answers such questions for the ending .{domain.rpartition('.')[2]}")
    if domain.count(".") > 1:
        raise Skipped("no register knows this name, which may be a part of a longer-known domain")


def parse(payload: Any, domain: str) -> Finding:
    """The registration, with what a stranger sees of its registrant."""
    if field(payload, "objectClassName", str, "RDAP") != "domain":
        raise Unreadable("RDAP answered about something else than a domain")
    if field(payload, "ldhName", str, "RDAP").rstrip(".").lower() != domain:
        raise Unreadable("RDAP answered about another domain than was asked for")
    entities = expect(payload.get("entities") or [], list, "RDAP.entities")
    shown = _shown(entities)
    visibility = Visibility.PUBLIC if shown else Visibility.PRIVATE
    lines = [f"Registrant of {domain}" if shown else f"The registrant of {domain} is not shown", *shown.values()]
    facts = {fact: (value,) for fact, value in shown.items()}
    return Finding(
        source=NAME,
        key=domain,
        url=f"https://lookup.icann.org/en/lookup?name={domain}",
        title=f"Registration of {domain}",
        facts={**facts, "visibility": (visibility.value,), "same_as": (f"https://{domain}/",)},
        text=clip("\n".join(lines)),
    )


def _registrar(payload: Mapping[str, Any]) -> str:
    """The registrar's own answer about the domain, where the register links it."""
    links = payload.get("links")
    hrefs = (words(link, "href") for link in links if _is_related(link)) if isinstance(links, list) else ()
    return next((href for href in hrefs if _LINK.fullmatch(href)), "")


def _is_related(link: Any) -> bool:
    return isinstance(link, dict) and link.get("rel") == "related" and link.get("type") == "application/rdap+json"


def _shown(entities: list[Any]) -> dict[str, str]:
    """What is not redacted of the registrant; nothing where a privacy service stands in for him."""
    for entity in entities:
        roles = entity.get("roles") if isinstance(entity, dict) else None
        card = entity.get("vcardArray") if isinstance(roles, list) and "registrant" in roles else None
        lines = card[1] if isinstance(card, list) and len(card) > 1 else None
        if isinstance(lines, list):
            facts: dict[str, str] = {}
            for fact, value in _facts([line for line in lines if isinstance(line, list) and len(line) > 3]):
                facts.setdefault(fact, value)
            return {} if _SERVICE.search(f"{facts.get('name')} {facts.get('works_for')}") else facts
    return {}


def _facts(lines: list[list[Any]]) -> Iterator[tuple[str, str]]:
    """jCard (RFC 7095): each line is [name, parameters, type, value]."""
    for name, parameters, _kind, value, *_ in lines:
        match name:
            case "fn" if said := _said(value):
                yield "name", said
            case "org" if said := _said(value[0] if isinstance(value, list) and value else value):
                yield "works_for", said
            case "adr" if said := _address(parameters, value):
                yield "address", said
            case "tel" if said := _said(value):
                number = said.removeprefix("tel:")
                yield "telephone", (e164(number) if number.startswith("+") else "") or number
            case "email" if "@" in (said := _said(value)):
                yield "email", said.casefold()


def _said(value: Any) -> str:
    text = plain(value) if isinstance(value, str) else ""
    return "" if _REDACTED.search(text) else clip(text, 300)


def _address(parameters: Any, value: Any) -> str:
    """Seven parts: box, extension, street, town, region, code, country. Region and country alone give nothing away."""
    if isinstance(value, list) and len(value) == 7:
        streets = value[2] if isinstance(value[2], list) else [value[2]]
        town, region, code = map(_said, value[3:6])
        street = ", ".join(filter(None, map(_said, streets)))
        if street or town:
            return ", ".join(filter(None, (street, town, f"{region} {code}".strip())))
    label = parameters.get("label") if isinstance(parameters, dict) else None
    return _said(", ".join(label.splitlines())) if isinstance(label, str) else ""


SOURCE = Source(
    name=NAME,
    title="Registers of domains (RDAP)",
    homepage="https://about.rdap.org",
    room=Room.TRAIL,
    tells=("page",),
    hosts=(HOST, "the domain's register and registrar"),
    questions=questions,
    search=search,
    pace_seconds=2,
    cost="free",
)
