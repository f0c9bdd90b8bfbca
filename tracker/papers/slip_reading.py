"""离线回执.docx coming back: each table by its hidden key, each cell by its label, whatever became of the content controls."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.oxml.ns import qn

from tracker.core.slips import KEY, SLIP_KINDS, SlipLine, plain
from tracker.papers.offline_slip import KIND_LABEL, NEXT_LABEL, PROBLEMS_LABEL, PROGRESS_LABEL, TEXT_LABEL

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_FIELDS = {
    plain(TEXT_LABEL): "wording",
    plain(KIND_LABEL): "kind",
    plain(PROGRESS_LABEL): "progress",
    plain(PROBLEMS_LABEL): "problems",
    plain(NEXT_LABEL): "next_steps",
}


def read_slip_paper(content: bytes) -> list[SlipLine]:
    """Every form of a slip, in the order in which they stand. Call it where time and memory are bounded."""
    body = docx.Document(BytesIO(content)).element.body
    found = (_line(table, f"第{number}张表") for number, table in enumerate(body.iter(qn("w:tbl")), start=1))
    return [line for line in found if line is not None]


def _line(table: BaseOxmlElement, place: str) -> SlipLine | None:
    """A form with a key, or one without that somebody filled in; None for any other table."""
    key, values = "", dict.fromkeys(_FIELDS.values(), "")
    seen = set()
    for row in table.iter(qn("w:tr")):
        cells = [_text(cell) for cell in row.iter(qn("w:tc"))]
        found = KEY.search(plain("".join(cells)))
        key = key or (found[0] if found else "")
        label = plain(KEY.sub("", plain(cells[0]))) if cells else ""
        if label in _FIELDS and _FIELDS[label] not in seen:
            seen.add(_FIELDS[label])
            values[_FIELDS[label]] = "\n".join(cells[1:]).strip()
    if not key and not (seen >= {"progress", "problems", "next_steps"} and values["progress"]):
        return None
    return SlipLine(
        place=place,
        key=key,
        wording=values["wording"],
        kind=_kind(values["kind"]),
        progress=values["progress"],
        problems=values["problems"],
        next_steps=values["next_steps"],
    )


def _kind(text: str) -> str:
    """The chosen kind, without the hint in brackets that stands behind it."""
    words = plain(text)
    return next(
        (kind.label for kind in SLIP_KINDS if words.startswith(plain(kind.label))),
        text.split("（", maxsplit=1)[0].strip(),
    )


def _text(cell: BaseOxmlElement) -> str:
    """A cell's text, runs inside content controls included; what somebody deleted with tracked changes is gone."""
    return "\n".join(_paragraph(each) for each in cell.iter(qn("w:p")))


def _paragraph(paragraph: BaseOxmlElement) -> str:
    parts = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " "}
    return "".join(
        each.text or "" if each.tag == qn("w:t") else parts.get(each.tag, "")
        for each in paragraph.iter(qn("w:t"), *parts)
    )
