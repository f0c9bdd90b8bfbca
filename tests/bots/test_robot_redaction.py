"""No key, no secret, no telephone number in an exception, its causes, a receipt or a log, whatever goes wrong."""

from __future__ import annotations

import http.client
import logging
import traceback
from pathlib import Path

import pytest
from robot_rig import Practice, say_to
from wire_rig import Caller, Wire, answering, closed_port, secure_wire
from wire_rig import http as answer_of

from bots import Redacting, SendFailed, new_session, quieten, redact

KEY, SECRET = "kEy-7c1d5f0d9a11-tail", "SECabcdef0123456789abcdef"
PLATFORMS = ["wecom", "dingtalk", "feishu"]


def reset(caller: Caller) -> None:
    caller.read_request()
    caller.reset()


def silent(caller: Caller) -> None:
    caller.wait()


def redirect(caller: Caller) -> None:
    head = caller.read_request().split(b" ")[1].decode()
    caller.say(answer_of(b"", f"Location: http://127.0.0.1:1{head}", status="302 Found"))


def echo(caller: Caller) -> None:
    path = caller.read_request().split(b" ")[1].decode()
    words = f"no such hook {path} {SECRET} {KEY} from 13800001111"
    caller.say(answer_of(f'{{"errcode":40035,"code":19002,"errmsg":"{words}","msg":"{words}"}}'.encode()))


SCRIPTS = {
    "reset": reset,
    "timeout": silent,
    "redirect": redirect,
    "echo": echo,
    "bad header": answering(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
    "bad chunk": answering(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "delivered": answering(answer_of(b'{"errcode":0,"code":0,"errmsg":"ok"}', "Date: Thu, 24 Dec 2026 01:12:00 GMT")),
}


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("trouble", list(SCRIPTS))
def test_a_server_of_any_kind_gets_no_key_out_of_us(platform: str, trouble: str, caplog, capsys):
    with Wire(SCRIPTS[trouble]) as wire:
        check(wire.url, platform, caplog, capsys)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("trouble", ["unknown host", "refused", "no tls", "bad proxy", "strange host"])
def test_no_connection_of_any_kind_gets_a_key_out_of_us(platform: str, trouble: str, caplog, capsys):
    with Wire(reset) as wire:
        base = {
            "unknown host": "https://robots.invalid",
            "refused": closed_port(),
            "no tls": wire.url.replace("http://", "https://"),
            "bad proxy": "https://robots.invalid",
            "strange host": f"http://{'a' * 70}.invalid",
        }[trouble]
        check(base, platform, caplog, capsys, proxy=closed_port() if trouble == "bad proxy" else None)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_certificate_that_is_refused_gets_no_key_out_of_us(platform: str, tmp_path: Path, caplog, capsys):
    with secure_wire(tmp_path, b"") as wire:
        check(wire.url, platform, caplog, capsys)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("fault", ["drop_before_accept", "accept_then_drop", "http_502_html", "x5_1111", "minus_one"])
def test_a_platform_gets_no_key_out_of_us(practice: Practice, platform: str, fault: str, caplog, capsys):
    practice.change(platform, key=KEY, secret="" if platform == "wecom" else SECRET, keywords=())
    practice.fault(platform, fault)
    check(practice.server.url, platform, caplog, capsys)
    assert "urllib3" in caplog.text


def check(base: str, platform: str, caplog, capsys, *, proxy: str | None = None):
    told = ""
    with caplog.at_level(logging.DEBUG), pytest.MonkeyPatch.context() as patch:
        patch.setattr(http.client.HTTPConnection, "debuglevel", 1)  # prints every line that is sent
        try:
            secret = None if platform == "wecom" else SECRET
            receipt = say_to(base, platform, key=KEY, secret=secret, http=new_session(proxy=proxy), timeout=(0.4, 0.4))
            told = repr(receipt) + repr(vars(receipt))
        except SendFailed as error:
            logging.getLogger("tracker").exception("not sent: %s", error)
            told = "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error)) + repr(error.args)
            told += repr(locals_of_the_library(error)) + repr((error.__cause__, error.__context__))
    printed = capsys.readouterr()
    written = told + caplog.text + "".join(f"{r.msg} {r.args}" for r in caplog.records) + printed.out + printed.err
    assert KEY not in written
    assert "SECabcdef" not in written
    assert "13800001111" not in written
    assert told.endswith("(None, None)") or "Receipt(" in told


def locals_of_the_library(error: BaseException) -> list[dict[str, object]]:
    """What a crash reporter that collects local names would send away."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    return [dict(frame.f_locals) for frame in frames if "/bots/sending" in frame.f_code.co_filename]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("/cgi-bin/webhook/send?key=693axxx6", "/cgi-bin/webhook/send?key=••••"),
        (
            "url: /robot/send?access_token=abc&timestamp=1&sign=x%2B (Caused by",
            "url: /robot/send?access_token=••••&timestamp=1&sign=•••• (Caused by",
        ),
        (
            "https://open.feishu.cn/open-apis/bot/v2/hook/0a-b_c, x",
            "https://open.feishu.cn/open-apis/bot/v2/hook/••••, x",
        ),
        (
            "next=https%3A%2F%2Foapi%2Frobot%3Faccess_token%3Dabcdef",
            "next=https%3A%2F%2Foapi%2Frobot%3Faccess_token%3D••••",
        ),
        ('{"sign":"abc==","timestamp":"1"}', '{"sign":"••••","timestamp":"1"}'),
        ("secret SEC0123456789abcdef0123", "secret ••••"),
        ("请联系 13800001234 或 +8613800001234", "请联系 138****1234 或 +86138****1234"),
        ("编号 2026138000012345 不变", "编号 2026138000012345 不变"),
    ],
)
def test_what_can_be_a_credential_is_hidden_in_any_text(text: str, hidden: str):
    assert redact(text) == hidden
    assert redact(hidden) == hidden


def test_a_logger_that_is_quietened_hides_lines_arguments_and_tracebacks(caplog):
    logger = logging.getLogger("robots.test")
    quieten("robots.test", "robots.test")
    assert len([known for known in logger.filters if isinstance(known, Redacting)]) == 1
    with caplog.at_level(logging.DEBUG):
        try:
            raise ValueError(f"/robot/send?access_token={KEY}")
        except ValueError:
            logger.exception("no %s", f"key={KEY}")
        logger.debug("odd %d", f"key={KEY}")
    assert KEY not in caplog.text
    assert "Traceback" in caplog.text
