"""Receiving a document (收文): kept in the vault by its hash, with a reading job that waits; nothing is read here."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.evidence import clean_name
from tracker.core.access import Ability, require
from tracker.core.refusals import Moved, NotThere, Refused
from tracker.core.words import PlanStatus, Publicity
from tracker.store.db import transaction
from tracker.store.tables import Intake, Plan, Reading

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.actions.evidence import Upload
    from tracker.core.facts import Actor
    from tracker.store.vault import Vault

LARGEST_MB = 30  # what the reader takes
MOST_LETTERS = 2_000_000
PASTED = "粘贴的文字"
GONE = "没有找到这份收文，可能已经移走。"


def receive(now: datetime, actor: Actor, upload: Upload, *, vault: Vault, max_mb: int, renews: str = "") -> int:
    """Take in a file; `renews` is the key of the plan of which it is a new version. Returns the intake's id.

    The same document that is still under review is not taken in twice: its intake is returned.
    """
    require(actor, Ability.TAKE_IN)
    name = clean_name(upload.name)
    most = min(max_mb, LARGEST_MB)
    content = upload.stream.read(most * 1024 * 1024 + 1)
    if len(content) > most * 1024 * 1024:
        raise Refused(f"没有收“{name}”：超过 {most} MB。请删去图片，或只上传方案正文和附件。", field="files")
    if not content:
        raise Refused(f"没有收“{name}”：文件是空的，请重新选择。", field="files")
    return _take(now, actor, name, content, vault, renews, is_pasted=False)


def receive_text(now: datetime, actor: Actor, text: str, *, vault: Vault, renews: str = "") -> int:
    """Take in pasted text (粘贴的文字); the same in all else."""
    require(actor, Ability.TAKE_IN)
    if not text.strip():
        raise Refused("请选一份文件，或者把方案的文字粘贴进来。", field="files")
    if len(text) > MOST_LETTERS:
        raise Refused("粘贴的文字太长，请改为上传文件。", field="text")
    return _take(now, actor, PASTED, text.encode("utf-8", "replace"), vault, renews, is_pasted=True)


def remove(now: datetime, actor: Actor, intake_id: int) -> None:
    """Put aside a document that is not admitted (移走); the file and what was reviewed stay in the records."""
    require(actor, Ability.TAKE_IN)
    intake = intake_for(actor, intake_id)
    with transaction():
        removed = Intake.update(removed_at=now).where(
            Intake.id == intake_id, Intake.removed_at.is_null(), Intake.admitted_at.is_null()
        )
        if not removed.execute():
            raise Refused("这份收文已经入账，不能移走。")
        history.record(now, actor, "移走收文", "intake", intake_id, words=intake.name)


def intake_for(actor: Actor, intake_id: int) -> Intake:
    """The received document, for those who may review."""
    require(actor, Ability.TAKE_IN)
    intake = Intake.get_or_none(Intake.id == intake_id, Intake.removed_at.is_null())
    if intake is None:
        raise NotThere(GONE)
    return intake  # type: ignore[no-any-return]  # peewee's models are untyped


def open_intake(actor: Actor, intake_id: int) -> Intake:
    """The same, where it can still be changed; call inside the transaction of the change."""
    intake = intake_for(actor, intake_id)
    if intake.admitted_at is not None:
        raise Moved("这份收文已经入账，草稿留作记录，不能再改。")
    return intake


def _take(now: datetime, actor: Actor, name: str, content: bytes, vault: Vault, renews: str, *, is_pasted: bool) -> int:
    plan = _plan(renews)
    kept = vault.keep(BytesIO(content))
    with transaction():
        same = Intake.get_or_none(
            Intake.sha256 == kept.sha256,
            Intake.removed_at.is_null(),
            Intake.admitted_at.is_null(),
            Intake.renews.is_null() if plan is None else Intake.renews == plan.id,
        )
        if same is not None:
            return int(same.id)
        intake_id = Intake.insert(
            name=name,
            sha256=kept.sha256,
            size=kept.size,
            is_pasted=is_pasted,
            received_by=actor.id,
            received_at=now,
            renews=plan.id if plan else None,
            publicity=plan.publicity if plan else Publicity.COUNTS,
        ).execute()
        Reading.insert(intake=intake_id).execute()
        words = f"{name}，{kept.size} 字节" + (f"，《{plan.title}》的新版" if plan else "")
        history.record(
            now,
            actor,
            "收文",
            "intake",
            intake_id,
            plan_id=plan.id if plan else None,
            words=words,
            data={"sha256": kept.sha256},
        )
    return int(intake_id)


def _plan(key: str) -> Plan | None:
    if not key:
        return None
    plan = Plan.get_or_none(Plan.key == key)
    if plan is None:
        raise NotThere("没有找到要换新版的方案。")
    if plan.status is PlanStatus.ENDED:
        raise Refused("这个方案已经收官，不能再换新版；请作为新方案收文，再接续它。")
    return plan  # type: ignore[no-any-return]  # peewee's models are untyped
