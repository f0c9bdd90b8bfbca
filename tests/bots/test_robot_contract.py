"""The contract: every situation that the platforms' documents name, over real HTTP, with what must come of it.

Each row: platform, situation, outcome, permanent, seconds to wait, whether a repetition is safe, words of the
sentence that a clerk reads. Nothing here is ever delivered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from robot_rig import Practice

from bots import Message, Outcome, SendFailed

LIMITED, BUSY, UNKNOWN = Outcome.RATE_LIMITED, Outcome.BUSY, Outcome.UNKNOWN
REJECTED, CONFIG, BROKEN, PROTOCOL = Outcome.REJECTED, Outcome.CONFIG, Outcome.CHANNEL_BROKEN, Outcome.PROTOCOL


@dataclass(frozen=True)
class Says:
    """The platform answers with this code and these words."""

    code: object
    words: str
    status: int = 200
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Raw:
    """These bytes come back."""

    status: int
    body: str


@dataclass(frozen=True)
class Robot:
    """The robot in the group is set up so; the practice server finds the rest by itself."""

    changes: dict[str, Any]


@dataclass(frozen=True)
class Crowd:
    """So many messages were sent just before."""

    count: int


WECOM = [
    (Says(-1, "system busy"), BUSY, False, None, True, "繁忙"),
    (Says(40003, "invalid userid"), REJECTED, True, None, True, "提醒名单"),
    (Says(40004, "invalid media type"), REJECTED, True, None, True, "附件类型"),
    (Says(40006, "invalid media size"), REJECTED, True, None, True, "20 MB"),
    (Says(40007, "invalid media_id"), REJECTED, True, None, True, "重新上传"),
    (Says(40008, "invalid message type"), REJECTED, True, None, True, "消息类型"),
    (Says(40033, "invalid charset"), REJECTED, True, None, True, "转义"),
    (Says(40035, "invalid parameter"), REJECTED, True, None, True, "参数"),
    (Says(40035, "Warning: wrong json format. invalid parameter"), REJECTED, True, None, True, "参数"),
    (
        Says(40058, "markdown.content exceed max length 4096. invalid Request Parameter"),
        REJECTED,
        True,
        None,
        True,
        "改短",
    ),
    (Says(40058, "text.content exceed max length 5120"), REJECTED, True, None, True, "长度"),
    (Says(40058, "template_card.card_action missing"), REJECTED, True, None, True, "必填"),
    (Says(40063, "some parameters are empty"), REJECTED, True, None, True, "参数"),
    (Says(41006, "media_id missing"), REJECTED, True, None, True, "附件编号"),
    (Says(44001, "empty media data"), REJECTED, True, None, True, "附件是空的"),
    (Says(44004, "empty content"), REJECTED, True, None, True, "空的"),
    (Says(45001, "media size out of limit"), REJECTED, True, None, True, "附件太大"),
    (Says(45002, "content size out of limit"), REJECTED, True, None, True, "太长"),
    (Says(45008, "article count out of limit"), REJECTED, True, None, True, "8 条"),
    (Says(45009, "api freq out of limit"), LIMITED, False, 61, True, "自动再发"),
    (Says("45009", "api freq out of limit"), LIMITED, False, 61, True, "自动再发"),
    (Says(45009.0, "api freq out of limit"), LIMITED, False, 61, True, "自动再发"),
    (Says(45033, "api concurrent out of limit"), LIMITED, False, 3, True, "自动再发"),
    (Says(45034, "url must start with http"), REJECTED, True, None, True, "链接"),
    (Says(46004, "user not exist"), REJECTED, True, None, True, "账号"),
    (
        Says(93000, "invalid webhook url, hint: [1], from ip: 203.0.113.7"),
        BROKEN,
        True,
        None,
        True,
        "或机器人已被移出群",
    ),
    (Says(93004, "robot disabled"), BROKEN, True, None, True, "停用"),
    (Says(93005, "no right to this user"), BROKEN, True, None, True, "群机器人的地址"),
    (Says(93008, "not in chat"), BROKEN, True, None, True, "不在这个群"),
    (Says(99999, "something new"), REJECTED, True, None, True, "没有见过"),
    (Says(10**60, "something new"), REJECTED, True, None, True, "没有见过"),
    (Robot({"standing": "disabled"}), BROKEN, True, None, True, "停用"),
    (Robot({"standing": "removed"}), BROKEN, True, None, True, "不在这个群"),
    (Crowd(20), LIMITED, False, 61, True, "一分钟内发得太多"),
]

DINGTALK = [
    (Says(-1, "系统繁忙"), BUSY, False, None, True, "繁忙"),
    (Says(40035, "缺少参数 json"), REJECTED, True, None, True, "参数"),
    (Says(43002, "需要POST请求"), REJECTED, True, None, True, "方式"),
    (Says(43004, "无效的HTTP HEADER Content-Type"), REJECTED, True, None, True, "内容类型"),
    (Says(101002, "message is too long"), REJECTED, True, None, True, "改短"),
    (Says(130101, "send too fast, exceed 20 times per minute"), LIMITED, False, 605, True, "十分钟"),
    (Says("410100", "发送速度太快而限流"), LIMITED, False, 605, True, "十分钟"),
    (Says(300001, "token is not exist"), BROKEN, True, None, True, "access_token"),
    (Says(300001, "msgtype  is null"), REJECTED, True, None, True, "不收"),
    (Says(300005, "token is not exist"), BROKEN, True, None, True, "外部群"),
    (
        Says(310000, "keywords not in content, more: [https://ding-doc.dingtalk.com/doc#]"),
        REJECTED,
        True,
        None,
        True,
        "关键词",
    ),
    (
        Says(310000, "description:关键词不匹配;solution:请联系群管理员查看此机器人的关键词;"),
        REJECTED,
        True,
        None,
        True,
        "关键词",
    ),
    (Says(310000, "sign not match"), CONFIG, True, None, True, "加签密钥"),
    (
        Says(310000, "description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中;"),
        *(CONFIG, True, None, True, "加签密钥"),
    ),
    (Says(310000, "description:机器人发送签名过期;solution:请保持在一小时以内;"), CONFIG, True, None, True, "时间"),
    (Says(310000, "invalid timestamp"), CONFIG, True, None, True, "时间"),
    (Says(310000, "description:机器人发送时间戳无效;solution:请确认时间戳为毫秒;"), CONFIG, True, None, True, "时间"),
    (Says(310000, "ip 203.0.113.7 not in whitelist"), CONFIG, True, None, True, "白名单"),
    (Says(310000, "description:机器人发送IP 203.0.113.7 不在白名单;"), CONFIG, True, None, True, "白名单"),
    (Says(310000, "Send Too Fast"), LIMITED, False, 605, True, "十分钟"),
    (Says(310000, "something new"), CONFIG, True, None, True, "安全设置"),
    (Says("310000", "sign not match"), CONFIG, True, None, True, "加签密钥"),
    (Says(400013, "群已被解散"), BROKEN, True, None, True, "解散"),
    (Says(400101, "access_token不存在"), BROKEN, True, None, True, "access_token"),
    (Says(400102, "机器人已停用"), BROKEN, True, None, True, "停用"),
    (Says(400105, "不支持的消息类型"), REJECTED, True, None, True, "不支持"),
    (Says(400106, "机器人不存在"), BROKEN, True, None, True, "不存在"),
    (Says(430101, "含有不安全的外链"), REJECTED, True, None, True, "不要原样重发"),
    (Says(430102, "含有不合适的文本"), REJECTED, True, None, True, "不要原样重发"),
    (Says(430103, "含有不合适的图片"), REJECTED, True, None, True, "不要原样重发"),
    (Says(430104, "含有不合适的内容"), REJECTED, True, None, True, "不要原样重发"),
    (Says(460101, "message too long, exceed 20000 bytes"), REJECTED, True, None, True, "改短"),
    (
        Says(460101, "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;"),
        REJECTED,
        True,
        None,
        True,
        "改短",
    ),
    (Says(777777, "something new"), REJECTED, True, None, True, "没有见过"),
    (
        Raw(200, '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"1"}'),
        LIMITED,
        False,
        305,
        True,
        "五分钟",
    ),
    (Raw(200, '{"status":"1111","wait":5,"punish":"deny"}'), LIMITED, False, 305, True, "五分钟"),
    (Raw(403, '{"status":1111,"wait":5,"source":"x5","punish":"deny"}'), LIMITED, False, 305, True, "五分钟"),
    (Raw(200, '{"status":1111,"source":"x5","errcode":130101}'), LIMITED, False, 605, True, "十分钟"),
    (Raw(200, '{"status":1111,"source":"x5","errcode":"410100"}'), LIMITED, False, 605, True, "十分钟"),
    (Raw(200, '{"status":1111,"source":"x5","errcode":0}'), LIMITED, False, 305, True, "五分钟"),
    ("x5_1111", LIMITED, False, 305, True, "五分钟"),
    ("x5_with_130101", LIMITED, False, 605, True, "十分钟"),
    (Robot({"standing": "disabled"}), BROKEN, True, None, True, "停用"),
    (Robot({"standing": "removed"}), BROKEN, True, None, True, "不存在"),
    (Robot({"standing": "group_dissolved"}), BROKEN, True, None, True, "解散"),
    (Robot({"secret": "SECanother"}), CONFIG, True, None, True, "加签密钥"),
    (Robot({"secret": "SECanother", "zh": False}), CONFIG, True, None, True, "加签密钥"),
    (Robot({"keywords": ("别的词",)}), REJECTED, True, None, True, "关键词"),
    (Robot({"keywords": ("别的词",), "zh": False}), REJECTED, True, None, True, "关键词"),
    (Robot({"ip_allow": ("10.0.0.0/8",)}), CONFIG, True, None, True, "白名单"),
    (Robot({"ip_allow": ("10.0.0.*",), "zh": False}), CONFIG, True, None, True, "白名单"),
    (Crowd(20), LIMITED, False, 605, True, "停收十分钟"),
]

FEISHU = [
    (Says(-1, "system busy"), BUSY, False, None, True, "繁忙"),
    (Says(9499, "Bad Request"), REJECTED, True, None, True, "格式"),
    (Says(9499, "Bad Request", 400), REJECTED, True, None, True, "格式"),
    (Says(9499, "too many request"), LIMITED, False, 30, True, "太快"),
    (Says(9499, "too many request", 400), LIMITED, False, 30, True, "太快"),
    (Says("9499", "Too Many Request", 400), LIMITED, False, 30, True, "太快"),
    (Says(11232, "frequency limited psm[lark.oapi]"), LIMITED, False, 30, True, "限流"),
    (Says(19001, "param invalid: incoming webhook access token invalid"), BROKEN, True, None, True, "失效"),
    (Says(19002, "param invalid: msg_type xx not support"), REJECTED, True, None, True, "消息类型"),
    (Says(19007, "Bot Not Enabled"), BROKEN, True, None, True, "没有启用"),
    (Says(19007, "Bot Not Enabled", more={"StatusCode": 0, "StatusMessage": ""}), BROKEN, True, None, True, "没有启用"),
    (Says(19021, "sign match fail or timestamp is not within one hour"), CONFIG, True, None, True, "签名"),
    (Says(19021, "sign match fail", more={"StatusCode": 0}), CONFIG, True, None, True, "签名"),
    (Says(19022, "Ip Not Allowed"), CONFIG, True, None, True, "白名单"),
    (Says(19024, "Key Words Not Found"), REJECTED, True, None, True, "关键词"),
    (Says(19036, "The message exceeds the size limit of 30KB"), REJECTED, True, None, True, "改短"),
    (Says(99991400, "request trigger frequency limit", 400), LIMITED, False, 30, True, "太快"),
    (Says(99991400, "request trigger frequency limit", 429), LIMITED, False, 30, True, "太快"),
    (Says(88888, "something new", 429), LIMITED, False, 30, True, "太快"),
    (Says(88888, "something new"), REJECTED, True, None, True, "没有见过"),
    (Raw(200, '{"StatusCode":0,"StatusMessage":"success"}'), PROTOCOL, False, None, False, "不能算送达"),
    (Raw(400, '{"code":0,"msg":"success"}'), PROTOCOL, False, None, False, "不像"),
    (Robot({"standing": "removed", "legacy": True}), BROKEN, True, None, True, "没有启用"),
    (Robot({"secret": "another", "legacy": True}), CONFIG, True, None, True, "签名"),
    (Robot({"keywords": ("别的词",)}), REJECTED, True, None, True, "关键词"),
    (Robot({"ip_allow": ("10.1.2.*", "192.168.0.0/16")}), CONFIG, True, None, True, "白名单"),
    (Crowd(5), LIMITED, False, 30, True, "太快"),
]

EVERYWHERE = [
    ("drop_before_accept", UNKNOWN, False, None, False, "到群里看一眼"),
    ("accept_then_drop", UNKNOWN, False, None, False, "到群里看一眼"),
    ("accept_then_timeout", UNKNOWN, False, None, False, "没有回答"),
    ("truncated_json", UNKNOWN, False, None, False, "不完整"),
    ("empty_200", UNKNOWN, False, None, False, "不完整"),
    ("huge_body", UNKNOWN, False, None, False, "不完整"),
    ("slow_drip", UNKNOWN, False, None, False, "没有回答"),
    ("missing_code", PROTOCOL, False, None, False, "不能算送达"),
    ("http_500", BUSY, False, None, True, "暂时出错"),
    ("http_502_html", BUSY, False, None, True, "暂时出错"),
    ("redirect_302", PROTOCOL, False, None, False, "没有跟去"),
    ("minus_one", BUSY, False, None, True, "繁忙"),
    (Raw(200, '["ok"]'), PROTOCOL, False, None, False, "不能算送达"),
    (Raw(200, "0"), PROTOCOL, False, None, False, "不能算送达"),
    (Raw(200, "ok"), UNKNOWN, False, None, False, "不完整"),
    (Raw(200, "<html>log in first</html>"), PROTOCOL, False, None, False, "登录页"),
    (Raw(201, '{"errcode":0,"code":0}'), PROTOCOL, False, None, False, "不像"),
    (Raw(301, '{"errcode":0,"code":0}'), PROTOCOL, False, None, False, "没有跟去"),
    (Raw(403, "forbidden"), PROTOCOL, False, None, False, "不像"),
    (Raw(404, "<html>404</html>"), PROTOCOL, False, None, False, "不像"),
    (Raw(408, " "), UNKNOWN, False, None, False, "超时"),
    (Raw(413, " "), REJECTED, True, None, True, "改短"),
    (Raw(500, '{"errcode":0,"code":0}'), BUSY, False, None, True, "暂时出错"),
    (Raw(503, " "), BUSY, False, None, True, "暂时出错"),
    (Raw(504, "<html>gateway timeout</html>"), BUSY, False, None, True, "暂时出错"),
]

THROTTLED = [
    ("wecom", Raw(429, " "), LIMITED, False, 61, True, "自动再发"),
    ("wecom", Raw(429, '{"errcode":0}'), LIMITED, False, 61, True, "自动再发"),
    ("dingtalk", Raw(429, "<html>slow down</html>"), LIMITED, False, 605, True, "自动再发"),
    ("feishu", Raw(429, " "), LIMITED, False, 30, True, "自动再发"),
]

CASES = [
    *[("wecom", *row) for row in WECOM],
    *[("dingtalk", *row) for row in DINGTALK],
    *[("feishu", *row) for row in FEISHU],
    *[(platform, *row) for row in EVERYWHERE for platform in ("wecom", "dingtalk", "feishu")],
    *THROTTLED,
]


@pytest.mark.parametrize(("platform", "situation", "outcome", "permanent", "wait", "repeat_safe", "said"), CASES)
def test_every_situation_has_its_outcome(
    practice: Practice,
    platform: str,
    situation: Says | Raw | Robot | Crowd | str,
    outcome: Outcome,
    permanent: bool,
    wait: float | None,
    repeat_safe: bool,
    said: str,
):
    message = Message(body="督办：本周 3 项临期")
    address = practice.address(platform)
    bring_about(practice, platform, situation)
    with pytest.raises(SendFailed) as failed:
        practice.say(platform, message, to=address)
    failure = failed.value
    assert failure.outcome is outcome
    assert failure.permanent is permanent
    assert failure.wait == wait
    assert failure.repeat_safe is repeat_safe
    assert said in failure.why
    assert failure.meaning.endswith("。")
    assert failure.remedy.endswith("。")
    if isinstance(situation, Says) and len(str(situation.code)) < 10:
        assert failure.code == str(int(situation.code))


def test_there_are_enough_cases():
    assert len(CASES) >= 180
    assert len({(row[0], repr(row[1])) for row in CASES}) == len(CASES)


def bring_about(practice: Practice, platform: str, situation: Says | Raw | Robot | Crowd | str) -> None:
    match situation:
        case Says(code, words, status, more):
            names = ("code", "msg") if platform == "feishu" else ("errcode", "errmsg")
            body = more | {names[0]: code, names[1]: words}
            practice.fault(platform, "answer", status=status, body=json.dumps(body, ensure_ascii=False))
        case Raw(status, body):
            practice.fault(platform, "answer", status=status, body=body)
        case Robot(changes):
            practice.change(platform, **changes)
        case Crowd(count):
            for _ in range(count):
                practice.say(platform)
        case _:
            practice.fault(platform, situation)
