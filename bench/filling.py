"""A big database (大库): plans, tasks, units and duties by bulk insert, with rows as real plans have them; on both engines.

`fill(1_000_000, 1_000)` takes about half a minute on SQLite. Rows are valid (foreign keys, unique keys, words, JSON), but nothing
stands behind them: no history, no reports. The calendars' triggers rest while rows are written; `marks=True` then marks every
new duty for the calendars, as the triggers would have done.

Usage: python -m bench.filling DATABASE_URL DUTIES PLANS
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from peewee import PostgresqlDatabase, fn

from tracker.core.words import (
    CaseStatus,
    DeadlineKind,
    DutyKind,
    DutyStatus,
    LeadRule,
    PlanStatus,
    Publicity,
    UnitRole,
)
from tracker.store import db
from tracker.store.tables import Case, Duty, Membership, Plan, Task, TaskUnit, Unit, database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracker.store.tables import Table

TODAY = date(2026, 11, 20)
REGION = "演示省示范市"
_GROUP, _UNDATED, _EXEMPT = 10, 999, 998
_DEPARTMENTS = [
    "教育",
    "发展改革",
    "民政",
    "财政",
    "人力资源社会保障",
    "卫生健康",
    "残联",
    "住房城乡建设",
    "自然资源",
    "公安",
    "交通运输",
    "文化旅游",
]
_WORK = (
    "建设资源教室并配齐设备",
    "落实适龄残疾儿童一人一案安置",
    "按标准配备特殊教育专任教师",
    "落实生均公用经费",
    "开展送教上门和康复训练",
    "完成校舍无障碍改造",
    "建立随班就读工作机制",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows are shared out. `per_task` duties a task, each of another of `units` members of the collective.

    Of 1,000 duties `closed` are closed, `submitted` wait for review, `late` are open past their date, `listed` of those are
    listed; `look_now` duties in all are due for a look of the clock on `TODAY`, every other open one later.
    """

    per_task: int = 10
    units: int = 100
    closed: int = 300
    submitted: int = 40
    late: int = 80
    listed: int = 2
    look_now: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written: keys of the plans, ids of the members that owe, number of tasks and duties."""

    plans: tuple[str, ...]
    units: tuple[int, ...]
    tasks: int
    duties: int


def fill(duties: int, plans: int, shape: Shape = Shape(), *, key: str = "big", marks: bool = False) -> Filled:
    """Add `duties` duties in `plans` plans to the open, migrated database; the plans' keys begin with `<key>-1`.

    Raises `ValueError` where a task would name a unit twice (`per_task` above `units`).
    """
    if shape.per_task > shape.units:
        raise ValueError(f"a task of {shape.per_task} duties needs as many units, there are {shape.units}")
    with db.connected():
        with db.transaction(), _calendars_at_rest():
            before = _last(Duty)
            members, departments, collective = _units(shape.units, key)
            plan_ids = _plans(plans, key)
            tasks = _tasks(duties, plan_ids, shape, departments, collective)
            _duties(tasks, shape, members, collective)
            if marks:
                mark = "INSERT INTO feed_mark (about, about_id) SELECT 'duty', id FROM duty WHERE id > "
                database.execute_sql(f"{mark}{before}")
        if _is_postgresql():
            database.execute_sql("ANALYZE")
    keys = tuple(f"{key}-{number}" for number in range(1, plans + 1))
    return Filled(keys, tuple(members), len(tasks), duties)


def _units(count: int, key: str) -> tuple[list[int], list[int], int]:
    start = _last(Unit)
    region = REGION if start == 0 else f"{REGION}（{key}）"
    names = [
        *((f"第{n}县", f"示范市第{n}县人民政府", "县", "政府", False) for n in range(1, count + 1)),
        *((f"市{name}局", f"示范市{name}局", "市", name, False) for name in _DEPARTMENTS),
        ("各县（市、区）", "各县（市、区）人民政府", "县", "政府", True),
    ]
    rows = [(start + at, region, *each) for at, each in enumerate(names, 1)]
    _put(Unit, ("id", "region", "name", "full_name", "level", "function", "is_collective"), rows)
    members = [row[0] for row in rows[:count]]
    departments = [row[0] for row in rows[count:-1]]
    collective = rows[-1][0]
    first = _last(Membership) + 1
    memberships = ((first + at, collective, member, True) for at, member in enumerate(members))
    _put(Membership, ("id", "collective_id", "member_id", "certain"), memberships)
    return members, departments, collective


def _plans(count: int, key: str) -> list[int]:
    start, at = _last(Plan), _moment(TODAY)
    issuers = '["示范市教育局", "示范市财政局"]'
    rows = (
        (start + n, f"{key}-{n}", f"示范市特殊教育发展提升行动计划（第{n}号）", f"示教〔2026〕{n}号", issuers, "2026-01-05",
         "2026-01-01", "2027-12-31", "2026—2027年", REGION, "市", str(LeadRule.EXPLICIT), "", str(Publicity.PUBLIC),
         False, "{}", "", "", at, str(PlanStatus.IN_FORCE))
        for n in range(1, count + 1)
    )  # fmt: skip
    columns = (
        "id", "key", "title", "doc_no", "issuers", "issued_on", "period_start", "period_end", "period_text", "region", "level",
        "lead_rule", "lead_rule_why", "publicity", "is_comment_draft", "settings", "source_name", "source_sha256",
        "admitted_at", "status",
    )  # fmt: skip
    _put(Plan, columns, rows)
    return list(range(start + 1, start + count + 1))


def _tasks(
    duties: int, plans: list[int], shape: Shape, departments: list[int], collective: int
) -> list[tuple[int, int, int]]:
    """Writes the tasks; returns (task, plan, number of duties) of each."""
    start = _last(Task)
    tasks: list[tuple[int, int, int]] = []
    for plan, owed in _shared(duties, plans):
        sizes = (min(shape.per_task, owed - done) for done in range(0, owed, shape.per_task))
        tasks += [(start + len(tasks) + at, plan, size) for at, size in enumerate(sizes, 1)]
    _put(Task, _TASK_COLUMNS, _task_rows(tasks))
    first = _last(TaskUnit) + 1
    named = (row for task, _, _ in tasks for row in _named(task, departments, collective))
    _put(
        TaskUnit,
        ("id", "task_id", "unit_id", "role", "position", "as_written"),
        ((first + at, *row) for at, row in enumerate(named)),
    )
    return tasks


_TASK_COLUMNS = (
    "id", "plan_id", "position", "list_name", "no", "group", "title", "text", "lead_rule", "units_raw", "deadline_text",
    "deadline_kind", "deadline_due", "deadline", "doubts", "source", "outcome_why",
)  # fmt: skip


def _task_rows(tasks: list[tuple[int, int, int]]) -> Iterator[tuple[Any, ...]]:
    last, position = 0, 0
    for task, plan, _ in tasks:
        position, last = (position + 1 if plan == last else 1), plan
        work = _WORK[task % len(_WORK)]
        text = f"{work}（第{position}项）。对照年度目标逐校逐人核对，明确责任科室和经办人，按季度报送进展并附佐证材料，完成后申请销号。"
        due, at = _due(task, is_late=task % 9 == 0), (position - 1) // _GROUP
        kind = DeadlineKind.FIXED if task % 5 else DeadlineKind.RECURRING
        yield (
            task, plan, position, "tasks", str(position), f"{at + 1}、{_WORK[at % len(_WORK)]}", work, text,
            str(LeadRule.EXPLICIT), "市教育局牵头", f"{due.year}年{due.month}月底前", str(kind), due, f'{{"due": "{due}"}}', "[]",
            '{"line": 1}', "",
        )  # fmt: skip


def _named(task: int, departments: list[int], collective: int) -> Iterator[tuple[Any, ...]]:
    for position in range(3):
        place = (task + position) % len(departments)
        role = UnitRole.COOPERATING if position else UnitRole.LEAD
        yield task, departments[place], str(role), max(position, 1), f"市{_DEPARTMENTS[place]}局"
    yield task, collective, str(UnitRole.COOPERATING), 3, "各县（市、区）"


def _duties(tasks: list[tuple[int, int, int]], shape: Shape, members: list[int], collective: int) -> None:
    start, first_case = _last(Duty), _last(Case) + 1
    listed: list[tuple[int, int]] = []
    _put(Duty, _DUTY_COLUMNS, _duty_rows(tasks, start, shape, members, collective, listed))
    at = _moment(TODAY)
    cases = ((first_case + n, duty, plan, str(CaseStatus.LISTED), "逾期未办结", at, at, "", "", "", "", "", False, "", 0)
             for n, (duty, plan) in enumerate(listed))  # fmt: skip
    columns = (
        "id", "duty_id", "plan_id", "status", "facts", "proposed_at", "decided_at", "basis", "supervising_unit", "responsible",
        "opinion", "release_opinion", "is_public", "reply", "rebounds",
    )  # fmt: skip
    _put(Case, columns, cases)


_DUTY_COLUMNS = (
    "id", "plan_id", "task_id", "unit_id", "collective_id", "kind", "period", "window_open", "due_original", "due", "why",
    "status", "is_exempt", "admitted_on", "waiting_since", "reopened", "closed_at", "next_look_on", "revision",
)  # fmt: skip


def _duty_rows(
    tasks: list[tuple[int, int, int]],
    start: int,
    shape: Shape,
    members: list[int],
    collective: int,
    listed: list[tuple[int, int]],
) -> Iterator[tuple[Any, ...]]:
    admitted, why, looks = TODAY - timedelta(days=200), '["任务正文写明了日期。"]', shape.look_now
    closed_at = _moment(TODAY - timedelta(days=20))
    duty = start
    for task, plan, size in tasks:
        for place in range(size):
            duty += 1
            share = duty * 7919 % 1000  # a prime walks through the thousandths evenly
            status, is_late = _state(share, shape)
            due = None if share == _UNDATED else _due(duty, is_late=is_late)
            if is_late and share - shape.closed - shape.submitted < shape.listed:
                listed.append((duty, plan))
            look = None
            if status is DutyStatus.ACTIVE and due is not None:
                look, looks = (TODAY, looks - 1) if looks > 0 else (TODAY + timedelta(days=1 + duty % 30), 0)
            yield (
                duty, plan, task, members[(task + place) % len(members)], collective, str(DutyKind.CLOSING), "once",
                due and due - timedelta(days=120), due, due, why, str(status), share == _EXEMPT, admitted,
                TODAY - timedelta(days=3) if status is DutyStatus.SUBMITTED else None, 0,
                closed_at if status is DutyStatus.CLOSED else None, look, 0,
            )  # fmt: skip


def _state(share: int, shape: Shape) -> tuple[DutyStatus, bool]:
    if share < shape.closed:
        return DutyStatus.CLOSED, False
    if share < shape.closed + shape.submitted:
        return DutyStatus.SUBMITTED, False
    return DutyStatus.ACTIVE, share < shape.closed + shape.submitted + shape.late


def _due(number: int, *, is_late: bool) -> date:
    return TODAY - timedelta(days=1 + number % 45) if is_late else TODAY + timedelta(days=number % 150)


def _shared(duties: int, plans: list[int]) -> Iterator[tuple[int, int]]:
    """Every plan with its share, the first ones with what is left over."""
    each, over = divmod(duties, len(plans))
    return ((plan, each + (at < over)) for at, plan in enumerate(plans))


def _moment(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _last(table: type[Table]) -> int:
    return int(table.select(fn.MAX(table.id)).scalar() or 0)


def _is_postgresql() -> bool:
    return isinstance(database.obj, PostgresqlDatabase)


def _put(table: type[Table], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows with their ids in the quickest way that the engine has, and let the ids go on behind them."""
    name, names = table._meta.table_name, ", ".join(f'"{column}"' for column in columns)  # noqa: SLF001 - peewee's way to the name
    if _is_postgresql():
        with database.cursor() as cursor, cursor.copy(f'COPY "{name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        following = f"pg_get_serial_sequence('\"{name}\"', 'id')"
        database.execute_sql(f'SELECT setval({following}, GREATEST(MAX(id), 1)) FROM "{name}"')  # noqa: S608 - our names
        return
    marks = ", ".join("?" * len(columns))
    texts = (tuple(str(value) if isinstance(value, date) else value for value in row) for row in rows)
    database.connection().executemany(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', texts)  # noqa: S608 - our own names


@contextmanager
def _calendars_at_rest() -> Iterator[None]:
    """The triggers of the calendars do not write a mark for each row."""
    if _is_postgresql():
        tables = ("duty", "case", "task", "plan", "unit")
        for table in tables:
            database.execute_sql(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        for table in tables:
            database.execute_sql(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        return
    found = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'calendar_%'"
    triggers = database.execute_sql(found).fetchall()
    for name, _ in triggers:
        database.execute_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, text in triggers:
        database.execute_sql(text)


def main() -> None:
    """Fill the database at an address and say how long it took."""
    url, duties, plans = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    db.open_database(url)
    db.migrate()
    begin = datetime.now(tz=UTC)
    filled = fill(duties, plans)
    seconds = (datetime.now(tz=UTC) - begin).total_seconds()
    print(f"{filled.duties} duties, {filled.tasks} tasks, {len(filled.plans)} plans in {seconds:.1f} s")


if __name__ == "__main__":
    main()
