"""The task table of a shipped plan (任务表): reviewed drafts, each checked against its place in the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.draft import DeadlineKind, DeadlineReading, Draft, LeadRule, Place
from tasks_seed.table_cells import TableRow, read_rows

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date

COLUMNS = (
    "编号", "列表", "分组", "标题", "任务原文", "原读文字", "修补说明", "牵头单位", "配合单位", "牵头规则", "单位原文",
    "时限原文", "时限类型", "到期日", "起始日", "重复规则", "时限依据", "其他读法", "阶段日期", "读法说明", "时限疑点",
    "疑点", "起始行", "结束行", "起始字符", "结束字符",
)  # fmt: skip
LISTS = {"任务": "tasks", "正文任务": "inline_tasks"}
LEAD_RULES = {
    "写明牵头": LeadRule.EXPLICIT,
    "列首位": LeadRule.FIRST_LISTED,
    "分别负责": LeadRule.ALL_RESPONSIBLE,
    "印发机关": LeadRule.ISSUER,
    "待确认": LeadRule.ASK,
}
KINDS = {
    "限期": DeadlineKind.FIXED,
    "定期": DeadlineKind.RECURRING,
    "长期": DeadlineKind.LONG_TERM,
    "起始": DeadlineKind.START_FROM,
    "先限期后长期": DeadlineKind.MILESTONE_THEN_LONG_TERM,
    "未写": DeadlineKind.NONE,
}
BASES = {"时限栏": "column", "附注": "note", "正文": "text", "": None}
_NEEDS = {
    DeadlineKind.FIXED: "到期日",
    DeadlineKind.MILESTONE_THEN_LONG_TERM: "到期日",
    DeadlineKind.RECURRING: "重复规则",
    DeadlineKind.START_FROM: "起始日",
}
_RRULE = re.compile(r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)(;(INTERVAL|BYMONTH|BYMONTHDAY|BYDAY)=[-\w,]+)*")


@dataclass(frozen=True, slots=True)
class Mend:
    """One scan fault mended in a row's text (修补): what was read and what it says."""

    no: str
    read: str
    mended: str


def read_tasks(
    file: str, data: bytes, *, source: str, known_units: AbstractSet[str], issued_on: date | None
) -> tuple[tuple[Draft, ...], tuple[Mend, ...]]:
    """The table's rows in order and the scan faults mended in them; refuses the first row that does not hold."""
    drafts: list[Draft] = []
    mends: list[Mend] = []
    seen: set[tuple[str, str]] = set()
    for row in read_rows(file, data, COLUMNS):
        draft = _draft(row, known_units, issued_on)
        if (draft.list_name, draft.no) in seen:
            raise row.refuse("编号", f"“{draft.no}”在同一列表里已经用过。")
        seen.add((draft.list_name, draft.no))
        _stands_in_source(row, draft, source)
        drafts.append(draft)
        mends += _mends(row, draft)
    return tuple(drafts), tuple(mends)


def _draft(row: TableRow, known_units: AbstractSet[str], issued_on: date | None) -> Draft:
    lead, cooperating = row.names("牵头单位"), row.names("配合单位")
    if not lead:
        raise row.refuse("牵头单位", "不能为空。")
    for column, names in (("牵头单位", lead), ("配合单位", cooperating)):
        for name in names:
            if name not in known_units:
                raise row.refuse(column, f"“{name}”不在单位表里，请先补上。")
    both = [name for name in cooperating if name in lead]
    if both:
        raise row.refuse("配合单位", f"“{both[0]}”已经是牵头单位。")
    return Draft(
        no=row.text("编号", required=True),
        group=row.text("分组", required=True),
        text=row.text("任务原文", required=True),
        title=row.text("标题"),
        text_as_read=row.text("原读文字") or None,
        list_name=row.word("列表", LISTS),
        lead=lead,
        cooperating=cooperating,
        lead_rule=row.word("牵头规则", LEAD_RULES),
        units_raw=row.text("单位原文"),
        deadline_text=row.text("时限原文") or None,
        deadline=_deadline(row, issued_on),
        doubts=row.lines("疑点"),
        source=Place(
            line=row.count("起始行"),
            end_line=row.count("结束行"),
            start=row.count("起始字符"),
            end=row.count("结束字符"),
        ),
    )


def _deadline(row: TableRow, issued_on: date | None) -> DeadlineReading:
    kind = row.word("时限类型", KINDS)
    reading = DeadlineReading(
        kind=kind,
        due=row.day("到期日"),
        start=row.day("起始日"),
        rrule=row.text("重复规则") or None,
        basis=row.word("时限依据", BASES),
        alternatives=row.days("其他读法"),
        milestones=row.days("阶段日期"),
        why=row.text("读法说明", required=True),
        doubts=row.lines("时限疑点"),
    )
    _holds_together(row, reading)
    if issued_on and reading.due and reading.due < issued_on:
        raise row.refuse("到期日", f"早于方案印发日期{issued_on.isoformat()}。")
    return reading


def _holds_together(row: TableRow, reading: DeadlineReading) -> None:
    """A kind has its own date column and no other; wording, kind and basis come together or not at all."""
    written = {"到期日": reading.due, "起始日": reading.start, "重复规则": reading.rrule}
    needed = _NEEDS.get(reading.kind)
    for column, value in written.items():
        if column == needed and value is None:
            raise row.refuse(column, f"时限类型是“{row.text('时限类型')}”，这一栏不能为空。")
        if column != needed and value is not None:
            raise row.refuse(column, f"时限类型是“{row.text('时限类型')}”，这一栏应为空。")
    if reading.rrule and not _RRULE.fullmatch(reading.rrule):
        raise row.refuse("重复规则", f"“{reading.rrule}”不是重复规则，例如FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30。")
    is_written = reading.kind is not DeadlineKind.NONE
    for column in ("时限原文", "时限依据"):
        if bool(row.text(column)) != is_written:
            raise row.refuse(column, "写了时限就要有原文和依据，时限类型为“未写”就都应为空。")


def _stands_in_source(row: TableRow, draft: Draft, source: str) -> None:
    """The text as read is what the document has at the stated characters, but for blanks and line ends."""
    start, end = draft.source.start or 0, draft.source.end or 0
    if not start < end <= len(source):
        raise row.refuse("结束字符", "不在来源文件的范围内。")
    if _squeezed(source[start:end]) != _squeezed(draft.text_as_read or draft.text):
        column = "原读文字" if draft.text_as_read else "任务原文"
        raise row.refuse(column, "与来源文件中所注位置的文字不符。")
    if (source.count("\n", 0, start) + 1, source.count("\n", 0, end) + 1) != (draft.source.line, draft.source.end_line):
        raise row.refuse("起始行", "与所注字符位置的行号不符。")


def _mends(row: TableRow, draft: Draft) -> list[Mend]:
    found = []
    for line in row.lines("修补说明"):
        read, arrow, mended = line.partition("→")
        if not (read and arrow and mended):
            raise row.refuse("修补说明", f"“{line}”应写成“原读→改为”。")
        if not draft.text_as_read:
            raise row.refuse("原读文字", "有修补就要留下原读文字。")
        if mended not in draft.text:
            raise row.refuse("修补说明", f"“{mended}”不在任务原文里。")
        found.append(Mend(draft.no, read, mended))
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
