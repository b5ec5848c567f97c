"""What a site asks of programs (RFC 9309): its robots.txt, read once per scan and host. Only pages go by it (promise 12).

4xx: the site says nothing, so all may be visited. A fault of theirs, or silence: nothing may be, as nobody knows. 429 is a
refusal of ours, not a missing file. A crawl delay is kept by the pace; one that is longer than a scan waits allows one page.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego

from checks.errors import Blocked, Unreachable
from checks.source import Reply

PRODUCT = "clinician-footprint"  # our name in the User-Agent and in robots.txt
_READ_BYTES = 512_000  # RFC 9309 §2.5: at least 500 KiB
_AGENT_LINE = re.compile(r"[ \t]*user[ -]?agent\b[ \t]*:?[ \t]*([^#]*)", re.IGNORECASE)

Fetch = Callable[[str], Awaitable[Reply]]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What one host asks of us. `failure`: why nothing may be visited."""

    parsed: Protego | None = None
    failure: str = ""

    def allow(self, url: str) -> bool:
        return self.parsed is None or self.parsed.can_fetch(url, PRODUCT)

    @property
    def delay_seconds(self) -> float:
        return (self.parsed.crawl_delay(PRODUCT) or 0.0) if self.parsed else 0.0


class Robots:
    """The rules of every host that a scan visits."""

    def __init__(self, longest_wait_seconds: float) -> None:
        self._longest_wait = longest_wait_seconds
        self._known: dict[str, Rules] = {}
        self._gates: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._visited: set[str] = set()

    async def pace(self, url: str, fetch: Fetch) -> float:
        """The seconds that its host wants between two pages. Raises Blocked or Unreachable where it is not to be visited."""
        origin = "/".join(url.split("/", 3)[:3])
        host = origin.split("/")[2]
        async with self._gates[origin]:
            if origin not in self._known:
                self._known[origin] = await _asked(host, f"{origin}/robots.txt", fetch)
        rules = self._known[origin]
        if rules.failure:
            raise Unreachable(rules.failure)
        if not rules.allow(url):
            raise Blocked(f"{host} was not asked: its robots.txt asks programs to stay away from this page")
        if rules.delay_seconds > self._longest_wait and origin in self._visited:
            raise Blocked(f"{host} was not asked again: it wants longer pauses between pages than a scan has")
        self._visited.add(origin)
        return min(rules.delay_seconds, self._longest_wait)


async def _asked(host: str, url: str, fetch: Fetch) -> Rules:
    try:
        reply = await fetch(url)
    except Unreachable as error:
        return Rules(failure=f"{host} was not asked: its rules for programs (robots.txt) could not be read: {error}")
    if reply.status == 429:
        raise Blocked(f"{host} asked for fewer questions (HTTP 429)")
    if reply.status >= 500:
        return Rules(
            failure=f"{host} was not asked: its rules for programs (robots.txt) cannot be had now (HTTP {reply.status})"
        )
    return Rules(parsed=read(reply.body)) if reply.status == 200 else Rules()


def read(body: bytes) -> Protego:
    """The groups that speak to us, or to everybody: a file of a million other programs costs nothing."""
    lines = body[:_READ_BYTES].decode("utf-8-sig", "replace").splitlines()
    return Protego.parse("\n".join(map(_for_us_or_not, lines)))


def _for_us_or_not(line: str) -> str:
    agent = _AGENT_LINE.match(line)
    if agent is None:
        return line
    name = agent[1].strip().lower()
    return line if name == "*" or name.strip("*") == PRODUCT else "User-agent: some-other-program"
