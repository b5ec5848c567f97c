"""keys.openpgp.org: the key published for an e-mail address, with every name and address that its owner confirmed. https://keys.openpgp.org

Catalogue: registries_social_trail.md §4.18. The key says openly which other addresses belong to the same person. Only the
user IDs in it are read (RFC 9580 §5.11). 404 in plain text is "no key"; she takes an address out at its page /manage.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from urllib.parse import quote

from checks.errors import Unreadable
from checks.fetch import fetch
from checks.model import Finding, Query, Question, Room
from checks.particulars import emails
from checks.source import Ask, Reply, Request, Settings, Source
from checks.text import clip, plain

NAME = "keys_openpgp"
URL = "https://keys.openpgp.org/vks/v1/by-email/"
_KEY, _USER = 6, 13  # kinds of packets: a public key, which comes first, and a user ID
_MOST = 50  # user IDs of one key
_BEGIN, _END = b"-----BEGIN PGP PUBLIC KEY BLOCK-----", b"-----END PGP PUBLIC KEY BLOCK-----"


def questions(query: Query, settings: Settings) -> Iterator[Question]:  # noqa: ARG001 the form of a source
    for email in dict.fromkeys(email.strip().lower() for email in query.emails):
        yield Question(source=NAME, text=email, tells=("email",))


async def search(question: Question, ask: Ask) -> AsyncIterator[Finding]:
    headers = {"Accept": "application/pgp-keys, text/plain"}
    reply = await fetch(ask, Request(url=URL + quote(question.text, safe=""), headers=headers), accept=(200, 404))
    if reply.status == 200:
        yield parse(reply.body, question.text)
    else:
        _check_nothing(reply)


def _check_nothing(reply: Reply) -> None:
    if reply.body.lstrip()[:1] == b"<":
        raise Unreadable("keys.openpgp.org answered with a page that is not known")


def parse(body: bytes, email: str) -> Finding:
    """The key of one address, which names the finding by its hash alone."""
    users = list(_users(_packets(_unarmored(body))))[:_MOST]
    shown = [plain(re.sub("[<>]", " ", user)) for user in users]  # "Name (comment) <mail>" is no markup
    addresses = sorted(set(emails("\n".join(shown))))
    names = sorted({" ".join(re.sub(r"\(.*?\)|\S*@\S*", " ", user).split()) for user in shown} - {""})
    said = {
        "name": tuple(names[:1]),
        "alternate_name": tuple(names[1:]),
        "email": tuple(addresses),
    }
    mailbox, _, host = email.rpartition("@")
    return Finding(
        source=NAME,
        key=hashlib.sha256(email.encode()).hexdigest()[:16],
        url="https://keys.openpgp.org/",
        title=clip(f"A public key for {mailbox[:1]}…@{host}", 300),
        facts={fact: values for fact, values in said.items() if values},
        text=clip("\n".join((*names, *addresses))),
    )


def _unarmored(body: bytes) -> bytes:
    """What the armor holds (RFC 9580 §6): its headers end with an empty line, and a checksum behind "=" ends it."""
    _, begun, inside = body.partition(_BEGIN)
    inside, ended, _ = inside.partition(_END)
    lines = [line.strip() for line in inside.strip(b" \t").removeprefix(b"\r").removeprefix(b"\n").split(b"\n")]
    if not begun or not ended or b"" not in lines:
        raise Unreadable("keys.openpgp.org did not answer with a key")
    content = [line for line in lines[lines.index(b"") :] if not line.startswith(b"=")]
    try:
        return base64.b64decode(b"".join(content), validate=True)
    except binascii.Error as error:
        raise Unreadable("keys.openpgp.org answered with a broken key") from error


def _packets(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each packet (RFC 9580 §4.2), in both forms of header; lengths in parts are not for keys."""
    at = 0
    while at < len(raw):
        kind, start, length = _header(raw, at)
        if start + length > len(raw):
            raise Unreadable("keys.openpgp.org answered with a key that is cut off")
        yield kind, raw[start : start + length]
        at = start + length


def _header(raw: bytes, at: int) -> tuple[int, int, int]:
    """Kind of the packet at `at`, where its content starts, and its length."""
    tag, first = raw[at], raw[at + 1] if at + 1 < len(raw) else 255
    if tag & 0xC0 == 0xC0:
        if first < 192:
            return tag & 63, at + 2, first
        if first < 224 and at + 2 < len(raw):
            return tag & 63, at + 3, ((first - 192) << 8) + raw[at + 2] + 192
        size, where = (4, at + 2) if first == 255 else (0, 0)
    else:
        size, where = {0: 1, 1: 2, 2: 4}.get(tag & 3, 0) if tag & 0x80 else 0, at + 1
    if not size:
        raise Unreadable("keys.openpgp.org answered with a key in a form that is not known")
    kind = tag & 63 if tag & 0x40 else tag >> 2 & 15
    return kind, where + size, int.from_bytes(raw[where : where + size])


def _users(packets: Iterator[tuple[int, bytes]]) -> Iterator[str]:
    """The user IDs of a key; what does not begin with a key is none."""
    for number, (kind, content) in enumerate(packets):
        if number == 0 and kind != _KEY:
            raise Unreadable("keys.openpgp.org answered with something else than a key")
        if kind == _USER:
            yield content[:1000].decode(errors="replace")


SOURCE = Source(
    name=NAME,
    title="keys.openpgp.org",
    homepage="https://keys.openpgp.org",
    room=Room.TRAIL,
    tells=("email",),
    hosts=("keys.openpgp.org",),
    questions=questions,
    search=search,
    pace_seconds=5,
    cost="free",
)
