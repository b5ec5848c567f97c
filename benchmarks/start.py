"""How fast the command line starts, as ratios to a bare interpreter in the same run (DESIGN §9). `python benchmarks/start.py`"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 7
PROJECT = Path(__file__).parent.parent


def seconds(*words: str, env: dict[str, str]) -> float:
    """The median of a few cold processes."""
    taken = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True, env=env, cwd=PROJECT)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.toml"
        config.write_bytes((PROJECT / "config.example.toml").read_bytes())
        config.chmod(0o600)
        env = {**os.environ, "FOOTPRINT_HOME": folder}
        bare = seconds("-c", "import click", env=env)
        print(f"a bare interpreter that imports click   {bare * 1000:6.0f} ms   1.0")
        for name in ("--version", "--help", "status"):
            taken = seconds("-m", "monitor.cli", name, env=env)
            print(f"footprint {name:<30}{taken * 1000:6.0f} ms   {taken / bare:.1f}")


if __name__ == "__main__":
    main()
