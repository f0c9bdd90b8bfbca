"""The words of this library, each with the Chinese label a page may show."""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    """A chat platform (平台) whose group robots take webhooks."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"

    @property
    def label(self) -> str:
        """The platform's own Chinese name."""
        return _PLATFORM_LABELS[self]


class Kind(StrEnum):
    """How a message wants to be shown (样式); a platform that cannot show it falls back, losing nothing."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CARD = "card"

    @property
    def label(self) -> str:
        """The Chinese label."""
        return _KIND_LABELS[self]


class Outcome(StrEnum):
    """What one attempt to send came to (结果). Only ``DELIVERED`` may be called 已送达."""

    DELIVERED = "delivered"
    RATE_LIMITED = "rate_limited"
    BUSY = "busy"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    CONFIG = "config"
    CHANNEL_BROKEN = "channel_broken"
    PROTOCOL = "protocol"

    @property
    def label(self) -> str:
        """The Chinese label."""
        return _OUTCOME_LABELS[self]


_PLATFORM_LABELS = {
    Platform.WECOM: "企业微信",
    Platform.DINGTALK: "钉钉",
    Platform.FEISHU: "飞书",
}

_KIND_LABELS = {Kind.TEXT: "纯文本", Kind.MARKDOWN: "排版文本", Kind.CARD: "卡片"}

_OUTCOME_LABELS = {
    Outcome.DELIVERED: "已送达",
    Outcome.RATE_LIMITED: "被限流，稍后再发",
    Outcome.BUSY: "平台繁忙，稍后再发",
    Outcome.NOT_SENT: "没有连上平台，稍后再发",
    Outcome.UNKNOWN: "不确定是否送达",
    Outcome.REJECTED: "平台不收这条消息",
    Outcome.CONFIG: "机器人的安全设置对不上",
    Outcome.CHANNEL_BROKEN: "这个机器人已不能用",
    Outcome.PROTOCOL: "回答不像是平台发出的",
}
