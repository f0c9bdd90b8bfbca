"""What the overview of one plan shows (总览): counts by lamp, by part and by day, the trend, what waits, what is listed.

Everything is counted by the database; no question depends on how many duties the plan has.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from peewee import SQL, fn
from peewee import Case as When

from tracker.core.facts import IN_FORCE
from tracker.core.lamps import URGENCY
from tracker.core.words import CaseStatus, DutyStatus, Lamp, ReportKind, ReportStatus
from tracker.store.fields import SHANGHAI
from tracker.store.queries.duties import OPEN
from tracker.store.queries.lamp_columns import is_listed, lamp_column, waits_for_office
from tracker.store.queries.plan_counts import DutyTally, counted_duties, day_of, waits_since
from tracker.store.tables import Case, Duty, Report, Task, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.core.workdays import Workdays


@dataclass(frozen=True, slots=True)
class GroupTally:
    """One part of the document (方面) with its duties by lamp; N/M is closed over all of them."""

    name: str
    counts: dict[Lamp, int]

    @property
    def closed(self) -> int:
        """N: how many are closed."""
        return self.counts[Lamp.CLOSED]

    @property
    def duties(self) -> int:
        """M: how many there are."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class DayTally:
    """What is open and falls due on one day, by lamp."""

    day: date
    counts: dict[Lamp, int]

    @property
    def duties(self) -> int:
        """How many fall due."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a plan's dates and closings; None where there is none."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """By the end of `day`: how many duties had fallen due (应销), how many were closed (已销)."""

    day: date
    due: int
    closed: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A duty that waits for the office (待审), with the report to review where there is one."""

    duty_id: int
    task_no: str
    task_title: str
    unit_name: str
    since: date
    report_id: int | None


@dataclass(frozen=True, slots=True)
class ListedMatter:
    """A listing in force (挂牌) and since when."""

    case_id: int
    number: str
    task_no: str
    task_title: str
    unit_name: str
    since: date
    limit: date | None
    status: CaseStatus


def lamp_tallies(plan_id: int, today: date, workdays: Workdays, unit_id: int | None = None) -> dict[Lamp, DutyTally]:
    """The plan's duties by lamp."""
    lamp = lamp_column(today, workdays)
    rows = Duty.select(lamp, fn.COUNT(Duty.id), fn.MIN(Duty.due)).where(*counted_duties(plan_id, unit_id))
    found = {Lamp(name): DutyTally(count, first) for name, count, first in rows.group_by(SQL("1")).tuples()}
    return {each: found.get(each, DutyTally()) for each in URGENCY}


def task_count(plan_id: int) -> int:
    """How many lines the plan has (任务)."""
    return int(Task.select().where(Task.plan == plan_id).count())


def group_tallies(plan_id: int, today: date, workdays: Workdays, unit_id: int | None = None) -> list[GroupTally]:
    """The plan's duties by part and lamp, in the document's order; the same heading in two lists is one part."""
    lamp = lamp_column(today, workdays)
    rows = (
        Duty.select(Task.group, lamp, fn.COUNT(Duty.id), fn.MIN(Task.position))
        .join(Task)
        .where(*counted_duties(plan_id, unit_id))
        .group_by(SQL("1"), SQL("2"))
        .tuples()
    )
    counts: dict[str, dict[Lamp, int]] = defaultdict(lambda: dict.fromkeys(URGENCY, 0))
    place: dict[str, int] = {}
    for group, name, count, position in rows:
        counts[group][Lamp(name)] = count
        place[group] = min(position, place.get(group, position))
    return [GroupTally(group, counts[group]) for group in sorted(counts, key=place.__getitem__)]


def day_tallies(
    plan_id: int, first: date, last: date, today: date, workdays: Workdays, unit_id: int | None = None
) -> list[DayTally]:
    """Open duties that fall due from `first` to `last`, by day; days with nothing are left out."""
    lamp = lamp_column(today, workdays)
    where = (*counted_duties(plan_id, unit_id), Duty.status.in_(OPEN), Duty.due.between(first, last))
    rows = Duty.select(Duty.due, lamp, fn.COUNT(Duty.id)).where(*where).group_by(SQL("1"), SQL("2"))
    days: dict[date, dict[Lamp, int]] = defaultdict(lambda: dict.fromkeys(URGENCY, 0))
    for day, name, count in rows.tuples():
        days[day][Lamp(name)] = count
    return [DayTally(day, days[day]) for day in sorted(days)]


