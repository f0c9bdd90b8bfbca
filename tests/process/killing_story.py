"""Every writing verb of `tracker/actions`, once, in an order in which each finds what it needs: what the kill test kills.

A verb that is added tomorrow needs a step here (`test_every_writing_verb_is_killed` says so). A step calls one verb; what must
stand before it, and is no verb of its own, is a `between`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import received
import small_plan
from drill import LAYOUT
from small_plan import Town, at, pdf

from tasks_seed.shipped import ShippedPlan, load_shipped
from tracker.actions import (
    adjusting,
    admission,
    calendar_ledger,
    calendar_texts,
    channels,
    collectives,
    day_rules,
    dead_letters,
    decomposition,
    draft_bulk,
    draft_editing,
    draft_head,
    draft_units,
    drafts,
    extending,
    handing_over,
    handles,
    heartbeat,
    horizon,
    indicators,
    intake,
    ladders,
    leftovers,
    listing,
    nightly,
    objecting,
    own_password,
    people,
    plan_comparison,
    plan_settings,
    progress,
    public_notices,
    reading,
    receiving,
    rectifying,
    releasing,
    reminding,
    renewal,
    review,
    saved_views,
    sheet_templates,
    signing_in,
    slips,
    standing,
    subscribing,
    unit_registry,
    wind_up,
)
from tracker.actions.calendar_reading import token_hash
from tracker.actions.calendar_texts import Scope
from tracker.actions.decomposition import Part
from tracker.actions.evidence import Upload
from tracker.actions.extending import ExtensionDecision
from tracker.actions.handing_over import Successor
from tracker.actions.plan_comparison import Decision
from tracker.actions.progress import ReportText
from tracker.actions.releasing import SiteCheck
from tracker.actions.review import Verdict
from tracker.actions.subscribing import Subscription
from tracker.actions.working_days import _calendar
from tracker.core.cases import Listing, Measure, RectificationPlan
from tracker.core.facts import Actor
from tracker.core.indicators import Comparison, Target
from tracker.core.ladder import DEFAULT_LADDER
from tracker.core.requests import ExtensionPapers
from tracker.core.slips import SlipLine
from tracker.core.words import (
    DispatchState,
    DoubtKind,
    DutyStatus,
    Ending,
    FeedKind,
    LeadRule,
    LegalTrack,
    Publicity,
    ReportKind,
    ReturnReason,
    Role,
    Standard,
)
from tracker.feeds.variants import Variant
from tracker.store.db import connected, open_database
from tracker.store.tables import (
    Case,
    CaseMeasure,
    Dispatch,
    Draft,
    Duty,
    Extension,
    Feed,
    Indicator,
    Intake,
    LedgerView,
    Objection,
    Person,
    Plan,
    Reading,
    Report,
    SheetTemplate,
    SlipUpload,
    Task,
    Unit,
)
from tracker.store.tables import database as bound
from tracker.store.vault import Vault

NOW = at("2026-01-29 09:30")
LATER = at("2026-02-20 10:00")
TEXT = ReportText(ReportKind.PROGRESS, "做了一些")
CLOSURE = ReportText(ReportKind.CLOSURE, "已完成", approved_by_head="演示局长", approved_on=date(2026, 1, 28))
RELEASE = ReportText(ReportKind.RELEASE, "全部落实", approved_by_head="演示局长", approved_on=date(2026, 1, 28))
PLAIN = Listing(LegalTrack.EDUCATION, "依据", date(2026, 3, 31), "督查室", "责任人", is_public=True)
ADDRESS = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333-4444-55555555555{}"
KEY = "a key for tests only"
TOKEN = "a token that only this test knows"


@dataclass(frozen=True)
class Step:
    """One moment of the story. `verb` is empty for a `between`; `is_many` verbs write in several transactions."""

    verb: str
    run: Callable[[World], object]
    is_many: bool = False


@dataclass(frozen=True)
class World:
    """What a step may ask for."""

    folder: Path
    town: Town

    @property
    def kept(self) -> dict[str, Any]:
        return {"vault": self.vault, "max_mb": 1}

    @property
    def vault(self) -> Vault:
        return self.town.vault

    def newest(self, table: Any, *where: Any) -> Any:
        return table.select().where(*where).order_by(table.id.desc()).first() if where else (
            table.select().order_by(table.id.desc()).first()
        )  # fmt: skip

    def duty(self, number: int) -> int:
        """The duty of the plan's line `number`."""
        return int(Duty.select(Duty.id).join(Task).where(Task.position == number, Task.plan == self.town.plan).scalar())

    def case(self, number: int) -> int:
        return int(Case.select(Case.id).where(Case.duty == self.duty(number)).scalar())

    def draft(self, no: str) -> Any:
        return received.row_of(self.newest(Intake).id, no)


