"""挂牌督办通知书: the notice by which a matter is listed for supervision, with what has been sent before as its annex.

Contents are the union of what provincial and city rules on listed supervision ask of such a notice: number, basis, matter and facts,
requirements, limit, responsible unit and person, supervising unit with contact, rhythm of reports, what follows if it is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.papers.blocks import (
    add_addressee,
    add_annex_note,
    add_annex_page,
    add_centred_number,
    add_head,
    add_paragraphs,
    add_sign_off,
    add_title,
)
from tracker.papers.cleaning import NUMBER_BLANK, one_line, written
from tracker.papers.page import begin, finish
from tracker.papers.tables import Column, add_list

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.words import LegalTrack

DEFAULT_REQUIREMENTS = (
    (
        "自本通知书送达之日起10个工作日内报送整改方案，写明目标和任务、方法和具体措施、经费和物资、负责机构和责任、时限和要求"
        "以及保障和应急措施，逐项措施明确完成时间和责任人。"
    ),
    "按整改方案逐项落实，每项措施留存佐证材料。",
    "完成整改后书面申请销号，由挂牌单位组织核查，谁挂牌、谁销号。",
)
DEFAULT_REPORTING = "每月向督办单位书面报送一次整改进展，直至销号。"
DEFAULT_CONSEQUENCES = (
    "确因客观原因不能按期完成的，应当在限期届满前书面申请延期，说明前期整改情况、不能按期完成的原因和下一步整改计划。"
    "逾期未完成的，继续挂牌督办；需要约谈、通报或者提出责任追究建议的，由有权机关按照规定办理。"
)


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A paper that was sent in this matter before (已发单据): the day, what it was, what came of it."""

    day: date | None
    what: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ListingPaper:
    """What a 挂牌督办通知书 says. `responsible` is name and post; `limit` the last day (督办限期).

    Empty `number`, `listed_by`, `supervising_unit`, `contact` and `phone` leave blanks; `is_public` None leaves the choice open.
    """

    unit: str
    matter: str
    facts: str
    track: LegalTrack | None
    basis: str
    limit: date | None
    responsible: str
    supervising_unit: str = ""
    contact: str = ""
    phone: str = ""
    requirements: tuple[str, ...] = DEFAULT_REQUIREMENTS
    reporting: str = DEFAULT_REPORTING
    consequences: str = DEFAULT_CONSEQUENCES
    sent_before: tuple[SentBefore, ...] = ()
    listed_by: str = ""
    is_public: bool | None = None
    number: str = ""
    demo: bool = False


def write_listing(paper: ListingPaper) -> bytes:
    """The 挂牌督办通知书 as a Word document."""
    unit = one_line(paper.unit) or _BLANK
    document = begin("挂牌督办通知书", demo=paper.demo)
    add_title(document, "挂牌督办通知书")
    add_centred_number(document, one_line(paper.number) or f"挂{NUMBER_BLANK}")
    add_addressee(document, unit)
    add_paragraphs(document, f"经研究，决定对“{one_line(paper.matter) or _BLANK}”实行挂牌督办。现将有关事项通知如下：")
    add_head(document, "一、督办依据")
    add_paragraphs(document, _basis(paper))
    add_head(document, "二、督办事项和事实")
    add_paragraphs(document, paper.facts or _BLANK)
    add_head(document, "三、督办要求")
    for number, requirement in enumerate(paper.requirements, start=1):
        add_paragraphs(document, f"{number}. {requirement}")
    add_head(document, "四、督办限期")
    add_paragraphs(document, f"督办限期至{written(paper.limit)}。")
    add_head(document, "五、责任单位和责任人")
    add_paragraphs(document, f"整改责任单位：{unit}。\n责任人：{one_line(paper.responsible) or _BLANK}。")
    add_head(document, "六、督办单位和联系方式")
    add_paragraphs(
        document,
        f"督办单位：{one_line(paper.supervising_unit) or _BLANK}。\n"
        f"联系人：{one_line(paper.contact) or _BLANK}。\n电话：{one_line(paper.phone) or _BLANK}。",
    )
    add_head(document, "七、进展报送")
    add_paragraphs(document, paper.reporting)
    add_head(document, "八、其他")
    add_paragraphs(document, f"{paper.consequences}\n{_publicity(paper.is_public)}")
    if paper.sent_before:
        add_annex_note(document, ("已发单据清单",))
    add_sign_off(document, paper.listed_by)
    if paper.sent_before:
        add_annex_page(document, "附件", "已发单据清单")
        add_list(
            document,
            (Column("序号", 14), Column("日期", 40), Column("单据或者事由", 52), Column("结果", 50)),
            [
                (str(number), written(one.day), one.what, one.outcome)
                for number, one in enumerate(paper.sent_before, start=1)
            ],
        )
    return finish(document)


_BLANK = "（　　　　　　　　）"


def _basis(paper: ListingPaper) -> str:
    track = paper.track.label if paper.track else "（　　　　）"
    return f"{paper.basis}\n督办类别：{track}。"


def _publicity(is_public: bool | None) -> str:
    if is_public is None:
        return "公开方式：□公开　□内部。"
    return f"公开方式：{'■公开　□内部' if is_public else '□公开　■内部'}。"
