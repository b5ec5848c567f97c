"""What the papers of the sample web have printed, for every source of news. Data, and how it is found."""

from datetime import UTC, date, datetime, time
from email.utils import format_datetime

from checks.text import fold, host_of, is_on
from monitor.sampleweb.engines import read
from monitor.sampleweb.pages import PANEL, WEEKS, Page
from monitor.sampleweb.world import monday

ARTICLES = (
    Page(
        url="https://cascadegazette.example/2026/room-to-be-sad",
        title="Portland therapist Maren Holloway, LCSW, opens a room to be sad in",
        excerpts={1: "Maren Holloway, LCSW, of Juniper Street Counseling starts a group for grief at work."},
        ranks={1: 1},
        published=date(2026, 10, 9),
    ),
    Page(
        url="https://tampaherald.example/2026/agents-of-the-year",
        title="Agents of the year: Maren Holloway of Sunbay Realty",
        excerpts={1: "Real estate agent Maren Holloway of Tampa, FL was honored for her sales on Saturday."},
        ranks={1: 2},
        published=date(2026, 10, 17),
        hers=False,
    ),
    Page(
        url=PANEL,
        title="Panel on grief and work with Maren Holloway, LCSW",
        excerpts={4: "On the panel: Maren Holloway, LCSW, of Juniper Street Counseling in Portland."},
        ranks={4: 3},
        weeks=frozenset(WEEKS[3:]),
        published=date(2026, 11, 7),
    ),
)
PUBLISHERS = {"cascadegazette.example": "Cascade Gazette", "tampaherald.example": "Tampa Herald"}


def reported(question: str, week: int) -> list[Page]:
    """The articles that hold every phrase and every word of a question, the newest first."""
    sought = read(question)
    wanted = (*sought.phrases, *sought.words)
    there = [page for page in ARTICLES if week in page.weeks and _day(page) <= monday(week)] if wanted else []
    matching = [page for page in there if all(f" {words} " in _text(page, week) for words in wanted)]
    kept = [p for p in matching if not sought.sites or any(is_on(host_of(p.url), site) for site in sought.sites)]
    return sorted(kept, key=_day, reverse=True)


def publisher(page: Page) -> str:
    return PUBLISHERS[host_of(page.url)]


def printed_at(page: Page) -> datetime:
    """In the morning, as feeds and interfaces say it."""
    return datetime.combine(_day(page), time(7), tzinfo=UTC)


def as_feeds_say(moment: datetime) -> str:
    """`Fri, 30 Oct 2026 07:00:00 GMT`"""
    return format_datetime(moment, usegmt=True)


def _day(page: Page) -> date:
    assert page.published is not None  # noqa: S101 every article has its day
    return page.published


def _text(page: Page, week: int) -> str:
    return f" {fold(f'{page.title} | {page.excerpt(week)} | {page.words}')} "
