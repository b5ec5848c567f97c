"""`footprint`: every command parses, calls the service, prints. Imports click and the standard library only; the rest comes inside."""

import sys
from collections.abc import Iterable
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checks.model import Change, Judged
    from monitor.scan import Plan, Step
    from monitor.service import Service

DISTRIBUTION = "clinician-footprint"
SOMETHING_NEW, NOT_ALL_CHECKED = 3, 4


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=DISTRIBUTION, prog_name="footprint")
def footprint() -> None:
    """What a stranger can find out about you, once a week.

    Asks public sources for your own name, compares with last week, and writes one letter. Everything stays on this machine.
    """


@footprint.command()
@click.option(
    "--plan", "plan_only", is_flag=True, help="Print the exact questions and who would be asked; send nothing."
)
@click.option("--yes", is_flag=True, help="Do not ask before the first scan, or before something new is told.")
@click.option("--only", multiple=True, metavar="NAME", help="Ask this source only; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print outcomes and changes as JSON.")
@click.option("--exit-code", is_flag=True, help="Exit with 3 if something is new, 4 if something could not be checked.")
def scan(*, plan_only: bool, yes: bool, only: tuple[str, ...], as_json: bool, exit_code: bool) -> None:
    """Ask every source now."""
    with _service() as service:
        _remark(service.left_out_plugins)
        plan = service.plan(only)
        if plan_only:
            _print_plan(service, plan, as_json=as_json)
            return
        if not plan.waiting:
            service.refuse_in_vain(plan, only)
        if not service.approved:
            _ask_once(service, yes=yes)
        elif plan.waiting and _ask_again(service, plan, yes=yes):
            plan = service.plan(only)
        before = {item.id for item in service.findings()}
        steps = _run_scan(service, plan)
        told, first = _what_is_new(service, steps, before)
        _print_scan(steps, told, first, as_json=as_json)
    if exit_code and told:
        sys.exit(SOMETHING_NEW)
    if exit_code and any(step.snapshot.outcome != "complete" for step in steps):
        sys.exit(NOT_ALL_CHECKED)


def _remark(lines: "Iterable[str]") -> None:
    for line in lines:
        click.echo(_printable(line), err=True)


def _print_plan(service: "Service", plan: "Plan", *, as_json: bool) -> None:
    import json

    from monitor.terminal import scans, screen

    if as_json:
        rows = [
            {
                "source": planned.source.name,
                "to": list(planned.recipients),
                "question": q.text,
                "tells": list(q.tells),
            }
            for planned in plan.asked
            for q in planned.questions
        ]
        not_asked = {u.source.name: u.reason for u in plan.unasked}
        left_out = {planned.source.name: planned.why for planned in plan.asked if planned.left_out}
        in_turn = [{"source": q.source, "question": q.text, "tells": list(q.tells)} for q in plan.in_turn]
        click.echo(json.dumps({"questions": rows, "in_turn": in_turn, "not_asked": not_asked | left_out}, indent=2))
        return
    screen.say(screen.console(), scans.plan_lines(plan, service.private_facts))


def _ask_once(service: "Service", *, yes: bool) -> None:
    """Promise 3: the first real scan waits for a yes; the yes seals the names (promise 1).

    The yes is for every week from now on, so it is the whole plan that is shown, also where this scan asks less.
    """
    from checks.errors import FootprintError
    from monitor.terminal import scans, screen

    err = screen.console(error=True)
    screen.say(err, scans.plan_lines(service.plan(), service.private_facts))
    err.print(
        f"\nThis program only ever looks for one person: {service.config.subject.name}. After your yes it cannot be pointed at anybody else."
    )
    if not yes:
        if not sys.stdin.isatty():
            raise FootprintError("nothing was sent: this is the first scan; look at the plan above and add --yes")
        if not click.confirm("Is this your own name, and may these questions be sent?", default=False, err=True):
            raise FootprintError("nothing was sent")
    service.approve()


