"""Reporting (报送): a unit says what it has done, with evidence. Reviewing stands in `review`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.actions import drafts, history, indicators, schedule
from tracker.actions.duty_door import duty_for, move_duty
from tracker.actions.evidence import Upload, refuse_id_cards, take
from tracker.core.access import NOT_HERE, Ability, require
from tracker.core.decomposition import still_open
from tracker.core.lifecycle import Move, after
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DutyKind, ReportKind, ReportStatus, UnitRole
from tracker.store.db import transaction
from tracker.store.queries.duties import duty_by_id, open_parts
from tracker.store.tables import Duty, Evidence, Report, TaskUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from tracker.actions.evidence import Taken
    from tracker.core.facts import Actor, DutyFacts
    from tracker.core.words import DutyStatus
    from tracker.store.vault import Vault

_LONGEST = 4000
_MOST_NO_CHANGES = 2
_ONE_TAP = {ReportKind.NO_CHANGE: "本期无变化。", ReportKind.ELSEWHERE: "已在其他渠道报送，材料附后。"}


@dataclass(frozen=True, slots=True)
class ReportText:
    """What the form says: 进展情况, 存在的问题, 下一步措施, and the unit head's approval (审定): name and day, or a stamped scan."""

    kind: ReportKind
    progress: str
    problems: str = ""
    next_steps: str = ""
    approved_by_head: str = ""
    approved_on: date | None = None
    is_stamped: bool = False
    values: Mapping[int, str] = field(default_factory=dict)  # indicator id → what was typed (指标现值)


@dataclass(frozen=True, slots=True)
class Ready:
    """A report that nothing stands against, before it is written: the duty as read, its text, where the duty goes."""

    duty: DutyFacts
    text: ReportText
    status: DutyStatus
    claims: bool
    values: Mapping[int, Decimal]


def report(
    now: datetime,
    actor: Actor,
    duty_id: int,
    text: ReportText,
    uploads: Sequence[Upload],
    *,
    vault: Vault,
    max_mb: int,
    ability: Ability = Ability.REPORT,
) -> int:
    """Post a report with its evidence; returns its id.

    阶段进展 and 需要协调 leave the duty with the unit; 申请销号, and whatever answers a periodic report, hand it to the office and
    stop the unit's clock. Asking for closure needs evidence and the unit head's approval (经本单位主要负责人审定). `ability` is
    what the actor must have: `ENTER` where the office enters what a unit sent on paper.
    """
    ready = check_report(now, actor, duty_id, text, has_files=bool(uploads), ability=ability)
    taken = take(uploads, vault, max_mb)
    with transaction():
        move_duty(ready.duty, ready.status, **({"waiting_since": now.date()} if ready.claims else {}))
        report_id = write_report(now, actor, ready.duty, ready.text, taken)
        indicators.keep_values(report_id, ready.values)
        drafts.forget(actor, duty_id)
        schedule.look_again(duty_id, now.date())
    return report_id


def check_report(
    now: datetime,
    actor: Actor,
    duty_id: int,
    text: ReportText,
    *,
    has_files: bool,
    ability: Ability = Ability.REPORT,
) -> Ready:
    """Everything that can be refused about a report, without writing: what a preview shows is what happens."""
    require(actor, ability)
    duty = duty_for(actor, duty_id)
    if duty.is_exempt:
        raise Refused("您单位这项任务已经豁免，不用报送。")
    text = _spelled_out(text)
    claims = is_claim(text.kind, duty)
    status = after(duty.status, Move.CLAIM if claims else Move.REPORT)
    _check_kind(text.kind, duty)
    if claims:
        _refuse_while_parts_are_open(duty)
    _check(text, now.date(), has_files=has_files)
    return Ready(duty, text, status, claims, indicators.read_values(duty.task_id, text.values))


def contribute(
    now: datetime,
    actor: Actor,
    duty_id: int,
    words: str,
    uploads: Sequence[Upload],
    *,
    vault: Vault,
    max_mb: int,
) -> int:
    """A supporting unit's input to the lead's duty (配合单位材料): the lead sees it, merges it and reports once."""
    require(actor, Ability.REPORT)
    duty = duty_by_id(duty_id)
    if duty is None or not supports(actor, duty):
        raise NotThere(NOT_HERE)
    after(duty.status, Move.REPORT)
    text = ReportText(ReportKind.INPUT, words)
    _check(text, now.date(), has_files=bool(uploads))
    taken = take(uploads, vault, max_mb)
    with transaction():
        move_duty(duty, after(duty.status, Move.REPORT))
        report_id = write_report(now, actor, duty, text, taken)
        Report.update(status=ReportStatus.ACCEPTED).where(Report.id == report_id).execute()
    return report_id


def supports(actor: Actor, duty: DutyFacts) -> bool:
    """Whether the person's unit is named as cooperating (配合单位) in the duty's task."""
    return (
        TaskUnit.select()
        .where(TaskUnit.task == duty.task_id, TaskUnit.unit == actor.unit_id, TaskUnit.role == UnitRole.COOPERATING)
        .exists()
    ) is True


