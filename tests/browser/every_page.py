"""Every page there is (每一页): which address shows it, to whom, and under what name its picture is kept.

One table for the walks (`test_pages_of_….py`) and for the pictures (`script/screenshots.py`). An endpoint of the application stands
either here or in `NOT_PAGES`: a page added tomorrow is walked, or the walk fails. `{names}` are the story's places.
"""

from __future__ import annotations

from dataclasses import dataclass

from players import ADMIN, DISTRICT, LEADER, LIAISON, OFFICE, OTHER, STRANGER


@dataclass(frozen=True)
class Page:
    """One look at one page.

    `picture` is its name in docs/screenshots, none where another look shows the same; `phone` and `dark` add pictures of those kinds;
    `early` is photographed in December, before the story goes on to January.
    """

    endpoint: str
    path: str
    who: str
    picture: str = ""
    phone: bool = False
    dark: bool = False
    early: bool = False


ABOUT_ACCOUNTS = (
    Page("sign_in.show", "/sign-in", STRANGER, "sign-in", phone=True),
    Page("help.complaint", "/complaint", STRANGER, "complaint"),
    Page("mine.index", "/mine", LIAISON, "mine", phone=True, dark=True, early=True),
    Page("mine.index", "/mine", DISTRICT),
    Page("contributions.index", "/supporting", LIAISON, "supporting"),
    Page("slips.index", "/slips", LIAISON, "slips"),
    Page("slips.index", "/slips", OFFICE),
    Page("slips.show", "/slips/uploads/{slip}", LIAISON, "slip"),
    Page("profile.show", "/profile", LIAISON, "profile", phone=True),
    Page("password.show", "/password", LIAISON, "password", phone=True),
    Page("people.index", "/people", ADMIN, "people", phone=True),
    Page("people.index", "/people", OFFICE),
    Page("people.add", "/people/new", ADMIN, "person-add"),
    Page("people.show", "/people/{person}", ADMIN, "person", phone=True),
    Page("people.show", "/people/{person}", OFFICE),
    Page("handovers.prepare", "/people/{person}/handover", ADMIN, "handover", phone=True),
    Page("handovers.show", "/handovers/{handover}", ADMIN, "handover-list"),
)

ABOUT_DUTIES = (
    Page("duties.show", "/duties/{duty}", LIAISON, "duty-report", phone=True, early=True),
    Page("duties.show", "/duties/{returned}", LIAISON, "duty-returned", phone=True, early=True),
    Page("duties.show", "/duties/{waiting}", LIAISON),
    Page("duties.show", "/duties/{periodic}", LIAISON),
    Page("duties.show", "/duties/{duty}", OFFICE, "duty", dark=True, early=True),
    Page("duties.show", "/duties/{waiting}", OFFICE, "duty-waiting", early=True),
    Page("duties.show", "/duties/{closed}", OFFICE, "duty-closed"),
    Page("duties.show", "/duties/{extended}", OFFICE, "duty-extended"),
    Page("duties.show", "/duties/{extension_pending}", LEADER),
    Page("duties.show", "/duties/{objected}", OFFICE),
    Page("duties.show", "/duties/{supported}", OFFICE),
    Page("duties.show", "/duties/{listed_duty}", OFFICE, "duty-listed"),
    Page("duties.show", "/duties/{duty}", ADMIN),
    Page("answers.show", "/duties/{duty}/answers", LIAISON, "answers", phone=True),
    Page("contributions.show", "/duties/{supported}/contributions", LIAISON, "contribution"),
    Page("extensions.ask", "/duties/{extended}/extension", OTHER, "extension-ask"),
    Page("objections.make", "/duties/{duty}/objection", LIAISON, "objection-make"),
    Page("adjustments.show", "/duties/{duty}/adjustment", OFFICE, "adjustment"),
    Page("adjustments.show", "/duties/{duty}/adjustment", ADMIN),
    Page("tasks.show", "/tasks/{task}", OFFICE, "task", phone=True, early=True),
    Page("tasks.show", "/tasks/{collective}", OFFICE, "task-collective"),
    Page("tasks.show", "/tasks/{split}", LIAISON),
    Page("tasks.show", "/tasks/{admitted_task}", OFFICE, "task-source"),
)

