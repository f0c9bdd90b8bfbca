"""Opening a request body: JSON object or nothing, and parts of it that may be of any shape."""

from __future__ import annotations

import json
from typing import Any

DEEPEST = 60
"""Levels of a body; a deeper one is no message."""


def opened(body: bytes) -> dict[str, Any] | None:
    """Read the JSON object in ``body``; ``None`` if it is anything else, or text that UTF-8 cannot carry."""
    try:
        data = json.loads(body.decode())
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and _is_shallow(data) else None


def _is_shallow(data: dict[str, Any]) -> bool:
    level: list[Any] = [data]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return True
    return False


def table(value: object) -> dict[str, Any]:
    """Take ``value`` if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def row(value: object) -> list[Any]:
    """Take ``value`` if it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """Take ``value`` if it is a JSON string, else an empty one."""
    return value if isinstance(value, str) else ""
