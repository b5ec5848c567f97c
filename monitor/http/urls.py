"""URLs as they leave: parameters spelled out, and the detour through the gateway and back (DESIGN §8)."""

import re
import unicodedata
from urllib.parse import quote

from checks.errors import Unreachable
from checks.source import Request

_DETOUR = re.compile(r"/(https?)/([^/?#]+)(.*)", re.DOTALL)


def spelled(request: Request) -> str:
    """The URL with its parameters, percent-encoded. A parameter may hold quotes, spaces, any script, no control character."""
    texts = (request.url, *(text for pair in request.params for text in pair))
    if any(unicodedata.category(char) in ("Cc", "Cs") for text in texts for char in text):
        raise Unreachable("a question held control characters and was not sent")
    base = request.url.partition("#")[0]
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in request.params)
    if not query:
        return base
    joint = "" if base.endswith(("?", "&")) else "&" if "?" in base else "?"
    return f"{base}{joint}{query}"


def through(gateway: str, url: str) -> str:
    """Where a request for `url` is sent: `https://host:8443/path?q` goes to `<gateway>/https/host:8443/path?q`."""
    scheme, _, rest = url.partition("://")
    return f"{gateway}/{scheme}/{rest}"


def back(gateway: str, location: str) -> str:
    """The original that a redirect through the gateway means; any other location as it is.

    The gateway's address may be left out. A page of the web whose own path begins with /https/ would be misread, which
    is no loss where every page is one of the sample web.
    """
    detour = _DETOUR.fullmatch(location.removeprefix(gateway))
    return f"{detour[1]}://{detour[2]}{detour[3]}" if detour else location
