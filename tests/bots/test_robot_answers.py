"""What each answer of each platform comes to: over real HTTP, word for word as the platforms say it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta

import pytest
from robot_rig import Practice

from bots import Outcome, Platform, SendFailed, Verdict, explain
from bots.dingtalk import CODES as DINGTALK_CODES
from bots.feishu import CODES as FEISHU_CODES
from bots.wecom import CODES as WECOM_CODES

LIMITED, BUSY, UNKNOWN = Outcome.RATE_LIMITED, Outcome.BUSY, Outcome.UNKNOWN
REJECTED, CONFIG, BROKEN, PROTOCOL = Outcome.REJECTED, Outcome.CONFIG, Outcome.CHANNEL_BROKEN, Outcome.PROTOCOL

WECOM = [
    (-1, "system busy", BUSY, None, "繁忙"),
    (40003, "invalid userid", REJECTED, None, "提醒名单"),
    (40007, "invalid media_id", REJECTED, None, "重新上传"),
    (40008, "invalid message type", REJECTED, None, "消息类型"),
    (40033, "invalid charset", REJECTED, None, "转义"),
    (40035, "invalid parameter", REJECTED, None, "参数"),
    (40058, "markdown.content exceed max length 4096. invalid Request Parameter", REJECTED, None, "改短"),
    (40058, "text.content exceed max length 5120", REJECTED, None, "长度"),
    (40058, "template_card.card_action missing", REJECTED, None, "必填"),
    (40063, "some parameters are empty", REJECTED, None, "参数"),
    (44004, "empty content", REJECTED, None, "空的"),
    (45002, "content size out of limit", REJECTED, None, "太长"),
    (45008, "article count out of limit", REJECTED, None, "8 条"),
    (45009, "api freq out of limit", LIMITED, 61, "自动再发"),
    (45033, "api concurrent out of limit", LIMITED, 3, "自动再发"),
    (45034, "url must start with http", REJECTED, None, "链接"),
    (46004, "user not exist", REJECTED, None, "账号"),
    (93000, "invalid webhook url", BROKEN, None, "key 错误，或机器人已被移出群"),
    (93004, "robot disabled", BROKEN, None, "停用"),
    (93008, "not in chat", BROKEN, None, "不在这个群"),
    (99999, "something new", REJECTED, None, "没有见过"),
]

DINGTALK = [
    (-1, "系统繁忙", BUSY, None, "繁忙"),
    (40035, "缺少参数 json", REJECTED, None, "参数"),
    (43002, "需要POST请求", REJECTED, None, "方式"),
    (43004, "无效的HTTP HEADER Content-Type", REJECTED, None, "内容类型"),
    (400013, "群已被解散", BROKEN, None, "解散"),
    (400101, "access_token不存在", BROKEN, None, "access_token"),
    (400102, "机器人已停用", BROKEN, None, "停用"),
    (400105, "不支持的消息类型", REJECTED, None, "不支持"),
    (400106, "机器人不存在", BROKEN, None, "不存在"),
    (410100, "发送速度太快而限流", LIMITED, 605, "十分钟"),
    (130101, "send too fast, exceed 20 times per minute", LIMITED, 605, "十分钟"),
    (430101, "含有不安全的外链", REJECTED, None, "不要原样重发"),
    (430102, "含有不合适的文本", REJECTED, None, "不要原样重发"),
    (430103, "含有不合适的图片", REJECTED, None, "不要原样重发"),
    (430104, "含有不合适的内容", REJECTED, None, "不要原样重发"),
    (300005, "token is not exist", BROKEN, None, "外部群"),
    (300001, "token is not exist", BROKEN, None, "access_token"),
    (300001, "msgtype  is null", REJECTED, None, "不收"),
    (460101, "message too long, exceed 20000 bytes", REJECTED, None, "改短"),
    (460101, "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;", REJECTED, None, "改短"),
    (101002, "message is too long", REJECTED, None, "改短"),
    (310000, "keywords not in content, more: [https://ding-doc.dingtalk.com/doc#]", REJECTED, None, "关键词"),
    (310000, "description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词;", REJECTED, None, "关键词"),
    (310000, "sign not match", CONFIG, None, "加签密钥"),
    (
        310000,
        "description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中;",
        CONFIG,
        None,
        "加签密钥",
    ),
    (310000, "invalid timestamp", CONFIG, None, "时间"),
    (310000, "description:机器人发送时间戳无效;solution:请确认时间戳为毫秒;", CONFIG, None, "时间"),
    (310000, "ip 203.0.113.7 not in whitelist", CONFIG, None, "白名单"),
    (310000, "description:机器人发送IP 203.0.113.7 不在白名单;", CONFIG, None, "白名单"),
    (310000, "send too fast", LIMITED, 605, "十分钟"),
    (310000, "something new", CONFIG, None, "安全设置"),
    (777777, "something new", REJECTED, None, "没有见过"),
]

FEISHU = [
    (9499, "Bad Request", REJECTED, None, "格式"),
    (9499, "too many request", LIMITED, 30, "太快"),
    (11232, "frequency limited psm[lark.oapi]", LIMITED, 30, "限流"),
    (19001, "param invalid: incoming webhook access token invalid", BROKEN, None, "失效"),
    (19002, "param invalid: msg_type xx not support", REJECTED, None, "消息类型"),
    (19007, "Bot Not Enabled", BROKEN, None, "没有启用"),
    (19021, "sign match fail or timestamp is not within one hour", CONFIG, None, "签名"),
    (19022, "Ip Not Allowed", CONFIG, None, "白名单"),
    (19024, "Key Words Not Found", REJECTED, None, "关键词"),
    (19036, "The message exceeds the size limit of 30KB", REJECTED, None, "改短"),
    (99991400, "request trigger frequency limit", LIMITED, 30, "太快"),
    (88888, "something new", REJECTED, None, "没有见过"),
]


@pytest.mark.parametrize(("code", "words", "outcome", "wait", "said"), WECOM)
def test_wecom_says_no_with_http_200(
    practice: Practice, code: int, words: str, outcome: Outcome, wait: float | None, said: str
):
    practice.fault("wecom", "answer", body=json.dumps({"errcode": code, "errmsg": words}))
    check(practice, "wecom", code, outcome, wait, said)


@pytest.mark.parametrize(("code", "words", "outcome", "wait", "said"), DINGTALK)
def test_dingtalk_says_no_with_http_200(
    practice: Practice, code: int, words: str, outcome: Outcome, wait: float | None, said: str
):
    practice.fault("dingtalk", "answer", body=json.dumps({"errcode": code, "errmsg": words}))
    check(practice, "dingtalk", code, outcome, wait, said)


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize(("code", "words", "outcome", "wait", "said"), FEISHU)
def test_feishu_says_no_with_http_200_or_400(
    practice: Practice, status: int, code: int, words: str, outcome: Outcome, wait: float | None, said: str
):
    practice.fault("feishu", "answer", status=status, body=json.dumps({"code": code, "msg": words, "data": {}}))
    check(practice, "feishu", code, outcome, wait, said)


def check(practice: Practice, platform: str, code: int, outcome: Outcome, wait: float | None, said: str):
    with pytest.raises(SendFailed) as failed:
        practice.say(platform)
    assert failed.value.outcome is outcome
    assert failed.value.code == str(code)
    assert failed.value.wait == wait
    assert said in failed.value.why
    assert failed.value.permanent is (outcome in (REJECTED, CONFIG, BROKEN))
    assert failed.value.repeat_safe


STRANGE = [
    ("wecom", 200, '{"errmsg":"ok"}', PROTOCOL),
    ("wecom", 200, '{"errcode":null,"errmsg":"ok"}', PROTOCOL),
    ("wecom", 200, '{"errcode":false,"errmsg":"ok"}', PROTOCOL),
    ("wecom", 200, '{"errcode":0.0,"errmsg":"ok"}', PROTOCOL),
    ("wecom", 200, '{"errcode":"","errmsg":"ok"}', PROTOCOL),
    ("wecom", 200, '["ok"]', PROTOCOL),
    ("wecom", 200, "<html>log in first</html>", PROTOCOL),
    ("wecom", 200, '{"errcode":0,"err', UNKNOWN),
    ("wecom", 200, "ok", UNKNOWN),
    ("wecom", 201, '{"errcode":0,"errmsg":"ok"}', PROTOCOL),
    ("wecom", 301, '{"errcode":0,"errmsg":"ok"}', PROTOCOL),
    ("wecom", 404, "<html>404</html>", PROTOCOL),
    ("wecom", 403, "forbidden", PROTOCOL),
    ("wecom", 408, "", UNKNOWN),
    ("wecom", 413, "", REJECTED),
    ("wecom", 429, "", LIMITED),
    ("wecom", 500, '{"errcode":0,"errmsg":"ok"}', BUSY),
    ("wecom", 503, "", BUSY),
    ("wecom", 504, "<html>gateway timeout</html>", BUSY),
    ("dingtalk", 200, '{"errcode":"310000","errmsg":"sign not match"}', CONFIG),
    ("dingtalk", 200, '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"1"}', LIMITED),
    ("dingtalk", 200, '{"status":1111,"source":"x5","errcode":130101}', LIMITED),
    ("dingtalk", 200, '{"status":1111,"source":"x5","errcode":0}', LIMITED),
    ("feishu", 200, '{"StatusCode":0,"StatusMessage":"","code":19007,"msg":"Bot Not Enabled"}', BROKEN),
    ("feishu", 200, '{"StatusCode":0,"StatusMessage":"success"}', PROTOCOL),
    ("feishu", 400, '{"code":0,"msg":"success"}', PROTOCOL),
    ("feishu", 429, '{"code":99991400,"msg":"request trigger frequency limit"}', LIMITED),
]


@pytest.mark.parametrize(("platform", "status", "body", "outcome"), STRANGE)
def test_only_http_200_with_a_whole_body_and_code_0_is_delivered(
    practice: Practice, platform: str, status: int, body: str, outcome: Outcome
):
    # A space keeps the body from being empty, for which the practice server would put its own.
    practice.fault(platform, "answer", status=status, body=body or " ")
    with pytest.raises(SendFailed) as failed:
        practice.say(platform)
    assert failed.value.outcome is outcome
    assert failed.value.status == status


@pytest.mark.parametrize("platform", ["wecom", "dingtalk", "feishu"])
def test_a_zero_written_as_text_is_delivered(practice: Practice, platform: str):
    practice.fault(platform, "errcode_string_zero")
    assert practice.say(platform).code == "0"


def test_the_gateways_ban_lasts_five_minutes_and_a_throttle_with_it_ten(practice: Practice):
    practice.fault("dingtalk", "x5_1111")
    practice.fault("dingtalk", "x5_with_130101")
    waits = []
    for _ in range(2):
        with pytest.raises(SendFailed) as failed:
            practice.say("dingtalk")
        waits.append(failed.value.wait)
    assert waits == [305, 605]


@pytest.mark.parametrize(
    ("platform", "code", "pauses"),
    [
        ("wecom", "45009", [61, 120, 240, 480, 600, 600]),
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


def test_a_clock_that_is_wrong_is_named_when_the_signature_fails(practice: Practice):
    address_time = practice.clock.at
    practice.server.rooms.offset -= timedelta(hours=2)
    with pytest.raises(SendFailed) as failed:
        practice.say("feishu")
    assert practice.clock.at == address_time
    assert failed.value.outcome is CONFIG
    assert "本机时间比平台快 120 分钟" in failed.value.why
    assert failed.value.clock_skew == 7200
