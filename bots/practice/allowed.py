"""The address list of a robot (IP 白名单): single addresses, ``123.12.1.*`` and CIDR blocks."""

from __future__ import annotations

import ipaddress
from fnmatch import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_allowed(ip: str, patterns: Sequence[str]) -> bool:
    """Whether a call from ``ip`` may pass; an empty list lets everybody pass."""
    return not patterns or any(fnmatch(ip, pattern) or _is_in_block(ip, pattern) for pattern in patterns)


def _is_in_block(ip: str, pattern: str) -> bool:
    try:
        return ipaddress.ip_address(ip) in ipaddress.ip_network(pattern, strict=False)
    except ValueError:
        return False
