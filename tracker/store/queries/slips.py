"""Offline return slips (离线回执): what goes on them, and what they are held against when they come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import fn

from tracker.core.slips import SlipBase, wording_of
from tracker.core.words import DutyKind, DutyStatus, ReportKind, ReportStatus
from tracker.store.queries.duties import duty_facts
from tracker.store.tables import Duty, Report, SlipDuty, SlipUpload, Task, Unit
from tracker.store.tables import Slip as SlipTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from tracker.core.facts import DutyFacts

_NOT_OWN = (ReportKind.INPUT, ReportKind.MEASURE)


@dataclass(frozen=True, slots=True)
class LastReport:
    """What a unit said last of a duty."""

    id: int
    kind: ReportKind
    status: ReportStatus
    progress: str
    at: datetime
    opinion: str


@dataclass(frozen=True, slots=True)
class KeptDuty:
    """The slip's copy of a duty (底稿), and the day its line was taken in."""

    id: int
    base: SlipBase
    unit_name: str
    imported_on: date | None


@dataclass(frozen=True, slots=True)
class UploadFacts:
    """A file that came back (收回的回执)."""

    id: int
    person_id: int
    name: str
    lines: tuple[dict[str, Any], ...]
    at: datetime
    sent_at: datetime | None
    sent: int


def reportable(unit_id: int, today: date) -> tuple[list[DutyFacts], int]:
    """A unit's duties that it may report on now, and how many periodic reports are left out because their window is shut."""
    mine = (Duty.unit == unit_id, Duty.status == DutyStatus.ACTIVE, Duty.is_exempt == False)  # noqa: E712 - SQL
    found = duty_facts(*mine, order=(Duty.plan, Duty.due.is_null(), Duty.due, Duty.id))
    shut = [duty for duty in found if _is_shut(duty, today)]
    return [duty for duty in found if not _is_shut(duty, today)], len(shut)


def last_reports(duty_ids: Sequence[int]) -> dict[int, LastReport]:
    """The last own report of each of these duties."""
    newest = (
        Report.select(fn.MAX(Report.id))
        .where(Report.duty.in_(list(duty_ids)), Report.kind.not_in(_NOT_OWN))
        .group_by(Report.duty)
    )
    return {
        row.duty_id: LastReport(row.id, row.kind, row.status, row.progress, row.submitted_at, row.opinion)
        for row in Report.select().where(Report.id.in_(newest))
    }


def task_words(task_ids: Iterable[int]) -> dict[int, tuple[str, str | None]]:
    """For each of these tasks its text and its deadline wording."""
    rows = Task.select(Task.id, Task.text, Task.deadline_text).where(Task.id.in_(list(task_ids)))
    return {task_id: (text, wording) for task_id, text, wording in rows.tuples()}


def wording_digests(task_ids: Iterable[int]) -> dict[int, str]:
    """For each of these tasks the digest of its text."""
    return {task_id: wording_of(text) for task_id, (text, _) in task_words(task_ids).items()}


def revisions(duty_ids: Iterable[int]) -> dict[int, int]:
    """How often each of these duties moved."""
    return dict(Duty.select(Duty.id, Duty.revision).where(Duty.id.in_(list(duty_ids))).tuples())


def kept_duties(slip_ids: Iterable[int]) -> dict[tuple[int, int], KeptDuty]:
    """The copies that these slips keep, by slip and duty."""
    rows = (
        SlipDuty.select(SlipDuty, SlipTable.unit.alias("unit_id"), Unit.full_name.alias("unit_name"))
        .join_from(SlipDuty, SlipTable)
        .join_from(SlipTable, Unit)
        .where(SlipDuty.slip.in_(list(slip_ids)))
        .dicts()
    )
    return {
        (row["slip"], row["duty"]): KeptDuty(
            row["id"],
            SlipBase(row["slip"], row["duty"], row["unit_id"], row["revision"], row["last_report_id"], row["wording"]),
            row["unit_name"],
            row["imported_at"].date() if row["imported_at"] else None,
        )
        for row in rows
    }


def upload_by_id(upload_id: int) -> UploadFacts | None:
    """One file that came back, or None."""
    row = SlipUpload.get_or_none(SlipUpload.id == upload_id)
    return _upload(row) if row else None


def uploads_of(person_id: int, limit: int = 8) -> list[UploadFacts]:
    """The files that somebody brought, newest first."""
    rows = SlipUpload.select().where(SlipUpload.person == person_id).order_by(SlipUpload.id.desc()).limit(limit)
    return [_upload(row) for row in rows]


def _is_shut(duty: DutyFacts, today: date) -> bool:
    return duty.kind is DutyKind.REPORT and duty.window_open is not None and duty.window_open > today


def _upload(row: SlipUpload) -> UploadFacts:
    return UploadFacts(row.id, row.person_id, row.name, tuple(row.lines), row.at, row.sent_at, row.sent)
