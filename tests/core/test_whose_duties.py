"""Whose duties somebody sees: the own unit's, or all."""

import pytest

from tracker.core.facts import Actor
from tracker.core.words import Role


@pytest.mark.parametrize(
    ("role", "unit", "held_to"),
    [
        (Role.LIAISON, 7, 7),
        (Role.LIAISON, None, 0),  # no unit has this number
        (Role.OFFICE, None, None),
        (Role.OFFICE, 7, None),
        (Role.LEADER, 7, None),
        (Role.ADMIN, None, None),
    ],
)
def test_a_liaison_is_held_to_the_own_unit(role, unit, held_to):
    assert Actor(1, "演示人员", role, unit).held_to == held_to
