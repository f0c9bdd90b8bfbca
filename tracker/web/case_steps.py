"""How far a listing is (办理到哪一步): its six steps, whose move it is and what happens next. Pure: facts in, words out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.core.cases import NOTICE_WORKDAYS, REPLY_WORKDAYS
from tracker.core.words import CaseStatus, Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from tracker.core.workdays import Workdays
    from tracker.store.queries.cases import CaseLine, MeasureLine

_S = CaseStatus
_STEP = {
    _S.PROPOSED: 0,
    _S.CHECKED: 1,
    _S.LISTED: 2,
    _S.PLANNED: 2,
    _S.RECTIFYING: 2,
    _S.RELEASE_ASKED: 3,
    _S.VERIFYING: 4,
    _S.VERIFIED: 5,
    _S.NOTICED: 5,
    _S.RELEASED: 6,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose move it is (轮到谁): the role, how it is called, what it does next, and a remark where one helps."""

    role: Role | None
    who: str
    what: str
    remark: str = ""


def turn_of(case: CaseLine, today: date, workdays: Workdays, measures: Sequence[MeasureLine] = ()) -> Turn:
    """Whose move it is, and what happens next; with the measures at hand also whether every one has its evidence."""
    unit = case.duty.unit_name
    leader = case.decided_by_name or "分管领导"
    if case.status is _S.PROPOSED:
        return _before_check(case, today, workdays)
    if case.duty.extension_pending:
        return Turn(Role.LEADER, leader, "决定延期申请", "决定前不催责任单位。")
    turns = {
        _S.CHECKED: Turn(Role.LEADER, "分管领导", "决定是否挂牌", "批准后通知责任单位和督查室；不挂牌也要写明理由。"),
        _S.LISTED: Turn(Role.LIAISON, unit, "报送整改方案", "方案写明六项内容，每条措施有标准、日期和责任人。"),
        _S.PLANNED: Turn(Role.OFFICE, "督查室", "审整改方案", "同意后开始整改；不同意的退回修改。"),
        _S.RECTIFYING: _while_rectifying(unit, measures),
        _S.RELEASE_ASKED: Turn(Role.OFFICE, "督查室", "初审销号申请", "材料齐全的进入现场核查；不齐的退回补正。"),
        _S.VERIFYING: Turn(Role.OFFICE, "督查室", "组织现场核查", "两人以上，责任单位的人和批准挂牌的领导不参加。"),
        _S.NOTICED: _while_noticed(case, leader, today),
    }
    if case.status is _S.VERIFIED:
        if case.is_public:
            return Turn(Role.OFFICE, "督查室", "开始公示", f"公开挂牌的，公示 {NOTICE_WORKDAYS} 个工作日后才能摘牌。")
        return Turn(Role.LEADER, leader, "决定销号摘牌", "谁挂牌，谁摘牌。")
    return turns.get(case.status, Turn(None, "", ""))


def all_proven(measures: Sequence[MeasureLine]) -> bool:
    """Whether there are measures and each has evidence: then the release may be asked for."""
    return bool(measures) and all(each.proofs for each in measures)


def steps_of(case: CaseLine, measures: Sequence[MeasureLine]) -> list[dict[str, Any]]:
    """办理步骤 and how far they are."""
    if case.status in (_S.DISMISSED, _S.REVOKED):
        return [
            {"title": "提出建议", "note": _day(case.proposed_at), "state": "done"},
            {
                "title": case.status.label,
                "note": f"{_day(case.decided_at)} {case.decided_by_name or ''}",
                "state": "done",
            },
        ]
    proven = sum(each.proofs > 0 for each in measures)
    notes = (
        ("提出建议", f"{_day(case.proposed_at)} 系统；单位说明，督查室核对"),
        ("批准挂牌", f"{_day(case.decided_at)} {case.decided_by_name or '分管领导'}".strip()),
        ("整改", f"{proven}/{len(measures)} 条措施有佐证" if measures else "先报整改方案"),
        ("申请销号", "单位主要负责人审定，督查室初审"),
        ("现场核查", "两人以上，有记录"),
        ("销号摘牌", _day(case.released_at) or _notice_said(case) or "谁挂牌，谁摘牌"),
    )
    at = _STEP[case.status]
    return [
        {"title": title, "note": note, "state": "done" if n < at else "current" if n == at else "todo"}
        for n, (title, note) in enumerate(notes)
    ]


def age_said(case: CaseLine, today: date, workdays: Workdays) -> str:
    """How long the plate has hung, or how long the proposal has waited."""
    since = (case.decided_at or case.proposed_at).date()
    days = workdays.between(since, today)
    verb = "挂牌" if case.number else "提出"
    return f"{verb} {days} 个工作日" if days else f"今天{verb}"


def reply_until(case: CaseLine, workdays: Workdays) -> date:
    """The last day on which the unit has its say before the office may go on without it."""
    return workdays.add(case.proposed_at.date(), REPLY_WORKDAYS)


def _while_rectifying(unit: str, measures: Sequence[MeasureLine]) -> Turn:
    if all_proven(measures):
        return Turn(Role.LIAISON, unit, "申请销号", "每条措施都有佐证了。")
    return Turn(Role.LIAISON, unit, "逐条落实整改措施", "每条措施都有佐证以后，可以申请销号。")


def _before_check(case: CaseLine, today: date, workdays: Workdays) -> Turn:
    if case.reply:
        return Turn(Role.OFFICE, "督查室", "核对事实", "责任单位已说明情况。核对后由分管领导决定是否挂牌。")
    last = reply_until(case, workdays)
    if workdays.between(case.proposed_at.date(), today) >= REPLY_WORKDAYS:
        return Turn(Role.OFFICE, "督查室", "核对事实", f"责任单位到 {last:%Y-%m-%d} 没有说明，可以核对。")
    return Turn(
        Role.LIAISON,
        case.duty.unit_name,
        "说明情况",
        f"{last:%Y-%m-%d} 前说明；说明后或者期满后，督查室核对事实，再由分管领导决定是否挂牌。",
    )


def _while_noticed(case: CaseLine, leader: str, today: date) -> Turn:
    until = case.notice_until
    if until is not None and today <= until:
        return Turn(
            None, "公示", f"到 {until:%Y-%m-%d} 期满", f"期满没有异议的，由{leader}摘牌；异议成立的，退回整改。"
        )
    return Turn(Role.LEADER, leader, "决定销号摘牌", "公示期满，没有成立的异议。")


def _notice_said(case: CaseLine) -> str:
    return f"公示到 {case.notice_until:%Y-%m-%d}" if case.notice_until else ""


def _day(at: datetime | None) -> str:
    return f"{at.month}月{at.day}日" if at else ""
