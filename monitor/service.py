"""The service: what the daemon, the command line and the demo all call. One method a deed; `tick` does what is due."""

import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from checks.errors import ConfigError, DeliveryError, FootprintError
from checks.model import Judged, Outcome, Question, Verdict
from monitor import home
from monitor.clock import Clock, SystemClock
from monitor.config import Config, load
from monitor.schedule import iso_week, weekly
from monitor.seal import permitted
from monitor.store import KEPT, Message, MessageKind, Purged, Store, Stored

if TYPE_CHECKING:
    # Asking, judging and rendering bring heavy libraries along; each method imports what it needs, so that `status`
    # and the idle daemon stay small.
    from checks.checkup import Answer, Standing
    from checks.source import Source
    from monitor.answers import Answered
    from monitor.budget import Allowance, Budget
    from monitor.deliver import Send
    from monitor.offers import Offer
    from monitor.review import Waiting
    from monitor.scan import Plan, Step, Unasked
    from monitor.week import Desk
    from reports.digest import Digest

log = logging.getLogger(__name__)

LARGEST_ID = 2**63 - 1  # of a row
WEEK_AND_CHANGE = timedelta(days=7, hours=2)  # no week of ours is longer, whatever the clock change does
PURGE_STEP = timedelta(days=31)
COPIES_KEPT = timedelta(days=60)  # a copy taken before a migration is for the weeks in which a fault may show
SCAN_REST = timedelta(hours=1)  # a letter that cannot be written does not send all the questions again each minute


