"""Listings in the played story (挂牌督办): from the clock's proposals to every state there is."""

from __future__ import annotations

from datetime import date, datetime, time

from players import LEADER, LIAISON, OFFICE, SECOND
from playing import Story, a_file

from tracker.actions import listing, practice, rectifying, releasing
from tracker.actions.progress import ReportText
from tracker.core.cases import Listing, Measure, RectificationPlan
from tracker.core.words import LegalTrack, ReportKind, Standard
from tracker.store.queries.cases import cases, measures_of
from tracker.timekeeper import SHANGHAI

_TRACK = Listing(LegalTrack.EDUCATION, "教育督导条例第二十五条", date(2026, 4, 30), "演示督查室", "演示分管局长")
_PLAN_WORDS = ("按期印发文件并执行", "列入年度部门预算", "特教科牵头，各区配合", "分两步，3月底前完成", "无")
_PARTS = (
    ("制定实施细则并印发", "文件印发", date(2026, 3, 10)),
    ("首批学校落实到位", "三所学校验收", date(2026, 3, 27)),
)
_STAGES = ("reply", "check", "list", "plan", "accept", "prove", "ask", "first", "verify", "notice", "release")
JANUARY = datetime.combine(date(2026, 1, 28), time(11, 1), SHANGHAI)


def listings(story: Story) -> None:
    """One listing in every state, and one that was released."""
    waiting = _proposals(story)
    for stages, name in (
        (len(_STAGES) - 1, "noticed"),
        (len(_STAGES), "released"),
        *enumerate(("proposed", *_STAGES[:9])),
    ):
        case_id, liaison = waiting.pop(0)
        _walk(story, case_id, liaison, _STAGES[:stages], is_public=name in ("noticed", "released", "list"))
        story.places |= {f"case_{name}": case_id, f"unit_{name}": liaison}


def _proposals(story: Story) -> list[tuple[int, str]]:
    """What the clock proposed for units whose liaison plays here."""
    units = {actor.unit_id: name for name, actor in story.people.items() if actor.unit_id}
    found = [(case.id, units[case.duty.unit_id]) for case in cases() if case.duty.unit_id in units]
    return sorted(found, key=lambda each: (each[1] != LIAISON, each[0]))


def _walk(story: Story, case_id: int, liaison: str, stages: tuple[str, ...], *, is_public: bool) -> None:
    """Lead a proposal through the stages."""
    unit, office, leader, second = (story.people[name] for name in (liaison, OFFICE, LEADER, SECOND))
    now, kept = story.now, story.kept
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
            rectifying.report_measure(now, unit, case_id, each.id, "已按标准完成。", [a_file("佐证.docx")], **kept)
            for each in measures_of(case_id)
        ],
        "ask": lambda: releasing.ask_release(
            now, unit, case_id, done, dict.fromkeys(Standard, "已落实，见佐证"), [a_file("自查报告.docx")], **kept
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
