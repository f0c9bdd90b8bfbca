"""A listing in the story of the kill test (挂牌督办): from the clock's proposal to the plate that comes back."""

from __future__ import annotations

from datetime import date

from killing_steps import LATER, NOW, Chapter, World
from small_plan import pdf

from tracker.actions import listing, rectifying, releasing, reminding
from tracker.actions.progress import ReportText
from tracker.actions.releasing import SiteCheck
from tracker.core.cases import Listing, Measure, RectificationPlan
from tracker.core.words import LegalTrack, ReportKind, Standard
from tracker.store.tables import CaseMeasure

RELEASE = ReportText(ReportKind.RELEASE, "全部落实", approved_by_head="演示局长", approved_on=date(2026, 1, 28))
PLAIN = Listing(LegalTrack.EDUCATION, "依据", date(2026, 3, 31), "督查室", "责任人", is_public=True)

LISTINGS = Chapter()
verb, between = LISTINGS.verb, LISTINGS.between


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
