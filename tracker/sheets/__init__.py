"""Workbooks (表格): plain values in, bytes out, and the workbooks of others read within limits. No database, no clock.

A text is always a text, whatever it begins with; dates are days, numbers are numbers.
"""

from tracker.sheets.data_edition import write_data_edition
from tracker.sheets.reading_edition import write_reading_edition
from tracker.sheets.rows import COLUMNS, KEY_COLUMN, Column, LedgerRow, Sheet

__all__ = ["COLUMNS", "KEY_COLUMN", "Column", "LedgerRow", "Sheet", "write_data_edition", "write_reading_edition"]
