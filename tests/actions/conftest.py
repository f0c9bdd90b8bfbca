from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from received import settle_names, take_in, vault_in
from review_desk import NOW as REVIEWED_ON
from small_collective import person
from small_plan import Town, at, make_town
from subscribers import Subscriber, subscriber

from bots.practice import PracticeServer, RobotSpec, serve_practice
from bots.words import Platform
from tracker.actions.channels import add_channel
from tracker.core.facts import Actor
from tracker.core.words import Role
from tracker.store.vault import Vault


@pytest.fixture
def town(database: str, tmp_path: Path) -> Town:
    return make_town(tmp_path)


class Clock:
    """A clock that stands where a test puts it."""

    def __init__(self) -> None:
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


@pytest.fixture
def unit(town: Town) -> Subscriber:
    """市教育局's calendar."""
    return subscriber(unit_id=town.education)


@pytest.fixture
def office(database: str) -> Actor:
    """A reviewer without a plan."""
    return person(REVIEWED_ON, Role.OFFICE)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return vault_in(tmp_path)


@pytest.fixture
def intake(office: Actor, vault: Vault) -> int:
    """A received document that was read."""
    return take_in(REVIEWED_ON, office, vault)


@pytest.fixture
def settled(office: Actor, intake: int) -> int:
    """The same, its names settled."""
    settle_names(REVIEWED_ON, office, intake)
    return intake
