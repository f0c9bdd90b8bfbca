"""离线回执.docx going out: a form a matter, the wording in locked content controls, the kind a list, the key in hidden text.

The key stands as hidden text (w:vanish) in the first cell, because office programs keep runs where they drop controls and properties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tracker.core.slips import SLIP_KINDS
from tracker.core.words import ReportKind
from tracker.papers.blocks import add_block, add_form_title, add_note, make_paragraph
from tracker.papers.cleaning import one_line, paragraphs_of
from tracker.papers.page import begin, finish

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

    from tracker.core.slips import SlipForm, SlipRow

TEXT_LABEL, KIND_LABEL = "任务", "这次报的是"
PROGRESS_LABEL, PROBLEMS_LABEL, NEXT_LABEL = "进展情况", "存在的问题", "下一步措施"
_LABEL_TWIPS, _VALUE_TWIPS = 1531, 7313  # 27 mm and 129 mm: the width of the type area
_FREE_TWIPS = {PROGRESS_LABEL: 1700, PROBLEMS_LABEL: 850, NEXT_LABEL: 850}


def write_slip_paper(form: SlipForm, *, demo: bool = False) -> bytes:
    """The slip as a Word document."""
    document = begin("离线回执", demo=demo, mark="离线回执")
    add_form_title(document, "重点任务进展离线回执")
    left_out = f"另有 {form.left_out} 件定期报告还没到报送期，没有列出。" if form.left_out else ""
    add_note(
        document,
        f"单位：{one_line(form.unit)}　　生成日期：{form.made_on}　　编号：{form.number}　　共 {len(form.rows)} 件\n"
        "只填各表下面的四格，没有新情况的表留空。填好保存，登录系统上传，或者发回督查室。请不要改动其他文字。"
        f"{left_out}",
    )
    for number, row in enumerate(form.rows):
        add_block(document, _table(row, number))
        add_block(document, make_paragraph("", "TableNote"))
    return finish(document)


def _table(row: SlipRow, number: int) -> BaseOxmlElement:
    control = number * 10 + 1
    rows = [
        (TEXT_LABEL, _locked(row.text, control), 0, row.key),
        ("出处", _locked(f"{row.plan}　任务编号 {row.task_no}　{row.kind}", control + 1), 0, ""),
        ("时限", _locked(f"{row.deadline}　办结时限 {row.due}", control + 2), 0, ""),
        ("上次报的", _locked(row.before, control + 3), 0, ""),
        (KIND_LABEL, _choice(control + 4), 0, ""),
        *((label, _paragraph(""), least, "") for label, least in _FREE_TWIPS.items()),
    ]
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_LABEL_TWIPS + _VALUE_TWIPS}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="68" w:type="dxa"/><w:right w:w="68" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_LABEL_TWIPS}"/><w:gridCol w:w="{_VALUE_TWIPS}"/></w:tblGrid>'
        + "".join(_row(*each, is_last=each is rows[-1]) for each in rows)
        + "</w:tbl>"
    )


def _row(label: str, value: str, least: int, key: str, *, is_last: bool) -> str:
    height = f'<w:trHeight w:val="{least or 454}" w:hRule="atLeast"/>'
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="FFF9E5"/>' if least or label == KIND_LABEL else ""
    hidden = f'<w:r><w:rPr><w:vanish/><w:sz w:val="2"/></w:rPr><w:t>{key}</w:t></w:r>' if key else ""
    kept = "" if is_last else "<w:keepNext/>"  # a form stays on one page
    name = f'<w:p><w:pPr><w:pStyle w:val="TableLabel"/>{kept}</w:pPr>{_run(label)}{hidden}</w:p>'
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"
        f'<w:tc><w:tcPr><w:tcW w:w="{_LABEL_TWIPS}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{name}</w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{_VALUE_TWIPS}" w:type="dxa"/>{fill}<w:vAlign w:val="center"/></w:tcPr>{value}</w:tc></w:tr>'
    )


def _locked(text: str, number: int) -> str:
    """Wording that Word and WPS do not let anybody change; others do, and the reader notices.

    A rich control without line breaks: LibreOffice 7.4 writes a plain one several times over when it saves.
    """
    control = (
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/><w:lock w:val="sdtContentLocked"/></w:sdtPr>'
        f"<w:sdtContent>{_run('　'.join(paragraphs_of(text)))}</w:sdtContent></w:sdt>"
    )
    return _paragraph(control)


def _choice(number: int) -> str:
    items = "".join(f'<w:listItem w:displayText="{kind.label}" w:value="{kind.label}"/>' for kind in SLIP_KINDS)
    chosen = _run(ReportKind.PROGRESS.label)
    hint = _run(f"　（{'、'.join(kind.label for kind in SLIP_KINDS)}，选一个）")
    return _paragraph(
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/><w:lock w:val="sdtLocked"/><w:dropDownList>{items}</w:dropDownList></w:sdtPr>'
        f"<w:sdtContent>{chosen}</w:sdtContent></w:sdt>{hint}"
    )


def _paragraph(inside: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{inside}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
