"""A channel's circuit (通道断路): when it opens, when one message may try again, and who hears of it.

It opens when the platform says that the robot or its settings are no good, when five different messages in a row were
refused, when twice in a row nobody can say what became of one, and when nothing gets through after all retries. While it is open,
messages are held; every fifteen minutes exactly one of them tries. The office hears of it through another channel.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.actions import outbox
from tracker.actions.working_days import working_days
from tracker.core.hours import next_speaking
from tracker.core.letters import Letter, literal
from tracker.core.words import Audience, DispatchKind, Outcome
from tracker.store.tables import Channel, Dispatch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.core.letters import ChannelFacts

PROBE_EVERY = timedelta(minutes=15)
ALARM_EVERY = timedelta(hours=6)
_OPENS_AT_ONCE = (Outcome.CONFIG, Outcome.CHANNEL_BROKEN)
_STRANGE = (Outcome.PROTOCOL, Outcome.UNKNOWN)
_REFUSALS_IN_A_ROW = 5
_STRANGE_IN_A_ROW = 2


def opens(outcome: Outcome, refusals_before: int, *, exhausted: bool) -> bool:
    """Whether this failure opens the circuit. `refusals_before` counts the refused or strange answers just before it."""
    if outcome in _OPENS_AT_ONCE or exhausted:
        return True
    in_a_row = refusals_before + 1
    if outcome in _STRANGE:
        return in_a_row >= _STRANGE_IN_A_ROW
    return outcome is Outcome.REJECTED and in_a_row >= _REFUSALS_IN_A_ROW


def took_one(now: datetime, channel_id: int) -> None:
    """The platform took a message: the channel is sound, and what was held for it may go."""
    Channel.update(
        last_sent_at=now,
        last_success_at=now,
        last_error="",
        broken_since=None,
        rest_until=None,
        probe_at=None,
        alarmed_at=None,
        strikes=0,
        refusals=0,
    ).where(Channel.id == channel_id).execute()
    outbox.let_held_go(channel_id)


def failed_one(
    now: datetime, channel: Channel, outcome: Outcome, why: str, *, rest_until: datetime | None, open_it: bool
) -> None:
    """Note a failure on the channel; open the circuit where it must be. Inside the transaction of the receipt.

    Until `rest_until` nothing else is tried on this robot by itself: where one message did not get through, the next would not
    either. Only a throttle stops what a person sends.
    """
    counts = outcome is Outcome.REJECTED or outcome in _STRANGE
    changes: dict[str, object] = {
        "last_sent_at": now,
        "last_error": why,
        "refusals": Channel.refusals + 1 if counts else 0,
    }
    if rest_until is not None:
        changes["rest_until"] = rest_until
    if open_it:
        changes |= {"broken_since": channel.broken_since or now, "probe_at": now + PROBE_EVERY}
    Channel.update(**changes).where(Channel.id == channel.id).execute()
    if open_it:
        _raise_alarm(now, channel, why)


def pause(now: datetime, channel: Channel, why: str, seconds: float) -> datetime:
    """The platform throttles: nothing goes to this robot until the returned moment."""
    until = now + timedelta(seconds=seconds)
    Channel.update(last_sent_at=now, last_error=why, pause_until=until, strikes=Channel.strikes + 1).where(
        Channel.id == channel.id
    ).execute()
    return until


def _raise_alarm(now: datetime, channel: Channel, why: str) -> None:
    """Tell the office through its other channels, at most every six hours for one channel."""
    if channel.alarmed_at is not None and now - channel.alarmed_at < ALARM_EVERY:
        return
    Channel.update(alarmed_at=now).where(Channel.id == channel.id).execute()
    waiting = Dispatch.select().where(Dispatch.channel == channel.id, Dispatch.state.in_(outbox.WAITING)).count()
    body = f"通道“{literal(channel.name)}”（{channel.platform.label}）现在发不出消息。\n> {literal(why)}\n{waiting} 条在等。"
    for carrier in _carriers(channel):
        outbox.queue(
            now,
            Letter(carrier, "通道告警", body, f"{outbox.LINK_BASE}/channels/{channel.id}"),
            kind=DispatchKind.ALARM,
            send_from=next_speaking(now, working_days(), carrier.id),
        )


def _carriers(channel: Channel) -> list[ChannelFacts]:
    """The office's own channels, else one that everybody shares; never a unit's, never one that is broken itself."""
    rows = Channel.select().where(
        Channel.id != channel.id,
        Channel.is_active == True,  # noqa: E712 - SQL
        Channel.broken_since.is_null(),
        Channel.unit.is_null(),
    )
    found = [outbox.channel_facts(row) for row in rows.order_by(Channel.id)]
    return _of_office(found) or found[:1]


def _of_office(channels: Iterable[ChannelFacts]) -> list[ChannelFacts]:
    return [channel for channel in channels if channel.audience is Audience.OFFICE]
