"""A slip as a unit fills it (回执): downloaded, typed into, brought back."""

from __future__ import annotations

from io import BytesIO

import docx
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage

HEAD_ROW = 4
COLUMNS = {"kind": "I", "progress": "J", "problems": "K", "next_steps": "L"}


def slip_of(someone, **data) -> bytes:
    answer = someone.post("/slips", {"as": "xlsx", **data})
    assert answer.status_code == 200, answer.text
    return answer.data


def rows_of(content: bytes) -> dict[str, int]:
    """Task number → row."""
    sheet = load_workbook(BytesIO(content)).active
    return {str(sheet.cell(row, 3).value): row for row in range(HEAD_ROW + 1, sheet.max_row + 1)}


def filled(content: bytes, changes: dict[str, dict[str, object]], change_sheet=None) -> bytes:
    book = load_workbook(BytesIO(content))
    sheet = book.active
    places = rows_of(content)
    for number, texts in changes.items():
        for name, text in texts.items():
            sheet[f"{COLUMNS[name]}{places[number]}"] = text
    if change_sheet:
        change_sheet(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def brought_back(someone, content: bytes, name: str = "回执.xlsx"):
    """Upload a slip; the address of its preview and the page."""
    answer = someone.post("/slips/uploads", {"file": FileStorage(BytesIO(content), name)})
    assert answer.status_code == 302, answer.text
    return answer.location, someone.get(answer.location).text


def docx_filled(content: bytes, changes: dict[int, dict[str, str]]) -> bytes:
    """Type into the forms of a Word slip, by the label beside the cell."""
    document = docx.Document(BytesIO(content))
    for number, texts in changes.items():
        for row in document.tables[number].rows:
            label = row.cells[0].text
            for wanted, text in texts.items():
                if label.startswith(wanted):
                    row.cells[1].paragraphs[0].add_run(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
