"""The example plan with many more duties: every status, lamp and kind of date, members of a collective, requests and listings."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from example import ADMITTED, add_people, example_plan

from tracker.actions.intake import admit_shipped
from tracker.core.words import (
    CaseStatus,
    DeadlineKind,
    DutyKind,
    DutyStatus,
    LeadRule,
    ReportKind,
    ReportStatus,
    RequestStatus,
)
from tracker.store.tables import (
    Case,
    Duty,
    Exemption,
    Extension,
    Membership,
    Objection,
    Person,
    Plan,
    Report,
    Task,
    Unit,
)
from tracker.timekeeper import SHANGHAI

KEY = "example-2023"
TODAY = date(2025, 12, 18)
_BATCH = 80
_AWAY = (None, -400, -60, -3, 0, 1, 6, 13, 14, 20, 29, 30, 45, 200)
_STATUSES = (
    DutyStatus.ACTIVE,
    DutyStatus.ACTIVE,
    DutyStatus.SUBMITTED,
    DutyStatus.CLOSED,
    DutyStatus.ACTIVE,
    DutyStatus.WITHDRAWN,
    DutyStatus.CLOSED,
)


def admit_example() -> int:
    """The example plan with its people; its id."""
    admit_shipped(ADMITTED, example_plan())
    add_people()
    return int(Plan.select(Plan.id).where(Plan.key == KEY).scalar())


def add_counties(count: int) -> int:
    """So many more members of 各区政府; the collective's id."""
    collective = int(Unit.select(Unit.id).where(Unit.is_collective == True).scalar())  # noqa: E712 - SQL
    there = Unit.select().where(Unit.name.endswith("县")).count()
    for number in range(there, there + count):
        name = f"第{number + 1}县"
        member = Unit.insert(region="示例市", name=name, full_name=name).execute()
        Membership.insert(collective=collective, member=member).execute()
    return collective


def add_tasks(plan: int, count: int) -> list[int]:
    """So many more lines, the last of them without a heading; their ids."""
    return [
        Task.insert(
            plan=plan,
            position=100 + number,
            no=f"新{number + 1}",
            group=("一、扩大供给", "三、加强保障 & “支撑”", "")[number % 3],
            text=f"第 {number + 1} 项新增任务，逐步建立长效机制。",
            lead_rule=LeadRule.EXPLICIT,
            deadline_text="每季度末",
            deadline_kind=DeadlineKind.RECURRING,
            deadline={},
        ).execute()
        for number in range(count)
    ]


def grow(plan: int, tasks: list[int], count: int) -> None:
    """So many more duties over these tasks and every unit, some through the collective."""
    units = [row.id for row in Unit.select(Unit.id).where(Unit.is_collective == False).order_by(Unit.id)]  # noqa: E712
    collective = int(Unit.select(Unit.id).where(Unit.is_collective == True).scalar())  # noqa: E712 - SQL
    members = {row.member_id for row in Membership.select().where(Membership.collective == collective)}
    rows = [_duty(plan, tasks, units, members, collective, number) for number in range(count)]
    for start in range(0, count, _BATCH):
        Duty.insert_many(rows[start : start + _BATCH]).execute()
    _requests_and_listings(plan)


def _duty(plan, tasks, units, members, collective, number):
    away = _AWAY[number % len(_AWAY)]
    status = _STATUSES[number % len(_STATUSES)] if number % 3 else DutyStatus.ACTIVE
    due = None if away is None else TODAY + timedelta(days=away)
    unit = units[number % len(units)]
    return {
        "plan": plan,
        "task": tasks[number % len(tasks)],
        "unit": unit,
        "collective": collective if unit in members else None,
        "kind": (DutyKind.REPORT, DutyKind.CLOSING)[number % 2],
        "period": f"p{number}",
        "window_open": None if due is None or number % 5 else due - timedelta(days=10),
        "due": due,
        "due_original": None if due is None else due - timedelta(days=40 if number % 9 == 0 else 0),
        "why": [],
        "status": status,
        "is_exempt": number % 23 == 0,
        "admitted_on": ADMITTED.date(),
        "waiting_since": TODAY - timedelta(days=number % 12) if status is DutyStatus.SUBMITTED else None,
        "closed_at": _closed(number) if status is DutyStatus.CLOSED else None,
    }


def _closed(number: int) -> datetime:
    return datetime(2025, 1 + number % 12, 10, 23, 30, tzinfo=SHANGHAI)


def _requests_and_listings(plan: int) -> None:
    person = Person.select().first().id
    moment = datetime(2025, 12, 1, 9, 0, tzinfo=SHANGHAI)
    active = Duty.select().where(Duty.plan == plan, Duty.status == DutyStatus.ACTIVE, Duty.period.startswith("p"))
    ids = [row.id for row in active.order_by(Duty.id)]
    for at, duty in enumerate(ids):
        if at % 11 == 0:
            _request(Extension, duty, person, moment)
        elif at % 13 == 0:
            _request(Objection, duty, person, moment)
        elif at % 17 == 0:
            Case.insert(
                duty=duty,
                plan=plan,
                status=CaseStatus.LISTED,
                facts="逾期",
                proposed_at=moment,
                decided_at=moment,
                number=f"示督〔2025〕{at}号",
            ).execute()
    submitted = Duty.select(Duty.id).where(Duty.plan == plan, Duty.status == DutyStatus.SUBMITTED)
    for row in submitted:
        Report.insert(
            duty=row.id,
            kind=ReportKind.CLOSURE,
            author=person,
            progress="已办结。",
            status=ReportStatus.SUBMITTED,
            submitted_at=moment,
        ).execute()
    exempt = Duty.select(Duty.task, Duty.unit).where(Duty.plan == plan, Duty.is_exempt == True).distinct()  # noqa: E712
    for task, unit in exempt.tuples():
        Exemption.insert(task=task, unit=unit, reason="本县没有这类学校", at=moment).execute()


def _request(table, duty: int, person: int, moment: datetime) -> None:
    values = {"duty": duty, "status": RequestStatus.PENDING, "reason": "会签未完"}
    if table is Extension:
        values |= {"asked_by": person, "asked_at": moment, "due_then": TODAY, "until": TODAY}
        values |= {"done_so_far": "已起草", "plan": "月底前办结"}
    else:
        values |= {"made_by": person, "made_at": moment}
    table.insert(values).execute()
