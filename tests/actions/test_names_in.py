"""Units as a clerk writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.actions.draft_facts import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市教育局、市财政局", ["市教育局", "市财政局"]),
        ("市教育局，市财政局;市残联\n市民政局", ["市教育局", "市财政局", "市残联", "市民政局"]),
        ("各县（市、区）人民政府、市教育局", ["各县（市、区）人民政府", "市教育局"]),
        ("各市、县〔市、区〕政府", ["各市、县〔市、区〕政府"]),
        ("市教育局、市教育局、 ", ["市教育局"]),
        ("", []),
    ],
)
def test_names_are_parted_outside_brackets(text, names):
    assert names_in(text) == names


@given(st.lists(st.sampled_from(["市教育局", "各县（市、区）政府", "市残联", "东区"]), unique=True))
def test_what_is_joined_comes_apart_again(names):
    assert names_in("、".join(names)) == names
