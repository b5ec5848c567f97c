"""Ask every source, judge, compare, remember: the left half of the flow (DESIGN §3).

Sources are asked side by side, the questions of one source one after the other. Each answer is remembered in one
transaction as soon as it is there, so an interrupted scan keeps what finished. `take` is the one place where whatever
a source raises becomes an outcome: a source that fails costs that source only.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from checks import catalog, exposures, identity, redact, reviews
from checks.errors import FootprintError, Skipped, SourceError, Unchanged
from checks.model import (
    Answers,
    Appearance,
    Change,
    Exposure,
    Finding,
    Judged,
    Level,
    Match,
    Outcome,
    Question,
    Severity,
    Snapshot,
    Subject,
    Verdict,
)
from checks.queries import TURNS
from checks.source import Settings, Source, witness
from checks.text import host_of
from monitor import namesake
from monitor.budget import Budget
from monitor.client import Asking, Client
from monitor.clock import Clock
from monitor.compare import Comparison, Known, compare
from monitor.namesake import NOBODY, Namesakes
from monitor.store import Store, Stored

R = TypeVar("R")

log = logging.getLogger(__name__)

# Raise it when redaction, records or canonical URLs would read the same answer differently: the next answers are then
# baselines (promise 6). A source's own parser has `Source.version`.
RULES = 7
FOLLOWED_HOSTS = 8  # site-restricted follow-up questions per engine and scan: a paid engine bills each
ROUND = timedelta(days=6.5)  # two weekly scans are no nearer
FOUND_PAGES = 12  # that are read each week although she does not list them
UNAGREED = "waits for your yes: `footprint scan` shows what it would be told and asks"
OWN_FAULT = "a fault of this program stopped the reading; please report it"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """`left_out`: due, and not asked, because of `why`; each is an answer that is `skipped`."""

    source: Source
    questions: tuple[Question, ...]
    settings: Settings
    left_out: tuple[Question, ...] = ()
    why: str = ""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Whom the questions go to, as the plan shows it."""
        spelled = {"url": (self.settings.get("url", "url"),), "page": tuple(host_of(q.text) for q in self.questions)}
        return tuple(dict.fromkeys(each for host in self.source.hosts for each in spelled.get(host, (host,))))


@dataclass(frozen=True, kw_only=True)
class Unasked:
    """A source that will not be asked, and why in words. `wanted`: she switched it on, so it is a gap in coverage."""

    source: Source
    reason: str
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Exactly what a scan says, and to whom. `everything`: also the questions of other weeks and of sources left out now."""

    asked: tuple[Planned, ...]
    unasked: tuple[Unasked, ...] = ()
    everything: tuple[Question, ...] = ()
    engines: frozenset[str] = frozenset()  # those that are switched on
    waiting: tuple[Planned, ...] = ()  # what she has not said yes to yet: not asked

    @property
    def in_turn(self) -> tuple[Question, ...]:
        """The questions of long lists whose turn is in another week."""
        now = {question.key for planned in (*self.asked, *self.waiting) for question in planned.questions}
        return tuple(question for question in self.everything if question.rota and question.key not in now)

    @property
    def told(self) -> dict[str, list[str]]:
        """Which classes of identifiers each source is told, this week or another: what a yes to this plan covers."""
        told: dict[str, set[str]] = {}
        for question in self.everything:
            told.setdefault(question.source, set()).update(question.tells)
        return {source: sorted(classes) for source, classes in sorted(told.items())}

    def within(self, agreed: Mapping[str, Collection[str]]) -> "Plan":
        """The part of it that she said yes to; the rest waits, source by source and class by class (promise 3)."""

        def is_agreed(question: Question) -> bool:
            return question.source in agreed and set(question.tells) <= set(agreed[question.source])

        parts = [(planned, [q for q in planned.questions if is_agreed(q)]) for planned in self.asked]
        waiting = [
            replace(planned, questions=tuple(q for q in planned.questions if not is_agreed(q)))
            for planned, kept in parts
            if len(kept) < len(planned.questions)
        ]
        asked = tuple(replace(planned, questions=tuple(kept)) for planned, kept in parts if kept or planned.left_out)
        unasked = [Unasked(source=planned.source, reason=UNAGREED, wanted=True) for planned in waiting]
        return replace(self, asked=asked, unasked=(*self.unasked, *unasked), waiting=tuple(waiting))

    def within_budgets(self, budgets: Iterable[Budget]) -> "Plan":
        """Of what is due no more than each key may still be asked this month; the likeliest questions stay."""
        asked = list(self.asked)
        for budget in budgets:
            asked = _within_budget(budget, asked)
        return replace(self, asked=tuple(asked))

    def only(self, names: Collection[str]) -> "Plan":
        """The same plan for these sources alone."""
        asked, waiting = (tuple(p for p in part if p.source.name in names) for part in (self.asked, self.waiting))
        unasked = tuple(missing for missing in self.unasked if missing.source.name in names)
        return replace(self, asked=asked, waiting=waiting, unasked=unasked)


def _within_budget(budget: Budget, asked: list[Planned]) -> list[Planned]:
    if budget.left is None:
        return asked
    names = {source.name for source in budget.sources}
    sharing = [planned for planned in asked if planned.source.name in names]
    kept = {question.key for question in _likeliest(sharing)[: budget.left]}
    return [_cut(planned, kept, budget.used_up) if planned.source.name in names else planned for planned in asked]


def _likeliest(sharing: Iterable[Planned]) -> list[Question]:
    """First the follow-ups, which are about what matters most; then each source's own order, in turn."""
    ranked = [
        (not q.site or bool(q.rota), place, q) for planned in sharing for place, q in enumerate(planned.questions)
    ]
    return [q for *_, q in sorted(ranked, key=lambda item: item[:2])]


