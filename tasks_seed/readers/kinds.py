"""What a file is, by its content (按内容识别): names lie, first bytes and the parts of a package do not."""

from __future__ import annotations

import io
import re
import zipfile

OLE = ".ole"  # the container of old Office files, and of new ones with a password
_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG", ".jpg"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".jpg"),
    (b"II*\x00", ".jpg"),
    (b"MM\x00*", ".jpg"),
    (b"Rar!", ".zip"),
    (b"7z\xbc\xaf", ".zip"),
)
_PARTS = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"), ("OFD.xml", ".ofd"))
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|div|p|h[1-6])[\s>]", re.IGNORECASE | re.DOTALL
)


def kind_of(data: bytes) -> str:
    """The usual ending of files of this content; `.txt` for text, `.bin` where nothing is recognised."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(b"PK"):
        return _package(data)
    if b"%PDF-" in data[:1024]:
        return ".pdf"
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(start):
        return ".html"
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return ".bin" if b"\x00" in data and not is_wide else ".txt"


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ".bin"
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), ".zip")
