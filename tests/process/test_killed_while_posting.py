"""A clock process that is killed while it sends: nothing is lost, nothing shows twice on DingTalk, and nobody claims to know what
cannot be known."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from killing import run_until

from bots.practice import RobotSpec, serve_practice
from bots.words import Platform
from tracker.actions import posting
from tracker.actions.channels import add_channel, say
from tracker.clock import new_courier
from tracker.config import Config, read_config
from tracker.core.words import DispatchState
from tracker.store.db import connected, open_database
from tracker.store.tables import Attempt, Dispatch

KILLS = 100  # on each of the two engines
WECOM = RobotSpec(Platform.WECOM, "演示企业微信群", "wecom-key-0001")
DINGTALK = RobotSpec(Platform.DINGTALK, "演示钉钉群", "dingtalk-key-01", secret="SECdemo", keywords=("督办",))
START = datetime(2026, 1, 5, 9, 1, tzinfo=ZoneInfo("Asia/Shanghai"))


def drain(url: str, config: Config, now: datetime) -> None:
    """What a clock process does in one round, in a process of its own."""
    open_database(url)
    with connected():
        for _ in posting.drain(lambda: now, new_courier(config, "killed")):
            pass


def test_two_hundred_kills_lose_nothing_and_repeat_nothing(database, tmp_path):
    chance = random.Random(20260105)
    now = [START]
    with serve_practice(port=0, clock=lambda: now[0], robots=(WECOM, DINGTALK)) as robots:
        config = read_config({"TRACKER_SECRET_KEY": "a key for tests only"}, data_dir=str(tmp_path))
        config = replace(config, robot_hosts=dict(robots.robot_hosts))
        for spec in (WECOM, DINGTALK):
            text = spec.address_text(robots.url)
            words = {"secret": spec.secret, "keywords": spec.keywords}
            add_channel(now[0], config, platform=str(spec.platform), name=spec.name, address=text, **words)
        kills = rounds = 0
        points = {"": 0, "bots.sending.send": 0}
        while kills < KILLS:
            rounds += 1
            for spec in (WECOM, DINGTALK):
                say(now[0], spec.name, "督办" + f"〔{rounds}〕" * (600 if rounds % 7 == 0 else 1))
            within = list(points)[rounds % 2]  # anywhere at all, and while the message is on its way
            point = chance.randrange(1, points[within]) if points[within] else None
            death = run_until(drain, database, config, now[0], point=point, within=within)
            kills += death.killed
            points[within] = death.points or points[within]
            now[0] += timedelta(seconds=61)
        while Dispatch.select().where(Dispatch.state.in_(("queued", "retry", "sending", "held"))).exists():
            now[0] += timedelta(seconds=61)
            assert list(posting.drain(lambda: now[0], new_courier(config, "last")))
        shown = {room.spec.platform: [str(call.payload) for call in room.delivered] for room in robots.rooms}

    assert Attempt.select().where(Attempt.ended_at.is_null()).count() == 0
    for row in Dispatch.select():
        mark = row.body[2 : row.body.index("〕") + 1]
        times = sum(mark in text for text in shown[row.channel.platform])
        if row.channel.platform == "dingtalk":
            assert (row.state, times) == (DispatchState.DELIVERED, 1), mark
        elif row.state is DispatchState.DELIVERED:
            assert times == -(-len(row.body.encode()) // 2000), mark
        else:
            assert row.state is DispatchState.UNCERTAIN
            assert times <= row.parts_sent + 1, mark
    uncertain = Dispatch.select().where(Dispatch.state == DispatchState.UNCERTAIN).count()
    assert 0 < uncertain < KILLS
