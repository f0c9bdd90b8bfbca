"""Admitting a plan (收文立项): reviewed drafts become Task + Duty + Entry in one transaction. The parser never writes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from tasks_seed.draft import Period
from tasks_seed.wording import read_deadline
from tracker.actions import history
from tracker.actions.working_days import working_days
from tracker.core.deadlines import Frame, ReportingCalendar, Span, Terms, compile_duties
from tracker.core.refusals import Refused
from tracker.core.words import DeadlineKind, DutyKind, LeadRule, Publicity, UnitRole
from tracker.store.db import transaction
from tracker.store.tables import Duty, Membership, Plan, Task, TaskUnit, Unit, UnitAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from tasks_seed.draft import DeadlineReading, Draft
    from tasks_seed.shipped import ShippedPlan, ShippedUnit
    from tracker.core.deadlines import Compiled
    from tracker.core.facts import Actor

HORIZON = timedelta(days=400)
_BATCH = 300


@dataclass(frozen=True, slots=True)
class Admitted:
    """What an admission wrote (立项结果). `is_new` is False where the plan stood in the ledger already."""

    key: str
    title: str
    tasks: int
    duties: int
    is_new: bool


def admit_shipped(now: datetime, plan: ShippedPlan, *, by: Actor | None = None) -> Admitted:
    """Admit a plan that ships with the product; a second time changes nothing."""
    with transaction():
        existing = Plan.get_or_none(Plan.key == plan.key)
        if existing is not None:
            tasks = Task.select().where(Task.plan == existing.id).count()
            duties = Duty.select().where(Duty.plan == existing.id).count()
            return Admitted(plan.key, existing.title, tasks, duties, is_new=False)
        plan_row = _write_plan(now, plan)
        units = _write_units(plan)
        frame = _frame(plan, now.date())
        duties = sum(
            _write_task(plan_row, position, row, units, frame, now.date())
            for position, row in enumerate(plan.rows, start=1)
        )
        words = f"《{plan.title}》列入台账：{len(plan.rows)} 项任务，{duties} 件责任事项"
        history.record(now, by, "立项", "plan", plan_row, plan_id=plan_row, words=words)
    return Admitted(plan.key, plan.title, len(plan.rows), duties, is_new=True)


def terms_of(reading: DeadlineReading, wording: str | None) -> Terms:
    """The compiler's terms from the in-tray's reading, field by field (the two rooms do not know each other)."""
    values: dict[str, Any] = {
        name: value for name, value in asdict(reading).items() if name in Terms.__dataclass_fields__
    }
    values["kind"] = DeadlineKind(values["kind"])
    values["wording"] = wording or ""
    return Terms(**values)


def _write_plan(now: datetime, plan: ShippedPlan) -> int:
    return int(
        Plan.insert(
            key=plan.key,
            title=plan.title,
            doc_no=plan.doc_no,
            issuers=list(plan.issuers),
            issued_on=plan.issued_on,
            period_start=plan.period.start,
            period_end=plan.period.end,
            period_text=plan.period.text,
            region=plan.region,
            level=plan.level,
            lead_rule=LeadRule(plan.lead_rule),
            lead_rule_why=plan.lead_rule_why,
            publicity=Publicity(plan.publicity),
            is_comment_draft=plan.is_comment_draft,
            settings={"reporting": {**asdict(plan.reporting), "declared": plan.reporting_declared}},
            source_name=plan.source_name,
            source_sha256=plan.source_sha256,
            admitted_at=now,
        ).execute()
    )


def _write_units(plan: ShippedPlan) -> dict[str, Unit]:
    """Every unit of the plan's table, by the name the table uses; collectives with their members."""
    by_name: dict[str, Unit] = {}
    for unit in plan.units:
        row = _unit(unit)
        by_name[unit.name] = row
        for alias in unit.aliases:
            UnitAlias.get_or_create(unit=row.id, alias=alias)
    for unit in plan.units:
        for member in unit.members:
            Membership.get_or_create(
                collective=by_name[unit.name].id,
                member=by_name[member.name].id,
                defaults={"certain": member.certain},
            )
    return by_name


def _unit(unit: ShippedUnit) -> Unit:
    row, _ = Unit.get_or_create(
        region=unit.region,
        name=unit.name,
        defaults={
            "full_name": unit.canonical,
            "level": unit.level,
            "function": unit.function,
            "is_collective": unit.is_collective,
        },
    )
    return cast("Unit", row)


def _frame(plan: ShippedPlan, admitted_on: date) -> Frame:
    return Frame(
        issued_on=plan.issued_on,
        period=Span(plan.period.start, plan.period.end),
        calendar=ReportingCalendar(days=plan.reporting.days, after=plan.reporting.after),
        admitted_on=admitted_on,
        horizon_end=admitted_on + HORIZON,
        workdays=working_days(),
    )


