"""Who may do what (权限): one table, one door. Unknown and forbidden look alike to strangers and to other units.

Three tables are read together: `DOORS` says which ability a page or form asks for, `TABLE` which role has it and how far it reaches,
`OPEN` what nobody is asked for. An address that stands in none of them is refused to everybody, and the application does not start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.core.refusals import NotAllowed, NotThere
from tracker.core.words import Role, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.core.facts import Actor


class Ability(Word):
    """能力: what the doors ask for."""

    COME_IN = "come_in", "进入系统"
    SEE_PLANS = "see_plans", "查看台账"
    KEEP_VIEWS = "keep_views", "改常用视图"
    SEE_DUTY = "see_duty", "查看事项"
    REPORT = "report", "报送进展"
    SEE_REQUEST = "see_request", "查看配合事项"
    CONTRIBUTE = "contribute", "提供配合材料"
    SPLIT = "split", "分解任务"
    SLIPS = "slips", "办理离线回执"
    ENTER = "enter", "代录离线回执"
    REVIEW = "review", "审核"
    ADJUST = "adjust", "调整责任事项"
    OVERRIDE = "override", "越过流程改状态"
    DECIDE_EXTENSIONS = "decide_extensions", "决定延期"
    SEE_CASES = "see_cases", "查看挂牌督办"
    DISMISS_CASES = "dismiss_cases", "决定不予挂牌"
    DECIDE_CASES = "decide_cases", "批准挂牌和摘牌"
    OPERATE = "operate", "管理通道和发件"
    SUBSCRIBE = "subscribe", "订阅日历"
    TAKE_IN = "take_in", "收文校核"
    SEE_PEOPLE = "see_people", "查看人员"
    MANAGE_PEOPLE = "manage_people", "管理人员"


class Extent(Word):
    """范围: whose matters an ability covers. What it does not reach looks as if it were not there."""

    ANY = "any", "全部"
    OWN = "own", "本单位的"
    ASKED = "asked", "请本单位配合的"
    OWN_OR_ASKED = "own_or_asked", "本单位的和请本单位配合的"
    LED = "led", "本单位牵头的"
    MINE = "mine", "本人的"


_OFFICE = {Role.OFFICE: Extent.ANY}
_LEADER = {Role.LEADER: Extent.ANY}
_ADMIN = {Role.ADMIN: Extent.ANY}
_DESKS = _OFFICE | _LEADER | _ADMIN

TABLE: dict[Ability, dict[Role, Extent]] = {
    Ability.COME_IN: dict.fromkeys(Role, Extent.MINE),
    Ability.SEE_PLANS: {Role.LIAISON: Extent.ANY} | _DESKS,
    Ability.KEEP_VIEWS: dict.fromkeys(Role, Extent.MINE),  # one that all share is the office's
    Ability.SEE_DUTY: {Role.LIAISON: Extent.OWN} | _DESKS,
    Ability.REPORT: {Role.LIAISON: Extent.OWN},
    Ability.SEE_REQUEST: {Role.LIAISON: Extent.OWN_OR_ASKED} | _DESKS,
    Ability.CONTRIBUTE: {Role.LIAISON: Extent.ASKED},
    Ability.SPLIT: {Role.LIAISON: Extent.LED} | _OFFICE,
    Ability.SLIPS: {Role.LIAISON: Extent.MINE, Role.OFFICE: Extent.MINE},
    Ability.ENTER: _OFFICE,  # whoever enters a unit's slip cannot review it (`require_somebody_else`)
    Ability.REVIEW: _OFFICE,
    Ability.ADJUST: _OFFICE | _ADMIN,
    Ability.OVERRIDE: _ADMIN,
    Ability.DECIDE_EXTENSIONS: _OFFICE | _LEADER,
    Ability.SEE_CASES: {Role.LIAISON: Extent.OWN} | _DESKS,
    Ability.DISMISS_CASES: _OFFICE | _LEADER,
    Ability.DECIDE_CASES: _LEADER,
    Ability.OPERATE: _OFFICE | _ADMIN,
    Ability.SUBSCRIBE: {Role.LIAISON: Extent.OWN} | _DESKS,
    Ability.TAKE_IN: _OFFICE | _ADMIN,
    Ability.SEE_PEOPLE: _OFFICE | _ADMIN,
    Ability.MANAGE_PEOPLE: _ADMIN,
}

_OPEN = (
    "static bootstrap.static watch.live watch.ready watch.figures help.complaint notices.index notices.show "
    "feeds.calendar sign_in.show sign_in.enter sign_in.leave sign_in.enter_as demo.day demo.next_day demo.start"
)
OPEN = frozenset(_OPEN.split())
"""What nobody has to sign in for. The demo's own doors are open on the machine itself only; a feed's address is its key."""

_BEHIND: dict[Ability, str] = {
    Ability.COME_IN: "home.show help.show help.compliance profile.show profile.save profile.clear profile.away "
    "password.show password.change password.end_sessions",
    Ability.SEE_PLANS: "plans.index plans.ledger plans.keep_view overview.show matrix.show timeline.show calendar.show "
    "duty_list.index exporting.show exporting.workbook tasks.show",
    Ability.KEEP_VIEWS: "plans.change_view plans.rename_view plans.drop_view",
    Ability.SEE_DUTY: "duties.show evidence.show papers.extension",
    Ability.REPORT: "mine.index contributions.index duties.report drafts.save answers.show answers.send extensions.ask "
    "extensions.send objections.make objections.send listing.reply rectifying.send_plan rectifying.report_measure "
    "releasing.ask_release",
    Ability.SEE_REQUEST: "contributions.show",
    Ability.CONTRIBUTE: "contributions.send",
    Ability.SPLIT: "splitting.split",
    Ability.SLIPS: "slips.index slips.make slips.upload slips.show slips.send",
    Ability.REVIEW: "desk.index desk.review desk.accept desk.give_back objections.index objections.decide rehearsal.index "
    "statistics.show papers.bulletin papers.notice adjustments.withdraw adjustments.change_date adjustments.reopen "
    "endings.conclude endings.settle indicators.add indicators.mend indicators.drop members.confirm members.exempt "
    "members.include ladders.show ladders.save ladders.restore plans.settings plans.units plans.add_alias plans.end "
    "plans.set_lead plans.set_publicity plans.set_reporting plans.succeed notices.switch_on notices.switch_off "
    "sheet_templates.index sheet_templates.upload sheet_templates.show sheet_templates.map_columns "
    "sheet_templates.filled sheet_templates.drop listing.check rectifying.accept_plan rectifying.return_plan "
    "releasing.first_check releasing.return_release releasing.verify releasing.start_notice "
    "releasing.object_to_notice",
    Ability.ADJUST: "adjustments.show",
    Ability.OVERRIDE: "adjustments.override",
    Ability.DECIDE_EXTENSIONS: "extensions.index extensions.decide",
    Ability.SEE_CASES: "cases.index cases.show papers.listing papers.release papers.verification",
    Ability.DISMISS_CASES: "listing.dismiss",
    Ability.DECIDE_CASES: "listing.list_it listing.revoke releasing.release releasing.rebound",
    Ability.OPERATE: "channels.index channels.add channels.show channels.test channels.change_address channels.retire "
    "channels.resend outbox.index outbox.show outbox.resend outbox.reroute outbox.let_go days.index days.add days.remove "
    "days.complete",
    Ability.SUBSCRIBE: "feeds.index feeds.create feeds.rotate feeds.revoke feeds.download",
    Ability.TAKE_IN: "intake.index intake.receive intake.show intake.remove intake.read_again intake.show_reading "
    "intake.progress intake.file intake.save_head intake.settle_names intake.change_rows intake.add intake.draft intake.save "
    "intake.settle intake.drop intake.split intake.show_admission intake.admit intake.show_comparison intake.decide",
    Ability.SEE_PEOPLE: "people.index people.show handovers.show",
    Ability.MANAGE_PEOPLE: "people.add people.create people.save people.reset people.disable people.enable handovers.prepare "
    "handovers.hand_over",
}
DOORS: dict[str, Ability] = {endpoint: ability for ability, behind in _BEHIND.items() for endpoint in behind.split()}
"""Endpoint (blueprint.view) → the ability it asks for."""

BEFORE_THE_FIRST_PASSWORD = frozenset({"password.show", "password.change"})
"""What somebody may open who still has to change the password that an administrator set; beside what is open to all."""

NOT_HERE = "没有找到这一页，可能已经移走，或者不归您单位。"
"""Said of what does not exist and of what is another unit's, in the same words."""


