"""The polite client: one per scan. Sources see `checks.source.Ask` and nothing of this.

Order of one attempt: the host's line, its pace, a place in the scan, the ledger row, then the request. Every attempt
and every hop pays the pace and has its own row, since it left the machine.
"""

import re
import ssl
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from types import MappingProxyType, TracebackType
from typing import Self
from urllib.parse import quote

from checks.errors import Blocked, Unchanged, Unreachable
from checks.model import Disclosure, Question, Validators
from checks.sites import Step, Verdict, unknown
from checks.source import Reply, Request, Settings, Source
from monitor.budget import Allowance
from monitor.clock import Clock
from monitor.http import patience, urls
from monitor.http.guard import Resolve, resolve
from monitor.http.robots import PRODUCT, Robots
from monitor.http.turns import Turns
from monitor.http.wire import Limits, MayPass, Wire, authority, canonical, probed

__all__ = ["Asking", "Client", "Ledger", "Limits"]

Ledger = Callable[[Disclosure], Awaitable[None]]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = frozenset({"GET", "HEAD"})  # may be sent again when it is not known whether they arrived
# What a source cannot set: who we are, and how one message ends and the next begins.
_OURS = frozenset(
    {
        "user-agent", "cookie", "host", "accept-encoding", "connection", "keep-alive", "proxy-authorization",
        "proxy-connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect",
        "if-none-match", "if-modified-since",
    }
)  # fmt: skip
_FOR_ANYBODY = frozenset({"accept", "accept-language"})  # all that goes along to another host: keys are meant for one
_SENDABLE = re.compile(r"[\x20-\x7e\t]{0,8000}")  # a header's name and value
_REPEATABLE = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,999}")  # what a stranger may make us say again next week


class Client:
    """Use it as `async with`; `asking` gives a source what it may see of it."""

    def __init__(
        self,
        *,
        clock: Clock,
        contact: str,
        ledger: Ledger,
        version: str,
        gateway: str = "",
        open_hosts: frozenset[str] = frozenset(),
        purpose: str = "scan",
        allowances: Mapping[str, Allowance] = MappingProxyType({}),
        limits: Limits = Limits(),  # noqa: B008 frozen
        trust: ssl.SSLContext | None = None,
        resolver: Resolve = resolve,
    ) -> None:
        """`open_hosts`: those that the configuration names, "host" or "host:port". `allowances`: of sources with a monthly
        budget, by name. `trust` and `resolver`: for tests."""
        self.clock, self.ledger, self.purpose, self.limits = clock, ledger, purpose, limits
        address = f"; +mailto:{quote(contact, safe='@+')}" if contact else ""
        self.wire = Wire(
            limits=limits,
            agent=f"{PRODUCT}/{version} (personal self-monitoring{address})",
            gateway=gateway,
            open_hosts=open_hosts,
            trust=trust,
            resolver=resolver,
        )
        self.turns = Turns(clock, concurrent=limits.concurrent, per_host=limits.connections_per_host)
        self.robots = Robots(limits.longest_wait_seconds)
        self.allowances = allowances

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.wire.close()

    def asking(
        self,
        source: Source,
        question: Question,
        settings: Settings,
        validators: Validators = Validators(),  # noqa: B008 frozen
    ) -> "Asking":
        return Asking(self, source, question, settings, validators)

    async def probe(
        self, source: str, tells: tuple[str, ...], step: Step, seconds: float, line: str = ""
    ) -> Verdict | None:
        """One probe of a sweep: once, no redirect followed, no robots.txt (DESIGN, promise 12). A verdict where there is no
        answer; else None, and the step's look has it. `line`: whose turn it is, where that is not the host's.
        """
        try:
            url = probed(step.probe.url)
            host = authority(url)
            self.wire.refuse_own(url)
            headers = _checked(host, step.probe.headers)
            async with self.turns.turn(line or host, 0.0, is_placed=False):
                if tells:
                    now = self.clock.now()
                    await self.ledger(Disclosure(at=now, source=source, host=host, tells=tells, purpose=self.purpose))
                sent = (step.probe.method, url, headers, step.probe.body, step.look, seconds)
                status, said = await self.wire.probes.exchange(*sent)
                self._heed(line or host, status, said.get("retry-after", ""))
        except (Unreachable, Blocked) as error:
            return unknown(error.outcome, str(error))
        return None

    def _heed(self, line: str, status: int, retry_after: str) -> None:
        """A host that wants to be left alone is, by everybody, until then."""
        self.turns.answered(line, status)
        now = self.clock.now()
        if status in (429, 503) and (wait := patience.seconds_asked(retry_after, now)):
            if wait > self.limits.longest_wait_seconds:
                self.turns.close(line, now + timedelta(seconds=wait))
            else:
                self.turns.rest(line, wait)


