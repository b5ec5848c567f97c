"""What a page's markup declares of people: JSON-LD, microdata, RDFa and OpenGraph, under the names of `model.FACTS`.

All four are brought into the form of JSON-LD first, so that one reader serves them. Who wrote a review is another person
and marked so; of relatives only that there are some is kept.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bs4 import Tag

from checks.markup import attribute, events
from checks.model import RELATIVE
from checks.reviews import kept
from checks.text import plain

Said = Mapping[str, tuple[str, ...]]
REVIEWER_TYPE = "reviewer"  # `additional_type` of whoever wrote a review or a comment

_MOST_NODES = 20_000  # of one page's JSON-LD
_MOST_PEOPLE = 200
_MOST_VALUES = 20
_VALUE_LIMIT = 500  # characters
_SCRIPT_LIMIT = 1_000_000  # characters
_PEOPLE = re.compile(
    r"^(?:Person|Patient|.*Physician|Dentist|Psychologist|.*Therapist|Medical(?:Business|Clinic|Organization)|Psychiatric|Optician|Nursing|"
    r"LocalBusiness|ProfessionalService|Physiotherapy|HealthAndBeautyBusiness)$"
)
_OPINIONS = re.compile(r"^(?:(?:User|Critic|Employer)?Review|Comment|UserComments|Answer|Question|ClaimReview|Rating)$")
_WRITERS = frozenset(["author", "creator", "reviewer", "publisher"])
_NAMES = {
    "name": "name", "givenName": "given_name", "additionalName": "additional_name", "familyName": "family_name",
    "alternateName": "alternate_name", "honorificPrefix": "honorific_prefix", "honorificSuffix": "honorific_suffix",
    "jobTitle": "job_title", "worksFor": "works_for", "affiliation": "affiliation", "description": "description",
    "address": "address", "homeLocation": "home_location", "telephone": "telephone", "phone": "telephone", "faxNumber": "fax_number",
    "email": "email", "birthDate": "birth_date", "sameAs": "same_as", "image": "image", "alumniOf": "alumni_of",
    "priceRange": "price_range", "medicalSpecialty": "taxonomy", "identifier": "identifier", "aggregateRating": "aggregate_rating",
    "workLocation": "address", "location": "address",
}  # fmt: skip
_RELATIVES = frozenset(["relatedTo", "spouse", "children", "parent", "parents", "sibling", "siblings"])
_LINKS = frozenset(["url", "sameAs", "image"])
_BY_PROFILE = {"profile:first_name": "given_name", "profile:last_name": "family_name", "profile:username": "handle"}


@dataclass(frozen=True, kw_only=True)
class Declared:
    title: str  # of OpenGraph
    people: tuple[Said, ...]


def read(root: Tag) -> Declared:
    """All people whom the markup of a page declares. Never raises: what is broken says nothing."""
    graph = [*_scripts(root), *_microdata(root)]
    titles, profile = _open_graph(root)
    people = [*_people(graph), *profile]
    return Declared(title=titles, people=tuple(people[:_MOST_PEOPLE]))


def _scripts(root: Tag) -> Iterator[Any]:
    """Each script on its own: one that is broken does not spoil the next."""
    for script in root.find_all("script"):
        if "ld+json" in attribute(script, "type").lower():
            written = script.get_text()[:_SCRIPT_LIMIT].strip()
            written = written.removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
            try:
                yield json.loads(written.strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue


def _people(graph: list[Any]) -> Iterator[Said]:
    """The people among all nodes; what several nodes say under one `@id` is said of one."""
    by_id: dict[str, dict[str, Any]] = {}
    found: list[tuple[dict[str, Any], bool]] = []
    for node, wrote in _nodes(graph):
        name = node.get("@id")
        if isinstance(name, str) and name:
            node = by_id.setdefault(name, {}) | node  # noqa: PLW2901
            by_id[name] = node
        found.append((node, wrote))
    seen: set[str] = set()
    for node, wrote in found:
        name = node.get("@id")
        if isinstance(name, str) and name:
            if name in seen:
                continue
            seen.add(name)
            node = by_id[name]  # noqa: PLW2901
        if any(_PEOPLE.match(kind) for kind in _types(node)) and (said := _said(node, by_id)):
            yield {**said, "additional_type": (REVIEWER_TYPE,)} if wrote else said


def _nodes(graph: list[Any]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every object, outer ones first, and whether it wrote the review or comment in which it stands."""
    waiting: list[tuple[Any, bool, bool]] = [(node, False, False) for node in reversed(graph)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node, wrote, in_opinion = waiting.pop()
        if isinstance(node, list):
            waiting += [(each, wrote, in_opinion) for each in reversed(node)]
        elif isinstance(node, dict):
            yield node, wrote
            is_opinion = any(_OPINIONS.match(kind) for kind in _types(node))
            waiting += [
                (value, key in _WRITERS and (is_opinion or in_opinion), is_opinion)
                for key, value in reversed(node.items())
                if isinstance(value, dict | list) and key not in _RELATIVES
            ]


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type", ())
    return [str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _said(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> Said:
    facts: dict[str, set[str]] = {}
    for key, value in node.items():
        for fact, said in _facts(key, value, by_id):
            facts.setdefault(fact, set()).add(said)
    if not {"name", "family_name"} & set(facts):
        return {}
    return {name: tuple(sorted(values)[:_MOST_VALUES]) for name, values in facts.items()}


def _facts(key: str, value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    if key in _RELATIVES:
        yield from [("related_to", RELATIVE)] if value else []
    elif key == "contactPoint":
        for point in filter(_is_thing, _listed(value)):
            for inner in ("telephone", "email", "faxNumber"):
                yield from ((_NAMES[inner], said) for said in _values(inner, point.get(inner), by_id))
    elif key == "identifier":
        yield from _identifiers(value)
    elif key in ("review", "reviews"):
        yield from (("review", said) for said in map(_review, filter(_is_thing, _listed(value))) if said)
    elif key == "url":
        yield from (("same_as", link) for link in _values("sameAs", value, by_id) if link.startswith("http"))
    elif key in _NAMES:
        yield from ((_NAMES[key], said) for said in _values(key, value, by_id))


def _review(opinion: Mapping[str, Any]) -> str:
    """The one line that stays of a review, of five stars; its words and whoever wrote it are left out here already."""
    rating = opinion.get("reviewRating")
    given = rating if isinstance(rating, dict) else {}
    if str(given.get("bestRating", 5)) not in ("5", "5.0"):
        return ""
    return kept(_text("", opinion.get("datePublished")), given.get("ratingValue"), opinion.get("reviewBody"))


def _is_thing(value: Any) -> bool:
    return isinstance(value, dict)


def _listed(value: Any) -> list[Any]:
    return value[:_MOST_VALUES] if isinstance(value, list) else [value]


def _values(key: str, value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for each in _listed(value):
        said = {**by_id.get(str(each.get("@id")), {}), **each} if isinstance(each, dict) else each
        if text := _text(key, said):
            yield text[:_VALUE_LIMIT].strip()


def _text(key: str, value: Any) -> str:
    """One value as one line: of a thing its name, of an address its parts, of a rating its mean."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str | int | float):
        text = plain(str(value)[:5000])
        if key == "email":
            return text.lower().removeprefix("mailto:").partition("?")[0]
        return text.removeprefix("tel:") if key == "telephone" else text
    if not isinstance(value, dict):
        return ""
    if key == "aggregateRating":
        rating = _text("", value.get("ratingValue"))
        return str(float(rating)) if re.fullmatch(r"[0-5](?:\.\d{1,3})?", rating) else ""
    if key in ("address", "homeLocation", "workLocation", "location"):
        return _address(value)
    return _text(key, value.get("url") if key == "image" else value.get("name"))


def _address(value: Mapping[str, Any]) -> str:
    inner = value.get("address")
    if isinstance(inner, dict):
        value = inner
    elif isinstance(inner, str):
        return _text("", inner)
    region = " ".join(filter(None, (_text("", value.get("addressRegion")), _text("", value.get("postalCode")))))
    parts = (_text("", value.get("streetAddress")), _text("", value.get("addressLocality")), region)
    return ", ".join(filter(None, parts)) or _text("", value.get("name"))


def _identifiers(value: Any) -> Iterator[tuple[str, str]]:
    for each in _listed(value):
        if isinstance(each, dict):
            label = f"{_text('', each.get('propertyID'))} {_text('', each.get('name'))}".lower()
            number = _text("", each.get("value"))
            if number:
                yield (
                    (
                        "npi"
                        if "npi" in label.split()
                        else "licence"
                        if re.search("licen[cs]e", label)
                        else "identifier"
                    ),
                    number,
                )
        elif text := _text("", each):
            yield "identifier", text[:_VALUE_LIMIT].strip()


def _microdata(root: Tag) -> list[Any]:
    """Microdata and RDFa Lite as JSON-LD."""
    if root.find(lambda tag: tag.has_attr("itemscope") or tag.has_attr("typeof")) is None:
        return []
    found: list[Any] = []
    scopes: list[tuple[int, dict[str, Any]]] = []
    for node, opens in events(root):
        if not isinstance(node, Tag):
            continue
        said = node.attrs
        if not opens:
            if scopes and scopes[-1][0] == id(node):
                scopes.pop()
            continue
        props = (said.get("itemprop") or said.get("property") or "").split()[:5]
        kinds = (said.get("itemtype") or said.get("typeof") or "").split()[:5]
        if "itemscope" in said or kinds:
            thing: dict[str, Any] = {"@type": kinds}
            if scopes and props:
                _put(scopes[-1][1], props, thing)
            else:
                found.append(thing)
            scopes.append((id(node), thing))
        elif props and scopes:
            _put(scopes[-1][1], props, _property(node, said, props))
    return found


def _put(thing: dict[str, Any], props: list[str], value: Any) -> None:
    for prop in props:
        held = thing.setdefault(prop.rsplit("/", 1)[-1].rsplit(":", 1)[-1].removeprefix("@"), [])
        if isinstance(held, list) and len(held) < _MOST_VALUES:
            held.append(value)


def _property(node: Tag, said: Mapping[str, str], props: list[str]) -> str:
    if content := said.get("content"):
        return content
    if not _LINKS.isdisjoint(props) and (link := said.get("href") or said.get("src")):
        return link
    return said.get("datetime") or " ".join(node.get_text()[:5000].split())


def _open_graph(root: Tag) -> tuple[str, list[Said]]:
    tags: dict[str, str] = {}
    for meta in root.find_all("meta"):
        name = (attribute(meta, "property") or attribute(meta, "name")).lower()
        if name.startswith(("og:", "profile:")) and (content := plain(attribute(meta, "content")[:2000])):
            tags.setdefault(name, content[:_VALUE_LIMIT].strip())
    title = tags.get("og:title", "")
    said = {fact: (tags[name],) for name, fact in _BY_PROFILE.items() if name in tags}
    if not said and tags.get("og:type") != "profile":
        return title, []
    return title, [{**said, **({"name": (title,)} if title else {})}] if title or "family_name" in said else []
