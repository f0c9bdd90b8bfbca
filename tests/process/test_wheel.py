"""The tree as a source distribution and a wheel; the wheel in an empty environment, away from the checkout, runs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from running import ROOT, free_port
from serving import token_of, until

from tasks_seed.shipped import shipped_keys

LEFT_OUT = ("data", "build", "dist")


@dataclass(frozen=True)
class Built:
    """What was built, and the environment it was installed in."""

    source: Path
    wheel: Path
    python: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Built:
    """Build from a copy of the tree: the source distribution first, the wheel from that; install it with its dependencies alone."""
    folder = tmp_path_factory.mktemp("wheel")
    run(ROOT, sys.executable, "-m", "build", "--outdir", str(folder / "dist"), str(copied(folder / "tree")))
    (source,), (wheel,) = (folder / "dist").glob("*.tar.gz"), (folder / "dist").glob("*.whl")
    venv.create(folder / "empty", with_pip=True)
    python = folder / "empty" / "bin" / "python"
    constraints = str(ROOT / "constraints.txt")
    run(folder, str(python), "-m", "pip", "install", "--quiet", "-c", constraints, str(wheel))
    return Built(source, wheel, python)


def copied(tree: Path) -> Path:
    """The checkout without what was made in it."""
    for path in sorted(ROOT.rglob("*")):
        place = path.relative_to(ROOT)
        is_made = place.parts[0] in LEFT_OUT or re.search(r"__pycache__|egg-info|^\.", str(place))
        if path.is_file() and not is_made:
            (tree / place).parent.mkdir(parents=True, exist_ok=True)
            (tree / place).write_bytes(path.read_bytes())
    return tree


def run(folder: Path, *command: str) -> str:
    """A command away from the checkout, without its settings; what it said where it fails."""
    done = subprocess.run(command, cwd=folder, env=clean(), capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TRACKER_", "PYTHON"))}
    return {**kept, "PYTHONSAFEPATH": "1"}


def names_in(top: str, *suffixes: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / top).rglob("*")
        if path.suffix in suffixes and "__pycache__" not in path.parts
    }


def test_everything_that_runs_is_inside(built):
    with zipfile.ZipFile(built.wheel) as wheel:
        packed = set(wheel.namelist())
    missing = {f"tracker/{name}" for name in names_in("templates", ".html", ".svg", ".md", ".txt")} - packed
    for top in ("tracker", "tasks_seed", "bots"):
        missing |= (
            names_in(top, ".py", ".sql", ".css", ".js", ".svg", ".html", ".toml", ".csv", ".txt", ".json") - packed
        )
    assert not missing
    assert not [name for name in packed if name.startswith(("tests", "bench", "script"))]


def test_the_source_distribution_can_be_tested_too(built):
    with tarfile.open(built.source) as source:
        inside = {name.partition("/")[2] for name in source.getnames()}
    assert {"constraints.txt", "Procfile", "tests/conftest.py", "script/test", "docs/running.md"} <= inside


def test_the_code_is_that_of_the_wheel(built, tmp_path):
    for package in ("tracker", "tasks_seed", "bots"):
        place = run(tmp_path, str(built.python), "-c", f"import {package}; print({package}.__file__)")
        assert place.startswith(str(built.python.parents[1])), place


@contextmanager
def started(built: Built, folder: Path, *args: str) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "said.log").open("wb") as said:
        process = subprocess.Popen(
            [str(built.python), "-m", "tracker", *args], cwd=folder, env=clean(), stdout=said, stderr=said
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def test_up_runs_with_pages_plans_and_robots(built, tmp_path):
    port = free_port()
    with started(built, tmp_path, "up", "--port", str(port), "--data", str(tmp_path / "data")) as process:
        said = tmp_path / "said.log"
        until(lambda: "Ctrl-C" in said.read_text(encoding="utf-8") or process.poll() is not None, "the demo")
        assert process.poll() is None, said.read_text(encoding="utf-8")
        web, robots = re.findall(r"http://127\.0\.0\.1:\d+", said.read_text(encoding="utf-8"))[:2]
        session = requests.Session()
        token = token_of(session.get(f"{web}/sign-in", timeout=30).text)
        session.post(f"{web}/demo/sign-in", data={"username": "ducha", "csrf_token": token}, timeout=30)
        page = session.get(f"{web}/plans", timeout=30).text
        for key in shipped_keys():
            assert f"/plans/{key}" in page
        for path in ("/plans/zhuhai-2023", "/desk", "/static/tracker.css", "/plans/zhuhai-2023/ledger.xlsx", "/help"):
            assert session.get(f"{web}{path}", timeout=60).status_code == 200, path
        assert requests.get(robots, timeout=30).status_code == 200


def test_serve_runs_with_workers(built, tmp_path):
    port = free_port()
    with started(built, tmp_path, "serve", "--port", str(port), "--workers", "1"):
        until(lambda: is_ready(port), "the web process")
        page = requests.get(f"http://127.0.0.1:{port}/sign-in", timeout=30)
        assert page.status_code == 200
        assert "重点任务督办" in page.text


def test_documents_are_read_in_a_process_of_their_own(built, tmp_path):
    source = ROOT / "tasks_seed" / "plans" / "zhuhai-2023" / "source.txt"
    (tmp_path / "方案.txt").write_bytes(source.read_bytes())
    said = run(tmp_path, str(built.python), "-m", "tracker", "parse", "方案.txt", "--json")
    assert said.count('"text"') > 10


def is_ready(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5).ok
    except requests.RequestException:
        return False
