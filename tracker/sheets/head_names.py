"""What others call our columns (栏目别名): a proposal for each of their heads, and a doubt wherever it is only a guess."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SERIAL = "serial"
_NAMES = {
    SERIAL: "序号 项次 顺序号",
    "task_no": "任务编号 编号 任务序号 事项编号",
    "group": "所属部分 类别 工作类别 任务类别 板块 领域 重点领域 所属领域 工作领域 任务分类",
    "text": "重点任务 工作任务 任务内容 任务 主要任务 重点工作 工作内容 任务要求 具体任务 督办事项 工作事项 目标任务 事项 重点工作任务 "
    "任务名称 工作举措 具体措施",
    "source": "任务来源 来源 来源文件 文件依据 依据 事项来源",
    "lead": "牵头单位 牵头部门 主办单位 牵头责任单位 第一责任单位 主责单位 牵头 主办",
    "unit": "责任单位 承办单位 责任部门 落实单位 办理单位 填报单位 责任主体",
    "cooperating": "配合单位 协办单位 配合部门 参与单位 协同单位 责任配合单位 协助单位 配合 协办",
    "leader": "责任领导 分管领导 分管负责人 责任人 包保领导 负责人",
    "section": "责任处室 责任科室 承办处室 承办科室",
    "liaison": "联络员 联系人 经办人 联系人及电话",
    "deadline_text": "完成时限 时限 完成时间 办理时限 时间节点 时限要求 计划完成时间 时间要求 时间安排 完成期限",
    "due": "办结时限 到期日 截止日期 截止时间",
    "due_original": "原定时限",
    "target": "完成标准 工作目标 量化指标 年度目标 预期目标 目标 目标完成标准 任务目标",
    "progress": "进展情况 当前进展 工作进展 落实情况 推进情况 完成情况 目前进展 工作进展情况 任务进展 办理情况 工作开展情况 进展 "
    "贯彻落实情况 推进落实情况 工作推进情况",
    "figures": "量化进度 完成率 现值 完成比例",
    "problems": "存在问题 存在的问题 问题及困难 困难和问题 主要问题 存在的困难 存在困难 存在的问题和困难 未完成原因",
    "coordination": "需协调事项 需协调解决的问题 需要协调事项 需协调解决事项",
    "next_steps": "下一步措施 下步打算 下一步工作 下一步计划 下步措施 下一步工作措施 下一步打算 下步工作计划 工作打算 "
    "下一步工作计划 整改措施",
    "evidence": "佐证材料 佐证 证明材料 附件材料",
    "self_state": "自评状态 自评",
    "state": "核定状态 状态 完成状态 进度状态 是否完成 推进状态 进展状态 任务状态",
    "lamp": "亮灯 亮灯情况 预警 预警等级 亮灯状态",
    "listing": "挂牌 是否挂牌 挂牌督办 是否挂牌督办",
    "closing": "销号 销号状态 销号情况 销号时间 是否销号",
    "updated": "最近更新 更新时间 填报时间 更新日期",
    "remark": "备注 说明",
}
_ALIASES = {alias: key for key, names in _NAMES.items() for alias in names.split()}
_LEAST_INSIDE = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """Which of our columns a head means; `key` is empty where none fits, `doubt` says why a person should look."""

    key: str = ""
    doubt: str = ""


def plain_head(text: str) -> str:
    """A head without spaces, brackets with what they hold, and signs between words."""
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"\([^()]*\)|〔[^〕]*〕|[、/·:;,.*_\-—]", "", flat)


def is_known(text: str) -> bool:
    """Whether a cell's text is a head that we know for certain."""
    return plain_head(text) in _ALIASES


def propose(heads: dict[int, tuple[str, ...]]) -> dict[int, Proposal]:
    """For each column its proposal. A head of two rows is given from top to bottom; the lowest that is known counts."""
    found = {column: _one(levels) for column, levels in heads.items()}
    taken: dict[str, int] = {}
    for column in sorted(found):
        key = found[column].key
        if key and key in taken:
            found[column] = Proposal(key, f"和第 {taken[key]} 栏对到了同一项，请选一个。")
        elif key:
            taken[key] = column
    return found


def _one(levels: tuple[str, ...]) -> Proposal:
    plain = [plain_head(level) for level in levels]
    for text in (*reversed(plain), "".join(plain)):
        if text in _ALIASES:
            return Proposal(_ALIASES[text])
    inside = [alias for alias in _ALIASES if len(alias) >= _LEAST_INSIDE and any(alias in text for text in plain)]
    if not inside:
        return Proposal("", "没有对得上的栏目，不填的话留空。")
    best = max(inside, key=len)
    others = {_ALIASES[alias] for alias in inside} - {_ALIASES[best]}
    guess = f"名称里有“{best}”，猜的，请核对。"
    return Proposal(_ALIASES[best], f"{guess}也可能是别的栏目。" if others else guess)
