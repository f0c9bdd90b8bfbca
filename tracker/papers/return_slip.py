"""督办事项退回单: why a report goes back, by the six review questions, and what is wanted by when (退回补正)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.words import ReturnReason
from tracker.papers.blocks import add_form_title, add_number
from tracker.papers.cleaning import NUMBER_BLANK, one_line, written
from tracker.papers.page import begin, finish
from tracker.papers.tables import Pair, Sign, Wide, add_form

if TYPE_CHECKING:
    from datetime import date

_QUESTIONS = {
    ReturnReason.FACTS: "事实是否清楚",
    ReturnReason.PROBLEM: "问题是否解决",
    ReturnReason.TASK: "任务是否落实",
    ReturnReason.CONCLUSION: "结论是否准确",
    ReturnReason.MEASURES: "处理措施是否符合政策法律",
    ReturnReason.FORM: "文书格式是否规范",
}


@dataclass(frozen=True, slots=True)
class ReturnPaper:
    """What a 退回单 says. `reasons` are the questions answered with no; the others count as answered with yes.

    `returned_on` is the day of the review, `due` the new date for the corrected report.
    """

    matter: str
    source: str
    unit: str
    reasons: frozenset[ReturnReason]
    problems: str
    wanted: str
    due: date | None
    submitted_on: date | None = None
    returned_on: date | None = None
    reviewer: str = ""
    phone: str = ""
    supervising_unit: str = ""
    number: str = ""
    demo: bool = False


def write_return(paper: ReturnPaper) -> bytes:
    """The 督办事项退回单 as a Word document."""
    document = begin("督办事项退回单", demo=paper.demo)
    add_form_title(document, "督办事项退回单")
    add_number(document, f"编号：{one_line(paper.number) or f'退{NUMBER_BLANK}'}")
    add_form(
        document,
        [
            Wide("事项名称", paper.matter),
            Wide("事项来源", paper.source),
            Pair("报送单位", paper.unit, "报送日期", written(paper.submitted_on)),
            Wide("审核意见", "\n".join(_answer(reason, paper.reasons) for reason in ReturnReason)),
            Wide("具体问题", paper.problems, least_mm=24),
            Wide("补正要求", paper.wanted, least_mm=24),
            Pair("补正时限", written(paper.due), "退回日期", written(paper.returned_on)),
            Pair("审核人", paper.reviewer, "电话", paper.phone),
            Sign("督办单位", f"{one_line(paper.supervising_unit)}（签字、盖章）："),
            Pair("签收人", "", "签收时间", written(None)),
        ],
    )
    return finish(document)


def _answer(reason: ReturnReason, failed: frozenset[ReturnReason]) -> str:
    ticks = "□是　■否" if reason in failed else "■是　□否"
    return f"{_QUESTIONS[reason]}：{ticks}"
