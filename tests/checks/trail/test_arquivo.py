from checks.errors import Partial
from checks.trail.arquivo import SOURCE
from tests.checks.asking import read, reply
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


def capture(moment, page="https://blog.example/"):
    return {"title": "Who came", "linkToArchive": f"https://arquivo.pt/wayback/{moment}/{page}"}


async def ask(*items):
    return await read(SOURCE, QUESTION, reply({"response_items": list(items)}))


async def test_of_a_page_the_first_capture_counts_whatever_the_order():
    first, second = capture("20140611083015"), capture("20190101000000")

    assert await ask(first, second) == await ask(second, first)


async def test_a_capture_that_leads_elsewhere_is_unread():
    findings, error = await ask({"linkToArchive": "https://elsewhere.example/"}, capture("20140611083015"))

    assert len(findings) == 1
    assert isinstance(error, Partial)
