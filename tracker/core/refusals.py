"""Saying no (拒绝): every refusal is one Chinese sentence that a clerk understands and can act on."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """The request is understood and not done; `sentence` says why and what to do.

    `field` names the form field or file/row/column that the sentence is about, where there is one.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotThere(Refused):
    """The thing asked for does not exist, or may not be known to this person (不存在)."""


class NotAllowed(Refused):
    """This person may not do this (无权办理)."""


class Moved(Refused):
    """Somebody else acted first; nothing of the caller's text is lost (刚刚由他人处理)."""


class OutOfOrder(Refused):
    """The installation cannot do it just now: a disk is full or read-only, storage is gone or damaged (存储故障)."""


def refuse_blanks(*asked: tuple[str, str, str]) -> None:
    """Refuse the first thing left blank (必填). Each is (field, what was written, what it is called)."""
    for field, written, called in asked:
        if not written.strip():
            raise Refused(f"请填写{called}。", field=field)
