import pytest

from tracker.core.access import TABLE, Ability, require, require_somebody_else, require_unit
from tracker.core.backoff import MOST_RETRIES, MOST_WHEN_BUSY, retry_wait
from tracker.core.facts import Actor
from tracker.core.refusals import NotAllowed, NotThere
from tracker.core.words import Role


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("ability", Ability)
def test_abilities_follow_the_one_table(role, ability):
    actor = Actor(1, "演示", role)
    if role in TABLE[ability]:
        require(actor, ability)
    else:
        with pytest.raises(NotAllowed):
            require(actor, ability)


def test_another_units_matter_looks_as_if_it_were_not_there():
    require_unit(Actor(1, "演示联络员", Role.LIAISON, 11), 11)
    require_unit(Actor(2, "演示督查员", Role.OFFICE), 11)
    with pytest.raises(NotThere):
        require_unit(Actor(1, "演示联络员", Role.LIAISON, 11), 12)


def test_nobody_reviews_the_own_report():
    with pytest.raises(NotAllowed):
        require_somebody_else(Actor(1, "演示", Role.OFFICE), 1)


@pytest.mark.parametrize("tries", range(1, MOST_RETRIES + 1))
def test_retries_wait_between_one_second_and_five_minutes(tries):
    assert 1 <= retry_wait(tries, 0.0).total_seconds() <= retry_wait(tries, 0.999).total_seconds() <= 300


def test_enough_is_enough():
    assert retry_wait(MOST_RETRIES + 1, 0.5) is None
    assert retry_wait(MOST_WHEN_BUSY + 1, 0.5, MOST_WHEN_BUSY) is None
