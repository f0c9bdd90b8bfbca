"""One object of every kind behind the doors, all of 市教育局's, and everybody who might knock (每个门后的东西、每个敲门的人)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from example import NOW
from form_token import token_of
from superior import superior
from visiting import a_file, a_liaison, cookies_of, duty_of, last_evidence, last_report, task_id_of, unit_of, visitor

from bots.words import Platform
from tracker.actions import people, reading
from tracker.actions.channels import add_channel
from tracker.actions.subscribing import Subscription, add_feed
from tracker.core.words import CaseStatus, DispatchState, FeedKind, Role
from tracker.store.db import connected
from tracker.store.tables import (
    Case,
    Channel,
    DayRule,
    Dispatch,
    Draft,
    Extension,
    Feed,
    Handover,
    Indicator,
    Intake,
    LedgerView,
    Objection,
    Person,
    Plan,
    SheetTemplate,
    SlipUpload,
    Unit,
)

ABSENT = "987654"


@dataclass(frozen=True)
class Knocker:
    """Somebody at the door: who, in which relation to 市教育局's matters, with which cookie."""

    name: str
    role: Role | None
    relation: str  # own, asked (配合单位), other, desk (督查室 and above), nobody
    cookie: str
    csrf: str


def fill(app) -> dict[str, str]:
    """Make the objects; returns the value of every argument that an address may have."""
    liaison, office = visitor(app, "jyj"), visitor(app, "ducha")
    duty = duty_of("市教育局", "1")
    assert liaison.report(duty).status_code == 302
    made = {"report_id": last_report(), "evidence_id": last_evidence()}
    pasted = {"text": "示例市实施方案\n（一）建设资源教室。（牵头单位：市教育局）\n", "renews": "example-2023"}
    assert office.post("/intake", pasted).status_code == 302
    assert office.post("/sheet-templates", {"file": a_file("附件2.xlsx", superior())}).status_code == 302
    reading.wait_for_all()
    with connected():
        made |= _written(app, duty)
        jyj = Person.get(Person.username == "jyj")
        made |= {
            "intake_id": Intake.select(Intake.id).scalar(),
            "draft_id": Draft.select(Draft.id).scalar(),
            "template_id": SheetTemplate.select(SheetTemplate.id).scalar(),
            "feed_id": Feed.select(Feed.id).scalar(),
            "view_id": LedgerView.insert(
                plan=Plan.get(Plan.key == "example-2023"), person=jyj, name="我的", asked={}, at=NOW
            ).execute(),
            "upload_id": SlipUpload.insert(person=jyj, name="回执.xlsx", lines=[], at=NOW).execute(),
        }
    return {
        **{name: str(value) for name, value in made.items()},
        "duty_id": str(duty),
        "task_id": str(task_id_of("1")),
        "collective_id": str(unit_of("各区政府")),
        "unit_id": str(unit_of("东区")),
        "key": "example-2023",
        "day": "2027-02-07",
        "year": "2027",
        "token": "never-given-out-to-anybody",
        "filename": "tracker.css",
    }


def knockers(app) -> list[Knocker]:
    """A stranger, five kinds of liaison, the desks, a disabled account, and one whose first password was not changed."""
    with connected():
        elsewhere = Unit.insert(region="别处市", name="市教育局", full_name="别处市教育局").execute()
        for username, unit in (("dongqu", unit_of("东区")), ("biechu", elsewhere), ("lizhi", unit_of("市教育局"))):
            a_liaison(username, unit)
        a_liaison("xinren", unit_of("市教育局"), must_change=True)
    found = [_knocker(app, None, None, "nobody")]
    for username, role, relation in (
        ("jyj", Role.LIAISON, "own"),
        ("canlian", Role.LIAISON, "asked"),
        ("dongqu", Role.LIAISON, "other"),
        ("biechu", Role.LIAISON, "other"),
        ("ducha", Role.OFFICE, "desk"),
        ("lingdao", Role.LEADER, "desk"),
        ("guanli", Role.ADMIN, "desk"),
        ("lizhi", None, "nobody"),
        ("xinren", Role.LIAISON, "first password"),
    ):
        found.append(_knocker(app, username, role, relation))
    with connected():
        lizhi = Person.get(Person.username == "lizhi")
        people.disable(NOW, None, lizhi.id, "调离")
    return found


def _written(app, duty: int) -> dict[str, int]:
    """What no page makes in one step."""
    plan, task = Plan.get(Plan.key == "example-2023"), task_id_of("1")
    jyj, other_duty = Person.get(Person.username == "jyj"), duty_of("市教育局", "3")
    asked = {"duty": duty, "until": date(2026, 3, 1), "due_then": date(2025, 12, 31), "reason": "工期", "plan": "赶工"}
    config = app.extensions["tracker"].config
    add_channel(
        NOW, config, platform=str(Platform.WECOM), name="演示群", address="0a1b2c3d-0000-4000-8000-000000000000"
    )
    channel = Channel.select(Channel.id).scalar()
    add_feed(NOW, Subscription(FeedKind.UNIT, unit_id=jyj.unit_id), by=people.actor_of(jyj))
    sent = {"channel": channel, "title": "督办提醒", "body": "本周 1 项临期", "state": DispatchState.DEAD}
    DayRule.insert(day=date(2027, 2, 7), works=True, note="调休").execute()
    handed = {"leaver": jyj, "successor": jyj, "unit": jyj.unit_id, "at": NOW, "words": "岗位调整"}
    return {
        "case_id": Case.insert(
            duty=other_duty, plan=plan, status=CaseStatus.PROPOSED, facts="逾期", proposed_at=NOW
        ).execute(),
        "extension_id": Extension.insert(**asked, asked_by=jyj, asked_at=NOW, done_so_far="打地基").execute(),
        "objection_id": Objection.insert(duty=duty, made_by=jyj, made_at=NOW, reason="不是我单位的").execute(),
        "indicator_id": Indicator.insert(
            task=task, position=1, name="建成数", comparison="at_least", value="1", unit="所"
        ).execute(),
        "channel_id": channel,
        "dispatch_id": Dispatch.insert(**sent, next_at=NOW, created_at=NOW).execute(),
        "person_id": Person.select(Person.id).where(Person.username == "lingdao2").scalar(),
        "handover_id": Handover.insert(**handed, items={}).execute(),
    }


def _knocker(app, username: str | None, role: Role | None, relation: str) -> Knocker:
    someone = visitor(app, username)
    page = someone.get("/password" if username else "/sign-in")
    return Knocker(username or "stranger", role, relation, cookies_of(someone), token_of(page.text))
