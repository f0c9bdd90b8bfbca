"""Every door of the application, opened with nothing, too much and nonsense, by everybody (空的、过大的、乱的输入)."""

from __future__ import annotations

import importlib
import pkgutil
from io import BytesIO

import pytest
from flask_wtf import FlaskForm
from visiting import hurried, visitor
from werkzeug.datastructures import FileStorage
from werkzeug.routing import IntegerConverter

import tracker.web
from tracker.store.db import connected
from tracker.store.tables import Entry, Feed, Report

HUGE_NUMBER = "9" * 40
NONSENSE = {
    "nothing": "",
    "control characters": "a\x00<b>\x1b[31m\r\n\u202e'\"{{7*7}}",
    "numbers": HUGE_NUMBER,
    "no dates": "2025-13-45",
    "long": "督" * 6_000,
}
PEOPLE = [None, "jyj", "canlian", "ducha", "lingdao", "guanli"]


def test_every_form_takes_nonsense_without_a_fault_and_strangers_write_nothing(app_on_each):
    fields = _field_names()
    assert {"progress", "until", "files", "reason"} <= fields
    before = _written()
    for username in (None, "jyj", "ducha"):
        someone = visitor(app_on_each, username)
        for path in _doors(app_on_each, "POST"):
            token = {"csrf_token": someone.token()}
            assert someone.post(path, token).status_code < 500, (username, path)
            for name, text in NONSENSE.items():
                body = {field: _a_file(text) if field == "files" else text for field in fields}
                assert someone.post(path, body | token).status_code < 500, (username, path, name)
            if username:
                assert someone.get("/sign-in").status_code == 302, f"{path}: not signed in any more"
        if username is None:
            assert _written() == before


@pytest.mark.parametrize("username", PEOPLE)
def test_every_address_takes_nonsense_without_a_fault(app_on_each, username):
    someone = hurried(app_on_each, username)
    for number, key in (
        ("1", "example-2023"),
        (HUGE_NUMBER, "x" * 3000),
        ("0", "%00"),
        ("9" * 5000, "x"),
        ("2", "%E2%80%AE<b>"),
    ):
        for path in _doors(app_on_each, "GET", number, key):
            assert someone.status(path) < 500, path
    assert someone.status("/plans") == (200 if username else 302), "not signed in any more"


def _doors(app, method, number="1", key="example-2023"):
    found = []
    for rule in app.url_map.iter_rules():
        if method not in rule.methods or rule.endpoint.startswith("demo"):
            continue
        values = {}
        for name in rule.arguments:
            values[name] = number if isinstance(rule._converters[name], IntegerConverter) else key
        path = rule.rule
        for name, value in values.items():
            for mark in (f"<int:{name}>", f"<{name}>", f"<path:{name}>"):
                path = path.replace(mark, value)
        if path not in ("/sign-out", "/sign-in"):
            found.append(path)
    return sorted(found)


def _written():
    with connected():
        return [table.select().count() for table in (Entry, Report, Feed)]


def _field_names():
    for module in pkgutil.iter_modules(tracker.web.__path__):
        importlib.import_module(f"tracker.web.{module.name}")
    names, waiting = set(), [FlaskForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        names |= {name for name in dir(form) if hasattr(getattr(form, name), "field_class")}
    return names


def _a_file(text):
    return FileStorage(BytesIO(text.encode()[:2000]), filename=(text[:3000] or "empty") + ".pdf")
