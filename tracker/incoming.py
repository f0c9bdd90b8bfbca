"""Workbooks and documents that come back (收表): looked at from outside first, then read in a child process with limits.

Nothing here trusts a file: its name, its declared size, its structure. Every refusal is one sentence that says what to do.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from tasks_seed.asking_apart import MEGABYTE, Bounds, End, NoAnswer, ask_apart
from tracker.core.refusals import Refused
from tracker.core.slips import SlipLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import BinaryIO

    from tracker.sheets.rows import LedgerRow, Value

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_INSIDE = {".xlsx": "xl/workbook.xml", ".docx": "word/document.xml"}
_MACRO_ENDINGS = {".xlsm", ".xltm", ".xlam", ".docm", ".dotm", ".xlsb"}
_MACRO_PARTS = ("vbaproject.bin", "xl/macrosheets/", "xl/activex/", "word/activex/")
_MOST_PARTS, _MOST_UNPACKED, _MOST_PART = 5_000, 300 * MEGABYTE, 200 * MEGABYTE
_MOST_RATIO, _RATIO_FROM = 300, 20 * MEGABYTE  # a part of more than 20 MB that shrank three hundred times
_BOUNDS = Bounds(seconds=40, cpu_seconds=30, memory=1024 * MEGABYTE)
_TOO_MUCH = "这个文件内容太多或者结构太乱，读不完。请删掉多余的空行、空列和工作表，另存以后再传。"
_BROKEN = "文件已损坏或者结构不完整，打不开。请在 Excel 或 WPS 里打开，另存以后再传。"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Filled:
    """A template that was filled: the new workbook, and what could not be kept as it was."""

    content: bytes
    notes: tuple[str, ...]


def read_slip(name: str, stream: BinaryIO, max_mb: int) -> list[SlipLine]:
    """The lines of an offline return slip, xlsx or docx; raises `Refused`."""
    content, ending = _taken(name, stream, max_mb, (".xlsx", ".docx"))
    answer, _ = _in_child({"do": f"slip{ending}"}, content)
    return [SlipLine(**{**line, "formulas": tuple(line["formulas"])}) for line in answer["lines"]]


def read_layouts(name: str, stream: BinaryIO, max_mb: int) -> tuple[bytes, dict[str, Any]]:
    """A superior's workbook and where its table stands: the bytes to keep, and the layout as plain values."""
    content, _ = _taken(name, stream, max_mb, (".xlsx",))
    answer, _ = _in_child({"do": "layout"}, content)
    return content, answer


def fill_template(content: bytes, columns: Mapping[str, str], rows: Sequence[LedgerRow]) -> Filled:
    """The kept workbook with rows filled in; `columns` maps a column's number to a key of `LedgerRow`. Raises `Refused`."""
    wanted = set(columns.values()) - {""}
    told = [{key: _told(getattr(row, key)) for key in wanted} for row in rows]
    answer, filled = _in_child({"do": "fill", "columns": dict(columns), "rows": told}, content)
    return Filled(filled, tuple(answer["notes"]))


def _told(value: Value) -> Any:  # noqa: ANN401 - a JSON value
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _taken(name: str, stream: BinaryIO, max_mb: int, endings: tuple[str, ...]) -> tuple[bytes, str]:
    bare = _bare(name)
    ending = PurePosixPath(bare).suffix.lower()
    said = "、".join(endings)
    if ending in _MACRO_ENDINGS:
        raise Refused(f"没有收“{bare}”：这种文件可以带宏。请在 Excel 或 WPS 里另存为 {said} 再传。", field="file")
    if ending not in endings:
        raise Refused(f"没有收“{bare}”：这里只收 {said} 文件。请在 Excel 或 WPS 里另存以后再传。", field="file")
    content = stream.read(max_mb * MEGABYTE + 1)
    if len(content) > max_mb * MEGABYTE:
        raise Refused(f"没有收“{bare}”：超过 {max_mb} MB。请删掉图片和多余的工作表再传。", field="file")
    if not content:
        raise Refused(f"没有收“{bare}”：文件是空的，请重新选择。", field="file")
    why = _why_not(content, ending)
    if why:
        raise Refused(f"没有收“{bare}”：{why}", field="file")
    return content, ending


def _bare(name: str) -> str:
    """A file's own name without path parts or control characters, short enough for a sentence."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable()).strip()[-80:]


def _why_not(content: bytes, ending: str) -> str | None:
    """What is wrong with the file as a package, seen from outside; None where nothing is."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return "文件设了打开密码，读不出来。请取消密码再传。"
        return f"内容是旧格式的，和后缀 {ending} 对不上。请在 Excel 或 WPS 里另存为 {ending} 再传。"
    if not content.startswith(_ZIP):
        return f"内容和后缀 {ending} 对不上，可能改过名或者已损坏。请重新保存再传。"
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except (BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        return "文件已损坏，打不开。请在 Excel 或 WPS 里打开，另存以后再传。"
    names = [part.filename.lower() for part in parts]
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED or _is_bomb(parts):
        return "文件展开以后大得不正常。请新建一个文件，把内容复制过去再传。"
    if any(mark in name for name in names for mark in _MACRO_PARTS):
        return f"文件里带宏或控件。请另存为不带宏的 {ending} 再传。"
    if _INSIDE[ending] not in names:
        return f"内容和后缀 {ending} 对不上，可能改过名。请用原来的程序另存以后再传。"
    return None


def _is_bomb(parts: list[Any]) -> bool:
    return any(
        part.file_size > _MOST_PART
        or (part.file_size > _RATIO_FROM and part.file_size > _MOST_RATIO * max(part.compress_size, 1))
        for part in parts
    )


def _in_child(order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """Run one reading in a process of its own; what it says is plain values, and bytes where it made a workbook."""
    try:
        return ask_apart("tracker.incoming_child", order, content, bounds=_BOUNDS)
    except NoAnswer as silence:
        raise Refused(_why(silence), field="file") from None


def _why(silence: NoAnswer) -> str:
    """The sentence for a file that was not read; where it was broken goes to the log, without the file."""
    if silence.end is End.REFUSED:
        return silence.words
    _log.warning("A file that came in was not read: %s", silence)
    return _BROKEN if silence.end is End.FAILED else _TOO_MUCH
