"""Blocks of a paper (公文要素): title, number, addressee, heads, paragraphs, sign-off, annexes, by GB/T 9704-2012 §7.3."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tracker.papers.cleaning import DATE_BLANK, one_line, paragraphs_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_TITLE_CHARACTERS = 19
_KEPT_CHARACTERS = 300
_CLOSERS = "》、，。；：）”’？！"
_OPENERS = "《（“‘"
_JOINTS = "》、，的年"
_WHOLE_WORDS = ("特殊教育", "行动计划", "实施方案", "重点任务", "落实情况", "发展提升", "季度", "十四五", "十五五")
_DIGITS = "零一二三四五六七八九"


def make_paragraph(text: str, style: str) -> BaseOxmlElement:
    """A `w:p` with one run. The hint sets quotes and dashes that Chinese and Latin share in the Chinese font."""
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(_with(OxmlElement("w:pStyle"), val=style))
    paragraph.append(properties)
    if text:
        paragraph.append(_run(text))
    return paragraph


def add_block(document: Document, element: BaseOxmlElement) -> None:
    """Put a block at the end of the paper, before the section's properties."""
    document.element.body[-1].addprevious(element)


def add_title(document: Document, title: str) -> None:
    """A document's title (标题), 2号小标宋, centred, in balanced lines, with a blank line below."""
    _add_title(document, title, "DocTitle")


def add_form_title(document: Document, title: str) -> None:
    """A form's title, close to the form."""
    _add_title(document, title, "FormTitle")


def add_slip_title(document: Document, title: str) -> None:
    """The title of a slip below a form; it stays with its table."""
    _add_title(document, title, "SlipTitle")


def add_number(document: Document, number: str) -> None:
    """A form's number, at the right above the table."""
    add_block(document, make_paragraph(one_line(number), "FormNumber"))


def add_centred_number(document: Document, number: str) -> None:
    """A document's number (发文字号) below the title, without 红头."""
    add_block(document, make_paragraph(one_line(number), "DocNumber"))


def add_addressee(document: Document, unit: str) -> None:
    """Who it is for (主送机关), flush left with a full-width colon."""
    add_block(document, make_paragraph(f"{one_line(unit).rstrip('：:')}：", "Addressee"))


def add_head(document: Document, text: str) -> None:
    """A head of the first level (一、), 黑体."""
    add_block(document, make_paragraph(one_line(text), "Heading1"))


def add_subhead(document: Document, text: str) -> None:
    """A head of the second level （一）, 楷体; above a table of a form, a small 黑体 head."""
    style = "Heading2" if text.startswith("（") else "TableHead"
    head = make_paragraph(one_line(text), style)
    _keep_with_next(head)
    add_block(document, head)


def add_paragraphs(document: Document, text: str) -> None:
    """Body text; every line of it is a paragraph, and blanks typed for an indent give way to the style's own."""
    for line in paragraphs_of(text):
        add_block(document, make_paragraph(line.lstrip("　"), "Normal"))


def add_note(document: Document, text: str) -> None:
    """A small note below a form; every line of it is a paragraph."""
    for line in paragraphs_of(text):
        add_block(document, make_paragraph(line, "TableNote"))


def add_cut_line(document: Document) -> None:
    """The line to tear along (裁切线)."""
    paragraph = make_paragraph("┄┄┄┄┄┄┄┄┄┄　沿此线裁下，回执由承办单位填写后退回　┄┄┄┄┄┄┄┄┄┄", "CutLine")
    _keep_with_next(paragraph)
    add_block(document, paragraph)


def add_annex_note(document: Document, names: tuple[str, ...]) -> None:
    """附件说明, one blank line below the text."""
    add_block(document, make_paragraph("", "Normal"))
    several = len(names) > 1
    for number, name in enumerate(names, start=1):
        label = "附件：" if number == 1 else "　　　"
        add_block(document, make_paragraph(f"{label}{f'{number}. ' if several else ''}{one_line(name)}", "AnnexNote"))


