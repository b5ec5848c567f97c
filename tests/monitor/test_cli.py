"""The command line as she uses it, against the sample web; only the source with a single question is asked, in real time."""

import json
import os
import sqlite3

import pytest

from monitor import cli, home
from monitor.demo import key_in_environment
from monitor.sampleweb import persona
from monitor.sampleweb.server import SampleWeb


@pytest.fixture
def web():
    with SampleWeb() as made, key_in_environment():
        yield made


@pytest.fixture
def hers(web, tmp_path, monkeypatch):
    """Her home directory, with her configuration in it."""
    monkeypatch.setenv("FOOTPRINT_HOME", str(tmp_path))
    config = home.config_path(tmp_path)
    config.write_text(persona.config(web.url), encoding="utf-8")
    config.chmod(0o600)
    return tmp_path


@pytest.fixture
def footprint(capsys):
    """Runs one command: exit code, what it printed, what it remarked."""

    def run(*words):
        code = 0
        try:
            cli.main(list(words))
        except SystemExit as end:
            code = end.code or 0
        out = capsys.readouterr()
        return code, out.out, out.err

    return run


def test_the_plan_names_every_question_and_sends_nothing(hers, web, footprint):
    code, out, _err = footprint("scan", "--plan")

    assert code == 0
    assert '"Maren Holloway" LCSW    (tells: name, credential)' in out
    assert "Brave Search → api.search.brave.com" in out
    assert "Never sent: 4 private facts" in out
    assert web.requests == []


def test_the_plan_for_scripts_is_json_with_the_same_questions(hers, web, footprint):
    _code, out, _err = footprint("scan", "--plan", "--json", "--only", "bluesky")

    assert json.loads(out)["questions"] == [
        {
            "source": "bluesky",
            "to": ["public.api.bsky.app"],
            "question": "marenholloway.bsky.social",
            "tells": ["handle"],
        }
    ]


def test_the_first_scan_waits_for_a_yes(hers, web, footprint):
    code, _out, err = footprint("scan", "--only", "bluesky")

    assert code == 1
    assert "marenholloway.bsky.social" in err
    assert err.splitlines()[-1].startswith("footprint: nothing was sent")
    assert web.requests == []


def test_after_the_yes_it_scans_and_the_next_scan_does_not_ask_again(hers, web, footprint):
    first = footprint("scan", "--yes", "--only", "bluesky")
    second = footprint("scan", "--only", "bluesky", "--exit-code")

    assert (first[0], second[0]) == (0, 0)
    assert "First look: 1 finding" in first[1]
    assert "0 changes" in second[1]
    assert len(web.requests) == 2


def test_something_new_is_told_by_recommendation_and_by_the_exit_code(hers, web, footprint):
    footprint("scan", "--yes", "--only", "bluesky")
    web.week = 4

    code, out, _err = footprint("scan", "--only", "bluesky", "--exit-code")

    assert code == cli.SOMETHING_NEW
    assert "worse" in out
    assert "bsky.app" in out


def test_what_could_not_be_checked_has_an_exit_code_and_a_reason(hers, web, footprint):
    web.week = 3
    footprint("scan", "--yes", "--only", "bluesky")

    code, out, _err = footprint("scan", "--only", "xposedornot", "--exit-code")

    assert code == cli.NOT_ALL_CHECKED
    assert "xposedornot: refused" in out


def test_json_output_holds_outcomes_and_no_values(hers, web, footprint):
    _code, out, _err = footprint("scan", "--yes", "--only", "bluesky", "--json")

    (step,) = json.loads(out)
    assert (step["source"], step["outcome"], step["findings"], step["changes"]) == ("bluesky", "complete", 1, [])


def test_a_configuration_that_names_somebody_else_is_refused_from_the_yes_on(hers, web, footprint):
    footprint("scan", "--yes", "--only", "bluesky")
    config = home.config_path(hers)
    config.write_text(config.read_text(encoding="utf-8").replace('"Maren', '"Ingrid'), encoding="utf-8")

    for command in (["scan"], ["scan", "--plan"], ["digest"], ["show"], ["status"], ["sources"], ["daemon"]):
        code, out, err = footprint(*command)
        assert (code, out) == (1, "")
        assert "sealed" in err
    assert len(web.requests) == 1


