"""The product's own sweep on a site table: `python benchmarks/sweep.py SITES HANDLE [--gateway URL] [--connections N]`

Refuses unless every row is loopback or a gateway is given: it is a yardstick and no way to look somebody up. Prints JSON: per
site the verdict, its reason and when it stood; the whole wall time, the time to 95 % of the verdicts, CPU, peak memory and
requests; and where the table says what is true (benchmarks/farm.py), the false ones.

`--bare` runs a bare httpx client under the same limits instead, as the yardstick: one request a site, its queue held outside
the pool, the row's strings looked for in the text. `--beside N` runs both N times in turn, each in a process of its own, and
prints the medians and their ratio.
"""

import argparse
import asyncio
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

SECONDS = 10  # for one request
LOOPBACK = ("127.", "localhost", "[::1]")


class Run:
    """What came of it, and when."""

    def __init__(self) -> None:
        self.verdicts, self.requests, self.begun = {}, 0, time.perf_counter()

    def told(self, name: str, word: str, reason: str = "") -> None:
        self.verdicts[name] = (word, reason, time.perf_counter() - self.begun)

    def figures(self, rows: list[dict]) -> dict:
        wall = time.perf_counter() - self.begun
        when = sorted(at for *_, at in self.verdicts.values())
        used = resource.getrusage(resource.RUSAGE_SELF)
        said = {
            "wall_seconds": round(wall, 3),
            "seconds_to_95_percent": round(when[max(0, -(-len(when) * 95 // 100) - 1)], 3) if when else 0.0,
            "cpu_seconds": round(used.ru_utime + used.ru_stime, 3),
            "peak_mib": round(used.ru_maxrss / 1024, 1),
            "requests": self.requests,
            "sites": len(self.verdicts),
            "counts": dict(Counter(word for word, *_ in self.verdicts.values())),
            "reasons": dict(Counter(reason for _, reason, _ in self.verdicts.values() if reason).most_common()),
        }
        truth = {row["name"]: row["truth"] for row in rows if row.get("truth")}
        if truth:
            for word in ("found", "missing"):
                false = [n for n, (w, *_) in self.verdicts.items() if w == word and truth.get(n, w) != w]
                said[f"false_{word}"] = sorted(false)
            plain = [row["name"] for row in rows if row.get("trouble", "x") == "" and row["name"] in self.verdicts]
            said["unknown_without_trouble"] = sorted(n for n in plain if self.verdicts[n][0] == "unknown")
        said["verdicts"] = {
            name: {"verdict": word, "reason": reason, "seconds": round(at, 3)}
            for name, (word, reason, at) in sorted(self.verdicts.items())
        }
        return said


async def ours(document: dict, handle: str, gateway: str, connections: int, folder: Path, *, ledger: bool) -> Run:
    """As a scan does it: the same client, with a ledger on the disk."""
    from concurrent.futures import ThreadPoolExecutor

    from checks import site_tables
    from checks.sites import trial
    from monitor.client import Client, Limits
    from monitor.clock import SystemClock
    from monitor.sweep import sweep

    table = site_tables.read(document)
    opened = frozenset() if gateway else frozenset(urlsplit(site.url).netloc.lower() for site in table.sites)
    run = Run()
    with ThreadPoolExecutor(max_workers=1) as executor:
        write, close = _ledger(folder, executor) if ledger else (_nothing, lambda: None)
        limits = Limits(concurrent=connections)
        async with Client(
            clock=SystemClock(),
            contact="",
            ledger=write,
            version="0",
            gateway=gateway,
            open_hosts=opened,
            limits=limits,
        ) as client:

            async def send(site, step, seconds):
                run.requests += 1
                # On a farm of one address each row is a site of its own.
                return await client.probe("handle_sweep", ("handle",), step, seconds, "" if gateway else site.url)

            async def tell(site, verdict, _look):
                run.told(site.name, verdict.word, verdict.reason)

            for off in table.off:
                run.told(off.name, "off", off.why)
            trials = ((site, trial(site, handle)) for site in table.sites)
            await sweep(trials, send=send, tell=tell, at_once=connections, seconds=SECONDS)
        close()
    return run


async def _nothing(_disclosure) -> None:
    return


def _ledger(folder: Path, executor):
    from monitor.ledger import Ledger
    from monitor.store import Store

    store = executor.submit(Store.open, folder / "footprint.sqlite3", bytes(32)).result()
    return Ledger(store.disclose, executor), lambda: executor.submit(store.close).result()


async def bare(document: dict, handle: str, gateway: str, connections: int) -> Run:
    import httpx

    places, run = asyncio.Semaphore(connections), Run()
    # None kept: behind one gateway its pool would walk over all idle ones for each request, and three times the work is no yardstick.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    async with httpx.AsyncClient(limits=limits, timeout=SECONDS, trust_env=False) as client:

        async def one(row):
            url, body = (
                row["uri_check"].replace("{account}", handle),
                row.get("post_body", "").replace("{account}", handle),
            )
            if gateway:
                url = f"{gateway}/{url.replace('://', '/')}"
            async with places:
                run.requests += 1
                try:
                    async with asyncio.timeout(SECONDS):
                        method = "POST" if body else "GET"
                        answer = await client.request(method, url, headers=row.get("headers"), content=body or None)
                except (httpx.HTTPError, TimeoutError) as error:
                    return run.told(row["name"], "unknown", type(error).__name__)
            there = answer.status_code == row["e_code"] and row["e_string"] in answer.text
            gone = answer.status_code == row["m_code"] and (row["m_string"] in answer.text if row["m_string"] else True)
            return run.told(row["name"], "unknown" if there == gone else "found" if there else "missing")

        await asyncio.gather(*map(one, document["sites"]))
    return run


def beside(argv: list[str], times: int) -> dict:
    """Both in turn, so that what else the machine does meets both alike."""
    figures = {"ours": [], "bare": []}
    for _ in range(times):
        for who, more in (("ours", []), ("bare", ["--bare"])):
            done = subprocess.run([sys.executable, __file__, *argv, *more], capture_output=True, text=True, check=True)
            read = {**json.loads(done.stdout), "verdicts": None}
            if set(read["counts"]) <= {"unknown", "off"}:
                sys.exit("no site answered: is the farm still there? Nothing was measured")
            figures[who].append(read)
    keys = ("seconds_to_95_percent", "wall_seconds", "cpu_seconds", "peak_mib", "requests")
    said = {who: {key: statistics.median(f[key] for f in runs) for key in keys} for who, runs in figures.items()}
    for who, runs in figures.items():
        said[who] |= {
            key: runs[-1].get(key) for key in ("counts", "false_found", "false_missing", "unknown_without_trouble")
        }
        said[who]["false_in_all_runs"] = sum(
            len(f.get(k) or ()) for f in runs for k in ("false_found", "false_missing")
        )
    ratios = {key: round(said["ours"][key] / said["bare"][key], 3) for key in keys}
    each = [
        round(o["seconds_to_95_percent"] / b["seconds_to_95_percent"], 3)
        for o, b in zip(*figures.values(), strict=True)
    ]
    return {**said, "ratio": ratios, "ratios_of_95_percent": each}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sites", type=Path)
    parser.add_argument("handle")
    parser.add_argument("--gateway", default="")
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--no-ledger", action="store_true", help="to see what the ledger costs")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--beside", type=int, default=0, metavar="N")
    parser.add_argument("--short", action="store_true", help="without the verdict of each site")
    said = parser.parse_args()
    document = json.loads(said.sites.read_text(encoding="utf-8"))
    rows = [row for row in document["sites"] if isinstance(row, dict)]
    far = [
        row.get("name") for row in rows if not str(urlsplit(str(row.get("uri_check"))).hostname).startswith(LOOPBACK)
    ]
    if far and not urlsplit(said.gateway).netloc.startswith(LOOPBACK):
        sys.exit(f"refused: {len(far)} rows are not on this machine, and no gateway on it is given")
    if said.beside:
        argv = [str(said.sites), said.handle, "--gateway", said.gateway, "--connections", str(said.connections)]
        print(json.dumps(beside(argv, said.beside), indent=2))
        return
    if said.bare:
        run = asyncio.run(bare(document, said.handle, said.gateway.rstrip("/"), said.connections))
    else:
        with tempfile.TemporaryDirectory() as folder:
            run = asyncio.run(
                ours(document, said.handle, said.gateway, said.connections, Path(folder), ledger=not said.no_ledger)
            )
    figures = run.figures(rows)
    print(json.dumps({key: value for key, value in figures.items() if key != "verdicts" or not said.short}, indent=2))


if __name__ == "__main__":
    main()
