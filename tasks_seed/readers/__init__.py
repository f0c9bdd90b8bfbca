"""Document readers (读件): a file becomes blocks with their places. The kind is decided by content, checked by name."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from tasks_seed.readers.blocks import (
    Block,
    Cell,
    Document,
    DocumentKind,
    DocumentRefused,
    Paragraph,
    Table,
    cells_of,
    untold,
)
from tasks_seed.readers.kinds import OLE, kind_of
from tasks_seed.readers.plain_text import decode, read_text
from tasks_seed.readers.web_page import read_html

if TYPE_CHECKING:
    from tasks_seed.readers.blocks import Tell

__all__ = [
    "Block",
    "Cell",
    "Document",
    "DocumentKind",
    "DocumentRefused",
    "Paragraph",
    "Table",
    "cells_of",
    "kind_of",
    "read_document",
    "read_pasted",
]

MEGABYTE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = "_VBA_PROJECT".encode("utf-16-le")  # the storage that holds them in an old Office file
_BROKEN = "文件已损坏，无法打开；请在 Word、Excel、WPS 或阅读器中打开后另存再试，或者重新下载。"
_OTHER = "文件内容与扩展名“{}”不符，可能改过名或已损坏；请用原来的软件打开后另存再上传。"
_CALLED = {
    ".docx": "Word 文档",
    ".xlsx": "Excel 工作簿",
    ".pptx": "演示文稿",
    ".pdf": " PDF 文件",
    ".html": "网页",
    ".rtf": " RTF 文档",
    ".zip": "压缩包",
    ".ofd": "版式文件（OFD）",
    ".jpg": "图片",
    OLE: "旧版 Office 文件或加密文件",
}
_INSTEAD = {
    ".html": "请在 Excel、Word 或 WPS 中打开后另存为 .xlsx 或 .docx，或者把扩展名改为 .html 再上传",
    ".rtf": "请在 Word 或 WPS 中打开后另存为 .docx 再上传",
    ".zip": "请解压后上传里面的文件",
    ".pptx": "请把内容复制为文字后粘贴",
    ".ofd": "请在阅读器中另存为 PDF，或向发文单位索取 Word 原件",
    ".jpg": "请先做文字识别（OCR），再上传 Word 或粘贴文字",
    OLE: "请用原来的软件打开，取消密码后另存为 .docx 或 .xlsx 再上传",
}
_READABLE = ".docx、.pdf、.xlsx、.xls、.csv、.txt、.md、.html"
_ADVICE = {
    ".doc": "旧版 Word 文件（.doc）不能直接读取，请在 Word 或 WPS 中打开后另存为 .docx 再上传。",
    ".wps": "WPS 文字文件（.wps）不能直接读取，请在 WPS 中另存为 .docx 再上传。",
    ".et": "WPS 表格文件（.et）不能直接读取，请在 WPS 中另存为 .xlsx 再上传。",
    ".ofd": "版式文件（.ofd）不能直接读取，请在阅读器中另存为 PDF，或向发文单位索取 Word 原件。",
    ".docm": "带宏的文件不予读取，请另存为不带宏的 .docx 再上传。",
    ".xlsm": "带宏的文件不予读取，请另存为不带宏的 .xlsx 再上传。",
    ".jpg": "图片不能直接读取，请先做文字识别（OCR），再上传 Word 或粘贴文字。",
    ".png": "图片不能直接读取，请先做文字识别（OCR），再上传 Word 或粘贴文字。",
}


def read_document(
    source: Path | str | bytes,
    name: str | None = None,
    *,
    max_bytes: int = 30 * MEGABYTE,
    max_unpacked: int = 300 * MEGABYTE,
    max_pages: int = 600,
    max_cells: int = 200_000,
    max_letters: int = 2_000_000,
    progress: Tell | None = None,
) -> Document:
    """Read a file, or its bytes with its name; `progress` is told pages, paragraphs or sheets as they are read.

    Raises `DocumentRefused` with a Chinese sentence for a document that is missing, empty, too large, encrypted, broken,
    scanned without text, carries macros, or is of another kind than its name says.
    """
    data, name = _gather(source, name, max_bytes)
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise DocumentRefused("文件是空的，里面没有任何内容。")
    if len(data) > max_bytes:
        raise DocumentRefused(f"文件超过 {max_bytes // MEGABYTE} MB，请删去图片或只上传方案正文和附件。")
    ending = PurePath(name).suffix.lower() or kind_of(data)
    if ending in _ADVICE and kind_of(data) not in (".docx", ".xlsx", ".pdf"):
        raise DocumentRefused(_ADVICE[ending])
    _check_content(data, ending, max_unpacked)
    document = _read(data, name, ending, max_pages, max_cells, progress or untold)
    if not document.blocks:
        raise DocumentRefused("文件里没有可以读取的文字；如果内容是图片，请先做文字识别（OCR）再上传。")
    if len(document.text) > max_letters:
        raise DocumentRefused(f"文件里的文字超过 {max_letters // 10_000} 万字，请只上传方案正文和任务清单。")
    return document


def read_pasted(text: str, *, name: str = "粘贴的文字", max_letters: int = 2_000_000) -> Document:
    """Read pasted text (粘贴的文字); refuses nothing but emptiness and excess."""
    if not text.strip():
        raise DocumentRefused("没有粘贴任何文字。")
    if len(text) > max_letters:
        raise DocumentRefused(f"粘贴的文字超过 {max_letters // 10_000} 万字，请分开粘贴。")
    return read_text(text.replace("\r\n", "\n").replace("\r", "\n"), name)


def _gather(source: Path | str | bytes, name: str | None, max_bytes: int) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name or ""
    path = Path(source)
    try:
        with path.open("rb") as file:
            return file.read(max_bytes + 1), name or path.name
    except OSError as fault:
        raise DocumentRefused(f"读不到文件“{path.name}”，请检查文件是否存在、是否被其他程序占用。") from fault


def _check_content(data: bytes, ending: str, max_unpacked: int) -> None:
    """Compare what the file is with what its name says; look into packed files before they are unpacked."""
    found = kind_of(data)
    if found in (".docx", ".xlsx"):
        _check_package(data, found, max_unpacked)
    if found == OLE and _MACROS in data:
        raise DocumentRefused(_ADVICE[".xlsm" if ending == ".xls" else ".docm"])
    wanted = {".htm": ".html", ".md": ".txt", ".csv": ".txt"}.get(ending, ending)
    if found == OLE and wanted in (".docx", ".xlsx"):
        raise DocumentRefused("这个文件设置了密码，或者其实是旧版格式；请打开后取消密码，另存为新版格式再上传。")
    if found == wanted or (wanted == ".xls" and found in (OLE, ".xlsx")) or (found == ".html" and wanted == ".txt"):
        return
    if found == ".txt" and wanted == ".html":
        return
    if found in _CALLED:
        advice = _INSTEAD.get(found, f"请把扩展名改为 {found} 后再上传")
        raise DocumentRefused(f"文件扩展名是“{ending}”，内容却是{_CALLED[found]}，二者不符；{advice}。")
    if wanted in (".docx", ".xlsx", ".xls", ".pdf"):
        broken = data.startswith((b"PK", _OLE, b"%PDF-"))
        raise DocumentRefused(_BROKEN if broken else _OTHER.format(ending))


def _check_package(data: bytes, found: str, max_unpacked: int) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
    if sum(entry.file_size for entry in entries) > max_unpacked:
        raise DocumentRefused(f"文件解压后超过 {max_unpacked // MEGABYTE} MB，不予读取；请删去图片后再上传。")
    if any(entry.filename.endswith("vbaProject.bin") for entry in entries):
        raise DocumentRefused(_ADVICE[".xlsm" if found == ".xlsx" else ".docm"])


def _read(data: bytes, name: str, ending: str, max_pages: int, max_cells: int, tell: Tell) -> Document:
    """The libraries behind a kind are loaded with the first such file: whoever only waits for a reader needs none of them."""
    match ending:
        case ".docx":
            from tasks_seed.readers.word import read_word  # noqa: PLC0415 - see above

            return read_word(data, name, tell)
        case ".pdf":
            from tasks_seed.readers.portable import read_pdf  # noqa: PLC0415 - see above

            return read_pdf(data, name, max_pages=max_pages, tell=tell)
        case ".xlsx" | ".xls":
            from tasks_seed.readers.sheets import read_workbook  # noqa: PLC0415 - see above

            return read_workbook(data, name, max_cells=max_cells, tell=tell)
        case ".csv":
            from tasks_seed.readers.sheets import read_csv  # noqa: PLC0415 - see above

            return read_csv(data, name, max_cells=max_cells)
        case ".html" | ".htm":
            return read_html(decode(data), name)
        case ".md":
            return read_text(decode(data), name, DocumentKind.MARKDOWN)
        case ".txt" | "":
            return read_text(decode(data), name)
        case _:
            raise DocumentRefused(f"不认识“{ending}”文件；可以上传 {_READABLE}，也可以直接粘贴文字。")
