"""Ask through the client; translate refusals, walls and new shapes into our errors, so that a source reads answers only."""

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from checks import page
from checks.errors import Blocked, Unreachable, Unreadable
from checks.source import Ask, Reply, Request

T = TypeVar("T")

# Marks of walls and challenge pages: catalogue search_breach_archive.md §2.4 and registries_social_trail.md §1.3.
_REFUSED = frozenset({401, 402, 403, 407, 429, 451, 999})
_WALL_PATH = re.compile(r"^https?://[^/]+/(login|accounts/login|authwall|checkpoint|challenge|sorry|sp/captcha)\b")
_WALL_HOST = re.compile(r"^https?://(consent\.(youtube|google)\.com|sorry\.google\.com)/")
_CHALLENGE = re.compile(
    rb"<title>\s*Just a moment|anomaly\.js|anomaly-modal|id=[\"']challenge-form|captcha-delivery\.com", re.IGNORECASE
)
# Tools of walls that ordinary pages use too, to guard a form: a wall shows them and nothing else.
_GUARDED = re.compile(
    rb"/cdn-cgi/challenge-platform/|challenges\.cloudflare\.com/turnstile|google\.com/recaptcha|recaptcha\.net/|hcaptcha\.com|"
    rb"/_Incapsula_Resource|px-captcha",
    re.IGNORECASE,
)
_WALL_WORDS = re.compile(
    r"\b(?:human|robots?|bots?|captcha|security check|unusual (?:traffic|activity)|automated|checking your browser|verif(?:y|ying|ied)|"
    r"enable (?:javascript|cookies)|access (?:denied|to this page)|pardon our interruption|sicherheitsprüfung|vérifi\w+|verifica\w*)\b",
    re.IGNORECASE,
)
_WALL_CHARACTERS = 800  # a wall says little beside that it is one


async def fetch(ask: Ask, request: Request, *, accept: Collection[int] = (200,)) -> Reply:
    """The answer, if its status is one that the source can read. A wall is `Blocked`, whatever its status."""
    reply = await ask(request)
    host = reply.url.split("/")[2] if "://" in reply.url else reply.url
    if is_wall(reply):
        raise Blocked(f"{host} wanted proof of a human visitor instead of answering")
    if reply.status in accept:
        return reply
    check_refused(reply)
    if reply.status >= 500:
        raise Unreachable(f"{host} has a fault of its own (HTTP {reply.status})")
    raise Unreadable(f"{host} answered HTTP {reply.status}, which it is not known to do")


def check_refused(reply: Reply) -> None:
    """Raise `Blocked` for a status that is a refusal: of one that the source can read, once it could not."""
    if reply.status in _REFUSED:
        raise Blocked(_refusal(reply.url.split("/")[2] if "://" in reply.url else reply.url, reply))


def leads_to_wall(url: str) -> bool:
    """Whether a redirect leads to a log-in, a consent or a proof of a human visitor."""
    return bool(_WALL_PATH.match(url) or _WALL_HOST.match(url))


async def fetch_json(
    ask: Ask,
    url: str,
    params: Mapping[str, str] | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    accept: Collection[int] = (200,),
    conditional: bool = False,
) -> tuple[int, Any]:
    """Status and decoded JSON. An HTML page in its place (maintenance, a wall never seen) is `Unreadable`."""
    request = Request(
        url=url,
        params=tuple((params or {}).items()),
        headers={"Accept": "application/json", **(headers or {})},
        conditional=conditional,
    )
    reply = await fetch(ask, request, accept=accept)
    return reply.status, decode_json(reply)


def posting(url: str, said: Mapping[str, Any], headers: Mapping[str, str]) -> Request:
    """A question that is put as JSON in the body of a POST."""
    sent = {"Accept": "application/json", "Content-Type": "application/json", **headers}
    return Request(url=url, method="POST", body=json.dumps(said).encode(), headers=sent)


def decode_json(reply: Reply) -> Any:
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{reply.url.split('/')[2]} did not answer in JSON") from error


def is_wall(reply: Reply) -> bool:
    headers = reply.headers
    if headers.get("cf-mitigated") == "challenge" or headers.get("x-amzn-waf-action") == "challenge":
        return True
    if leads_to_wall(reply.url):
        return True
    looks_html = "html" in headers.get("content-type", "html")
    if not looks_html or reply.body.lstrip()[:1] != b"<":
        return False
    if _CHALLENGE.search(reply.body[:65536]):
        return True
    return bool(_GUARDED.search(reply.body[:65536])) and _says_little_else(reply)


def _says_little_else(reply: Reply) -> bool:
    """A contact form with a captcha stands on a page with words; a wall refuses, asks for proof, or is empty."""
    if reply.status in _REFUSED or reply.status == 503:
        return True
    shown = page.read(reply.url, reply.body, reply.headers.get("content-type", ""))
    said = f"{shown.title}\n{shown.text}"
    return len(said) < _WALL_CHARACTERS and (len(shown.text) < 40 or bool(_WALL_WORDS.search(said)))


def _refusal(host: str, reply: Reply) -> str:
    match reply.status:
        case 401:
            return f"{host} did not accept the key (HTTP 401)"
        case 402:
            return f"{host} wants to be paid first (HTTP 402)"
        case 429:
            return f"{host} asked for fewer questions (HTTP 429)"
        case _:
            return f"{host} refused (HTTP {reply.status})"


def expect(payload: Any, kind: type[T], what: str) -> T:
    """`payload` if it is of the shape that a source can read; a new shape is `Unreadable`, and says where."""
    if not isinstance(payload, kind):
        raise Unreadable(f"{what}: expected {kind.__name__}, got {type(payload).__name__}")
    return payload


def field(payload: Any, name: str, kind: type[T], where: str) -> T:
    """A field that every answer of the source has; its absence is a new shape."""
    mapping = expect(payload, dict, where)
    if name not in mapping:
        raise Unreadable(f"{where} has no {name!r}")
    return expect(mapping[name], kind, f"{where}.{name}")


def words(payload: Mapping[str, Any], name: str) -> str:
    """An optional text field: its text without outer spaces, or an empty string whatever else is there."""
    value = payload.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""
