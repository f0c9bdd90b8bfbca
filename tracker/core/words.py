"""The words of the field (词汇): every enumeration of the product, each member with its Chinese label.

`docs/words.md` explains them one by one; a test keeps that page and this file in step.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word that is stored by its value and shown by its `label`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the label beside the stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Lamp(Word):
    """灯: what a duty's dates and state say today. Computed, never stored."""

    LATE = "late", "逾期"
    NEAR = "near", "临期"
    REVIEW = "review", "待审"
    OK = "ok", "正常"
    WAIT = "wait", "未到期"
    CLOSED = "closed", "已销号"


class DutyStatus(Word):
    """责任事项状态: only four; overdue is not one of them."""

    ACTIVE = "active", "推进中"
    SUBMITTED = "submitted", "待审"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤销"


class DutyKind(Word):
    """责任事项类型: what is owed on the day."""

    CLOSING = "closing", "办结"
    MILESTONE = "milestone", "阶段"
    REPORT = "report", "定期报告"
    START = "start", "启动"


class DeadlineKind(Word):
    """时限类型: the six kinds of deadline wording of the `parse --json` surface."""

    FIXED = "fixed", "限期完成"
    RECURRING = "recurring", "按期重复"
    LONG_TERM = "long_term", "长期坚持"
    START_FROM = "start_from", "自某时起实施"
    MILESTONE_THEN_LONG_TERM = "milestone_then_long_term", "先阶段后长期"
    NONE = "none", "未写时限"


class LeadRule(Word):
    """牵头规则: who leads when a line lists several units."""

    EXPLICIT = "explicit", "文件写明牵头"
    FIRST_LISTED = "first_listed", "列第一位的牵头"
    ALL_RESPONSIBLE = "all_responsible", "各单位分别负责"
    ISSUER = "issuer", "印发单位负责"
    ASK = "ask", "待确认"


class UnitRole(Word):
    """单位在任务中的身份."""

    LEAD = "lead", "牵头单位"
    COOPERATING = "cooperating", "配合单位"


class Publicity(Word):
    """公开程度: how much of a plan's text a chat message may carry."""

    PUBLIC = "public", "公开（可写事项名称）"
    COUNTS = "counts", "仅数字和链接"


class ReportKind(Word):
    """报送类型."""

    PROGRESS = "progress", "阶段进展"
    CLOSURE = "closure", "申请销号"
    NO_CHANGE = "no_change", "本期无变化"
    ELSEWHERE = "elsewhere", "已在别处报送"
    COORDINATION = "coordination", "需要协调"
    INPUT = "input", "配合单位材料"
    MEASURE = "measure", "整改进展"
    RELEASE = "release", "挂牌销号申请"


class ReportStatus(Word):
    """报送状态."""

    SUBMITTED = "submitted", "待审"
    ACCEPTED = "accepted", "采纳"
    RETURNED = "returned", "退回补正"


class ReturnReason(Word):
    """退回原因: the six review questions of 督查 practice, each as the reason it gives when the answer is no."""

    FACTS = "facts", "事实不清楚"
    PROBLEM = "problem", "问题没有解决"
    TASK = "task", "任务没有落实"
    CONCLUSION = "conclusion", "结论不准确"
    MEASURES = "measures", "处理措施不符合政策"
    FORM = "form", "文书格式不规范"


class Role(Word):
    """身份: what a person may do here."""

    LIAISON = "liaison", "联络员"
    OFFICE = "office", "督查员"
    LEADER = "leader", "分管领导"
    ADMIN = "admin", "管理员"


class LegalTrack(Word):
    """督办依据的轨道 (政府督查工作条例 art. 7, 11; 教育督导条例 art. 16-25)."""

    GOVERNMENT = "government", "政府督查"
    EDUCATION = "education", "教育督导"
    PARTY = "party", "党委督查"
    DEPARTMENT = "department", "部门调度"


class PlanStatus(Word):
    """方案状态."""

    IN_FORCE = "in_force", "实施中"
    ENDED = "ended", "已收官"


class Ending(Word):
    """收官结论: what became of a task when its plan ended."""

    FINISHED = "finished", "已完成"
    STANDING = "standing", "已完成并长期坚持"
    CARRIED = "carried", "转入下一方案"
    DROPPED = "dropped", "新版不再列入"


class ReadingState(Word):
    """读件状态: how far a received document has been read."""

    WAITING = "waiting", "等待读取"
    READING = "reading", "正在读取"
    READ = "read", "已读完"
    REFUSED = "refused", "不能读取"
    BROKEN = "broken", "读取中断"


class BackupState(Word):
    """备份状态: how the last nightly backup stands."""

    RUNNING = "running", "正在备份"
    DONE = "done", "备份好了"
    FAILED = "failed", "没有备份成"


class DoubtKind(Word):
    """疑点类型: what a draft leaves to a person. All but 读件提示 must be decided before the plan is admitted."""

    TEXT = "text", "没有任务文字"
    UNIT = "unit", "单位不在名录"
    MEMBERS = "members", "没有成员名单"
    NOBODY = "nobody", "没有责任单位"
    LEAD = "lead", "谁牵头待确认"
    DATE = "date", "时限待核定"
    REMARK = "remark", "读件提示"


class LineChange(Word):
    """新旧对比: what a new version of a plan does to a line."""

    SAME = "same", "没有变"
    CHANGED = "changed", "有改动"
    ADDED = "added", "新增"
    DROPPED = "dropped", "不再列入"


