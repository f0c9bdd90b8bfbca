"""A received document in the story of the kill test (收文): from the tray to a plan, then its new version."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import received
from killing_steps import LATER, NOW, Chapter

from tracker.actions import (
    admission,
    collectives,
    draft_bulk,
    draft_editing,
    draft_head,
    draft_units,
    plan_comparison,
    reading,
    receiving,
    renewal,
)
from tracker.actions.evidence import Upload
from tracker.actions.plan_comparison import Decision
from tracker.core.words import DoubtKind, LeadRule, ReadingState
from tracker.store.tables import Draft, Intake, Plan, Reading, Task, Unit

DOCUMENTS = Chapter()
verb, between = DOCUMENTS.verb, DOCUMENTS.between


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
