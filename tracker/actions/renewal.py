"""A new version of a plan (换新版): applied line by line as decided, in one transaction.

Reports, evidence, history and the ids of duties (and with them the calendar's UIDs) stay. Lines that the new version leaves out
end as 新版不再列入 and their open duties are withdrawn, with the document as the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tasks_seed.draft import DeadlineKind as ReadKind
from tracker.actions import history
from tracker.actions.admission import claim, close, reviewed, reviewed_row, reviewed_rows
from tracker.actions.draft_facts import desk_of, foresee
from tracker.actions.duty_changes import Paper, Tally, before_change, follow, withdraw
from tracker.actions.indicators import keep_from_text
from tracker.actions.intake import compiled, task_values, write_task, write_task_units, write_version
from tracker.actions.plan_comparison import compare, next_number, renewed
from tracker.core.access import Ability, require
from tracker.core.refusals import Refused
from tracker.core.words import DutyKind, Ending, LineChange
from tracker.store.db import transaction
from tracker.store.queries.duties import OPEN
from tracker.store.tables import Draft, Duty, Indicator, Intake, Plan, Task, TaskUnit

if TYPE_CHECKING:
    from datetime import date, datetime

    from tasks_seed.draft import Draft as Row
    from tracker.actions.intake import ReviewedPlan
    from tracker.actions.plan_comparison import Comparison, LineDiff
    from tracker.core.facts import Actor

_OUT_OF_THE_WAY = 1_000_000
_HEAD = (
    "title",
    "doc_no",
    "period_start",
    "period_end",
    "period_text",
    "is_comment_draft",
    "source_name",
    "source_sha256",
)


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a new version did (换新版结果)."""

    key: str
    number: int
    added: int
    changed: int
    dropped: int
    duties: Tally


def renew(now: datetime, actor: Actor, intake_id: int) -> Renewed:
    """Apply a reviewed new version as decided in the comparison; refused while a match is in doubt or anything must be decided."""
    require(actor, Ability.TAKE_IN)
    renewed(actor, intake_id)
    with transaction():
        intake = claim(now, actor, intake_id)
        found = compare(intake_id)
        if found.open_doubts:
            numbers = "、".join(line.no for line in found.open_doubts[:5])
            raise Refused(f"还有 {len(found.open_doubts)} 条的新旧对应没有核对：{numbers}。请逐条确认后再换新版。")
        number = next_number(found.plan_id)
        rows = reviewed_rows(intake_id)
        plan = reviewed(now, intake, rows, Plan.get_by_id(found.plan_id).key)
        tally = Tally()
        paper = Paper(now, actor, _paper(intake, number))
        _rewrite_head(now, actor, found.plan_id, plan, paper)
        _make_way(found.plan_id)
        lines = _apply(paper, found, plan, _dated(intake, rows, now.date()), tally)
        counts = {change: sum(line.change is change and line.is_taken for line in found.lines) for change in LineChange}
        words = (
            f"{paper.name}：新增 {counts[LineChange.ADDED]} 项，改动 {counts[LineChange.CHANGED]} 项，"
            f"不再列入 {counts[LineChange.DROPPED]} 项；调整 {tally.moved} 件，撤销 {tally.withdrawn} 件，新立 {tally.added} 件"
        )
        write_version(now, plan, found.plan_id, number, words, intake_id)
        history.record(now, actor, "换新版", "plan", found.plan_id, plan_id=found.plan_id, words=words)
        for draft_id, task_id in lines.items():
            Draft.update(task=task_id).where(Draft.id == draft_id).execute()
        close(now, actor, intake, found.plan_id, words)
    return Renewed(
        plan.key,
        number,
        counts[LineChange.ADDED],
        counts[LineChange.CHANGED],
        counts[LineChange.DROPPED],
        tally,
    )


def _paper(intake: Intake, number: int) -> str:
    return f"{intake.doc_no or '《' + intake.title + '》'}（第 {number} 版）"


def _rewrite_head(now: datetime, actor: Actor, plan_id: int, plan: ReviewedPlan, paper: Paper) -> None:
    """The plan's head as the new version has it; the day it was first issued and the office's own settings stay."""
    row = Plan.get_by_id(plan_id)
    before = {name: getattr(row, name) for name in _HEAD}
    period = plan.period
    after: dict[str, Any] = {
        "title": plan.title,
        "doc_no": plan.doc_no,
        "period_start": period.start if period else row.period_start,
        "period_end": period.end if period else row.period_end,
        "period_text": period.text if period else row.period_text,
        "is_comment_draft": plan.is_comment_draft,
        "source_name": plan.source_name,
        "source_sha256": plan.source_sha256,
    }
    issued_on = row.issued_on or plan.issued_on
    Plan.update(**after, issuers=list(plan.issuers) or row.issuers, issued_on=issued_on).where(
        Plan.id == plan_id
    ).execute()
    changed = {name: [str(before[name] or ""), str(after[name] or "")] for name in _HEAD if before[name] != after[name]}
    if changed:
        history.record(now, actor, "改方案概况", "plan", plan_id, plan_id=plan_id, words=paper.name, data=changed)


