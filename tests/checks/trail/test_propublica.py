import json
from dataclasses import replace

from checks import identity, redact
from checks.errors import Partial
from checks.giveaways import giveaways
from checks.model import Level
from checks.trail.propublica import SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
LIST, RECORD = (json.loads(saved("propublica", name).body) for name in ("hit", "hit_2"))


async def ask(*answers):
    return await read(SOURCE, QUESTION, *answers)


def test_her_name_is_not_told_and_a_legal_form_is_not_looked_for():
    llc = replace(QUERY, practice=replace(QUERY.practice, name='Juniper Street Counseling, "P.L.L.C."'))

    assert [question.text for question in SOURCE.questions(llc, {})] == ["Juniper Street Counseling in OR"]


async def test_who_takes_in_the_letters_is_kept_only_where_it_is_she():
    other = {**RECORD, "organization": RECORD["organization"] | {"careofname": "% TOBIAS PINE"}}

    hers, another = [await ask(reply(LIST), reply(record)) for record in (RECORD, other)]

    assert hers[0][0].facts["name"] == ("Maren E Holloway",)
    assert "pine" not in repr(another).casefold()


async def test_a_charity_at_her_home_is_told_as_such():
    (finding,), _ = await ask(reply(LIST), reply(RECORD))
    kept = redact.storable(finding, SUBJECT)

    assert identity.judge(SUBJECT, kept).level is Level.MINE
    assert "home_address_business_filing" in {given.kind for given in giveaways(SUBJECT, kept)}


async def test_more_pages_than_are_read_are_no_whole_answer():
    assert isinstance((await ask(reply({**LIST, "organizations": [], "num_pages": 40})))[1], Partial)


async def test_that_there_is_none_may_be_said_with_a_404():
    nothing = json.loads(saved("propublica", "nobody").body)

    assert await ask(reply(nothing, 404)) == ([], None)
