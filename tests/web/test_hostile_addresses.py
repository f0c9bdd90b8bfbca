"""Every part of every address (地址的参数) that a page reads, with nonsense in it, on both engines: a page, never a fault."""

from __future__ import annotations

import re
from pathlib import Path

from visiting import visitor

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


def test_no_part_of_an_address_breaks_a_page(app_on_each):
    everybody = [visitor(app_on_each), visitor(app_on_each, "jyj"), visitor(app_on_each, "ducha")]
    names = sorted({name for file in SOURCES.glob("*.py") for name in READ.findall(file.read_text(encoding="utf-8"))})
    assert {"q", "unit", "lamp", "from", "to", "kind", "group", "page", "month", "collective", "plan", "view"} <= set(
        names
    )
    faults = []
    for nonsense, value in NONSENSE.items():
        query = dict.fromkeys(names, value.encode("utf-8", "surrogatepass"))
        for someone in everybody:
            for page in PAGES:
                answer = someone.client.get(page, query_string=query)
                faults += [(nonsense, page, "all")] if answer.status_code >= 500 else []
    for nonsense in ALONE:
        value = NONSENSE[nonsense].encode("utf-8", "surrogatepass")
        for name in names:  # one that is refused may hide the next: each alone, where lists are
            for page in LISTS:
                answer = everybody[-1].client.get(page, query_string={name: value})
                faults += [(nonsense, page, name)] if answer.status_code >= 500 else []
    assert not faults