ABOUT_PLANS = (
    Page("plans.index", "/plans", OFFICE, "plans", phone=True, dark=True, early=True),
    Page("plans.index", "/plans", LIAISON),
    Page("plans.ledger", "/plans/zhuhai-2023", OFFICE, "ledger", phone=True, dark=True, early=True),
    Page("plans.ledger", "/plans/zhuhai-2023?q=没有这样的任务", OFFICE),
    Page("plans.ledger", "/plans/jinhua-2023", LEADER),
    Page("plans.ledger", "/plans/zhuhai-2023", LIAISON),
    Page("overview.show", "/plans/zhuhai-2023/overview", OFFICE, "overview", phone=True, dark=True, early=True),
    Page("overview.show", "/plans/zhuhai-2023/overview", LEADER),
    Page("matrix.show", "/plans/zhuhai-2023/matrix", OFFICE, "matrix", phone=True),
    Page("timeline.show", "/plans/zhuhai-2023/timeline", OFFICE, "timeline"),
    Page("calendar.show", "/plans/zhuhai-2023/calendar", OFFICE, "plan-calendar"),
    Page("duty_list.index", "/duties?plan=zhuhai-2023", OFFICE, "duty-list"),
    Page("exporting.show", "/plans/zhuhai-2023/export", OFFICE, "export"),
    Page("statistics.show", "/plans/zhuhai-2023/statistics", OFFICE, "statistics"),
    Page("plans.settings", "/plans/zhuhai-2023/settings", OFFICE, "plan-settings"),
    Page("plans.settings", "/plans/{admitted_plan}/settings", OFFICE),
    Page("plans.units", "/plans/zhuhai-2023/units", OFFICE, "plan-units"),
    Page("ladders.show", "/plans/zhuhai-2023/ladder", OFFICE, "ladder"),
)

ABOUT_LISTINGS = (
    Page("desk.index", "/desk", OFFICE, "desk", phone=True),
    Page("desk.review", "/reports/{report}", OFFICE, "review", phone=True, early=True),
    Page("extensions.index", "/extensions", LEADER, "extensions"),
    Page("extensions.index", "/extensions", OFFICE),
    Page("objections.index", "/objections", OFFICE, "objections"),
    Page("cases.index", "/cases", OFFICE, "cases"),
    Page("cases.index", "/cases", LIAISON),
    Page("cases.show", "/cases/{case_proposed}", LIAISON, "case-proposed", phone=True),
    Page("cases.show", "/cases/{case_reply}", OFFICE),
    Page("cases.show", "/cases/{case_check}", LEADER, "case-approve"),
    Page("cases.show", "/cases/{case_list}", OFFICE),
    Page("cases.show", "/cases/{case_plan}", OFFICE),
    Page("cases.show", "/cases/{case_prove}", OFFICE, "case", dark=True),
    Page("cases.show", "/cases/{case_ask}", OFFICE),
    Page("cases.show", "/cases/{case_first}", OFFICE),
    Page("cases.show", "/cases/{case_verify}", LEADER),
    Page("cases.show", "/cases/{case_noticed}", OFFICE),
    Page("cases.show", "/cases/{case_released}", LEADER, "case-released"),
    Page("notices.index", "/notices/{notices}", STRANGER, "notices", phone=True),
    Page("notices.index", "/notices/{notices}", OFFICE),
    Page("notices.index", "/notices/jinhua-2023", OFFICE, "notices-off"),
    Page("notices.show", "/notices/{notices}/{notice}", STRANGER, "notice"),
)

