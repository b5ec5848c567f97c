"""The command line as she uses it, against the sample web; only the source with a single question is asked, in real time."""

import io
import json
import os
import sqlite3
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from checks.model import Change, ChangeKind, Finding, Judged, Level, Match, Outcome, Question, Snapshot
from monitor import cli, home
from monitor.demo import key_in_environment
from monitor.sampleweb import persona
from monitor.sampleweb.server import SampleWeb
from monitor.scan import Step


@pytest.fixture(scope="module")
def one_web():
    """One server for all tests here: stopping it takes a fifth of a second."""
    with SampleWeb() as made:
        yield made


@pytest.fixture
def web(one_web):
    one_web.week = 1
    one_web.requests.clear()
    with key_in_environment():
        yield one_web


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
        if parameter.name not in ("only", "week", "html_file", "folder", "number", "words", "page")
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
    assert "The trail you leave (recommendation 5)" in sources
    assert "wayback: Wayback Machine; free\n      not asked yet; is told: page\n" in sources
    assert max(map(len, status.splitlines() + sources.splitlines())) < 160


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


def test_the_yes_is_asked_for_the_whole_plan_also_where_the_first_scan_asks_less(hers, web, footprint):
    _code, _out, err = footprint("scan", "--only", "bluesky")

    assert "Brave Search → api.search.brave.com" in err


def test_a_source_that_would_not_be_asked_is_refused_with_its_reason(hers, web, footprint):
    config = home.config_path(hers)
    on = config.read_text(encoding="utf-8")
    config.write_text(
        on.replace("[sources.gravatar]\nenabled = true", "[sources.gravatar]\nenabled = false"), encoding="utf-8"
    )

    code, out, err = footprint("scan", "--yes", "--only", "gravatar")

    assert (code, out) == (1, "")
    assert err.splitlines() == ["footprint: gravatar would not be asked: switched off in your configuration"]
    assert web.requests == []


def test_a_setting_that_its_source_does_not_know_is_one_line_before_anything_is_asked(hers, web, footprint):
    config = home.config_path(hers)
    said = config.read_text(encoding="utf-8").replace("[sources.brave]", '[sources.brave]\nlanguage = "en"')
    config.write_text(said, encoding="utf-8")

    code, _out, err = footprint("scan", "--yes")

    assert code == 1
    assert "sources.brave.language is no setting of this source: it takes api_key" in err
    assert web.requests == []


def test_a_source_switched_on_later_waits_for_a_yes_of_its_own(hers, web, footprint):
    config = home.config_path(hers)
    on = config.read_text(encoding="utf-8")
    off = on.replace("[sources.gravatar]\nenabled = true", "[sources.gravatar]\nenabled = false")
    config.write_text(off, encoding="utf-8")
    footprint("scan", "--yes", "--only", "bluesky")
    config.write_text(on, encoding="utf-8")

    _code, _out, refused = footprint("scan", "--only", "gravatar")
    before = [request for request in web.requests if "gravatar" in request.url]
    footprint("scan", "--yes", "--only", "gravatar")

    assert "Gravatar → api.gravatar.com" in refused
    assert "They were not sent." in refused
    assert before == []
    assert [request for request in web.requests if "gravatar" in request.url]


@pytest.mark.parametrize("command", [("show",), ("show", "1"), ("scan", "--plan"), ("status",), ("digest",)])
def test_a_terminal_without_utf_8_shows_what_it_can(hers, web, footprint, monkeypatch, command):
    footprint("scan", "--yes", "--only", "bluesky")
    plain_terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", plain_terminal)

    cli.main(list(command))

    plain_terminal.flush()
    assert len(plain_terminal.buffer.getvalue()) > 50


@pytest.mark.parametrize("words", [("show", "9" * 25), ("mark", "9" * 25, "mine")])
def test_a_number_too_large_for_any_finding_is_just_not_there(hers, footprint, words):
    code, _out, err = footprint(*words)

    assert code == 1
    assert "there is no finding" in err


def test_taking_back_what_was_never_said_says_so(hers, web, footprint):
    footprint("scan", "--yes", "--only", "bluesky")

    code, _out, err = footprint("mark", "1", "--undo")

    assert code == 0
    assert "nothing was taken back" in err


def test_the_home_may_be_named_from_where_she_stands_and_hold_spaces(web, tmp_path, monkeypatch, footprint):
    folder = tmp_path / "her own home"
    folder.mkdir(mode=0o700)
    config = home.config_path(folder)
    config.write_text(persona.config(web.url), encoding="utf-8")
    config.chmod(0o600)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOOTPRINT_HOME", "her own home")

    code, out, _err = footprint("status")

    assert code == 0
    assert "Nothing was asked yet" in out
    assert home.store_path(folder).exists()


