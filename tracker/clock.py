"""The clock process (时钟进程): a few one-line jobs on APScheduler.

Ticks every few minutes and once at start, because a daily job that is missed during a restart would only fire tomorrow; the
rules know the hour themselves.
"""

from __future__ import annotations

import logging
import random
import signal
import socket
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from bots import new_session
from tracker.actions import calendar_ledger, horizon, nightly, posting, reminding
from tracker.actions.courier import GROUP_WAIT, Courier
from tracker.actions.evidence_place import vault_of
from tracker.actions.heartbeat import beat
from tracker.logs import event, set_up_logging
from tracker.store.db import connected
from tracker.thrift import give_memory_back
from tracker.timekeeper import real_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from apscheduler.schedulers.base import BaseScheduler

    from tracker.config import Config
    from tracker.timekeeper import Timekeeper

TICK_MINUTES = 5
POST_SECONDS = 5
ROLL_HOURS = 12
BACKUP_MINUTES = 10
Done = dict[str, int]
"""What a run of a job did, in numbers."""
log = logging.getLogger("tracker.clock")


def run_clock(config: Config, timekeeper: Timekeeper) -> None:
    """Run until SIGTERM or Ctrl-C; a job that runs is finished first."""
    from apscheduler.schedulers.blocking import BlockingScheduler  # noqa: PLC0415 - the web process wants our couriers only

    give_memory_back()
    set_up_logging(config.log_format, "clock")
    scheduler = BlockingScheduler(timezone="Asia/Shanghai")
    add_jobs(scheduler, timekeeper, new_courier(config, "clock"))
    backup = partial(_back_up, config)
    soon = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None, "next_run_time": real_now()}
    scheduler.add_job(run_job, "interval", minutes=BACKUP_MINUTES, args=("backup", backup), id="backup", **soon)
    signal.signal(signal.SIGTERM, lambda *_: scheduler.shutdown(wait=False))
    signal.signal(signal.SIGINT, lambda *_: scheduler.shutdown(wait=False))
    event(log, "clock started")
    scheduler.start()


def add_jobs(scheduler: BaseScheduler, timekeeper: Timekeeper, courier: Courier) -> None:
    """The jobs of one installation: look (检视), post (发送), roll the horizon (滚动编排), keep the calendars' ledger (日历账)."""
    once = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None, "next_run_time": real_now()}
    look, roll, post = partial(_look, timekeeper), partial(_roll, timekeeper), partial(_post, timekeeper, courier)
    told = partial(_tell_calendars, timekeeper, courier.config.base_url)
    scheduler.add_job(run_job, "interval", minutes=TICK_MINUTES, args=("look", look), id="look", **once)
    scheduler.add_job(run_job, "interval", minutes=TICK_MINUTES, args=("calendars", told), id="calendars", **once)
    scheduler.add_job(run_job, "interval", hours=ROLL_HOURS, args=("roll", roll), id="roll", **once)
    scheduler.add_job(run_job, "interval", seconds=POST_SECONDS, args=("post", post), id="post", **once)


def run_job(name: str, work: Callable[[], Done]) -> None:
    """One run of a job, with a line in the log and a heartbeat (心跳); a fault is logged, and the next run comes as planned.

    `post` comes every few seconds: it beats once a minute, and writes no line where nothing was posted.
    """
    begun = perf_counter()
    try:
        with connected():
            done = work()
            beat(name, socket.gethostname())
    except Exception:  # whatever it was, the clock goes on
        log.exception("job failed", extra={"facts": {"job": name}})
        return
    if name != "post" or any(done.values()):
        event(log, "job done", job=name, **done, ms=round((perf_counter() - begun) * 1000))


def _back_up(config: Config) -> Done:
    return {"backups": int(nightly.back_up_tonight(real_now, config, vault_of(config)))}


def new_courier(config: Config, worker: str, group_wait: timedelta = GROUP_WAIT, *, by_hand: bool = False) -> Courier:
    """A courier of this process; `worker` begins its name in leases, which no other process has."""
    chance = random.SystemRandom()
    return Courier(config, new_session, chance.random, f"{worker}-{chance.getrandbits(48):012x}", group_wait, by_hand)


def _look(timekeeper: Timekeeper) -> Done:
    done = reminding.tick(timekeeper.now())
    return {"letters": len(done.dispatches), "proposals": len(done.proposals)}


def _roll(timekeeper: Timekeeper) -> Done:
    return {"duties": horizon.extend(timekeeper.now())}


def _tell_calendars(timekeeper: Timekeeper, base_url: str) -> Done:
    return {"steps": calendar_ledger.catch_up(timekeeper.now(), base_url)}


def _post(timekeeper: Timekeeper, courier: Courier) -> Done:
    posted = posting.drain_at_once(timekeeper.now, courier)
    for each in posted:
        event(log, "letter posted", letter=each.dispatch, state=str(each.state), code=each.code)
    return {"posted": len(posted)}
