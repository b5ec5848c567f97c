"""Reading a stranger's answer: within the cap, also after decompression (promise 11).

httpx is never let near the compressed bytes: in 0.28 one packet of 64 KiB can become 67 MB before anybody counts.
"""

import zlib
from collections.abc import AsyncGenerator, AsyncIterator

_GZIP, _ZLIB, _RAW = 31, 15, -15  # window bits: what zlib takes the stream for
_MAGIC = b"\x1f\x8b"  # how every member of a gzip stream begins
_SNIFF = 2  # bytes that tell a zlib stream from a raw one, and a gzip member from padding


class TooLarge(Exception):  # noqa: N818 the rule that was broken
    pass


class Garbled(Exception):  # noqa: N818
    """An encoding that was not asked for, a stream that cannot be decompressed, or one that ends in the middle."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str, cap: int) -> bytes:
    """The whole body, decompressed. Over `cap` bytes, compressed or not, it raises TooLarge; a part of it Garbled."""
    return b"".join([piece async for piece in pieces(chunks, encoding, cap)])


async def pieces(chunks: AsyncIterator[bytes], encoding: str, cap: int) -> AsyncGenerator[bytes]:
    """The same as it arrives. What lies within the cap is yielded before it raises."""
    coding = encoding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise Garbled("an encoding that was not asked for")
    inflate = None if coding in ("", "identity") else _Inflate(deflate=coding == "deflate")
    read, arrived = 0, 0
    async for chunk in chunks:
        arrived += len(chunk)
        piece = inflate.feed(chunk, cap + 1 - read) if inflate else chunk
        read += len(piece)
        if max(read, arrived) > cap:
            yield piece[: max(len(piece) - (read - cap), 0)]
            raise TooLarge
        yield piece
    if inflate and arrived and not inflate.done:
        raise Garbled("it ends in the middle")


class _Inflate:
    """gzip with one or more members, zlib, and the raw deflate that some servers mean by "deflate"."""

    def __init__(self, *, deflate: bool) -> None:
        self._deflate = deflate
        self._stream = zlib.decompressobj(_GZIP)
        self._begun = not deflate  # a deflate stream shows by its first bytes which of two it is
        self._held = b""  # too few bytes yet to tell what they begin
        self._padding = False  # what follows the end is ignored, as browsers do

    @property
    def done(self) -> bool:
        return self._begun and self._stream.eof

    def feed(self, chunk: bytes, room: int) -> bytes:
        """What `chunk` decompresses to, at most `room` bytes: who gets as many has too many."""
        out = bytearray()
        rest, self._held = self._held + chunk, b""
        while rest and not self._padding and len(out) < room:
            if self._stream.eof or not self._begun:
                if len(rest) < _SNIFF:
                    self._held = rest
                    break
                self._begin(rest)
                continue
            try:
                out += self._stream.decompress(rest, room - len(out))
            except zlib.error as error:
                raise Garbled("it cannot be decompressed") from error
            rest = self._stream.unconsumed_tail or self._stream.unused_data
        return bytes(out)

    def _begin(self, start: bytes) -> None:
        """Takes up the stream that begins here, if one does."""
        if not self._begun:
            is_zlib = start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0  # RFC 1950 §2.2
            self._stream, self._begun = zlib.decompressobj(_ZLIB if is_zlib else _RAW), True
        elif not self._deflate and start.startswith(_MAGIC):
            self._stream = zlib.decompressobj(_GZIP)
        else:
            self._padding = True
