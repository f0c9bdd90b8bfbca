"""The small neutral markdown of a message body: read into lines, which each platform writes its way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bots.message import is_web_address

if TYPE_CHECKING:
    from collections.abc import Sequence


class Shape(StrEnum):
    """What a line is."""

    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    BULLET = "bullet"
    NUMBER = "number"
    BLANK = "blank"


@dataclass(frozen=True)
class Span:
    """A run of characters; with ``url`` it is a link and is never cut."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One line; ``level`` is the depth of a heading (1–6) or the ordinal of a numbered item."""

    shape: Shape
    spans: tuple[Span, ...] = ()
    level: int = 0

    @property
    def text(self) -> str:
        """The characters a reader sees, without marks and addresses."""
        return "".join(span.text for span in self.spans)


def parse(body: str) -> tuple[Line, ...]:
    """Read a body. Every string is a valid body: a mark that is not understood is text."""
    return tuple(_line(raw) for raw in body.strip("\n").split("\n")) if body.strip() else ()


def escape(text: str) -> str:
    """Make ``text`` stand in a body literally, whatever signs it contains."""
    return re.sub(r"([\\*\[\]#>]|(?m:^\s*)[-+]|(?m:^\s*\d+)\.)", lambda m: m[0][:-1] + "\\" + m[0][-1], text)


def plain(lines: Sequence[Line]) -> str:
    """Write lines as plain text: marks vanish, a link becomes its words and its address."""
    return "\n".join(_mark(line, heading="", quote="", bullet="• ") + _plain_spans(line) for line in lines)


def marked(lines: Sequence[Line], *, lists: bool, soft_break: str) -> str:
    """Write lines as a chat platform's markdown.

    ``lists``: whether the platform knows lists (else an item gets a visible bullet). ``soft_break``: what
    breaks a line inside a paragraph. Different blocks are set apart by an empty line, since a quote or list
    otherwise swallows what follows.
    """
    out: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None:
            out.append(_gap(before, line, lists=lists, soft_break=soft_break))
        bullet = "- " if lists else "• "
        out.append(_mark(line, heading="#", quote="> ", bullet=bullet) + _marked_spans(line))
        before = line
    return "".join(out)


def tame(text: str) -> str:
    """Take the power from signs that a chat app would act on: tags, stars, link brackets.

    ``<at …>`` or ``<@all>`` in a task's text must ping nobody. They become their full-width twins, which look
    alike; no other escape works on all three platforms.
    """
    text = re.sub(r"<(?=[@/!A-Za-z])", "＜", text)
    return text.replace("*", "＊").replace("](", "］(")


_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_QUOTE = re.compile(r">\s?(.*)")
_BULLET = re.compile(r"\s*[-*+]\s+(.+)")
_NUMBER = re.compile(r"\s*(\d{1,4})\.\s+(.+)")
_INLINE = re.compile(
    r"\\(?P<literal>[\\*\[\]#>\-+.])"
    r"|\[(?P<label>[^\[\]\n]{1,120})\]\((?P<url>[^\s()]+)\)"
    r"|\*\*(?P<bold>(?=\S).+?(?<=\S))\*\*"
)


def _line(raw: str) -> Line:
    if not raw.strip():
        return Line(Shape.BLANK)
    if found := _HEADING.fullmatch(raw):
        return Line(Shape.HEADING, _spans(found[2]), len(found[1]))
    if found := _QUOTE.fullmatch(raw):
        return Line(Shape.QUOTE, _spans(found[1]))
    if found := _BULLET.fullmatch(raw):
        return Line(Shape.BULLET, _spans(found[1]))
    if found := _NUMBER.fullmatch(raw):
        return Line(Shape.NUMBER, _spans(found[2]), int(found[1]))
    return Line(Shape.TEXT, _spans(raw))


def _spans(text: str, *, bold: bool = False) -> tuple[Span, ...]:
    spans: list[Span] = []

    def add(run: str) -> None:
        if spans and not spans[-1].url and spans[-1].bold == bold:
            spans[-1] = Span(spans[-1].text + run, bold)
        elif run:
            spans.append(Span(run, bold))

    at = 0
    for found in _INLINE.finditer(text):
        add(text[at : found.start()])
        at = found.end()
        if found["literal"]:
            add(found["literal"])
        elif found["url"] and is_web_address(found["url"]):
            spans.append(Span(found["label"], bold, found["url"]))
        elif found["bold"] and not bold:
            spans.extend(_spans(found["bold"], bold=True))
        else:
            add(found[0])
    add(text[at:])
    return tuple(spans)


def _mark(line: Line, *, heading: str, quote: str, bullet: str) -> str:
    match line.shape:
        case Shape.HEADING:
            return f"{heading * line.level} " if heading else ""
        case Shape.QUOTE:
            return quote
        case Shape.BULLET:
            return bullet
        case Shape.NUMBER:
            return f"{line.level}. "
    return ""


def _gap(before: Line, line: Line, *, lists: bool, soft_break: str) -> str:
    if Shape.BLANK in (before.shape, line.shape):
        return "\n"
    listed = (Shape.BULLET, Shape.NUMBER)
    if not lists and before.shape is not Shape.QUOTE:
        return soft_break
    if before.shape is line.shape or (before.shape in listed and line.shape in listed):
        return "\n" if line.shape in listed else soft_break
    return "\n\n"


def _plain_spans(line: Line) -> str:
    out = ""
    for i, span in enumerate(line.spans):
        if not span.url:
            out += span.text
            continue
        # A blank after the address: chat apps take whatever touches it into the link.
        out += span.url if span.text == span.url else f"{span.text}：{span.url}"
        out += " " * (i + 1 < len(line.spans))
    return out


def _marked_spans(line: Line) -> str:
    out = ""
    for i, span in enumerate(line.spans):
        text = tame(span.text)
        if not out and line.shape is Shape.TEXT:
            text = re.sub(r"^([#>+-])", lambda m: chr(ord(m[1]) + 0xFEE0), text)  # a literal mark in first place
        if span.url:
            text = f"[{text.replace('[', '［').replace(']', '］')}]({span.url})"
        # A heading is bold already.
        if span.bold and text.strip() and line.shape is not Shape.HEADING:
            text = _bold(text, out[-1:], line.spans[i + 1].text[:1] if i + 1 < len(line.spans) else "")
        out += text
    return out


def _bold(text: str, before: str, after: str) -> str:
    """Write bold so that it holds: stars beside punctuation need a blank outside (CommonMark, flanking)."""
    inner = text.strip()
    lead = " " if before and not before.isspace() and _punctuation(inner[0]) and not _punctuation(before) else ""
    trail = " " if after and not after.isspace() and _punctuation(inner[-1]) and not _punctuation(after) else ""
    return f"{lead}**{inner}**{trail}"


def _punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"