def is_claim(kind: ReportKind, duty: DutyFacts) -> bool:
    """Whether a report of this kind asks for the end of the duty (办结、销号)."""
    if kind in (ReportKind.CLOSURE, ReportKind.RELEASE):
        return True
    answers_period = kind in (ReportKind.PROGRESS, ReportKind.NO_CHANGE, ReportKind.ELSEWHERE)
    return duty.kind is DutyKind.REPORT and answers_period


def write_report(
    now: datetime, actor: Actor, duty: DutyFacts, text: ReportText, taken: Sequence[Taken], **more: object
) -> int:
    """Write a report, its files and its entry, inside the caller's transaction; returns its id."""
    report_id = Report.insert(
        duty=duty.id,
        kind=text.kind,
        author=actor.id,
        progress=text.progress.strip(),
        problems=text.problems.strip(),
        next_steps=text.next_steps.strip(),
        approved_by_head=text.approved_by_head.strip(),
        approved_on=text.approved_on,
        submitted_at=now,
        **more,
    ).execute()
    for file in taken:
        Evidence.insert(
            report=report_id, sha256=file.sha256, name=file.name, size=file.size, media_type=file.media_type
        ).execute()
    history.record(
        now,
        actor,
        text.kind.label,
        "duty",
        duty.id,
        plan_id=duty.plan_id,
        words=text.progress.strip(),
        data={"report": report_id, "files": [file.sha256 for file in taken]},
    )
    return int(report_id)


def _spelled_out(text: ReportText) -> ReportText:
    """One-tap answers carry their sentence; what was typed beside it is kept."""
    said = _ONE_TAP.get(text.kind)
    if said is None or text.progress.strip():
        return text
    return ReportText(text.kind, said, text.problems, text.next_steps)


def _check_kind(kind: ReportKind, duty: DutyFacts) -> None:
    if kind in (ReportKind.INPUT, ReportKind.MEASURE, ReportKind.RELEASE):
        raise Refused("这种材料请在它自己的页面报送。", field="kind")
    if kind is ReportKind.CLOSURE and duty.is_listed:
        raise Refused("该事项已挂牌督办，请在挂牌督办页按整改方案申请销号。", field="kind")
    if kind is ReportKind.NO_CHANGE:
        if duty.kind is not DutyKind.REPORT:
            raise Refused("“本期无变化”只用于定期报告；这件事项请报进展。", field="kind")
        if _no_changes_running(duty) >= _MOST_NO_CHANGES:
            raise Refused(f"已连续 {_MOST_NO_CHANGES} 期报“无变化”，本期请写明进展，或先与督查室商量。", field="kind")


def _no_changes_running(duty: DutyFacts) -> int:
    """How many periods before this one were answered with 本期无变化, without a break."""
    earlier = (
        Report.select(Report.kind)
        .join(Duty)
        .where(
            Duty.task == duty.task_id,
            Duty.unit == duty.unit_id,
            Duty.kind == DutyKind.REPORT,
            Duty.due < duty.due,
            Report.status != ReportStatus.RETURNED,
            Report.kind.in_((ReportKind.PROGRESS, ReportKind.NO_CHANGE, ReportKind.ELSEWHERE)),
        )
        .order_by(Duty.due.desc(), Report.id.desc())
        .limit(_MOST_NO_CHANGES)
        .tuples()
    )
    kinds = [kind for (kind,) in earlier]
    return next((count for count, kind in enumerate(kinds) if kind is not ReportKind.NO_CHANGE), len(kinds))


def _refuse_while_parts_are_open(duty: DutyFacts) -> None:
    """The lead's closing is judged on the whole: not while members of its collectives or its sub-tasks are open."""
    if duty.kind is DutyKind.REPORT or duty.collective_id is not None:
        return
    names = open_parts(duty.task_id, duty.id)
    if names:
        raise Refused(still_open(names))


def _check(text: ReportText, today: date, *, has_files: bool) -> None:
    if not text.progress.strip():
        raise Refused("请写进展情况：做到哪一步，结果是什么。", field="progress")
    if text.kind is ReportKind.ELSEWHERE and not has_files:
        raise Refused("请附上已在别处报送的那份材料。", field="files")
    if text.kind is ReportKind.CLOSURE:
        check_approval(text, today, has_files=has_files)
    for each, name in (("progress", "进展情况"), ("problems", "存在的问题"), ("next_steps", "下一步措施")):
        value = getattr(text, each)[: 10 * _LONGEST]
        value = re.sub(r"\s+", " ", value)
        if len(value) > _LONGEST:
            raise Refused(f"{name}太长（{len(value)} 字），请写在 {_LONGEST} 字以内，其余放进佐证。", field=each)
        refuse_id_cards(value, name, each)


def check_approval(text: ReportText, today: date, *, has_files: bool) -> None:
    """The unit head's approval (经本单位主要负责人审定): name and day, or a stamped scan among the files."""
    if not has_files:
        raise Refused("申请销号须附佐证，请添一份能说明结果的文件。", field="files")
    if text.is_stamped:
        return
    if not text.approved_by_head.strip():
        raise Refused(
            "申请销号须经本单位主要负责人审定，请写审定人姓名，或附盖章扫描件并勾选。", field="approved_by_head"
        )
    if text.approved_on is None:
        raise Refused("请写审定日期。", field="approved_on")
    if text.approved_on > today:
        raise Refused("审定日期不能晚于今天。", field="approved_on")
