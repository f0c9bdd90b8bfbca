"""What stands beside docs/running.md for those who operate it: it names commands, settings and headers that exist."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess

import pytest
from running import ROOT, tracker

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
