"""What goes wrong with the ground (存储故障): full, read-only, locked, gone. Each kind is one sentence that a clerk understands."""

from __future__ import annotations

import errno
from sqlite3 import Error as SqliteError

from peewee import DatabaseError

GROUND: tuple[type[Exception], ...] = (DatabaseError, OSError)
"""The exceptions that `sentence_of` knows something about."""
FULL = "磁盘满了，没有保存。您写的内容没有丢；请告诉管理员腾出空间，再点一次。"
READ_ONLY = "存储现在是只读的，没有保存。您写的内容没有丢；请告诉管理员检查磁盘，再点一次。"
BUSY = "系统正忙，刚才没有保存。您写的内容没有丢，请过一会儿再点一次。"
UNREADABLE = "磁盘读写出错，没有保存。请马上告诉管理员检查磁盘，先不要反复操作。"
UNREACHABLE = "数据库现在连不上，没有保存。请过几分钟再试；仍然不行，请告诉管理员。"
TOO_LARGE_FILE = "文件超过了系统允许的大小，没有保存。请告诉管理员。"
_ERRNO = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EFBIG: TOO_LARGE_FILE,
    errno.EIO: UNREADABLE,
}
_SQLITE = (  # SQLite's own result codes, https://www.sqlite.org/rescode.html
    ("SQLITE_FULL", FULL),
    ("SQLITE_READONLY", READ_ONLY),
    ("SQLITE_BUSY", BUSY),
    ("SQLITE_LOCKED", BUSY),
    ("SQLITE_IOERR", UNREADABLE),
    ("SQLITE_CORRUPT", UNREADABLE),
    ("SQLITE_NOTADB", UNREACHABLE),
    ("SQLITE_CANTOPEN", UNREACHABLE),
)
_POSTGRESQL = (  # SQLSTATE, PostgreSQL documentation, appendix A
    ("53100", FULL),
    ("25006", READ_ONLY),
    ("25P03", UNREACHABLE),
    ("55P03", BUSY),
    ("40001", BUSY),
    ("40P01", BUSY),
    ("53300", BUSY),
    ("58030", UNREADABLE),
    ("XX001", UNREADABLE),
    ("08", UNREACHABLE),
    ("57P", UNREACHABLE),
)


def sentence_of(trouble: BaseException) -> str | None:
    """The sentence for a trouble of the ground, or None for anything else (a fault of ours, a broken rule of the schema)."""
    for each in _causes(trouble):
        if sentence := _of_one(each):
            return sentence
    is_cut_off = isinstance(trouble, DatabaseError) and any(
        type(each).__name__ == "OperationalError" and type(each).__module__.startswith("psycopg")
        for each in _causes(trouble)
    )
    return UNREACHABLE if is_cut_off else None


def _of_one(trouble: BaseException) -> str | None:
    if isinstance(trouble, SqliteError):
        return _beginning(_SQLITE, getattr(trouble, "sqlite_errorname", None) or "")
    if isinstance(state := getattr(trouble, "sqlstate", None), str):
        return _beginning(_POSTGRESQL, state)
    return _ERRNO.get(trouble.errno or 0) if isinstance(trouble, OSError) else None


def _causes(trouble: BaseException) -> list[BaseException]:
    """The trouble and what came before it: peewee wraps the driver's own, and a full SQLite has rolled back before peewee does."""
    found: list[BaseException] = []
    at: BaseException | None = trouble
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found


def _beginning(table: tuple[tuple[str, str], ...], code: str) -> str | None:
    return next((sentence for begin, sentence in table if code.startswith(begin)), None)