def _ask_again(service: "Service", plan: "Plan", *, yes: bool) -> bool:
    """Whether she agrees to what no yes of hers covers yet: a new source, or an old one that would be told more."""
    from monitor.terminal import scans, screen

    err = screen.console(error=True)
    err.print("New since your last yes:")
    screen.say(err, scans.question_lines(plan.waiting))
    agreed = yes or (sys.stdin.isatty() and click.confirm("May these questions be sent, too?", default=False, err=True))
    if agreed:
        service.agree()
    else:
        err.print(
            "They were not sent. `footprint scan` asks again; `enabled = false` in config.toml ends the question."
        )
    return agreed


def _run_scan(service: "Service", plan: "Plan") -> "tuple[Step, ...]":
    import asyncio

    from monitor.terminal import scans

    with scans.ScanProgress(plan) as progress:
        return asyncio.run(service.scan(plan, progress.tell))


def _what_is_new(
    service: "Service", steps: "Iterable[Step]", before: set[int]
) -> "tuple[list[tuple[Change, Judged]], list[Judged]]":
    """The changes of this scan with their findings, and what it saw for the first time without being news."""
    from checks.model import Level

    findings = {item.finding.id: item for item in service.findings() if item.match.level is not Level.NOT_ME}
    told = [(c, findings[c.finding]) for step in steps for c in step.changes if c.finding in findings]
    told.sort(key=lambda pair: -pair[1].severity)
    news = {change.finding for change, _judged in told}
    return told, [item for key, item in findings.items() if item.id not in before and key not in news]


def _print_scan(
    steps: "tuple[Step, ...]", told: "list[tuple[Change, Judged]]", first: "list[Judged]", *, as_json: bool
) -> None:
    import json

    from monitor.terminal import scans, screen

    if as_json:
        click.echo(json.dumps([scans.step_json(step) for step in steps], indent=2))
        return
    screen.say(screen.console(), scans.scan_lines(steps, told, first))


