import json

from checks import identity, redact
from checks.errors import Blocked, Unreadable
from checks.model import Level
from checks.search.google_places import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY, SUBJECT

KEY = {"api_key": "an-invented-key"}
PRACTICE, NAME = SOURCE.questions(QUERY, KEY)


def error(status, code=400, **detail):
    return reply({"error": {"code": code, "status": status, "details": [detail]}}, code)


async def ask(*answers, question=PRACTICE):
    return await read(SOURCE, question, *answers, settings=KEY)


async def test_reviews_are_asked_for_her_own_entry_alone_and_the_mask_never_names_their_writers():
    asking = Asking(saved("google_places", "hit"), saved("google_places", "hit_2"), settings=KEY)

    found = [finding async for finding in SOURCE.search(PRACTICE, asking)]

    searched, detailed = asking.requests
    assert len(found) == 1
    assert searched.headers["X-Goog-FieldMask"].startswith("places.id,places.displayName")
    assert "reviews" not in searched.headers["X-Goog-FieldMask"]
    assert detailed.headers["X-Goog-FieldMask"] == "id,reviews"
    assert "an-invented-key" not in f"{searched.url}{searched.params}{json.loads(searched.body)}{detailed.url}"


async def test_an_entry_under_her_own_name_is_judged_by_it():
    place = {"id": "ChIJx1", "displayName": {"text": "Maren Holloway, LCSW"}, "formattedAddress": "Portland, OR, USA"}

    (finding,), problem = await ask(reply({"places": [place]}), question=NAME)

    assert problem is None
    assert finding.fact("name") == "Maren Holloway, LCSW"
    assert identity.judge(SUBJECT, redact.storable(finding, SUBJECT)).level is not Level.NOT_ME


async def test_a_wrong_key_a_used_up_quota_and_a_bad_question_are_told_apart():
    _, invalid = await ask(error("INVALID_ARGUMENT", reason="API_KEY_INVALID"))
    _, denied = await ask(error("PERMISSION_DENIED", 403))
    _, used_up = await ask(error("RESOURCE_EXHAUSTED", 429))
    _, bad = await ask(error("INVALID_ARGUMENT"))

    assert [type(each) for each in (invalid, denied, used_up, bad)] == [Blocked, Blocked, Blocked, Unreadable]
    assert "billing account" in str(denied)


async def test_a_link_that_is_none_of_the_map_is_not_kept():
    place = {
        "id": "ChIJx1",
        "displayName": {"text": "Juniper Street Counseling"},
        "googleMapsUri": "javascript:alert(1)",
    }

    (finding,), _ = await ask(reply({"places": [place]}))

    assert finding.url == "https://www.google.com/maps/place/?q=place_id:ChIJx1"
