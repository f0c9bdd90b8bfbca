"""Reading the cells of a reviewed table (审定表): strict, so that a slip is named by file, row and column."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


class TableRefused(Exception):  # noqa: N818 - the house says what happened, as in Refused
    """A shipped plan cannot be used as it stands (审定表有误); the message is a Chinese sentence for whoever keeps it.

    `file`, `row` (as a spreadsheet counts, the header is row 1) and `column` name the place where there is one.
    """

    def __init__(self, why: str, *, file: str = "", row: int | None = None, column: str = "") -> None:
        place = file + (f"第{row}行" if row else "") + (f"“{column}”栏" if column else "")
        super().__init__(f"{place}：{why}" if place else why)
        self.file, self.row, self.column = file, row, column


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record of a table with its place; every reader method refuses what it cannot read."""

    file: str
    number: int
    cells: Mapping[str, str]

    def refuse(self, column: str, why: str) -> TableRefused:
        """The refusal that names this row and the column."""
        return TableRefused(why, file=self.file, row=self.number, column=column)

    def text(self, column: str, *, required: bool = False) -> str:
        """The cell without surrounding blanks."""
        value = self.cells[column].strip()
        if required and not value:
            raise self.refuse(column, "不能为空。")
        return value

    def names(self, column: str) -> tuple[str, ...]:
        """Names separated by `;` (or `；`), in order."""
        names = tuple(name.strip() for name in re.split("[;；]", self.text(column)) if name.strip())
        if len(set(names)) != len(names):
            raise self.refuse(column, "同一名称写了两次。")
        return names

    def lines(self, column: str) -> tuple[str, ...]:
        """The lines of a cell (Alt+Enter in a spreadsheet)."""
        return tuple(line.strip() for line in self.text(column).splitlines() if line.strip())

    def day(self, column: str) -> date | None:
        """A date as `2025-12-31`; `2025/12/31`, which spreadsheets make of it, is read too."""
        value = self.text(column)
        return self._day(column, value) if value else None

    def days(self, column: str) -> tuple[date, ...]:
        """Dates separated by `;`."""
        return tuple(self._day(column, value) for value in self.names(column))

    def count(self, column: str) -> int:
        """A whole number from 0."""
        value = self.text(column, required=True)
        if not (value.isascii() and value.isdigit()):
            raise self.refuse(column, f"“{value}”不是整数。")
        return int(value)

    def word(self, column: str, words: Mapping[str, T]) -> T:
        """One of the table's Chinese words."""
        value = self.text(column)
        if value not in words:
            raise self.refuse(
                column, f"“{value}”不是规定的写法，可以写：{'、'.join(word or '（空）' for word in words)}。"
            )
        return words[value]

    def _day(self, column: str, value: str) -> date:
        found = _DATE.fullmatch(value)
        try:
            if found:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:  # 2025-02-30: refused below like any other text
            pass
        raise self.refuse(column, f"“{value}”不是日期，请写成2025-12-31。")


def read_rows(file: str, data: bytes, columns: Sequence[str]) -> list[TableRow]:
    """A CSV table (UTF-8, with or without BOM) with exactly these columns; at least one row."""
    try:
        records = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except UnicodeDecodeError:
        raise TableRefused("不是UTF-8编码，请另存为“CSV UTF-8（逗号分隔）”。", file=file) from None
    except csv.Error:
        raise TableRefused("不是完整的CSV表格，可能引号没有成对。", file=file) from None
    header = [name.strip() for name in records[0]] if records else []
    for position, name in enumerate(columns, start=1):
        if name not in header:
            raise TableRefused(f"缺少这一栏（应为第{position}栏）。", file=file, row=1, column=name)
    for name in header:
        if header.count(name) > 1 or name not in columns:
            raise TableRefused("这一栏多余或重复。", file=file, row=1, column=name)
    rows = []
    for number, record in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in record):
            continue
        if len(record) != len(header):
            raise TableRefused(f"有{len(record)}格，表头有{len(header)}栏。", file=file, row=number, column=header[0])
        rows.append(TableRow(file, number, dict(zip(header, record, strict=True))))
    if not rows:
        raise TableRefused("没有一行内容。", file=file)
    return rows
