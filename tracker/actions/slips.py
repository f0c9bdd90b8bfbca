"""Offline return slips (离线回执): made for a unit, brought back, looked at line by line, and only then reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from tracker.actions import history, progress
from tracker.actions.progress import ReportText, check_report
from tracker.core.access import Ability, require, require_unit
from tracker.core.refusals import Moved, NotAllowed, NotThere, Refused
from tracker.core.slips import (
    DutyNow,
    SlipBase,
    SlipForm,
    SlipKey,
    SlipLine,
    SlipReading,
    SlipRow,
    judge,
    kind_of,
    read_key,
    secret_of,
    state_of,
    write_key,
)
from tracker.core.words import ReportStatus, Role, SlipVerdict
from tracker.store.db import transaction
from tracker.store.queries import slips as readings
from tracker.store.queries.duties import duty_facts
from tracker.store.queries.units import unit_name
from tracker.store.tables import Duty, Slip, SlipDuty, SlipUpload, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from tracker.core.facts import Actor, DutyFacts
    from tracker.core.words import ReportKind
    from tracker.store.queries.slips import KeptDuty, LastReport, UploadFacts
    from tracker.store.vault import Vault

MOST_LINES = 2000
_SAID_BEFORE = 300


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a preview (预览): what it says, what becomes of it, and which duty it speaks of, where that is known."""

    line: SlipLine
    reading: SlipReading
    duty: DutyFacts | None = None
    kind: ReportKind | None = None
    claims: bool = False
    before: LastReport | None = None
    kept_id: int = 0
    revision: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether it may be reported."""
        return self.reading.verdict is SlipVerdict.READY


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that lines are held against, gathered at once."""

    kept: dict[tuple[int, int], KeptDuty]
    duties: dict[int, DutyFacts]
    wordings: dict[int, str]
    before: dict[int, LastReport]
    moved: dict[int, int]


def ability_for(actor: Actor) -> Ability:
    """What somebody reports slips by: a liaison for the own unit, the office for a unit that sent its slip."""
    return Ability.REPORT if actor.role is Role.LIAISON else Ability.ENTER


def make_slip(now: datetime, actor: Actor, unit_id: int, *, secret_key: str) -> SlipForm:
    """Make a slip for a unit with only what it may report on today, and remember in which state each duty was."""
    require(actor, ability_for(actor))
    require_unit(actor, unit_id)
    if Unit.get_or_none(Unit.id == unit_id) is None:
        raise NotThere("没有找到这个单位。")
    duties, left_out = readings.reportable(unit_id, now.date())
    if not duties:
        raise Refused("这个单位现在没有可以报送的事项，不用做回执。")
    words = readings.task_words(duty.task_id for duty in duties)
    digests = readings.wording_digests(words)
    before = readings.last_reports([duty.id for duty in duties])
    moved = readings.revisions(duty.id for duty in duties)
    secret = secret_of(secret_key)
    with transaction():
        slip_id = int(Slip.insert(unit=unit_id, made_by=actor.id, made_at=now).execute())
        rows = []
        for duty in duties:
            last = before.get(duty.id)
            base = SlipBase(slip_id, duty.id, unit_id, moved[duty.id], last.id if last else 0, digests[duty.task_id])
            SlipDuty.insert(
                slip=slip_id,
                duty=duty.id,
                revision=base.revision,
                last_report_id=base.last_report_id,
                wording=base.wording,
            ).execute()
            rows.append(_row(duty, words[duty.task_id], last, write_key(secret, base)))
        history.record(now, actor, "生成离线回执", "slip", slip_id, words=f"{len(rows)} 件", data={"unit": unit_id})
    return SlipForm(slip_id, unit_name(unit_id), now.date(), tuple(rows), left_out)


def keep_upload(now: datetime, actor: Actor, name: str, lines: Sequence[SlipLine]) -> int:
    """Keep what a file says until somebody confirms it; nothing is reported yet. Returns its id."""
    require(actor, ability_for(actor))
    if not lines:
        raise Refused("文件里没有找到回执的行。请用系统下载的离线回执填写，不要另外做表。", field="file")
    if len(lines) > MOST_LINES:
        raise Refused(f"这份回执有 {len(lines)} 行，一次最多收 {MOST_LINES} 行，请分开上传。", field="file")
    with transaction():
        kept = [asdict(line) for line in lines]
        return int(SlipUpload.insert(person=actor.id, name=name[:200], lines=kept, at=now).execute())


def upload_for(actor: Actor, upload_id: int) -> UploadFacts:
    """A file that this person brought; another's looks as if it were not there."""
    require(actor, ability_for(actor))
    upload = readings.upload_by_id(upload_id)
    if upload is None or upload.person_id != actor.id:
        raise NotThere("没有找到这份回执，可能不是您上传的。")
    return upload


def look(now: datetime, actor: Actor, upload: UploadFacts, *, secret_key: str) -> list[LineShown]:
    """What each line would become now; nothing is written."""
    lines = [SlipLine(**{**line, "formulas": tuple(line["formulas"])}) for line in upload.lines]
    keys = [_key(secret_of(secret_key), line) for line in lines]
    known = _gather([key for key in keys if isinstance(key, SlipKey)])
    filled = Counter(
        key.duty_id for key, line in zip(keys, lines, strict=True) if isinstance(key, SlipKey) and not line.is_empty
    )
    return [
        LineShown(line, SlipReading(SlipVerdict.EMPTY if line.is_empty else SlipVerdict.STRANGE, key))
        if isinstance(key, str)
        else _look_at(now, actor, line, key, known, is_repeated=filled[key.duty_id] > 1)
        for line, key in zip(lines, keys, strict=True)
    ]


