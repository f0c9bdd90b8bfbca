"""Memory that is not taken or is given back (省内存): the other engine's driver, and what Python has freed."""

from __future__ import annotations

import ctypes
import sys
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1  # mallopt(3)
_BLOCK = 128 * 1024
_ARENAS = 2
_DRIVERS = ("psycopg", "psycopg2", "psycopg2cffi")


def leave_drivers_out(env: Mapping[str, str]) -> None:
    """Load peewee without PostgreSQL's driver where the database is SQLite's: some 7 MB in each process.

    peewee loads every driver that it finds. To be called before anything else has loaded it; later it is too late and nothing happens.
    """
    if env.get("TRACKER_DATABASE_URL", "").strip().lower().startswith("postgres") or "peewee" in sys.modules:
        return
    hidden = [name for name in _DRIVERS if name not in sys.modules]
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    modules.update(dict.fromkeys(hidden))  # Python's own way to say: there is none
    try:
        for name in ("peewee", "playhouse.migrations"):
            import_module(name)
    finally:
        for name in hidden:
            del sys.modules[name]


def give_memory_back() -> None:
    """Ask for two arenas, separate blocks from 128 KB on and early trimming; to be called before threads are started.

    Without it a process that once held something large (a password's hash takes 19 MB, a workbook more) keeps it: glibc raises its
    threshold for separate blocks to the largest ever freed, and gives every thread an arena of its own. Elsewhere nothing happens.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        for option, value in ((_ARENA_MAX, _ARENAS), (_MMAP_THRESHOLD, _BLOCK), (_TRIM_THRESHOLD, _BLOCK)):
            mallopt(option, value)
