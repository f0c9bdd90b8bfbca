"""Every address of the application, knocked at by somebody (敲门)."""

from __future__ import annotations

from door_objects import ABSENT, Knocker

from tracker.store.db import connected
from tracker.store.tables import database

NO_OBJECT = {"day", "year", "filename", "token"}  # parts of an address that name nothing kept
ITS_OWN_THREAD = {"intake.receive", "intake.read_again"}  # would wait for the transaction that this test rolls back


def knock(app, someone: Knocker, method: str, path: str, endpoint: str):
    """One request; whatever it writes is taken back."""
    client = app.test_client(use_cookies=False)
    data = {"csrf_token": someone.csrf} if method == "POST" else None

    def ask():
        return client.open(path, method=method, data=data, headers={"Cookie": someone.cookie}, buffered=True)

    if endpoint in ITS_OWN_THREAD:
        return ask()
    with connected(), database.atomic() as whole:
        answer = ask()
        whole.rollback()
    return answer


def addresses(app, values):
    """(endpoint, method, the address with everything there, the same with what it names absent or None)."""
    for rule in app.url_map.iter_rules():
        kept = rule.arguments - NO_OBJECT
        # what stands deepest is what is named: a view of this plan is absent, not the plan
        named = {name for name in kept if name.endswith("_id")} or kept
        absent = values | {name: "nowhere" if name == "key" else ABSENT for name in named}
        adapter = app.url_map.bind("")
        path, gone = (
            adapter.build(rule.endpoint, {name: _typed(rule, name, each[name]) for name in rule.arguments})
            for each in (values, absent)
        )
        for method in sorted(rule.methods - {"OPTIONS"}):
            yield rule.endpoint, method, path, gone if kept else None


def _typed(rule, name, value):
    return int(value) if type(rule._converters[name]).__name__ == "_Id" else value
