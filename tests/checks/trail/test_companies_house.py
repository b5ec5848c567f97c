import json
from dataclasses import replace

from checks import catalog, identity
from checks.errors import Partial
from checks.trail.companies_house import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

KEY = {"api_key": "an-invented-key"}
QUESTION = next(iter(SOURCE.questions(QUERY, KEY)))
LIST, COMPANIES = (json.loads(saved("companies_house", name).body) for name in ("hit", "hit_2"))


async def ask(officers, *answers, total=None):
    payload = {**LIST, "items": officers, "total_results": total or len(officers)}
    return await read(SOURCE, QUESTION, reply(payload), *answers, settings=KEY)


def test_only_a_subject_in_the_united_kingdom_is_told_to_it():
    assert not catalog.applicable(SOURCE, QUERY)
    assert catalog.applicable(SOURCE, replace(QUERY, country="GB"))


async def test_of_an_officer_with_another_name_nothing_more_is_asked():
    asking = Asking(saved("companies_house", "hit"), saved("companies_house", "hit_2"), settings=KEY)

    found = [finding async for finding in SOURCE.search(QUESTION, asking)]

    assert len(asking.requests) == 2
    assert "martin" not in repr(found).casefold()


async def test_a_list_that_goes_on_with_other_names_is_whole_and_one_that_goes_on_with_hers_is_not():
    hers, other = LIST["items"]

    assert (await ask([hers, other], reply(COMPANIES), total=900))[1] is None
    assert isinstance((await ask([other, hers], reply(COMPANIES), total=900))[1], Partial)


async def test_the_year_of_birth_tells_her_from_a_namesake():
    hers = LIST["items"][0]
    older = hers | {"date_of_birth": {"month": 1, "year": 1950}}

    ((own,), _), ((namesake,), _) = [await ask([each], reply(COMPANIES)) for each in (hers, older)]

    assert identity.judge(SUBJECT, own).bits > identity.judge(SUBJECT, namesake).bits


async def test_an_officer_without_an_address_or_a_date_is_still_one():
    bare = {"title": "Maren HOLLOWAY", "links": LIST["items"][0]["links"]}

    (finding,), error = await ask([bare], reply({**COMPANIES, "items": []}))

    assert error is None
    assert set(finding.facts) == {"name", "additional_type"}
