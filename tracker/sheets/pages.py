"""Pages (页面设置): landscape sheets that print with their head repeated and their pages numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.properties import PageSetupProperties

from tracker.core.words import PaperSize

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_PAPER = {PaperSize.A4: 9, PaperSize.A3: 8}  # ECMA-376 part 1 §18.3.1.63
_INCH = 25.4


def set_page(
    sheet: Any,  # noqa: ANN401 - any openpyxl sheet
    paper: PaperSize,
    head_rows: str,
    *,
    foot: str = "",
    is_fitted: bool = True,
) -> None:
    """Landscape, as wide as the paper where fitted, as many pages as it takes; `head_rows` such as `1:3` stand on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _PAPER[paper]
    if is_fitted:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = head_rows
    sheet.page_margins.left = sheet.page_margins.right = 10 / _INCH
    sheet.page_margins.top, sheet.page_margins.bottom = 12 / _INCH, 14 / _INCH
    sheet.page_margins.header = sheet.page_margins.footer = 6 / _INCH
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter.center.size = 9
    if foot:
        sheet.oddFooter.left.text = foot.replace("&", "&&")
        sheet.oddFooter.left.size = 9


def name_book(book: Workbook, title: str) -> None:
    """What the file says of itself: the title, and no person's name."""
    book.properties.title, book.properties.creator = title[:200], "tracker"
