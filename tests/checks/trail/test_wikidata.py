from checks.errors import Partial, Unreachable, Unreadable
from checks.trail.wikidata import SOURCE
from tests.checks.asking import read, reply
from tests.checks.sample import QUERY

ASKED = list(SOURCE.questions(QUERY, {}))
ITEM = {"id": "Q999000418", "label": "Maren Lindqvist", "description": "researcher"}


async def ask(payload, question=ASKED[0]):
    return await read(SOURCE, question, reply(payload))


async def test_the_same_item_found_by_two_names_is_one_and_the_same():
    by_alias = {**ITEM, "match": {"type": "alias", "text": "Maren Holloway"}}
    by_label = {**ITEM, "match": {"type": "label", "text": "Maren Lindqvist"}}

    assert await ask({"search": [by_alias]}) == await ask({"search": [by_label]}, ASKED[-1])


async def test_an_item_that_only_begins_with_her_name_is_not_kept():
    assert await ask({"search": [{**ITEM, "label": "Marenholm"}]}) == ([], None)


async def test_a_list_that_goes_on_and_an_item_without_a_number_are_partial():
    match = {"text": "Maren Holloway"}

    assert isinstance((await ask({"search": [{**ITEM, "match": match}], "search-continue": 50}))[1], Partial)
    assert isinstance((await ask({"search": [{**ITEM, "id": "P31", "match": match}]}))[1], Partial)


async def test_errors_in_a_good_status_are_no_nothing():
    assert isinstance((await ask({"error": {"code": "maxlag", "info": "Waiting"}}))[1], Unreachable)
    assert isinstance((await ask({"error": {"code": "badvalue"}}))[1], Unreadable)
