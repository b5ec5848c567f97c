"""A plug-in in an installation that runs: promise 3, promise 2, and one line where it is broken."""

import asyncio

import pytest

from checks.errors import ConfigError
from monitor import home
from monitor.clock import SteppedClock
from monitor.demo import START
from monitor.sampleweb import persona
from monitor.sampleweb.server import SampleWeb
from monitor.service import Service
from monitor.terminal.scans import plan_lines
from monitor.terminal.state import source_lines
from reports import render
from tests.checks.packaged import CASCADE, installed

PRIVATE = ("2816", "Alder", "555-0177", "5550177", "1981", "Tobias")


@pytest.fixture(scope="module")
def one_web():
    """One server for all tests here: stopping it takes a fifth of a second."""
    with SampleWeb() as made:
        yield made


@pytest.fixture
def web(one_web, tmp_path):
    """An installation without a single source of ours, approved before any plug-in came."""
    one_web.requests.clear()
    config = home.config_path(tmp_path)
    config.write_text(persona.config(one_web.url, off=persona.STORY), encoding="utf-8")
    config.chmod(0o600)
    with opened(tmp_path) as service:
        service.approve()
    return one_web


def opened(folder):
    return Service.open(folder, clock=SteppedClock(START))


@pytest.fixture
def packages(tmp_path):
    folder = tmp_path / "packages"
    folder.mkdir()
    return folder


def listed(service):
    states = {missing.source.name: missing.reason for missing in service.plan().unasked}
    return "\n".join(source_lines(service.sources, states, (), service.zone, service.left_out_plugins))


def test_a_plug_in_waits_for_her_yes_and_is_told_nothing_private_after_it(web, tmp_path, packages):
    with installed(packages), opened(tmp_path) as service:
        asyncio.run(service.scan(service.plan()))
        before, shown = list(web.requests), "\n".join(plan_lines(service.plan(), 0))
        sources = listed(service)
        service.agree()
        steps = asyncio.run(service.scan(service.plan()))
        ledger = {(row.source, row.host, row.tells) for row in service.store.disclosures(START)}

    assert before == []
    assert "Waiting for your yes, so not sent:\nCascade register (plug-in footprint-cascade 1.2) → api" in shown
    assert "cascade: Cascade register (plug-in footprint-cascade 1.2); free\n      waits for your yes" in sources
    assert {step.snapshot.question.source for step in steps} == {"cascade"}
    assert {request.url.split("/")[2] for request in web.requests} == {"api.register.example"}
    assert ledger == {("cascade", "api.register.example", ("name",))}
    assert not [private for private in PRIVATE for request in web.requests if private in request.said]


@pytest.mark.parametrize(
    "code", ["import nothing_of_that_name", CASCADE.replace("in query.names", "in query.nicknames")]
)
def test_a_broken_plug_in_is_a_line_in_the_list_and_in_the_letter_and_stops_nothing(web, tmp_path, packages, code):
    with installed(packages, code), opened(tmp_path) as service:
        service.agree()
        asyncio.run(service.scan(service.plan()))
        sources, letter = listed(service), " ".join(render.text(service.digest()).split())

    assert "cascade: " in sources
    assert "plug-in footprint-cascade 1.2" in sources
    assert "Not asked: " in letter
    assert "plug-in footprint-cascade 1.2" in letter


def test_a_plug_in_that_takes_a_name_of_ours_is_a_line_in_the_list(web, tmp_path, packages):
    with installed(packages, name="nppes"), opened(tmp_path) as service:
        assert "The plug-in footprint-cascade 1.2 is left out: nppes is a name of this program's own" in listed(service)


def test_a_plug_in_has_its_part_of_the_configuration_while_it_is_installed(web, tmp_path, packages):
    config = home.config_path(tmp_path)
    config.write_text(f"{config.read_text(encoding='utf-8')}\n[sources.cascade]\nenabled = false\n", encoding="utf-8")

    with installed(packages), opened(tmp_path) as service:
        reasons = {missing.source.name: missing.reason for missing in service.plan().unasked}
    with pytest.raises(ConfigError) as refusal:
        opened(tmp_path)

    assert reasons["cascade"] == "switched off in your configuration"
    assert "sources.cascade is no source of this program" in str(refusal.value)
    assert "plug-in" in str(refusal.value)
