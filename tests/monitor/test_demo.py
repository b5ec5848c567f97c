"""Five weeks of the sample web through the real service: the story as `world.EXPECTED` tells it, and the promises on it."""

import re
from email import message_from_bytes, policy

import pytest

from checks.errors import FootprintError
from monitor import home
from monitor.clock import SteppedClock
from monitor.demo import START, WEEKS, run
from monitor.sampleweb import persona, world
from monitor.sampleweb.server import SampleWeb
from monitor.service import Service
from tests.monitor.diary import live_through


@pytest.fixture(scope="module")
def diary(tmp_path_factory):
    """All five weeks once; every test reads what was recorded."""
    return live_through(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("week", world.WEEKS)
def test_each_week_tells_what_happened(diary, week):
    told = diary.told[week]

    assert {
        pair: why for pair, why in world.EXPECTED[week].told.items() if not any(_is(pair, change) for change in told)
    } == {}


@pytest.mark.parametrize("week", world.WEEKS)
def test_no_week_tells_what_did_not_happen(diary, week):
    keys = {key for _kind, key in diary.told[week]}

    assert [name for name in world.EXPECTED[week].silent_about if any(name in key for key in keys)] == []


def _is(expected, change):
    return expected[0] == change[0] and expected[1].partition("?")[0] in change[1]


def test_nothing_is_told_twice(diary):
    gone = [change for week in world.WEEKS for change in diary.told[week] if change[0] in ("new", "gone", "returned")]

    assert sorted(set(gone)) == sorted(gone)


def test_every_source_of_the_story_was_asked(diary):
    assert {step.snapshot.question.source for steps in diary.steps.values() for step in steps} == set(persona.STORY)


def test_no_private_fact_left_the_machine(diary):
    sent = "\n".join(f"{request.url} {request.headers} {request.body!r}" for request in diary.requests).casefold()

    assert len(diary.requests) > 50
    for spelling in ("2816", "alder", "5550177", "555-0177", "555%2d0177", "1981", "04-17", "tobias", "97212"):
        assert spelling not in sent


def test_every_request_that_names_her_is_in_the_ledger(diary):
    assert len(diary.disclosures) == len(diary.requests)


def test_no_private_fact_and_no_other_person_is_in_the_database(diary):
    raw = diary.database.lower()

    assert b"1981-04-17" not in raw  # no page shows it: only the configuration knows it
    for name in (
        b"priya",
        b"natarajan",
        b"tobias",
        b"okafor",
        b"ferreira",
        b"meissner",
        b"never called me back",
        b"my sleep back",
    ):
        assert name not in raw


def test_the_namesakes_are_known_by_a_code_only(diary):
    assert b"sunbayrealty" not in diary.database
    assert b"PN-40112" not in diary.database


def test_letters_mask_values_and_hide_writers(diary):
    for week, raw in diary.letters.items():
        letter = message_from_bytes(raw, policy=policy.default)
        parts = "\n".join(letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
        for value in ("2816 NE Alder", "555-0177", "5550177", "Priya", "Tobias", "maren.holloway@postbox"):
            assert value not in parts, (week, value)
        assert re.fullmatch(r"Your weekly check: \d things? to look at", letter["Subject"])


def test_letters_form_one_thread_with_stable_ids(diary):
    letters = [message_from_bytes(raw, policy=policy.default) for _week, raw in sorted(diary.letters.items())]

    assert [letter["References"] for letter in letters[1:]] == [letter["Message-ID"] for letter in letters[:-1]]
    assert len({letter["Message-ID"] for letter in letters}) == len(world.WEEKS)


def test_what_could_not_be_asked_is_said(diary):
    third = message_from_bytes(diary.letters[3], policy=policy.default).get_body(("plain",)).get_content()

    assert "XposedOrNot" in third
    assert "Wayback" in third
    assert "nothing found" not in third.casefold()


def test_another_round_in_the_same_week_changes_nothing(diary):
    assert diary.again == []


def test_the_home_of_the_demo_opens_again_and_refuses_another_person(diary, tmp_path):
    config = home.config_path(diary.home)
    other = config.read_text().replace('"Maren', '"Ingrid')
    original = config.read_text()
    config.write_text(other)
    try:
        with pytest.raises(FootprintError, match="sealed"), Service.open(diary.home, clock=SteppedClock(START)):
            pass
    finally:
        config.write_text(original)


def test_the_demo_writes_three_files_a_week_and_leaves_nothing_running(tmp_path, capsys):
    import threading

    before = set(threading.enumerate())

    run(tmp_path / "demo", "0.0")

    names = {path.name for path in (tmp_path / "demo").iterdir() if path.name.startswith("week-")}
    assert names == {f"week-{week}.{suffix}" for week in range(1, WEEKS + 1) for suffix in ("eml", "html", "txt")}
    assert "Week 5" in capsys.readouterr().err
    assert set(threading.enumerate()) - before == set()


def test_the_sample_web_is_gone_after_use():
    with SampleWeb() as web:
        url = web.url

    assert url.startswith("http://127.0.0.1:")
    import urllib.error
    import urllib.request

    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{url}/https/searx.example/", timeout=2)


def test_the_demo_never_clears_a_folder_that_is_not_its_own(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "thesis.txt").write_text("mine")

    with pytest.raises(FootprintError, match="other files"):
        run(tmp_path / "letters", "0.0")

    assert (tmp_path / "letters" / "thesis.txt").read_text() == "mine"