@footprint.command()
@click.option("--send", is_flag=True, help="Queue the letter and send it by mail.")
@click.option("--week", metavar="2026-W47", help="Show the letter that was written in that week.")
@click.option("--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), help="Also write it as a page.")
def digest(*, send: bool, week: str | None, html_file: Path | None) -> None:
    """Show this week's letter."""
    from reports import render

    with _service() as service:
        if week:
            click.echo(_printable(service.letter_of(week)))
            return
        letter = service.digest()
        click.echo(_printable(render.text(letter)))
        if html_file:
            html_file.write_text(render.html(letter), encoding="utf-8")
            click.echo(f"written: {html_file}", err=True)
        if send:
            _send(service)


def _send(service: "Service") -> None:
    import asyncio

    service.config.mail_settings()  # says what is missing before anything is queued
    if service.queue_letter() is None:
        click.echo("this week has its letter, and nothing is new since: no other one was written", err=True)
    results = asyncio.run(service.deliver(at_once=True))
    for message, error in results:
        if error is None:
            click.echo(f"sent: letter of {message.week} to {message.recipient}", err=True)
    failed = [error for _message, error in results if error is not None]
    if failed:
        raise failed[0]


@footprint.command()
@click.argument("number", type=int, required=False, metavar="[NUMBER]")
def show(number: int | None) -> None:
    """One finding: facts, history, why we think it is you, what to do. Without a number: all of them."""
    from monitor.terminal import findings, removals, screen

    with _service() as service:
        out = screen.console()
        if number is None:
            out.print(findings.findings_table(service.findings(), service.zone))
            return
        judged, store = service.finding(number), service.store
        lines = findings.finding_page(
            judged,
            store.changes_of(number),
            store.sightings(number),
            service.zone,
            answers=store.answers_of(number),
            removal=tuple(removals.on_the_page(service, judged)),
        )
        screen.say(out, lines)


@footprint.command()
@click.argument("words", nargs=-1, required=True, metavar="NUMBER… VERDICT")
@click.option("--undo", is_flag=True, help="Take your last word on these findings back.")
def mark(*, words: tuple[str, ...], undo: bool) -> None:
    """Say what a finding is: mine, not-me, unsure, accepted, requested (you asked for removal), denied.

    The same word counts for copies of the page, and after not-me for other records of the same person; it says which.
    """
    from checks.model import Verdict
    from monitor.terminal import removals, reviewing

    numbers, verdict = (words, None) if undo else (words[:-1], words[-1].replace("-", "_"))
    if verdict is not None and verdict not in set(Verdict):
        raise click.UsageError(f"the last word must be one of: {', '.join(v.replace('_', '-') for v in Verdict)}")
    if not numbers or not all(number.isdecimal() for number in numbers):
        raise click.UsageError("say the number of a finding, as in: footprint mark 12 requested")
    with _service() as service:
        done = service.decide(map(int, numbers), Verdict(verdict) if verdict else None)
        next_ = [line for id_ in done.said for line in removals.what_next(service, id_)] if not undo else []
    if not done.said:
        click.echo("you had said nothing of it, so nothing was taken back", err=True)
        return
    click.echo(f"{'taken back' if undo else 'noted'}: {', '.join(map(str, done.said))}", err=True)
    if done.along:
        click.echo(reviewing.reaches(done.along, undo=undo), err=True)
    for line in next_:
        click.echo(_printable(line), err=True)


@footprint.command()
@click.option("--all", "go_on", is_flag=True, help="Go on beyond the five questions of this week.")
def review(*, go_on: bool) -> None:
    """Go through what needs your answer, one card at a time: is it you, and what becomes of it?

    Each answer is one key. At most five questions a week, what matters most first.
    """
    from checks.errors import FootprintError
    from monitor.terminal import reviewing, screen

    if not _is_at_terminal():
        raise FootprintError("review asks you questions, so it needs a terminal; `footprint mark` works without one")
    with _service() as service:
        out = screen.console()
        reviewing.Conversation(service, say=lambda *lines: screen.say(out, lines), key=click.getchar).hold(go_on=go_on)


@footprint.command()
@click.argument("words", nargs=-1, metavar="[NAME…]")
@click.option("--all", "go_on", is_flag=True, help="Go through everything that is due, not only seven.")
@click.option(
    "--list", "list_only", is_flag=True, help="Show all questions, your last answers and when they come back."
)
@click.option("--print", "page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page to print.")
def checkup(*, words: tuple[str, ...], go_on: bool, list_only: bool, page: Path | None) -> None:
    """Look at what no program can: settings, and places that have no interface. One question at a time.

    Each answer is one key and is kept with its date. With the NAME of a question as --list shows it: that one now.
    """
    from checks.errors import FootprintError
    from monitor.terminal import checking, screen

    with _service() as service:
        everything, now, out = service.checkup(), service.clock.now(), screen.console()
        asked, waiting = checking.chosen(everything, words, now, go_on=go_on)
        if page:
            _write_sheet(service, page)
        if list_only:
            screen.say(out, checking.listing(everything, now, service.zone))
        if page or list_only:
            return
        if not _is_at_terminal():
            raise FootprintError("the check-up asks you questions, so it needs a terminal; --list and --print do not")
        checking.Round(service, say=lambda *lines: screen.say(out, lines), key=click.getchar).hold(asked, waiting)


def _write_sheet(service: "Service", page: Path) -> None:
    from reports import checkup, render

    sheet = checkup.sheet(service.checkup(), service.clock.now(), service.zone)
    page.write_text(render.sheet(sheet), encoding="utf-8")
    click.echo(f"written: {page}", err=True)


@footprint.command()
def status() -> None:
    """What is due, what failed, what waits in the outbox."""
    from monitor.terminal import screen, state

    with _service() as service:
        screen.say(screen.console(), state.status_lines(service))


@footprint.command()
def sources() -> None:
    """Every source: room, state, what it is told, last outcome."""
    from monitor.terminal import screen, state

    with _service() as service:
        plan = service.plan()
        states = {missing.source.name: missing.reason for missing in plan.unasked}
        states |= {planned.source.name: planned.why for planned in plan.asked if not planned.questions}
        lines = state.source_lines(
            service.sources, states, service.store.health(), service.zone, service.left_out_plugins
        )
        screen.say(screen.console(), lines)


@footprint.command()
def daemon() -> None:
    """Run in the foreground: every week a scan and a letter, until stopped."""
    import asyncio
    import logging

    from monitor.logs import to_stderr
    from monitor.schedule import run_forever

    with _service() as service:
        to_stderr(service.config.subject, logging.INFO)
        _remark(service.left_out_plugins)
        asyncio.run(run_forever(service.tick_or_log, zone=service.zone))


@footprint.group()
def mail() -> None:
    """The way of the letter."""


@mail.command(name="test")
def mail_test() -> None:
    """Send a mail that says nothing, step by step; what is wrong is said in words."""
    with _service() as service:
        service.try_mail(lambda line: click.echo(f"ok: {line}", err=True))
        click.echo("A test was sent. Is it in your mailbox? If not, look among spam, and mark it as wanted.")


@footprint.group()
def secret() -> None:
    """Keys and passwords, kept where the service finds them."""


@secret.command(name="set")
@click.argument("name")
@click.option(
    "--keyring", is_flag=True, help="Keep it in the keyring of the system, not in a file that only you can read."
)
def secret_set(*, name: str, keyring: bool) -> None:
    """Keep a key or password: mail.password, sources.brave.api_key, notify.urls.

    NAME may also be the environment variable that config.toml names. Asks for it without showing it; or reads stdin.
    """
    with _service() as service:
        value = click.prompt(name, hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.read(65_536)
        path = service.keep_secret(name, value, keyring=keyring)
    click.echo(f"kept for {path}: {'in the keyring' if keyring else 'in a file that only you can read'}", err=True)


@secret.command(name="forget")
@click.argument("name")
def secret_forget(*, name: str) -> None:
    """Remove a key or password that was kept."""
    with _service() as service:
        service.forget_secret(name)
    click.echo(f"forgotten: {name}", err=True)


@footprint.command()
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("footprint-demo"),
    help="Where the letters go.",
)
@click.option("--all-sources", is_flag=True, help="Ask every source there is, not only those of the story.")
def demo(*, folder: Path, all_sources: bool) -> None:
    """The whole product on a fictional clinician: five weeks in a few seconds. Nothing leaves this machine."""
    from monitor.demo import run

    run(folder, _version(), all_sources=all_sources)


def _is_at_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def _service() -> "Iterator[Service]":
    import logging

    from monitor import home
    from monitor.logs import to_stderr
    from monitor.service import Service

    with Service.open(home.home(), version=_version()) as service:
        to_stderr(service.config.subject, logging.WARNING)
        yield service


def _version() -> str:
    from importlib.metadata import version

    return version(DISTRIBUTION)


def main(args: list[str] | None = None) -> Any:
    """Expected failures become one line on stderr and exit code 1; everything unexpected keeps its traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without UTF-8 shows a question mark, and the rest
    try:
        footprint.main(args=args, prog_name="footprint", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; what had finished is kept", err=True)
        sys.exit(130)
    except _expected() as error:  # asked only when something was raised: it brings the whole model along
        click.echo(f"footprint: {_printable(str(error))}", err=True)
        sys.exit(1)
    except OSError as error:  # a full disk, a folder that is not hers: the system's own words, and where
        where = f" ({error.filename})" if error.filename else ""
        click.echo(
            f"footprint: {error.strerror or error}{where}: make room or choose another place, then try again", err=True
        )
        sys.exit(1)


def _printable(text: str) -> str:
    from checks.text import printable

    return printable(text)


def _expected() -> type[Exception]:
    from checks.errors import FootprintError

    return FootprintError


if __name__ == "__main__":
    main()
