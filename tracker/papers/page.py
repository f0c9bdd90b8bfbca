"""The page (版面): A4 by GB/T 9704-2012 §5.1-5.2 and §7.5, the mark 草稿, page numbers, wide pages, and the finished bytes.

Type area 156 mm × 225 mm, 22 lines of 28 characters. python-docx's template is emptied of everything that is not a paper's own.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from tracker.papers.cleaning import one_line
from tracker.papers.styles import font_table, put_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _Footer, _Header

DRAFT = "草稿"
DEMO = "演示件"
# 22 lines in 225 mm: 637.8 pt / 22 = 28.99 pt, cut to 579 twips, for 580 would leave room for 21 lines only.
LINE_PITCH = 579
# 28 characters in 156 mm: 442.2 pt / 28 = 15.793 pt, in 1/4096 pt below the 16 pt of the body, cut likewise.
CHARACTER_SPACE = -850

_KEPT_PARTS = ("styles", "settings", "fontTable", "theme", "header", "footer")
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def begin(title: str, *, demo: bool, mark: str = DRAFT) -> Document:
    """An empty paper with page, styles, the mark 草稿 (and 演示件) in its header, and page numbers in its footer."""
    document = docx.Document()
    _drop_foreign_parts(document)
    put_styles(document)
    _set_settings(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = one_line(title)[:200], "", ""
    properties.subject = f"{mark} {DEMO}" if demo else mark
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.header_distance, section.footer_distance = Mm(22), Mm(22)
    _set_grid(section)
    _put_mark(section, f"{mark}　{DEMO}" if demo else mark)
    _put_page_numbers(section)
    return document


def landscape(document: Document) -> None:
    """Begin wide pages (A4 横排). Turned, the sheet keeps its margins and its page number where portrait pages have them."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that ends the section before must not open a page of its own below a full form.
    document.paragraphs[-1]._p.get_or_add_pPr().style = "Gap"  # noqa: SLF001 - by id
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(28),
        Mm(37),
        Mm(26),
        Mm(35),
    )
    section.header_distance = Mm(15)
    for footer, style in ((section.footer, "PageNumberOdd"), (section.even_page_footer, "PageNumberEven")):
        footer.is_linked_to_previous = False
        footer.paragraphs[0].insert_paragraph_before()
        first = footer.paragraphs[0]._p  # noqa: SLF001 - python-docx offers no floating table
        first.addprevious(parse_xml(_turned_number(style)))
        first.getparent().remove(first)
        _restyle(footer, "Gap")


def finish(document: Document) -> bytes:
    """The file's bytes, the same for the same paper: zip entries carry no time of day."""
    raw, out = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as saved, ZipFile(out, "w", ZIP_DEFLATED) as fixed:
        for name in saved.namelist():
            entry = ZipInfo(name, _ZIP_DAY)
            entry.compress_type = ZIP_DEFLATED
            fixed.writestr(entry, saved.read(name))
    return out.getvalue()


def _drop_foreign_parts(document: Document) -> None:
    for part, kept in ((document.part, _KEPT_PARTS), (document.part.package, ("officeDocument", "core-properties"))):
        for key, relation in list(part.rels.items()):
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind not in kept:
                del part.rels[key]
            elif kind == "fontTable":
                relation.target_part._blob = font_table()  # noqa: SLF001 - python-docx has no door to this part
    core = document.core_properties._element  # noqa: SLF001 - the template's own dates say nothing of this paper
    for name in ("dcterms:created", "dcterms:modified"):
        for child in core.findall(qn(name)):
            core.remove(child)


def _set_settings(document: Document) -> None:
    settings = document.settings.element
    document.settings.odd_and_even_pages_header_footer = True
    for language in settings.findall(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for tag in ("w:savePreviewPicture", "w:rsids", "w:doNotAutoCompressPictures"):
        for child in settings.findall(qn(tag)):
            settings.remove(child)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_grid(section: Section) -> None:
    properties = section._sectPr  # noqa: SLF001 - python-docx has no word for the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(LINE_PITCH))
    grid.set(qn("w:charSpace"), str(CHARACTER_SPACE))
    properties.append(grid)


def _put_mark(section: Section, mark: str) -> None:
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].add_run(mark)
        _restyle(header, "DraftMark")


def _put_page_numbers(section: Section) -> None:
    for footer, style in ((section.footer, "PageNumberOdd"), (section.even_page_footer, "PageNumberEven")):
        footer.is_linked_to_previous = False
        old = footer.paragraphs[0]._p  # noqa: SLF001 - replaced by a paragraph with a field
        old.addprevious(parse_xml(_page_number(style)))
        old.getparent().remove(old)


def _restyle(story: _Header | _Footer, style: str) -> None:
    for paragraph in story.paragraphs:
        paragraph._p.get_or_add_pPr().style = style  # noqa: SLF001 - by id, without the library's look-up


def _page_number(style: str) -> str:
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
    )


def _turned_number(style: str) -> str:
    """A cell in the left margin whose line runs downwards: the bottom of the sheet once it is bound with the others."""
    width, height = round(Mm(7).pt * 20), round(Mm(156).pt * 20)
    left, top = round(Mm(22).pt * 20), round(Mm(28).pt * 20)
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{left}" w:tblpY="{top}"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"{_page_number(style)}</w:tc></w:tr></w:tbl>"
    )
