"""督查通报 (draft): how a plan's tasks stand, what is wrong with whom, what comes next. A person signs it or nobody does.

The five classes are those of a county's published half-year bulletin (金寨县 2025); `core.pace` says how they are judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.pace import counts_said, shares
from tracker.core.words import Pace
from tracker.papers.blocks import (
    add_addressee,
    add_annex_note,
    add_annex_page,
    add_head,
    add_paragraphs,
    add_sign_off,
    add_subhead,
    add_title,
    chinese_number,
)
from tracker.papers.cleaning import one_line, written
from tracker.papers.page import begin, finish, landscape
from tracker.papers.tables import Column, add_list

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document

_BLANK = "（　　　　　　　　）"


@dataclass(frozen=True, slots=True)
class BulletinCounts:
    """How many tasks stand where (任务分类统计)."""

    finished: int = 0
    ahead: int = 0
    on_track: int = 0
    behind: int = 0
    other: int = 0

    @property
    def by_pace(self) -> dict[Pace, int]:
        """Each class with its number, in the order in which a bulletin tells them."""
        return {
            Pace.FINISHED: self.finished,
            Pace.AHEAD: self.ahead,
            Pace.ON_TRACK: self.on_track,
            Pace.BEHIND: self.behind,
            Pace.OTHER: self.other,
        }

    @property
    def total(self) -> int:
        """All tasks."""
        return sum(self.by_pace.values())


@dataclass(frozen=True, slots=True)
class ProblemItem:
    """A problem (存在问题): the matter, the unit, what is missing (差距) and why (原因)."""

    matter: str
    unit: str
    gap: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a unit is asked to do next (下一步要求) and by when."""

    matter: str
    unit: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class BulletinTask:
    """A line of the annex (任务进展一览表). `state` is the office's own finding (核定状态), not the unit's."""

    number: str
    task: str
    units: str
    deadline: str
    progress: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class BulletinPaper:
    """What a 督查通报 says. `period` reads `2026年第三季度`; `as_of` is the day the numbers were counted.

    Empty `to`, `lead_in` and `issuer` leave blanks; the date (成文日期) is always a blank for the person who signs.
    """

    plan_title: str
    period: str
    as_of: date
    counts: BulletinCounts
    problems: tuple[ProblemItem, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    good: tuple[str, ...] = ()
    tasks: tuple[BulletinTask, ...] = ()
    listed: int = 0
    to: str = ""
    lead_in: str = ""
    issuer: str = ""
    demo: bool = False


def write_bulletin(paper: BulletinPaper) -> bytes:
    """The 督查通报 as a Word document, the table of tasks on wide pages."""
    plan = one_line(paper.plan_title).strip("《》")
    title = f"关于《{plan}》重点任务{one_line(paper.period)}落实情况的通报"
    document = begin(title, demo=paper.demo)
    add_title(document, title)
    add_addressee(document, paper.to or _BLANK)
    add_paragraphs(document, paper.lead_in or _lead_in(plan, paper))
    add_head(document, "一、总体情况")
    add_paragraphs(document, counts_said(paper.as_of, paper.counts.by_pace, paper.listed))
    if paper.counts.total:
        _add_statistics(document, paper.counts)
    add_head(document, "二、主要做法")
    for number, one in enumerate(paper.good or (_BLANK,), start=1):
        add_paragraphs(document, f"{number}. {one}")
    add_head(document, "三、存在问题")
    _add_problems(document, paper.problems)
    add_head(document, "四、下一步要求")
    _add_next_steps(document, paper.next_steps)
    if paper.tasks:
        add_annex_note(document, ("任务进展一览表",))
    add_sign_off(document, paper.issuer)
    if paper.tasks:
        landscape(document)
        _add_tasks(document, paper.tasks)
    return finish(document)


def _lead_in(plan: str, paper: BulletinPaper) -> str:
    return (
        f"根据督查工作安排，对《{plan}》重点任务{one_line(paper.period)}落实情况进行了督查。"
        f"统计截至{written(paper.as_of)}。现将有关情况通报如下："
    )


def _add_statistics(document: Document, counts: BulletinCounts) -> None:
    """The table below the sentence (任务分类统计表)."""
    told = shares(list(counts.by_pace.values()))
    rows = [
        (pace.label, f"{number}", share) for (pace, number), share in zip(counts.by_pace.items(), told, strict=True)
    ]
    columns = (Column("类别", 52), Column("项数", 52), Column("占比", 52))
    add_list(document, columns, [*rows, ("合计", f"{counts.total}", "100.0%")])


def _add_problems(document: Document, problems: tuple[ProblemItem, ...]) -> None:
    if not problems:
        add_paragraphs(document, "本期未发现需要通报的问题。")
    for number, one in enumerate(problems, start=1):
        add_subhead(document, f"（{chinese_number(number)}）{one_line(one.matter)}")
        cause = one_line(one.cause) or _BLANK
        add_paragraphs(document, f"责任单位：{one_line(one.unit)}。差距：{_sentence(one.gap)}原因：{_sentence(cause)}")


def _add_next_steps(document: Document, steps: tuple[NextStep, ...]) -> None:
    if not steps:
        add_paragraphs(document, _BLANK)
    for number, one in enumerate(steps, start=1):
        due = f"，{written(one.due)}前完成" if one.due else ""
        add_paragraphs(document, f"{number}. {one_line(one.unit)}：{one_line(one.matter).rstrip('。；')}{due}。")


def _add_tasks(document: Document, tasks: tuple[BulletinTask, ...]) -> None:
    add_annex_page(document, "附件", "任务进展一览表", is_first=True)
    add_list(
        document,
        (
            Column("序号", 14),
            Column("重点任务", 68),
            Column("责任单位", 36),
            Column("完成时限", 34),
            Column("进展情况", 51),
            Column("核定状态", 22),
        ),
        [(one.number, one.task, one.units, one.deadline, one.progress, one.state) for one in tasks],
    )


def _sentence(text: str) -> str:
    return f"{one_line(text).rstrip('。；')}。"
