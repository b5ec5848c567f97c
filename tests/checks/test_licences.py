"""The licence registers of states, where they differ from other sources."""

from dataclasses import replace
from datetime import date

import pytest

from checks import exposures
from checks.errors import Partial, Unreadable
from checks.identity import judge
from checks.model import Licence, Query
from checks.search.licence_co import SOURCE as COLORADO
from checks.search.licence_ct import SOURCE as CONNECTICUT
from checks.search.licence_de import SOURCE as DELAWARE
from checks.search.licence_il import SOURCE as ILLINOIS
from checks.search.licence_tx import SOURCE as TEXAS
from checks.search.licence_tx_nurses import SOURCE as NURSES
from checks.search.licence_wa import SOURCE as WASHINGTON
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

HERS = next(iter(WASHINGTON.questions(QUERY, {})))
CASE = {"lastname": "Holloway", "firstname": "Maren", "licensetype": "PSY", "licensenumber": "418"}


async def where(source, name):
    (question,) = source.questions(Query(names=(name,)), {})
    asking = Asking(saved(source.name, "nobody"))
    assert [finding async for finding in source.search(question, asking)] == []
    return dict(asking.requests[0].params)["$where"]


async def test_an_apostrophe_of_her_name_ends_no_text_of_the_question_and_no_wildcard_gets_in():
    assert await where(COLORADO, "Ma%ren O’Hollo_way") == (
        "upper(lastname)='WAY' AND (upper(firstname)='MA' OR upper(firstname) like 'MA %')"
    )
    assert "upper(lastname)='O''HOLLOWAY' AND" in await where(COLORADO, "Maren O’Holloway")
    assert "like '% O''HOLLOWAY'" in await where(CONNECTICUT, "Maren O'Holloway")


def test_one_question_a_name_and_nothing_but_the_name_is_told():
    assert [(q.text, q.tells) for q in WASHINGTON.questions(QUERY, {})] == [
        ("Maren Holloway", ("name",)),
        ("Maren Lindqvist", ("name",)),
    ]


async def test_each_action_is_a_row_and_all_rows_of_a_licence_are_one_record():
    rows = [
        CASE | {"programaction": "Stipulation", "casenumber": "2019-7"},
        CASE | {"programaction": "Letter of Admonition", "casenumber": "2024-418"},
    ]

    one, _ = await read(COLORADO, HERS, reply(rows))
    other, _ = await read(COLORADO, HERS, reply(rows[::-1]))

    assert one == other
    assert one[0].facts["disciplinary_action"] == ("Letter of Admonition, case 2024-418", "Stipulation, case 2019-7")


async def test_a_number_of_colorado_is_one_only_together_with_its_type():
    findings, _ = await read(COLORADO, HERS, reply([CASE, CASE | {"licensetype": "LPC"}]))

    assert {finding.key for finding in findings} == {"PSY.418", "LPC.418"}


@pytest.mark.parametrize(
    ("code", "number", "printed"), [("LPC", "22753", "LPC.0022753"), ("CSW", "9931054", "CSW.09931054")]
)
async def test_a_licence_of_colorado_bears_the_number_of_its_certificate(code, number, printed):
    findings, _ = await read(COLORADO, HERS, reply([CASE | {"licensetype": code, "licensenumber": number}]))

    assert findings[0].facts["licence"] == (f"CO {printed}",)
    assert findings[0].facts["identifier"] == (number,)


async def test_an_action_that_cannot_be_read_is_told_before_the_licence_looks_better_than_it_is():
    licence, unread = saved("licence_de", "hit"), reply([{"license_type": "Registered Nurse"}])

    findings, error = await read(DELAWARE, HERS, licence, unread)

    assert findings == []
    assert isinstance(error, Unreadable)


async def test_only_a_page_of_the_state_is_linked():
    rows = [
        CASE | {"linktoverifylicense": {"url": "https://www.colorado.gov/verify?cred=418"}},
        CASE | {"licensenumber": "419", "linktoverifylicense": {"url": "javascript:alert(1)"}},
        CASE | {"licensenumber": "420", "linktoverifylicense": {"url": "https://evil.example/.gov/"}},
    ]

    findings, _ = await read(COLORADO, HERS, reply(rows))

    dataset = "https://data.colorado.gov/d/7s5z-vewr"
    assert [finding.url for finding in findings] == ["https://www.colorado.gov/verify?cred=418", dataset, dataset]


async def test_a_row_that_cannot_be_read_makes_the_answer_a_part():
    findings, error = await read(COLORADO, HERS, reply([CASE, {"lastname": "Holloway"}]))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_no_action_is_no_fact_and_an_action_is_one_against_her_licence():
    washington, _ = await read(WASHINGTON, HERS, saved("licence_wa", "hit"))
    illinois, _ = await read(ILLINOIS, HERS, saved("licence_il", "hit"))

    for quiet, acted in (washington, illinois):
        assert "licence_action" not in kinds(quiet)
        assert "licence_action" in kinds(acted)
    assert "age_or_birth_year" in kinds(washington[0])


async def test_a_board_order_of_texas_is_an_action_and_none_is_none():
    quiet, acted = (await read(TEXAS, HERS, saved("licence_tx", "hit")))[0]

    assert "disciplinary_action" not in quiet.facts
    assert "licence_action" in kinds(acted)


async def test_her_home_in_a_register_is_told_as_such():
    row = {
        "name": "MAREN E HOLLOWAY",
        "fullcredentialcode": "58.418",
        "address": "2816 NE ALDER CT",
        "city": "PORTLAND",
    }

    (home,), _ = await read(CONNECTICUT, HERS, reply([row | {"state": "OR", "zip": "972120000"}]))

    assert "home_address_professional_registry" in kinds(home)


def kinds(finding):
    return {exposure.kind for exposure in exposures.find(SUBJECT, finding, seen=date(2026, 11, 25))}


async def test_what_a_licence_is_called_is_no_town_of_another_state():
    """ "Nurse Practitioner, TX 990012" would read like one."""
    (nurse,), _ = await read(NURSES, HERS, saved("licence_tx_nurses", "hit"))
    boards = (*QUERY.licences, Licence(board="Texas Board of Nursing", number="41812"))

    match = judge(replace(SUBJECT, query=replace(QUERY, licences=boards)), nurse)

    assert "town_elsewhere" not in {reason.name for reason in match.evidence}
