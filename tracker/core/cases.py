"""Listed supervision (挂牌督办): one table of moves, who makes them, and the guards. 谁挂牌，谁摘牌.

Sources: 政府督查工作条例 (State Council Decree 733) art. 7, 11, 17; 教育督导条例 (Decree 624) art. 16, 21-25; the order of steps and
the five standards follow 安徽、黄山 生态环境问题整改验收销号办法; verification within 10 days by two people or more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.core.refusals import NotAllowed, Refused, refuse_blanks
from tracker.core.words import CaseStatus, LegalTrack, Role, Standard, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from tracker.core.facts import Actor
    from tracker.core.workdays import Workdays

REPLY_WORKDAYS = 5
NOTICE_WORKDAYS = 5
LEAST_VERIFIERS = 2


class CaseMove(Word):
    """挂牌督办的动作."""

    REPLY = "reply", "说明情况"
    CHECK = "check", "核对事实"
    LIST = "list", "批准挂牌"
    DISMISS = "dismiss", "不予挂牌"
    PLAN = "plan", "报送整改方案"
    ACCEPT_PLAN = "accept_plan", "同意整改方案"
    RETURN_PLAN = "return_plan", "退回整改方案"
    PROGRESS = "progress", "报整改进展"
    ASK_RELEASE = "ask_release", "申请销号"
    FIRST_CHECK = "first_check", "初审通过"
    RETURN_RELEASE = "return_release", "初审退回"
    PASS = "pass", "核查通过"
    FAIL = "fail", "核查不通过"
    NOTICE = "notice", "开始公示"
    RELEASE = "release", "销号摘牌"
    REBOUND = "rebound", "反弹重新挂牌"
    REVOKE = "revoke", "撤销挂牌"


_S, _M = CaseStatus, CaseMove
CASE_MOVES: dict[tuple[CaseStatus, CaseMove], CaseStatus] = {
    (_S.PROPOSED, _M.REPLY): _S.PROPOSED,
    (_S.PROPOSED, _M.CHECK): _S.CHECKED,
    (_S.PROPOSED, _M.DISMISS): _S.DISMISSED,
    (_S.CHECKED, _M.LIST): _S.LISTED,
    (_S.CHECKED, _M.DISMISS): _S.DISMISSED,
    (_S.LISTED, _M.PLAN): _S.PLANNED,
    (_S.PLANNED, _M.ACCEPT_PLAN): _S.RECTIFYING,
    (_S.PLANNED, _M.RETURN_PLAN): _S.LISTED,
    (_S.RECTIFYING, _M.PROGRESS): _S.RECTIFYING,
    (_S.RECTIFYING, _M.ASK_RELEASE): _S.RELEASE_ASKED,
    (_S.RELEASE_ASKED, _M.FIRST_CHECK): _S.VERIFYING,
    (_S.RELEASE_ASKED, _M.RETURN_RELEASE): _S.RECTIFYING,
    (_S.VERIFYING, _M.PASS): _S.VERIFIED,
    (_S.VERIFYING, _M.FAIL): _S.RECTIFYING,
    (_S.VERIFIED, _M.NOTICE): _S.NOTICED,
    (_S.VERIFIED, _M.RELEASE): _S.RELEASED,
    (_S.NOTICED, _M.RELEASE): _S.RELEASED,
    (_S.NOTICED, _M.FAIL): _S.RECTIFYING,
    (_S.RELEASED, _M.REBOUND): _S.LISTED,
    **{
        (status, _M.REVOKE): _S.REVOKED
        for status in (_S.LISTED, _S.PLANNED, _S.RECTIFYING, _S.RELEASE_ASKED, _S.VERIFYING, _S.VERIFIED, _S.NOTICED)
    },
}

MOVERS: dict[CaseMove, Role] = {
    _M.REPLY: Role.LIAISON,
    _M.CHECK: Role.OFFICE,
    _M.LIST: Role.LEADER,
    _M.DISMISS: Role.LEADER,
    _M.PLAN: Role.LIAISON,
    _M.ACCEPT_PLAN: Role.OFFICE,
    _M.RETURN_PLAN: Role.OFFICE,
    _M.PROGRESS: Role.LIAISON,
    _M.ASK_RELEASE: Role.LIAISON,
    _M.FIRST_CHECK: Role.OFFICE,
    _M.RETURN_RELEASE: Role.OFFICE,
    _M.PASS: Role.OFFICE,
    _M.FAIL: Role.OFFICE,
    _M.NOTICE: Role.OFFICE,
    _M.RELEASE: Role.LEADER,
    _M.REBOUND: Role.LEADER,
    _M.REVOKE: Role.LEADER,
}


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as the guards see it.

    `measures` and `measures_proven` count the measures of the plan in force and those with evidence; `verifiers` are the
    people who checked on site this time; `notice_until` is the last day of the public notice.
    """

    status: CaseStatus
    unit_id: int
    proposed_on: date | None = None
    has_reply: bool = False
    listed_by: int | None = None
    is_public: bool = False
    measures: int = 0
    measures_proven: int = 0
    verifiers: tuple[int, ...] = ()
    notice_until: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing must say (挂牌审批要素): legal track, basis, limit, 督办单位, responsible post, and whether it is public."""

    track: LegalTrack
    basis: str
    limit: date
    supervising_unit: str
    responsible: str
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a 整改方案: what, by which standard, by when, by whom."""

    text: str
    standard: str
    due: date
    responsible: str


