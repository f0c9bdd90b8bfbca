"""Reading a received document (读件): claimed by a lease, read in a process of its own, its drafts written at once.

Whoever comes second finds the job claimed. A process that dies leaves a lease that runs out: the page then offers 重新读取.
Lease times are the machine's own, because a demo's date may be walked through.
"""

from __future__ import annotations

import logging
import re
import threading
from datetime import timedelta
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from tasks_seed.readers import DocumentRefused
from tasks_seed.reading_apart import Progress, parse_pasted, read_and_parse
from tasks_seed.wire import plain
from tracker.actions import history
from tracker.actions.draft_rows import write_drafts
from tracker.actions.receiving import intake_for
from tracker.core.refusals import Refused
from tracker.core.words import ReadingState
from tracker.store.db import connected, transaction
from tracker.store.tables import Draft, Intake, Reading
from tracker.timekeeper import real_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tasks_seed.reading_apart import Reading as Read
    from tracker.core.facts import Actor
    from tracker.store.vault import Vault

LEASE = timedelta(seconds=150)  # longer than the reader may take, and renewed by every progress line
BROKEN = "读取时出了意外，没有读完。文件还在，请点“重新读取”；再不行，请另存为新文件或直接粘贴文字。"
THREAD = "reading-"
_EVERY = timedelta(seconds=0.3)
_log = logging.getLogger(__name__)


class _Lost(Exception):  # noqa: N818 - a signal to ourselves
    """Somebody else has claimed the job meanwhile."""


def start(now: Callable[[], datetime], vault: Vault, intake_id: int) -> threading.Thread:
    """Read in a thread with its own connection; returns it. The page shows how far it is."""
    thread = threading.Thread(
        target=_in_own_connection, args=(now, vault, intake_id), name=f"{THREAD}{intake_id}", daemon=True
    )
    thread.start()
    return thread


def wait_for_all() -> None:
    """Wait until no reading runs in this process any more: for an orderly end."""
    for thread in threading.enumerate():
        if thread.name.startswith(THREAD):
            thread.join()


def ask_again(now: datetime, actor: Actor, intake_id: int) -> None:
    """重新读取: put the job back, where it failed or its reader died and nobody has begun to review."""
    intake = intake_for(actor, intake_id)
    with transaction():
        free = Reading.update(state=ReadingState.WAITING, lease_until=None, done=0, total=0, sentence="").where(
            Reading.intake == intake_id, _is_idle(real_now())
        )
        if not free.execute():
            raise Refused("这份文件正在读取，或者已经读完，不用重新读取。")
        history.record(now, actor, "重新读取", "intake", intake_id, words=intake.name)


def read(now: Callable[[], datetime], vault: Vault, intake_id: int) -> bool:
    """Claim the job and do it; False where it is claimed already or done. Every end is written into the job."""
    mark = token_hex(8)
    if not _claim(intake_id, mark):
        return False
    try:
        found = _read_apart(vault, intake_id, mark)
        _finish(now(), intake_id, mark, found)
    except _Lost:
        return False
    except DocumentRefused as refused:
        _give_up(intake_id, mark, ReadingState.REFUSED, refused.sentence)
    except Exception as fault:  # noqa: BLE001 - a reader's fault must not leave a job that looks alive
        _log.error("Reading intake %s failed: %s", intake_id, type(fault).__name__)
        _give_up(intake_id, mark, ReadingState.BROKEN, BROKEN)
    return True


def _in_own_connection(now: Callable[[], datetime], vault: Vault, intake_id: int) -> None:
    with connected():
        read(now, vault, intake_id)


def _is_idle(moment: datetime) -> Any:  # noqa: ANN401 - a peewee expression
    """Failed, or claimed by somebody whose lease has run out."""
    failed = Reading.state.in_((ReadingState.WAITING, ReadingState.REFUSED, ReadingState.BROKEN))
    return failed | ((Reading.state == ReadingState.READING) & (Reading.lease_until < moment))


def _claim(intake_id: int, mark: str) -> bool:
    moment = real_now()
    claimed = Reading.update(
        state=ReadingState.READING,
        claimed_by=mark,
        lease_until=moment + LEASE,
        tries=Reading.tries + 1,
        done=0,
        total=0,
        sentence="",
        finished_at=None,
    ).where(
        Reading.intake == intake_id,
        (Reading.state == ReadingState.WAITING)
        | ((Reading.state == ReadingState.READING) & (Reading.lease_until < moment)),
    )
    return bool(claimed.execute())


def _read_apart(vault: Vault, intake_id: int, mark: str) -> Read:
    """The one place that knows the reader."""
    intake = Intake.get_by_id(intake_id)
    tell = _teller(intake_id, mark)
    if intake.is_pasted:
        pasted = vault.read_bytes(intake.sha256).decode()
        return parse_pasted("\n".join(re.split("\r\n|\r|\n", pasted)), name=intake.name, progress=tell)
    with vault.as_path(intake.sha256) as path:
        return read_and_parse(path, name=intake.name, progress=tell)


def _teller(intake_id: int, mark: str) -> Callable[[Progress], None]:
    """Writes progress, a few times a second at most, and renews the lease."""
    last = real_now() - _EVERY

    def tell(progress: Progress) -> None:
        nonlocal last
        moment = real_now()
        if moment - last < _EVERY:
            return
        last = moment
        told = Reading.update(
            done=progress.done, total=progress.total, sentence=progress.sentence, lease_until=moment + LEASE
        )
        if not told.where(Reading.intake == intake_id, Reading.claimed_by == mark).execute():
            raise _Lost

    return tell


def _finish(now: datetime, intake_id: int, mark: str, found: Read) -> None:
    with transaction():
        _end(intake_id, mark, ReadingState.READ, "", document=plain(found.document))
        Draft.delete().where(Draft.intake == intake_id).execute()
        rows = write_drafts(now.date(), intake_id, found.plan)
        intake = Intake.get_by_id(intake_id)
        words = f"{intake.name}：{rows} 条草稿"
        history.record(now, None, "读件", "intake", intake_id, plan_id=intake.renews_id, words=words)


def _give_up(intake_id: int, mark: str, state: ReadingState, sentence: str) -> None:
    try:
        with transaction():
            _end(intake_id, mark, state, sentence)
    except _Lost:
        return


def _end(intake_id: int, mark: str, state: ReadingState, sentence: str, **values: object) -> None:
    ended = Reading.update(state=state, sentence=sentence, lease_until=None, finished_at=real_now(), **values).where(
        Reading.intake == intake_id, Reading.claimed_by == mark, Reading.state == ReadingState.READING
    )
    if not ended.execute():
        raise _Lost