STORY: list[Step] = []


@cache
def shipped(key: str) -> ShippedPlan:
    return load_shipped(key)


def warm() -> None:
    """Read what never changes before children are forked: a kill then falls into a verb's own work, not into a table of holidays."""
    _calendar((), "[]")
    _calendar((), "[2027]")
    for key in ("tuoli-2023", "jiangxi-2023", "changzhi-2023", "jinhua-2023"):
        shipped(key)


def verb(name: str, *, is_many: bool = False) -> Callable[[Callable[[World], object]], Callable[[World], object]]:
    def keep(run: Callable[[World], object]) -> Callable[[World], object]:
        STORY.append(Step(name, run, is_many))
        return run

    return keep


def between(run: Callable[[World], object]) -> Callable[[World], object]:
    STORY.append(Step("", run))
    return run


def play(index: int, address: str, world: World) -> None:
    """One step, in a process of its own or in this one."""
    opened = open_database(address)
    with connected():
        if "postgresql" not in address:
            bound.execute_sql("PRAGMA synchronous = OFF")  # SIGKILL kills a process, not the machine
        STORY[index].run(world)
    opened.close()


def begin(folder: Path) -> World:
    """The town with a dozen more lines, in the database that is open."""
    town = small_plan.make_town(folder)
    for number in range(4, 17):
        unit = town.education if number != 12 else town.finance
        day = date(2025, 12, 31) if number in (12, 13, 14) else date(2026, 6, 30)
        since = date(2025, 3, 1) if number in (12, 13, 14) else date(2026, 1, 26)
        small_plan._duty(town.plan, number, unit, day, since)
    return World(folder, town)


# ---- a duty: report, review, requests ------------------------------------------------------------------------------


@verb("progress.report")
def _(w):
    files = [pdf(), pdf("现场.pdf", b"%PDF-1.4\n" + os.urandom(300_000))]
    progress.report(NOW, w.town.liaison, w.duty(4), CLOSURE, files, **w.kept)


@verb("review.accept")
def _(w):
    review.accept(NOW, w.town.office, w.newest(Report).id)


@between
def _(w):
    progress.report(NOW, w.town.liaison, w.duty(5), CLOSURE, [pdf()], **w.kept)


@verb("review.give_back")
def _(w):
    verdict = Verdict("缺验收意见", reason=next(iter(ReturnReason)), redo_by=date(2026, 2, 10))
    review.give_back(NOW, w.town.office, w.newest(Report).id, verdict)


@between
def _(w):
    task = Duty.get_by_id(w.duty(6)).task_id
    from tracker.core.words import UnitRole
    from tracker.store.tables import TaskUnit

    TaskUnit.insert(
        task=task, unit=w.town.finance, role=UnitRole.COOPERATING, position=2, as_written="市财政局"
    ).execute()


@verb("progress.contribute")
def _(w):
    progress.contribute(NOW, w.town.other_liaison, w.duty(6), "已下达经费", [pdf()], **w.kept)


@verb("extending.ask")
def _(w):
    extending.ask(NOW, w.town.liaison, w.duty(6), ExtensionPapers(date(2026, 9, 30), "一半", "原因", "计划"))


@verb("extending.decide")
def _(w):
    decision = ExtensionDecision(date(2026, 8, 31), "同意", "示办函〔2026〕1号")
    extending.decide(NOW, w.town.leader, w.newest(Extension).id, decision)


@verb("objecting.make_objection")
def _(w):
    objecting.make_objection(NOW, w.town.liaison, w.duty(7), "“三定”规定由市财政局承担", "市财政局")


@verb("objecting.decide_objection")
def _(w):
    found = w.newest(Objection).id
    objecting.decide_objection(NOW, w.town.office, found, upheld=True, reply="异议成立", new_unit_id=w.town.finance)


