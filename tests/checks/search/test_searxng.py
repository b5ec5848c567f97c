from checks.errors import Blocked, Partial, Unreadable
from checks.queries import recheck
from checks.search.searxng import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

OWN = {"url": "https://searx.example/"}
QUESTION = next(iter(SOURCE.questions(QUERY, OWN)))


async def ask(answer, question=QUESTION):
    return await read(SOURCE, question, answer, settings=OWN)


def results(*hosts, silent=()):
    found = [{"url": f"https://{host}/{n}", "title": "Maren Holloway", "content": ""} for n, host in enumerate(hosts)]
    return reply({"query": "q", "results": found, "unresponsive_engines": list(silent)})


async def test_silent_engines_make_an_empty_answer_partial_and_are_named():
    findings, error = await ask(saved("searxng", "silent"))

    assert findings == []
    assert isinstance(error, Partial)
    assert str(error) == "silent engines: mojeek: timeout; startpage: Suspended: CAPTCHA"


async def test_what_one_engine_found_counts_while_another_is_silent():
    findings, error = await ask(results("site.example", silent=[["brave", "timeout"]]))

    assert len(findings) == 1
    assert isinstance(error, Partial)


async def test_results_that_cannot_be_read_are_counted():
    findings, error = await ask(saved("searxng", "odd_items"))

    assert [finding.key for finding in findings] == ["https://ratedcare.example/p/maren-holloway"]
    assert isinstance(error, Partial)
    assert str(error) == "2 of the results could not be read"


async def test_a_server_without_json_is_told_the_cure():
    _, error = await ask(saved("searxng", "refusal"))

    assert isinstance(error, Blocked)
    assert 'add "json" to search.formats in its settings.yml' in str(error)


async def test_engines_that_are_no_list_are_a_new_shape():
    _, error = await ask(reply({"results": [], "unresponsive_engines": {"mojeek": "timeout"}}))

    assert isinstance(error, Unreadable)


async def test_the_twenty_best_count():
    findings, error = await ask(results(*["site.example"] * 35))

    assert len(findings) == 20
    assert error is None


async def test_a_site_restricted_answer_is_complete_only_if_short_and_on_the_site():
    question = recheck(QUESTION, "site.example")

    assert (await ask(results("site.example"), question))[1] is None
    assert str((await ask(results(*["site.example"] * 10), question))[1]) == "the list may go on"
    assert str((await ask(results("else.example"), question))[1]) == "the question was not kept to the site"


async def test_the_real_recorded_shape_is_read():
    """Field for field what a SearXNG server of August 2026 answered, with invented values."""
    findings, error = await ask(saved("searxng", "hit"))

    assert len(findings) == 4
    assert error is None


async def test_an_address_with_a_path_keeps_it():
    asking = Asking(results(), settings={"url": "http://localhost:8888/searx/"})

    assert [finding async for finding in SOURCE.search(QUESTION, asking)] == []
    assert asking.requests[0].url == "http://localhost:8888/searx/search"
