"""Real calendar programs (日历软件): each gets the address, or what it answered, and says which events it holds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import recurring_ical_events
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

ICAL_JS = "ical.js@2.2.1"
FIRST, LAST = date(2019, 1, 1), date(2029, 1, 1)
VDIRSYNCER = """
[general]
status_path = "{folder}/status"
[pair duban]
a = "local"
b = "remote"
collections = null
conflict_resolution = "b wins"
[storage local]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
[storage remote]
type = "http"
url = "{address}"
"""
KHAL = """
[calendars]
[[duban]]
path = {folder}/calendar
readonly = True
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


@dataclass(frozen=True, order=True)
class Seen:
    """One event as a program shows it."""

    day: date
    summary: str
    description: str


class Khal:
    """vdirsyncer fetches over HTTP into a folder, khal shows the folder: two programs as on somebody's desktop."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        (folder / "calendar").mkdir(parents=True)
        (folder / "vdirsyncer.conf").write_text(VDIRSYNCER.format(folder=folder, address=address), encoding="utf-8")
        (folder / "khal.conf").write_text(KHAL.format(folder=folder), encoding="utf-8")
        assert self._run("vdirsyncer", "-c", folder / "vdirsyncer.conf", "discover").returncode == 0

    def sync(self) -> subprocess.CompletedProcess[str]:
        return self._run("vdirsyncer", "-c", self.folder / "vdirsyncer.conf", "sync", "--force-delete")

    def seen(self) -> list[Seen]:
        wanted = [part for name in ("start-date", "title", "description") for part in ("--json", name)]
        done = self._run("khal", "-c", self.folder / "khal.conf", "list", *wanted, str(FIRST), str(LAST))
        assert done.returncode == 0, done.stderr
        rows = [row for line in done.stdout.splitlines() for row in json.loads(line)]
        return sorted(Seen(date.fromisoformat(row["start-date"]), row["title"], row["description"]) for row in rows)

    def _run(self, program: str, *args: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            environment[name] = str(self.folder)
        return subprocess.run(
            [str(Path(sys.executable).parent / program), *map(str, args)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def by_home_assistant(body: bytes) -> list[Seen]:
    """Home Assistant's parser, and its timeline."""
    calendar = IcsCalendarStream.calendar_from_ics(body.decode())
    timeline = calendar.timeline.included(FIRST, LAST)
    return sorted(Seen(event.dtstart, event.summary, event.description) for event in timeline)


def by_recurring_ical_events(body: bytes) -> list[Seen]:
    found = recurring_ical_events.of(Calendar.from_ical(body)).between(FIRST, LAST)
    for event in found:
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
    return sorted(Seen(event["DTSTART"].dt, str(event["SUMMARY"]), str(event["DESCRIPTION"])) for event in found)


def by_ical_js(body: bytes, library: Path) -> list[Seen]:
    script = Path(__file__).with_name("read_calendar.mjs")
    done = subprocess.run(
        [shutil.which("node") or "", str(script), str(library)],
        input=body,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    rows = json.loads(done.stdout)
    return sorted(Seen(date.fromisoformat(row["day"]), row["summary"], row["description"]) for row in rows)


def install_ical_js(folder: Path) -> str | None:
    """Install the library with npm; says why where that cannot be done."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "node and npm are not on this machine"
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(
        [npm, "install", "--prefix", str(folder), *options, ICAL_JS],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return None if done.returncode == 0 else f"npm could not install {ICAL_JS}: {done.stderr[-300:]}"