@dataclass(frozen=True, slots=True)
class RectificationPlan:
    """整改方案: six items (湖北 2010: 目标任务、方法措施、经费物资、机构责任、时限要求、安全应急); the measures are the second."""

    goal: str
    funding: str
    organisation: str
    schedule: str
    emergency: str
    measures: tuple[Measure, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Somebody who checks on site (核查人): the account and the unit it belongs to, None for the office's own people."""

    id: int
    unit_id: int | None


def case_after(case: CaseFacts, move: CaseMove, actor: Actor, today: date, workdays: Workdays) -> CaseStatus:
    """The status after `move` by `actor` on `today`; raises `NotAllowed` or `Refused` with the sentence of the guard."""
    _guard_person(case, move, actor)
    status = CASE_MOVES.get((case.status, move))
    if status is None:
        raise Refused(f"该件现在是“{case.status.label}”，不能{move.label}。")
    if move is CaseMove.CHECK:
        _guard_facts(case, today, workdays)
    elif move is CaseMove.ASK_RELEASE:
        _guard_measures(case)
    elif move is CaseMove.RELEASE:
        _guard_release(case, actor, today)
    return status


def check_listing(listing: Listing, today: date) -> None:
    """Refuse a listing that lacks what a notice must say, naming the field."""
    refuse_blanks(
        ("basis", listing.basis, "挂牌依据"),
        ("supervising_unit", listing.supervising_unit, "督办单位"),
        ("responsible", listing.responsible, "责任人"),
    )
    if listing.limit <= today:
        raise Refused("督办限期须晚于今天。", field="limit")


def check_plan(plan: RectificationPlan, limit: date, today: date) -> None:
    """Refuse a 整改方案 that lacks one of its six items, or whose measures lack person or date within the limit."""
    refuse_blanks(
        ("goal", plan.goal, "目标和任务"),
        ("funding", plan.funding, "经费和物资"),
        ("organisation", plan.organisation, "负责机构和责任"),
        ("schedule", plan.schedule, "时限和要求"),
        ("emergency", plan.emergency, "安全措施和应急预案（没有的写“无”）"),
    )
    if not plan.measures:
        raise Refused("请至少写一条整改措施。", field="measures")
    for number, measure in enumerate(plan.measures, start=1):
        if not (measure.text.strip() and measure.standard.strip() and measure.responsible.strip()):
            raise Refused(f"第 {number} 条措施要写明做什么、完成标准和责任人。", field="measures")
        if not today <= measure.due <= limit:
            raise Refused(f"第 {number} 条措施的时限须在今天到督办限期 {limit:%Y-%m-%d} 之间。", field="measures")


def check_standards(answers: Mapping[Standard, str]) -> None:
    """Refuse an application for release that leaves one of the five standards unanswered."""
    for standard in Standard:
        if not answers.get(standard, "").strip():
            raise Refused(f"请逐条回答销号标准：{standard.label}。", field=f"standard-{standard}")


def check_verifiers(case: CaseFacts, verifiers: Sequence[Verifier]) -> None:
    """核查人须两人以上, none of the responsible unit, none who listed the case and will release it."""
    if len({person.id for person in verifiers}) < LEAST_VERIFIERS:
        raise Refused(f"核查须 {LEAST_VERIFIERS} 人以上，请再选人。", field="verifiers")
    if any(person.unit_id == case.unit_id for person in verifiers):
        raise NotAllowed("责任单位的人不能参加核查，请换人。")
    if any(person.id == case.listed_by for person in verifiers):
        raise NotAllowed("批准挂牌的领导要批准摘牌，不能兼做核查人。")


def _guard_person(case: CaseFacts, move: CaseMove, actor: Actor) -> None:
    allowed = {MOVERS[move]} | ({Role.OFFICE} if move is CaseMove.DISMISS else set())
    if actor.role not in allowed:
        who = "、".join(role.label for role in Role if role in allowed)
        raise NotAllowed(f"{move.label}由{who}办理，您的身份是{actor.role.label}，不能办理。")
    if actor.role is Role.LIAISON and actor.unit_id != case.unit_id:
        raise NotAllowed("这件挂牌督办不归您单位办理。")


def _guard_facts(case: CaseFacts, today: date, workdays: Workdays) -> None:
    """The unit has its say first (E2: five working days), then the office may go on."""
    if case.has_reply or case.proposed_on is None:
        return
    waited = workdays.between(case.proposed_on, today)
    if waited < REPLY_WORKDAYS:
        raise Refused(
            f"责任单位有 {REPLY_WORKDAYS} 个工作日说明情况，现在第 {waited} 个工作日，还没有说明。请等单位说明或期满后再核对。"
        )


def _guard_measures(case: CaseFacts) -> None:
    if case.measures_proven < case.measures or not case.measures:
        left = case.measures - case.measures_proven
        raise Refused(f"还有 {left} 条整改措施没有佐证，逐条报完再申请销号。", field="measures")


def _guard_release(case: CaseFacts, actor: Actor, today: date) -> None:
    if case.listed_by is not None and case.listed_by != actor.id:  # None: hung by the plan's own setting
        raise NotAllowed("谁挂牌、谁摘牌：须由批准挂牌的领导办理。")
    if actor.id in case.verifiers:
        raise NotAllowed("参加核查的人不能批准摘牌，请换人办理。")
    if case.is_public and case.status is not CaseStatus.NOTICED:
        raise Refused("公开挂牌的，须公示期满再摘牌。")
    if case.status is CaseStatus.NOTICED and (case.notice_until is None or today <= case.notice_until):
        raise Refused(f"公示到 {case.notice_until:%Y-%m-%d}，期满后再摘牌。")