def next_after(plan_id: int, day: date, unit_id: int | None = None) -> tuple[date, int] | None:
    """The first date after `day` on which something open falls due, and how many; None where nothing is to come."""
    where = (*counted_duties(plan_id, unit_id), Duty.status.in_(OPEN), Duty.due > day)
    rows = Duty.select(Duty.due, fn.COUNT(Duty.id)).where(*where).group_by(Duty.due).order_by(Duty.due).limit(1)
    found: tuple[date, int] | None = rows.tuples().first()
    return found


def span_of(plan_id: int, unit_id: int | None = None) -> Span:
    """From the first date or closing to the last."""
    row = (
        Duty.select(fn.MIN(Duty.due), fn.MAX(Duty.due), fn.MIN(Duty.closed_at), fn.MAX(Duty.closed_at))
        .where(*counted_duties(plan_id, unit_id))
        .tuples()
        .first()
    )
    days = [each.date() if isinstance(each, datetime) else each for each in row if each is not None]
    return Span(min(days, default=None), max(days, default=None))


def trend(plan_id: int, days: Sequence[date], unit_id: int | None = None) -> list[TrendPoint]:
    """How many duties had fallen due and how many were closed by the end of each of these days, in one question."""
    if not days:
        return []
    columns: list[Any] = []
    for day in days:
        until = datetime.combine(day + timedelta(days=1), time.min, SHANGHAI)
        closed = (Duty.status == DutyStatus.CLOSED) & (fn.COALESCE(Duty.closed_at, "") < _as_kept(until))
        columns += [_how_many(Duty.due <= day), _how_many(closed)]
    row = Duty.select(*columns).where(*counted_duties(plan_id, unit_id)).tuples().first()
    numbers = [int(each or 0) for each in row]
    return [TrendPoint(day, *numbers[2 * at : 2 * at + 2]) for at, day in enumerate(days)]


def oldest_waiting(plan_id: int, limit: int) -> list[Waiting]:
    """What has waited longest for the office: reports, extensions and objections."""
    since = waits_since()
    rows = list(
        Duty.select(Duty.id, Task.no, Task.title, Task.text, Unit.full_name, since.alias("since"))
        .join_from(Duty, Task)
        .join_from(Duty, Unit)
        .where(*counted_duties(plan_id), Duty.status.in_(OPEN), waits_for_office())
        .order_by(SQL("since"), Duty.id)
        .limit(limit)
        .tuples()
    )
    reports = dict(
        Report.select(Report.duty, fn.MIN(Report.id))
        .where(
            Report.duty.in_([row[0] for row in rows]),
            Report.status == ReportStatus.SUBMITTED,
            Report.kind.not_in((ReportKind.RELEASE, ReportKind.INPUT, ReportKind.MEASURE)),
        )
        .group_by(Report.duty)
        .tuples()
    )
    return [
        Waiting(key, no, title or text, unit, day, reports.get(key))
        for key, no, title, text, unit, asked in rows
        if (day := day_of(asked)) is not None
    ]


def reports_waiting(plan_id: int) -> int:
    """How many reports of the plan wait on the review desk (审核台)."""
    waiting = (Report.status == ReportStatus.SUBMITTED, Report.kind != ReportKind.RELEASE)
    return int(Report.select().join(Duty).where(Duty.plan == plan_id, *waiting).count())


def listed_count(plan_id: int, unit_id: int | None = None) -> int:
    """How many of the plan's duties are listed now (挂牌)."""
    return int(Duty.select().where(*counted_duties(plan_id, unit_id), is_listed()).count())


def listed_matters(plan_id: int, limit: int, unit_id: int | None = None) -> list[ListedMatter]:
    """The plan's listings in force, those that hang longest first."""
    rows = (
        Case.select(
            Case.id,
            Case.number,
            Task.no,
            Task.title,
            Task.text,
            Unit.full_name,
            Case.decided_at,
            Case.limit,
            Case.status,
        )
        .join_from(Case, Duty)
        .join_from(Duty, Task)
        .join_from(Duty, Unit)
        .where(*counted_duties(plan_id, unit_id), Case.status.in_(tuple(IN_FORCE)))
        .order_by(Case.decided_at, Case.id)
        .limit(limit)
        .tuples()
    )
    return [
        ListedMatter(key, number or "", no, title or text, unit, at.date(), until, status)
        for key, number, no, title, text, unit, at, until, status in rows
    ]


def _how_many(condition: Any) -> Any:  # noqa: ANN401 - peewee's expression
    return fn.SUM(When(None, ((condition, 1),), 0))


def _as_kept(moment: datetime) -> str:
    """A moment as its column keeps it, for comparing with an expression over the column."""
    return str(Duty.closed_at.db_value(moment))