class Service:
    """One home directory at work: configuration, store and clock. Opening it checks the seal (promise 1)."""

    def __init__(
        self, *, config: Config, store: Store, clock: Clock, key: bytes, version: str, read: bytes = b""
    ) -> None:
        """`read`: what the file of the configuration held."""
        self.config, self.store, self.clock = config, store, clock
        self._key, self._version, self._read = key, version, read
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    @classmethod
    def open(cls, folder: Path, *, clock: Clock | None = None, version: str = "") -> Self:
        from checks import catalog

        config, read = (
            load(home.config_path(folder), catalog.names(), catalog.settings_of),
            home.config_path(folder).read_bytes(),
        )
        key = home.key(folder)
        store = Store.open(home.store_path(folder), key)
        sealed = store.sealed()
        refusal = permitted(sealed, config.subject.query.names) if sealed else None
        if refusal:
            store.close()
            raise FootprintError(refusal)
        return cls(config=config, store=store, clock=clock or SystemClock(), key=key, version=version, read=read)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executor.shutdown(wait=True)
        self.store.close()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.config.schedule.timezone)

    # -- asking

    def plan(self, only: Collection[str] = ()) -> "Plan":
        """What a scan would say now, and to whom. Sends nothing. After the first yes: no more than a yes covers."""
        plan = self._whole_plan()
        self._refuse_unknown(only)
        if self.approved:
            plan = plan.within(json.loads(self.store.mark("agreed") or "{}"))
        return (plan.only(only) if only else plan).within_budgets(self.budgets())

    def budgets(self) -> "tuple[Budget, ...]":
        """What each paid key was asked this month, and how much of its budget is left. Reads in no other source."""
        from checks import catalog
        from monitor import budget

        config = self.config
        named = [name for name in catalog.names() if config.key(name) or config.monthly_questions(name)]
        return budget.budgets(
            map(catalog.by_name, named),
            config.key,
            config.monthly_questions,
            self.store.sent_since(budget.month_of(self.clock.now(), self.zone)),
        )

    def _whole_plan(self) -> "Plan":
        from checks import catalog
        from monitor import scan as scans
        from monitor.week import is_due

        desk, now = self._desk(()), self.clock.now()
        health = {item.question.key: item for item in self.store.health()}
        known = [(stored, desk.judged(stored)) for stored in self.store.findings()]

        def due(question: Question) -> bool:
            before = health.get(question.key)
            return is_due(question.every_days, before.last_readable if before else None, now)

        def waited(question: Question) -> timedelta | None:
            before = health.get(question.key)
            was_asked = before is not None and before.last_outcome is not Outcome.SKIPPED
            return now - before.last_at if before and was_asked and before.last_at else None

        return scans.make_plan(
            self.config.subject,
            catalog.SOURCES,
            self.config.settings,
            self.config.switch,
            followed=scans.most_pressing(known),
            hers=scans.still_hers(known),
            due=due,
            waited=waited,
        )

    def refuse_in_vain(self, plan: "Plan", only: Collection[str]) -> None:
        """She named sources that would not be asked: say why, rather than ask nobody and report no change."""
        asked = {planned.source.name for planned in plan.asked if planned.questions}
        reasons = {missing.source.name: missing.reason for missing in plan.unasked}
        reasons |= {planned.source.name: planned.why for planned in plan.asked if planned.why}
        silent = [
            f"{name} would not be asked: {reasons.get(name, 'it is not due yet')}" for name in only if name not in asked
        ]
        if silent:
            raise FootprintError("; ".join(silent))

    def _refuse_unknown(self, names: Iterable[str]) -> None:
        from checks import catalog

        unknown = set(names) - set(catalog.names())
        if unknown:
            raise FootprintError(f"there is no source {', '.join(sorted(unknown))}: `footprint sources` lists them")

    @property
    def approved(self) -> bool:
        """Whether she has seen the plan and said yes. Before that the service does nothing (promise 3)."""
        return self.store.approved() is not None

    def approve(self) -> None:
        """The first yes: seals the names and starts the weeks."""
        now = self.clock.now()
        self.store.seal(self.config.subject.query.names)
        self.agree()
        self.store.approve(now)
        self.store.set_due("week", self._next(now))

    def agree(self) -> None:
        """Her yes to the whole plan of today. A source that a new program or setting adds, or that would be told more,
        waits for another one (promise 3)."""
        self.store.set_mark("agreed", json.dumps(self._whole_plan().told))

    async def scan(self, plan: "Plan", tell: "Callable[[Step], None]" = lambda _: None) -> "tuple[Step, ...]":
        """Ask what the plan says, and remember the answers."""
        from monitor.client import Client
        from monitor.ledger import Ledger
        from monitor.scan import Scan

        if not self.approved:
            raise FootprintError("nothing was sent: run `footprint scan` once and say yes to its plan")
        self._ask_afresh_if_judged_otherwise()
        async with Client(
            clock=self.clock,
            contact=self.config.network.contact,
            ledger=Ledger(self.store.disclose, self._executor),
            version=self._version,
            gateway=self.config.network.gateway,
            open_hosts=self.config.open_hosts,
            allowances=self._allowances(),
        ) as client:
            one = Scan(
                subject=self.config.subject,
                plan=plan,
                client=client,
                store=self.store,
                clock=self.clock,
                executor=self._executor,
            )
            return await one.run(tell)

    def uses(self, budget: "Budget") -> bool:
        """Whether a source that asks with its key is switched on, and there is a bound or a number to tell."""
        is_on = any(self.config.switch(source) for source in budget.sources)
        return is_on and (budget.limit is not None or budget.used > 0)

    def _allowances(self) -> "dict[str, Allowance]":
        from monitor.budget import Allowance

        pairs = [(one, Allowance(one)) for one in self.budgets() if one.limit is not None]
        return {source.name: allowance for one, allowance in pairs for source in one.sources}

    def _ask_afresh_if_judged_otherwise(self) -> None:
        """After a change of her own facts or of this program no answer may be "as last time": of what was set aside
        nothing is left to judge again. For every question, also those that this scan does not ask or does not reach.
        """
        if self.store.mark("subject") != self._subject_mark():
            self.store.forget_validators()
            self.store.set_mark("subject", self._subject_mark())

    def _subject_mark(self) -> str:
        """Changes whenever her own facts or the version do; says nothing about them (keyed)."""
        judged_by = repr((self.config.subject, self._version))
        return hashlib.blake2b(judged_by.encode(), key=self._key, digest_size=8).hexdigest()

    # -- knowing

    def _desk(self, unasked: "tuple[Unasked, ...]") -> "Desk":
        from checks import catalog
        from monitor import scan as scans
        from monitor.week import Desk

        told_under = self.store.mark("rules")
        return Desk(
            subject=self.config.subject,
            sources=catalog.SOURCES,
            unasked=unasked,
            zone=self.config.schedule.timezone,
            rules_changed=told_under not in ("", str(scans.RULES)),
            namesakes=self.store.namesakes(),
            platforms=self.config.platforms,
        )

    @property
    def sources(self) -> "tuple[Source, ...]":
        from checks import catalog

        return catalog.SOURCES

    @property
    def left_out_plugins(self) -> tuple[str, ...]:
        """A line for each plug-in that has no place among the sources."""
        from checks import catalog

        return catalog.left_out()

    @property
    def private_facts(self) -> int:
        private = self.config.subject.private
        lists = (private.home_addresses, private.phones, private.emails, private.relatives)
        return sum(map(len, lists)) + (private.birth_date is not None)

    @property
    def is_californian(self) -> bool:
        return self._desk(()).is_californian

    def findings(self) -> tuple[Judged, ...]:
        desk = self._desk(())
        return desk.all(self.store.findings())

    def finding(self, id_: int) -> Judged:
        stored = self._find(id_)
        if stored is None:
            raise FootprintError(f"there is no finding {id_}: `footprint show` lists them")
        if stored.forgotten:
            raise FootprintError(
                f"No. {id_} was last seen on {stored.last_seen:%d %b %Y}: what it said is not kept any more"
            )
        if stored.withheld:
            raise FootprintError(
                f"No. {id_} was set aside as somebody else's: nothing of it is kept but a code to know it again"
            )
        return self._desk(()).one(stored, self.store.findings())

    def decide(self, ids: Iterable[int], verdict: Verdict | None) -> "Answered":
        """Her word on findings; None takes the last one back. All or none. Those that it made a difference to."""
        from monitor import answers

        wanted = tuple(dict.fromkeys(ids))
        unknown = [str(id_) for id_ in wanted if self._find(id_) is None]
        if unknown:
            raise FootprintError(f"there is no finding {', '.join(unknown)}: `footprint show` lists them")
        if verdict is None:
            return answers.take_back(self.store, wanted, self.clock.now())
        return answers.decide(self.store, self._desk(()), wanted, verdict, self.clock.now())

    # -- reviewing

    def waiting(self) -> "tuple[Waiting, ...]":
        """Everything that waits for an answer of hers, most pressing first."""
        from monitor import answers

        return answers.waiting(self.store, self._desk(()))

    @property
    def answered(self) -> int:
        """How many questions of the review she answered this week."""
        from monitor import review

        return review.answered(self.store.mark("review"), self.clock.now(), self.zone)

    def count_answer(self, more: int = 1) -> None:
        from monitor import review

        self.store.set_mark("review", review.noted(self.store.mark("review"), self.clock.now(), self.zone, more=more))

    def offers(self, id_: int) -> "tuple[Offer, ...]":
        """What a record that is hers says of her and her configuration does not."""
        from monitor.offers import offers

        return offers(self.config.subject, self.finding(id_))

    def keep(self, offer: "Offer") -> None:
        """Write it into config.toml, unless that was changed since it was read, and go by the new one from here on."""
        from monitor.configuration import writing

        path = home.config_path(self.config.folder)
        after = writing.added(self._read, offer.place, offer.fields)
        writing.write(path, self._read, after, self._fits, is_private=offer.place.is_private)
        self.config, self._read = self._fits(path), after

    def _fits(self, path: Path) -> Config:
        """The configuration in a file, if it still speaks of the same person (promise 1)."""
        from checks import catalog

        config = load(path, catalog.names(), catalog.settings_of)
        sealed = self.store.sealed()
        refusal = permitted(sealed, config.subject.query.names) if sealed else None
        if refusal:
            raise ConfigError([refusal])
        return config

    # -- what only she can look at

    def checkup(self) -> "tuple[Standing, ...]":
        """Every item that is hers to look at, with her last answer, what matters most first."""
        from checks import checkup

        return checkup.standings(self.config.subject.query, self.config.platforms, self.store.checkup())

    def answer_checkup(self, item: str, answer: "Answer | None") -> None:
        """Her answer, kept at once; None takes the last one back."""
        if answer is None:
            self.store.take_back_checkup(item)
        else:
            self.store.answer_checkup(item, answer, self.clock.now())

    def _find(self, id_: int) -> "Stored | None":
        return self.store.find(id_) if id_ <= LARGEST_ID else None

    def letter_of(self, week: str) -> str:
        """The text of the letter that was written in a week."""
        found = next(
            (message for message in self.store.messages(10_000, (MessageKind.LETTER,)) if message.week == week), None
        )
        if found is None:
            raise FootprintError(f"no letter was written in {week}: weeks look like 2026-W47")
        if not found.body:
            raise FootprintError(f"the letter of {week} was written, but its text is not kept any more")
        body = message_from_bytes(found.body, policy=policy.default).get_body(preferencelist=("plain",))
        return str(body.get_content()) if body else ""

    # -- telling

    def digest(self) -> "Digest":
        """This week's letter as it stands now. Tells nothing: what it says stays untold until it is queued."""
        from reports.digest import compose

        return compose(self._desk(self.plan().unasked).week(self.store, self.clock.now()))

    def queue_letter(self) -> Message | None:
        """Write a letter into the outbox. None if this week has one and nothing is new since, or nobody to send it to.

        So whoever is killed after this and comes again writes no second one, and a letter that she sent by hand does
        not keep back what the week's own scan finds. Without an address what is new waits untold.
        """
        from monitor.scan import RULES
        from reports import mail, render

        if not self.config.mail.to:
            return None
        digest = self.digest()
        now = self.clock.now()
        week = iso_week(now, self.zone)
        last = self.store.last_letter()
        earlier = sum(message.week == week for message in self.store.messages(50, (MessageKind.LETTER,)))
        if earlier and not (digest.told_changes or digest.told_findings):
            return None
        sender, to = self.config.mail.sender, self.config.mail.to
        text = render.text(digest)
        built = mail.build(
            digest,
            text,
            render.html(digest),
            to=to,
            sender=sender,
            week=f"{week}.{earlier + 1}" if earlier else week,
            key=self._key,
            previous_message_id=last.message_id if last else None,
        )
        message = Message(
            message_id=str(built["Message-ID"]),
            week=week,
            recipient=to,
            subject=str(built["Subject"]),
            body=built.as_bytes(),
            numbers=digest.numbers,
            created_at=now,
        )
        if not self.store.queue(message, digest.told_changes, digest.told_findings):
            return None
        self.store.set_mark("rules", str(RULES))
        return self.store.last_message()

    async def deliver(
        self, send: "Send | None" = None, *, at_once: bool = False
    ) -> tuple[tuple[Message, DeliveryError | None], ...]:
        """Send what is due in the outbox; each letter with what went wrong, if anything did.

        `at_once`: also what waits for its next try; she has put the mail server right.
        """
        from monitor.deliver import deliver

        self._withdraw_misaddressed()
        return await deliver(self.store, send or self._send, now=self.clock.now, at_once=at_once)

    def _withdraw_misaddressed(self) -> None:
        """A letter that waits for an address which she has changed since goes nowhere: it may be a stranger's. The next
        one, to the right address, tells what it told."""
        now, to = self.clock.now(), self.config.mail.to
        for message in self.store.due_messages(now, at_once=True) if to else ():
            if message.recipient != to:
                self.store.withdraw(message.id, "mail.to was changed before it was sent; the next letter tells it", now)

    def try_mail(self, tell: "Callable[[str], None]") -> None:
        """Send a mail that says nothing, and tell each step that went well; the one that did not raises with its cure."""
        from reports import mail, smtp

        to, sender = self.config.mail.to, self.config.mail.sender
        settings = self.config.mail_settings()
        letter = mail.trial(to=to, sender=sender, now=self.clock.now(), zone=self.zone)
        found = smtp.find(settings)
        tell(f"the name {settings.host} is known ({found} address{'es' if found > 1 else ''})")
        smtp.send(letter.as_bytes(), settings, tell=tell)

    def keep_secret(self, name: str, value: str, *, keyring: bool = False) -> str:
        """Keep a key or password for the setting `name`, where a service finds it too. The path of the setting."""
        from checks import catalog
        from monitor.configuration import secrets

        secret = self.config.secret(
            name, lambda source: catalog.settings_of(source) if source in catalog.names() else None
        )
        secrets.keep(self.config.folder, secret, value, keyring=keyring)
        return secret.path

    def forget_secret(self, name: str) -> None:
        from monitor.configuration import secrets

        if not secrets.forget(self.config.folder, name):
            raise FootprintError(f"nothing is kept for {name}: {', '.join(sorted(self.config.kept)) or 'nothing'} is")

    def _send(self, message: Message) -> None:
        from reports import smtp

        smtp.send(message.body, self.config.mail_settings())

    # -- forgetting

    def purge(self) -> Purged:
        """Forget now what is past its time (DOMAIN §8)."""
        return self._purge(self.clock.now())

    def purge_slowly(self) -> Purged:
        """The same each week by itself, where time goes on by a month at most from one week to the next.

        So a clock that was once set a year ahead takes nothing away, and a machine that slept for long catches up.
        """
        now, before = self.clock.now(), self.store.mark("purged")
        last = datetime.fromisoformat(before) if before else now
        return self._purge(min(now, last + PURGE_STEP))

    def _purge(self, now: datetime) -> Purged:
        purged = self.store.purge(now - KEPT)
        self.store.drop_copies(now - COPIES_KEPT)
        self.store.set_mark("purged", now.isoformat())
        return purged

    def forget(self, id_: int) -> int:
        """Erase one finding; how many sent letters lost their text with it."""
        if self._find(id_) is None:
            raise FootprintError(f"there is no finding {id_}: `footprint show` lists them")
        return self.store.forget(id_)

    # -- the weeks

    def _next(self, after: datetime) -> datetime:
        plan = self.config.schedule
        return weekly(after, weekday=plan.weekday, hour=plan.hour, zone=self.zone)

    async def tick(self, send: "Send | None" = None, tell: "Callable[[Step], None]" = lambda _: None) -> bool:
        """Do what is due: the week's scan and letter, and what waits in the outbox. True if it was this week's turn.

        The due date moves only after the letter is in the outbox: killed anywhere before, the next tick does it again,
        and a machine that slept for a month does it once (promise 8).
        """
        if not self.approved:
            return False
        is_turn = self._is_due("week", WEEK_AND_CHANGE)
        if is_turn:
            if self._is_due("scan", SCAN_REST):
                await self.scan(self.plan(), tell)
                self.store.set_due("scan", self.clock.now() + SCAN_REST)
            self.queue_letter()
            self.store.set_due("week", self._next(self.clock.now()))
        await self.deliver(send)
        if is_turn:
            self.purge_slowly()
        return is_turn

    def _is_due(self, what: str, longest: timedelta) -> bool:
        """Later than `longest` from now nothing is ever due: the clock was wrong when that was written, or is now.

        Then the week begins anew from today's clock; for ever would be the other choice.
        """
        now, due = self.clock.now(), self.store.due(what)
        if due is not None and due > now + longest:
            due = self._next(now) if what == "week" else now
            self.store.set_due(what, due)
        return due is None or due <= now

    async def tick_or_log(self) -> None:
        """A tick of the daemon: an expected failure is one line in the log, and the next tick tries again."""
        try:
            if await self.tick(tell=_log_step):
                log.info("the week's scan and letter are done")
        except FootprintError as error:
            log.error("%s", error)  # noqa: TRY400 expected: its line says it all


def _log_step(step: "Step") -> None:
    snapshot = step.snapshot
    log.info("%s: %s, %d findings", snapshot.question.source, snapshot.outcome.value, len(snapshot.findings))
