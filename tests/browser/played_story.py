"""A demo with a past (演过的故事): reports, reviews, requests, letters, listings, documents, so that every page has something to show.

December first, January after it; pictures that should look calm are taken in between. Times are the demo's own: nothing waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from itertools import permutations
from typing import Any

import requests
from pictured import a_paper, a_picture
from received import ROWS, a_plan, settle_names, take_in
from running import Demo
from superior import superior

from tracker.actions import (
    collectives,
    decomposition,
    extending,
    handing_over,
    listing,
    objecting,
    people,
    practice,
    progress,
    public_notices,
    reading,
    receiving,
    rectifying,
    releasing,
    review,
    subscribing,
)
from tracker.actions.admission import admit
from tracker.actions.channels import add_channel, say
from tracker.actions.evidence import Upload
from tracker.actions.extending import ExtensionDecision
from tracker.actions.handing_over import Successor
from tracker.actions.people import Particulars, demo_people
from tracker.actions.progress import ReportText
from tracker.actions.review import Verdict
from tracker.actions.subscribing import Subscription
from tracker.config import Config, read_config
from tracker.core.cases import Listing, Measure, RectificationPlan
from tracker.core.decomposition import Part
from tracker.core.facts import Actor, DutyFacts
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import DutyKind, FeedKind, LegalTrack, Publicity, ReportKind, ReturnReason, Role, Standard
from tracker.store.db import connected, open_database
from tracker.store.queries.cases import cases, measures_of
from tracker.store.queries.desks import unit_duties
from tracker.store.tables import Case, Channel, Dispatch, Draft, Duty, Evidence, Plan, SheetTemplate, SlipUpload, Task
from tracker.store.vault import Vault
from tracker.timekeeper import SHANGHAI, Timekeeper

JANUARY = datetime.combine(date(2026, 1, 28), time(11, 1), SHANGHAI)
LIAISON, DISTRICT, OFFICE, SECOND, LEADER, ADMIN = "zhuhai-jyj", "xiangzhou", "ducha", "duxue", "lingdao", "guanli"
OTHER_LIAISONS = ("jinhua-jyj", "tuoli-jkj")
_TRACK = Listing(LegalTrack.EDUCATION, "教育督导条例第二十五条", date(2026, 4, 30), "演示督查室", "演示分管局长")
_PLAN_WORDS = ("按期印发文件并执行", "列入年度部门预算", "特教科牵头，各区配合", "分两步，3月底前完成", "无")
_PARTS = (
    ("制定实施细则并印发", "文件印发", date(2026, 3, 10)),
    ("首批学校落实到位", "三所学校验收", date(2026, 3, 27)),
)
_STAGES = ("reply", "check", "list", "plan", "accept", "prove", "ask", "first", "verify", "notice", "release")


@dataclass
class Story:
    """What was played: where the pages of the story are (`places`), and who plays."""

    demo: Demo
    config: Config
    vault: Vault
    people: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return Timekeeper(practice.practice_time).now()

    def door(self, username: str) -> requests.Session:
        """A session of one of the demo people, as the sign-in page's own buttons make it."""
        session = requests.Session()
        session.headers["Referer"] = f"{self.demo.web}/complaint"
        self.post(session, "/demo/sign-in", {"username": username})
        return session

    def post(self, session: requests.Session, path: str, data: dict[str, Any], **files: tuple[str, bytes]) -> str:
        """Send a form; returns the address it led to."""
        page = session.get(f"{self.demo.web}/complaint" if session.cookies else f"{self.demo.web}/sign-in", timeout=30)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert token
        body = {"csrf_token": token[1], **data}
        answer = session.post(f"{self.demo.web}{path}", data=body, files=files or None, timeout=60)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text[-2000:]}"
        return answer.url.removeprefix(self.demo.web)


@contextmanager
def telling(demo: Demo) -> Iterator[Story]:
    """The demo's own database and vault, opened beside the running demo."""
    config = read_config({}, data_dir=str(demo.data))
    opened = open_database(config.database_url)
    try:
        with connected():
            story = Story(demo, config, Vault(config.vault_dir), dict(demo_people()))
            story.config.robot_hosts.update(practice.robot_hosts())
            yield story
    finally:
        opened.close()


def play(demo: Demo) -> dict[str, Any]:
    """December and January; returns the places."""
    with telling(demo) as story:
        december(story)
        january(story)
        return story.places


