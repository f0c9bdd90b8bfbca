"""Memory given back (省内存): how this process's allocator treats what Python has freed. For glibc; elsewhere nothing happens.

Without it a process that once held something large (a password's hash takes 19 MB, a workbook more) keeps it: glibc raises its
threshold for separate blocks to the largest ever freed, and gives every thread an arena of its own.
"""

from __future__ import annotations

import ctypes
import sys

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1  # mallopt(3)
_BLOCK = 128 * 1024
_ARENAS = 2


def give_memory_back() -> None:
    """Ask for two arenas, separate blocks from 128 KB on and early trimming; to be called before threads are started."""
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        for option, value in ((_ARENA_MAX, _ARENAS), (_MMAP_THRESHOLD, _BLOCK), (_TRIM_THRESHOLD, _BLOCK)):
            mallopt(option, value)