@verb("drafts.save")
def _(w):
    drafts.save(NOW, w.town.liaison, w.duty(8), {"progress": "写到一半", "problems": ""})


@verb("adjusting.withdraw")
def _(w):
    adjusting.withdraw(NOW, w.town.office, w.duty(9), "示办函〔2026〕2号", "任务并入他项")


@verb("adjusting.change_date")
def _(w):
    adjusting.change_date(NOW, w.town.office, w.duty(10), date(2026, 7, 31), "示办函〔2026〕3号", "统筹安排")


@verb("adjusting.reopen")
def _(w):
    adjusting.reopen(NOW, w.town.office, w.duty(4), "回头看", date(2026, 5, 31))


@between
def _(w):
    people.add_person(NOW, username="guan", name="演示管理员", role=Role.ADMIN, password="a long password")


def admin() -> Actor:
    row = Person.get(Person.username == "guan")
    return Actor(row.id, row.name, row.role)


@between
def _(w):
    progress.report(NOW, w.town.liaison, w.duty(11), CLOSURE, [pdf()], **w.kept)


@verb("adjusting.override")
def _(w):
    adjusting.override(NOW, admin(), w.duty(11), DutyStatus.ACTIVE, "卡住了")


@verb("decomposition.split")
def _(w):
    parts = [Part("摸底", w.town.finance, date(2026, 5, 20)), Part("印发", w.town.education, date(2026, 6, 15))]
    decomposition.split(NOW, w.town.liaison, Duty.get_by_id(w.duty(15)).task_id, parts)


@verb("indicators.set_indicator")
def _(w):
    target = Target("入学率", Comparison.AT_LEAST, Decimal(97), "%")
    indicators.set_indicator(NOW, w.town.office, Duty.get_by_id(w.duty(16)).task_id, target)


@verb("indicators.drop_indicator")
def _(w):
    indicators.drop_indicator(NOW, w.town.office, w.newest(Indicator).id)


# ---- listings ------------------------------------------------------------------------------------------------------


@verb("reminding.tick", is_many=True)
def _(w):
    reminding.tick(NOW)


@verb("listing.reply")
def _(w):
    listing.reply(NOW, w.town.liaison, w.case(13), "情况属实，正在推进")


@verb("listing.check")
def _(w):
    listing.check(NOW, w.town.office, w.case(13), "事实清楚")


@verb("listing.list_case")
def _(w):
    listing.list_case(NOW, w.town.leader, w.case(13), PLAIN)


@verb("listing.dismiss_case")
def _(w):
    listing.dismiss_case(NOW, w.town.leader, w.case(14), "文件已印发，待补材料")


@verb("listing.list_automatically")
def _(w):
    listing.list_automatically(NOW, w.case(12))


@verb("listing.revoke_case")
def _(w):
    listing.revoke_case(NOW, w.town.leader, w.case(12), "示办决〔2026〕1号", "误挂")


def plan_of_two() -> RectificationPlan:
    measures = (
        Measure("建立联席制度", "印发文件", date(2026, 3, 10), "演示科长"),
        Measure("配备教师", "到岗名册", date(2026, 3, 17), "演示科长"),
    )
    return RectificationPlan("按期建立制度", "列入部门预算", "特教科负责", "3月底前完成", "无", measures)


@verb("rectifying.send_plan")
def _(w):
    rectifying.send_plan(NOW, w.town.liaison, w.case(13), plan_of_two())


@verb("rectifying.return_plan")
def _(w):
    rectifying.return_plan(NOW, w.town.office, w.case(13), "请写明经费")


@between
def _(w):
    rectifying.send_plan(NOW, w.town.liaison, w.case(13), plan_of_two())


@verb("rectifying.accept_plan")
def _(w):
    rectifying.accept_plan(NOW, w.town.office, w.case(13))


def measures(w: World) -> list[int]:
    rows = CaseMeasure.select().where(CaseMeasure.case == w.case(13), CaseMeasure.is_current == True)  # noqa: E712
    return [row.id for row in rows.order_by(CaseMeasure.id)]


@verb("rectifying.report_measure")
def _(w):
    rectifying.report_measure(NOW, w.town.liaison, w.case(13), measures(w)[0], "已印发", [pdf()], **w.kept)


