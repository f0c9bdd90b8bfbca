"""The practice time of a demo installation (演示日期): set it, walk a day, walk to the next moment something is said."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from tracker.actions import horizon, posting, reminding
from tracker.actions.working_days import working_days
from tracker.core.refusals import NotAllowed
from tracker.store.tables import Setting
from tracker.timekeeper import SHANGHAI, Practice, real_now

if TYPE_CHECKING:
    from tracker.actions.courier import Courier

START = datetime(2025, 12, 18, 8, 40, tzinfo=SHANGHAI)
_KEY = "practice"
_HOSTS = "practice_robots"
_FARTHEST = timedelta(days=60)


def practice_time() -> Practice | None:
    """The practice time in force, or None on a real installation."""
    row = Setting.get_or_none(Setting.key == _KEY)
    if row is None:
        return None
    return Practice(datetime.fromisoformat(row.value["at"]), datetime.fromisoformat(row.value["set_at"]))


def set_practice_time(at: datetime) -> None:
    """Let this installation live at `at`; only the demo door calls it."""
    value = {"at": at.isoformat(), "set_at": real_now().isoformat()}
    Setting.insert(key=_KEY, value=value).on_conflict(
        conflict_target=[Setting.key], update={Setting.value: value}
    ).execute()


def keep_robot_hosts(hosts: dict[str, str]) -> None:
    """Remember where the practice robots listen, so that other commands on the same data find them."""
    Setting.insert(key=_HOSTS, value=hosts).on_conflict(
        conflict_target=[Setting.key], update={Setting.value: hosts}
    ).execute()


def robot_hosts() -> dict[str, str]:
    """The practice robots' addresses of a demo installation; empty on a real one."""
    row = Setting.get_or_none(Setting.key == _HOSTS)
    return dict(row.value) if row and practice_time() else {}


def walk_a_day(now: datetime, courier: Courier) -> datetime:
    """Go on to the next day at 11:01, as if the clock had run through its morning; returns the new practice time."""
    _require_practice()
    return _live_through(now.date() + timedelta(days=1), courier)


def walk_to_next(now: datetime, courier: Courier) -> datetime:
    """Go on to the next day on which something will be said (60 days at the most)."""
    _require_practice()
    first = now.date() + timedelta(days=1)
    for day in reminding.rehearse(first, first + _FARTHEST):
        if day.letters or day.proposals:
            return _live_through(day.day, courier)
    return _live_through(working_days().on_or_after(first), courier)


def _live_through(day: date, courier: Courier) -> datetime:
    horizon.extend(datetime.combine(day, time(9, 0), SHANGHAI))
    reminding.tick(datetime.combine(day, time(9, 30), SHANGHAI))
    at = datetime.combine(day, time(11, 1), SHANGHAI)
    set_practice_time(at)
    for _ in posting.drain(lambda: at, courier):
        pass
    return at


def _require_practice() -> None:
    if practice_time() is None:
        raise NotAllowed("只有演示环境能改日期。")
