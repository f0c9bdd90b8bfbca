"""Taking evidence files (收佐证): what may come in, under what name, and why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from tracker.core.packages import TooManyParts, parts_of
from tracker.core.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.store.vault import Vault

MOST_FILES = 20
_MOST_UNPACKED = 500 * 1024 * 1024
_ID_CARD = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS: dict[str, tuple[str, bytes]] = {
    ".pdf": ("application/pdf", b"%PDF-"),
    ".png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    ".doc": ("application/msword", _OLE),
    ".xls": ("application/vnd.ms-excel", _OLE),
    ".wps": ("application/vnd.ms-works", _OLE),
    ".et": ("application/vnd.ms-excel", _OLE),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
}
_INSIDE = {".docx": "word/", ".xlsx": "xl/"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives (上传): the name the browser gave, and its bytes."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is in the vault and may be named by a row."""

    sha256: str
    name: str
    size: int
    media_type: str


def take(uploads: Sequence[Upload], vault: Vault, max_mb: int) -> tuple[Taken, ...]:
    """Check and keep every file; the caller writes rows only when all were taken. The same file twice is kept once.

    A refusal names the file. What the vault kept before it is named by no row and shown to nobody.
    """
    if len(uploads) > MOST_FILES:
        raise Refused(
            f"一次最多收 {MOST_FILES} 份佐证，您选了 {len(uploads)} 份。一份文件胜过十张照片，请挑最能说明的。",
            field="files",
        )
    taken: dict[str, Taken] = {}
    for upload in uploads:
        name = clean_name(upload.name)
        content = _read(upload, max_mb)
        media_type = _media_type(name, content)
        kept = vault.keep(BytesIO(content))
        taken.setdefault(kept.sha256, Taken(kept.sha256, name, kept.size, media_type))
    return tuple(taken.values())


def clean_name(name: str) -> str:
    """A file's own name without path parts or control characters; refuses a name that carries an ID-card number."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    bare = "".join(character for character in bare if character.isprintable()).strip()[-200:]
    if not bare or bare in (".", ".."):
        raise Refused("这份文件没有名字，请改名后再传。", field="files")
    refuse_id_cards(bare, "文件名", "files")
    return bare


def refuse_id_cards(text: str, where: str, field: str) -> None:
    """ID-card numbers are children's and citizens' data (个人信息保护法 art. 28): point them out before anything is sent."""
    if _ID_CARD.search(text):
        raise Refused(f"{where}里像是有身份证号，请去掉后再报送。不需要报送个人信息。", field=field)


def _read(upload: Upload, max_mb: int) -> bytes:
    limit = max_mb * 1024 * 1024
    content = upload.stream.read(limit + 1)
    name = PurePosixPath(upload.name.replace("\\", "/")).name
    if len(content) > limit:
        raise Refused(f"没有收“{name}”：超过 {max_mb} MB。请压缩或分成几份。", field="files")
    if not content:
        raise Refused(f"没有收“{name}”：文件是空的，请重新选择。", field="files")
    return content


def _media_type(name: str, content: bytes) -> str:
    ending = PurePosixPath(name).suffix.lower()
    kind = _KINDS.get(ending)
    if kind is None:
        raise Refused(f"没有收“{name}”：只收 PDF、Word、Excel 和图片。请换成文件或截图。", field="files")
    media_type, signature = kind
    if not content.startswith(signature) or not _is_office_file(ending, content):
        raise Refused(f"没有收“{name}”：内容和后缀 {ending} 对不上，可能已损坏或被改过名。", field="files")
    return media_type


def _is_office_file(ending: str, content: bytes) -> bool:
    """Whether a .docx/.xlsx is really one, and not a zip bomb."""
    folder = _INSIDE.get(ending)
    if folder is None:
        return True
    try:
        parts = parts_of(content)
    except TooManyParts:
        return False
    if parts is None or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        return False
    return any(part.filename.startswith(folder) for part in parts)