def _cut(planned: Planned, kept: Collection[str], why: str) -> Planned:
    left_out = tuple(question for question in planned.questions if question.key not in kept)
    questions = tuple(question for question in planned.questions if question.key in kept)
    return replace(planned, questions=questions, left_out=left_out, why=why if left_out else "")


@dataclass(frozen=True, kw_only=True)
class Step:
    """Progress of a scan: one question has its outcome."""

    snapshot: Snapshot
    changes: tuple[Change, ...]
    source_done: bool


def make_plan(
    subject: Subject,
    sources: Iterable[Source],
    settings: Callable[[str], Settings],
    is_on: Callable[[Source], bool | None],
    *,
    followed: Iterable[Stored] = (),
    hers: Iterable[Finding] = (),
    due: Callable[[Question], bool] = lambda _: True,
    waited: Callable[[Question], timedelta | None] = lambda _: None,
) -> Plan:
    """`is_on` answers what the configuration says of a source, None where it is silent. Pure but for its arguments.

    `hers`: what is known to be about her and still there. `waited`: how long ago a question was last asked, whatever came of it; None if never.
    """
    asked: list[Planned] = []
    unasked: list[Unasked] = []
    everything: list[Question] = []
    engines: set[str] = set()
    followed, hers = tuple(followed), tuple(hers)
    for source in sources:
        switch, conf = is_on(source), settings(source.name)
        reason = _why_not(source, subject, switch, conf)
        if reason:
            for_her = catalog.applicable(source, subject.query)  # what knows nothing of her country or state is no gap
            unasked.append(Unasked(source=source, reason=reason, wanted=bool(switch) and for_her))
            continue
        try:
            questions = tuple(source.questions(subject.query, conf))
        except Skipped as error:  # a plug-in that cannot be used; installed, it is wanted
            unasked.append(Unasked(source=source, reason=str(error), wanted=True))
            continue
        follow_ups = _follow_ups(source, questions, followed)
        questions = (*(q for q in questions if q.key not in {each.key for each in follow_ups}), *follow_ups)
        questions += _found_pages(source, subject, questions, hers)
        everything += questions
        if source.answers is Answers.RANKED:
            engines.add(source.name)
        if not questions:
            unasked.append(Unasked(source=source, reason="nothing in your configuration to ask it about", wanted=False))
        elif now_due := tuple(_now(questions, due, waited)):
            asked.append(_planned(source, now_due, conf))
    return Plan(asked=tuple(asked), unasked=tuple(unasked), everything=tuple(everything), engines=frozenset(engines))


def _planned(source: Source, questions: tuple[Question, ...], conf: Settings) -> Planned:
    """What nobody is asked stands in the plan as left out, with its reason: it is no silence of the place's."""
    left_out = tuple(question for question in questions if question.unasked)
    return Planned(
        source=source,
        questions=tuple(question for question in questions if not question.unasked),
        settings=conf,
        left_out=left_out,
        why="; ".join(dict.fromkeys(question.unasked for question in left_out)),
    )


