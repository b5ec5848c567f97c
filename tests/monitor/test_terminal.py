"""What strangers wrote is text on the screen, whatever it holds (promise 10)."""

import io
from datetime import UTC, datetime

from checks.model import Evidence, Exposure, Finding, Judged, Level, Match, Severity
from monitor.schedule import ZoneInfo
from monitor.terminal import findings, scans, screen

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
HOSTILE = "\x1bc\x1b]0;owned\x07[bold]\u202efdp.exe\u2066\x9b2J"
STEERING = set("\x1b\x07\x9b\u202e\u2066\u061c")


def hostile():
    url = f"https://a\x1bc\u061c.example/{HOSTILE}"
    return Judged(
        id=1,
        finding=Finding(source="web", key=url, url=url, title=HOSTILE, facts={"email": (HOSTILE,)}, text=HOSTILE),
        match=Match(
            level=Level.MAYBE,
            bits=3,
            probability=0.5,
            evidence=(Evidence(name="x", group="x", bits=3, words=HOSTILE),),
        ),
        exposures=(
            Exposure(
                kind="x",
                title=HOSTILE,
                severity=Severity.HIGH,
                recommendations=(9,),
                value=HOSTILE,
                masked=HOSTILE,
                why=HOSTILE,
                action=HOSTILE,
            ),
        ),
        first_seen=AT,
        last_seen=AT,
    )


def on_screen(show):
    out = screen.console()
    out.file = io.StringIO()
    show(out)
    return out.file.getvalue()


def test_nothing_that_a_stranger_wrote_steers_the_terminal():
    zone = ZoneInfo("UTC")

    page = on_screen(lambda out: screen.say(out, findings.finding_page(hostile(), (), (), zone)))
    news = on_screen(lambda out: screen.say(out, scans.scan_lines((), (), (hostile(),))))
    table = on_screen(lambda out: out.print(findings.findings_table([hostile()], zone)))

    assert "[bold]" in page
    for shown in (page, news, table):
        assert "example" in shown
        assert not STEERING & set(shown)
