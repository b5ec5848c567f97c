"""From the store to what a letter is made of: reads, judges, composes nothing. The right half of the flow starts here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from checks import checkup, exposures, queries
from checks.model import Answers, Judged, Outcome, Subject, Verdict
from checks.source import Source
from checks.text import host_of, is_on
from monitor import linkage
from monitor import scan as scans
from monitor.namesake import NOBODY, Namesakes
from monitor.store import Health, Placing, Store, Stored
from reports.week import Coverage, Row, Told, View, Walk, Week

WEEK = timedelta(days=7)
SLACK = timedelta(hours=12)  # what two weekly scans may lie apart less, or more, than a week
LATELY = timedelta(days=91)
VIEWS = 3  # first pages shown in a letter (issue 2)
FIRST_PAGE = 10


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is needed to read the store as this clinician would: her facts, the sources, and which are switched on."""

    subject: Subject
    sources: tuple[Source, ...]
    unasked: tuple[scans.Unasked, ...] = ()
    zone: str = "UTC"
    rules_changed: bool = False
    namesakes: Namesakes = NOBODY
    platforms: tuple[str, ...] = ()  # that she uses, for the check-up

    def judged(self, stored: Stored) -> Judged:
        """A stored finding with all that can be worked out of it today."""
        ranked = {source.name for source in self.sources if source.answers is Answers.RANKED}
        best = min(
            (
                rank
                for question, rank in stored.ranks
                if question.partition(":")[0] in ranked and " site:" not in question
            ),
            default=None,
        )
        judging = scans.Judging(subject=self.subject, seen=stored.last_seen, namesakes=self.namesakes)
        seen = stored.last_seen.date()
        given = exposures.read(self.subject, stored.finding, seen)
        return Judged(
            id=stored.id,
            finding=stored.finding,
            match=scans.decided(judging.judge(stored.finding, given), verdict_of(stored), told=stored.told),
            exposures=exposures.find(self.subject, stored.finding, best_rank=best, seen=seen, given=given),
            first_seen=stored.first_seen,
            last_seen=stored.last_seen,
            gone_at=stored.gone_at,
            decision=stored.decision,
            told=stored.told,
            returned_at=stored.returned_at,
        )

    def all(self, stored: Iterable[Stored]) -> tuple[Judged, ...]:
        """Every finding, and of her accounts how they are joined to her practice: what no finding shows by itself."""
        judged = tuple(map(self.judged, stored))
        ways = self._ways(judged)
        return tuple(linkage.with_ways(each, ways) for each in judged)

    def one(self, stored: Stored, others: Iterable[Stored]) -> Judged:
        """The same for one of them."""
        around = (each for each in others if each.id != stored.id and linkage.can_join(each.finding))
        judged = self.judged(stored)
        return linkage.with_ways(judged, self._ways((judged, *map(self.judged, around))))

    def _ways(self, judged: Iterable[Judged]) -> Mapping[int, str]:
        return linkage.joined(self.subject, judged, {source.name: source.title for source in self.sources})

    def is_hers(self, url: str) -> bool:
        """Her own site, or a page that she lists."""
        query = self.subject.query
        site = host_of(query.practice.website) if query.practice else ""
        listed = {page.rstrip("/") for page in query.profiles}
        return url.rstrip("/") in listed or bool(site and is_on(host_of(url), site))

    def week(self, store: Store, now: datetime) -> Week:
        """Everything that a letter of `now` is made from."""
        judged = {each.id: each for each in self.all(store.findings())}
        health = store.health()
        last = store.last_letter()
        since = begins(health, now)
        return Week(
            now=now,
            zone=self.zone,
            judged=tuple(judged.values()),
            untold=tuple(
                Told(
                    id=row.id,
                    kind=row.change.kind,
                    judged=judged[row.finding],
                    at=row.change.at,
                    detail=row.change.detail,
                )
                for row in store.untold()
                if row.finding in judged
            ),
            views=tuple(self._views(store, health, judged)),
            coverage=tuple(self._coverage(health, since)),
            previous=last.numbers if last else None,
            disclosed=len(store.disclosures(since)),
            rules_changed=self.rules_changed,
            withheld=store.withheld(),
            checkup=checkup.standings(self.subject.query, self.platforms, store.checkup()),
            drop=self.is_californian,
            walked=tuple(self._walked(health, now)),
            since=last.created_at if last else None,
        )

    @property
    def is_californian(self) -> bool:
        """Whether she works or lives in California, as far as we know: DROP takes requests of those who live there."""
        query, practice = self.subject.query, self.subject.practice_address
        works = [(town.country, town.region) for town in query.towns[:1]]
        stands = [(each.country, each.region) for each in (practice, *self.subject.private.home_addresses) if each]
        return query.country == "US" and ("US", "CA") in (*works, *stands)

    def _walked(self, health: Iterable[Health], now: datetime) -> Iterable[Walk]:
        """How far the lists of sites were asked about. Only an answer in full counts."""
        asked = [(queries.sites_in(item.question.text), item.last_complete) for item in health]
        for words, hosts in queries.rotas(self.subject.query).items():
            planned = {site for sites, _at in asked for site in sites}.intersection(hosts)
            done = {site for sites, at in asked if at and now - at <= LATELY for site in sites}.intersection(hosts)
            if planned:
                yield Walk(words=words, asked=len(done), sites=len(hosts))

    def _views(self, store: Store, health: Iterable[Health], judged: Mapping[int, Judged]) -> Iterable[View]:
        """The first pages of the likeliest queries at the engine that a client is nearest to: one whose ranks compare."""
        weekly = [h for h in health if h.last_readable and h.question.every_days <= 7 and not h.question.site]
        engines = [s for s in self.sources if s.answers is Answers.RANKED]
        for engine in sorted(engines, key=lambda source: not source.stable_ranks):
            mine = [h for h in weekly if h.question.source == engine.name][:VIEWS]
            for item in mine:
                page = store.page(item.question)
                if page is not None:
                    yield View(
                        engine=engine.title,
                        question=item.question.text,
                        outcome=page.outcome,
                        taken_at=page.taken_at,
                        compares=engine.stable_ranks,
                        rows=tuple(self._row(placing, judged) for placing in page.rows[:FIRST_PAGE]),
                    )
            if mine:
                return

    def _row(self, placing: Placing, judged: Mapping[int, Judged]) -> Row:
        item = judged.get(placing.finding) if placing.finding is not None else None
        controlled = item is not None and self.is_hers(item.finding.url)
        return Row(rank=placing.rank, before=placing.before, judged=item, controlled=controlled)

    def _coverage(self, health: Iterable[Health], since: datetime) -> Iterable[Coverage]:
        by_source: dict[str, list[Health]] = {}
        for item in health:
            if item.last_at and item.last_at >= since:
                by_source.setdefault(item.question.source, []).append(item)
        waiting = {missing.source.name: missing.reason for missing in self.unasked if missing.wanted}
        for source in self.sources:
            items = by_source.get(source.name, [])
            if items:
                yield _covered(source, items, since, waiting.get(source.name, ""))
        for missing in self.unasked:
            if missing.wanted and missing.source.name not in by_source:
                yield Coverage(
                    source=missing.source.name,
                    title=missing.source.title,
                    room=missing.source.room,
                    outcomes=((Outcome.SKIPPED, 1),),
                    reason=missing.reason,
                )


