"""The floors of the house: who may import whom, every word explained, every setting documented, templates and endpoints alike."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from pathlib import Path

import pytest

import tracker.core.words
from tracker.config import KEYS
from tracker.core.words import Word

ROOT = Path(__file__).parents[1]
STDLIB = set(sys.stdlib_module_names) | {"__future__"}
WEB_LIBRARIES = {
    "flask",
    "flask_limiter",
    "flask_login",
    "flask_wtf",
    "flask_bootstrap",
    "wtforms",
    "werkzeug",
    "jinja2",
    "markupsafe",
}
READERS = {"rapidfuzz", "pdfplumber", "pdfminer", "docx", "lxml", "openpyxl", "python_calamine", "html5lib", "bs4"}

# package -> what it may import beside the standard library and itself
MAY_IMPORT = {
    "tracker.core": set(),
    "tasks_seed": READERS,
    "bots": {"requests", "urllib3"},
    "bots.practice": {"bots", "flask", "werkzeug", "jinja2", "markupsafe", "requests"},
    "tracker.store": {"tracker.core", "peewee", "playhouse", "psycopg", "obstore"},
    "tracker.papers": {"tracker.core", "docx"},
    "tracker.sheets": {"tracker.core", "openpyxl"},
    "tracker.feeds": {"tracker.core", "icalendar", "segno"},
    "tracker.incoming": {"tracker.core", "tracker.sheets", "tasks_seed"},
    "tracker.incoming_child": {"tracker.core", "tracker.sheets", "tracker.papers", "tasks_seed"},
    "tracker.actions": {
        "tracker.core",
        "tracker.store",
        "tracker.config",
        "tracker.timekeeper",
        "tracker.feeds",
        "tracker.holiday_data",
        "tasks_seed",
        "bots",
        "peewee",
        "argon2",
        "cryptography",
        "requests",
    },
    "tracker.web": WEB_LIBRARIES
    | {
        "prometheus_client",
        "tracker.actions",
        "tracker.core",
        "tracker.store.queries",
        "tracker.store.db.connected",
        "tracker.store.troubles",
        "tracker.store.vault",
        "tracker.logs",
        "tracker.counting",
        "tracker.feeds",
        "tracker.exports",
        "tracker.incoming",
        "tracker.papers",
        "tracker.sheets",
        "tracker.config",
        "tracker.timekeeper",
    },
}
FORBIDDEN_WORDS = ("utils.py", "helpers.py", "manager.py", "handler.py", "handlers.py", "common.py", "misc.py")


def python_files(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def imports_of(path: Path) -> set[str]:
    """Every module (or module.name) that a file imports, whether or not at its top."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def room_of(path: Path) -> str:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    fitting = [room for room in MAY_IMPORT if module == room or module.startswith(f"{room}.")]
    return max(fitting, key=len, default="")


HOUSE_FILES = [path for folder in ("tracker", "tasks_seed", "bots") for path in python_files(folder) if room_of(path)]


@pytest.mark.parametrize("path", HOUSE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_room_looks_down_only(path):
    room = room_of(path)
    allowed = MAY_IMPORT[room] | {room}
    strangers = {
        name
        for name in imports_of(path)
        if name.split(".")[0] not in STDLIB and not any(name == one or name.startswith(f"{one}.") for one in allowed)
    }
    assert not strangers, f"{path.relative_to(ROOT)} may not import {sorted(strangers)}"


@pytest.mark.parametrize("folder", ["tracker", "tasks_seed", "bots"])
def test_no_file_has_a_name_that_says_nothing(folder):
    assert not [path.name for path in python_files(folder) if path.name in FORBIDDEN_WORDS]


def test_only_the_timekeeper_reads_the_clock():
    reads_clock = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")
    guilty = [
        str(path.relative_to(ROOT))
        for path in python_files("tracker")
        if path.name != "timekeeper.py" and reads_clock.search(path.read_text(encoding="utf-8"))
    ]
    assert not guilty


def words() -> list[type[Word]]:
    return [
        value
        for _, value in inspect.getmembers(tracker.core.words, inspect.isclass)
        if issubclass(value, Word) and value is not Word
    ]


@pytest.mark.parametrize("word", words(), ids=lambda word: word.__name__)
def test_every_word_has_a_label_and_a_line_in_the_word_list(word):
    page = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    assert f"`{word.__name__}`" in page
    for member in word:
        assert member.label
        assert f"`{member.value}`" in page, f"{word.__name__}.{member.name} has no line in docs/words.md"
        assert member.label in page


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_is_in_the_running_page(key):
    assert f"`{key}`" in (ROOT / "docs" / "running.md").read_text(encoding="utf-8")


def test_no_setting_is_read_outside_the_configuration():
    guilty = {
        str(path.relative_to(ROOT)): found
        for path in python_files("tracker")
        if path.name != "config.py"
        and (found := set(re.findall(r"TRACKER_[A-Z_]+", path.read_text(encoding="utf-8"))) - set(KEYS))
    }
    assert not guilty


def test_templates_and_endpoints_match(tmp_path):
    from tracker.config import read_config
    from tracker.store.db import migrate, open_database
    from tracker.timekeeper import Timekeeper
    from tracker.web import create_app

    config = read_config({}, data_dir=str(tmp_path))
    opened = open_database(config.database_url)
    migrate()
    app = create_app(config, Timekeeper())
    opened.close()
    desks = {endpoint.replace(".", "/") for endpoint in app.view_functions if "." in endpoint}
    folders = {desk.split("/")[0] for desk in desks}
    pages = [
        path.relative_to(ROOT / "templates").with_suffix("").as_posix()
        for path in (ROOT / "templates").rglob("*.html")
        if path.relative_to(ROOT / "templates").parts[0] in folders and not path.name.startswith("_")
    ]
    assert pages
    assert not [page for page in pages if page not in desks], "a template without an endpoint of its name"


def test_no_file_names_a_package_registry_or_a_path_of_one_machine():
    # a class of one letter in each word: the pattern finds them all and is none of them, so this file is searched too
    pattern = re.compile(
        r"p[y]pi\.org|files\.p[y]thonhosted|registry\.n[p]mjs|index[-]url|/r[o]ot/|/h[o]me/[a-z]", re.IGNORECASE
    )
    guilty = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if (
            not path.is_file()
            or parts[0].startswith(".")
            or parts[0] in ("data", "build", "dist")
            or "egg-info" in str(path)
        ):
            continue
        if path.suffix in (".py", ".toml", ".txt", ".md", ".sh", ""):
            text = path.read_text(encoding="utf-8", errors="ignore")
            guilty += [f"{path.relative_to(ROOT)}: {found}" for found in pattern.findall(text)]
    assert not guilty


def test_every_bracket_of_the_stylesheet_is_closed():
    """A merge that loses one hides every rule behind it inside a media query, and no page says so."""
    sheet = (ROOT / "tracker" / "web" / "static" / "tracker.css").read_text(encoding="utf-8")
    depth = 0
    for number, line in enumerate(
        re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found[0]), sheet, flags=re.DOTALL).splitlines(), 1
    ):
        assert not (depth and line.startswith("@media")), f"line {number}: the block before is not closed"
        depth += line.count("{") - line.count("}")
    assert depth == 0
