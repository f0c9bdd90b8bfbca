"""The ledger's rows and columns (台账的行与列): one row a duty, plain values, the columns that offices use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.words import Lamp

    Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One duty (or a task that has none) as the workbook tells it; an empty text is a blank cell that people may fill.

    `task_key` is the same for all rows of one task, `group_key` for all rows of one group: what is merged in the reading edition.
    """

    group_key: str
    task_key: str
    serial: int
    task_no: str
    group: str
    text: str
    source: str
    lead: str
    unit: str
    cooperating: str
    kind: str
    period: str
    deadline_text: str
    deadline_kind: str
    due: date | None
    due_original: date | None
    lamp: str
    lamp_word: Lamp | None
    state: str
    state_why: str
    leader: str = ""
    section: str = ""
    liaison: str = ""
    extensions: str = ""
    report_due: date | None = None
    target: str = ""
    progress: str = ""
    figures: str = ""
    problems: str = ""
    coordination: str = ""
    next_steps: str = ""
    evidence: str = ""
    self_state: str = ""
    level: str = ""
    listing: str = ""
    closing: str = ""
    updated: date | None = None
    remark: str = ""
    duty_key: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: which value of a row, under what head, how wide (in characters of the standard font)."""

    key: str
    head: str
    width: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a workbook of the ledger says around its rows: the plan's title, a line below it, who made it on which day."""

    title: str
    subtitle: str
    made_on: date
    rows: tuple[LedgerRow, ...]
    is_internal: bool = False  # an internal copy names liaisons (联络员)


COLUMNS = (
    Column("serial", "序号", 6),
    Column("task_no", "任务编号", 9),
    Column("group", "所属部分", 20),
    Column("text", "重点任务（原文）", 60),
    Column("source", "来源文件（文号、条目）", 26),
    Column("lead", "牵头单位", 20),
    Column("unit", "责任单位", 20),
    Column("cooperating", "配合单位", 24),
    Column("leader", "责任领导", 10),
    Column("section", "责任处室", 12),
    Column("liaison", "联络员", 14),
    Column("kind", "事项类型", 10),
    Column("period", "期次", 12),
    Column("deadline_text", "完成时限（原文）", 18),
    Column("deadline_kind", "时限类型", 12),
    Column("due", "办结时限（核定）", 12),
    Column("due_original", "原定时限", 12),
    Column("extensions", "延期次数／文号", 14),
    Column("report_due", "本期应报日", 12),
    Column("target", "目标／完成标准", 24),
    Column("progress", "当前进展", 44),
    Column("figures", "量化进度（目标／现值）", 24),
    Column("problems", "存在问题", 30),
    Column("coordination", "需协调事项", 24),
    Column("next_steps", "下一步措施", 30),
    Column("evidence", "佐证材料（编号）", 26),
    Column("self_state", "自评状态", 14),
    Column("state", "核定状态", 12),
    Column("state_why", "核定依据", 26),
    Column("lamp", "亮灯", 18),
    Column("level", "督办级别", 10),
    Column("listing", "挂牌（文号、挂牌日、限期）", 22),
    Column("closing", "销号（日期、批准人）", 18),
    Column("updated", "最近更新", 12),
    Column("remark", "备注", 24),
)
"""Every column of the data edition (数据版), in the order in which offices keep their ledgers."""

KEY_COLUMN = Column("duty_key", "事项键", 12)
"""The hidden last column: names the duty, so that rows are found again however they were sorted."""
