"""Reading an answer: all of it, or an error; never more than the cap, never a part that looks whole."""

import asyncio
import gzip
import itertools
import tracemalloc
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.http.body import Garbled, TooLarge, read_body

CAP = 1000


async def arriving(*chunks):
    for chunk in chunks:
        yield chunk


def raw_deflate(content):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(content) + stream.flush()


PACKED = {
    "": lambda content: content,
    "gzip": gzip.compress,
    "x-gzip": lambda content: gzip.compress(content[: len(content) // 2]) + gzip.compress(content[len(content) // 2 :]),
    "deflate": zlib.compress,
    "Deflate ": raw_deflate,
}


def cut(packed, places):
    """`packed` in chunks, cut at `places`."""
    edges = [0, *sorted(place % (len(packed) + 1) for place in places), len(packed)]
    return [packed[a:b] for a, b in itertools.pairwise(edges)]


def read(chunks, encoding, cap=CAP):
    return asyncio.run(read_body(arriving(*chunks), encoding, cap))


@settings(deadline=None)
@given(st.sampled_from(sorted(PACKED)), st.binary(max_size=CAP), st.lists(st.integers(0, 3000), max_size=5))
def test_what_was_packed_is_read_however_the_network_cuts_it(encoding, content, places):
    if encoding == "Deflate ":  # by its first bytes it must not look like the other kind
        content = b"\x00" + content[1:]
    packed = PACKED[encoding](content)

    assert read(cut(packed, places), encoding) == content


def test_every_cut_of_two_members_gives_both():
    packed = gzip.compress(b"first ") + gzip.compress(b"second")

    for place in range(len(packed) + 1):
        assert read([packed[:place], packed[place:]], "gzip") == b"first second"


@pytest.mark.parametrize("encoding", sorted(PACKED))
async def test_exactly_the_cap_is_read_and_one_byte_more_is_not(encoding):
    content = bytes(CAP + 1)  # so that the packed size is no matter, but for what is not packed

    assert await read_body(arriving(PACKED[encoding](content[:CAP])), encoding, CAP) == content[:CAP]
    with pytest.raises(TooLarge):
        await read_body(arriving(PACKED[encoding](content)), encoding, CAP)


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate)]
)
async def test_a_bomb_is_stopped_at_the_cap(encoding, pack):
    bomb = pack(bytes(32 * 2**20))

    tracemalloc.start()
    with pytest.raises(TooLarge):
        await read_body(arriving(bomb), encoding, 2**20)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8 * 2**20


async def test_a_bomb_in_many_members_is_stopped_too():
    bomb = gzip.compress(bytes(2**16)) * 100

    with pytest.raises(TooLarge):
        await read_body(arriving(bomb), "gzip", 2**20)


async def test_an_endless_stream_that_gives_nothing_is_stopped_at_the_cap():
    nothing = gzip.compress(b"")

    with pytest.raises(TooLarge):
        await read_body(arriving(*([nothing * 10] * 20)), "gzip", CAP)


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate)]
)
async def test_a_stream_that_ends_in_the_middle_is_not_taken_for_the_whole(encoding, pack):
    packed = pack(b"Maren Holloway, LCSW. " * 20)

    for length in range(1, len(packed)):
        with pytest.raises(Garbled):
            await read_body(arriving(packed[:length]), encoding, CAP)


async def test_a_second_member_that_ends_in_the_middle_is_not_taken_for_the_whole():
    packed = gzip.compress(b"first") + gzip.compress(b"second")[:-4]

    with pytest.raises(Garbled):
        await read_body(arriving(packed), "gzip", CAP)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_what_is_not_packed_as_it_says_is_refused(encoding):
    with pytest.raises(Garbled):
        await read_body(arriving(b"<html>not packed at all</html>"), encoding, CAP)


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "chunked", "x"])
async def test_an_encoding_that_was_not_asked_for_is_refused(encoding):
    with pytest.raises(Garbled):
        await read_body(arriving(b"anything"), encoding, CAP)


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
async def test_an_empty_body_is_empty_whatever_its_encoding(encoding):
    assert await read_body(arriving(), encoding, CAP) == b""


async def test_padding_behind_the_end_is_ignored():
    assert await read_body(arriving(gzip.compress(b"all") + bytes(64), bytes(64)), "gzip", CAP) == b"all"
