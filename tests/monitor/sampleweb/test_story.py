"""The story as the real configuration, the real sources and the real judging read it."""

import importlib
import re
from datetime import UTC, datetime

import pytest

from checks import catalog, identity, redact
from checks.hits import hit
from checks.model import Level, Outcome
from monitor.sampleweb import pages, persona, world
from monitor.sampleweb.sources import brave, google_alerts
from monitor.schedule import weekly
from tests.monitor.sampleweb.played import SETTINGS, Wire, read, subject

WALLS = {(2, "searxng"): {Outcome.PARTIAL}, (3, "wayback"): {Outcome.BLOCKED}, (3, "xposedornot"): {Outcome.BLOCKED}}
CHANGED_SHAPE = (4, "gravatar")


@pytest.fixture(scope="module")
def maren(tmp_path_factory):
    return subject(tmp_path_factory.mktemp("home"))


def asked(source, query):
    """Every question of a source, and for engines one that is restricted to a site."""
    questions = list(source.questions(query, SETTINGS))
    return [*questions, source.recheck(questions[0], "peoplelookup.example")] if source.recheck else questions


@pytest.mark.parametrize("week", world.WEEKS)
@pytest.mark.parametrize("source", catalog.SOURCES, ids=lambda source: source.name)
async def test_every_answer_is_read_in_full_but_where_the_story_wants_it_otherwise(maren, source, week):
    outcomes = {(await read(source, question, week)).outcome for question in asked(source, maren.query)}

    if (week, source.name) == CHANGED_SHAPE:
        assert outcomes == {Outcome.UNREADABLE, Outcome.COMPLETE}  # one address has a card, the other none
    else:
        sample = importlib.import_module(f"monitor.sampleweb.sources.{source.name}")
        meant = getattr(sample, "OUTCOMES", {}).get(week, Outcome.COMPLETE)
        assert outcomes == WALLS.get((week, source.name), {Outcome(meant)})


@pytest.mark.parametrize("source", catalog.SOURCES, ids=lambda source: source.name)
async def test_every_source_shows_something_of_hers_at_the_first_look(maren, source):
    found = [
        finding for question in asked(source, maren.query) for finding in (await read(source, question, 1)).findings
    ]

    assert any(identity.judge(maren, f, seen=world.monday(1)).level is not Level.NOT_ME for f in found)


async def test_a_wall_says_nothing_of_what_stands_behind_it(maren):
    source = next(s for s in catalog.SOURCES if s.name == "xposedornot")

    answers = [await read(source, question, 3) for question in source.questions(maren.query, {})]

    assert [answer.findings for answer in answers] == [(), ()]


async def test_the_throttled_engine_answers_after_the_wait(maren):
    source = next(s for s in catalog.SOURCES if s.name == "brave")
    wire = Wire(week=2)

    found = [finding async for finding in source.search(source_question(source, maren), wire)]

    assert wire.turns == 2
    assert len(found) >= 12


def source_question(source, maren):
    return next(iter(source.questions(maren.query, SETTINGS)))


def _judged(page, week, maren):
    finding = redact.storable(hit(page.url, page.title, page.excerpt(week)), maren)
    return identity.judge(maren, finding, seen=world.monday(week)).level


FACES = [(page, week) for page in pages.PAGES for week in page.excerpts]


@pytest.mark.parametrize(("page", "week"), FACES, ids=lambda value: getattr(value, "url", value))
def test_her_pages_are_never_set_aside_and_namesakes_never_taken_for_her(maren, page, week):
    level = _judged(page, week, maren)

    assert level is not (Level.NOT_ME if page.hers else Level.MINE)


def test_the_realtor_and_her_listing_are_somebody_else(maren):
    others = {page.url: _judged(page, 1, maren) for page in pages.PAGES if not page.hers and page.weeks}

    assert others[pages.REALTOR] is Level.NOT_ME
    assert others[pages.BROKER_NAMESAKE] is Level.NOT_ME


def test_what_is_expected_names_findings_that_exist():
    known = (
        {page.url for page in pages.PAGES} | {world.NPI, world.HANDLE, pages.LISTING} | {b.name for b in world.BREACHES}
    )

    for week in world.EXPECTED.values():
        assert {key for _kind, key in week.told} <= known
        assert set(week.silent_about) <= known
        assert not {key for _kind, key in week.told} & set(week.silent_about)


def test_the_mean_of_the_ratings_adds_up():
    (page,) = (page for page in pages.PAGES if page.url == pages.RATINGS)
    before, after = (re.search(r"([\d.]+)/5 from (\d+)", page.excerpts[week]).groups() for week in (1, 3))

    total = round(float(before[0]) * int(before[1]))

    assert (f"{total / int(before[1]):.1f}", f"{(total + 1) / int(after[1]):.1f}") == (before[0], after[0])
    assert int(after[1]) == int(before[1]) + 1


def test_everybody_is_invented():
    """Hosts under .example, numbers that are kept for fiction, NPIs that no one can have."""
    text = "\n".join(f"{p.url} {p.title} {' '.join(p.excerpts.values())} {p.words}" for p in pages.PAGES)
    register = "\n".join(entry.phone for entry in world.REGISTER)

    assert all(host.endswith(".example") for host in re.findall(r"https://([\w.-]+)", text))
    assert all(re.fullmatch(r"555-01\d\d", number) for number in re.findall(r"\b\d{3}-\d{4}\b", text + register))
    assert all(entry.npi.startswith("2") for entry in world.REGISTER)


def test_the_persona_gives_every_source_what_it_needs(maren):
    assert (persona.KEY, persona.FEED) == (brave.KEY, google_alerts.FEED)
    for source in catalog.SOURCES:
        assert catalog.missing(source, SETTINGS) == ()
        assert list(source.questions(maren.query, SETTINGS))


def test_the_demo_gateway_and_the_private_facts_stand_in_the_configuration(maren):
    text = persona.config("http://127.0.0.1:4711")

    assert 'gateway = "http://127.0.0.1:4711"' in text
    assert persona.KEY not in text
    assert persona.FEED not in text
    assert [str(home) for home in maren.private.home_addresses] == ["2816 NE Alder Court, Portland, OR 97212"]


def test_each_monday_of_the_story_is_after_the_hour_of_the_letter():
    """Clocks are set back between the second and the third week: a scan that is due then must be due."""
    from zoneinfo import ZoneInfo

    hour = int(re.search(r"^hour = (\d+)", persona.config(""), re.MULTILINE)[1])
    for week in world.WEEKS:
        demo = datetime.combine(world.monday(week), datetime.min.time(), tzinfo=UTC).replace(hour=15)
        before = demo.replace(hour=0)
        assert weekly(before, weekday="monday", hour=hour, zone=ZoneInfo("America/Los_Angeles")) <= demo