def add_sign_off(document: Document, issuer: str) -> None:
    """署名 and 成文日期: blanks for the seal and the date, the date 4 characters in from the right, the name centred above it."""
    name = one_line(issuer) or "（发文机关署名、印章）"
    for before in document.element.body[-3:-1]:
        _keep_with_next(before)  # a page with nothing but a signature must not be
    blank = make_paragraph("", "Normal")
    signed = _signed(name, max(0.0, 4 + (len(DATE_BLANK) - _width(name)) / 2))
    for element in (blank, signed):
        _keep_with_next(element)
        add_block(document, element)
    add_block(document, _signed(DATE_BLANK, 4))


def add_annex_page(document: Document, label: str, title: str, *, is_first: bool = False) -> None:
    """The head of an annex on a new page: 附件 flush left in 黑体, then its title. `is_first`: the page is new already."""
    mark = make_paragraph(one_line(label), "AnnexMark")
    if not is_first:
        mark[0].insert(1, OxmlElement("w:pageBreakBefore"))
    for element in (mark, make_paragraph(one_line(title), "AnnexTitle")):
        _keep_with_next(element)
        add_block(document, element)


def balanced(title: str) -> list[str]:
    """A title in lines of like length, broken where a reader would pause, never before a closing or after an opening sign."""
    count = ceil(_width(title) / _TITLE_CHARACTERS)
    lines: list[str] = []
    rest = title
    while count > 1:
        goal = _width(rest) / count
        cut = min(
            range(1, min(len(rest), 2 * _TITLE_CHARACTERS + 2)),
            key=lambda place: _cost(rest, place, goal),
            default=len(rest),
        )
        lines.append(rest[:cut])
        rest, count = rest[cut:], count - 1
    return [*lines, rest]


def chinese_number(number: int) -> str:
    """1 to 99 as 一 … 九十九, for heads; larger numbers stay digits."""
    if not 0 < number < 100:  # noqa: PLR2004 - two digits are as far as heads go
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _add_title(document: Document, title: str, style: str) -> None:
    first, *others = balanced(one_line(title))
    paragraph = make_paragraph(first, style)
    for line in others:
        run = _run(line)
        run.insert(1, OxmlElement("w:br"))
        paragraph.append(run)
    _keep_with_next(paragraph)
    add_block(document, paragraph)


def _cost(text: str, place: int, goal: float) -> float:
    width = _width(text[:place])
    cost = abs(width - goal)
    if width > _TITLE_CHARACTERS + 1 or text[place] in _CLOSERS or text[place - 1] in _OPENERS:
        cost += 100
    if text[place - 1].isascii() and text[place].isascii():
        cost += 50
    if any(text[max(0, place - len(word) + 1) : place + len(word) - 1].find(word) >= 0 for word in _WHOLE_WORDS):
        cost += 8
    if text[place - 1] not in _JOINTS and text[place] not in _OPENERS:
        cost += 2
    return cost


def _width(text: str) -> float:
    return sum(0.5 if sign.isascii() else 1.0 for sign in text)


def _signed(text: str, right: float) -> BaseOxmlElement:
    paragraph = make_paragraph(text, "SignOff")
    indent = _with(OxmlElement("w:ind"), rightChars=str(round(right * 100)), right=str(round(right * 320)))
    paragraph[0].append(indent)
    return paragraph


def _keep_with_next(paragraph: BaseOxmlElement) -> None:
    """Only what is short is kept: text that fills pages cannot stay on one with what follows."""
    if sum(len(words.text or "") for words in paragraph.iter(qn("w:t"))) <= _KEPT_CHARACTERS:
        paragraph[0].insert(1, OxmlElement("w:keepNext"))


def _run(text: str) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(_with(OxmlElement("w:rFonts"), hint="eastAsia"))
    run.append(properties)
    words = OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def _with(element: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
