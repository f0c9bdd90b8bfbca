"""Text that every calendar reads alike (文字清理): no control characters, one kind of line break, no backslash."""

from __future__ import annotations

import re

# RFC 5545 section 3.1: a text holds no control characters but HTAB. C1 controls, the separators of U+2028/2029 and lone
# surrogates are legal or unthinkable there, yet parsers that split lines by their language's own rule break on them.
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def paragraph(text: str) -> str:
    """A text of several lines: one kind of break, every line without spaces at its ends, no empty lines at top or bottom.

    A backslash becomes the full-width ＼: half of the clients swallow it, or what follows it, however it is escaped.
    """
    plain = _NO_TEXT.sub("", _BREAKS.sub("\n", text)).replace("\t", " ").replace("\\", "＼")
    return "\n".join(line.strip() for line in plain.split("\n")).strip("\n")


def line(text: str) -> str:
    """A text of one line: every run of white space is one space."""
    return " ".join(paragraph(text).split())


def label(text: str) -> str:
    """A text for a list of labels: some clients split even at an escaped comma, so that it becomes the full-width one."""
    return line(text).translate({ord(","): "，", ord(";"): "；"})