@between
def _(w):
    rectifying.report_measure(NOW, w.town.liaison, w.case(13), measures(w)[1], "已到岗", [pdf()], **w.kept)


@verb("releasing.ask_release")
def ask(w):
    standards = dict.fromkeys(Standard, "已落实，见佐证")
    releasing.ask_release(NOW, w.town.liaison, w.case(13), RELEASE, standards, [pdf()], **w.kept)


@verb("releasing.return_release")
def _(w):
    releasing.return_release(NOW, w.town.office, w.case(13), "缺名册")


between(ask)


@verb("releasing.first_check")
def first(w):
    releasing.first_check(NOW, w.town.office, w.case(13), "材料齐全")


@verb("releasing.verify_on_site")
def look(w):
    people = (w.town.office.id, w.town.second_office.id)
    check = SiteCheck(NOW.date(), "演示学校", "看现场、查资料", "逐条核实", people, True)
    releasing.verify_on_site(NOW, w.town.office, w.case(13), check)


@verb("releasing.start_notice")
def notice(w):
    releasing.start_notice(NOW, w.town.office, w.case(13))


@verb("releasing.object_to_notice")
def _(w):
    releasing.object_to_notice(NOW, w.town.office, w.case(13), "群众反映未到岗，属实")


for again in (ask, first, look, notice):
    between(again)


@verb("releasing.release_case")
def _(w):
    releasing.release_case(LATER, w.town.leader, w.case(13), "同意销号")


@verb("releasing.rebound")
def _(w):
    releasing.rebound(LATER, w.town.leader, w.case(13), "回头看发现又无人上岗", date(2026, 6, 30))


# ---- slips and the forms of others ---------------------------------------------------------------------------------


@verb("slips.make_slip")
def _(w):
    slips.make_slip(NOW, w.town.liaison, w.town.education, secret_key=KEY)


@verb("slips.keep_upload")
def _(w):
    slips.keep_upload(
        NOW, w.town.liaison, "空回执.xlsx", [SlipLine("第2行", "no key", "任务", "阶段进展", "做了", "", "")]
    )


@between
def _(w):
    form = slips.make_slip(NOW, w.town.liaison, w.town.education, secret_key=KEY)
    lines = [
        SlipLine(f"第{number}行", row.key, row.text, "阶段进展", "已起草", "", "")
        for number, row in enumerate(form.rows[:4])
    ]
    slips.keep_upload(NOW, w.town.liaison, "回执.xlsx", lines)


@verb("slips.send_upload")
def _(w):
    upload = w.newest(SlipUpload).id
    found = slips.look(NOW, w.town.liaison, slips.upload_for(w.town.liaison, upload), secret_key=KEY)
    duties = [line.duty.id for line in found if line.duty]
    slips.send_upload(NOW, w.town.liaison, upload, duties, secret_key=KEY, vault=w.vault)


@verb("sheet_templates.keep_template")
def _(w):
    content = b"PK" + os.urandom(200_000)
    sheet_templates.keep_template(NOW, w.town.office, "上级表.xlsx", content, LAYOUT, vault=w.vault)


@verb("sheet_templates.map_columns")
def _(w):
    sheet_templates.map_columns(NOW, w.town.office, w.newest(SheetTemplate).id, {"1": "no"}, frozenset({"no"}))


@verb("sheet_templates.drop_template")
def _(w):
    sheet_templates.drop_template(NOW, w.town.office, w.newest(SheetTemplate).id)


# ---- people, settings, days, channels, letters, calendars ----------------------------------------------------------


@verb("people.add_person")
def _(w):
    people.add_person(NOW, username="xin", name="演示新人", role=Role.OFFICE, password="a long password")


@verb("people.create")
def _(w):
    people.create(NOW, admin(), "lian2", people.Particulars("演示联络员二", Role.LIAISON, w.town.education))


@verb("people.edit")
def _(w):
    wanted = people.Particulars("演示联络员·改名", Role.LIAISON, w.town.education)
    people.edit(NOW, admin(), newcomer(), wanted)


def newcomer() -> int:
    return int(Person.get(Person.username == "lian2").id)


@verb("people.set_away")
def _(w):
    people.set_away(NOW, w.town.second_office, date(2026, 2, 28))


