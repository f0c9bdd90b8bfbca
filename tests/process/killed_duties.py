"""A duty in the story of the kill test (责任事项): reports, reviews, requests, changes by the office."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal

from killing_steps import NOW, Chapter, admin
from small_plan import pdf

from tracker.actions import adjusting, decomposition, drafts, extending, indicators, objecting, people, progress, review
from tracker.actions.decomposition import Part
from tracker.actions.extending import ExtensionDecision
from tracker.actions.progress import ReportText
from tracker.actions.review import Verdict
from tracker.core.indicators import Comparison, Target
from tracker.core.requests import ExtensionPapers
from tracker.core.words import DutyStatus, ReportKind, ReturnReason, Role, UnitRole
from tracker.store.tables import Duty, Extension, Indicator, Objection, Report, TaskUnit

CLOSURE = ReportText(ReportKind.CLOSURE, "已完成", approved_by_head="演示局长", approved_on=date(2026, 1, 28))

DUTIES = Chapter()
verb, between = DUTIES.verb, DUTIES.between


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
