"""督办通知单: a matter handed to a unit, with the receipt that the unit tears off, fills and returns (回执联)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.words import Word
from tracker.papers.blocks import add_cut_line, add_form_title, add_number, add_slip_title
from tracker.papers.cleaning import NUMBER_BLANK, joined, one_line, written
from tracker.papers.page import begin, finish
from tracker.papers.tables import Pair, Sign, Wide, add_form, ticked

if TYPE_CHECKING:
    from datetime import date


class NoticeLevel(Word):
    """督办级别: how hard a notice presses."""

    REMIND = "remind", "提醒"
    URGE = "urge", "催办"
    SUPERVISE = "supervise", "督办"
    RED = "red", "红单"


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """What a 督办通知单 says. An empty `number` leaves a blank; `so_far` and `due_original` print a row only when given.

    `due` is the date now in force, `deadline_text` the plan's own words (时限原文), `feedback` how and by when to answer.
    """

    matter: str
    source: str
    content: str
    lead_units: tuple[str, ...]
    due: date | None
    level: NoticeLevel = NoticeLevel.SUPERVISE
    cooperating_units: tuple[str, ...] = ()
    deadline_text: str = ""
    due_original: date | None = None
    so_far: str = ""
    feedback: str = ""
    opinion: str = ""
    supervising_unit: str = ""
    contact: str = ""
    phone: str = ""
    number: str = ""
    demo: bool = False


def write_notice(paper: NoticePaper) -> bytes:
    """The 督办通知单 as a Word document: one matter, one sheet (一事一单)."""
    number = one_line(paper.number) or f"督办{NUMBER_BLANK}"
    document = begin("督办通知单", demo=paper.demo)
    add_form_title(document, "督办通知单")
    add_number(document, f"编号：{number}")
    add_form(
        document,
        [
            Wide("事项名称", paper.matter),
            Wide("事项来源\n（依据）", paper.source),
            Wide("督办级别", ticked(tuple(level.label for level in NoticeLevel), {paper.level.label})),
            Pair("牵头单位", joined(paper.lead_units), "配合单位", joined(paper.cooperating_units)),
            Wide("内容和要求", paper.content, least_mm=24),
            *_dates(paper),
            *([Wide("已办情况", paper.so_far)] if paper.so_far else []),
            Wide("反馈方式\n和时限", paper.feedback),
            Wide("拟办意见", paper.opinion, least_mm=16),
            Sign("审批意见", "审批人（签字）："),
            Pair(
                "督办单位",
                _stamped(paper.supervising_unit),
                "经办人\n及电话",
                f"{paper.contact}\n{paper.phone}",
            ),
            Pair("签收人", "", "签收时间", written(None)),
        ],
    )
    add_cut_line(document)
    add_slip_title(document, "督办通知单回执")
    add_form(
        document,
        [
            Pair("通知单编号", number, "回执时间", written(None)),
            Wide("事项名称", paper.matter),
            Wide("承办职责", "□无异议　　□有异议（请另附《职责异议书》，写明理由和建议的承办单位）"),
            Pair("签收单位", "（章）", "签收人\n及电话", ""),
            Pair("分管负责人", "", "联络员\n及电话", ""),
        ],
        is_kept_together=True,
    )
    return finish(document)


def _dates(paper: NoticePaper) -> list[Pair | Wide]:
    due = written(paper.due) if paper.due else one_line(paper.deadline_text) or written(None)
    if paper.due_original and paper.due_original != paper.due:
        rows: list[Pair | Wide] = [Pair("办理时限", due, "原定时限", written(paper.due_original))]
    else:
        rows = [Wide("办理时限", due)]
    if paper.due and paper.deadline_text:
        rows.append(Wide("时限原文", paper.deadline_text))
    return rows


def _stamped(unit: str) -> str:
    return f"{one_line(unit)}\n（章）" if unit.strip() else "（章）"