@verb("people.disable")
def _(w):
    people.disable(NOW, admin(), newcomer(), "借调")


@verb("people.enable")
def _(w):
    people.enable(NOW, admin(), newcomer())


@verb("own_password.change")
def _(w):
    own_password.change(NOW, w.town.second_office, "a long password", "another long password", "another long password")


@verb("own_password.end_sessions")
def _(w):
    own_password.end_sessions(NOW, w.town.second_office)


@verb("own_password.reset")
def _(w):
    own_password.reset(NOW, admin(), newcomer(), KEY)


@verb("signing_in.sign_in", is_many=True)
def _(w):
    signing_in.sign_in(NOW, "du", "a long password", address="127.0.0.1", secret_key=KEY)


@verb("handing_over.hand_over")
def _(w):
    handing_over.hand_over(NOW, admin(), newcomer(), Successor(person_id=w.town.liaison.id), "岗位调整")


@verb("public_notices.open_notices")
def _(w):
    public_notices.open_notices(NOW, w.town.office, w.town.plan, "督查室 000-0000000")


@verb("public_notices.close_notices")
def _(w):
    public_notices.close_notices(NOW, w.town.office, w.town.plan)


@verb("saved_views.keep_view")
def _(w):
    saved_views.keep_view(NOW, w.town.office, w.town.plan, "逾期的", {"lamp": "late"}, is_shared=True)


@verb("saved_views.change_view")
def _(w):
    saved_views.change_view(NOW, w.town.office, w.newest(LedgerView).id, {"lamp": "near"})


@verb("saved_views.rename_view")
def _(w):
    saved_views.rename_view(NOW, w.town.office, w.newest(LedgerView).id, "临期的")


@verb("saved_views.drop_view")
def _(w):
    saved_views.drop_view(NOW, w.town.office, w.newest(LedgerView).id)


@verb("handles.set_handles")
def _(w):
    handles.set_handles(NOW, w.town.liaison, w.town.config, handles.Handles("13800001111"))


@verb("plan_settings.set_reporting")
def _(w):
    plan_settings.set_reporting(NOW, w.town.office, w.town.plan, after=20)


@verb("plan_settings.set_lead_rule")
def _(w):
    plan_settings.set_lead_rule(NOW, w.town.office, w.town.plan, LeadRule.FIRST_LISTED, "文件写明")


@verb("plan_settings.set_publicity")
def _(w):
    plan_settings.set_publicity(NOW, w.town.office, w.town.plan, Publicity.COUNTS)


@verb("ladders.set_ladder")
def _(w):
    from dataclasses import replace

    ladders.set_ladder(NOW, w.town.office, w.town.plan, replace(DEFAULT_LADDER, mention=True))


@verb("day_rules.set_day")
def _(w):
    day_rules.set_day(NOW, w.town.office, date(2026, 3, 2), works=False, note="演示放假")


@verb("day_rules.unset_day")
def _(w):
    day_rules.unset_day(NOW, w.town.office, date(2026, 3, 2))


@verb("day_rules.complete_year")
def _(w):
    day_rules.complete_year(NOW, w.town.office, 2027)


@verb("unit_registry.add_alias")
def _(w):
    unit_registry.add_alias(NOW, w.town.office, w.town.education, "市教体局")


@verb("channels.add_channel")
def _(w):
    channels.add_channel(NOW, w.town.config, platform="wecom", name="演示群", address=ADDRESS.format(0))


@verb("channels.change_address")
def _(w):
    channels.change_address(NOW, w.town.office, w.town.config, 1, address=ADDRESS.format(1))


@verb("channels.say")
def _(w):
    channels.say(NOW, "演示群", "督办：试一试")


@between
def _(w):
    channels.add_channel(NOW, w.town.config, platform="wecom", name="另一个群", address=ADDRESS.format(2))
    for _ in range(6):
        channels.say(NOW, "演示群", "督办：没有发成的")
    Dispatch.update(state=DispatchState.DEAD, done_at=NOW).where(Dispatch.body.contains("没有发成的")).execute()


def dead(position: int) -> int:
    rows = Dispatch.select(Dispatch.id).where(Dispatch.body.contains("没有发成的"), Dispatch.replaces.is_null())
    return [row.id for row in rows.order_by(Dispatch.id)][position]


