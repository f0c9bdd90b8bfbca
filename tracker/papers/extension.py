"""延期申请表: a unit asks for a later date, with what is done, why it is late and what comes next (延期三件)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.words import Word
from tracker.papers.blocks import add_form_title, add_note, add_number
from tracker.papers.cleaning import NUMBER_BLANK, one_line, written
from tracker.papers.evidence_list import add_evidence_annex
from tracker.papers.page import begin, finish
from tracker.papers.tables import Pair, Sign, Wide, add_form, ticked

if TYPE_CHECKING:
    from datetime import date

    from tracker.papers.parts import EvidenceItem


class DelayCause(Word):
    """延期原因类别."""

    OUTSIDE = "outside", "客观原因"
    OWN = "own", "主观原因"


@dataclass(frozen=True, slots=True)
class ExtensionPaper:
    """What a 延期申请表 says. `due_original` is never replaced; `due` is the date in force when asking.

    `times_before` counts extensions granted before; `decided_due`, `opinion` and `decision` stay blank until a person decided.
    """

    matter: str
    source: str
    unit: str
    due_original: date | None
    due: date | None
    asked_until: date | None
    done_so_far: str
    reason: str
    plan: str
    causes: frozenset[DelayCause] = frozenset()
    times_before: int = 0
    asked_on: date | None = None
    applicant: str = ""
    phone: str = ""
    case_number: str = ""
    evidence: tuple[EvidenceItem, ...] = ()
    supervising_unit: str = ""
    opinion: str = ""
    deciding_unit: str = ""
    decision: str = ""
    decided_due: date | None = None
    number: str = ""
    demo: bool = False


def write_extension(paper: ExtensionPaper) -> bytes:
    """The 延期申请表 as a Word document; the decision must name the new date (核定日期)."""
    document = begin("延期申请表", demo=paper.demo)
    add_form_title(document, "延期申请表")
    add_number(document, f"批复文号：{one_line(paper.number) or NUMBER_BLANK}")
    add_form(
        document,
        [
            Wide("事项名称", paper.matter),
            Wide("事项来源", paper.source),
            *([Wide("挂牌编号", paper.case_number)] if paper.case_number else []),
            Pair("申请单位", paper.unit, "申请日期", written(paper.asked_on)),
            Pair("原定时限", written(paper.due_original), "现定时限", written(paper.due)),
            Pair("申请延至", written(paper.asked_until), "此前已延期", f"{paper.times_before}次"),
            Wide("已完成情况", paper.done_so_far, least_mm=15),
            Wide("不能按期完\n成的原因", _reason(paper), least_mm=15),
            Wide("整改计划", paper.plan, least_mm=15),
            Pair("联络员", paper.applicant, "电话", paper.phone),
            Sign("申请单位\n负责人意见", "负责人（签字、单位盖章）："),
            Sign("督办单位\n意见", f"{one_line(paper.supervising_unit)}（签字、盖章）：", paper.opinion),
            Sign("审批单位\n决定", f"{one_line(paper.deciding_unit)}（签字、盖章）：", _decision(paper)),
        ],
    )
    add_note(
        document,
        "注：1. 应当在现定时限届满前提出；同意延期的，须写明核定日期。\n　　2. 原定时限始终保留，统计时分别注明。",
    )
    add_evidence_annex(document, paper.evidence)
    return finish(document)


def _reason(paper: ExtensionPaper) -> str:
    kinds = ticked(tuple(cause.label for cause in DelayCause), {cause.label for cause in paper.causes})
    return f"{kinds}\n{paper.reason}"


def _decision(paper: ExtensionPaper) -> str:
    agreed = "■同意　□不同意" if paper.decided_due else "□同意　□不同意"
    head = f"{agreed}　核定日期：{written(paper.decided_due)}"
    return f"{head}\n{paper.decision}" if paper.decision else head
