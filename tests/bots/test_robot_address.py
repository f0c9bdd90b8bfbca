"""Which addresses are taken, and with which sentence the others are refused."""

from __future__ import annotations

from typing import Any

import pytest

from bots import Address, AddressRefused, Platform, parse_address

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token="
FEISHU = "https://open.feishu.cn/open-apis/bot/v2/hook/"
KEY = "693a91f6-7aoc-4bc4-97a0-0ec2sifa5aaa"


@pytest.mark.parametrize(
    ("platform", "text", "full"),
    [
        ("wecom", WECOM + KEY, WECOM + KEY),
        ("wecom", KEY, WECOM + KEY),
        ("wecom", f"  {WECOM}{KEY}\r\n", WECOM + KEY),
        ("wecom", f"https://qyapi.weixin.qq.com:443/cgi-bin/webhook/send?key={KEY}", WECOM + KEY),
        ("wecom", f"HTTPS://QYAPI.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", WECOM + KEY),
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?debug=1&key={KEY}", WECOM + KEY),
        ("dingtalk", DINGTALK + "a" * 64, DINGTALK + "a" * 64),
        ("dingtalk", "a" * 64, DINGTALK + "a" * 64),
        ("dingtalk", f"{DINGTALK}{KEY}&timestamp=1700000000001&sign=x%2B", DINGTALK + KEY),
        ("feishu", FEISHU + KEY, FEISHU + KEY),
        ("feishu", KEY, FEISHU + KEY),
        (
            "feishu",
            FEISHU.replace("feishu.cn", "larksuite.com") + KEY,
            FEISHU.replace("feishu.cn", "larksuite.com") + KEY,
        ),
        ("wecom", "a" * 8, WECOM + "a" * 8),
        ("wecom", "a" * 128, WECOM + "a" * 128),
    ],
)
def test_a_full_address_or_a_bare_key_is_taken(platform: str, text: str, full: str):
    assert parse_address(platform, text).reveal() == full


