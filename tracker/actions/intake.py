"""Admitting a plan (收文立项): reviewed drafts become Task + Duty + Entry in one transaction. The parser never writes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from tasks_seed.wording import read_deadline
from tracker.actions import history
from tracker.actions.compiling import compile_task
from tracker.actions.indicators import keep_from_text
from tracker.core.deadlines import DeadlineRefused
from tracker.core.refusals import Refused
from tracker.core.words import DeadlineKind, LeadRule, Publicity, UnitRole
from tracker.store.db import transaction
from tracker.store.tables import Duty, Membership, Plan, Task, TaskUnit, Unit, UnitAlias

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tasks_seed.draft import DeadlineReading, Draft
    from tasks_seed.shipped import ShippedPlan, ShippedUnit
    from tracker.core.facts import Actor


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
        _address(plan_row, plan, units)
        tasks = [_write_task(plan, plan_row, position, row, units) for position, row in enumerate(plan.rows, start=1)]
        rows = [Task.get_by_id(task) for task in tasks]
        duties = sum(_compiled(row, now.date()) for row in rows)
        for row in rows:
            keep_from_text(row, plan.period)
        words = f"《{plan.title}》列入台账：{len(plan.rows)} 项任务，{duties} 件责任事项"
        history.record(now, by, "立项", "plan", plan_row, plan_id=plan_row, words=words)
    return Admitted(plan.key, plan.title, len(plan.rows), duties, is_new=True)


def _compiled(task: Task, today: date) -> int:
    """The task's duties; a wording that cannot be compiled is named by its line."""
    try:
        return compile_task(task, today)
    except DeadlineRefused as refused:
        raise Refused(f"任务 {task.no} 的时限“{task.deadline_text or ''}”：{refused.sentence}") from None


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
                defaults={
                    "certain": member.certain,
                    "valid_from": unit.valid_from,
                    "valid_to": unit.valid_to,
                },
            )
    return by_name


def _address(plan_id: int, plan: ShippedPlan, units: dict[str, Unit]) -> None:
    """Where no line names a unit, the collectives to which the plan is addressed (主送机关) owe each line."""
    addressed = [units[name].id for name in plan.addressed if name in units and units[name].is_collective]
    if LeadRule(plan.lead_rule) is LeadRule.ISSUER and addressed:
        row = Plan.get_by_id(plan_id)
        Plan.update(settings={**row.settings, "addressed": addressed}).where(Plan.id == plan_id).execute()


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


def _write_task(plan: ShippedPlan, plan_id: int, position: int, row: Draft, units: dict[str, Unit]) -> int:
    """One line with its units; returns its id."""
    reading = _richer(row, plan)
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
        deadline_kind=DeadlineKind(reading.kind),
        deadline_due=reading.due,
        deadline=_plain(asdict(reading)),
        doubts=list(row.doubts),
        source=_plain(asdict(row.source)),
    ).execute()
    for role, names in ((UnitRole.LEAD, row.lead), (UnitRole.COOPERATING, row.cooperating)):
        for order, name in enumerate(names, start=1):
            unit = _known(units, name, row)
            TaskUnit.insert(task=task_id, unit=unit.id, role=role, position=order, as_written=name).execute()
    return int(task_id)


def _known(units: dict[str, Unit], name: str, row: Draft) -> Unit:
    if name not in units:
        raise Refused(f"任务 {row.no} 的单位“{name}”不在单位表里，请先补上。")
    return units[name]


def _richer(row: Draft, plan: ShippedPlan) -> DeadlineReading:
    """The reviewed reading, with the finer form of the wording that a table's columns do not carry."""
    reviewed = row.deadline
    read = read_deadline(
        row.deadline_text, basis=reviewed.basis or "column", issued_on=plan.issued_on, period=plan.period
    )
    if read.kind != reviewed.kind:
        return reviewed
    return replace(
        reviewed,
        form=read.form,
        until=reviewed.until or read.until,
        milestones=reviewed.milestones or read.milestones,
        count=read.count,
        count_unit=read.count_unit,
        why=reviewed.why or read.why,
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - walks arbitrary JSON-like trees
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def admit_all(now: datetime, plans: Iterable[ShippedPlan]) -> list[Admitted]:
    """Admit several shipped plans, one transaction each."""
    return [admit_shipped(now, plan) for plan in plans]
