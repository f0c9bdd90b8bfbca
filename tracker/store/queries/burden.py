"""What this installation asked of units and said to groups (自检数据), counted in the database for the self-check."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from peewee import fn

from tracker.core.burden import LOOK_BACK_DAYS, BurdenFacts
from tracker.core.hours import DAY_CLOSES, DAY_OPENS
from tracker.core.ladder import ladder_from
from tracker.core.words import Audience, DispatchKind, DispatchState, DutyKind, PlanStatus, ReportKind, ReportStatus
from tracker.store.queries.duties import OPEN
from tracker.store.queries.notices import open_keys
from tracker.store.tables import Channel, Dispatch, Duty, Evidence, Plan, Report, Task

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.core.workdays import Workdays

_PICTURES = ("image/png", "image/jpeg")
_YEAR = timedelta(days=365)


def burden_facts(now: datetime, workdays: Workdays) -> BurdenFacts:
    """The figures of the last `LOOK_BACK_DAYS` days, and of the year where a rule speaks of a year."""
    since = now - timedelta(days=LOOK_BACK_DAYS)
    letters, messages, outside, manual = _said(since, workdays)
    files, pictures = _files(since)
    return BurdenFacts(
        letters_a_day=letters,
        messages_a_day=messages,
        outside_hours=outside,
        manual=manual,
        groups=_groups(),
        idle_groups=Channel.select().join(Plan).where(_IS_ACTIVE, Plan.status == PlanStatus.ENDED).count(),
        periods=_periods(now),
        alike=_alike(),
        returned_again=_returned_again(since),
        files=files,
        pictures=pictures,
        by_pictures=_by_pictures(since),
        mentions=sum(ladder_from(settings).mention for (settings,) in Plan.select(Plan.settings).tuples()),
        public_pages=len(open_keys()),
    )


_IS_ACTIVE = Channel.is_active == True  # noqa: E712 - SQL


def _said(since: datetime, workdays: Workdays) -> tuple[int, int, int, int]:
    """The most letters and messages that one group got on one day; how many by themselves in hours of rest; how many by hand."""
    rows = Dispatch.select(Dispatch.channel_id, Dispatch.kind, Dispatch.done_at).where(
        Dispatch.state == DispatchState.DELIVERED, Dispatch.done_at >= since, Dispatch.joined.is_null()
    )
    letters: Counter[tuple[int, object]] = Counter()
    messages: Counter[tuple[int, object]] = Counter()
    outside = manual = 0
    for channel, kind, at in rows.tuples().iterator():
        messages[channel, at.date()] += 1
        letters[channel, at.date()] += kind is DispatchKind.LETTER
        manual += kind is DispatchKind.SAID
        in_hours = workdays.is_workday(at.date()) and DAY_OPENS <= at.time() < DAY_CLOSES
        outside += kind is not DispatchKind.SAID and not in_hours
    return max(letters.values(), default=0), max(messages.values(), default=0), outside, manual


def _groups() -> int:
    """The most groups that hear of one plan, those of the office and of one unit apart."""
    heard = (_IS_ACTIVE, Channel.unit.is_null(), Channel.audience.is_null() | (Channel.audience != Audience.OFFICE))
    of_plan = Counter(plan for (plan,) in Channel.select(Channel.plan_id).where(*heard).tuples())
    of_all = of_plan.pop(None, 0)
    return int(of_all + max(of_plan.values(), default=0))


def _periods(now: datetime) -> int:
    """How often one unit reports on one task within a year, at the most."""
    due = (Duty.kind == DutyKind.REPORT, Duty.due > now.date() - _YEAR, Duty.due <= now.date() + timedelta(days=1))
    count = fn.COUNT(Duty.id)
    found = Duty.select(count).where(*due).group_by(Duty.task, Duty.unit).order_by(count.desc()).limit(1).scalar()
    return int(found or 0)


def _alike() -> int:
    """Units that owe the same words twice at once, in one plan or in two."""
    again = (
        Duty.select(Duty.unit)
        .join(Task)
        .where(Duty.status.in_(OPEN), Duty.is_exempt == False, Duty.kind == DutyKind.CLOSING)  # noqa: E712 - SQL
        .group_by(Duty.unit, Task.text)
        .having(fn.COUNT(fn.DISTINCT(Task.id)) > 1)
    )
    return len({unit for (unit,) in again.tuples()})


def _returned_again(since: datetime) -> int:
    rows = (
        Report.select(Report.duty)
        .where(Report.status == ReportStatus.RETURNED, Report.reviewed_at >= since)
        .group_by(Report.duty)
        .having(fn.COUNT(Report.id) > 1)
    )
    return int(rows.count())


def _files(since: datetime) -> tuple[int, int]:
    recent = Evidence.select(Evidence.id).join(Report).where(Report.submitted_at >= since)
    return int(recent.count()), int(recent.where(Evidence.media_type.in_(_PICTURES)).count())


def _by_pictures(since: datetime) -> int:
    """Closures that were accepted on photographs alone; a stamped scan may be one, so this asks to look, not to blame."""
    papers = Evidence.select(Evidence.report).where(Evidence.media_type.not_in(_PICTURES))
    closed = (Report.kind == ReportKind.CLOSURE, Report.status == ReportStatus.ACCEPTED, Report.reviewed_at >= since)
    return int(
        Report.select()
        .where(*closed, Report.id.not_in(papers), Report.id.in_(Evidence.select(Evidence.report)))
        .count()
    )
