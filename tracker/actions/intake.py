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
from tracker.store.bulk import write_rows
from tracker.store.db import transaction
from tracker.store.tables import Duty, Membership, Plan, PlanVersion, Task, TaskUnit, Unit, UnitAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from tasks_seed.draft import DeadlineReading, Draft, Period
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


@dataclass(frozen=True, slots=True)
class ReviewedPlan:
    """A plan whose every line was reviewed (校核过的方案), whether on the review desk or in the tables that ship.

    `units` maps each name that the rows use to its unit; `addressed` are the collectives that owe each line where no units are named;
    `reporting` is the calendar as a plan's settings keep it.
    """

    key: str
    title: str
    doc_no: str | None
    issuers: tuple[str, ...]
    issued_on: date | None
    period: Period | None
    region: str
    level: str
    lead_rule: LeadRule
    lead_rule_why: str
    publicity: Publicity
    is_comment_draft: bool
    reporting: dict[str, Any] | None
    addressed: tuple[int, ...]
    source_name: str
    source_sha256: str
    rows: tuple[Draft, ...]
    units: Mapping[str, int]


def admit_reviewed(
    now: datetime, plan: ReviewedPlan, *, by: Actor | None, intake_id: int | None = None
) -> tuple[int, list[int]]:
    """The one way into the ledger (入账): Plan + Tasks + Duties + version 1 + Entry, in the caller's transaction.

    Returns the plan's id and its tasks' ids in the order of the rows. A wording that cannot be compiled is named by its line.
    """
    plan_id = _write_plan(now, plan)
    tasks = [write_task(plan, plan_id, position, row) for position, row in enumerate(plan.rows, start=1)]
    duties = 0
    for task_id in tasks:
        task = Task.get_by_id(task_id)
        duties += compiled(task, now.date())
        keep_from_text(task, plan.period)
    words = f"《{plan.title}》列入台账：{len(plan.rows)} 项任务，{duties} 件责任事项"
    write_version(now, plan, plan_id, 1, words, intake_id)
    history.record(now, by, "立项", "plan", plan_id, plan_id=plan_id, words=words)
    return plan_id, tasks


def admit_shipped(now: datetime, plan: ShippedPlan, *, by: Actor | None = None) -> Admitted:
    """Admit a plan that ships with the product; a second time changes nothing."""
    with transaction():
        existing = Plan.get_or_none(Plan.key == plan.key)
        if existing is not None:
            tasks = Task.select().where(Task.plan == existing.id).count()
            duties = Duty.select().where(Duty.plan == existing.id).count()
            return Admitted(plan.key, existing.title, tasks, duties, is_new=False)
        plan_id, rows = admit_reviewed(now, _reviewed(plan, _write_units(plan)), by=by)
        duties = Duty.select().where(Duty.plan == plan_id).count()
    return Admitted(plan.key, plan.title, len(rows), duties, is_new=True)


def compiled(task: Task, today: date) -> int:
    """The task's duties; a wording that cannot be compiled is named by its line."""
    try:
        return compile_task(task, today)
    except DeadlineRefused as refused:
        raise Refused(f"任务 {task.no} 的时限“{task.deadline_text or ''}”：{refused.sentence}") from None


def write_version(
    now: datetime, plan: ReviewedPlan, plan_id: int, number: int, words: str, intake_id: int | None
) -> None:
    """Which document the plan's lines come from now (方案版本)."""
    PlanVersion.insert(
        plan=plan_id,
        number=number,
        intake=intake_id,
        doc_no=plan.doc_no or "",
        issued_on=plan.issued_on,
        source_name=plan.source_name,
        source_sha256=plan.source_sha256,
        words=words,
        at=now,
    ).execute()


def _reviewed(plan: ShippedPlan, units: Mapping[str, Unit]) -> ReviewedPlan:
    """A shipped plan as a reviewed one; its rows with the finer form of the wording that a table's columns do not carry."""
    addressed = [units[name].id for name in plan.addressed if name in units and units[name].is_collective]
    return ReviewedPlan(
        key=plan.key,
        title=plan.title,
        doc_no=plan.doc_no,
        issuers=plan.issuers,
        issued_on=plan.issued_on,
        period=plan.period,
        region=plan.region,
        level=plan.level,
        lead_rule=LeadRule(plan.lead_rule),
        lead_rule_why=plan.lead_rule_why,
        publicity=Publicity(plan.publicity),
        is_comment_draft=plan.is_comment_draft,
        reporting={**asdict(plan.reporting), "declared": plan.reporting_declared},
        addressed=tuple(addressed) if LeadRule(plan.lead_rule) is LeadRule.ISSUER else (),
        source_name=plan.source_name,
        source_sha256=plan.source_sha256,
        rows=tuple(replace(row, deadline=_richer(row, plan)) for row in plan.rows),
        units={name: unit.id for name, unit in units.items()},
    )


def _write_plan(now: datetime, plan: ReviewedPlan) -> int:
    settings: dict[str, Any] = {"reporting": plan.reporting} if plan.reporting else {}
    if plan.addressed:
        settings["addressed"] = list(plan.addressed)
    return int(
        Plan.insert(
            key=plan.key,
            title=plan.title,
            doc_no=plan.doc_no,
            issuers=list(plan.issuers),
            issued_on=plan.issued_on,
            period_start=plan.period.start if plan.period else None,
            period_end=plan.period.end if plan.period else None,
            period_text=plan.period.text if plan.period else "",
            region=plan.region,
            level=plan.level,
            lead_rule=plan.lead_rule,
            lead_rule_why=plan.lead_rule_why,
            publicity=plan.publicity,
            is_comment_draft=plan.is_comment_draft,
            settings=settings,
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


def write_task(plan: ReviewedPlan, plan_id: int, position: int, row: Draft) -> int:
    """One line with its units; returns its id."""
    task_id = Task.insert(plan=plan_id, position=position, **task_values(row)).execute()
    write_task_units(int(task_id), row, plan.units)
    return int(task_id)


def task_values(row: Draft) -> dict[str, Any]:
    """What a reviewed line says, as the ledger keeps it; its units stand apart."""
    return {
        "list_name": row.list_name,
        "no": row.no,
        "group": row.group,
        "title": row.title,
        "text": row.text,
        "text_as_read": row.text_as_read,
        "lead_rule": LeadRule(row.lead_rule),
        "units_raw": row.units_raw,
        "deadline_text": row.deadline_text,
        "deadline_kind": DeadlineKind(row.deadline.kind),
        "deadline_due": row.deadline.due,
        "deadline": _plain(asdict(row.deadline)),
        "doubts": list(row.doubts),
        "source": _plain(asdict(row.source)),
    }


def write_task_units(task_id: int, row: Draft, units: Mapping[str, int]) -> None:
    """Who leads and who cooperates, as written. Two names of one unit stand once, as the first."""
    written: dict[int, dict[str, Any]] = {}
    for role, names in ((UnitRole.LEAD, row.lead), (UnitRole.COOPERATING, row.cooperating)):
        for order, name in enumerate(names, start=1):
            unit_id = _known(units, name, row)
            one = {"task": task_id, "unit": unit_id, "role": role, "position": order, "as_written": name}
            written.setdefault(unit_id, one)
    write_rows(TaskUnit, list(written.values()))


def _known(units: Mapping[str, int], name: str, row: Draft) -> int:
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