@verb("dead_letters.resend")
def _(w):
    dead_letters.resend(NOW, w.town.office, dead(0))


@verb("dead_letters.reroute")
def _(w):
    dead_letters.reroute(NOW, w.town.office, dead(1), 2)


@verb("dead_letters.let_go")
def _(w):
    dead_letters.let_go(NOW, w.town.office, dead(2), "群里已经看到了")


@verb("dead_letters.resend_all", is_many=True)
def _(w):
    dead_letters.resend_all(NOW, w.town.office, 1)


@verb("channels.retire_channel")
def _(w):
    channels.retire_channel(NOW, w.town.office, 2)


@verb("calendar_ledger.bring_up", is_many=True)
def _(w):
    calendar_ledger.bring_up(NOW, "https://ducha.example.gov.cn")


@verb("calendar_texts.text_digests", is_many=True)
def _(w):
    calendar_texts.text_digests(NOW, Scope(w.town.plan, None), Variant(), None)


@verb("subscribing.add_feed")
def _(w):
    subscribing.add_feed(NOW, Subscription(FeedKind.PLAN, plan_id=w.town.plan))


@verb("subscribing.rotate_feed")
def _(w):
    subscribing.rotate_feed(NOW, Feed.select().order_by(Feed.id).first().id)


@verb("subscribing.revoke_feed")
def _(w):
    subscribing.revoke_feed(NOW, Feed.select().order_by(Feed.id)[1].id)


@between
def _(w):
    subscribing.add_feed(NOW, Subscription(FeedKind.PLAN, plan_id=w.town.plan))
    Feed.update(token_hash=token_hash(TOKEN)).where(Feed.id == w.newest(Feed).id).execute()


@verb("subscribing.revoke_token")
def _(w):
    subscribing.revoke_token(NOW, TOKEN)


# ---- a received document, from the tray to a plan, and its new version ----------------------------------------------


@verb("receiving.receive")
def _(w):
    upload = Upload("方案.docx", BytesIO(received.a_plan()))
    receiving.receive(NOW, w.town.office, upload, vault=w.vault, max_mb=5)


@verb("receiving.receive_text")
def _(w):
    text = "示例市方案\n一、各区政府建成一个资源教室（2026年12月底前）。\n"
    receiving.receive_text(NOW, w.town.office, text, vault=w.vault)


@verb("reading.read", is_many=True)
def _(w):
    found = w.newest(Intake).id
    Reading.update(lease_until=datetime(2020, 1, 1, tzinfo=NOW.tzinfo)).where(
        Reading.intake == found, Reading.lease_until.is_null(False)
    ).execute()  # the lease of a reader that was killed runs out
    reading.read(lambda: NOW, w.vault, found)


@between
def _(w):
    receiving.receive(NOW, w.town.office, Upload("坏.pdf", BytesIO(b"MZ no document")), vault=w.vault, max_mb=5)
    from tracker.core.words import ReadingState

    Reading.update(state=ReadingState.BROKEN).where(Reading.intake == w.newest(Intake).id).execute()


@verb("reading.ask_again")
def _(w):
    reading.ask_again(NOW, w.town.office, w.newest(Intake).id)


@verb("receiving.remove")
def _(w):
    receiving.remove(NOW, w.town.office, w.newest(Intake).id)


@between
def _(w):
    head = (*received.HEAD[:1], "示政办〔2025〕4号", *received.HEAD[2:])
    received.take_in(NOW, w.town.office, w.vault, received.a_plan(head=head), name="方案二.docx")


@verb("draft_head.edit_head")
def _(w):
    found = w.newest(Intake)
    draft_head.edit_head(NOW, w.town.office, found.id, found.revision, {"region": "示例市", "level": "市"})


@verb("draft_units.leave_open")
def _(w):
    draft_units.leave_open(NOW, w.town.office, w.newest(Intake).id, "各区政府")


@verb("draft_units.set_members")
def _(w):
    draft_units.set_members(NOW, w.town.office, w.newest(Intake).id, "各区政府", ["东区", "西区"])


@verb("draft_units.register")
def _(w):
    draft_units.register(NOW, w.town.office, w.newest(Intake).id, ["市教育局", "市财政局", "市残联", "市数据局"])


