"""What the server that forks the children loads before it forks: it is started without the tests' own folders on its path."""

from __future__ import annotations

import sys
from pathlib import Path

_TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(_TESTS / room) for room in ("process", "actions", "seed", "core")]

import killing  # noqa: E402, F401 - the path comes first
import killing_story  # noqa: E402 - the same

killing_story.warm()
