"""Every part of every address (地址的参数) that a page reads, with nonsense in it, on both engines: a page, never a fault."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import pytest
from visiting import hurried

import tracker.web

SOURCES = Path(tracker.web.__file__).parent
READ = re.compile(
    r"""(?:args\.get|args\.getlist|args|reader\.\w+|_number|day_asked|_place|page_of)[(\[](?:[\w.]+, ?)*"(\w+)\""""
)
NONSENSE = {
    "nothing": "",
    "nought": "0",
    "below nought": "-1",
    "beyond every number": "9" * 5000,
    "small, and then beyond": "0" * 19 + "1" + "9" * 30,
    "small, and then far beyond": "0" * 19 + "1" + "9" * 5000,
    "a sign that no database keeps": "a\x00b",
    "half a sign": "\ud800",
    "other figures": "１２٣",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "no day": "2025-13-45",
    "a month beyond": "9999-12",
    "long": "督" * 3000,
    "quotes": "'\"%_\\{{7*7}}<b>",
}
ALONE = ("small, and then beyond", "half a sign", "the last day", "quotes")
LISTS = ("/plans/example-2023", "/duties", "/plans/example-2023/matrix", "/plans/example-2023/ledger.xlsx")
PAGES = (
    "/plans",
    "/plans/example-2023",
    "/plans/example-2023/overview",
    "/plans/example-2023/matrix",
    "/plans/example-2023/timeline",
    "/plans/example-2023/calendar",
    "/plans/example-2023/export",
    "/plans/example-2023/ledger.xlsx",
    "/plans/example-2023/settings",
    "/plans/example-2023/units",
    "/duties",
    "/duties/1",
    "/duties/1/extension",
    "/tasks/1",
    "/mine",
    "/supporting",
    "/desk",
    "/cases",
    "/extensions",
    "/objections",
    "/outbox",
    "/channels",
    "/rehearsal",
    "/working-days",
    "/feeds",
    "/intake",
    "/slips",
    "/sheet-templates",
    "/people",
    "/profile",
    "/notices/example-2023",
    "/sign-in",
)


@pytest.mark.parametrize("username", [None, "jyj", "ducha"])
def test_no_part_of_an_address_breaks_a_page(app_on_each, username):
    someone = hurried(app_on_each, username)
    faults = []
    for nonsense, value in NONSENSE.items():
        query = urlencode(dict.fromkeys(parts_read(), value), errors="surrogatepass")
        for page in PAGES:
            faults += [(nonsense, page)] if someone.status(page, query) >= 500 else []
    assert not faults
    assert someone.status("/plans") == (200 if username else 302), "not signed in any more"


def test_no_part_alone_breaks_a_list(app_on_each):
    """One that is refused may hide the next."""
    someone = hurried(app_on_each, "ducha")
    faults = []
    for nonsense in ALONE:
        for name in parts_read():
            query = urlencode({name: NONSENSE[nonsense]}, errors="surrogatepass")
            for page in LISTS:
                faults += [(nonsense, page, name)] if someone.status(page, query) >= 500 else []
    assert not faults
    assert someone.status("/plans") == 200, "not signed in any more"


@cache
def parts_read():
    """Every name that a page looks for in its address."""
    names = {name for file in SOURCES.glob("*.py") for name in READ.findall(file.read_text(encoding="utf-8"))}
    assert {"q", "unit", "lamp", "from", "to", "kind", "group", "page", "month", "collective", "plan", "view"} <= names
    return sorted(names)
