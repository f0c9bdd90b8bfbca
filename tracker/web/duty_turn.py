"""Whose move it is with a duty (轮到谁), what happens next, and how far it is. Pure: facts in, words out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.core.words import DutyKind, DutyStatus, ReportStatus, RequestStatus, Role
from tracker.web.case_steps import Turn, turn_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tracker.core.facts import DutyFacts
    from tracker.core.workdays import Workdays
    from tracker.store.queries.cases import CaseLine
    from tracker.store.queries.desks import ExtensionFacts, ReportFacts

_OFFICE = "督查室"
_NOBODY = Turn(None, "", "")


def turn_of_duty(
    duty: DutyFacts,
    last: ReportFacts | None,
    extensions: Sequence[ExtensionFacts],
    case: CaseLine | None,
    today: date,
    workdays: Workdays,
) -> Turn:
    """Whose move it is and what comes after it; `last` is the unit's last own report."""
    if duty.is_exempt:
        return Turn(None, "没有人", "：这一项已豁免", "不用办理，也不会再提醒。")
    if duty.status is DutyStatus.WITHDRAWN:
        return Turn(None, "没有人", "：这一项已撤销", "依据在下面的流水里。")
    if duty.status is DutyStatus.CLOSED:
        return Turn(None, "没有人", "：已经销号", "凭佐证采纳，今后不再提醒；发现反弹可以重新办理。")
    if case is not None and duty.is_listed:
        return turn_of(case, today, workdays)
    if duty.status is DutyStatus.SUBMITTED:
        return _with_the_office(duty, last, today, workdays)
    return _request(duty, extensions) or _with_the_unit(duty, last, today)


def steps_of_duty(duty: DutyFacts, last: ReportFacts | None, began: datetime | None) -> list[dict[str, Any]]:
    """办理步骤: listed, worked on, reported, reviewed, closed; empty where nothing more is to be done."""
    if duty.is_exempt or duty.status is DutyStatus.WITHDRAWN:
        return []
    periodic = duty.kind is DutyKind.REPORT
    at = _reached(duty, last)
    due = f"{duty.due:%Y-%m-%d} 前" if duty.due else "没有确定的日子"
    asked = f"{last.submitted_at.month}月{last.submitted_at.day}日 {last.author_name}" if last and at >= 2 else ""  # noqa: PLR2004
    notes = (
        ("列入台账", f"{began.year}年{began.month}月{began.day}日" if began else ""),
        ("单位办理", due),
        (
            "报本期情况" if periodic else "申请销号",
            asked or ("没有变化也可以报" if periodic else "附佐证，经主要负责人审定"),
        ),
        ("督查室审核", "六问都“是”才采纳；退回一次说全"),
        ("销号", "采纳即销号" if at < 4 else (_day(last.reviewed_at) if last else "")),  # noqa: PLR2004 - the fifth step
    )
    return [
        {"title": title, "note": note, "state": "done" if n < at else "current" if n == at else "todo"}
        for n, (title, note) in enumerate(notes)
    ]


def _with_the_office(duty: DutyFacts, last: ReportFacts | None, today: date, workdays: Workdays) -> Turn:
    since = duty.waiting_since
    waited = workdays.between(since, today) if since else 0
    said = f"，已等 {waited} 个工作日" if waited else "，今天报送"
    what = f"审核{last.kind.label if last else '报送'}{said}"
    return Turn(Role.OFFICE, _OFFICE, what, "审核期间不催责任单位。采纳即销号；退回会一次说全缺什么、补在哪。")


def _request(duty: DutyFacts, extensions: Sequence[ExtensionFacts]) -> Turn | None:
    """An extension or an objection that waits for its decision."""
    asked = next((each for each in extensions if each.status is RequestStatus.PENDING), None)
    if duty.extension_pending and asked:
        what = f"决定延期申请：{duty.due:%Y-%m-%d} → {asked.until:%Y-%m-%d}"
        return Turn(
            Role.OFFICE,
            "督查室或分管领导",
            what,
            "决定前不催责任单位。同意的改期，原定日期保留；不同意的照原来的日子办。",
        )
    if duty.objection_pending:
        remark = "裁定前不催责任单位。成立的改由别的单位承办；不成立的书面答复。"
        return Turn(Role.OFFICE, _OFFICE, "裁定职责异议", remark)
    return None


def _with_the_unit(duty: DutyFacts, last: ReportFacts | None, today: date) -> Turn:
    unit = duty.unit_name
    if last is not None and last.status is ReportStatus.RETURNED:
        by = f"，{last.redo_by:%Y-%m-%d} 前" if last.redo_by else ""
        return Turn(Role.LIAISON, unit, f"按退回意见补正后再报{by}", "上次写的都已带入，只改要改的；改好由督查室再审。")
    if duty.window_open is not None and duty.window_open > today:
        return Turn(None, "还没有人", f"：{duty.window_open:%Y-%m-%d} 起办理", f"到时由{unit}报送，现在不提醒。")
    if duty.kind is DutyKind.REPORT:
        return Turn(Role.LIAISON, unit, "报本期情况", "没有变化的一点“本期无变化”就行；督查室采纳后本期销号。")
    return Turn(
        Role.LIAISON, unit, "办理；办完附佐证申请销号", "中间可以报阶段进展。收到销号申请后由督查室审核，采纳即销号。"
    )


def _reached(duty: DutyFacts, last: ReportFacts | None) -> int:
    """The number of the step that is being taken."""
    if duty.status is DutyStatus.CLOSED:
        return 5
    if duty.status is DutyStatus.SUBMITTED:
        return 3
    return 2 if last is not None and last.status is ReportStatus.RETURNED else 1


def _day(at: datetime | None) -> str:
    return f"{at.year}年{at.month}月{at.day}日" if at else ""