def send_upload(
    now: datetime,
    actor: Actor,
    upload_id: int,
    chosen: Collection[int],
    *,
    secret_key: str,
    vault: Vault,
) -> int:
    """Report the chosen duties of a file in one transaction, all or none; returns how many. A second time changes nothing."""
    upload = upload_for(actor, upload_id)
    if not chosen:
        raise Refused("请至少选一行。")
    with transaction():
        ready = {
            shown.duty.id: shown
            for shown in look(now, actor, upload, secret_key=secret_key)
            if shown.is_ready and shown.duty
        }
        gone = [duty_id for duty_id in chosen if duty_id not in ready]
        if gone:
            raise Moved(f"有 {len(gone)} 行现在不能报了，一行也没有报。原因写在各行旁边，请看过再确认。")
        for duty_id in chosen:
            _send(now, actor, ready[duty_id], vault)
        SlipUpload.update(sent_at=now, sent=SlipUpload.sent + len(chosen)).where(SlipUpload.id == upload_id).execute()
        history.record(now, actor, "导入离线回执", "slip_upload", upload_id, words=f"{len(chosen)} 件")
    return len(chosen)


def _row(duty: DutyFacts, words: tuple[str, str | None], last: LastReport | None, key: str) -> SlipRow:
    text, wording = words
    return SlipRow(
        key=key,
        plan=duty.plan_title,
        task_no=duty.task_no,
        text=text,
        kind=duty.kind.label,
        deadline=wording or "原文未写",
        due=duty.due.isoformat() if duty.due else "没有到期日",
        before=_before(last),
    )


def _before(last: LastReport | None) -> str:
    if last is None:
        return "还没有报过"
    if last.status is ReportStatus.RETURNED:
        return f"{last.at:%Y-%m-%d} 报的已退回补正：{last.opinion}"
    said = last.progress if len(last.progress) <= _SAID_BEFORE else f"{last.progress[:_SAID_BEFORE]}……"
    return f"{last.at:%Y-%m-%d} {last.kind.label}：{said}"


def _key(secret: bytes, line: SlipLine) -> SlipKey | str:
    """What a line's key says, or the sentence why it says nothing."""
    try:
        return read_key(secret, line.key)
    except Refused as refused:
        return refused.sentence


def _gather(keys: Sequence[SlipKey]) -> _Known:
    named = sorted({key.duty_id for key in keys})
    duties = {duty.id: duty for duty in duty_facts(Duty.id.in_(named))}
    return _Known(
        kept=readings.kept_duties({key.slip_id for key in keys}),
        duties=duties,
        wordings=readings.wording_digests({duty.task_id for duty in duties.values()}),
        before=readings.last_reports(named),
        moved=readings.revisions(named),
    )


def _look_at(
    now: datetime, actor: Actor, line: SlipLine, key: SlipKey, known: _Known, *, is_repeated: bool
) -> LineShown:
    kept, duty = known.kept.get((key.slip_id, key.duty_id)), known.duties.get(key.duty_id)
    if kept is None or duty is None or key.state != state_of(kept.base):
        return LineShown(line, SlipReading(SlipVerdict.STRANGE, "系统里没有这份回执的底稿，请下载新的回执。"))
    last = known.before.get(duty.id)
    state = DutyNow(
        status=duty.status,
        is_exempt=duty.is_exempt,
        last_report_id=last.id if last else 0,
        wording=known.wordings[duty.task_id],
        imported_on=kept.imported_on,
    )
    unit_id = actor.held_to
    reading = judge(line, kept.base, state, unit_id=unit_id, is_repeated=is_repeated)
    if reading.verdict is SlipVerdict.ELSEWHERE:
        return LineShown(line, reading)  # another unit's duty is not shown
    shown = LineShown(line, reading, duty, before=last, kept_id=kept.id, revision=known.moved[duty.id])
    return _checked(now, actor, shown) if shown.is_ready else shown


def _checked(now: datetime, actor: Actor, shown: LineShown) -> LineShown:
    """The line held against the rules of reporting itself."""
    assert shown.duty is not None  # noqa: S101 - for the type checker
    try:
        text = _text(shown.line)
        ready = check_report(now, actor, shown.duty.id, text, has_files=False, ability=ability_for(actor))
    except (NotThere, NotAllowed):
        raise
    except Refused as refused:
        return LineShown(shown.line, SlipReading(SlipVerdict.WRONG, refused.sentence), shown.duty, before=shown.before)
    return replace(shown, kind=text.kind, claims=ready.claims)


def _text(line: SlipLine) -> ReportText:
    return ReportText(
        kind=kind_of(line.kind), progress=line.progress, problems=line.problems, next_steps=line.next_steps
    )


def _send(now: datetime, actor: Actor, shown: LineShown, vault: Vault) -> None:
    """Report one line. The duty must still be as it was looked at; the slip's copy is spent with it."""
    assert shown.duty is not None  # noqa: S101 - for the type checker
    held = Duty.update(revision=Duty.revision).where(Duty.id == shown.duty.id, Duty.revision == shown.revision)
    if not held.execute():
        raise Moved("有一件事项刚刚由他人处理，一行也没有报，请看过再确认。")
    report_id = progress.report(
        now, actor, shown.duty.id, _text(shown.line), (), vault=vault, max_mb=1, ability=ability_for(actor)
    )
    spent = SlipDuty.update(report=report_id, imported_at=now).where(
        SlipDuty.id == shown.kept_id, SlipDuty.report.is_null()
    )
    if not spent.execute():
        raise Moved("这份回执刚刚由他人导入，一行也没有报。")