@pytest.mark.parametrize(
    ("platform", "text", "said"),
    [
        ("wecom", "", "请填写"),
        ("wecom", "   ", "请填写"),
        ("wecom", "abc", "不像机器人地址"),
        ("wecom", "a" * 129, "不像机器人地址"),
        ("wecom", "qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + KEY, "不像机器人地址"),
        ("wecom", (WECOM + KEY).replace("https", "http"), "https://"),
        ("wecom", (WECOM + KEY).replace("https", "ftp"), "https://"),
        ("wecom", f"https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key={KEY}", "用户名"),
        ("wecom", f"https://evil@qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", "用户名"),
        ("wecom", f"https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key={KEY}", "不在那里"),
        ("wecom", f"https://qyapi.weixin.qq.com./cgi-bin/webhook/send?key={KEY}", "不在那里"),
        ("wecom", f"https://evil.example/https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", "不在那里"),
        ("wecom", f"https://127.0.0.1/cgi-bin/webhook/send?key={KEY}", "不在那里"),
        ("wecom", f"https://[::1]/cgi-bin/webhook/send?key={KEY}", "不在那里"),
        ("wecom", f"https://[::1/cgi-bin/webhook/send?key={KEY}", "不像机器人地址"),
        ("wecom", f"https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key={KEY}", "端口"),
        ("wecom", f"https://qyapi.weixin.qq.com:x/cgi-bin/webhook/send?key={KEY}", "不像机器人地址"),
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/upload_media?key={KEY}", "路径不对"),
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/../webhook/send?key={KEY}", "路径不对"),
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send/?key={KEY}", "路径不对"),
        ("wecom", f"https://qyapi.weixin.qq.com/cgi-bin%2Fwebhook/send?key={KEY}", "路径不对"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", "没有 key"),
        ("wecom", WECOM, "8 到 128 位"),
        ("wecom", WECOM + KEY + "&key=another-key-1", "两个以上"),
        ("wecom", WECOM + "short", "8 到 128 位"),
        ("wecom", WECOM + KEY + "%0d%0a", "8 到 128 位"),
        ("wecom", WECOM + KEY + "#frag", "#"),
        ("wecom", WECOM + KEY + "#", "#"),
        ("wecom", WECOM + KEY[:9] + "\t" + KEY[9:], "看不见"),
        ("wecom", "\t" + WECOM + KEY, "看不见"),
        ("wecom", WECOM + KEY[:9] + "\n" + KEY[9:], "看不见"),
        ("wecom", WECOM + KEY[:9] + "\x00", "看不见"),
        ("wecom", WECOM + "key 12345678", "看不见"),
        ("wecom", "https://qyapi.weixin.qq.com\\@evil.example/cgi-bin/webhook/send?key=" + KEY, "反斜杠"),
        ("wecom", "https://qyаpi.weixin.qq.com/cgi-bin/webhook/send?key=" + KEY, "全角"),
        ("wecom", "https://ｑｙａｐｉ.weixin.qq.com/cgi-bin/webhook/send?key=" + KEY, "全角"),
        ("wecom", WECOM + "a" * 500, "太长"),
        ("wecom", DINGTALK + KEY, "请把平台选成钉钉"),
        ("dingtalk", FEISHU + KEY, "请把平台选成飞书"),
        ("feishu", WECOM + KEY, "请把平台选成企业微信"),
        ("dingtalk", f"https://oapi.dingtalk.com/robot/send?key={KEY}", "没有 access_token"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/hook/" + KEY, "路径不对"),
        ("feishu", FEISHU + KEY + "/more", "8 到 128 位"),
        ("feishu", FEISHU, "8 到 128 位"),
        ("feishu", "http://127.0.0.1:9100/open-apis/bot/v2/hook/" + KEY, "https://"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(platform: str, text: str, said: str):
    with pytest.raises(AddressRefused) as refused:
        parse_address(platform, text)
    assert said in str(refused.value)
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    "text", [KEY, WECOM + KEY, f"http://127.0.0.1:9100/cgi-bin/webhook/send?key={KEY}"], ids=["key", "own host", "base"]
)
def test_with_another_base_everything_for_the_platform_goes_there(text: str):
    address = parse_address("wecom", text, robot_hosts={"wecom": "http://127.0.0.1:9100/"})
    assert address.reveal() == f"http://127.0.0.1:9100/cgi-bin/webhook/send?key={KEY}"


@pytest.mark.parametrize(
    "text",
    [
        f"http://127.0.0.1:9101/cgi-bin/webhook/send?key={KEY}",
        f"http://127.0.0.1:91000/cgi-bin/webhook/send?key={KEY}",
        f"http://127.0.0.1:9100@evil.example/cgi-bin/webhook/send?key={KEY}",
        f"http://127.0.0.1:9100/robot/send?key={KEY}",
    ],
)
def test_another_base_opens_no_third_host(text: str):
    with pytest.raises(AddressRefused):
        parse_address("wecom", text, robot_hosts={"wecom": "http://127.0.0.1:9100"})


def test_another_base_for_one_platform_opens_nothing_for_another():
    with pytest.raises(AddressRefused):
        parse_address(
            "feishu",
            f"http://127.0.0.1:9100/open-apis/bot/v2/hook/{KEY}",
            robot_hosts={"wecom": "http://127.0.0.1:9100"},
        )


@pytest.mark.parametrize(
    "base", ["127.0.0.1:9100", "ftp://a.cn", "http://u@a.cn", "http://a.cn?x=1", "http://", "http://a.cn:0x"]
)
def test_a_wrong_base_is_told_to_the_administrator(base: str):
    with pytest.raises(AddressRefused, match="系统管理员"):
        parse_address("wecom", KEY, robot_hosts={"wecom": base})


@pytest.mark.parametrize(
    ("platform", "extra", "said"),
    [
        ("wecom", {"secret": "SEC123"}, "没有加签"),
        ("wecom", {"keywords": ["督办"]}, "没有关键词"),
        ("dingtalk", {"secret": "SEC 123"}, "空格"),
        ("dingtalk", {"secret": "密钥"}, "中文"),
        ("dingtalk", {"keywords": [str(n) for n in range(11)]}, "最多 10 个"),
        ("feishu", {"keywords": ["很" * 41]}, "最多 40 字"),
    ],
)
def test_secret_and_keywords_are_checked(platform: str, extra: dict[str, Any], said: str):
    with pytest.raises(AddressRefused, match=said):
        parse_address(platform, KEY, **extra)


def test_blank_extras_are_nothing():
    address = parse_address("wecom", KEY, secret=" ", keywords=["", " "])
    assert (address.secret, address.keywords) == (None, ())


def test_neither_repr_nor_str_show_key_or_secret():
    address = Address(Platform.DINGTALK, "https://oapi.dingtalk.com", KEY, "SECverysecret", ("督办",))
    for shown in (repr(address), str(address), f"{address}", f"{address!r}", repr([address])):
        assert "aaa" in shown
        assert KEY not in shown
        assert "SECverysecret" not in shown
    assert address.tail == "5aaa"
