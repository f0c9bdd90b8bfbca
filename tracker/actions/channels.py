"""Channels (通道): registering a group robot, and one message to it through the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from bots import Address, AddressRefused, parse_address
from tracker.actions import history, outbox
from tracker.actions.sealing import seal, unseal
from tracker.core.access import Ability, require
from tracker.core.letters import ChannelFacts, Letter
from tracker.core.refusals import NotThere, Refused
from tracker.core.words import DispatchKind, DispatchState, EventKind, Platform
from tracker.store.db import transaction
from tracker.store.tables import Channel, Dispatch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tracker.config import Config
    from tracker.core.facts import Actor
    from tracker.core.words import Audience


TEST_WORDS = "督办测试消息：收到这一条，说明通道可以用。不用回复。"
_LONGEST_NAME = 40


def add_channel(
    now: datetime,
    config: Config,
    *,
    platform: str,
    name: str,
    address: str,
    secret: str = "",
    keywords: Sequence[str] = (),
    plan_id: int | None = None,
    unit_id: int | None = None,
    audience: Audience | None = None,
    is_practice: bool = False,
    by: Actor | None = None,
) -> int:
    """Register a robot; returns its id. The address is checked strictly and kept encrypted."""
    name = " ".join("".join(letter for letter in name if letter.isprintable()).split())
    if len(name) > _LONGEST_NAME:
        raise Refused(f"通道名称最多 {_LONGEST_NAME} 个字。", field="name")
    if not name:
        raise Refused("请给通道起个名字，例如“特教任务群”。", field="name")
    known = _platform(platform)
    checked = _checked(known, address, secret, keywords, config)
    with transaction():
        if Channel.get_or_none(Channel.name == name):
            raise Refused(f"已经有叫“{name}”的通道，请换个名字。", field="name")
        channel_id = Channel.insert(
            name=name,
            platform=known,
            address=seal(checked.reveal(), config.secret_key),
            tail=checked.tail,
            secret=seal(checked.secret or "", config.secret_key),
            keywords=list(checked.keywords),
            plan=plan_id,
            unit=unit_id,
            audience=audience,
            is_practice=is_practice,
            created_at=now,
        ).execute()
        history.record(now, by, "登记通道", "channel", channel_id, words=f"{known.label} {name} …{checked.tail}")
    return int(channel_id)


def change_address(
    now: datetime,
    actor: Actor,
    config: Config,
    channel_id: int,
    *,
    address: str,
    secret: str = "",
    keywords: Sequence[str] = (),
) -> None:
    """Give a channel another address of the same platform (换地址), such as that of a robot made anew; what waits may go."""
    require(actor, Ability.OPERATE)
    row = _channel(channel_id)
    checked = _checked(row.platform, address, secret, keywords, config)
    with transaction():
        Channel.update(
            address=seal(checked.reveal(), config.secret_key),
            tail=checked.tail,
            secret=seal(checked.secret or "", config.secret_key),
            keywords=list(checked.keywords),
            broken_since=None,
            probe_at=None,
            pause_until=None,
            rest_until=None,
            last_error="",
            refusals=0,
            strikes=0,
        ).where(Channel.id == channel_id).execute()
        outbox.let_held_go(channel_id)
        history.record(
            now, actor, "更换通道地址", "channel", channel_id, words=f"{row.name} …{row.tail} → …{checked.tail}"
        )


def retire_channel(now: datetime, actor: Actor, channel_id: int) -> None:
    """停用: nothing goes there any more; what waits for it is cancelled, its record stays."""
    require(actor, Ability.OPERATE)
    row = _channel(channel_id)
    with transaction():
        Channel.update(is_active=False).where(Channel.id == channel_id).execute()
        Dispatch.update(state=DispatchState.CANCELLED, answer="通道已停用，不再发送。", done_at=now).where(
            Dispatch.channel == channel_id, Dispatch.state.in_(outbox.WAITING)
        ).execute()
        history.record(now, actor, "停用通道", "channel", channel_id, words=row.name)


def say(now: datetime, name: str, text: str) -> int:
    """Put one message for the named channel into the outbox, to go at once; returns the outbox row's id."""
    row = Channel.get_or_none(Channel.name == name.strip(), Channel.is_active == True)  # noqa: E712 - SQL
    if row is None:
        raise NotThere(f"没有叫“{name.strip()}”的通道。")
    if not text.strip():
        raise Refused("消息是空的，请写点内容。", field="text")
    channel = ChannelFacts(row.id, row.name, row.platform)
    with transaction():
        letter = Letter(channel, "", text, "")
        return outbox.queue(now, letter, kind=DispatchKind.SAID, event=EventKind.SAID, send_from=now)


def address_of(row: Channel, config: Config) -> Address:
    """The channel's robot address, ready to send to."""
    return _checked(
        row.platform,
        unseal(row.address, config.secret_key),
        unseal(row.secret, config.secret_key),
        row.keywords,
        config,
    )


def _channel(channel_id: int) -> Channel:
    row = Channel.get_or_none(Channel.id == channel_id, Channel.is_active == True)  # noqa: E712 - SQL
    if row is None:
        raise NotThere("没有找到这个通道，可能已经停用。")
    return cast("Channel", row)


def _platform(text: str) -> Platform:
    try:
        return Platform(text)
    except ValueError:
        raise Refused("平台只能是 wecom（企业微信）、dingtalk（钉钉）或 feishu（飞书）。", field="platform") from None


def _checked(platform: Platform, address: str, secret: str, keywords: Sequence[str], config: Config) -> Address:
    try:
        return parse_address(
            str(platform), address, secret=secret or None, keywords=keywords, robot_hosts=config.robot_hosts
        )
    except AddressRefused as refused:
        raise Refused(str(refused), field="address") from None