def december(story: Story) -> None:
    """Reports in every state, requests, documents, forms, a broken channel; one day's letters."""
    _a_broken_channel(story)
    _reports(story)
    _requests(story)
    _documents(story)
    _forms(story)
    _accounts(story)
    story.post(story.door(OFFICE), "/demo/day", {})
    letters = Dispatch.select(Dispatch.id).join(Channel).order_by(Dispatch.id.desc())
    story.places["dead_letter"] = letters.where(Channel.id == story.places["broken_channel"]).scalar()
    story.places["dispatch"] = letters.where(Channel.id == story.places["channel"]).scalar()


def _accounts(story: Story) -> None:
    """AB岗, and a liaison who left (移交)."""
    me, admin = story.people[LIAISON], story.people[ADMIN]
    left, stays = (
        people.create(story.now, admin, username, Particulars(name, Role.LIAISON, me.unit_id, is_deputy=True))[0]
        for username, name in (("zhuhai-left", "演示联络员·已调离"), ("zhuhai-b", "演示联络员·B岗"))
    )
    subscribing.add_feed(story.now, Subscription(FeedKind.PERSON, person_id=left))
    made = handing_over.hand_over(story.now, admin, left, Successor(stays), "岗位调整")
    subscribing.add_feed(story.now, Subscription(FeedKind.PERSON, person_id=me.id))
    story.places |= {"person": me.id, "handover": made.id}


def january(story: Story) -> None:
    """Twenty working days after the plans' end: proposals, and listings in every state."""
    practice.set_practice_time(JANUARY)
    story.post(story.door(OFFICE), "/demo/day", {})
    waiting = _proposals(story)
    for stages, name in (
        (len(_STAGES) - 1, "noticed"),
        (len(_STAGES), "released"),
        *enumerate(("proposed", *_STAGES[:9])),
    ):
        if name in story.places or not waiting:
            continue
        case_id, liaison = waiting.pop(0)
        _walk(story, case_id, liaison, _STAGES[:stages], is_public=name in ("noticed", "released", "list"))
        story.places |= {f"case_{name}": case_id, f"unit_{name}": liaison}
    listed = Case.get_by_id(story.places["case_list"])
    district = story.people[DISTRICT]
    free = (each for each in _closings(district) if not each.is_listed and _may_claim(story, district, each))
    story.places["claimable"] = next(free).id
    public = Plan.get_by_id(Case.get_by_id(story.places["case_released"]).plan_id)
    Plan.update(publicity=Publicity.PUBLIC).where(Plan.id == public.id).execute()
    public_notices.open_notices(story.now, story.people[OFFICE], public.id, "演示督查室 0000-0000000")
    story.places |= {"listed_duty": listed.duty_id, "notices": public.key, "notice": story.places["case_released"]}


def _a_broken_channel(story: Story) -> None:
    gone = f"{story.config.robot_hosts['wecom']}/cgi-bin/webhook/send?key=gone-0000"
    story.places["channel"] = 1
    story.places["broken_channel"] = add_channel(
        story.now, story.config, platform="wecom", name="演示群（地址失效）", address=gone, is_practice=True
    )
    say(story.now, "演示群（地址失效）", "试发一条：这个群的机器人已经移走。")


def _reports(story: Story) -> None:
    me, office = story.people[LIAISON], story.people[OFFICE]
    district = story.people[DISTRICT]
    first, second = [each for each in _closings(me) if _may_claim(story, me, each)][:2]
    third = next(each for each in _closings(district) if _may_claim(story, district, each))
    fourth, *others = [each for each in _closings(me) if each.id not in (first.id, second.id)]
    story.places |= {"duty": others[-1].id, "waiting": first.id, "returned": second.id, "closed": third.id}
    story.places["report"] = _claim(
        story, me, first, "部门联动机制文件已印发，各区同步执行，首批三所学校已挂牌。", rich=True
    )
    story.places["evidence"] = Evidence.select(Evidence.id).order_by(Evidence.id).scalar()
    back = _claim(story, me, second, "制度已经建立。")
    verdict = Verdict(
        "请注明取数日期，并附盖章的统计表；其余内容不用改。", reason=ReturnReason.FACTS, redo_by=date(2025, 12, 24)
    )
    review.give_back(story.now, office, back, verdict)
    done = _claim(story, district, third, "资源教室全部建成，验收意见见附件。")
    review.accept(story.now, office, done)
    stage = ReportText(ReportKind.PROGRESS, "方案已起草，正在会签。", "两个部门意见不一致", "12月24日前定稿")
    noted = progress.report(story.now, me, fourth.id, stage, [], **_kept(story))
    review.accept(story.now, office, noted, Verdict("同意，按时间表推进。"))
    story.places["task"] = fourth.task_id
    periodic = next(each for each in unit_duties(me.unit_id or 0) if each.kind is DutyKind.REPORT)
    story.places["periodic"] = periodic.id
    _inputs(story)


