"""The clock's child of `bench.memory`: what `tracker clock` loads and does, without waiting five minutes for each tick."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timedelta
from functools import partial

from psutil import Process

import tracker.cli
from tracker.clock import _look as look  # the clock's own job
from tracker.clock import _post as post  # the same
from tracker.clock import new_courier, run_job
from tracker.commands import pieces
from tracker.config import read_config
from tracker.store.db import open_database
from tracker.thrift import give_memory_back
from tracker.timekeeper import SHANGHAI, Practice, Timekeeper, real_now

FIRST_TICK = datetime(2025, 11, 20, 8, tzinfo=SHANGHAI)
LOADED = (tracker.cli, pieces)


def run_ticks(ticks: int) -> None:
    """So many looks and posts, five minutes apart by the calendar; says its RSS and PSS at each tenth, and waits to be weighed."""
    from apscheduler.schedulers.blocking import BlockingScheduler  # noqa: PLC0415 - as the clock does

    give_memory_back()
    BlockingScheduler(timezone="Asia/Shanghai")
    config = read_config(os.environ)
    open_database(config.database_url)
    at = [FIRST_TICK]
    timekeeper = Timekeeper(lambda: Practice(at[0], real_now()))
    courier = new_courier(config, "bench")
    for number in range(ticks):
        if number == 1 or (number and number % (ticks // 10) == 0):
            _tell(number)
        run_job("look", partial(look, timekeeper))
        run_job("post", partial(post, timekeeper, courier))
        at[0] += timedelta(minutes=5)
    _tell(ticks)
    sys.stdin.read()  # until the weighing is over


def _tell(number: int) -> None:
    full = Process().memory_full_info()
    print(number, full.rss / 2**20, full.pss / 2**20, flush=True)