def _make_way(plan_id: int) -> None:
    """Positions are unique in a plan: every line first steps aside."""
    Task.update(position=Task.position + _OUT_OF_THE_WAY).where(Task.plan == plan_id).execute()


def _apply(
    paper: Paper, found: Comparison, plan: ReviewedPlan, rows: dict[int, Row], tally: Tally
) -> dict[int, int | None]:
    """Every line as decided; returns draft → task."""
    made: dict[int, int | None] = {}
    position = 0
    for line in found.lines:
        row = rows.get(line.draft_id or 0)
        if line.change is LineChange.DROPPED or row is None:
            if line.is_taken and line.task_id is not None:
                _drop(paper, line.task_id, tally)
            continue
        position += 1
        if line.task_id is None:
            made[line.draft_id or 0] = _add(paper, found.plan_id, plan, position, row, tally) if line.is_taken else None
            continue
        made[line.draft_id or 0] = line.task_id
        Task.update(position=position).where(Task.id == line.task_id).execute()
        if line.change is LineChange.SAME:
            Task.update(no=row.no, group=row.group).where(Task.id == line.task_id).execute()
        elif line.is_taken:
            _change(paper, plan, line, row, tally)
    _line_up(found.plan_id, position)
    return made


def _line_up(plan_id: int, position: int) -> None:
    """What the new version does not list, and sub-tasks, stand behind its lines in their old order."""
    rest = Task.select(Task.id).where(Task.plan == plan_id, Task.position > _OUT_OF_THE_WAY).order_by(Task.position)
    for place, (task_id,) in enumerate(list(rest.tuples()), start=position + 1):
        Task.update(position=place).where(Task.id == task_id).execute()


def _add(paper: Paper, plan_id: int, plan: ReviewedPlan, position: int, row: Row, tally: Tally) -> int:
    task_id = write_task(plan, plan_id, position, row)
    task = Task.get_by_id(task_id)
    tally.added += compiled(task, paper.now.date())
    keep_from_text(task, plan.period)
    history.record(paper.now, paper.actor, "新增任务", "task", task_id, plan_id=plan_id, words=paper.name)
    return task_id


def _change(paper: Paper, plan: ReviewedPlan, line: LineDiff, row: Row, tally: Tally) -> None:
    """Rewrite a line; what it said before stands in the history."""
    task = Task.get_by_id(line.task_id)
    before = before_change(task, paper.now.date())
    Task.update(**task_values(row)).where(Task.id == task.id).execute()
    TaskUnit.delete().where(TaskUnit.task == task.id).execute()
    write_task_units(task.id, row, plan.units)
    data = {field.label: [field.before, field.after] for field in line.fields}
    words = f"{paper.name}：改了{'、'.join(data)}"
    history.record(paper.now, paper.actor, "改动任务", "task", task.id, plan_id=task.plan_id, words=words, data=data)
    fresh = Task.get_by_id(task.id)
    _renew_targets(fresh, plan)
    follow(paper, fresh, before, tally)


def _renew_targets(task: Task, plan: ReviewedPlan) -> None:
    """Targets whose words still stand in the text stay with their reported values; others are put aside, new ones written."""
    kept = list(Indicator.select().where(Indicator.task == task.id, Indicator.is_active == True))  # noqa: E712 - SQL
    squeezed = "".join(task.text.split())
    gone = [one.id for one in kept if one.quote and "".join(one.quote.split()) not in squeezed]
    Indicator.update(is_active=False).where(Indicator.id.in_(gone)).execute()
    keep_from_text(task, plan.period, beside={one.quote for one in kept})


def _drop(paper: Paper, task_id: int, tally: Tally) -> None:
    """A line that the new version leaves out, with its sub-tasks. What was closed stays closed; an ending given before stands."""
    for task in Task.select().where((Task.id == task_id) | (Task.parent == task_id)):
        duties = Duty.select().where(Duty.task == task.id, Duty.status.in_(OPEN))
        withdraw(paper, list(duties), tally, "新版不再列入这项任务")
        if task.outcome is None:
            Task.update(outcome=Ending.DROPPED, outcome_why=paper.name).where(Task.id == task.id).execute()
        words = f"{paper.name}：不再列入"
        history.record(paper.now, paper.actor, "不再列入", "task", task.id, plan_id=task.plan_id, words=words)


def _dated(intake: Intake, rows: list[Any], today: date) -> dict[int, Row]:
    """Draft → its reviewed line. Days counted from the issue become a date: the plan's own issue day is another one."""
    desk = desk_of(intake, today)
    lines: dict[int, Row] = {}
    for kept in rows:
        row = reviewed_row(kept)
        if row.deadline.count is not None:
            days = [
                day for kind, day in foresee(desk, row.deadline, row.deadline_text).days if kind is DutyKind.CLOSING
            ]
            if days:
                why = f"{row.deadline.why}；按新版印发日期 {intake.issued_on} 起算"
                fixed = replace(row.deadline, kind=ReadKind.FIXED, due=days[-1], count=None, count_unit=None, why=why)
                row = replace(row, deadline=fixed)
        lines[kept.id] = row
    return lines
