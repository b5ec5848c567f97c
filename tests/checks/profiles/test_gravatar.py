import hashlib
from dataclasses import replace

from checks.errors import Unchanged
from checks.profiles.gravatar import SOURCE
from tests.checks.asking import Asking, read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


def test_only_the_hash_of_an_address_is_said():
    asked = list(
        SOURCE.questions(
            replace(QUERY, emails=(" Maren.Holloway@Postbox.example ", "maren.holloway@postbox.example")), {}
        )
    )

    assert [q.text for q in asked] == [f"sha256 {hashlib.sha256(b'maren.holloway@postbox.example').hexdigest()}"]
    assert asked[0].tells == ("email_hash",)


async def test_a_key_is_sent_where_there_is_one_and_not_needed():
    with_key, without = Asking(saved("gravatar", "hit"), settings={"api_key": "k"}), Asking(saved("gravatar", "hit"))

    for asking in (with_key, without):
        assert [finding async for finding in SOURCE.search(QUESTION, asking)]

    assert with_key.requests[0].headers["Authorization"] == "Bearer k"
    assert "Authorization" not in without.requests[0].headers
    assert SOURCE.needs == ()


async def test_an_unchanged_card_stands():
    assert isinstance((await read(SOURCE, QUESTION, Unchanged("304")))[1], Unchanged)


async def test_a_404_of_any_form_is_none_or_private():
    assert await read(SOURCE, QUESTION, reply(b"", 404)) == ([], None)


async def test_an_address_that_is_not_gravatars_is_not_linked():
    card = {"display_name": "", "profile_url": "https://evil.example/gravatar.com/x"}

    (finding,), _ = await read(SOURCE, QUESTION, reply(card))

    assert finding.url.startswith("https://gravatar.com/")
    assert finding.title == "A card on Gravatar"
