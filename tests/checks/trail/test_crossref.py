from checks.errors import Partial
from checks.trail.crossref import SOURCE
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
HER = {"given": "Maren", "family": "Holloway", "affiliation": []}


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


def listed(*items):
    return reply({"status": "ok", "message": {"total-results": 9, "items": list(items)}})


async def test_of_the_authors_only_the_one_of_her_name_is_kept():
    findings, _ = await ask(saved("crossref", "hit"))

    assert findings
    assert "Okonjo" not in repr(findings)
    assert "Sample Institute" not in repr(findings)


async def test_half_a_name_and_an_initial_are_not_hers():
    others = [{"given": "Jost", "family": "Holloway"}, {"given": "Maren", "family": "Oakes"}, {**HER, "given": "M."}]

    assert await ask(listed({"DOI": "10.5555/a", "author": others})) == ([], None)


async def test_a_doi_is_one_key_in_any_spelling():
    (one,), _ = await ask(listed({"DOI": "10.5555/ABC(1)", "author": [HER]}))
    (other,), _ = await ask(listed({"DOI": "10.5555/abc(1)", "author": [HER]}))

    assert one == other
    assert one.url == "https://doi.org/10.5555/abc(1)"


async def test_a_work_without_a_doi_is_unread():
    findings, error = await ask(listed({"DOI": "javascript:1", "author": [HER]}, {"DOI": "10.5555/a", "author": [HER]}))

    assert len(findings) == 1
    assert isinstance(error, Partial)
