"""Files that pages hand out (下载): a name in Chinese, and a plain one for programs that cannot read it."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(content: bytes, name: str, media_type: str, *, plain: str) -> Response:
    """The bytes as a file to keep, called `name`; `plain` is its name in ASCII."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{quote(name)}"
    return answer
