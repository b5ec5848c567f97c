"""What one answer of a platform shows of an account, read by the signs of its row in data/platforms.csv.

A sign is made of tests: `404` (the status), `"text"` (it stands in the body), `PLACE` (something stands there), `PLACE = value`
and `PLACE ~ pattern`; `!` says not. ` && ` binds tests, ` || ` parts alternatives; `{handle}` is the handle that was asked
about. Places: `title`, `meta:NAME`, `class:NAME` (of an HTML page), `json:a/b/0/*` (a way through JSON: of the body, of a script,
or of a variable in one, as `form` says), `location` (of a redirect) and `body`. A fact is a place, or the first group of a pattern there.

Counters are never facts; a wall is never private, and no sign at all is a shape that is new.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from bs4 import Tag

from checks.errors import Blocked, Unreadable
from checks.fetch import check_refused
from checks.hits import is_address
from checks.markup import attribute, decode, tree
from checks.model import Finding, Visibility
from checks.platforms import Account
from checks.source import Reply
from checks.text import canonical_url, clip, plain

_BODY = 3_000_000  # characters of an answer that are looked at
_VALUES = 60  # of one place
_VALUE = 1000  # characters of one value
_SHOWS = ("posts", "friends", "activity", "payments")  # signs whose name is the value of `shows`
_KEPT_OUT = re.compile(r"\b(?:noindex|none)\b", re.IGNORECASE)
_NOTHING = object()  # JSON may be null; this is no JSON at all


def read(source: str, reply: Reply, account: Account) -> Finding | None:
    """The account as a stranger sees it; None where the platform says that there is none. Raises Blocked and Unreadable."""
    shown, signs, title = _Shown(reply, account), account.platform.signs, account.platform.title
    if shown.has(signs["walled"]):
        raise Blocked(f"{title} wanted a log-in or proof of a human visitor instead of answering")
    if shown.has(signs["private"]):
        return _finding(source, shown, account, Visibility.PRIVATE)
    there, missing = shown.has(signs["exists"]), shown.has(signs["missing"])
    if there and not missing:
        open_ = shown.has(signs["public"])
        return _finding(source, shown, account, Visibility.PUBLIC if open_ else Visibility(account.platform.otherwise))
    if missing and not there:
        return None
    check_refused(reply)
    raise Unreadable(f"{title} answered in a way that this program does not know, so it says nothing of the account")


def statuses(account: Account) -> frozenset[int]:
    """Those that a sign of its row speaks of, and 200."""
    said = " ".join(account.platform.signs.values())
    return frozenset({200, *(int(number) for number in re.findall(r"(?<!\S)!?([1-5]\d\d)(?!\S)", said))})


def _finding(source: str, shown: "_Shown", account: Account, visibility: Visibility) -> Finding:
    platform, rules = account.platform, account.platform.facts
    name = next(shown.values(rules["name"]), "")
    about = next(shown.values(rules["description"]), "")
    single = {
        "handle": account.handle.casefold(),
        "name": name,
        "description": about,
        "home_location": next(shown.values(rules["home_location"]), ""),
        "image": "yes" if shown.has(platform.signs["image"]) else "",
        "date_published": _month(next(shown.values(rules["last"]), "")),
        "additional_type": platform.kind,
        "visibility": visibility.value,
    }
    facts: dict[str, tuple[str, ...]] = {key: (value,) for key, value in single.items() if value}
    links = sorted({canonical_url(each) for each in shown.values(rules["links"]) if is_address(canonical_url(each))})
    shows = sorted(_shows(shown, account)) if visibility is not Visibility.PRIVATE else []
    facts |= {key: tuple(values) for key, values in (("same_as", links), ("shows", shows)) if values}
    return Finding(
        source=source,
        key=account.key,
        url=platform.url(account.handle),
        title=clip(f"{name or account.handle} on {platform.title}", 300),
        facts=facts,
        text=clip("\n".join(filter(None, (name, about, single["home_location"], *links)))),
    )


def _shows(shown: "_Shown", account: Account) -> Iterator[str]:
    yield from (each for each in _SHOWS if shown.has(account.platform.signs[each]))
    if account.platform.probe == account.platform.profile and not shown.asks_engines_away:
        yield "search"


def _month(said: str) -> str:
    """The month of a date, however it is written: a day would be news every week."""
    if said.isdecimal() and 9 <= len(said) <= 13:
        seconds = int(said) / (1000 if len(said) > 11 else 1)
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m")
    if iso := re.search(r"\b((?:19|20)\d\d)-(\d\d)\b", said):
        return f"{iso[1]}-{iso[2]}"
    named = re.search(
        r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? ((?:19|20)\d\d)\b", said.lower()
    )
    return datetime.strptime(f"{named[1]} {named[2]} +0000", "%b %Y %z").strftime("%Y-%m") if named else ""


@dataclass
class _Shown:
    """One answer, looked at place by place."""

    reply: Reply
    account: Account

    def has(self, sign: str) -> bool:
        return bool(sign) and any(all(self._is(test) for test in each.split(" && ")) for each in sign.split(" || "))

    def _is(self, test: str) -> bool:
        test = test.strip()
        if test.startswith("!"):
            return not self._is(test[1:])
        if test.isdecimal() and len(test) == 3:
            return self.reply.status == int(test)
        if test[:1] == '"':
            return test[1:-1] in self._body
        place, between, wanted = _parts(test)
        values = self._at(place)
        if between == "=":
            return any(
                value.casefold() == wanted.replace("{handle}", self.account.handle).casefold() for value in values
            )
        if between == "~":
            return any(self._searched(wanted, value) for value in values)
        return any(value not in ("", "null", "[]", "{}", "false") for value in values)

    def values(self, rule: str) -> Iterator[str]:
        """What a fact's rule finds, as one line of text each."""
        for each in filter(None, rule.split(" || ")):
            place, between, pattern = _parts(each.strip())
            for value in self._at(place):
                found = self._searched(pattern, value) if between else None
                said = plain((found[1] if found else "") if between else value)[:_VALUE].strip()
                if said and said not in ("null", "true", "false"):
                    yield said

    def _searched(self, pattern: str, value: str) -> re.Match[str] | None:
        written = pattern.replace("{handle}", re.escape(self.account.handle))
        return re.search(written, value, re.IGNORECASE | re.DOTALL)

    def _at(self, place: str) -> tuple[str, ...]:
        kind, _, name = place.partition(":")
        match kind:
            case "json":
                document = self._document
                return () if document is _NOTHING else tuple(_said(each) for each in _walk(document, name))
            case "meta":
                return self._head.get(name.lower(), ())
            case "title":
                return self._head.get("<title>", ())
            case "class":
                return self._classes(name)
            case "location":
                return (self.reply.headers.get("location", ""),)
            case "body":
                return (self._body,)
        raise AssertionError(f"no such place: {place}")

    @property
    def asks_engines_away(self) -> bool:
        said = (self.reply.headers.get("x-robots-tag", ""), *self._head.get("robots", ()))
        return any(_KEPT_OUT.search(each) for each in said)

    @cached_property
    def _body(self) -> str:
        return decode(self.reply.body, self.reply.headers.get("content-type", ""))[:_BODY]

    @cached_property
    def _tree(self) -> Tag | None:
        return tree(self._body)[0] if "<" in self._body else None

    @cached_property
    def _head(self) -> Mapping[str, tuple[str, ...]]:
        if self._tree is None:
            return {}
        found: dict[str, tuple[str, ...]] = {}
        if (title := self._tree.find("title")) is not None:
            found["<title>"] = (" ".join(plain(title.get_text()[:2000]).split()),)
        for each in self._tree.find_all("meta", limit=200):
            name = (attribute(each, "property") or attribute(each, "name")).lower()
            found[name] = (*found.get(name, ()), attribute(each, "content")[:2000])
        return found

    def _classes(self, name: str) -> tuple[str, ...]:
        if self._tree is None or name not in self._body:
            return ()
        found = self._tree.find_all(attrs={"class": re.compile(rf"(?:^|\s){re.escape(name)}(?:\s|$)")}, limit=5)
        return tuple(" ".join(plain(each.get_text(" ")[:5000]).split()) for each in found)

    @cached_property
    def _document(self) -> Any:
        """The JSON of the answer; `_NOTHING` where the place that should hold it is empty or holds something else."""
        kind, _, name = self.account.platform.form.partition(" ")
        try:
            match kind:
                case "json":
                    return json.loads(self._body)
                case "script":
                    return json.loads(_between(self._body, f'id="{name}"', "</script>").partition(">")[2])
                case "var":
                    written = _between(self._body, f"{name} =", "</script>").lstrip()
                    return json.JSONDecoder().raw_decode(written)[0]
        except (ValueError, RecursionError):
            return _NOTHING
        return _NOTHING


def _parts(test: str) -> tuple[str, str, str]:
    """`PLACE ~ pattern` in its three parts."""
    match = re.match(r"(\S+) ([=~]) (.*)", test)
    return (match[1], match[2], match[3]) if match else (test, "", "")


def _between(body: str, start: str, end: str) -> str:
    begin = body.find(start)
    if begin < 0:
        return ""
    begin += len(start)
    stop = body.find(end, begin)
    return body[begin : stop if stop >= 0 else len(body)]


def _walk(document: Any, way: str) -> list[Any]:
    """Everything at the end of a way; `*` stands for each item of a list."""
    here = [document]
    for step in filter(None, way.split("/")):
        there: list[Any] = []
        for each in here:
            if isinstance(each, list):
                there += each[:_VALUES] if step == "*" else each[int(step) : int(step) + 1] if step.isdecimal() else []
            elif isinstance(each, dict) and step in each:
                there.append(each[step])
        here = there[:_VALUES]
    return here


def _said(value: Any) -> str:
    """A value of JSON as a sign is compared with: texts as they are, the rest as JSON writes it; of full ones that they are."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        return "full" if value else "[]" if isinstance(value, list) else "{}"
    return json.dumps(value)
