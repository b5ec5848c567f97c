from checks import identity, redact
from checks.errors import Partial
from checks.model import Level
from checks.search.ratemds import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

QUESTION = next(iter(SOURCE.questions(QUERY, {})))
HERS = {"id": 1, "full_name": "Dr. Maren Holloway", "slug": "dr-maren-holloway-portland-or", "rating": {"average": 4}}


def doctors(*listed, pages=1):
    return reply({"results": list(listed), "total_pages": pages})


async def test_every_request_asks_robots_txt_first():
    asking = Asking(saved("ratemds", "hit"), saved("ratemds", "hit_2"))

    found = [finding async for finding in SOURCE.search(QUESTION, asking)]

    assert len(found) == 1
    assert [request.page for request in asking.requests] == [True, True]


async def test_an_entry_of_her_name_and_town_is_hers_or_asked_about_and_one_without_reviews_costs_no_request():
    unrated = HERS | {
        "rating": {"average": 0, "count": 0},
        "location": {"city": {"name": "Portland", "province_name": "OR"}},
    }
    asking = Asking(doctors(unrated))

    (finding,) = [finding async for finding in SOURCE.search(QUESTION, asking)]

    assert len(asking.requests) == 1
    assert identity.judge(SUBJECT, redact.storable(finding, SUBJECT)).level is not Level.NOT_ME


async def test_a_list_that_goes_on_is_read_for_three_pages_and_is_no_whole_answer():
    found, problem = await read(SOURCE, QUESTION, doctors(HERS | {"rating": {}}, pages=9))

    assert len({finding.id for finding in found}) == 1
    assert isinstance(problem, Partial)


async def test_reviews_that_cannot_be_read_are_counted():
    answers = (
        doctors(HERS),
        reply({"results": [{"created": 1785000000, "average": 1, "comment": "Invented."}], "total_pages": 1}),
    )

    (finding,), problem = await read(SOURCE, QUESTION, *answers)

    assert finding.fact("aggregate_rating") == "4.0"
    assert str(problem) == "1 of the reviews could not be read"
