"""The clock process (时钟进程): a few one-line jobs on APScheduler.

Ticks every few minutes and once at start, because a daily job that is missed during a restart would only fire tomorrow; the
rules know the hour themselves.
"""

from __future__ import annotations

import logging
import random
import signal
from typing import TYPE_CHECKING, Any

from apscheduler.schedulers.blocking import BlockingScheduler

from bots import new_session
from tracker.actions import horizon, nightly, posting, reminding
from tracker.actions.courier import GROUP_WAIT, Courier
from tracker.actions.evidence_place import vault_of
from tracker.store.db import connected
from tracker.timekeeper import real_now

if TYPE_CHECKING:
    from datetime import timedelta

    from apscheduler.schedulers.base import BaseScheduler

    from tracker.config import Config
    from tracker.timekeeper import Timekeeper

TICK_MINUTES = 5
POST_SECONDS = 5
ROLL_HOURS = 12
BACKUP_MINUTES = 10
log = logging.getLogger("tracker.clock")


def run_clock(config: Config, timekeeper: Timekeeper) -> None:
    """Run until SIGTERM or Ctrl-C; a job that runs is finished first."""
    scheduler = BlockingScheduler(timezone="Asia/Shanghai")
    add_jobs(scheduler, timekeeper, new_courier(config, "clock"))
    scheduler.add_job(_back_up, "interval", minutes=BACKUP_MINUTES, args=(config,), id="backup", **_once())
    signal.signal(signal.SIGTERM, lambda *_: scheduler.shutdown(wait=False))
    signal.signal(signal.SIGINT, lambda *_: scheduler.shutdown(wait=False))
    scheduler.start()


def add_jobs(scheduler: BaseScheduler, timekeeper: Timekeeper, courier: Courier) -> None:
    """The jobs of one installation: look (检视), post (发送), and roll the horizon (滚动编排)."""
    once = _once()
    scheduler.add_job(_look, "interval", minutes=TICK_MINUTES, args=(timekeeper,), id="look", **once)
    scheduler.add_job(_roll, "interval", hours=ROLL_HOURS, args=(timekeeper,), id="roll", **once)
    scheduler.add_job(_post, "interval", seconds=POST_SECONDS, args=(timekeeper, courier), id="post", **once)


def _once() -> dict[str, Any]:
    """Now, then by its interval; never twice at a time, and late rather than not."""
    return {"coalesce": True, "max_instances": 1, "misfire_grace_time": None, "next_run_time": real_now()}


def _back_up(config: Config) -> None:
    with connected():
        nightly.back_up_tonight(real_now, config, vault_of(config))


def _roll(timekeeper: Timekeeper) -> None:
    with connected():
        written = horizon.extend(timekeeper.now())
    if written:
        log.info("horizon: %d new duties", written)


def new_courier(config: Config, worker: str, group_wait: timedelta = GROUP_WAIT, *, by_hand: bool = False) -> Courier:
    """A courier of this process; `worker` begins its name in leases, which no other process has."""
    chance = random.SystemRandom()
    return Courier(config, new_session, chance.random, f"{worker}-{chance.getrandbits(48):012x}", group_wait, by_hand)


def _look(timekeeper: Timekeeper) -> None:
    with connected():
        nightly.clock_is_here(real_now())
        done = reminding.tick(timekeeper.now())
    if done.dispatches or done.proposals:
        log.info("tick: %d letters, %d proposals", len(done.dispatches), len(done.proposals))


def _post(timekeeper: Timekeeper, courier: Courier) -> None:
    with connected():
        for posted in posting.drain_at_once(timekeeper.now, courier):
            log.info("dispatch %d: %s %s", posted.dispatch, posted.state, posted.code)
