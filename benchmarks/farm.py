"""A loopback farm of invented sites for the handle sweep: `python benchmarks/farm.py TABLE [--sites 700] [--seed 7]`

Writes TABLE, a site table in WhatsMyName's form with what is true of each site beside it (`truth`), says its address in the
first line, and plays the sites until its input ends: as a gateway, `/http/site17.example/u/NAME`, a name in eight has an
account. Answers take a lognormal time with a median of 150 ms. Of a hundred sites two are slow (4 to 8 s), two never answer,
two reset, two throttle, two stand behind a wall with status 403 and two behind one with 200, one drips, one is a soft 404.
"""

import argparse
import asyncio
import json
import math
import random
import sys
from pathlib import Path

MEDIAN_SECONDS, SPREAD = 0.15, 0.5
NOBODY = "No such member here."
FILLER = "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.</p>\n"
SHAPES = ("404", "404 bare", "same code", "same code bare", "redirect", "post")
TROUBLES = ("slow", "slow", "silent", "silent", "reset", "reset", "throttled", "throttled", "walled", "walled", "hidden wall", "hidden wall", "drip", "soft 404")  # fmt: skip


class Site:
    """What one site is like; the same for the same seed and number."""

    def __init__(self, seed: int, number: int) -> None:
        chance = random.Random(f"{seed} {number}")
        self.number, self.host = number, f"site{number}.example"
        self.shape = chance.choices(SHAPES, (50, 15, 18, 2, 10, 5))[0]
        place = chance.randrange(100)
        self.trouble = TROUBLES[place] if place < len(TROUBLES) else ""
        self.has_account = chance.randrange(8) == 0
        self.seconds = chance.uniform(4, 8) if self.trouble == "slow" else 0.0
        self.paragraphs = chance.randrange(10, 600)
        self._chance = chance

    @property
    def truth(self) -> str:
        return "found" if self.has_account else "missing"

    def row(self) -> dict:
        missing = {
            "404": (404, NOBODY), "404 bare": (404, ""), "same code": (200, NOBODY), "same code bare": (200, ""),
            "redirect": (302, ""), "post": (200, '"user":null'),
        }[self.shape]  # fmt: skip
        row = {
            "name": f"Site {self.number}",
            "uri_check": f"http://{self.host}/u/{{account}}",
            "e_code": 200,
            "e_string": f"Member of Site {self.number} since",
            "m_code": missing[0],
            "m_string": missing[1],
            "known": ["somebody"],
            "cat": "social",
            "truth": self.truth,
            "trouble": self.trouble,
        }
        if self.shape == "post":
            row |= {"uri_check": f"http://{self.host}/api", "post_body": '{"name":"{account}"}', "e_string": '"user":{'}
            row["headers"] = {"Content-Type": "application/json"}
        return row

    def latency(self) -> float:
        return self.seconds or self._chance.lognormvariate(math.log(MEDIAN_SECONDS), SPREAD)

    def answer(self, name: str, handle: str) -> tuple[int, str, str]:
        """Status, one more header line, body."""
        if self.trouble == "throttled":
            return 429, "Retry-After: 3600\r\n", "<title>Too Many Requests</title>"
        if self.trouble == "walled":
            return 403, "Server: wall\r\n", "<title>Access denied</title>"
        if self.trouble == "hidden wall":
            return 200, "", "<html><title>Just a moment...</title><body>Verify you are human</body></html>"
        is_there = self.trouble == "soft 404" or (self.has_account and name == handle)
        if self.shape == "post":
            return 200, "", json.dumps({"user": {"name": name} if is_there else None}, separators=(",", ":"))
        if is_there:
            return (
                200,
                "",
                self._page(f"<title>{name}</title><h1>{name}</h1><p>Member of Site {self.number} since 2011</p>"),
            )
        if self.shape == "redirect":
            return 302, f"Location: http://{self.host}/\r\n", ""
        status = 200 if self.shape.startswith("same") else 404
        return (
            status,
            "",
            self._page(f"<title>Site {self.number}</title><p>{'' if 'bare' in self.shape else NOBODY}</p>"),
        )

    def _page(self, top: str) -> str:
        return f"<!doctype html><html><body>{top}{FILLER * self.paragraphs}</body></html>"


class Farm:
    def __init__(self, seed: int, sites: int, handle: str) -> None:
        self.sites = {site.host: site for site in (Site(seed, number) for number in range(sites))}
        self._handle = handle

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next((int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0)
        body = (await reader.readexactly(length)).decode() if length else ""
        _, _, host, path = head.split(" ", 2)[1].split("/", 3)
        site, name = self.sites[host], json.loads(body)["name"] if body else path.rpartition("/")[2]
        await asyncio.sleep(3600 if site.trouble == "silent" else site.latency())
        if site.trouble == "reset":
            writer.transport.abort()
            return False
        status, more, page = site.answer(name, self._handle)
        said = page.encode()
        kind = "application/json" if site.shape == "post" else "text/html; charset=utf-8"
        writer.write(
            f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(said)}\r\n\r\n".encode()
        )
        if site.trouble == "drip":
            for at in range(len(said)):
                writer.write(said[at : at + 1])
                await writer.drain()
                await asyncio.sleep(0.5)
        writer.write(said)
        await writer.drain()
        return "connection: close" not in head.lower()


async def run(farm: Farm) -> None:
    server = await asyncio.start_server(farm.serve, "127.0.0.1", 0, backlog=4096)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--sites", type=int, default=700)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--handle", default="quietjuniper")
    said = parser.parse_args()
    farm = Farm(said.seed, said.sites, said.handle)
    rows = [site.row() for site in farm.sites.values()]
    written = {"license": ["invented"], "authors": ["benchmarks/farm.py"], "sites": rows}
    said.table.write_text(json.dumps(written), encoding="utf-8")
    asyncio.run(run(farm))


if __name__ == "__main__":
    main()