def without_a_door(endpoints: Iterable[str]) -> list[str]:
    """The endpoints that stand in no table: the application must not start with one."""
    return sorted(endpoint for endpoint in endpoints if endpoint not in DOORS and endpoint not in OPEN)


def open_door(actor: Actor, endpoint: str) -> None:
    """Refuse where the actor's role lacks what this page or form asks for; a page that nobody listed is refused to all."""
    ability = DOORS.get(endpoint)
    if ability is None:
        raise NotThere(NOT_HERE)
    require(actor, ability)


def has(actor: Actor, ability: Ability) -> bool:
    """Whether the actor's role has the ability at all."""
    return actor.role in TABLE[ability]


def require(actor: Actor, ability: Ability) -> None:
    """Refuse when the actor's role lacks the ability."""
    if not has(actor, ability):
        raise NotAllowed(f"您的身份是{actor.role.label}，不能{ability.label}。")


def require_unit(actor: Actor, unit_id: int, ability: Ability = Ability.SEE_DUTY) -> None:
    """Where the ability reaches the own unit only, another unit's matter looks as if it were not there."""
    if TABLE[ability].get(actor.role) is Extent.OWN and actor.unit_id != unit_id:
        raise NotThere(NOT_HERE)


def require_somebody_else(actor: Actor, author_id: int) -> None:
    """提交人不能审核自己的报送: submitter and reviewer are two people."""
    if actor.id == author_id:
        raise NotAllowed("报送人不能审核自己的报送，请换人审核。")
