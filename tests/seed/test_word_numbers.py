"""Numbers that Word counts by itself are written out as Word shows them."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tasks_seed.readers import Paragraph, cells_of, read_document

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


class Numbered:
    """A document with one numbering definition; lists of it count on together until one starts anew."""

    def __init__(self, *levels: tuple[str, str, int]) -> None:
        self.document = docx.Document()
        self._root = self.document.part.numbering_part.element
        body = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text, start) in enumerate(levels)
        )
        self._root.insert(0, parse_xml(f'<w:abstractNum {SPACE} w:abstractNumId="900">{body}</w:abstractNum>'))

    def list(self, number: int, restart: int | None = None) -> int:
        anew = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>' if restart else ""
        self._root.append(parse_xml(f'<w:num {SPACE} w:numId="{number}"><w:abstractNumId w:val="900"/>{anew}</w:num>'))
        return number

    def say(self, text: str, number: int, depth: int = 0, inside: Any = None) -> None:
        paragraph = (inside or self.document).add_paragraph(text)
        reference = f'<w:numPr {SPACE}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(reference))

    def read(self) -> list[str]:
        file = io.BytesIO()
        self.document.save(file)
        blocks = read_document(file.getvalue(), "方案.docx").blocks
        return [block.text for block in blocks if isinstance(block, Paragraph)]


OUTLINE = (("chineseCounting", "%1、", 1), ("chineseCounting", "（%2）", 1), ("decimal", "%3.", 1))


def test_levels_count_by_themselves_and_a_higher_one_starts_the_lower_anew():
    made = Numbered(*OUTLINE)
    number = made.list(901)
    for text, depth in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 2), ("戊", 0), ("己", 1)):
        made.say(text, number, depth)
    assert made.read() == ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己"]


def test_two_lists_of_one_definition_count_on_and_one_that_says_so_starts_anew():
    made = Numbered(*OUTLINE)
    first, second, anew = made.list(901), made.list(902), made.list(903, restart=1)
    for text, number in (("甲", first), ("乙", second), ("丙", anew), ("丁", anew), ("戊", first)):
        made.say(text, number)
    assert made.read() == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_an_empty_numbered_paragraph_counts_although_it_shows_nothing():
    made = Numbered(*OUTLINE)
    number = made.list(901)
    for text in ("甲", "", "乙"):
        made.say(text, number)
    assert made.read() == ["一、甲", "三、乙"]


@pytest.mark.parametrize(
    ("form", "text", "start", "labels"),
    [
        ("chineseCountingThousand", "%1、", 9, ["九、", "十、", "十一、"]),
        ("chineseCounting", "（%1）", 19, ["（十九）", "（二十）", "（二十一）"]),
        ("decimal", "%1.", 1, ["1.", "2.", "3."]),
        ("decimalEnclosedCircle", "%1", 1, ["①", "②", "③"]),
        ("decimalEnclosedCircle", "%1", 20, ["⑳", "21", "22"]),
        ("bullet", "·", 1, ["", "", ""]),
        ("none", "%1", 1, ["", "", ""]),
    ],
)
def test_every_way_of_counting_is_written_as_it_is_printed(form: str, text: str, start: int, labels: list[str]):
    made = Numbered((form, text, start))
    number = made.list(901)
    for word in "甲乙丙":
        made.say(word, number)
    assert made.read() == [label + word for label, word in zip(labels, "甲乙丙", strict=True)]


def test_a_lower_number_may_show_the_higher_one():
    made = Numbered(("decimal", "%1.", 1), ("decimal", "%1.%2", 1))
    number = made.list(901)
    for text, depth in (("甲", 0), ("乙", 1), ("丙", 1)):
        made.say(text, number, depth)
    assert made.read() == ["1.甲", "1.1乙", "1.2丙"]


def test_a_number_alone_in_a_cell_is_its_text():
    made = Numbered(("decimal", "%1", 1))
    number = made.list(901)
    table = made.document.add_table(rows=2, cols=2)
    for row, task in enumerate(("建校", "配师")):
        made.say("", number, inside=table.cell(row, 0))
        table.cell(row, 1).text = task
    file = io.BytesIO()
    made.document.save(file)
    (block,) = read_document(file.getvalue(), "表.docx").blocks
    assert [cell.text for cell in cells_of(block)] == ["1", "建校", "2", "配师"]


def test_a_number_may_come_from_the_style_of_a_heading():
    made = Numbered(*OUTLINE)
    made.list(901)
    style = made.document.styles["Heading 2"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {SPACE}><w:ilvl w:val="1"/><w:numId w:val="901"/></w:numPr>'))
    made.document.add_heading("建校", 2)
    made.document.add_heading("配师", 2)
    assert made.read() == ["（一）建校", "（二）配师"]


def test_a_paragraph_that_takes_its_number_back_has_none():
    made = Numbered(*OUTLINE)
    paragraph = made.document.add_paragraph("甲", style="List Number")
    paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {SPACE}><w:numId w:val="0"/></w:numPr>'))
    assert made.read() == ["甲"]
    assert paragraph._p.pPr.find(qn("w:numPr")) is not None