def _now(
    questions: Iterable[Question], due: Callable[[Question], bool], waited: Callable[[Question], timedelta | None]
) -> Iterator[Question]:
    """What is due, in the order of the source; of a rota those that have waited longest, a few a week.

    What never answers goes to the end of its line like the rest, so that it does not keep the others from their turn.
    """
    rotas: dict[str, list[Question]] = {}
    for question in questions:
        if question.rota:
            rotas.setdefault(question.rota, []).append(question)
        elif due(question):
            yield question
    for rota in rotas.values():
        had = {question: waited(question) for question in rota}
        recent = [question for question, since in had.items() if since is not None and timedelta() <= since < ROUND]
        line = sorted(
            (question for question in rota if due(question) and question not in recent),
            key=lambda question: had[question] or timedelta.max,
            reverse=True,
        )
        yield from line[: max(TURNS - len(recent), 0)]


def _why_not(source: Source, subject: Subject, switch: bool | None, conf: Settings) -> str:
    if switch is False:
        return "switched off in your configuration"
    if switch is None and not source.default:
        return "off unless you switch it on"
    if not catalog.applicable(source, subject.query):
        states = f"a town or a licence in {', '.join(source.regions)}" if source.regions else ""
        return f"only for {states or ', '.join(source.countries)}"
    lacking = catalog.missing(source, conf)
    return f"needs {', '.join(lacking)}" if lacking else ""


def _follow_ups(source: Source, questions: tuple[Question, ...], followed: tuple[Stored, ...]) -> tuple[Question, ...]:
    """One question per host where a page that matters was seen: only such an answer may say that it is gone.

    It takes the place of the same question that would wait for its turn.
    `followed` comes with the most pressing first: only so many are asked.
    """
    if source.recheck is None:
        return ()
    by_key = {q.key: q for q in questions}
    hosts: dict[tuple[str, str], Question] = {}
    for stored in followed:
        for key in stored.shown_by:
            shown_by = by_key.get(key)
            if shown_by is None or (shown_by.site and not shown_by.rota):
                continue
            host = shown_by.site or host_of(stored.finding.url)
            if host:
                hosts.setdefault((shown_by.name, host), source.recheck(shown_by, host))
    new = [q for q in dict.fromkeys(hosts.values()) if q.key not in by_key or by_key[q.key].rota]
    return tuple(new[:FOLLOWED_HOSTS])


def _found_pages(
    source: Source, subject: Subject, questions: tuple[Question, ...], hers: tuple[Finding, ...]
) -> tuple[Question, ...]:
    """The pages about her that engines found and that this source may read itself, each once."""
    if source.reads is None:
        return ()
    asked = {question.key for question in questions}
    read = (source.reads(finding, subject.query) for finding in hers)
    new = {question.key: question for question in read if question and question.key not in asked}
    return tuple(new.values())[:FOUND_PAGES]


@dataclass(frozen=True, kw_only=True)
class Judging:
    """The two pure questions about a finding, bound to the subject and to the people whom she set aside."""

    subject: Subject
    seen: datetime  # ages on a page are compared with hers on that day
    safety: bool = False
    namesakes: Namesakes = NOBODY

    def judge(self, finding: Finding, given: exposures.Given | None = None) -> Match:
        """What would be critical needs more to be set aside (DOMAIN §10). `given`: see `exposures.find`."""
        critical = partial(self._is_critical, finding, given)
        match = identity.judge(self.subject, finding, seen=self.seen.date(), critical=critical)
        return namesake.weighed(match, self.namesakes.met(self.subject, finding))

    def _is_critical(self, finding: Finding, given: exposures.Given | None) -> bool:
        return any(exposure.severity is Severity.CRITICAL for exposure in self.weigh(finding, given))

    def weigh(self, finding: Finding, given: exposures.Given | None = None) -> tuple[Exposure, ...]:
        return exposures.find(self.subject, finding, safety=self.safety, seen=self.seen.date(), given=given)

    def is_other(self, state: Finding, before: Known | None) -> bool:
        """About somebody else, so that only its keyed hash may be kept (promise 9).

        Not what a letter has told her of: a rule that learned better, or a page that was rewritten, must not make it
        vanish without a word (STYLE §6). It stays, redacted, as a maybe until she says "not mine".
        """
        verdict = before.verdict if before else None
        told = before is not None and before.told and not before.withheld
        return decided(self.judge(state), verdict, told=told).level is Level.NOT_ME


