"""Working days that the office enters itself (工作日调整), for a year whose notice the kept library does not have yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.actions import history
from tracker.actions.working_days import COMPLETE_YEARS
from tracker.core.access import Ability, require
from tracker.core.refusals import NotThere
from tracker.store.db import transaction
from tracker.store.tables import DayRule, Setting

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.core.facts import Actor


def set_day(now: datetime, actor: Actor, day: date, *, works: bool, note: str) -> None:
    """Let a day be worked or free, whatever the library says."""
    require(actor, Ability.OPERATE)
    with transaction():
        DayRule.insert(day=day, works=works, note=note.strip()[:120]).on_conflict(
            conflict_target=[DayRule.day], update={DayRule.works: works, DayRule.note: note.strip()[:120]}
        ).execute()
        word = "上班" if works else "放假"
        history.record(now, actor, "调整工作日", "day", day.toordinal(), words=f"{day:%Y-%m-%d} {word} {note}".strip())


def unset_day(now: datetime, actor: Actor, day: date) -> None:
    """Take an own rule back; the library's data hold again."""
    require(actor, Ability.OPERATE)
    with transaction():
        if not DayRule.delete().where(DayRule.day == day).execute():
            raise NotThere("这一天没有单独调整过。")
        history.record(now, actor, "取消调整", "day", day.toordinal(), words=f"{day:%Y-%m-%d}")


def complete_year(now: datetime, actor: Actor, year: int) -> None:
    """Say that a year's notice is entered in full, so that the page no longer warns of it."""
    require(actor, Ability.OPERATE)
    with transaction():
        row = Setting.get_or_none(Setting.key == COMPLETE_YEARS)
        years = sorted({*(row.value if row else ()), year})
        Setting.insert(key=COMPLETE_YEARS, value=years).on_conflict(
            conflict_target=[Setting.key], update={Setting.value: years}
        ).execute()
        history.record(now, actor, "调休已录全", "day", year, words=f"{year}年")
