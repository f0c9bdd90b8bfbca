"""Papers in the played story (文件): received documents, slips, a superior's form, a calendar."""

from __future__ import annotations

from io import BytesIO

from form_token import token_of
from players import LIAISON, OFFICE
from playing import Story, a_file
from received import ROWS, a_plan, settle_names, take_in
from superior import superior

from tracker.actions import reading, receiving, subscribing
from tracker.actions.admission import admit
from tracker.actions.evidence import Upload
from tracker.actions.subscribing import Subscription
from tracker.core.words import FeedKind
from tracker.store.tables import Draft, Plan, SheetTemplate, SlipUpload, Task


def documents(story: Story) -> None:
    """收文: one under review with doubts, one admitted, a new version of it to compare."""
    office = story.people[OFFICE]
    admitted = take_in(story.now, office, story.vault, name="资源教室方案.docx")
    settle_names(story.now, office, admitted)
    story.places["admitted_plan"] = admit(story.now, office, admitted).key
    later = (
        ("1", "建设一所从幼儿园到高中的特殊教育学校，完成验收。", "市教育局", "市财政局", "2027年6月底前"),
        *ROWS[1:3],
    )
    changed = a_plan(rows=later)
    renewed = take_in(
        story.now, office, story.vault, changed, name="资源教室方案（修订）.docx", renews=story.places["admitted_plan"]
    )
    open_one = take_in(
        story.now,
        office,
        story.vault,
        a_plan(rows=(*ROWS, ("5", "建立联席会议制度。", "市发改革委", "", "适时"))),
        name="待校核方案.docx",
    )
    being_read = receiving.receive(story.now, office, a_file("正在读取的方案.docx"), vault=story.vault, max_mb=5)
    assert reading._claim(being_read, "another process")
    broken = Upload("打不开的方案.docx", BytesIO(b"PK\x03\x04 and nothing more"))
    unread = receiving.receive(story.now, office, broken, vault=story.vault, max_mb=5)
    reading.read(lambda: story.now, story.vault, unread)
    story.places |= {"intake_reading": being_read, "intake_failed": unread}
    story.places["admitted_task"] = (
        Task.select(Task.id).join(Plan).where(Plan.key == story.places["admitted_plan"]).scalar()
    )
    draft = Draft.select(Draft.id).where(Draft.intake == open_one).order_by(Draft.position).scalar()
    story.places |= {"intake": open_one, "intake_admitted": admitted, "intake_renewal": renewed, "draft": draft}


def forms(story: Story) -> None:
    """A slip that came back, a superior's form, a calendar."""
    liaison, office = story.door(LIAISON), story.door(OFFICE)
    page = liaison.get(f"{story.demo.web}/complaint", timeout=30)
    asked = {"csrf_token": token_of(page.text), "as": "xlsx"}
    slip = liaison.post(f"{story.demo.web}/slips", data=asked, timeout=60)
    assert slip.ok
    story.post(liaison, "/slips/uploads", {}, file=("回执.xlsx", slip.content))
    story.places["slip"] = SlipUpload.select(SlipUpload.id).order_by(SlipUpload.id.desc()).scalar()
    story.post(office, "/sheet-templates", {}, file=("全省进展情况统计表.xlsx", superior()))
    story.places["sheet_template"] = SheetTemplate.select(SheetTemplate.id).order_by(SheetTemplate.id.desc()).scalar()
    actor = story.people[LIAISON]
    subscribing.add_feed(story.now, Subscription(FeedKind.UNIT, unit_id=actor.unit_id), by=actor)
