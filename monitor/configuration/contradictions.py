"""Where single values of `config.toml` are right and do not go together. Works on the document as it was read, so that
these problems are said along with all others. What is not of the right kind is passed over here: the layout says it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from checks.model import Address, PrivateFacts
from checks.text import fold
from monitor.configuration.layout import ONE_PERSON
from monitor.seal import strangers

# Keys below these parts may be said aloud, but for those that only help to judge (DESIGN §2).
_ALOUD = (
    "npi",
    "orcid",
    "profiles",
    "name",
    "towns",
    "practice",
    "licences",
    "handles",
    "breach_lookup",
    "network",
    "sources",
)
_KEPT = frozenset({"practice.street", "practice.city", "practice.region", "practice.postal_code"})

Path = tuple[str | int, ...]


def contradictions(document: Mapping[str, Any]) -> Iterator[str]:
    yield from _one_person(document)
    yield from _said_aloud(document)
    yield from _mail(document)


def _one_person(document: Mapping[str, Any]) -> Iterator[str]:
    """One person has few names, and they hang together; a list of people does not (promise 1)."""
    part = _part(document, "name")
    daily = _text(part.get("daily"))
    forms = [(f"name.{key}[{i}]", n) for key in ("also", "former") for i, n in enumerate(_texts(part.get(key)), 1)]
    if len(forms) >= ONE_PERSON:
        yield f"name holds {len(forms) + 1} names; {ONE_PERSON} are the most that one person has"
    relatives = {fold(name) for name in _texts(_part(document, "private").get("relatives"))} - {fold(daily), ""}
    for path, name in forms:
        if fold(name) in relatives:
            yield f"{path} also stands in private.relatives: here only your own names belong"
    if daily:
        for index in strangers([daily, *(name for _, name in forms)]):
            yield (
                f"{forms[index - 1][0]} has no name in common with your other names: this program follows one person. "
                "If it is your own, add the name that links them (such as the one between two marriages)"
            )


def _said_aloud(document: Mapping[str, Any]) -> Iterator[str]:
    facts, own = _private(_part(document, "private")), _text(_part(document, "name").get("daily"))
    for top in _ALOUD:
        for path, text in _walk(document.get(top), (top,)):
            where = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path)[1:]
            if where in _KEPT or (top == "sources" and where.endswith(("_env", "_file"))):
                continue
            for what in facts.found_in(text, own=own):
                yield f"{where} holds {what} that [private] keeps private: decide which it is, and take it out of the other place"


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text in a part of the document with its path. TOML itself bounds the depth."""
    if isinstance(value, str):
        yield path, value
    pairs: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, inner in pairs:
        yield from _walk(inner, (*path, key))


def _private(part: Mapping[str, Any]) -> PrivateFacts:
    homes = part.get("home_addresses")
    streets = [_text(home.get("street")) for home in homes if isinstance(home, dict)] if isinstance(homes, list) else []
    born = part.get("birth_date")
    if isinstance(born, str):
        try:
            born = date.fromisoformat(born)
        except ValueError:
            born = None
    return PrivateFacts(
        home_addresses=tuple(Address(street=street) for street in streets),
        phones=_texts(part.get("phones")),
        emails=_texts(part.get("emails")),
        birth_date=born if isinstance(born, date) else None,
        relatives=_texts(part.get("relatives")),
    )


def _mail(document: Mapping[str, Any]) -> Iterator[str]:
    """A part that is there must say enough for a letter to be addressed. Without a host it is kept, not sent: sending says so."""
    part = _part(document, "mail")
    if not part:
        return
    for key in ("to", "sender"):
        if part.get(key, "") == "":
            yield f"mail.{key} is missing: without it the letter cannot be addressed"
    named, command = any(part.get(key) for key in ("password_env", "password_file")), bool(part.get("token_command"))
    if (named or command) and not part.get("username"):
        yield f"mail.username is missing: a {'password' if named else 'token'} is named for it"


def _part(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = document.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value))) if isinstance(value, list) else ()
