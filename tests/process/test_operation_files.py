"""What stands beside docs/running.md for those who operate it: it names commands, settings and headers that exist."""

from __future__ import annotations

import argparse
import configparser
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module

import pytest
from running import ROOT, tracker

from tracker.cli import _parser

ANALYZE = shutil.which("systemd-analyze")
UNITS = sorted((ROOT / "docs" / "systemd").iterdir())


def unit(path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str
    read.read_string(path.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("path", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.stem)
def test_a_unit_starts_a_command_that_exists_without_privileges(path, tmp_path):
    service = unit(path)["Service"]
    for key in ("ExecStartPre", "ExecStart"):
        if key in service:
            command = service[key].split()
            assert command[0] == "/opt/tracker/bin/tracker"
            assert tracker(tmp_path, *command[1:], "--help").code == 0
    assert service["User"] == "tracker"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"


@pytest.mark.skipif(ANALYZE is None, reason="needs systemd")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_understands_the_unit(path):
    said = subprocess.run([ANALYZE, "verify", str(path)], capture_output=True, text=True, check=False).stderr
    assert not re.search(r"Unknown|Failed to parse|Invalid", said), said


def test_the_procfile_names_commands_that_exist(tmp_path):
    for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines():
        command = line.partition(": ")[2].split()
        assert command[:3] == ["python", "-m", "tracker"]
        assert tracker(tmp_path, *command[3:], "--help").code == 0


def test_serve_takes_host_port_and_workers_from_the_platform(tmp_path):
    assert tracker(tmp_path, "serve", PORT="http").code == 2
    assert tracker(tmp_path, "serve", WEB_CONCURRENCY="0").code == 2
    done = tracker(tmp_path, "serve", PORT="99999")
    assert "端口应是" in done.err


def test_the_proxys_example_says_who_asks_and_hides_secrets():
    text = (ROOT / "docs" / "nginx.conf.example").read_text(encoding="utf-8")
    for header in ("X-Forwarded-For $proxy_add_x_forwarded_for", "X-Forwarded-Proto $scheme", "X-Forwarded-Host $host"):
        assert f"proxy_set_header {header};" in text
    assert 'proxy_set_header X-Forwarded-Prefix "";' in text
    feeds = text[text.index("location /feeds/") :].partition("}")[0]
    assert "access_log off;" in feeds
    assert "error_log /dev/null" in feeds
    assert "return 404" in text[text.index("location = /metrics") :].partition("}")[0]
    assert text.count("{") == text.count("}")


def test_every_command_leads_to_a_function_that_exists():
    """The modules of commands are loaded by what runs: a name that is wrong would be found by a clerk."""
    found = set()
    open_parsers = [_parser()]
    while open_parsers:
        for action in open_parsers.pop()._actions:
            if isinstance(action, argparse._SubParsersAction):
                open_parsers += action.choices.values()
                found |= {made.get_default("run") for made in action.choices.values()} - {None}
    assert len(found) > 15
    for run in found:
        module, _, name = run.__qualname__.partition(".")
        assert callable(getattr(import_module(f"tracker.commands.{module}"), name))


def test_the_clock_loads_neither_pages_nor_documents():
    heavy = {"flask", "jinja2", "openpyxl", "docx", "lxml", "pdfplumber", "icalendar", "PIL", "prometheus_client"}
    said = subprocess.run(
        [sys.executable, "-c", "import sys, tracker.cli, tracker.commands.pieces, tracker.clock; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not heavy & set(said.split())


@pytest.mark.parametrize(("address", "is_loaded"), [("", False), ("sqlite:///x.db", False), ("postgresql://x/y", True)])
def test_a_process_that_stays_loads_the_driver_of_its_own_engine_only(address, is_loaded):
    script = (
        "import sys; sys.argv = ['tracker', 'serve', '--help']\n"
        "from tracker.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "import tracker.serving, tracker.clock, peewee\n"
        "print('loaded', 'psycopg' in sys.modules, peewee.psycopg is not None)\n"
        "import psycopg\n"  # whoever asks for it gets it
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "TRACKER_DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert f"loaded {is_loaded} {is_loaded}" in said


def test_a_document_that_takes_all_memory_ends_its_reader_and_not_the_web():
    unit = (ROOT / "docs" / "systemd" / "tracker-web.service").read_text("utf-8")
    assert "OOMPolicy=continue" in unit  # systemd's own would stop the whole service
    assert "MemoryMax=2G" in unit
