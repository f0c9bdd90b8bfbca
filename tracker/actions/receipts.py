"""Receipts (回执): what an answer means for the message and its robot, both written together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tracker.actions import circuit
from tracker.actions.claiming import keep
from tracker.core.backoff import MOST_RETRIES, MOST_WHEN_BUSY, retry_wait
from tracker.core.words import DispatchKind, DispatchState, Outcome
from tracker.store.db import transaction
from tracker.store.tables import Attempt, Channel

if TYPE_CHECKING:
    from datetime import datetime

    from bots import Receipt, SendFailed
    from tracker.core.words import Platform
    from tracker.store.tables import Dispatch

SHORT = "short"
"""The form of a message that the platform found too long: counts and the link, no single matters."""
_USUAL_PAUSE = 60.0
_REST = timedelta(seconds=60)
_NOT_THROUGH = (Outcome.NOT_SENT, Outcome.BUSY, Outcome.UNKNOWN, Outcome.PROTOCOL)
_MUCH_SKEW = 300


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of one outbox row in one attempt (发件回执)."""

    dispatch: int
    channel: str
    platform: Platform
    state: DispatchState
    code: str
    answer: str
    remedy: str
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """The `post --json` shape of one receipt."""
        return {
            "dispatch": self.dispatch,
            "channel": self.channel,
            "platform": str(self.platform),
            "state": str(self.state),
            "label": self.state.label,
            "code": self.code,
            "answer": self.answer,
            "remedy": self.remedy,
            "at": self.at.isoformat(),
        }


def posted(row: Dispatch, now: datetime) -> Posted:
    """The row as it stands."""
    return Posted(row.id, row.channel.name, row.channel.platform, row.state, row.code, row.answer, row.remedy, now)


def put_back(row: Dispatch) -> None:
    """The robot's pace allows no more now: the row keeps its place, the parts that left are not sent again."""
    keep(row, state=DispatchState.RETRY if row.tries else DispatchState.QUEUED, lease_until=None)


def close(row: Dispatch, now: datetime, state: DispatchState, *, answer: str) -> Posted:
    """The row ends without an attempt, for the reason in `answer`."""
    keep(row, state=state, answer=answer, lease_until=None, done_at=now)
    return posted(row, now)


def cannot_be_reached(row: Dispatch, now: datetime, why: str) -> Posted:
    """The channel's own address cannot be used: the row is held and the circuit opens, as if the platform had said so."""
    with transaction():
        keep(row, state=DispatchState.HELD, answer=why, lease_until=None, done_at=now)
        circuit.failed_one(now, Channel.get_by_id(row.channel_id), Outcome.CONFIG, why, rest_until=None, open_it=True)
    return posted(row, now)


def taken(row: Dispatch, attempt: int, receipt: Receipt, now: datetime, *, is_last: bool) -> Posted:
    """The platform took a part; with the last one the message is delivered."""
    with transaction():
        _complete(attempt, now, Outcome.DELIVERED, receipt.code, receipt.answer)
        _note_clock(row.channel_id, receipt.clock_skew)
        circuit.took_one(now, row.channel_id)
        changes: dict[str, Any] = {"parts_sent": row.parts_sent}
        if is_last:
            changes |= {"state": DispatchState.DELIVERED, "code": receipt.code, "answer": receipt.answer, "remedy": ""}
            changes |= {"done_at": now, "lease_until": None}
        keep(row, **changes)
    return posted(row, now)


def failed(row: Dispatch, attempt: int, failure: SendFailed, now: datetime, chance: float) -> Posted:
    """The part was not taken, or nobody knows: decide what that means for the row and its channel."""
    channel = Channel.get_by_id(row.channel_id)
    outcome = Outcome(str(failure.outcome))
    answer = failure.meaning if not failure.answer else f"{failure.meaning}（{failure.answer}）"
    with transaction():
        _complete(attempt, now, outcome, failure.code or "", answer)
        _note_clock(row.channel_id, failure.clock_skew)
        decided = _decide(row, channel, failure, now, chance)
        keep(
            row,
            code=failure.code or "",
            answer=answer,
            remedy=failure.remedy,
            lease_until=None,
            done_at=None if decided.waits else now,
            **decided.changes,
        )
        if outcome is not Outcome.RATE_LIMITED:
            rest = decided.rests(now, outcome)
            circuit.failed_one(now, channel, outcome, failure.why, rest_until=rest, open_it=decided.opens)
    return posted(row, now)


@dataclass(frozen=True, slots=True)
class _Decision:
    changes: dict[str, Any]
    opens: bool = False
    waits: bool = False

    def rests(self, now: datetime, outcome: Outcome) -> datetime | None:
        """Until when the whole robot rests: until this message's next try, or a minute when nobody knows what happened."""
        if outcome not in _NOT_THROUGH:
            return None
        until: datetime = self.changes.get("next_at", now + _REST)
        return until


def _decide(row: Dispatch, channel: Channel, failure: SendFailed, now: datetime, chance: float) -> _Decision:
    outcome = Outcome(str(failure.outcome))
    tries = int(row.tries) + 1
    if outcome is Outcome.RATE_LIMITED:  # the robot rests, the message keeps its place and its tries
        until = circuit.pause(now, channel, failure.why, failure.pause(channel.strikes, chance) or _USUAL_PAUSE)
        return _Decision({"state": DispatchState.RETRY, "next_at": until}, waits=True)
    opens = circuit.opens(outcome, channel.refusals, exhausted=False)
    if outcome in (Outcome.CONFIG, Outcome.CHANNEL_BROKEN):
        return _Decision({"state": DispatchState.HELD, "tries": tries}, opens=True)
    if failure.too_long and row.form != SHORT and row.kind is not DispatchKind.SAID:
        return _Decision({"state": DispatchState.RETRY, "form": SHORT, "tries": tries, "next_at": now}, waits=True)
    if outcome is Outcome.REJECTED:
        return _Decision({"state": DispatchState.HELD if opens else DispatchState.DEAD, "tries": tries}, opens=opens)
    if not failure.repeat_safe:
        return _Decision({"state": DispatchState.UNCERTAIN, "tries": tries}, opens=opens)
    wait = retry_wait(tries, chance, MOST_WHEN_BUSY if outcome is Outcome.BUSY else MOST_RETRIES)
    if wait is not None:
        changes = {"state": DispatchState.RETRY, "tries": tries, "next_at": now + wait}
        return _Decision(changes, opens=opens, waits=True)
    return _exhausted(row, outcome, tries)


def _exhausted(row: Dispatch, outcome: Outcome, tries: int) -> _Decision:
    """Every retry is used up: what may have arrived is uncertain; what did not is held until something gets through."""
    if outcome in (Outcome.UNKNOWN, Outcome.PROTOCOL):
        return _Decision({"state": DispatchState.UNCERTAIN, "tries": tries}, opens=True)
    state = DispatchState.DEAD if row.kind is DispatchKind.SAID else DispatchState.HELD
    return _Decision({"state": state, "tries": 0 if state is DispatchState.HELD else tries}, opens=True)


def _complete(attempt: int, now: datetime, outcome: Outcome, code: str, answer: str) -> None:
    Attempt.update(ended_at=now, outcome=outcome, code=code, answer=answer).where(Attempt.id == attempt).execute()


def _note_clock(channel_id: int, skew: float | None) -> None:
    """How far this machine's clock is from the platform's, where it is far (seconds); nothing where it is not."""
    if skew is not None:
        far = round(skew) if abs(skew) > _MUCH_SKEW else None
        Channel.update(clock_skew=far).where(Channel.id == channel_id).execute()
