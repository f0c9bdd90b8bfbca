"""The practice server against the written contract: vectors, the order of its checks, its limits."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from robot_rig import Practice, post, refused, stamp_of

from bots import Outcome
from bots.dingtalk import sign as dingtalk_sign
from bots.feishu import sign as feishu_sign
from bots.practice import Standing

TEXT = {"msgtype": "text", "text": {"content": "督办"}}
FEISHU_TEXT = {"msg_type": "text", "content": {"text": "督办"}}


def test_the_signature_vector_of_dingtalk():
    signature = dingtalk_sign("SECdemo", "1700000000001")
    assert signature == "PTs+dsurGspsy8LSQV/Ud2CTvBpozdeoue2U2fgKqxI="
    assert quote(signature, safe="") == "PTs%2BdsurGspsy8LSQV%2FUd2CTvBpozdeoue2U2fgKqxI%3D"


def test_the_signature_vector_of_feishu():
    assert feishu_sign("demo", "1599360473") == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="


@pytest.mark.parametrize(
    ("encode", "errcode"),
    [
        (lambda s: quote(s, safe=""), 0),
        (lambda s: quote(quote(s, safe=""), safe=""), 310000),
        (lambda s: s, 310000),
        (lambda _: "", 310000),
    ],
    ids=["encoded once", "encoded twice", "not encoded", "missing"],
)
def test_a_signature_is_compared_after_exactly_one_decoding(
    practice: Practice, encode: Callable[[str], str], errcode: int
):
    # This second gives a signature with + and / in it, which a missing encoding would spoil.
    stamp = next(
        str(ms) for ms in range(stamp_of(practice), 10**14) if "+" in dingtalk_sign("SECpractice0002", str(ms))
    )
    url = f"{practice.address('dingtalk').reveal()}&timestamp={stamp}&sign={encode(dingtalk_sign('SECpractice0002', stamp))}"
    assert practice.http.post(url, json=TEXT).json()["errcode"] == errcode


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "ok"), (3599, "ok"), (-3599, "ok"), (3601, "时间戳无效"), (-3601, "时间戳无效")]
)
def test_a_signature_lives_an_hour_either_way(practice: Practice, seconds: int, words: str):
    stamp = str(stamp_of(practice) + seconds * 1000)
    params = {"timestamp": stamp, "sign": dingtalk_sign("SECpractice0002", stamp)}
    answer = practice.http.post(practice.address("dingtalk").reveal(), params=params, json=TEXT).json()
    assert words in answer["errmsg"]


def test_the_english_wording_of_310000_can_be_switched_on(practice: Practice):
    practice.server.rooms.change(practice.room("dingtalk"), zh=False)
    assert post(practice, "dingtalk", TEXT)["errmsg"] == "sign not match"


@pytest.mark.parametrize(
    ("platform", "standing", "code"),
    [
        ("wecom", Standing.DISABLED, 93004),
        ("wecom", Standing.REMOVED, 93008),
        ("dingtalk", Standing.DISABLED, 400102),
        ("dingtalk", Standing.REMOVED, 400106),
        ("dingtalk", Standing.DISSOLVED, 400013),
        ("feishu", Standing.DISABLED, 19007),
    ],
)
def test_a_robot_that_is_gone_breaks_the_channel(practice: Practice, platform: str, standing: Standing, code: int):
    practice.server.rooms.change(practice.room(platform), standing=standing)
    assert refused(practice, platform).outcome is Outcome.CHANNEL_BROKEN
    assert practice.room(platform).calls[-1].code == str(code)


@pytest.mark.parametrize(
    ("path", "method", "expected"),
    [
        ("/robot/send", "GET", {"errcode": 43002}),
        ("/robot/send", "POST", {"errcode": 40035}),
        ("/robot/send?access_token=nobodyknows", "POST", {"errcode": 300005, "errmsg": "token is not exist"}),
        ("/cgi-bin/webhook/send", "POST", {"errcode": 93000}),
        ("/cgi-bin/webhook/send?key=nobodyknows", "POST", {"errcode": 93000}),
        ("/open-apis/bot/v2/hook/nobodyknows", "POST", {"code": 19001}),
    ],
)
def test_an_unknown_credential_wins_over_everything(
    practice: Practice, path: str, method: str, expected: dict[str, object]
):
    answer = practice.http.request(method, practice.server.url + path, data=b"not json")
    assert answer.status_code == 200
    assert expected.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("platform", "body", "expected"),
    [
        ("wecom", b"{", (200, 40035)),
        ("wecom", b'{"msgtype":"song"}', (200, 40008)),
        ("wecom", b'{"msgtype":"text","text":{"content":""}}', (200, 44004)),
        ("wecom", b'{"msgtype":"template_card","template_card":{"card_type":"text_notice"}}', (200, 40058)),
        ("wecom", b'{"msgtype":"file","file":{"media_id":"x"}}', (200, 40007)),
        ("dingtalk", b"{", (200, 40035)),
        ("dingtalk", b"{}", (200, 300001)),
        ("dingtalk", b'{"msgtype":"image"}', (200, 400105)),
        ("dingtalk", b'{"msgtype":"markdown","markdown":{"text":"x"}}', (200, 40035)),
        ("feishu", b"{", (400, 9499)),
        ("feishu", b"{}", (200, 19002)),
        ("feishu", b'{"msg_type":"interactive","card":{"schema":"2.0","elements":[]}}', (400, 9499)),
    ],
)
def test_what_a_platform_cannot_read_it_refuses(
    practice: Practice, platform: str, body: bytes, expected: tuple[int, int]
):
    practice.server.rooms.change(practice.room(platform), secret="", keywords=())
    headers = {"Content-Type": "application/json"}
    answer = practice.http.post(practice.address(platform).reveal(), data=body, headers=headers)
    told = answer.json()
    assert (answer.status_code, told.get("errcode", told.get("code"))) == expected


def test_wecom_refuses_in_its_own_words_and_headers(practice: Practice):
    answer = practice.http.post(practice.address("wecom").reveal(), data=b"{")
    assert answer.headers["Error-Code"] == "40035"
    assert answer.json()["errmsg"].startswith("Warning: wrong json format.")
    assert "from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=40035" in answer.text


@pytest.mark.parametrize(
    ("content", "errcode"), [("催" * 682 + "ab", 0), ("催" * 682 + "abc", 40058), ("催" * 683, 40058)]
)
def test_wecom_text_ends_at_2048_bytes(practice: Practice, content: str, errcode: int):
    assert post(practice, "wecom", {"msgtype": "text", "text": {"content": content}})["errcode"] == errcode


@pytest.mark.parametrize(("platform", "most"), [("dingtalk", 20000), ("feishu", 20000)])
def test_the_whole_body_ends_at_20000_bytes(practice: Practice, platform: str, most: int):
    practice.server.rooms.change(practice.room(platform), secret="", keywords=())
    frame = FEISHU_TEXT if platform == "feishu" else TEXT
    empty = json.dumps(frame, ensure_ascii=False).encode()
    for size, fine in ((most, True), (most + 1, False)):
        body = empty.replace("督办".encode(), b"x" * (size - len(empty) + 6))
        headers = {"Content-Type": "application/json"}
        answer = practice.http.post(practice.address(platform).reveal(), data=body, headers=headers)
        assert len(body) == size
        assert (answer.json().get("errcode", answer.json().get("code")) == 0) is fine


def test_a_file_lives_three_days_and_only_with_its_own_robot(practice: Practice):
    url = practice.server.url + "/cgi-bin/webhook/upload_media?type=file&key=practice-wecom-0001"
    media = practice.http.post(url, files={"media": ("台账.xlsx", b"123456")}).json()["media_id"]
    message = {"msgtype": "file", "file": {"media_id": media}}
    assert post(practice, "wecom", message)["errcode"] == 0
    practice.clock.forward(3 * 86400 + 1)
    assert post(practice, "wecom", message)["errcode"] == 40007
