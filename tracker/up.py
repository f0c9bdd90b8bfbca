"""`tracker up`: everything in one process on SQLite, for a newcomer. Loopback only, with practice robots and a practice date."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler
from werkzeug.serving import make_server

from bots.practice import DEFAULT_ROBOTS, PracticeServer, RobotSpec, serve_practice
from tasks_seed.shipped import load_shipped, shipped_keys
from tracker.actions.channels import add_channel
from tracker.actions.intake import admit_all
from tracker.actions.people import add_person, demo_people
from tracker.actions.practice import START, keep_robot_hosts, practice_time, set_practice_time
from tracker.actions.sealing import seal
from tracker.clock import add_jobs, new_courier
from tracker.core.refusals import Refused
from tracker.core.words import Audience, Role
from tracker.logs import set_up_logging
from tracker.store.db import connected, migrate, open_database
from tracker.store.tables import Channel, Plan, Unit
from tracker.timekeeper import Timekeeper
from tracker.web import create_app

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.config import Config

DEMO_PASSWORD = "yanshi-2025"  # noqa: S105 - printed on the demo's own screen, loopback only
DEMO_GROUP_WAIT = timedelta(seconds=5)
"""A newcomer who returns a report wants to see the message arrive."""
_LIAISONS = (
    ("珠海市教育局", "zhuhai-jyj"),
    ("珠海市香洲区人民政府", "xiangzhou"),
    ("金华市教育局", "jinhua-jyj"),
    ("托里县教科局", "tuoli-jkj"),
)


@dataclass(frozen=True, slots=True)
class Running:
    """The addresses of a running demo."""

    web: str
    robots: str


def run_up(config: Config, port: int) -> None:
    """Run the demo until Ctrl-C or SIGTERM; prints the addresses when everything answers."""
    _require_free(port)
    set_up_logging(config.log_format, "up")
    open_database(config.database_url)
    migrate()
    timekeeper = Timekeeper(practice_time)
    with connected():
        _refuse_real_data()
        if practice_time() is None:
            set_practice_time(START)
    robots = _start_robots(timekeeper, port + 1)
    config = replace(config, robot_hosts=dict(robots.robot_hosts), base_url=f"http://127.0.0.1:{port}")
    with connected():
        prepare(timekeeper.now(), config, robots)
    courier = new_courier(config, "up", DEMO_GROUP_WAIT)
    web = make_server(
        "127.0.0.1",
        port,
        create_app(config, timekeeper, courier=courier, robots_url=robots.url),
        threaded=True,
    )
    scheduler = BackgroundScheduler(timezone="Asia/Shanghai")
    add_jobs(scheduler, timekeeper, courier)
    scheduler.start()
    threading.Thread(target=web.serve_forever, name="web", daemon=True).start()
    _say(Running(config.base_url, robots.url))
    _wait()
    scheduler.shutdown(wait=False)
    web.shutdown()
    robots.stop()


def prepare(now: datetime, config: Config, robots: PracticeServer) -> None:
    """Make an empty installation a demo: the five plans, people by role, practice robots as channels. Repeats change nothing."""
    admit_all(now, (load_shipped(key) for key in shipped_keys()))
    keep_robot_hosts(dict(robots.robot_hosts))
    if not demo_people():
        _add_people(now)
    for spec in DEFAULT_ROBOTS:
        _add_robot(now, config, spec, robots)


def _add_robot(now: datetime, config: Config, spec: RobotSpec, robots: PracticeServer) -> None:
    """A practice robot as a channel; its address anew where the practice server listens on another port today."""
    address = spec.address_text(robots.url)
    row = Channel.get_or_none(Channel.name == spec.name)
    if row is not None:
        Channel.update(address=seal(address, config.secret_key)).where(Channel.id == row.id).execute()
        return
    add_channel(
        now,
        config,
        platform=str(spec.platform),
        name=spec.name,
        address=address,
        secret=spec.secret,
        keywords=spec.keywords,
        audience=Audience.OFFICE if spec.platform == "feishu" else None,
        is_practice=True,
    )


def _add_people(now: datetime) -> None:
    for unit_name, username in _LIAISONS:
        unit = Unit.get_or_none(Unit.full_name == unit_name)
        if unit is not None:
            _person(now, username, f"演示联络员·{unit.full_name}", Role.LIAISON, unit.id)
    _person(now, "ducha", "演示督查员·督查室", Role.OFFICE)
    _person(now, "duxue", "演示督学·教育督导室", Role.OFFICE)
    _person(now, "lingdao", "演示领导·分管领导", Role.LEADER)
    _person(now, "guanli", "演示管理员", Role.ADMIN)


def _person(now: datetime, username: str, name: str, role: Role, unit_id: int | None = None) -> None:
    add_person(now, username=username, name=name, role=role, password=DEMO_PASSWORD, unit_id=unit_id, is_demo=True)


def _refuse_real_data() -> None:
    if practice_time() is None and Plan.select().exists():
        raise Refused("这个数据目录里已有正式台账，不能用来演示。请用 --data 另选一个目录。")


def _require_free(port: int) -> None:
    """Find out before anything is written; without waiting for a server's own words."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Refused(f"端口 {port} 已被占用，请用 --port 换一个。") from None


def _start_robots(timekeeper: Timekeeper, port: int) -> PracticeServer:
    def practice_now() -> datetime:
        with connected():
            return timekeeper.now()

    try:
        return serve_practice(port=port, clock=practice_now)
    except OSError:
        return serve_practice(port=0, clock=practice_now)


def _say(running: Running) -> None:
    lines = (
        f"督办系统（演示）：{running.web}",
        f"演习机器人（消息到这里看）：{running.robots}",
        f"演示身份在登录页一点就进；账号口令登录也可以，口令都是 {DEMO_PASSWORD}",
        "按 Ctrl-C 停止。",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _wait() -> None:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    stop.wait()
