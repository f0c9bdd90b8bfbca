"""From a task's wording to duties in the ledger (时限编译): who owes, on which days, written once."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tracker.actions.working_days import working_days
from tracker.core.deadlines import Frame, ReportingCalendar, Span, Terms, compile_duties
from tracker.core.words import DutyKind, UnitRole
from tracker.store.bulk import write_rows
from tracker.store.tables import Duty, Exemption, Membership, Plan, Standing, Task, TaskUnit, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.core.deadlines import Compiled

AHEAD = timedelta(days=400)
_DATES = ("due", "start", "until")
_DATE_LISTS = ("milestones", "alternatives")


def compile_task(task: Task, today: date) -> int:
    """Write the duties of one task up to the rolling horizon; returns how many are new. A second time adds nothing.

    A task whose work has ended (收官结论, 新版不再列入) owes nothing new. Raises `DeadlineRefused` where the wording cannot be
    compiled, for example before the plan's issue date.
    """
    if task.outcome is not None:
        return 0
    plan = task.plan
    owing = owing_units(task, plan.issued_on or plan.period_start)
    return _write(task, owing, owed_of(task, today), today)


def owed_of(task: Task, today: date) -> list[dict[str, Any]]:
    """What each owing unit of a task owes up to the horizon: kind, period, window, due date and why. Nothing is written."""
    return _owed(compile_duties(terms_of(task.deadline, task.deadline_text), frame_of(task.plan, today)))


def frame_of(plan: Plan, today: date) -> Frame:
    """What the plan adds to every wording."""
    admitted_on = plan.admitted_at.date()
    return Frame(
        issued_on=plan.issued_on,
        period=Span(plan.period_start, plan.period_end) if plan.period_start and plan.period_end else None,
        calendar=calendar_of(plan),
        admitted_on=admitted_on,
        horizon_end=today + AHEAD,
        workdays=working_days(),
    )


def calendar_of(plan: Plan) -> ReportingCalendar | None:
    """The plan's reporting calendar (报送日历), from the document or set by the office; None where nobody set one."""
    settings: dict[str, Any] = plan.settings or {}
    return reporting_calendar(settings.get("reporting"))


def reporting_calendar(reporting: Mapping[str, Any] | None) -> ReportingCalendar | None:
    """A reporting calendar as it is kept: `days` as pairs of month and day, or `after` a period's end."""
    if not reporting:
        return None
    days = tuple((month, day) for month, day in reporting.get("days") or ())
    return ReportingCalendar(days=days, after=None if days else reporting.get("after"))


def terms_of(reading: Mapping[str, Any], wording: str | None) -> Terms:
    """The compiler's terms from the in-tray's reading, field by field; dates may stand as ISO text, as the ledger keeps them."""
    known = {each.name for each in fields(Terms)}
    values: dict[str, Any] = {name: value for name, value in reading.items() if name in known}
    for name in _DATES:
        values[name] = _day(values.get(name))
    for name in _DATE_LISTS:
        values[name] = tuple(_day(day) for day in values.get(name) or ())
    values["doubts"] = tuple(values.get("doubts") or ())
    values["wording"] = wording or ""
    return Terms(**values)


def owing_units(task: Task, day: date | None) -> dict[int, int | None]:
    """Who owes: unit → the collective through which it owes (None: in its own name).

    Each certain member of a collective owes, whatever the collective's role, and so does each member of a collective to which
    the whole plan is addressed (主送机关) where no units are named; a single unit owes only when it leads. `day` picks the
    members that belonged to the collective then.
    """
    owing: dict[int, int | None] = {}
    rows = TaskUnit.select(TaskUnit, Unit).join(Unit).where(TaskUnit.task == task.id)
    for row in sorted(rows, key=lambda row: (row.role is not UnitRole.LEAD, row.position)):
        if row.unit.is_collective:
            for member in members_of(row.unit_id, day):
                owing.setdefault(member, row.unit_id)
        elif row.role is UnitRole.LEAD:
            owing.setdefault(row.unit_id, None)
    for collective in (task.plan.settings or {}).get("addressed") or ():
        for member in members_of(collective, day):
            owing.setdefault(member, collective)
    return owing


def members_of(collective_id: int, day: date | None) -> list[int]:
    """The certain members of a collective on `day` (None: whenever)."""
    rows = Membership.select(Membership.member, Membership.valid_from, Membership.valid_to).where(
        Membership.collective == collective_id,
        Membership.certain == True,  # noqa: E712 - SQL
    )
    return [
        member_id
        for member_id, first, last in rows.order_by(Membership.id).tuples()
        if day is None or ((first or day) <= day <= (last or day))
    ]


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _owed(compiled: Compiled) -> list[dict[str, Any]]:
    """What each owing unit owes: the dated duties, or one without a date, so that progress has a place and says why."""
    if not compiled.duties:
        reasons = [flag.label for flag in compiled.flags] + list(compiled.asks)
        why = [*(reasons or ["原文未写时限。"]), "所以没有日期，不催办，随时可以报进展。"]
        return [{"kind": DutyKind.CLOSING, "period": "undated", "due": None, "window_open": None, "why": why}]
    return [
        {
            "kind": DutyKind(duty.kind),
            "period": duty.key,
            "window_open": duty.window_open,
            "due": duty.due,
            "why": [*duty.why.steps, duty.why.conclusion],
        }
        for duty in compiled.duties
    ]


def _write(task: Task, owing: dict[int, int | None], owed: Sequence[dict[str, Any]], today: date) -> int:
    kept = set(
        Duty.select(Duty.unit, Duty.kind, Duty.period).where(Duty.task == task.id).tuples(),
    )
    exempt = {
        unit
        for (unit,) in Exemption.select(Exemption.unit)
        .where(Exemption.task == task.id, Exemption.lifted_at.is_null())
        .tuples()
    }
    settled = {unit for (unit,) in Standing.select(Standing.unit).where(Standing.task == task.id).tuples()}
    dated = {unit for unit, _, period in kept if period != "undated"}
    rows = [
        {
            "plan": task.plan_id,
            "task": task.id,
            "unit": unit_id,
            "collective": collective,
            "due_original": one["due"],
            "admitted_on": today,
            "is_exempt": unit_id in exempt,
            "next_look_on": today if one["due"] and unit_id not in exempt else None,
            **one,
        }
        for unit_id, collective in owing.items()
        if unit_id not in settled
        for one in owed
        if (unit_id, one["kind"], one["period"]) not in kept and not (unit_id in dated and one["period"] == "undated")
    ]
    write_rows(Duty, rows, skip_known=True)
    return len(rows)
