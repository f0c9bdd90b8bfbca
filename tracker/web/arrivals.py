"""A file that somebody waits for says that it arrived (文件到了): a cookie of two minutes, named after the token of the request.

The browser does the download itself, which works everywhere, chat programs' browsers included, but tells the page nothing of it.
The page's script (`static/waiting.js`) therefore puts a random token into the request and looks for the cookie of that name. The
cookie means nothing else and opens nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import current_app, request

if TYPE_CHECKING:
    from flask import Flask, Response

_TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LASTS = 120  # seconds: the script looks four times a second, or when its page is opened again (TOLD in waiting.js)


def init(app: Flask) -> None:
    """Tell the arrival of every file that was asked for with a token."""
    app.after_request(_tell)


def _tell(answer: Response) -> Response:
    if not answer.headers.get("Content-Disposition", "").startswith("attachment"):
        return answer
    token = request.values.get("arrival", "")
    if _TOKEN.fullmatch(token):
        answer.set_cookie(
            f"arrived-{token}",
            "1",
            max_age=_LASTS,
            path=current_app.config["SESSION_COOKIE_PATH"] or "/",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            samesite="Lax",
        )
    return answer