def _write_task(
    plan_id: int, position: int, row: Draft, units: dict[str, Unit], frame: Frame, admitted_on: date
) -> int:
    """One line with its units and duties; returns how many duties it made."""
    task_id = Task.insert(
        plan=plan_id,
        position=position,
        list_name=row.list_name,
        no=row.no,
        group=row.group,
        title=row.title,
        text=row.text,
        text_as_read=row.text_as_read,
        lead_rule=LeadRule(row.lead_rule),
        units_raw=row.units_raw,
        deadline_text=row.deadline_text,
        deadline_kind=DeadlineKind(row.deadline.kind),
        deadline_due=row.deadline.due,
        deadline=_plain(asdict(row.deadline)),
        doubts=list(row.doubts),
        source=_plain(asdict(row.source)),
    ).execute()
    owing: dict[int, int | None] = {}  # unit -> the collective through which it owes
    for role, names in ((UnitRole.LEAD, row.lead), (UnitRole.COOPERATING, row.cooperating)):
        for order, name in enumerate(names, start=1):
            unit = _known(units, name, row)
            TaskUnit.insert(task=task_id, unit=unit.id, role=role, position=order, as_written=name).execute()
            for owner in _owners(unit, role):
                owing.setdefault(owner, unit.id if unit.is_collective else None)
    owed = _owed(compile_duties(terms_of(_richer(row, frame), row.deadline_text), frame))
    _write_duties(plan_id, int(task_id), owing, owed, admitted_on)
    return len(owing) * len(owed)


def _known(units: dict[str, Unit], name: str, row: Draft) -> Unit:
    if name not in units:
        raise Refused(f"任务 {row.no} 的单位“{name}”不在单位表里，请先补上。")
    return units[name]


def _owners(unit: Unit, role: UnitRole) -> list[int]:
    """Who owes: each certain member of a collective, whatever its role; a single unit only when it leads."""
    if unit.is_collective:
        rows = Membership.select().where(Membership.collective == unit.id, Membership.certain == True)  # noqa: E712 - SQL
        return [row.member_id for row in rows]
    return [unit.id] if role is UnitRole.LEAD else []


def _richer(row: Draft, frame: Frame) -> DeadlineReading:
    """The reviewed reading, with the finer form of the wording that a table's columns do not carry."""
    period = None
    if frame.period is not None:
        period = Period(frame.period.start, frame.period.end)
    reviewed = row.deadline
    read = read_deadline(row.deadline_text, basis=reviewed.basis or "column", issued_on=frame.issued_on, period=period)
    if read.kind != reviewed.kind:
        return reviewed
    return replace(
        read,
        due=reviewed.due,
        start=reviewed.start,
        rrule=reviewed.rrule,
        basis=reviewed.basis,
        alternatives=reviewed.alternatives,
        why=reviewed.why or read.why,
    )


def _owed(compiled: Compiled) -> list[dict[str, Any]]:
    """What each owing unit owes: the dated duties, or one without a date, so that progress has a place and says why."""
    if not compiled.duties:
        reasons = [flag.label for flag in compiled.flags] + list(compiled.asks)
        why = [*(reasons or ["原文未写时限。"]), "所以没有日期，不催办，随时可以报进展。"]
        return [{"kind": DutyKind.CLOSING, "period": "undated", "due_original": None, "due": None, "why": why}]
    return [
        {
            "kind": DutyKind(duty.kind),
            "period": duty.key,
            "window_open": duty.window_open,
            "due_original": duty.due,
            "due": duty.due,
            "why": [*duty.why.steps, duty.why.conclusion],
        }
        for duty in compiled.duties
    ]


def _write_duties(
    plan_id: int, task_id: int, owing: dict[int, int | None], owed: Sequence[dict[str, Any]], admitted_on: date
) -> None:
    rows = [
        {
            "plan": plan_id,
            "task": task_id,
            "unit": unit_id,
            "collective": collective,
            "admitted_on": admitted_on,
            "next_look_on": admitted_on if one["due"] else None,
            **one,
        }
        for unit_id, collective in owing.items()
        for one in owed
    ]
    for start in range(0, len(rows), _BATCH):
        Duty.insert_many(rows[start : start + _BATCH]).execute()


def _plain(value: Any) -> Any:  # noqa: ANN401 - walks arbitrary JSON-like trees
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def admit_all(now: datetime, plans: Iterable[ShippedPlan]) -> list[Admitted]:
    """Admit several shipped plans, one transaction each."""
    return [admit_shipped(now, plan) for plan in plans]