def test_no_command_takes_a_name_to_search():
    taken = {
        parameter.name
        for command in cli.footprint.commands.values()
        for parameter in command.params
        if parameter.name not in ("only", "week", "html_file", "folder", "number", "words")
        and not getattr(parameter, "is_flag", False)
    }

    assert taken == set()


def test_the_daemon_s_tick_does_nothing_before_the_yes(hers, web):
    import asyncio

    from monitor.service import Service

    with Service.open(hers) as service:
        assert asyncio.run(service.tick()) is False

    assert web.requests == []


def test_a_finding_is_shown_marked_and_taken_back(hers, web, footprint):
    footprint("scan", "--yes", "--only", "bluesky")

    shown = footprint("show", "1")
    footprint("mark", "1", "accepted")
    marked = footprint("show")
    footprint("mark", "1", "--undo")
    undone = footprint("show")

    assert "a stranger" not in shown[2]
    assert "Why we think so" in shown[1]
    assert "What to do" in shown[1] or "what to do" in shown[1]
    assert "accepted" in marked[1]
    assert "accepted" not in undone[1]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("show", "99"), 1, "there is no finding 99"),
        (("mark", "99", "mine"), 1, "there is no finding 99"),
        (("mark", "1", "perhaps"), 2, "the last word must be one of"),
        (("mark", "mine"), 2, "say the number of a finding"),
        (("scan", "--only", "bluesk"), 1, "there is no source bluesk"),
        (("digest", "--week", "2020-W01"), 1, "no letter was written in 2020-W01"),
        (("digest", "--send"), 1, "mail server"),
        (("nonsense",), 2, "No such command"),
    ],
)
def test_a_mistake_gives_one_line_with_its_cure(hers, footprint, words, code, says):
    got, _out, err = footprint(*words)

    assert got == code
    assert says in err
    assert "Traceback" not in err


def test_without_a_configuration_the_cure_is_named(tmp_path, monkeypatch, footprint):
    monkeypatch.setenv("FOOTPRINT_HOME", str(tmp_path / "none"))

    code, _out, err = footprint("scan")

    assert code == 1
    assert "copy config.example.toml" in err
    assert len(err.strip().splitlines()) == 1


def test_an_unreadable_database_gives_one_line(hers, footprint):
    footprint("status")
    home.store_path(hers).write_bytes(b"no database at all, but a text of some length " * 100)

    code, _out, err = footprint("status")

    assert code == 1
    assert len(err.strip().splitlines()) == 1


def test_a_lost_network_costs_the_answers_and_nothing_else(hers, web, footprint):
    footprint("scan", "--yes", "--only", "bluesky")
    config = home.config_path(hers)
    config.write_text(config.read_text(encoding="utf-8").replace(web.url, "http://127.0.0.1:9"), encoding="utf-8")

    code, out, _err = footprint("scan", "--only", "bluesky")

    assert code == 0
    assert "no answer" in out
    assert "1 finding" not in out
    assert sqlite3.connect(home.store_path(hers)).execute(
        "SELECT count(*) FROM finding WHERE gone_at IS NULL"
    ).fetchone() == (1,)


def test_status_and_sources_say_what_is_and_what_is_not_asked(hers, footprint):
    status, sources = footprint("status")[1], footprint("sources")[1]

    assert "Nothing was asked yet" in status
    assert "wayback: Wayback Machine, trail (5); is told: page" in sources


def test_the_letter_on_the_screen_is_the_one_that_would_be_sent(hers, web, footprint, tmp_path):
    footprint("scan", "--yes", "--only", "bluesky")

    code, out, _err = footprint("digest", "--html", str(tmp_path / "letter.html"))

    assert code == 0
    assert out.startswith("Your weekly check")
    assert "bsky.app" in (tmp_path / "letter.html").read_text(encoding="utf-8")


def test_the_home_is_its_owner_s_alone(hers, web, footprint):
    footprint("scan", "--yes", "--only", "bluesky")

    if os.name == "posix":
        assert [path.stat().st_mode & 0o077 for path in sorted(hers.iterdir()) if path.is_file()] == [0] * len(
            list(hers.iterdir())
        )
