import base64

import pytest

from checks.errors import Unreadable
from checks.trail.keys_openpgp import SOURCE
from monitor.sampleweb.sources.keys_openpgp import armored
from tests.checks.asking import read, reply, saved
from tests.checks.sample import QUERY

QUESTION = next(iter(SOURCE.questions(QUERY, {})))


async def ask(answer):
    return await read(SOURCE, QUESTION, answer)


def block(raw):
    lines = base64.b64encode(raw)
    return reply(
        b"-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n\r\n" + lines + b"\r\n=abcd\r\n-----END PGP PUBLIC KEY BLOCK-----\r\n"
    )


async def test_the_other_addresses_of_a_key_are_facts_and_the_one_asked_for_no_key():
    (finding,), error = await ask(saved("keys_openpgp", "hit"))

    assert error is None
    assert "maren.lindqvist@gemstate.example" in finding.facts["email"]
    assert "maren" not in f"{finding.key}{finding.url}{finding.title}"


@pytest.mark.parametrize(
    "header",
    [b"\xb4\x15", b"\xb5\x00\x15", b"\xb6\x00\x00\x00\x15", b"\xcd\x15", b"\xcd\xff\x00\x00\x00\x15"],
    ids=["old, 1", "old, 2", "old, 4", "new, 1", "new, 5"],
)
async def test_every_form_of_a_header_is_read(header):
    (finding,), _ = await ask(block(b"\xc6\x01\x04" + header + b"Maren H. <m@a.exampl>"))

    assert finding.facts["name"] == ("Maren H.",)


async def test_a_long_user_id_has_two_bytes_of_length():
    user = b"Maren Holloway <m@a.example>".ljust(300)

    (finding,), _ = await ask(block(b"\xc6\x01\x04" + b"\xcd\xc0\x6c" + user))

    assert finding.facts["email"] == ("m@a.example",)


@pytest.mark.parametrize(
    "raw", [b"\xc6\x09\x04", b"\xc6", b"\xcd\x01a", b"\xc6\x01\x04\xe1a", b"\xc6\x01\x04\xb7a", b"a"]
)
async def test_a_key_that_is_cut_off_or_none_is_not_read(raw):
    findings, error = await ask(block(raw))

    assert findings == []
    assert isinstance(error, Unreadable)


async def test_404_with_a_page_of_html_is_not_nothing():
    assert isinstance((await ask(reply(b"<html>404 Not Found</html>", 404)))[1], Unreadable)


async def test_a_checksum_and_comments_are_no_part_of_the_key():
    plain = armored("Maren Holloway <m@a.example>").encode()

    assert await ask(reply(plain)) == await ask(reply(plain.replace(b"-----END", b"=abcd\n-----END")))
