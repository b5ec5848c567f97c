from checks.errors import Partial, Unreachable, Unreadable
from checks.trail.crtsh import MOST, SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

(QUESTION,) = SOURCE.questions(QUERY, {})


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


async def test_nothing_but_machines_of_her_domain_is_kept():
    findings, _ = await ask(saved("crtsh", "hit"))

    assert [finding.key for finding in findings] == [
        "clientportal.juniperstreet.example",
        "home.juniperstreet.example",
        "nas.home.juniperstreet.example",
    ]


async def test_another_certificate_for_the_same_machine_is_no_change():
    row = {"name_value": "clientportal.juniperstreet.example", "id": 1}

    assert await ask(reply([row])) == await ask(reply([{**row, "id": 2}, row]))


async def test_a_certificate_without_names_is_unread():
    findings, error = await ask(reply([{"name_value": "clientportal.juniperstreet.example"}, {"name_value": None}]))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_names_without_end_are_cut_and_told():
    rows = [{"name_value": f"m{number}.juniperstreet.example"} for number in range(MOST + 5)]

    findings, error = await ask(reply(rows))

    assert len(findings) == MOST
    assert isinstance(error, Partial)


async def test_the_overloaded_service_says_nothing_about_her():
    assert isinstance((await ask(reply(b"<html>Bad Gateway</html>", 502)))[1], Unreachable)
    assert isinstance((await ask(reply(b"<html>crt.sh</html>")))[1], Unreadable)