@verb("draft_units.equate")
def _(w):
    draft_units.equate(NOW, w.town.office, w.newest(Intake).id, "市大数据资源台", "市数据局")


@verb("draft_editing.edit")
def _(w):
    row = w.draft("1")
    draft_editing.edit(NOW, w.town.office, row.id, row.revision, {"deadline_text": "2026年内"})


@verb("draft_editing.settle")
def _(w):
    row = w.draft("4")
    if not any(each["kind"] == str(DoubtKind.REMARK) for each in row.doubts):
        doubt = {"kind": str(DoubtKind.REMARK), "words": "请核对"}
        Draft.update(doubts=[doubt]).where(Draft.id == row.id).execute()
    draft_editing.settle(NOW, w.town.office, row.id, row.revision, (DoubtKind.REMARK, "请核对"))


@verb("draft_editing.set_dropped")
def _(w):
    draft_editing.set_dropped(NOW, w.town.office, w.draft("4").id, is_dropped=True)


@verb("draft_bulk.set_dropped")
def _(w):
    draft_bulk.set_dropped(NOW, w.town.office, w.newest(Intake).id, [w.draft("4").id], is_dropped=False)


@verb("draft_bulk.set_lead_rule")
def _(w):
    draft_bulk.set_lead_rule(NOW, w.town.office, w.newest(Intake).id, LeadRule.FIRST_LISTED)


@verb("draft_bulk.settle_remarks")
def _(w):
    found = w.newest(Intake).id
    draft_bulk.settle_remarks(NOW, w.town.office, found, [row.id for row in received.rows_of(found)])


@verb("draft_bulk.add")
def _(w):
    draft_bulk.add(NOW, w.town.office, w.newest(Intake).id, None, "补上的一条", "市教育局、市财政局")


@verb("draft_bulk.split")
def _(w):
    row = w.draft("4")
    draft_bulk.split(NOW, w.town.office, row.id, row.revision, ["逐步推广融合教育。", "开展教师全员培训。"])


@verb("draft_bulk.merge")
def _(w):
    draft_bulk.merge(NOW, w.town.office, w.newest(Intake).id, [w.draft("4-1").id, w.draft("4-2").id])


@between
def _(w):
    found = received.take_in(NOW, w.town.office, w.vault, received.a_plan())
    draft_head.edit_head(
        NOW, w.town.office, found, Intake.get_by_id(found).revision, {"region": "示例市", "level": "市"}
    )
    draft_units.set_members(NOW, w.town.office, found, "各区政府", ["东区", "西区"])
    draft_units.register(NOW, w.town.office, found, ["市大数据资源台"])


@verb("admission.admit")
def _(w):
    admission.admit(NOW, w.town.office, w.newest(Intake).id)


def received_plan() -> Any:
    return Plan.get(Plan.region == "示例市")


def line(no: str) -> int:
    return int(Task.get(Task.plan == received_plan().id, Task.no == no).id)


def unit(name: str) -> int:
    return int(Unit.get(Unit.region == "示例市", Unit.name == name).id)


@verb("collectives.exempt")
def _(w):
    collectives.exempt(NOW, w.town.office, line("2"), unit("东区"), "本区没有特殊教育学校")


@verb("collectives.include")
def _(w):
    collectives.include(NOW, w.town.office, line("2"), unit("东区"))


@between
def _(w):
    rows = (*received.ROWS[:2], ("3", "新增的一项任务。", "市教育局", "", "2026年12月底前"))
    head = (received.HEAD[0], "示政办〔2026〕1号", *received.HEAD[2:])
    received.take_in(LATER, w.town.office, w.vault, received.a_plan(rows, head), renews=received_plan().key)


@verb("plan_comparison.decide")
def _(w):
    found = w.newest(Intake).id
    lines = plan_comparison.compare(found).lines
    chosen = {each.draft_id: Decision(each.task_id, True, True) for each in lines if each.draft_id}
    plan_comparison.decide(LATER, w.town.office, found, chosen, [])


@verb("renewal.renew")
def _(w):
    renewal.renew(LATER, w.town.office, w.newest(Intake).id)


# ---- shipped plans, the horizon, winding up ------------------------------------------------------------------------


