"""From what was read to rows on the review desk (草稿入桌): the plan's head and one draft a line. No task is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tasks_seed.wire import plain
from tracker.actions.draft_facts import ask, desk_of
from tracker.actions.unit_book import level_of, whole_region
from tracker.core.words import LeadRule
from tracker.store.tables import Draft, Intake

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tasks_seed.draft import Draft as Read
    from tasks_seed.draft import PlanDraft

_BATCH = 100
_LONGEST_NO = 32


def write_drafts(today: date, intake_id: int, read: PlanDraft) -> int:
    """Write the head and the rows of a document as read; returns how many rows."""
    intake = Intake.get_by_id(intake_id)
    Intake.update(**_head(intake, read), revision=Intake.revision + 1).where(Intake.id == intake_id).execute()
    rows = [
        {"intake": intake_id, "position": position, **_row(draft)} for position, draft in enumerate(read.tasks, start=1)
    ]
    for start in range(0, len(rows), _BATCH):
        Draft.insert_many(rows[start : start + _BATCH]).execute()
    ask_all(Intake.get_by_id(intake_id), today)
    return len(rows)


def ask_all(intake: Intake, today: date) -> None:
    """Ask every row of a plan again, after its head or the unit registry changed."""
    ask_rows(intake, today, Draft.select().where(Draft.intake == intake.id))


def ask_rows(intake: Intake, today: date, rows: Iterable[Draft]) -> None:
    """Ask these rows again; only what changed is written. A row's revision stays: nobody's text was touched."""
    desk = desk_of(intake, today)
    for row in list(rows):
        doubts = [doubt.to_json() for doubt in ask(desk, row)]
        if doubts != row.doubts:
            Draft.update(doubts=doubts).where(Draft.id == row.id).execute()


def _head(intake: Intake, read: PlanDraft) -> dict[str, Any]:
    """What the document says of the plan; a new version keeps what the office had set for the plan."""
    plan = intake.renews
    region = plan.region if plan else whole_region((read.region or "")[:120])
    rules = {draft.lead_rule for draft in read.tasks}
    rule = LeadRule.FIRST_LISTED if read.lead_declared else LeadRule.ASK
    if rules and {str(each) for each in rules} == {LeadRule.EXPLICIT.value}:
        rule = LeadRule.EXPLICIT
    period = read.period
    return {
        "title": read.title,
        "doc_no": (read.doc_no or "")[:80],
        "issuers": list(read.issuers),
        "issued_on": read.issued_on,
        "period_start": period.start if period else (plan.period_start if plan else None),
        "period_end": period.end if period else (plan.period_end if plan else None),
        "period_text": (period.text[:120] if period else (plan.period_text if plan else "")),
        "region": region,
        "level": plan.level if plan else level_of(region),
        "addressed": list(read.addressed),
        "lead_rule": plan.lead_rule if plan and rule is LeadRule.ASK else rule,
        "lead_rule_why": read.lead_declared or (plan.lead_rule_why if plan else ""),
        "is_comment_draft": "征求意见稿" in read.title,
        "reporting": (plan.settings or {}).get("reporting") if plan else None,
        "doubts": list(read.doubts),
    }


def _row(draft: Read) -> dict[str, Any]:
    values = {
        "list_name": draft.list_name,
        "no": draft.no[:_LONGEST_NO],
        "group": draft.group,
        "title": draft.title,
        "text": draft.text,
        "lead": list(draft.lead),
        "cooperating": list(draft.cooperating),
        "lead_rule": LeadRule(draft.lead_rule),
        "units_raw": draft.units_raw,
        "deadline_text": draft.deadline_text,
        "deadline": plain(draft.deadline),
        "source": plain(draft.source),
    }
    as_read = {name: value for name, value in values.items() if name != "source"}
    return {
        **values,
        "text_as_read": draft.text_as_read,
        "as_read": {**as_read, "lead_rule": str(draft.lead_rule), "doubts": list(draft.doubts)},
    }
