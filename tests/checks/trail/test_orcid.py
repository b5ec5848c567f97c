from dataclasses import replace

from checks.errors import Blocked, Partial
from checks.trail.orcid import SOURCE
from tests.checks.asking import read, reply
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
RECORD = {"orcid-id": "0000-0000-4180-2075", "given-names": "Maren", "family-names": "Holloway"}


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


def test_each_family_name_is_asked_for_once_and_the_number_where_she_lists_it():
    asked = [q.text for q in SOURCE.questions(replace(QUERY, orcid="https://orcid.org/0000-0000-4180-2075"), {})]

    assert asked == [
        "orcid:0000-0000-4180-2075",
        'family-name:"Holloway" AND given-names:"Maren"',
        'family-name:"Lindqvist" AND given-names:"Maren"',
    ]


def test_a_name_cannot_end_its_phrase():
    (asked,) = SOURCE.questions(replace(QUERY, names=('Maren" OR *:* Holloway',)), {})

    assert asked.text.count('"') == 4


async def test_a_list_that_goes_on_is_partial():
    findings, error = await ask(reply({"expanded-result": [RECORD], "num-found": 201}))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_a_record_without_a_number_is_unread():
    findings, error = await ask(reply({"expanded-result": [{**RECORD, "orcid-id": "12"}, RECORD], "num-found": 2}))

    assert [finding.key for finding in findings] == ["0000-0000-4180-2075"]
    assert str(error) == "1 of the records could not be read"


async def test_a_wanted_token_is_a_refusal():
    assert isinstance((await ask(reply({"error": "unauthorized"}, 401)))[1], Blocked)
