"""Opening a request body: JSON object or nothing."""

from __future__ import annotations

import json
from typing import Any


def opened(body: bytes) -> dict[str, Any] | None:
    """Read the JSON object in ``body``; ``None`` if it is anything else."""
    try:
        data = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
