"""What a clerk and an outbox can learn from a code: its sentence, its pauses; and what the clock has to do with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from robot_rig import Practice

from bots import Outcome, Platform, SendFailed, Verdict, explain
from bots.dingtalk import CODES as DINGTALK_CODES
from bots.feishu import CODES as FEISHU_CODES
from bots.wecom import CODES as WECOM_CODES

LIMITED = Outcome.RATE_LIMITED


@pytest.mark.parametrize(
    ("platform", "code", "pauses"),
    [
        ("wecom", "45009", [61, 120, 240, 480, 600, 600]),
        ("wecom", "45033", [3, 4, 5, 5, 5, 5]),
        ("dingtalk", "130101", [605, 605, 605, 605, 605, 605]),
        ("feishu", "11232", [30, 60, 120, 120, 120, 120]),
    ],
)
def test_pauses_grow_with_repeated_throttles(platform: str, code: str, pauses: list[float]):
    failure = SendFailed(explain(platform, code), platform=Platform(platform))
    assert [failure.pause(strikes) for strikes in range(6)] == pauses


@pytest.mark.parametrize(
    ("platform", "codes"), [("wecom", WECOM_CODES), ("dingtalk", DINGTALK_CODES), ("feishu", FEISHU_CODES)]
)
def test_every_code_is_explained_to_a_clerk_with_a_remedy(platform: str, codes: Mapping[str, Verdict]):
    for code, verdict in codes.items():
        assert verdict.meaning.endswith("。"), (platform, code)
        assert verdict.remedy.endswith("。"), (platform, code)
        assert (verdict.outcome is LIMITED) == bool(verdict.pauses), (platform, code)
        assert explain(platform, code) is verdict


@pytest.mark.parametrize(("chance", "pause"), [(0.0, 24.0), (0.5, 30.0), (0.999, 36.0)])
def test_feishu_wants_its_pauses_spread_by_a_fifth(chance: float, pause: float):
    failure = SendFailed(explain("feishu", "11232"), platform=Platform.FEISHU)
    assert failure.pause(0, chance) == pytest.approx(pause, abs=0.05)


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
def test_other_platforms_pauses_are_exact(chance: float):
    assert SendFailed(explain("dingtalk", "410100"), platform=Platform.DINGTALK).pause(0, chance) == 605


@pytest.mark.parametrize(
    ("seconds", "note", "is_wrong"),
    [
        (0, "", False),
        (300, "", False),
        (301, "本机时间比平台快 5 分钟，请先校准。", False),
        (-3000, "本机时间比平台慢 50 分钟，请先校准。", False),
        (-3001, "本机时间比平台慢 50 分钟，请先校准。", True),
    ],
)
@pytest.mark.parametrize("platform", ["wecom", "dingtalk", "feishu"])
def test_a_clock_is_compared_at_every_delivery(
    practice: Practice, platform: str, seconds: int, note: str, is_wrong: bool
):
    practice.server.rooms.offset = timedelta(seconds=-seconds)
    receipt = practice.say(platform)
    assert (receipt.clock_skew, receipt.clock_note, receipt.clock_is_wrong) == (seconds, note, is_wrong)


@pytest.mark.parametrize("platform", ["dingtalk", "feishu"])
def test_a_clock_that_is_wrong_is_named_when_the_signature_fails(practice: Practice, platform: str):
    practice.server.rooms.offset -= timedelta(hours=2)
    with pytest.raises(SendFailed) as failed:
        practice.say(platform)
    assert failed.value.outcome is Outcome.CONFIG
    assert "本机时间比平台快 120 分钟" in failed.value.why
    assert failed.value.clock_skew == 7200
