"""The benchmarks still start: what they measure is told by `script/bench`, not here."""

import subprocess
import sys

from running import ROOT

BENCHES = sorted(path.stem for path in (ROOT / "bench").glob("*.py"))


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *args], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def test_every_benchmark_loads():
    assert "memory" in BENCHES
    said = run("-c", f"import importlib\nfor name in {BENCHES}: importlib.import_module('bench.' + name)")
    assert said.returncode == 0, said.stderr


def test_the_production_processes_can_be_weighed():
    """It signs in, asks for pages, calendars and workbooks, and ticks; so few requests say nothing about growth."""
    said = run("-m", "bench.memory", "40", "10")
    assert "alone on a machine" in said.stdout, said.stderr
    assert "answers were wrong" not in said.stdout + said.stderr