def _inputs(story: Story) -> None:
    """A supporting unit gives the lead its material."""
    liaisons = [person for person in story.people.values() if person.unit_id]
    for lead, other in permutations(liaisons, 2):
        for duty in unit_duties(lead.unit_id or 0):
            if progress.supports(other, duty):
                words = "本单位已排摸适龄残疾儿童少年，全部建档。"
                progress.contribute(story.now, other, duty.id, words, [_file("排摸汇总表.docx")], **_kept(story))
                story.places |= {"supported": duty.id, "supporter": other.name}
                return
    raise AssertionError("nobody supports anybody here")


def _requests(story: Story) -> None:
    office, leader = story.people[OFFICE], story.people[LEADER]
    papers = ExtensionPapers(date(2026, 3, 31), "已完成选址和设计", "审批流程比预计长", "1月开工，3月底前交付")
    mine, other = _closings(story.people[LIAISON]), _closings(story.people["jinhua-jyj"])
    granted = extending.ask(story.now, story.people["jinhua-jyj"], other[0].id, papers)
    extending.decide(
        story.now, leader, granted, ExtensionDecision(date(2026, 3, 20), "同意延到3月20日", "督延〔2025〕1号")
    )
    refused = extending.ask(story.now, story.people["jinhua-jyj"], other[1].id, papers)
    extending.decide(story.now, leader, refused, ExtensionDecision(None, "理由不充分，请按期办结"))
    extending.ask(story.now, story.people[LIAISON], mine[4].id, papers)
    objecting.make_objection(
        story.now, story.people["jinhua-jyj"], other[2].id, "职责在市卫生健康委，见三定规定第五条。", "市卫生健康委"
    )
    told = objecting.make_objection(
        story.now, story.people["tuoli-jkj"], _closings(story.people["tuoli-jkj"])[0].id, "应由住建部门承办。"
    )
    objecting.decide_objection(story.now, office, told, upheld=False, reply="方案列明由贵单位牵头，仍由贵单位承办。")
    story.places |= {
        "extended": other[0].id,
        "extension": granted,
        "extension_pending": mine[4].id,
        "objected": other[2].id,
    }
    _collective(story)


def _collective(story: Story) -> None:
    """One district is freed from a task; another task is split."""
    office = story.people[OFFICE]
    counts: dict[int, list[int]] = {}
    for task_id, unit_id in Duty.select(Duty.task, Duty.unit).where(Duty.kind == DutyKind.CLOSING).tuples():
        counts.setdefault(task_id, []).append(unit_id)
    for task_id, units in sorted(counts.items(), key=lambda each: -len(each[1])):
        try:
            collectives.exempt(story.now, office, task_id, units[-1], "该区没有这类学校，由邻区统一安置。")
        except (Refused, NotAllowed):
            continue
        story.places["collective"] = task_id
        break
    liaison = story.people[LIAISON]
    part = Part("起草并印发联动机制文件", liaison.unit_id or 0, date(2025, 12, 26))
    story.places["split"] = _closings(liaison)[-1].task_id
    decomposition.split(story.now, office, story.places["split"], [part])


def _documents(story: Story) -> None:
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
    being_read = receiving.receive(story.now, office, _file("正在读取的方案.docx"), vault=story.vault, max_mb=5)
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


def _forms(story: Story) -> None:
    """A slip that came back, a superior's form, a calendar."""
    liaison, office = story.door(LIAISON), story.door(OFFICE)
    page = liaison.get(f"{story.demo.web}/complaint", timeout=30)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token
    slip = liaison.post(f"{story.demo.web}/slips", data={"csrf_token": token[1], "as": "xlsx"}, timeout=60)
    assert slip.ok
    story.post(liaison, "/slips/uploads", {}, file=("回执.xlsx", slip.content))
    story.places["slip"] = SlipUpload.select(SlipUpload.id).order_by(SlipUpload.id.desc()).scalar()
    story.post(office, "/sheet-templates", {}, file=("全省进展情况统计表.xlsx", superior()))
    story.places["sheet_template"] = SheetTemplate.select(SheetTemplate.id).order_by(SheetTemplate.id.desc()).scalar()
    actor = story.people[LIAISON]
    subscribing.add_feed(story.now, Subscription(FeedKind.UNIT, unit_id=actor.unit_id), by=actor)


