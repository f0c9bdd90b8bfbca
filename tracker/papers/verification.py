"""现场核查表: what at least two people from outside the responsible unit saw, line by line, with their names for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.words import Word
from tracker.papers.blocks import add_form_title, add_note, add_number, add_subhead
from tracker.papers.cleaning import NUMBER_BLANK, one_line, written
from tracker.papers.page import begin, finish
from tracker.papers.tables import Column, Pair, Sign, Wide, add_form, add_list, ticked

if TYPE_CHECKING:
    from datetime import date


class CheckManner(Word):
    """核查方式."""

    HEARING = "hearing", "听取汇报"
    PAPERS = "papers", "查阅资料"
    SITE = "site", "查看现场"
    TALKS = "talks", "访谈"


@dataclass(frozen=True, slots=True)
class Inspector:
    """A person who checks (核查人员): name, unit, post."""

    name: str
    unit: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing that was checked (核查内容) and what was found; `is_passed` None leaves the ticks to the people on site."""

    what: str
    evidence: str = ""
    finding: str = ""
    is_passed: bool | None = None


@dataclass(frozen=True, slots=True)
class VerificationPaper:
    """What a 现场核查表 says. `people_needed` is 2, on the education-supervision track 3 (教育督导条例 art. 16).

    `conclusion` is True for 通过, False for 不通过, None while open. Signatures are always left to the pen.
    """

    matter: str
    case_number: str
    unit: str
    inspectors: tuple[Inspector, ...] = ()
    checks: tuple[CheckItem, ...] = ()
    checked_on: date | None = None
    place: str = ""
    manners: frozenset[CheckManner] = frozenset()
    sample: str = ""
    problems: str = ""
    conclusion: bool | None = None
    opinion: str = ""
    people_needed: int = 2
    number: str = ""
    demo: bool = False


def write_verification(paper: VerificationPaper) -> bytes:
    """The 现场核查表 as a Word document."""
    document = begin("现场核查表", demo=paper.demo)
    add_form_title(document, "现场核查表")
    add_number(document, f"编号：{one_line(paper.number) or f'核{NUMBER_BLANK}'}")
    add_form(
        document,
        [
            Wide("事项名称", paper.matter),
            Pair("挂牌编号", paper.case_number or f"挂{NUMBER_BLANK}", "责任单位", paper.unit),
            Pair("核查时间", written(paper.checked_on), "核查地点", paper.place),
            Wide("核查方式", ticked(tuple(one.label for one in CheckManner), {one.label for one in paper.manners})),
            Wide("抽样情况", paper.sample, least_mm=14),
        ],
    )
    add_subhead(document, "逐条核查结论")
    add_list(
        document,
        (
            Column("序号", 14),
            Column("核查内容", 48),
            Column("佐证编号", 22),
            Column("核查发现", 46),
            Column("结论", 26),
        ),
        [
            (str(number), one.what, one.evidence, one.finding, _passed(one.is_passed))
            for number, one in enumerate(paper.checks, start=1)
        ],
        blank_rows=5,
    )
    add_subhead(document, "核查结论")
    add_form(
        document,
        [
            Wide("存在问题", paper.problems, least_mm=15),
            Wide("总体结论", f"{_passed(paper.conclusion, '　')}\n{paper.opinion}", least_mm=15),
            Sign("责任单位\n在场人员", "在场人员（签字）："),
        ],
    )
    add_subhead(document, "核查人员")
    add_list(
        document,
        (Column("序号", 14), Column("姓名", 28), Column("单位", 52), Column("职务", 28), Column("签字", 34)),
        _people(paper),
        least_mm=11,
    )
    add_note(
        document,
        f"注：核查人员不少于{paper.people_needed}人，均不属于责任单位；核查人员不参与本事项的销号批准。",
    )
    return finish(document)


def _people(paper: VerificationPaper) -> list[tuple[str, ...]]:
    named = [(str(number), one.name, one.unit, one.post, "") for number, one in enumerate(paper.inspectors, start=1)]
    missing = range(len(named) + 1, paper.people_needed + 1)
    return [*named, *((str(number), "", "", "", "") for number in missing)]


def _passed(is_passed: bool | None, between: str = "\n") -> str:
    yes, no = {True: ("■", "□"), False: ("□", "■"), None: ("□", "□")}[is_passed]
    return f"{yes}通过{between}{no}不通过"
