from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_plan import Town, make_town

from bots.practice import PracticeServer, RobotSpec, serve_practice
from bots.words import Platform
from tracker.actions.channels import add_channel


@pytest.fixture
def town(database: str, tmp_path: Path) -> Town:
    return make_town(tmp_path)


class Clock:
    """A clock that stands where a test puts it."""

    def __init__(self) -> None:
        from small_plan import at

        self.moment = at("2026-01-08 09:30")

    def __call__(self):
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


WECOM = RobotSpec(Platform.WECOM, "演示企业微信群", "wecom-key-0001")
DINGTALK = RobotSpec(Platform.DINGTALK, "演示钉钉群", "dingtalk-key-01", secret="SECdemo", keywords=("督办",))


@pytest.fixture
def robots(clock: Clock) -> Iterator[PracticeServer]:
    with serve_practice(port=0, clock=clock, robots=(WECOM, DINGTALK)) as server:
        yield server


@pytest.fixture
def channels(town: Town, robots: PracticeServer, clock: Clock):
    """Both robots as channels; returns the configuration that reaches them."""
    from dataclasses import replace

    config = replace(town.config, robot_hosts=dict(robots.robot_hosts))
    for spec in (WECOM, DINGTALK):
        add_channel(
            clock(),
            config,
            platform=str(spec.platform),
            name=spec.name,
            address=spec.address_text(robots.url),
            secret=spec.secret,
            keywords=spec.keywords,
        )
    return config