ABOUT_THE_OFFICE = (
    Page("channels.index", "/channels", OFFICE, "channels"),
    Page("channels.show", "/channels/{broken_channel}", OFFICE, "channel"),
    Page("channels.show", "/channels/{channel}", ADMIN),
    Page("outbox.index", "/outbox", OFFICE, "outbox", phone=True),
    Page("outbox.index", "/outbox?state=undecided", ADMIN),
    Page("outbox.show", "/outbox/{dispatch}", OFFICE, "letter"),
    Page("outbox.show", "/outbox/{dead_letter}", OFFICE, "letter-dead"),
    Page("rehearsal.index", "/rehearsal?from=2025-12-18&to=2026-01-09", OFFICE, "rehearsal"),
    Page("days.index", "/working-days", OFFICE, "working-days"),
    Page("feeds.index", "/feeds", LIAISON, "feeds", phone=True),
    Page("sheet_templates.index", "/sheet-templates", OFFICE, "sheet-templates"),
    Page("sheet_templates.show", "/sheet-templates/{sheet_template}", OFFICE, "sheet-template"),
    Page("intake.index", "/intake", OFFICE, "intake"),
    Page("intake.index", "/intake?renews=zhuhai-2023", OFFICE),
    Page("intake.show", "/intake/{intake}", OFFICE, "intake-desk", dark=True),
    Page("intake.show", "/intake/{intake_admitted}", OFFICE),
    Page("intake.show_reading", "/intake/{intake_reading}/reading", OFFICE, "intake-reading"),
    Page("intake.show_reading", "/intake/{intake_failed}/reading", OFFICE),
    Page("intake.show_admission", "/intake/{intake}/admission", OFFICE, "intake-admission"),
    Page("intake.show_comparison", "/intake/{intake_renewal}/comparison", OFFICE, "intake-comparison"),
    Page("help.show", "/help", LIAISON, "help"),
    Page("help.compliance", "/compliance", OFFICE, "compliance"),
    Page("help.compliance", "/compliance", LIAISON),
)

WALKS = {
    "accounts": ABOUT_ACCOUNTS,
    "duties": ABOUT_DUTIES,
    "plans": ABOUT_PLANS,
    "listings": ABOUT_LISTINGS,
    "office": ABOUT_THE_OFFICE,
}
"""A walk is a file of its own, `test_pages_of_….py`: of even length, so that processes side by side end together."""

PAGES = tuple(page for walk in WALKS.values() for page in walk)

NOT_PAGES = {
    "static": "files of the pages",
    "bootstrap.static": "files of the pages",
    "home.show": "leads to everybody's own desk",
    "watch.live": "a word for machines",
    "watch.ready": "a word for machines",
    "watch.figures": "figures for machines",
    "feeds.calendar": "a calendar for calendar programs",
    "evidence.show": "a file, looked at on its own page",
    "exporting.workbook": "a workbook",
    "sheet_templates.filled": "a workbook",
    "papers.listing": "a Word paper",
    "papers.release": "a Word paper",
    "papers.verification": "a Word paper",
    "papers.extension": "a Word paper",
    "papers.notice": "a Word paper",
    "papers.bulletin": "a Word paper",
    "intake.file": "the received file itself",
    "intake.progress": "a state for the page's own script",
    "intake.draft": "leads to the review desk, or a part of it for the page's own script",
}
"""Endpoints one can GET that are no pages, and why."""

EMPTY = (
    *(
        (path, who)
        for who in (OFFICE, ADMIN)
        for path in ("/plans", "/intake", "/channels", "/outbox", "/working-days", "/profile")
    ),
    *((path, OFFICE) for path in ("/desk", "/cases", "/extensions", "/objections", "/rehearsal", "/feeds", "/slips")),
    *((path, OFFICE) for path in ("/sheet-templates", "/compliance", "/help")),
    *((path, LIAISON) for path in ("/mine", "/supporting", "/cases", "/slips", "/plans", "/feeds", "/compliance")),
    *((path, LEADER) for path in ("/plans", "/cases", "/extensions")),
)
"""What an installation without a plan shows: pages that say what to do next."""

WITHOUT_EMPTY_STATE = ("/compliance", "/help", "/profile", "/feeds", "/working-days", "/rehearsal", "/sheet-templates")
"""Of those, the pages that are whole without a plan."""

ERRORS = (400, 403, 404, 405, 413, 429, 500)
