"""Every address × every method × everybody: what happens is what the one table of `core.access` says (权限的全表核对)."""

from __future__ import annotations

import re

import pytest
from door_objects import Knocker, fill, knockers
from knocking import addresses, knock

from tracker.core.access import BEFORE_THE_FIRST_PASSWORD, DOORS, OPEN, TABLE, Extent, without_a_door

SEEN, REFUSED, NOT_THERE, TO_SIGN_IN, TO_FIRST_PASSWORD = "seen", 403, 404, "to sign in", "to the first password"
UNIQUE = {"Set-Cookie", "X-Request-ID"}  # another one with every answer
COVERS = {
    Extent.ANY: {"own", "asked", "other", "desk"},
    Extent.OWN: {"own"},
    Extent.ASKED: {"asked"},
    Extent.OWN_OR_ASKED: {"own", "asked"},
    Extent.LED: {"own"},
    Extent.MINE: {"own"},
}


def expected(endpoint: str, someone: Knocker, *, names_something: bool, is_absent: bool):
    """What the table says."""
    if endpoint in OPEN:
        return SEEN
    if someone.relation == "nobody":
        return TO_SIGN_IN
    if someone.relation == "first password":
        return SEEN if endpoint in BEFORE_THE_FIRST_PASSWORD else TO_FIRST_PASSWORD
    extent = TABLE[DOORS[endpoint]].get(someone.role)
    if extent is None:
        return REFUSED
    if not names_something or (not is_absent and someone.relation in COVERS[extent]):
        return SEEN
    return REFUSED if extent is Extent.LED and not is_absent else NOT_THERE


def observed(answer):
    """What happened, in the table's words; a form without its fields is refused by the verb behind the door: seen."""
    if answer.status_code == 302 and answer.location.startswith("/sign-in"):
        return TO_SIGN_IN
    if answer.status_code == 302 and answer.location == "/password":
        return TO_FIRST_PASSWORD
    assert answer.status_code not in (400, 405, 429, 500), answer.text
    return answer.status_code if answer.status_code in (REFUSED, NOT_THERE) else SEEN


@pytest.fixture
def values(app):
    return fill(app)


@pytest.fixture
def everybody(app, values):
    return knockers(app)


def test_everybody_finds_behind_every_door_what_the_one_table_says(app, values, everybody):
    wrong = []
    for endpoint, method, path, gone in addresses(app, values):
        if endpoint in OPEN:
            continue
        for someone in everybody:
            if method == "HEAD" and someone.relation not in ("nobody", "other"):
                continue
            there = knock(app, someone, method, path, endpoint)
            wanted = expected(endpoint, someone, names_something=gone is not None, is_absent=False)
            if observed(there) != wanted:
                wrong.append((someone.name, method, endpoint, wanted, observed(there)))
            if gone is None:
                continue
            absent = knock(app, someone, method, gone, endpoint)
            wanted = expected(endpoint, someone, names_something=True, is_absent=True)
            if observed(absent) != wanted:
                wrong.append((someone.name, method, f"{endpoint} (absent)", wanted, observed(absent)))
            if SEEN not in (observed(there), observed(absent)) and not alike(there, absent, path, gone):
                wrong.append((someone.name, method, endpoint, "to look alike", "there and absent differ"))
    assert not wrong, "\n".join(map(str, wrong))


def alike(there, absent, path, gone):
    """Whether nobody can tell a forbidden thing from one that does not exist; LED is told of what everybody sees anyway."""
    if REFUSED in (there.status_code, absent.status_code) and there.status_code != absent.status_code:
        return True  # somebody else's task: seen by all, split by its lead only
    return _plain(there, path) == _plain(absent, gone)


def _plain(answer, path):
    text = re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text).replace(path, "…")
    text = text.replace(answer.headers["X-Request-ID"], "…")  # a refusal says its number, for whoever asks for help
    headers = [(name, value.replace(path, "…")) for name, value in answer.headers if name not in UNIQUE]
    return answer.status_code, text, [pair for pair in headers if pair[0] != "Content-Length"]


def test_every_address_stands_in_the_table_and_the_table_names_no_other(app):
    assert without_a_door(app.view_functions) == []
    assert set(DOORS) | set(OPEN) == set(app.view_functions)
    assert not set(DOORS) & OPEN


def test_an_address_that_nobody_listed_is_opened_to_nobody(app):
    assert without_a_door([*app.view_functions, "plans.forgotten"]) == ["plans.forgotten"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"])
def test_other_methods_open_nothing(app, values, everybody, method):
    for endpoint, _, path, _ in addresses(app, values):
        for someone in everybody[:2]:
            answer = knock(app, someone, method, path, endpoint)
            assert answer.status_code in (405, 404, 302, 403) or not answer.data, (endpoint, method)
