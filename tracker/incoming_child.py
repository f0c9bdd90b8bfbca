"""The child of `incoming` (收表进程): reads one workbook or paper, or fills one, and says what it found.

Started by `tracker.incoming` and by nobody else.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from tasks_seed.answering_apart import RefusedApart, answer_apart

if TYPE_CHECKING:
    from tasks_seed.answering_apart import Tell


def do_one(order: dict[str, Any], content: bytes, _: Tell) -> tuple[dict[str, Any], bytes]:
    """What the order asks of this file: plain values, and bytes where a workbook was made."""
    from tracker.core.refusals import Refused  # noqa: PLC0415 - after the limits are set

    try:
        return _done(order, content)
    except Refused as refused:
        raise RefusedApart(refused.sentence) from None


def _done(order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    match order["do"]:
        case "slip.xlsx":
            from tracker.sheets.slip_reading import read_slip_sheet  # noqa: PLC0415 - only what is needed is loaded

            return {"lines": [asdict(line) for line in read_slip_sheet(content)]}, b""
        case "slip.docx":
            from tracker.papers.slip_reading import read_slip_paper  # noqa: PLC0415 - the same

            return {"lines": [asdict(line) for line in read_slip_paper(content)]}, b""
        case "layout":
            from tracker.sheets.layout import read_layout  # noqa: PLC0415 - the same

            return asdict(read_layout(content)), b""
        case "fill":
            from tracker.sheets.filling import fill  # noqa: PLC0415 - the same

            columns = {int(column): key for column, key in order["columns"].items()}
            rows = [{key: _value(value) for key, value in row.items()} for row in order["rows"]]
            made, notes = fill(content, columns, rows)
            return {"notes": notes}, made
        case other:
            raise ValueError(other)


def _value(value: Any) -> Any:  # noqa: ANN401 - a JSON value
    """A value as `incoming` told it: a day is `{"day": "2025-12-31"}`."""
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value


if __name__ == "__main__":
    answer_apart(do_one)
