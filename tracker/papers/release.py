"""销号申请表: the responsible unit proves that a listed matter is done, standard by standard and measure by measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.papers.blocks import add_annex_page, add_form_title, add_number
from tracker.papers.cleaning import NUMBER_BLANK, one_line, written
from tracker.papers.evidence_list import add_evidence_list
from tracker.papers.page import begin, finish, landscape
from tracker.papers.tables import Column, Pair, Sign, Wide, add_form, add_list

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document

    from tracker.papers.parts import EvidenceItem, IndicatorResult, MeasureItem

# The five general standards of the 安徽 (2019) and 黄山 (2022) rules on 销号, in the words of a task plan.
FIVE_STANDARDS = (
    "整改方案确定的措施全部落实到位",
    "涉及违法违规的问题已经依法依规处理",
    "整改效果达到法律法规、标准规范和目标任务的要求",
    "举一反三，同单位、同类问题已经一并整改",
    "问题根源已经消除，长效机制已经建立",
)


@dataclass(frozen=True, slots=True)
class StandardAnswer:
    """The answer to one of the five standards (五项标准自评): met or not (None: 不涉及 or not answered), how, evidence numbers."""

    is_met: bool | None
    how: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CollectiveRecord:
    """The record of a collective decision (集体研究记录): which meeting, when, who took part, what it concluded."""

    meeting: str
    held_on: date | None = None
    people: str = ""
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """公示: from when to when, where, objections and how each was answered."""

    start: date | None
    end: date | None
    where: str
    objections: str = ""


@dataclass(frozen=True, slots=True)
class ReleasePaper:
    """What a 销号申请表 says. `standards` answers `FIVE_STANDARDS` in their order; missing answers are left for a pen.

    `first_opinion`, `verification`, `public_notice` and `decision` belong to later steps and stay blank until they exist.
    """

    matter: str
    source: str
    unit: str
    case_number: str
    listed_on: date | None
    limit: date | None
    problem: str
    target: str
    summary: str
    measures: tuple[MeasureItem, ...] = ()
    standards: tuple[StandardAnswer, ...] = ()
    indicators: tuple[IndicatorResult, ...] = ()
    collective: CollectiveRecord | None = None
    evidence: tuple[EvidenceItem, ...] = ()
    responsible: str = ""
    asked_on: date | None = None
    contact: str = ""
    phone: str = ""
    supervising_unit: str = ""
    first_opinion: str = ""
    verification: str = ""
    public_notice: PublicNotice | None = None
    listed_by: str = ""
    decision: str = ""
    number: str = ""
    demo: bool = False


def write_release(paper: ReleasePaper) -> bytes:
    """The 销号申请表 as a Word document: the form, then four annexes on wide pages."""
    document = begin("销号申请表", demo=paper.demo)
    add_form_title(document, "销号申请表")
    add_number(document, f"批复文号：{one_line(paper.number) or NUMBER_BLANK}")
    add_form(document, _form(paper))
    landscape(document)
    _add_standards(document, paper.standards)
    _add_measures(document, paper.measures)
    _add_indicators(document, paper.indicators)
    add_evidence_list(document, "附件4", paper.evidence, is_first=False)
    return finish(document)


def _form(paper: ReleasePaper) -> list[Pair | Wide | Sign]:
    return [
        Wide("事项名称", paper.matter),
        Wide("事项来源", paper.source),
        Pair("挂牌编号", paper.case_number or f"挂{NUMBER_BLANK}", "挂牌日期", written(paper.listed_on)),
        Pair("督办限期", written(paper.limit), "申请日期", written(paper.asked_on)),
        Pair("责任单位", paper.unit, "责任人", paper.responsible),
        Pair("联系人", paper.contact, "电话", paper.phone),
        Wide("存在问题", paper.problem),
        Wide("整改目标", paper.target),
        Wide("整改完成\n情况", paper.summary, least_mm=15),
        Wide("集体研究\n记录", _collective(paper.collective)),
        Wide("附件", "1. 五项标准自评表；2. 整改措施逐条完成情况；3. 目标完成情况；4. 佐证材料清单"),
        Sign("责任单位\n主要负责人\n意见", "主要负责人（签字、单位盖章）："),
        Sign("督办单位\n初审意见", f"{one_line(paper.supervising_unit)}（签字、盖章）：", paper.first_opinion),
        Wide("现场核查\n结论", paper.verification or "详见《现场核查表》。□通过　□不通过", least_mm=16),
        Wide("公示情况", _public_notice(paper.public_notice)),
        Sign(
            "挂牌单位\n批准意见",
            f"{one_line(paper.listed_by)}（签字、盖章）：",
            paper.decision or "□同意销号　□不同意销号",
        ),
    ]


def _collective(record: CollectiveRecord | None) -> str:
    if record is None:
        return "会议名称：\n时间：\n参加人员：\n结论："
    return (
        f"会议名称：{record.meeting}\n时间：{written(record.held_on)}\n"
        f"参加人员：{record.people}\n结论：{record.conclusion}"
    )


def _public_notice(notice: PublicNotice | None) -> str:
    if notice is None:
        return f"起止：{written(None)}至{written(None)}\n渠道：\n异议及处理："
    return (
        f"起止：{written(notice.start)}至{written(notice.end)}\n渠道：{notice.where}\n异议及处理：{notice.objections}"
    )


def _add_standards(document: Document, answers: tuple[StandardAnswer, ...]) -> None:
    add_annex_page(document, "附件1", "五项标准自评表", is_first=True)
    given = [*answers, *[StandardAnswer(None)] * (len(FIVE_STANDARDS) - len(answers))]
    names = [*FIVE_STANDARDS, *[""] * (len(answers) - len(FIVE_STANDARDS))]
    add_list(
        document,
        (Column("序号", 14), Column("标准", 62), Column("自评", 40), Column("说明", 85), Column("佐证编号", 24)),
        [
            (str(number), name, _met(answer.is_met), answer.how, answer.evidence)
            for number, (name, answer) in enumerate(zip(names, given, strict=True), start=1)
        ],
    )


def _add_measures(document: Document, measures: tuple[MeasureItem, ...]) -> None:
    add_annex_page(document, "附件2", "整改措施逐条完成情况")
    add_list(
        document,
        (
            Column("序号", 14),
            Column("整改措施", 47),
            Column("完成标准", 38),
            Column("时限", 42),
            Column("责任人", 25),
            Column("完成情况", 37),
            Column("佐证编号", 22),
        ),
        [
            (
                one.number,
                one.measure,
                one.standard,
                written(one.due) if one.due else "",
                one.person,
                one.result,
                one.evidence,
            )
            for one in measures
        ],
        blank_rows=3,
    )


def _add_indicators(document: Document, indicators: tuple[IndicatorResult, ...]) -> None:
    add_annex_page(document, "附件3", "目标完成情况")
    add_list(
        document,
        (
            Column("序号", 14),
            Column("指标", 54),
            Column("口径", 57),
            Column("目标值", 30),
            Column("完成值", 30),
            Column("数据来源", 40),
        ),
        [
            (str(number), one.name, one.definition, one.target, one.reached, one.source)
            for number, one in enumerate(indicators, start=1)
        ],
        blank_rows=3,
    )


def _met(is_met: bool | None) -> str:
    if is_met is None:
        return "□达到　□未达到"
    return "■达到　□未达到" if is_met else "□达到　■未达到"