def test_a_letter_that_did_not_leave_is_tried_again_at_once_when_she_sends_it_by_hand(hers, web, footprint):
    config = home.config_path(hers)
    config.write_text(
        config.read_text(encoding="utf-8").replace(
            "[mail]\n", '[mail]\nhost = "127.0.0.1"\nport = 9\nsecurity = "plain"\n'
        ),
        encoding="utf-8",
    )
    footprint("scan", "--yes", "--only", "bluesky")

    first, second = footprint("digest", "--send"), footprint("digest", "--send")

    for code, _out, err in (first, second):
        assert code == 1
        assert "127.0.0.1:9" in err
    assert "nothing is new since" in second[2]


class Keyboard(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("typed", "sent"), [("\n", False), ("n\n", False), ("y\n", True)])
def test_the_first_yes_has_to_be_typed(hers, web, footprint, monkeypatch, typed, sent):
    monkeypatch.setattr("sys.stdin", Keyboard(typed))

    code, _out, _err = footprint("scan", "--only", "bluesky")

    assert (code, bool(web.requests)) == ((0, True) if sent else (1, False))


def test_what_is_new_is_no_first_look_and_what_is_somebody_else_s_is_neither():
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)

    def judged(id_, level):
        page = Finding(source="web", key=str(id_), url="https://x.example/", title="")
        match = Match(level=level, bits=0, probability=0.5)
        return Judged(id=id_, finding=page, match=match, exposures=(), first_seen=at, last_seen=at)

    before, new, first, other = (
        judged(id_, level) for id_, level in enumerate([Level.MINE, Level.MAYBE, Level.MINE, Level.NOT_ME])
    )
    question = Question(source="brave", text="x", tells=("name",))
    snapshot = Snapshot(question=question, taken_at=at, outcome=Outcome.COMPLETE)
    changes = tuple(
        Change(kind=ChangeKind.NEW, finding=item.finding.id, at=at, question=question.key) for item in (new, other)
    )
    service = SimpleNamespace(findings=lambda: (before, new, first, other))

    told, looked_at = cli._what_is_new(
        service, [Step(snapshot=snapshot, changes=changes, source_done=True)], {before.id}
    )

    assert told == [(changes[0], new)]
    assert looked_at == [first]


def test_the_review_says_in_one_line_that_it_needs_a_terminal(hers, footprint):
    code, out, err = footprint("review")

    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "needs a terminal" in err


def test_the_review_asks_and_writes_down_what_is_new(hers, web, footprint, monkeypatch):
    footprint("scan", "--yes", "--only", "gravatar")
    keys = iter("my")
    monkeypatch.setattr("click.getchar", lambda: next(keys, "q"))
    monkeypatch.setattr("monitor.cli._is_at_terminal", lambda: True)

    code, out, _err = footprint("review")

    assert code == 0
    assert "Question 1 of 1" in out
    assert "Noted: it is me." in out
    assert '"https://gravatar.com/marenh",' in home.config_path(hers).read_text(encoding="utf-8")
    assert footprint("review")[1].startswith("Nothing waits")


def test_marking_says_what_else_is_settled(hers, web, footprint):
    footprint("scan", "--yes", "--only", "gravatar", "--only", "bluesky")
    _code, _out, err = footprint("mark", "1", "mine")

    assert "noted: 1" in err
    assert "That also settles No. 2." in err
    assert "That also opens No. 2 again." in footprint("mark", "1", "--undo")[2]


def test_the_check_up_is_listed_and_printed_without_a_terminal_and_asks_in_one(hers, footprint, tmp_path, monkeypatch):
    page = tmp_path / "sheet.html"
    code, out, _ = footprint("checkup", "--list", "--print", str(page))
    refused = footprint("checkup")
    keys = iter("dfq")
    monkeypatch.setattr(cli, "_is_at_terminal", lambda: True)
    monkeypatch.setattr(cli.click, "getchar", lambda: next(keys))
    asked = footprint("checkup")

    assert code == 0
    assert "venmo_payments: Venmo: your payments (never looked at)" in out
    assert "☐ needs doing" in page.read_text(encoding="utf-8")
    assert "src=" not in page.read_text(encoding="utf-8")
    assert refused[0] == 1
    assert "--list and --print do not" in refused[2]
    assert "Done. 2 answers kept" in asked[1]
    assert "venmo_payments: Venmo: your payments (needs doing" in footprint("checkup", "--list")[1]
