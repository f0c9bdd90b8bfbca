"""Keeping credentials and telephone numbers out of logs, exceptions and stored errors (脱敏)."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import quote, quote_plus

HIDDEN = "••••"

# A credential ends where a query, a path, a quotation or a sentence goes on. The same word may come
# percent-encoded.
_IN_ADDRESS = re.compile(
    r"((?:[?&;]|%3F|%26|\b)(?:key|access_token|sign|secret)(?:=|%3D)|/bot/(?:v2/)?hook/|bot%2F(?:v2%2F)?hook%2F)"
    r"(?!•)[^\s&?#\"'<>)\]},;，。；]+",
    re.IGNORECASE,
)
_IN_JSON = re.compile(r"([\"'](?:sign|secret|key|access_token)[\"']\s*:\s*[\"'])[^\"']+")
_DINGTALK_SECRET = re.compile(r"\bSEC[0-9a-fA-F]{16,}")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])((?:86-?)?1[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z])")


_HALF_SHOWN = 7


def redact(text: str, *secrets: str) -> str:
    """Hide what a robot address can carry, the given ``secrets`` (raw or encoded) and mobile numbers.

    Mobiles become ``138****1234``. Safe to apply twice.
    """
    for secret in secrets:
        for form in {secret, quote(secret, safe=""), quote_plus(secret)} if secret else ():
            text = text.replace(form, HIDDEN)
    text = _IN_ADDRESS.sub(rf"\1{HIDDEN}", text)
    text = _IN_JSON.sub(rf"\1{HIDDEN}", text)
    text = _DINGTALK_SECRET.sub(HIDDEN, text)
    return _MOBILE.sub(r"\1****\2", text)


def mask_mobile(mobile: str) -> str:
    """``13800001234`` → ``138****1234``; anything shorter than eight digits is hidden whole."""
    return f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) > _HALF_SHOWN else HIDDEN * bool(mobile)


class Redacting(logging.Filter):
    """A logging filter for handlers or loggers that redacts the finished line and its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; never drop it."""
        record.msg, record.args = redact(_finished(record)), ()
        if record.exc_info:
            record.exc_text = redact(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        elif record.exc_text:
            record.exc_text = redact(record.exc_text)
        if record.stack_info:
            record.stack_info = redact(record.stack_info)
        return True


def quieten(*loggers: str) -> None:
    """Put one :class:`Redacting` filter on each named logger; a second call changes nothing."""
    for name in loggers:
        logger = logging.getLogger(name)
        if not any(isinstance(known, Redacting) for known in logger.filters):
            logger.addFilter(Redacting())


def _finished(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # a log call with wrong arguments must not take the sender down
        arguments: Any = record.args
        return f"{record.msg} {arguments}"