def decided(match: Match, verdict: Verdict | None, *, told: bool = False) -> Match:
    """Her word is final (DOMAIN §10, feedback). What a letter `told` her of is a maybe at least, until she gives it."""
    if verdict is Verdict.NOT_ME:
        return replace(match, level=Level.NOT_ME)
    if verdict in (Verdict.MINE, Verdict.ACCEPTED, Verdict.REQUESTED, Verdict.DENIED):
        return replace(match, level=Level.MINE)
    return replace(match, level=Level.MAYBE) if told and match.level is Level.NOT_ME else match


def matters(judged_severity: Severity, verdict: Verdict | None, level: Level) -> bool:
    """Whether a page is worth a follow-up question of its own each week."""
    return level is not Level.NOT_ME and (judged_severity >= Severity.HIGH or verdict is Verdict.REQUESTED)


def most_pressing(items: Iterable[tuple[Stored, Judged]]) -> tuple[Stored, ...]:
    """The open ones that matter: first where she waits for a removal, then by severity. Only so many are asked after."""
    kept: list[tuple[bool, Severity, Stored]] = []
    for stored, judged in items:
        verdict = stored.decision.verdict if stored.decision else None
        if stored.gone_at is None and matters(judged.severity, verdict, judged.match.level):
            kept.append((verdict is Verdict.REQUESTED, judged.severity, stored))
    return tuple(stored for *_, stored in sorted(kept, key=lambda item: item[:2], reverse=True))


def still_hers(items: Iterable[tuple[Stored, Judged]]) -> tuple[Finding, ...]:
    """What is about her and was not gone, those first that give most away."""
    kept = [
        (judged.severity, stored.finding)
        for stored, judged in items
        if stored.gone_at is None and judged.match.level is Level.MINE
    ]
    return tuple(finding for _, finding in sorted(kept, key=lambda each: each[0], reverse=True))


class Scan:
    """One round through a plan."""

    def __init__(
        self,
        *,
        subject: Subject,
        plan: Plan,
        client: Client,
        store: Store,
        clock: Clock,
        executor: Executor,
        safety: bool = False,
    ) -> None:
        self._subject, self._plan, self._client = subject, plan, client
        self._store, self._clock, self._executor = store, clock, executor
        self._safety = safety

    async def run(self, tell: Callable[[Step], None] = lambda _: None) -> tuple[Step, ...]:
        await self._store_call(self._store.plan, self._plan.everything, self._plan.engines)
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._ask_source(planned, tell)) for planned in self._plan.asked]
        except* FootprintError as failures:
            # What no source can be blamed for (a full disk, a damaged file) ends the scan, once, with its own line.
            raise _first(failures) from None
        return tuple(step for task in tasks for step in task.result())

    async def _ask_source(self, planned: Planned, tell: Callable[[Step], None]) -> list[Step]:
        """Settled questions first: what is new in the world must not be met first by a question that has no baseline."""
        rules = rules_of(planned.source)
        settled = {q.key: await self._store_call(self._is_settled, q, rules) for q in planned.questions}
        steps: list[Step] = []
        number = len(planned.questions) + len(planned.left_out)
        for question in planned.left_out:
            snapshot = self._skipped(planned, question)
            await self._store_call(self._store.record, snapshot, Comparison(), ())
            steps.append(Step(snapshot=snapshot, changes=(), source_done=len(steps) + 1 == number))
            tell(steps[-1])
        for question in sorted(planned.questions, key=lambda q: not settled[q.key]):
            validators = await self._store_call(self._store.validators, question, rules)
            asking = self._client.asking(planned.source, question, planned.settings, validators)
            snapshot = await take(planned.source, question, asking, subject=self._subject, now=self._clock.now)
            snapshot, changes = await self._judged(planned.source, snapshot)
            steps.append(Step(snapshot=snapshot, changes=changes, source_done=len(steps) + 1 == number))
            tell(steps[-1])
        return steps

    def _skipped(self, planned: Planned, question: Question) -> Snapshot:
        return Snapshot(
            question=question,
            taken_at=self._clock.now(),
            outcome=Outcome.SKIPPED,
            reason=question.unasked or planned.why,
            answers=planned.source.answers,
            rules=rules_of(planned.source),
        )

    async def _judged(self, source: Source, snapshot: Snapshot) -> tuple[Snapshot, tuple[Change, ...]]:
        """Judge, compare, remember. A page that breaks our judging costs its own answer, not the scan (promise 11)."""
        try:
            return await self._store_call(self._remember, source, snapshot)
        except FootprintError:
            raise
        except Exception:
            log.exception("%s: a fault of this program", source.name)
            failed = replace(snapshot, outcome=Outcome.UNREADABLE, reason=OWN_FAULT, findings=(), unchanged=False)
            return failed, await self._store_call(self._store.record, failed, Comparison(), ())

    def _is_settled(self, question: Question, rules: str) -> bool:
        return self._store.history(question, rules).settled(Outcome.PARTIAL)

    def _remember(self, source: Source, snapshot: Snapshot) -> tuple[Snapshot, tuple[Change, ...]]:
        if snapshot.unchanged:
            findings, appearances = self._store.last_answer(snapshot.question)
            snapshot = replace(snapshot, findings=findings, appearances=appearances)
            self._store.record(snapshot, Comparison(states=findings), ())
            return snapshot, ()
        snapshot = replace(snapshot, findings=tuple(reviews.keyed(f, self._store.keyed) for f in snapshot.findings))
        snapshot = replace(snapshot, appearances=tuple(_appearances(source, snapshot)))
        known = self._store.known(snapshot.question, [f.id for f in snapshot.findings], snapshot.rules)
        history = self._store.history(snapshot.question, snapshot.rules)
        namesakes = self._store.namesakes()
        judging = Judging(subject=self._subject, seen=snapshot.taken_at, safety=self._safety, namesakes=namesakes)
        query = self._subject.query
        comparison = compare(
            known,
            history,
            snapshot,
            judge=judging.judge,
            weigh=judging.weigh,
            names=query.names,
            country=query.country,
        )
        withheld = {state.id for state in comparison.states if judging.is_other(state, known.get(state.id))}
        # The witness of a page names its host, and of other people's pages nothing is kept.
        kept = (replace(a, witness="") if a.finding in withheld else a for a in snapshot.appearances)
        snapshot = replace(snapshot, appearances=tuple(kept))
        for state in comparison.states:
            if met := namesakes.met(self._subject, state):
                self._store.met(met, snapshot.taken_at)
        return snapshot, self._store.record(snapshot, comparison, withheld)

    async def _store_call(self, call: Callable[..., R], *args: Any) -> R:
        """The store belongs to one thread. A write that has begun is finished even if the scan is interrupted."""
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._executor, call, *args))


