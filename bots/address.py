"""Where a robot listens (机器人地址): read strictly, for a wrong host would get the credential."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from bots.words import Platform

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class AddressRefused(ValueError):  # noqa: N818 a refusal, in the words of the field
    """No address of that platform (地址不能用); says why in Chinese, quoting nothing of what was typed."""


@dataclass(frozen=True, repr=False)
class Address:
    """A checked address. ``repr`` and ``str`` show only the last four characters of the key."""

    platform: Platform
    base: str
    key: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    keywords: tuple[str, ...] = ()

    @property
    def tail(self) -> str:
        """The last four characters of the key, enough to tell robots apart."""
        return self.key[-4:]

    def reveal(self) -> str:
        """Give the full address with its key: for encrypted keeping, never for a page or a log."""
        return _PREFIXES[self.platform].format(base=self.base) + self.key

    def __repr__(self) -> str:
        return f"Address({self.platform.value} …{self.tail})"

    def __str__(self) -> str:
        return f"{self.platform.label}机器人 …{self.tail}"


OWN_HOSTS: Mapping[Platform, tuple[str, ...]] = {
    Platform.WECOM: ("qyapi.weixin.qq.com",),
    Platform.DINGTALK: ("oapi.dingtalk.com",),
    Platform.FEISHU: ("open.feishu.cn", "open.larksuite.com"),
}
"""The only hosts accepted without an explicit other base. The first is taken for a bare key."""

_PREFIXES = {
    Platform.WECOM: "{base}/cgi-bin/webhook/send?key=",
    Platform.DINGTALK: "{base}/robot/send?access_token=",
    Platform.FEISHU: "{base}/open-apis/bot/v2/hook/",
}
LONGEST = 512
MOST_KEYWORDS = 10
LONGEST_KEYWORD = 40
_KEY = re.compile(r"[A-Za-z0-9_-]{8,128}")
_SECRET = re.compile(r"[\x21-\x7e]{1,256}")


def parse_address(
    platform: Platform | str,
    text: str,
    *,
    secret: str | None = None,
    keywords: Sequence[str] = (),
    robot_hosts: Mapping[str, str] | None = None,
) -> Address:
    """Read a full address or a bare key, as an office clerk pastes it.

    ``robot_hosts`` maps a platform to another base address (a private deployment, a practice server), e.g.
    ``{"wecom": "http://127.0.0.1:9100"}``; then everything for that platform goes there, also what was
    pasted with the platform's own host. Without it only https to the platform's own hosts is accepted.
    Other query parameters, such as an old signature, are dropped. Raises :class:`AddressRefused`.
    """
    platform = Platform(platform)
    text = text.strip(" \r\n\u3000")
    other = _checked_base((robot_hosts or {}).get(platform))
    if _KEY.fullmatch(text):
        base, key = f"https://{OWN_HOSTS[platform][0]}", text
    else:
        base, key = _taken_apart(platform, text, other)
    return Address(platform, other or base, key, _secret(platform, secret), _keywords(platform, keywords))


def _taken_apart(platform: Platform, text: str, other: str | None) -> tuple[str, str]:
    _check_writing(text, loose=other is not None)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise AddressRefused(_NO_ADDRESS) from None
    host = parts.hostname or ""
    base = f"{parts.scheme.lower()}://{parts.netloc.lower()}"
    path = parts.path
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("地址里不能有“用户名@”。请重新从群机器人设置里复制。")
    if parts.fragment or "#" in text:
        raise AddressRefused("地址里不能有“#”。请重新从群机器人设置里复制。")
    if other is not None and text.lower().startswith(other.lower() + "/"):
        base, path = other, text.split("?", 1)[0][len(other) :]
    else:
        _check_own_host(platform, parts.scheme, host, port)
        base = f"https://{host}"
    return base, _key(platform, path, parts.query)


def _check_writing(text: str, *, loose: bool) -> None:
    if not text:
        raise AddressRefused("请填写机器人的地址或 key。")
    if len(text) > LONGEST:
        raise AddressRefused(f"地址太长：最多 {LONGEST} 个字符。请只复制机器人地址这一行。")
    if re.search(r"[\s\x00-\x1f\x7f]", text):
        raise AddressRefused("地址里有空格、换行或看不见的字符。请重新复制一遍。")
    if not text.isascii():
        raise AddressRefused("地址里有中文或全角字符。请重新从群机器人设置里复制。")
    if "\\" in text:
        raise AddressRefused("地址里不能有反斜杠。请重新从群机器人设置里复制。")
    if "://" not in text:
        raise AddressRefused(_NO_ADDRESS)
    if not loose and not text.lower().startswith("https://"):
        raise AddressRefused("地址要以 https:// 开头。")


_NO_ADDRESS = (
    "这不像机器人地址，也不像 key。请填群机器人设置里的完整地址，或只填 key（8 到 128 位字母、数字、横线、下划线）。"
)


def _check_own_host(platform: Platform, scheme: str, host: str, port: int | None) -> None:
    for another, hosts in OWN_HOSTS.items():
        if host in hosts and another is not platform:
            raise AddressRefused(f"这是{another.label}机器人的地址，请把平台选成{another.label}。")
    if host not in OWN_HOSTS[platform]:
        raise AddressRefused(f"{platform.label}机器人的地址应在 {OWN_HOSTS[platform][0]}，这个地址不在那里。")
    if scheme.lower() != "https":
        raise AddressRefused("地址要以 https:// 开头。")
    if port not in (None, 443):
        raise AddressRefused("地址里不能写别的端口。请重新从群机器人设置里复制。")


def _key(platform: Platform, path: str, query: str) -> str:
    if platform is Platform.FEISHU:
        prefix = "/open-apis/bot/v2/hook/"
        if not path.startswith(prefix):
            raise AddressRefused(f"飞书机器人的地址应是 …{prefix}加一串字母数字，这个地址的路径不对。")
        found = [path.removeprefix(prefix)]
    else:
        right, name = {
            Platform.WECOM: ("/cgi-bin/webhook/send", "key"),
            Platform.DINGTALK: ("/robot/send", "access_token"),
        }[platform]
        if path != right:
            raise AddressRefused(f"{platform.label}机器人的地址应是 …{right}?{name}=…，这个地址的路径不对。")
        found = [value for known, value in parse_qsl(query, keep_blank_values=True) if known == name]
        if not found:
            raise AddressRefused(f"地址里没有 {name}。请把“?”后面的部分也复制进来。")
    if len(found) > 1:
        raise AddressRefused("地址里有两个以上的 key，不知道该用哪一个。请重新复制一遍。")
    if not _KEY.fullmatch(found[0]):
        raise AddressRefused("key 应是 8 到 128 位字母、数字、横线、下划线。请检查有没有少复制或多复制。")
    return found[0]


def _checked_base(base: str | None) -> str | None:
    if base is None:
        return None
    try:
        parts = urlsplit(base)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        fine = False
    if not fine or "@" in base or "?" in base or "#" in base or not re.fullmatch(r"[\x21-\x7e]+", base):
        raise AddressRefused("系统设置里给这个平台指定的主机不对，应像 http://127.0.0.1:9100。请系统管理员检查。")
    return base.rstrip("/")


def _secret(platform: Platform, secret: str | None) -> str | None:
    secret = (secret or "").strip()
    if not secret:
        return None
    if platform is Platform.WECOM:
        raise AddressRefused("企业微信群机器人没有加签密钥，请把这一项留空。")
    if not _SECRET.fullmatch(secret):
        raise AddressRefused("加签密钥里不能有空格和中文。请重新复制一遍。")
    return secret


def _keywords(platform: Platform, keywords: Sequence[str]) -> tuple[str, ...]:
    if isinstance(keywords, str):
        raise TypeError("keywords is a sequence of words, not one string")
    words = tuple(dict.fromkeys(word.strip() for word in keywords if word.strip()))
    if words and platform is Platform.WECOM:
        raise AddressRefused("企业微信群机器人没有关键词设置，请把这一项留空。")
    if len(words) > MOST_KEYWORDS:
        raise AddressRefused(f"关键词最多 {MOST_KEYWORDS} 个。")
    if any(len(word) > LONGEST_KEYWORD or "\n" in word for word in words):
        raise AddressRefused(f"一个关键词最多 {LONGEST_KEYWORD} 字，不能换行。")
    return words
