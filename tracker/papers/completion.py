"""督办事项办结报告: the lead unit says that a task is done, criterion by criterion, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.papers.blocks import add_form_title, add_number, add_subhead
from tracker.papers.cleaning import NUMBER_BLANK, one_line, written
from tracker.papers.evidence_list import add_evidence_annex
from tracker.papers.page import begin, finish
from tracker.papers.tables import Column, Pair, Sign, Wide, add_form, add_list

if TYPE_CHECKING:
    from datetime import date

    from tracker.papers.parts import EvidenceItem, IndicatorResult


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """A closing criterion (完成标准), how it is met, and the numbers of its evidence."""

    criterion: str
    how: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CompletionPaper:
    """What a 办结报告 says. `task_text` is the plan's own sentence (任务原文); `head` names who approved it in the unit."""

    matter: str
    source: str
    task_text: str
    unit: str
    due: date | None
    summary: str
    criteria: tuple[CriterionAnswer, ...] = ()
    indicators: tuple[IndicatorResult, ...] = ()
    mechanism: str = ""
    evidence: tuple[EvidenceItem, ...] = ()
    cooperating_units: str = ""
    finished_on: date | None = None
    contact: str = ""
    phone: str = ""
    head: str = ""
    number: str = ""
    demo: bool = False


def write_completion(paper: CompletionPaper) -> bytes:
    """The 督办事项办结报告 as a Word document."""
    document = begin("督办事项办结报告", demo=paper.demo)
    add_form_title(document, "督办事项办结报告")
    add_number(document, f"编号：{one_line(paper.number) or NUMBER_BLANK}")
    add_form(
        document,
        [
            Wide("事项名称", paper.matter),
            Wide("事项来源", paper.source),
            Wide("任务原文", paper.task_text),
            Pair("牵头单位", paper.unit, "配合单位", paper.cooperating_units),
            Pair("办理时限", written(paper.due), "完成日期", written(paper.finished_on)),
            Wide("完成情况", paper.summary, least_mm=24),
            Wide("长效机制", paper.mechanism, least_mm=16),
            Pair("联络员", paper.contact, "电话", paper.phone),
        ],
    )
    add_subhead(document, "完成标准逐条对照")
    add_list(
        document,
        (Column("序号", 14), Column("完成标准", 56), Column("完成情况", 62), Column("佐证编号", 24)),
        [(str(number), one.criterion, one.how, one.evidence) for number, one in enumerate(paper.criteria, start=1)],
        blank_rows=2,
    )
    if paper.indicators:
        add_subhead(document, "指标完成情况")
        add_list(
            document,
            (
                Column("指标", 36),
                Column("口径", 44),
                Column("目标值", 22),
                Column("完成值", 22),
                Column("数据来源", 32),
            ),
            [(one.name, one.definition, one.target, one.reached, one.source) for one in paper.indicators],
        )
    add_subhead(document, "单位审定")
    add_form(document, [Sign("牵头单位\n负责人意见", "负责人（签字、单位盖章）：", _approved(paper.head))])
    add_evidence_annex(document, paper.evidence)
    return finish(document)


def _approved(head: str) -> str:
    return f"系统登记的审定人：{one_line(head)}" if head.strip() else ""
