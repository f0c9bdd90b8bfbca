"""A message as the payloads it becomes."""

from __future__ import annotations

from typing import Any

from bots import Link, Message, render

LINK = Link("https://example.cn/t/1", "去填报")


def opened(
    message: Message, platform: str, keywords: tuple[str, ...] = (), max_parts: int | None = None
) -> list[dict[str, Any]]:
    return [part.opened() for part in render(message, platform, keywords=keywords, max_parts=max_parts)]
