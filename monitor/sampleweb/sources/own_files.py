"""Plays the files of the practice's site: a portrait that says where it was taken. `pages` is the host and hands them over."""

import struct

from starlette.responses import PlainTextResponse, Response

from monitor.sampleweb.asked import Asked

HOSTS = ()  # one host has one player
PORTRAIT = "/office.jpg"
_TAKEN = ((45, 30), (122, 40))  # degrees and minutes north and west: somewhere in the town


def answer(asked: Asked) -> Response:
    if asked.path != PORTRAIT:
        return PlainTextResponse("Not Found", 404)
    return Response(photo(), 200, media_type="image/jpeg")


def photo(taken: tuple[tuple[int, int], tuple[int, int]] | None = _TAKEN) -> bytes:
    """A JPEG without a picture, with the properties of one: EXIF as TIFF in its first segment (CIPA DC-008)."""
    tiff = b"II*\0" + struct.pack("<I", 8) + (_with_place(taken) if taken else struct.pack("<HI", 0, 0))
    body = b"Exif\0\0" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + b"\xff\xd9"


def _with_place(taken: tuple[tuple[int, int], tuple[int, int]]) -> bytes:
    begin, values = 26, 26 + 2 + 4 * 12 + 4
    rows = [
        struct.pack("<HHI4s", 1, 2, 2, b"N\0"),
        struct.pack("<HHII", 2, 5, 3, values),
        struct.pack("<HHI4s", 3, 2, 2, b"W\0"),
        struct.pack("<HHII", 4, 5, 3, values + 24),
    ]
    degrees = b"".join(struct.pack("<6I", degree, 1, minute, 1, 0, 1) for degree, minute in taken)
    first = struct.pack("<HHHIII", 1, 0x8825, 4, 1, begin, 0)
    return first + struct.pack("<H", len(rows)) + b"".join(rows) + struct.pack("<I", 0) + degrees
