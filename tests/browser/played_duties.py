"""Duties in the played story (责任事项): reports in every state, requests, what is shared."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import permutations

from pictured import a_paper, a_picture
from players import DISTRICT, LEADER, LIAISON, OFFICE, OTHER
from playing import Story, a_file, closings, may_claim

from tracker.actions import collectives, decomposition, extending, objecting, progress, review
from tracker.actions.evidence import Upload
from tracker.actions.extending import ExtensionDecision
from tracker.actions.progress import ReportText
from tracker.actions.review import Verdict
from tracker.core.decomposition import Part
from tracker.core.facts import Actor, DutyFacts
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import DutyKind, ReportKind, ReturnReason
from tracker.store.queries.desks import unit_duties
from tracker.store.tables import Duty, Evidence


def reports(story: Story) -> None:
    me, office = story.people[LIAISON], story.people[OFFICE]
    district = story.people[DISTRICT]
    first, second = [each for each in closings(me) if may_claim(story, me, each)][:2]
    third = next(each for each in closings(district) if may_claim(story, district, each))
    fourth, *others = [each for each in closings(me) if each.id not in (first.id, second.id)]
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
    noted = progress.report(story.now, me, fourth.id, stage, [], **story.kept)
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
                progress.contribute(story.now, other, duty.id, words, [a_file("排摸汇总表.docx")], **story.kept)
                story.places |= {"supported": duty.id, "supporter": other.name}
                return
    raise AssertionError("nobody supports anybody here")


def _claim(story: Story, actor: Actor, duty: DutyFacts, words: str, *, rich: bool = False) -> int:
    approved = {"approved_by_head": "演示局长", "approved_on": story.now.date()}
    files = [a_file("联动机制文件.docx")]
    if rich:
        files += [Upload("验收现场.png", BytesIO(a_picture())), Upload("机制文件盖章件.pdf", BytesIO(a_paper(3)))]
    return progress.report(
        story.now, actor, duty.id, ReportText(ReportKind.CLOSURE, words, **approved), files, **story.kept
    )


def requests_made(story: Story) -> None:
    office, leader = story.people[OFFICE], story.people[LEADER]
    papers = ExtensionPapers(date(2026, 3, 31), "已完成选址和设计", "审批流程比预计长", "1月开工，3月底前交付")
    mine, other = closings(story.people[LIAISON]), closings(story.people[OTHER])
    granted = extending.ask(story.now, story.people[OTHER], other[0].id, papers)
    extending.decide(
        story.now, leader, granted, ExtensionDecision(date(2026, 3, 20), "同意延到3月20日", "督延〔2025〕1号")
    )
    refused = extending.ask(story.now, story.people[OTHER], other[1].id, papers)
    extending.decide(story.now, leader, refused, ExtensionDecision(None, "理由不充分，请按期办结"))
    extending.ask(story.now, story.people[LIAISON], mine[4].id, papers)
    objecting.make_objection(
        story.now, story.people[OTHER], other[2].id, "职责在市卫生健康委，见三定规定第五条。", "市卫生健康委"
    )
    told = objecting.make_objection(
        story.now, story.people["tuoli-jkj"], closings(story.people["tuoli-jkj"])[0].id, "应由住建部门承办。"
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
    story.places["split"] = closings(liaison)[-1].task_id
    decomposition.split(story.now, office, story.places["split"], [part])
