"""A scripted source and a client that only hands it its settings: for scans without a web."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

from checks.model import Answers, Finding, Query, Question, Room, Subject, Town, Validators
from checks.source import Source
from monitor.clock import SteppedClock
from monitor.scan import Scan, make_plan
from monitor.store import Store

MONDAY = datetime(2026, 11, 2, 15, tzinfo=UTC)
SUBJECT = Subject(
    query=Query(
        names=("Maren Holloway",), credentials=("LCSW",), npi="2345678918", towns=(Town(city="Portland", region="OR"),)
    )
)


def record(key="2345678918", **facts):
    """A register entry that carries her own NPI, so that it is hers."""
    said = {"name": ("Maren Holloway",), "npi": ("2345678918",)} | {name: (value,) for name, value in facts.items()}
    return Finding(source="nppes", key=key, url=f"https://register.example/{key}", title="Maren Holloway", facts=said)


def scripted(*answers, name="nppes", questions=("Maren Holloway in OR",), room=Room.SEARCH, **more):
    """A source that gives `answers` in turn: each a list of findings, with an exception last where it fails."""
    left = list(answers)

    async def search(question, ask):
        for item in left.pop(0):
            if isinstance(item, BaseException):
                raise item
            yield item

    def ask_about(query, settings):
        return [Question(source=name, text=text, tells=("name",), name="Maren Holloway") for text in questions]

    return Source(
        name=name, title=name.title(), homepage="https://register.example", room=room, tells=("name",),
        hosts=("register.example",), questions=ask_about, search=search, answers=more.pop("answers_with", Answers.WHOLE), **more,
    )  # fmt: skip


class Asking:
    validators = Validators()

    def __init__(self, settings):
        self.settings = settings


class HandsOver:
    """The client as far as a scan sees it."""

    def asking(self, source, question, settings, validators):
        return Asking(settings)


class Home:
    """A store, a clock and a subject, scanned as often as wanted."""

    def __init__(self, subject=SUBJECT):
        self.subject, self.clock, self.store = subject, SteppedClock(MONDAY), Store.in_memory()

    async def scan(self, *sources, tell=lambda _: None, settings=lambda _: {}):
        plan = make_plan(self.subject, sources, settings, lambda _: None, followed=self.store.findings())
        with ThreadPoolExecutor(1) as executor:
            one = Scan(
                subject=self.subject,
                plan=plan,
                client=HandsOver(),
                store=self.store,
                clock=self.clock,
                executor=executor,
            )
            return await one.run(tell)


@contextmanager
def home(**more):
    made = Home(**more)
    yield made
    made.store.close()
