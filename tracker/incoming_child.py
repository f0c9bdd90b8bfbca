"""The child of `incoming`: reads one file within limits of memory and time, says what it found, and ends.

Standard input: a line of JSON that says what to do, then the file. Standard output: a line of JSON, then bytes where a workbook was made.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

_MEMORY = 1024 * 1024 * 1024
_PROCESSOR_SECONDS = 30
_BROKEN = "文件已损坏或者结构不完整，打不开。请在 Excel 或 WPS 里打开，另存以后再传。"


def main() -> int:
    """Do what the first line asks; the exit code is 0 even for a refusal, which is an answer."""
    _limit()
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    answer, made = _do(json.loads(head), content)
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True).encode() + b"\n" + made)
    return 0


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:  # the caller's time limit stands alone there
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))


def _do(order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    from tracker.core.refusals import Refused  # noqa: PLC0415 - after the limits are set

    try:
        return _done(order, content)
    except Refused as refused:
        return {"refused": refused.sentence}, b""
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a file may break a reader in any way; its own words say nothing to a clerk
        return {"refused": _BROKEN}, b""


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
    """A value as `order_value` wrote it: a day is `{"day": "2025-12-31"}`."""
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value


if __name__ == "__main__":
    sys.exit(main())
