"""The columns of a task table (表头): which holds the task, who leads, by when, in any order and naming."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks_seed.roles import Role, role_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_SETS_A_DATE = re.compile(r"时\s*限|期\s*限|完\s*成|节\s*点|进\s*度")
# Beside the task itself these say how much of it: 任务 | 工作目标.
_GOAL = re.compile(r"(?:工作|年度|预期|具体|绩效|建设|阶段)?目标(?:要求)?")
_MEASURE_OF_SUCCESS = re.compile(r"(?:整改|验收|完成|销号|达到)(?:目标|标准|效果)(?:要求)?")
_OF_UNITS = (Role.LEAD, Role.COOPERATING, Role.UNITS)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by role, counted from 0. `text` is the task; `titles` name it, `groups` say what it belongs to."""

    text: int
    titles: tuple[int, ...]
    groups: tuple[int, ...]
    number: int | None
    units: tuple[tuple[int, Role], ...]
    deadline: int | None
    targets: tuple[int, ...]
    count: int


def columns_of(names: Sequence[str]) -> Columns | None:
    """Roles of the columns, None where these are no names of a task table: it needs a task and a unit or a date.

    Of several columns that word the task the most detailed stands for it: 具体举措 before 重点任务, the later before the
    earlier.
    """
    roles = [role_of(name) for name in names]

    def where(role: Role) -> list[int]:
        return [index for index, other in enumerate(roles) if other is role]

    details, titles, deadlines = where(Role.TEXT), where(Role.TITLE), where(Role.DEADLINE)
    units = [(index, role) for index, role in enumerate(roles) if role in _OF_UNITS and role is not None]
    dated = any(_SETS_A_DATE.search(names[index]) for index in deadlines)  # 时间 alone may be an agenda's
    if not (details or titles) or not (units or dated):
        return None
    if any(role is Role.LEAD for _, role in units):  # beside a 牵头单位 the 责任单位 work along
        units = [(index, Role.COOPERATING if role is Role.UNITS else role) for index, role in units]
    words = titles + details
    goals = [index for index in titles if _GOAL.fullmatch(names[index]) and len(words) > 1]
    words = [index for index in words if index not in goals] or words
    if details:  # what must be reached is no name of the measures beside it: 反馈问题 | 整改目标 | 整改措施
        words = [index for index in words if not _MEASURE_OF_SUCCESS.fullmatch(names[index])] or words
    return Columns(
        text=words[-1],
        titles=tuple(words[:-1]),
        groups=tuple(where(Role.GROUP)),
        number=next(iter(where(Role.NUMBER)), None),
        units=tuple(units),
        deadline=next(iter(deadlines), None),
        targets=tuple(sorted([*where(Role.TARGET), *(goal for goal in goals if goal not in words)])),
        count=len(names),
    )