@verb("intake.admit_shipped")
def _(w):
    intake.admit_shipped(at("2023-01-16 09:00"), shipped("tuoli-2023"))


@verb("intake.admit_all", is_many=True)
def _(w):
    intake.admit_all(at("2023-01-16 09:00"), [shipped("jiangxi-2023"), shipped("changzhi-2023")])


@between
def _(w):
    intake.admit_shipped(at("2023-01-16 09:00"), shipped("jinhua-2023"))


@verb("collectives.confirm_member")
def _(w):
    from tracker.store.tables import Membership

    row = Membership.select().where(Membership.certain == False).first()  # noqa: E712
    collectives.confirm_member(NOW, w.town.office, row.collective_id, row.member_id)


@verb("horizon.extend", is_many=True)
def _(w):
    horizon.extend(at("2024-01-16 09:00"))


@between
def _(w):
    task, who = _lasting()
    rows = Duty.select().where(Duty.task == task, Duty.unit == who).order_by(Duty.due).limit(2)
    Duty.update(status=DutyStatus.CLOSED).where(Duty.id.in_([row.id for row in rows])).execute()


def _lasting() -> tuple[int, int]:
    from tracker.core.words import DeadlineKind, DutyKind

    row = (
        Duty.select()
        .join(Task)
        .where(Duty.kind == DutyKind.REPORT, Task.deadline_kind == DeadlineKind.LONG_TERM)
        .order_by(Duty.id)
        .first()
    )
    return row.task_id, row.unit_id


@verb("standing.settle")
def _(w):
    standing.settle(at("2023-08-01 09:00"), w.town.office, *_lasting(), "长效机制〔2023〕1号")


@verb("wind_up.conclude")
def _(w):
    wind_up.conclude(LATER, w.town.office, Duty.get_by_id(w.duty(1)).task_id, Ending.CARRIED, "转入下一方案")


@between
def _(w):
    for row in Task.select().where(Task.plan == w.town.plan, Task.parent.is_null(), Task.outcome.is_null()):
        wind_up.conclude(LATER, w.town.office, row.id, Ending.CARRIED, "转入下一方案")


@verb("wind_up.end_plan")
def _(w):
    wind_up.end_plan(LATER, w.town.office, w.town.plan)


@verb("wind_up.succeed")
def _(w):
    links = {line("1"): Duty.get_by_id(w.duty(1)).task_id}
    wind_up.succeed(LATER, w.town.office, received_plan().id, w.town.plan, links)


# ---- keeping -------------------------------------------------------------------------------------------------------


@verb("heartbeat.beat")
def _(w):
    heartbeat.beat("look", "this-host")


@verb("nightly.back_up_tonight", is_many=True)
def _(w):
    """The claim of a dead process runs out: each try is a day later."""
    from dataclasses import replace

    from tracker.store.queries.keeping import last_night

    night = last_night()
    moment = NOW if night is None else night.since + timedelta(days=1)
    config = replace(w.town.config, backup_dir=w.folder / "backups")
    nightly.back_up_tonight(lambda: moment, config, w.vault)


@verb("leftovers.clear", is_many=True)
def _(w):
    kept = w.vault.keep(BytesIO(b"a file that no row names"))
    os.utime(w.vault.shelf.path(kept.sha256), (0, 0))
    leftovers.clear(NOW, w.vault)


ELSEWHERE = {
    "posting.drain": "tests/process/test_killed_while_posting.py",
    "posting.drain_at_once": "tests/process/test_killed_while_posting.py",
    "posting.post_channel": "tests/process/test_killed_while_posting.py",
    "posting.post_one": "tests/process/test_killed_while_posting.py",
    "claiming.claim": "tests/process/test_killed_while_posting.py",
    "claiming.recover": "tests/process/test_killed_while_posting.py",
    "receipts.taken": "tests/process/test_killed_while_posting.py",
    "receipts.failed": "tests/process/test_killed_while_posting.py",
    "receipts.cannot_be_reached": "tests/process/test_killed_while_posting.py",
    "freshening.freshen": "a part of posting, tests/process/test_killed_while_posting.py",
    "calendar_ledger.step": "a part of calendar_ledger.bring_up",
    "reading.start": "reading.read in a thread",
}
"""Verbs that another test kills, or that are steps inside one that this story has."""
