"""The life of a duty (责任事项的状态变化): one table of moves, and the sentence for every move that is not in it."""

from __future__ import annotations

from tracker.core.refusals import Refused
from tracker.core.words import DutyStatus, Word


class Move(Word):
    """动作: what can happen to a duty."""

    REPORT = "report", "报送进展"
    CLAIM = "claim", "申请销号"
    ACCEPT = "accept", "采纳并销号"
    RETURN = "return", "退回补正"
    EXTEND = "extend", "延期"
    WITHDRAW = "withdraw", "撤销"
    REOPEN = "reopen", "重新办理"


MOVES: dict[tuple[DutyStatus, Move], DutyStatus] = {
    (DutyStatus.ACTIVE, Move.REPORT): DutyStatus.ACTIVE,
    (DutyStatus.ACTIVE, Move.CLAIM): DutyStatus.SUBMITTED,
    (DutyStatus.ACTIVE, Move.EXTEND): DutyStatus.ACTIVE,
    (DutyStatus.ACTIVE, Move.WITHDRAW): DutyStatus.WITHDRAWN,
    (DutyStatus.SUBMITTED, Move.ACCEPT): DutyStatus.CLOSED,
    (DutyStatus.SUBMITTED, Move.RETURN): DutyStatus.ACTIVE,
    (DutyStatus.SUBMITTED, Move.WITHDRAW): DutyStatus.WITHDRAWN,
    (DutyStatus.CLOSED, Move.REOPEN): DutyStatus.ACTIVE,
}

_WHY_NOT: dict[tuple[DutyStatus, Move], str] = {
    (DutyStatus.SUBMITTED, Move.REPORT): "该事项已报送，正在等督查室审核，审核后才能再报。",
    (DutyStatus.SUBMITTED, Move.CLAIM): "该事项已经申请销号，正在等督查室审核，不用重复申请。",
    (DutyStatus.SUBMITTED, Move.EXTEND): "该事项正在审核，审核期间不计您单位的时间，不用申请延期。",
    (DutyStatus.ACTIVE, Move.ACCEPT): "该事项还没有申请销号，不能直接销号。",
    (DutyStatus.ACTIVE, Move.RETURN): "该事项没有待审的报送，不能退回。",
    (DutyStatus.ACTIVE, Move.REOPEN): "该事项还在推进，不用重新办理。",
}


def after(status: DutyStatus, move: Move) -> DutyStatus:
    """The status after `move`; raises `Refused` with the reason where the move is not allowed."""
    found = MOVES.get((status, move))
    if found is None:
        raise Refused(why_not(status, move))
    return found


def why_not(status: DutyStatus, move: Move) -> str:
    """The sentence for a move that the table does not have."""
    if status is DutyStatus.CLOSED:
        return f"该事项已销号，不能再{move.label}。确需补充，请联系督查室。"
    if status is DutyStatus.WITHDRAWN:
        return f"该事项已撤销，不能再{move.label}。"
    return _WHY_NOT.get((status, move), f"该事项现在是“{status.label}”，不能{move.label}。")
