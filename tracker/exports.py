"""Ledgers going out (台账导出): facts in, plain values or xlsx bytes out."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from tracker.core.words import DeadlineKind, Lamp

if TYPE_CHECKING:
    from tracker.store.queries.ledger import DutyLine, Ledger, PlanFacts, TaskLine

_COLUMNS = (
    ("编号", 8),
    ("所属部分", 18),
    ("重点任务（原文）", 60),
    ("牵头单位", 20),
    ("配合单位", 26),
    ("责任单位", 18),
    ("时限原文", 18),
    ("时限类型", 12),
    ("事项类型", 10),
    ("原定时限", 12),
    ("现定时限", 12),
    ("状态", 10),
    ("亮灯", 16),
)
_FILL = {
    Lamp.LATE: "F6D5D2",
    Lamp.NEAR: "FBF0D9",
    Lamp.REVIEW: "E8EEF7",
    Lamp.OK: "E6F1EB",
    Lamp.CLOSED: "ECEEF0",
}
_SIGN = {
    Lamp.LATE: "◆",
    Lamp.NEAR: "▲",
    Lamp.REVIEW: "◎",
    Lamp.OK: "●",
    Lamp.WAIT: "○",
    Lamp.CLOSED: "■",
}


def ledger_json(ledger: Ledger) -> dict[str, Any]:
    """The `export ledger --json` shape: the task fields of `parse --json`, plus duties with unit, due, status, lamp."""
    return {"plan": _plan_json(ledger.plan), "tasks": [_task_json(line) for line in ledger.lines]}


def ledger_xlsx(ledger: Ledger) -> bytes:
    """The ledger as a flat workbook, one row a duty; a task without a duty keeps its row and says why."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = "督办台账"
    sheet.append([ledger.plan.title])
    sheet.append([name for name, _ in _COLUMNS])
    for line in ledger.lines:
        for duty in line.duties or (None,):
            sheet.append([_safe(value) for value in _row(line, duty)])
            if duty is not None and duty.reading.lamp in _FILL:
                sheet.cell(sheet.max_row, len(_COLUMNS)).fill = PatternFill("solid", _FILL[duty.reading.lamp])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(_COLUMNS))
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for number, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.cell(2, number).font = Font(bold=True)
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(_COLUMNS))}{sheet.max_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows = "2:2"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _plan_json(plan: PlanFacts) -> dict[str, Any]:
    return {
        "key": plan.key,
        "title": plan.title,
        "doc_no": plan.doc_no,
        "issuers": list(plan.issuers),
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else None,
        "period": {
            "start": plan.period_start.isoformat() if plan.period_start else None,
            "end": plan.period_end.isoformat() if plan.period_end else None,
            "text": plan.period_text,
        },
        "region": plan.region,
        "lead_rule": str(plan.lead_rule),
        "lead_rule_why": plan.lead_rule_why,
        "publicity": str(plan.publicity),
    }


def _task_json(line: TaskLine) -> dict[str, Any]:
    return {
        "no": line.no,
        "list": line.list_name,
        "group": line.group,
        "title": line.title,
        "text": line.text,
        "text_as_read": line.text_as_read,
        "lead": [chip.name for chip in line.leads],
        "cooperating": [chip.name for chip in line.cooperating],
        "lead_rule": str(line.lead_rule),
        "deadline_text": line.deadline_text,
        "deadline": line.deadline,
        "doubts": list(line.doubts),
        "source": line.source,
        "duties": [
            {
                "id": duty.facts.id,
                "unit": duty.facts.unit_name,
                "kind": str(duty.facts.kind),
                "period": duty.facts.period,
                "due": duty.facts.due.isoformat() if duty.facts.due else None,
                "due_original": duty.facts.due_original.isoformat() if duty.facts.due_original else None,
                "status": str(duty.facts.status),
                "lamp": str(duty.reading.lamp),
            }
            for duty in line.duties
        ],
    }


def _row(line: TaskLine, duty: DutyLine | None) -> list[str]:
    common = [
        line.no,
        line.group,
        line.text,
        "、".join(chip.name for chip in line.leads),
        "、".join(chip.name for chip in line.cooperating),
    ]
    wording = [line.deadline_text or "原文未写", line.deadline_kind.label]
    if duty is None:
        why = "原文未写时限" if line.deadline_kind is DeadlineKind.NONE else "本期没有应办事项"
        return [*common, "", *wording, "", "", "", "", why]
    facts, reading = duty.facts, duty.reading
    lamp = f"{_SIGN[reading.lamp]} {reading.lamp.label} {reading.detail}".strip()
    dates = [
        facts.due_original.isoformat() if facts.due_original else "",
        facts.due.isoformat() if facts.due else "",
    ]
    return [*common, facts.unit_name, *wording, facts.kind.label, *dates, facts.status.label, lamp]


def _safe(value: str) -> str:
    """Text that a spreadsheet must not take for a formula (公式注入)."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
