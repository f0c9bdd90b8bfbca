"""Whole numbers (整数): what is read, and what is not."""

import pytest

from tracker.core.whole_numbers import LARGEST, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        (" 12 ", 12),
        ("１２", 12),
        ("007", 7),
        ("2147483647", LARGEST),
        ("2147483648", None),
        ("9" * 30, None),
        ("9" * 5000, None),
        ("0" * 19 + "1" + "9" * 30, None),
        ("", None),
        (None, None),
        ("-1", None),
        ("+1", None),
        ("1.0", None),
        ("1_0", None),
        ("²", None),
        ("٣", None),
        ("十", None),
        ("1\x00", None),
    ],
)
def test_what_is_read(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(("text", "number"), [("0", None), ("1", 1), ("60", 60), ("61", None)])
def test_within_bounds(text, number):
    assert whole_number(text, least=1, most=60) == number
