"""GitHub: the profile of a handle that she lists, and the e-mail addresses that stand in its commits for good. https://github.com

Catalogue: registries_social_trail.md §4.12. Public events no longer hold commits, so the search for commits is asked
instead. Of a commit only its author's name and address are read, and only where the author is her account; addresses of
the form `…@users.noreply.github.com` are GitHub's own cover and none of hers. Counters are no facts. Without a token the
search takes 10 questions a minute. She can cover later addresses at github.com/settings/emails; old commits keep theirs.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from checks.errors import Blocked, Partial, Unreadable
from checks.fetch import decode_json, expect, fetch, field, words
from checks.hits import unread
from checks.model import Finding, Query, Question, Room, Visibility
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import canonical_url, clip, plain

NAME = "github"
URL = "https://api.github.com/"
PAGE = 100  # commits of one answer, the newest first
_COMMITS = "author:"
_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38})", re.ASCII)
_PROFILE = re.compile(r"https?://(?:www\.)?github\.com/([\w-]{1,39})/?", re.ASCII | re.IGNORECASE)
_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)
_COVER = re.compile(r"(?:@users\.noreply\.github\.com|^noreply@github\.com)$")
_SITE = re.compile(r"(?:https?://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:/[!-~]{0,300})?", re.ASCII)


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    listed = [handle.handle for handle in query.handles if handle.platform.casefold() == NAME]
    listed += [match[1] for page in query.profiles if (match := _PROFILE.fullmatch(page))]
    for handle in dict.fromkeys(text.strip().removeprefix("@").lower() for text in listed):
        if _HANDLE.fullmatch(handle):
            yield Question(source=NAME, text=handle, tells=("handle",))
            yield Question(source=NAME, text=f"{_COMMITS}{handle}", tells=("handle",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    if not question.text.startswith(_COMMITS):
        reply = await _asked(ask, f"users/{question.text}")
        if reply.status == 200:
            yield parse(decode_json(reply), question.text)
        else:
            _check_nothing(reply)
        return
    params = {"q": question.text, "sort": "author-date", "order": "desc", "per_page": str(PAGE)}
    payload = _found(await _asked(ask, "search/commits", params))
    for finding in addresses(payload, question.text.removeprefix(_COMMITS)):
        yield finding
    if problems := list(_doubts(payload)):
        raise Partial("; ".join(problems))


async def _asked(ask: Ask, path: str, params: Mapping[str, str] | None = None) -> Reply:
    headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    if token := ask.settings.get("api_key"):
        headers["Authorization"] = f"Bearer {token}"
    request = Request(url=URL + path, params=tuple((params or {}).items()), headers=headers)
    reply = await fetch(ask, request, accept=(200, 403, 404, 422))
    if reply.status == 403:
        raise Blocked("GitHub asked for fewer questions or did not accept the token (HTTP 403)")
    return reply


def _check_nothing(reply: Reply) -> None:
    """Of the service's own 404 a proxy's or a moved interface's must be told."""
    if reply.status != 404 or words(expect(decode_json(reply), dict, "GitHub"), "message") != "Not Found":
        raise Unreadable("GitHub did not take the question in a way that it is not known to do")


def _found(reply: Reply) -> Any:
    """The search says 422 of an account that it does not search: closed, hidden or never there."""
    if reply.status == 422:
        raise Partial("GitHub does not search the commits of this account")
    if reply.status != 200:
        raise Unreadable("GitHub's search for commits was not where it is known to be")
    return decode_json(reply)


def _doubts(payload: Any) -> Iterator[str]:
    bad = sum(not _is_readable(commit) for commit in _commits(payload))
    if bad:
        yield unread(bad, "commits")
    if payload.get("incomplete_results") is not False:
        yield "GitHub did not search to the end"
    if field(payload, "total_count", int, "GitHub") > PAGE:
        yield "more commits than one answer holds: an address in an older one may be missing"


def parse(payload: Any, handle: str) -> Finding:
    """The profile as a stranger sees it."""
    shown = field(payload, "login", str, "GitHub")
    if shown.lower() != handle:
        raise Unreadable("GitHub answered about another handle than was asked for")
    name, bio, place, firm = (plain(words(payload, part)) for part in ("name", "bio", "location", "company"))
    mail, site = words(payload, "email").lower(), words(payload, "blog")
    facts = {
        "handle": handle,
        "name": name,
        "description": bio,
        "home_location": place,
        "works_for": firm.lstrip("@ "),
        "email": mail if _MAIL.fullmatch(mail) else "",
        "same_as": canonical_url(site if "://" in site else f"https://{site}") if _SITE.fullmatch(site) else "",
        "visibility": Visibility.PUBLIC.value,
        "additional_type": "social",
    }
    said = (facts[part] for part in ("name", "description", "works_for", "home_location", "email", "same_as"))
    return Finding(
        source=NAME,
        key=handle,
        url=f"https://github.com/{handle}",
        title=clip(f"{name or handle} on GitHub", 300),
        facts={fact: (value,) for fact, value in facts.items() if value},
        text=clip("\n".join(filter(None, said))),
    )


def addresses(payload: Any, handle: str) -> Iterator[Finding]:
    """One finding for each e-mail address in the commits of her account."""
    names: dict[str, set[str]] = {}
    for commit in _commits(payload):
        if _is_readable(commit) and words(commit["author"] or {}, "login").lower() == handle:
            author = commit["commit"]["author"]
            names.setdefault(words(author, "email").lower(), set()).add(plain(words(author, "name")))
    for mail in sorted(names):
        if _MAIL.fullmatch(mail) and not _COVER.search(mail):
            shown = sorted(names[mail] - {""})
            facts = {"handle": (handle,), "email": (mail,), "name": tuple(shown), "additional_type": ("social",)}
            yield Finding(
                source=NAME,
                key=f"{handle}:commits:{hashlib.sha256(mail.encode()).hexdigest()[:16]}",
                url=f"https://github.com/{handle}",
                title=clip(f"An e-mail address in the commits of {handle} on GitHub", 300),
                facts={fact: values for fact, values in facts.items() if values},
                text=clip("\n".join([*shown, mail])),
            )


def _commits(payload: Any) -> list[Any]:
    return field(payload, "items", list, "GitHub")


def _is_readable(commit: Any) -> bool:
    """Its author may be no account at all (null); who wrote it and from where must be there."""
    account, git = (commit.get(part) for part in ("author", "commit")) if isinstance(commit, dict) else ("", None)
    author = git.get("author") if isinstance(git, dict) else None
    return (account is None or isinstance(account, dict)) and isinstance(author, dict) and bool(words(author, "email"))


SOURCE = Source(
    name=NAME,
    title="GitHub",
    homepage="https://github.com",
    room=Room.TRAIL,
    tells=("handle",),
    hosts=("api.github.com",),
    questions=questions,
    search=search,
    takes=("api_key",),
    pace_seconds=7,
    key_page="https://github.com/settings/tokens",
    cost="free",
)
