from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.pacing import PACES, next_slot
from tracker.core.words import Platform

NINE = datetime(2026, 1, 8, 9, 1, tzinfo=ZoneInfo("Asia/Shanghai"))


def seconds(*numbers):
    return [NINE + timedelta(seconds=number) for number in numbers]


@pytest.mark.parametrize(
    ("platform", "sent", "now", "slot"),
    [
        (Platform.WECOM, [], 0, 0),
        (Platform.WECOM, range(17), 17, 17),
        (Platform.WECOM, range(18), 18, 60),
        (Platform.WECOM, range(18), 59, 60),
        (Platform.WECOM, range(18), 60, 60),
        (Platform.DINGTALK, [0] * 18, 1, 60),
        (Platform.FEISHU, [0, 0, 0], 0, 0),
        (Platform.FEISHU, [0, 0, 0, 0], 0, 1),
        (Platform.FEISHU, [number / 4 for number in range(90)], 23, 60),
    ],
)
def test_the_next_slot_keeps_below_what_the_platform_allows(platform, sent, now, slot):
    assert next_slot(*seconds(now), seconds(*sent), platform) == seconds(slot)[0]


@given(
    platform=st.sampled_from(list(Platform)),
    waits=st.lists(st.floats(0, 20), min_size=1, max_size=150),
    answers=st.lists(st.floats(0, 8), min_size=150, max_size=150),
)
def test_whoever_keeps_to_the_slots_is_never_too_fast(platform, waits, answers):
    """However irregular the queue and however slow the answers, no window is ever overfull at the platform's side."""
    now, sent, arrived = NINE, [], []
    for wait, answer in zip(waits, answers, strict=False):
        now = next_slot(now + timedelta(seconds=wait), sent, platform)
        arrived.append(now)
        now += timedelta(seconds=answer)
        sent.append(now)
    for window in PACES[platform]:
        for start in arrived:
            inside = [moment for moment in arrived if start <= moment < start + timedelta(seconds=window.seconds)]
            assert len(inside) <= window.most
