"""`tracker serve`: the production web server (granian), one WSGI application a worker."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces

from tracker.actions.practice import practice_time
from tracker.actions.working_days import working_days
from tracker.clock import new_courier
from tracker.config import read_config
from tracker.core.refusals import Refused
from tracker.logs import granian_logging, set_up_logging
from tracker.store.db import connected, migrate, open_database
from tracker.thrift import give_memory_back
from tracker.timekeeper import Timekeeper
from tracker.web import create_app, with_courier

if TYPE_CHECKING:
    from flask import Flask

    from tracker.config import Config

THREADS = 3
"""Requests that one worker answers at once; each holds one connection to the database."""
BACKLOG = 64
"""Requests that one worker has taken in and not answered."""
STOP_SECONDS = 20


_loaded: list[Flask] = []
"""The application as it was made before the workers forked."""


def application() -> Flask:
    """The WSGI application of one worker, configured by the environment."""
    config = read_config(os.environ)
    set_up_logging(config.log_format, "web")
    open_database(config.database_url, keep=True)
    made = _loaded[0] if _loaded else create_app(config, Timekeeper())
    return with_courier(made, new_courier(config, "web"))  # one each: leases are taken in its name


def run_serve(host: str, port: int, workers: int) -> None:
    """Serve until stopped. Refuses a demo's data: its dates are not real.

    The application with its templates is made before the workers fork, and set aside from the collector: so they share its
    memory. A worker that dies is replaced.
    """
    give_memory_back()
    config = read_config(os.environ)
    set_up_logging(config.log_format, "web")
    open_database(config.database_url)
    migrate()
    with connected():
        if practice_time() is not None:
            raise Refused("这是演示数据目录，不能用于正式环境。请用 TRACKER_DATA_DIR 另指一个目录。")
    sys.stderr.write(f"督办系统：http://{host}:{port}\n")
    _load(config)
    Granian(
        "tracker.serving:application",
        factory=True,
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.WSGI,
        websockets=False,
        blocking_threads=THREADS,
        backpressure=BACKLOG,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_access=False,  # it would write addresses; the application logs routes
        log_dictconfig=granian_logging(),
    ).serve()


def _load(config: Config) -> None:
    """Make the application and whatever it makes once: templates, the map of addresses, the working days, a first page."""
    made = create_app(config, Timekeeper())
    for name in made.jinja_env.list_templates(["html"]):
        made.jinja_env.get_template(name)
    for path in ("/healthz/live", "/sign-in"):
        made.test_client().get(path)
    with connected():
        working_days()
    _loaded.append(made)
    gc.collect()
    gc.freeze()