class Asking:
    """What one source sees while it asks one question: implements `checks.source.Ask`."""

    def __init__(
        self, client: Client, source: Source, question: Question, settings: Settings, validators: Validators
    ) -> None:
        self._client, self._source, self._question = client, source, question
        self._settings, self._sent_validators = settings, validators
        self._validators = Validators()
        self._allowance = client.allowances.get(source.name)

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def validators(self) -> Validators:
        """Those of the last 200 to a conditional request: what the next scan may be conditional on."""
        return self._validators

    async def __call__(self, request: Request) -> Reply:
        method, url = request.method.upper(), canonical(urls.spelled(request))
        headers, body = _checked(authority(url), request.headers), request.body
        if request.conditional:
            headers |= _conditions(self._sent_validators)
        for _hop in range(self._client.limits.redirects + 1):
            pace = await self._client.robots.pace(url, self._robots_txt) if request.page else 0.0
            reply = await self._insist(method, url, headers, body, max(pace, self._source.pace_seconds))
            if reply.status == 304 and ("If-None-Match" in headers or "If-Modified-Since" in headers):
                raise Unchanged(f"{authority(url)} says that its last answer stands")
            location = reply.headers.get("location", "")
            if reply.status not in _REDIRECTS or not request.follow or not location:
                return self._kept(request, reply)
            before, url = url, await self._client.wire.next_hop(url, location)
            method = _method_after(reply.status, method)
            body = body if method == request.method.upper() else b""
            if authority(before) != authority(url):
                if body:
                    raise Unreachable(f"{authority(before)} sends the question on to another host; it was not followed")
                headers = {name: value for name, value in headers.items() if name.lower() in _FOR_ANYBODY}
        raise Unreachable(f"{authority(url)} redirects too often; it was not followed to the end")

    async def _robots_txt(self, url: str) -> Reply:
        return await self(Request(url=url))

    def _kept(self, request: Request, reply: Reply) -> Reply:
        if request.conditional and reply.status == 200:
            self._validators = Validators(
                etag=_repeatable(reply.headers.get("etag", "")),
                last_modified=_repeatable(reply.headers.get("last-modified", "")),
            )
        return reply

    async def _insist(self, method: str, url: str, headers: Mapping[str, str], body: bytes, pace: float) -> Reply:
        """One hop with patience: transient faults, and waits that the host asks for. It rests meanwhile, for all."""
        client, host = self._client, authority(url)
        last = client.limits.attempts if method in _SAFE else 1
        for attempt in range(1, last + 1):
            try:
                reply = await self._attempt(method, url, headers, body, pace)
            except MayPass:
                if attempt == last or self._is_spent:
                    raise
                client.turns.rest(host, patience.back_off(attempt))
                continue
            now = client.clock.now()
            wait = patience.wait_before_retry(reply.status, reply.headers.get("retry-after", ""), attempt, now)
            if wait is None:
                return reply
            if wait > client.limits.longest_wait_seconds:
                raise client.turns.close(host, now + timedelta(seconds=wait))
            client.turns.rest(host, wait)
            if attempt == last or client.turns.is_closed(host) or self._is_spent:
                return reply
        raise AssertionError("the last attempt returns or raises")

    async def _attempt(self, method: str, url: str, headers: Mapping[str, str], body: bytes, pace: float) -> Reply:
        client, host = self._client, authority(url)
        client.wire.refuse_own(url)
        async with client.turns.turn(host, pace):
            if self._allowance is not None:
                self._allowance.take()
            if self._question.tells:
                await client.ledger(self._disclosure(host))
            reply = await client.wire.exchange(method, url, headers, body)
            client.turns.answered(host, reply.status)
            return reply

    @property
    def _is_spent(self) -> bool:
        """Whether no other attempt is paid for: then this one's answer stands."""
        return self._allowance is not None and self._allowance.is_spent

    def _disclosure(self, host: str) -> Disclosure:
        return Disclosure(
            at=self._client.clock.now(),
            source=self._source.name,
            host=host,
            tells=self._question.tells,
            purpose=self._client.purpose,
        )


def _method_after(status: int, method: str) -> str:
    """RFC 9110 §15.4: these three ask for the answer elsewhere, the others for the same request there."""
    return "GET" if status in (301, 302, 303) and method != "HEAD" else method


def _checked(host: str, headers: Mapping[str, str]) -> dict[str, str]:
    """A source's own headers without those that are ours to say."""
    kept = {name: value.strip() for name, value in headers.items() if name.lower() not in _OURS}
    for name, value in kept.items():
        if not _SENDABLE.fullmatch(name + value):
            raise Unreachable(f"{host} was not asked: a header holds what cannot be sent; look at its key")
    return kept


def _conditions(validators: Validators) -> dict[str, str]:
    wanted = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in wanted.items() if _repeatable(value)}


def _repeatable(validator: str) -> str:
    return validator if _REPEATABLE.fullmatch(validator) else ""