def _first(failures: BaseExceptionGroup[FootprintError]) -> FootprintError:
    inner = failures.exceptions[0]
    return _first(inner) if isinstance(inner, BaseExceptionGroup) else inner


def rules_of(source: Source) -> str:
    return f"{RULES}.{source.version}"


async def take(
    source: Source, question: Question, asking: Asking, *, subject: Subject, now: Callable[[], datetime]
) -> Snapshot:
    """Ask one question. Whatever the source does is an outcome, and what was read before a failure counts.

    Raises only what ends the scan: a store that cannot be written to.
    """
    found: dict[tuple[str, str], Finding] = {}
    outcome, reason, unchanged = Outcome.COMPLETE, "", False
    try:
        async for finding in source.search(question, asking):
            stored = redact.storable(finding, subject)
            found.setdefault(stored.id, stored)
    except Unchanged:
        unchanged = True
    except SourceError as error:
        outcome, reason = error.outcome, str(error)
        if found:
            outcome = Outcome.PARTIAL
    except FootprintError:
        raise  # a ledger that cannot be written, say: no source is to blame, and nothing more may be sent
    except Exception:
        log.exception("%s: a fault of this program", source.name)
        outcome = Outcome.PARTIAL if found else Outcome.UNREADABLE
        reason = OWN_FAULT
    return Snapshot(
        question=question,
        taken_at=now(),
        outcome=outcome,
        reason=reason,
        findings=() if outcome not in (Outcome.COMPLETE, Outcome.PARTIAL) else tuple(found.values()),
        answers=source.answers,
        ranks_compare=source.answers is Answers.RANKED and source.stable_ranks,
        rules=rules_of(source),
        validators=asking.validators,
        unchanged=unchanged,
    )


def _appearances(source: Source, snapshot: Snapshot) -> Iterable[Appearance]:
    for rank, finding in enumerate(snapshot.findings, start=1):
        yield Appearance(finding=finding.id, rank=rank, witness=witness(source, snapshot.question, finding))