def begins(health: Iterable[Health], now: datetime) -> datetime:
    """Since when answers belong to the week of a letter: from after the scan before the last one.

    Counted from the last scan, so that on the evening before the next one this week's is not forgotten yet. If that
    was too long ago, nothing was asked this week, and the letter says so.
    """
    last = max((item.last_at for item in health if item.last_at and item.last_at <= now), default=now)
    return (last if now - last <= WEEK + SLACK else now) - WEEK + SLACK


def _covered(source: Source, items: list[Health], since: datetime, waiting: str = "") -> Coverage:
    """`waiting`: why some of its questions were not asked; empty where all were."""
    outcomes = [*(item.last_outcome for item in items if item.last_outcome), *([Outcome.SKIPPED] if waiting else [])]
    failed = [item.reason for item in items if item.last_outcome is not Outcome.COMPLETE and item.reason]
    completes = [item.last_complete for item in items if item.last_complete]
    firsts = [item.first_complete for item in items if item.first_complete]
    return Coverage(
        source=source.name,
        title=source.title,
        room=source.room,
        outcomes=tuple((outcome, outcomes.count(outcome)) for outcome in Outcome if outcome in outcomes),
        reason="; ".join(dict.fromkeys([*failed, *filter(None, [waiting])])),
        last_complete=max(completes, default=None),
        first_answer=bool(firsts) and min(firsts) >= since,
    )


def is_due(every_days: int, last_readable: datetime | None, now: datetime) -> bool:
    """Weekly questions are asked at every scan; rarer ones when their time has come, or their last answer was none."""
    if every_days <= 7 or last_readable is None or last_readable > now:  # the last: the clock was put back since
        return True
    return now - last_readable >= timedelta(days=every_days) - SLACK


def verdict_of(stored: Stored) -> Verdict | None:
    return stored.decision.verdict if stored.decision else None