def _proposals(story: Story) -> list[tuple[int, str]]:
    """What the clock proposed for units whose liaison plays here."""
    units = {actor.unit_id: name for name, actor in story.people.items() if actor.unit_id}
    found = [(case.id, units[case.duty.unit_id]) for case in cases() if case.duty.unit_id in units]
    return sorted(found, key=lambda each: (each[1] != LIAISON, each[0]))


def _walk(story: Story, case_id: int, liaison: str, stages: tuple[str, ...], *, is_public: bool) -> None:
    """Lead a proposal through the stages."""
    unit, office, leader, second = (story.people[name] for name in (liaison, OFFICE, LEADER, SECOND))
    now, kept = story.now, _kept(story)
    approved = {"approved_by_head": "演示局长", "approved_on": now.date()}
    done = ReportText(ReportKind.RELEASE, "整改措施全部落实，机制文件已印发。", **approved)
    check = releasing.SiteCheck(
        now.date(), "演示学校", "查资料、看现场", "逐条核实，达到标准", (office.id, second.id), passed=True
    )
    plan = RectificationPlan(*_PLAN_WORDS, tuple(Measure(*part, "演示科长") for part in _PARTS))
    proposal = Listing(_TRACK.track, _TRACK.basis, _TRACK.limit, _TRACK.supervising_unit, _TRACK.responsible, is_public)
    moves = {
        "reply": lambda: listing.reply(now, unit, case_id, "文件已起草，卡在会签，1月底前印发。"),
        "check": lambda: listing.check(now, office, case_id, "事实清楚，单位说明不影响挂牌。"),
        "list": lambda: listing.list_case(now, leader, case_id, proposal),
        "plan": lambda: rectifying.send_plan(now, unit, case_id, plan),
        "accept": lambda: rectifying.accept_plan(now, office, case_id),
        "prove": lambda: [
            rectifying.report_measure(now, unit, case_id, each.id, "已按标准完成。", [_file("佐证.docx")], **kept)
            for each in measures_of(case_id)
        ],
        "ask": lambda: releasing.ask_release(
            now, unit, case_id, done, dict.fromkeys(Standard, "已落实，见佐证"), [_file("自查报告.docx")], **kept
        ),
        "first": lambda: releasing.first_check(now, office, case_id, "材料齐全。"),
        "verify": lambda: releasing.verify_on_site(now, office, case_id, check),
        "notice": lambda: is_public and releasing.start_notice(now, office, case_id),
        "release": lambda: _release(story, case_id),
    }
    for stage in stages:
        moves[stage]()


def _release(story: Story, case_id: int) -> None:
    """After the notice has run out: the same leader takes the plate down."""
    practice.set_practice_time(datetime.combine(date(2026, 2, 9), time(10, 0), SHANGHAI))
    releasing.release_case(story.now, story.people[LEADER], case_id, "核查通过，公示没有异议，同意销号。")
    practice.set_practice_time(JANUARY.replace(day=29))


def _claim(story: Story, actor: Actor, duty: DutyFacts, words: str, *, rich: bool = False) -> int:
    approved = {"approved_by_head": "演示局长", "approved_on": story.now.date()}
    files = [_file("联动机制文件.docx")]
    if rich:
        files += [Upload("验收现场.png", BytesIO(a_picture())), Upload("机制文件盖章件.pdf", BytesIO(a_paper(3)))]
    return progress.report(
        story.now, actor, duty.id, ReportText(ReportKind.CLOSURE, words, **approved), files, **_kept(story)
    )


def _may_claim(story: Story, actor: Actor, duty: DutyFacts) -> bool:
    """Whether nobody else must have finished first."""
    claim = ReportText(ReportKind.CLOSURE, "已完成", is_stamped=True)
    try:
        progress.check_report(story.now, actor, duty.id, claim, has_files=True)
    except Refused:
        return False
    return True


def _closings(actor: Actor) -> list[DutyFacts]:
    """What the liaison's unit owes by a date and has not touched, in the plan's order."""
    return [each for each in unit_duties(actor.unit_id or 0) if each.kind is DutyKind.CLOSING and each.is_open]


def _file(name: str) -> Upload:
    return Upload(name, BytesIO(a_plan()))


def _kept(story: Story) -> dict[str, Any]:
    return {"vault": story.vault, "max_mb": story.config.max_upload_mb}
