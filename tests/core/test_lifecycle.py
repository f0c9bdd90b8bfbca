import pytest

from tracker.core.lifecycle import MOVES, Move, after
from tracker.core.refusals import Refused
from tracker.core.words import DutyStatus


@pytest.mark.parametrize("status", DutyStatus)
@pytest.mark.parametrize("move", Move)
def test_every_move_is_either_in_the_table_or_refused_in_a_sentence(status, move):
    if (status, move) in MOVES:
        assert after(status, move) is MOVES[status, move]
        return
    with pytest.raises(Refused) as refused:
        after(status, move)
    assert refused.value.sentence.endswith("。")


def test_a_duty_closes_only_from_review():
    assert [status for (status, _), then in MOVES.items() if then is DutyStatus.CLOSED] == [DutyStatus.SUBMITTED]


def test_a_closed_duty_takes_no_more_reports():
    with pytest.raises(Refused, match="该事项已销号，不能再报送进展"):
        after(DutyStatus.CLOSED, Move.REPORT)