class Pace(Word):
    """进度: the five classes of a bulletin, judged from dates and accepted work (`core.pace` says how)."""

    FINISHED = "finished", "已完成"
    AHEAD = "ahead", "超进度"
    ON_TRACK = "on_track", "达进度"
    BEHIND = "behind", "欠进度"
    OTHER = "other", "其它"


class Edition(Word):
    """台账版本: for whom a workbook of the ledger is made."""

    READING = "reading", "阅读版"
    DATA = "data", "数据版"


class PaperSize(Word):
    """纸张: what the reading edition is printed on, always landscape."""

    A4 = "a4", "A4 横向"
    A3 = "a3", "A3 横向"


class SlipVerdict(Word):
    """回执行的结论: what becomes of one line of an offline return slip (离线回执)."""

    READY = "ready", "可以报送"
    EMPTY = "empty", "没有填写"
    STRANGE = "strange", "不认得"
    ELSEWHERE = "elsewhere", "别的单位的"
    REPEATED = "repeated", "重复"
    DONE = "done", "已经导入过"
    OVER = "over", "现在不能报"
    NEWER = "newer", "之后又报过"
    ALTERED = "altered", "文字被改动"
    WRONG = "wrong", "填写有误"


class CaseStatus(Word):
    """挂牌督办状态."""

    PROPOSED = "proposed", "建议挂牌"
    CHECKED = "checked", "事实已核对"
    LISTED = "listed", "已挂牌，待报方案"
    PLANNED = "planned", "方案待审"
    RECTIFYING = "rectifying", "整改中"
    RELEASE_ASKED = "release_asked", "申请销号"
    VERIFYING = "verifying", "待核查"
    VERIFIED = "verified", "核查通过"
    NOTICED = "noticed", "公示中"
    RELEASED = "released", "已销号摘牌"
    DISMISSED = "dismissed", "不予挂牌"
    REVOKED = "revoked", "已撤销"


class Standard(Word):
    """销号五项标准, in the words of a task plan (安徽、黄山 生态环境问题整改验收销号办法)."""

    MEASURES = "measures", "整改方案的措施全部落实"
    BREACHES = "breaches", "违法违规问题处理到位（没有的写“无”）"
    EFFECT = "effect", "成效达到指标和标准要求"
    ALIKE = "alike", "举一反三，同类问题一并解决"
    MECHANISM = "mechanism", "原因消除，建立长效机制"


class RequestStatus(Word):
    """申请状态: of an extension or an objection."""

    PENDING = "pending", "待决定"
    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"


class Stage(Word):
    """催办阶段: which rung of the ladder is speaking."""

    OPENING = "opening", "报送开放"
    BEFORE = "before", "到期提醒"
    BACKLOG = "backlog", "存量清单"
    OVERDUE = "overdue", "逾期提醒"
    URGE = "urge", "催办"
    SHEET = "sheet", "督办单建议"
    PROPOSE = "propose", "建议挂牌"
    WEEKLY = "weekly", "每周催办"
    REVIEW = "review", "待审提醒"
    LISTED = "listed", "挂牌督办每周提醒"


class Audience(Word):
    """对象: who should hear a notice."""

    UNIT = "unit", "责任单位"
    OFFICE = "office", "督查室"


class EventKind(Word):
    """即时函类型: news that does not wait for the daily letter."""

    RETURNED = "returned", "退回补正"
    ACCEPTED = "accepted", "采纳"
    LISTED = "listed", "挂牌督办"
    RELEASED = "released", "销号摘牌"
    EXTENDED = "extended", "延期决定"
    SAID = "said", "人工发送"


class DispatchKind(Word):
    """发件种类: why a message is in the outbox."""

    LETTER = "letter", "每日提醒"
    EVENT = "event", "即时函"
    ALARM = "alarm", "通道告警"
    SAID = "said", "人工发送"


class DispatchState(Word):
    """发件状态."""

    QUEUED = "queued", "待发"
    SENDING = "sending", "正在发"
    DELIVERED = "delivered", "平台已收"
    RETRY = "retry", "稍后重试"
    HELD = "held", "通道待修"
    UNCERTAIN = "uncertain", "是否收到不确定"
    DEAD = "dead", "没有发出去"
    CANCELLED = "cancelled", "已取消"


class Outcome(Word):
    """回执结果: what one attempt to send came to, in the words of the robots."""

    DELIVERED = "delivered", "平台已收"
    RATE_LIMITED = "rate_limited", "发得太快"
    BUSY = "busy", "平台繁忙"
    NOT_SENT = "not_sent", "没有连上"
    UNKNOWN = "unknown", "不知道收到没有"
    REJECTED = "rejected", "平台不收这条"
    CONFIG = "config", "安全设置不符"
    CHANNEL_BROKEN = "channel_broken", "机器人不能用"
    PROTOCOL = "protocol", "回答不像平台"


class Health(Word):
    """通道状况: how a channel is, worst first."""

    BROKEN = "broken", "不能用，等待修复"
    PAUSED = "paused", "暂停，稍后再发"
    LAGGING = "lagging", "积压"
    UNTRIED = "untried", "还没有发成过"
    SOUND = "sound", "能用"


class Platform(Word):
    """群机器人平台."""

    WECOM = "wecom", "企业微信"
    DINGTALK = "dingtalk", "钉钉"
    FEISHU = "feishu", "飞书"


class FeedKind(Word):
    """订阅对象: whose duties a calendar shows."""

    UNIT = "unit", "单位"
    PERSON = "person", "个人"
    PLAN = "plan", "整个方案"
    OFFICE = "office", "督查室"
