"""What a label or a column's name means (栏目含义): 牵头单位, 责任部门, 完成时限, 具体举措 … in any wording.

The words follow those met in task tables of governments; several names may mean one role.
"""

from __future__ import annotations

import re
from enum import StrEnum

from tasks_seed.letters import TERMINAL, depths, fold
from tasks_seed.repair import mended
from tasks_seed.wordlike import looks_like_units


class Role(StrEnum):
    """What stands in a column or behind a label."""

    NUMBER = "number"
    GROUP = "group"
    TITLE = "title"
    TEXT = "text"
    LEAD = "lead"
    COOPERATING = "cooperating"
    UNITS = "units"
    DEADLINE = "deadline"
    TARGET = "target"
    IGNORED = "ignored"


_LONGEST_NAME = 16
_NUMBER = re.compile(r"^(?:序号|编号|序|任务编号|任务序号|项目编号|号|No\.?|项次)$", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)|[\s:/*、]")
_SAYS_MORE = re.compile(r":\s*\S|[。;,]")  # 牵头单位：县教育局 is no name of a column
_BODY = r"(?:单位|部门|科室|处室|股室|机构|主体|部门单位|责任方|地区|市区|区县|县区|县市区|乡镇|镇街|街镇|学校|高校)"
_LEAD = re.compile(rf"(?:牵头|主办|主责|主要责任|第一责任|首要责任|汇总|总牵头).*{_BODY}|^牵头(?:责任)?$|{_BODY}牵头$")
_COOPERATING = re.compile(
    rf"(?:配合|协办|协同|参与|参加|协作|协助|会办).*{_BODY}|^(?:配合|协办|参与)$|^其他责任{_BODY}$"
)
_UNITS = re.compile(
    rf"(?:责任|承办|落实|实施|负责|分工|整改|执行|承担|主管|推进|完成).*{_BODY}"
    rf"|^(?:责任分工|任务分工|分工|部门分工|职责分工|{_BODY}|责任)$"
)
_WATCHING = re.compile(rf"(?:督导|督办|监督|验收|考核|监管|指导|评价|审核|联系|填报).*{_BODY}")
_DEADLINE = re.compile(
    r"时限|期限|节点|完成时间|时间要求|时间安排|实施时间|推进时间|计划时间|办结时间|整改时间|进度安排|进度要求|时间进度|实施年度|^时间$|年限|起止时间|工作时间"
)
_BEGINNING = re.compile(r"^(?:计划)?(?:启动|开始|开工|起始)(?:时间|日期|时限)$")
_PERSON = re.compile(r"责任人|负责人|领导|联系人|联系方式|电话|联络员|经办人|专员")
_KEPT_OUT = re.compile(
    r"备注|进展|完成情况|落实情况|佐证|亮灯|状态|来源|依据|得分|分值|评分|签字|说明|考核|经费|资金|投资|存在问题|下一步|成效|问题清单编号"
)
_TARGET = re.compile(r"目标值|指标值|目标数|任务数|计划数|任务量|量化")
_GROUP = re.compile(r"类别|领域|方面|板块|分类|部分|类型|一级指标|大项|任务名称分类|章节|专项")
_DETAIL = re.compile(
    r"举措|措施|要求|内容|具体|细化|详细|分解|主要任务及|做法|子任务|二级|三级|小项|要点|清单事项|任务描述|任务说明"
)
_TASK = re.compile(r"任务|工作|事项|项目|目标|指标|问题|行动|改革|政策|名称|条目|主题|重点")


def role_of(name: str) -> Role | None:
    """The role of a column name or label, None where it is no such name.

    `TEXT` is the wording of the task in detail, `TITLE` its name; which of them is the task depends on the columns
    that stand beside it.
    """
    folded = mended(fold(name))
    plain = _ASIDE.sub("", folded)
    if not plain or len(plain) > _LONGEST_NAME or _SAYS_MORE.search(folded):
        return None
    if _NUMBER.match(plain):
        return Role.NUMBER
    for pattern, role in (
        (_WATCHING, Role.IGNORED),
        (_LEAD, Role.LEAD),
        (_COOPERATING, Role.COOPERATING),
        (_UNITS, Role.UNITS),
    ):
        if pattern.search(plain):
            return role
    for pattern, role in (
        (_PERSON, Role.IGNORED),
        (_BEGINNING, Role.IGNORED),
        (_DEADLINE, Role.DEADLINE),
        (_KEPT_OUT, Role.IGNORED),
        (_TARGET, Role.TARGET),
        (_GROUP, Role.GROUP),
        (_DETAIL, Role.TEXT),
        (_TASK, Role.TITLE),
    ):
        if pattern.search(plain):
            return role
    return None


# Labels that open a line or a clause of a note: 牵头单位： 责任部门： 完成时限：, or 【牵头单位】 without a colon
_LABEL_BEGINS = (
    "(?:(?:主要|第一|共同|其他|[省市县区州]级|具体|首要|总)?(?:牵头|责任|主责|主办|承办|配合|协办|协同|协作|参与|参加|协助|落实|实施|负责|"
    "任务分工|分工|整改|督办|督导|监督|验收|计划|完成|办结|推进|工作|时限|时间|进度|联系|分管|包保|科室|部门))"
)
_LABEL_ENDS = "(?:单位|部门|科室|处室|股室|机构|主体|时限|期限|时间|节点|分工|责任人|领导|负责人|联系人|电话)"
LABEL = re.compile(
    rf"({_LABEL_BEGINS}[\u4e00-\u9fff]{{0,8}}?(?:\([^()]{{1,12}}\))?)\s*:\s*"
    rf"|\(({_LABEL_BEGINS}[\u4e00-\u9fff]{{0,4}}?{_LABEL_ENDS}|{_LABEL_ENDS})\)\s*:?\s*"
)
_BARE_LABEL = re.compile(rf"{_LABEL_BEGINS}(?:单位|部门)\s*")
_LABEL_ALONE = re.compile(rf"{_LABEL_BEGINS}[\u4e00-\u9fff]{{0,4}}?{_LABEL_ENDS}")
_IS_ITSELF_A_NAME = re.compile("[和及与、为是的要应须]")
_LABEL_ROLES = (Role.LEAD, Role.COOPERATING, Role.UNITS, Role.DEADLINE)
_LABEL_WORDS = re.compile(_LABEL_ENDS + "|牵头")
# Signs that a plan sets before a line of labels: ——责任单位：, ★牵头单位：, ●
SIGNS = "-•·●■▲★☆◆◇※▪►➢√*"


def label_at(folded: str, at: int = 0) -> tuple[Role, int] | None:
    """The role of the label that stands here and where its value begins."""
    match = LABEL.match(folded, at)
    if not match or (match[2] and not _stands_free(folded, at)):
        return _bare_label_at(folded, at)
    name = match[1] or match[2]
    if not _LABEL_WORDS.search(name):
        return None
    role = role_of(name)
    return (role, match.end()) if role in (*_LABEL_ROLES, Role.IGNORED) else None


def _stands_free(folded: str, at: int) -> bool:
    """Whether a label in brackets stands by itself: behind a name, as in 县教育局（牵头单位）, it marks that name."""
    return at == 0 or folded[at - 1] in TERMINAL + " ,:)”" + SIGNS


def _bare_label_at(folded: str, at: int) -> tuple[Role, int] | None:
    """A label without its colon that opens a line or a bracket, if nothing but offices follow: 责任单位 县教育局、县财政局."""
    match = _BARE_LABEL.match(folded, at) if at == 0 or folded[at - 1] == "(" else None
    if not match or _IS_ITSELF_A_NAME.match(folded, match.end()):
        return None
    rest = re.split(r"[)。]", folded[match.end() :], maxsplit=1)[0]
    role = role_of(match.group()) if looks_like_units(rest.replace(" ", ",")) else None
    return (role, match.end()) if role in _LABEL_ROLES else None


def is_bare_label(folded: str) -> bool:
    """Whether a line is nothing but a label, its value below it: 责任单位⏎县教育局."""
    line = folded.strip(SIGNS + " ")
    return bool(_LABEL_ALONE.fullmatch(line)) and role_of(line) in _LABEL_ROLES


def labels_in(folded: str) -> list[tuple[int, int, Role]]:
    """The labels of a text outside brackets: where each begins, where its value begins, and its role."""
    levels = depths(folded)
    starts = dict.fromkeys([0, *(match.start() for match in LABEL.finditer(folded))])
    found = [(start, label_at(folded, start)) for start in starts if start < len(folded) and not levels[start]]
    return [(start, label[1], label[0]) for start, label in found if label]


def opens_with_label(folded: str) -> bool:
    """Whether a line opens with a label of units or deadline, perhaps in a bracket or behind a sign."""
    at = len(folded) - len(folded.lstrip(SIGNS + " "))
    return label_at(folded, at) is not None or (folded[at : at + 1] == "(" and label_at(folded, at + 1) is not None)
