"""People who do something at random, again and again (随机的一群人): every move that the verbs know."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta

import small_plan
from small_plan import Town, at, pdf

from tracker.actions import adjusting, extending, listing, objecting, progress, rectifying, releasing, reminding, review
from tracker.actions.extending import ExtensionDecision
from tracker.actions.progress import ReportText
from tracker.actions.releasing import SiteCheck
from tracker.actions.review import ALL_TICKED, Verdict
from tracker.core.cases import Listing, Measure, RectificationPlan
from tracker.core.facts import Actor
from tracker.core.refusals import Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import (
    CaseStatus,
    DutyStatus,
    LegalTrack,
    ReportKind,
    ReportStatus,
    RequestStatus,
    ReturnReason,
    Role,
    Standard,
)
from tracker.store.tables import Case, CaseMeasure, Duty, Extension, Objection, Person, Report

USUAL = {
    Role.LIAISON: {"report", "claim", "ask_extension", "object", "reply", "send_plan", "measure", "ask_release"},
    Role.OFFICE: {
        "accept", "give_back", "decide_extension", "decide_objection", "check", "accept_plan", "return_plan",
        "first_check", "return_release", "verify", "notice", "reopen", "withdraw",
    },
    Role.LEADER: {"list", "dismiss", "release", "rebound", "revoke"},
    Role.ADMIN: {"override"},
}  # fmt: skip


class Players:
    """People who do whatever comes to their mind, whether or not it is theirs to do."""

    def __init__(self, town: Town, seed: int) -> None:
        self.town = town
        self.random = random.Random(seed)
        self.now: datetime = at("2026-01-05 09:30")
        self.position = 3
        self.people = [
            town.liaison, town.other_liaison, town.office, town.second_office, town.leader,
            self._extra("ling2", Role.LEADER), self._extra("guan", Role.ADMIN),
        ]  # fmt: skip
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        forward = [
            self.reply, self.check, self.list, self.send_plan, self.accept_plan, self.measure, self.measure,
            self.ask_release, self.first_check, self.verify, self.notice, self.release,
        ]  # fmt: skip
        self.moves: list[Callable[[Actor], object]] = [
            *forward, *forward, self.report, self.claim, self.accept, self.give_back, self.ask_extension,
            self.decide_extension, self.object, self.decide_objection, self.dismiss, self.return_plan,
            self.return_release, self.rebound, self.revoke, self.reopen, self.withdraw, self.override, self.tick,
        ]  # fmt: skip

    def play(self, moves: int) -> None:
        for _ in range(moves):
            move = self.random.choice(self.moves)
            try:
                move(self.somebody(move))
                self.done[move.__name__] += 1
            except Refused:
                self.refused[move.__name__] += 1

    def _extra(self, username: str, role: Role) -> Actor:
        row = Person.insert(
            username=username, name=f"演示{role.label}·{username}", role=role, password_hash="-", created_at=self.now
        ).execute()
        return Actor(row, f"演示{role.label}·{username}", role)

    # what they pick

    def somebody(self, move: Callable[[Actor], object]) -> Actor:
        """Mostly somebody whose move it could be; often enough anybody."""
        role = next((role for role, names in USUAL.items() if move.__name__ in names), None)
        fitting = [person for person in self.people if person.role is role]
        return self.random.choice(fitting if fitting and self.random.random() < 0.75 else self.people)

    def duty(self) -> int:
        """One of the six newest; where most of them are over, a new late one is added first."""
        newest = [row for (row,) in Duty.select(Duty.id).order_by(Duty.id.desc()).limit(6).tuples()]
        over = Case.select(Case.duty).where(
            Case.status.in_((CaseStatus.RELEASED, CaseStatus.DISMISSED, CaseStatus.REVOKED))
        )
        still = Duty.select().where(
            Duty.id.in_(newest), Duty.status.in_((DutyStatus.ACTIVE, DutyStatus.SUBMITTED)), Duty.id.not_in(over)
        )
        if still.count() < 3:
            late = self.now.date() + timedelta(days=self.random.choice([-60, -50, -40, 20]))
            self.position += 1
            unit = self.random.choice([self.town.education, self.town.finance])
            newest.append(
                small_plan._duty(self.town.plan, self.position, unit, late, self.now.date() - timedelta(days=70))
            )
        return self.random.choice(newest)

    def any_of(self, table, *where) -> int:
        query = table.select(table.id).where(*where) if where else table.select(table.id)
        rows = [row for (row,) in query.tuples()]
        return self.random.choice(rows) if rows else 0

    def case(self) -> int:
        """One of the four newest cases."""
        newest = [row for (row,) in Case.select(Case.id).order_by(Case.id.desc()).limit(4).tuples()]
        return self.random.choice(newest) if newest else 0

    def waiting(self) -> int:
        """Mostly a report that waits; sometimes any."""
        if self.random.random() < 0.8:
            return self.any_of(Report, Report.status == ReportStatus.SUBMITTED, Report.kind != ReportKind.RELEASE)
        return self.any_of(Report)

    def files(self):
        return [pdf()] if self.random.random() < 0.7 else []

    def day(self) -> date:
        return self.now.date() + timedelta(days=self.random.randint(-20, 120))

    def kept(self) -> dict:
        return {"vault": self.town.vault, "max_mb": 1}

    # the moves

    def report(self, who):
        kind = self.random.choice(
            [ReportKind.PROGRESS, ReportKind.COORDINATION, ReportKind.NO_CHANGE, ReportKind.ELSEWHERE]
        )
        progress.report(self.now, who, self.duty(), ReportText(kind, "做了一些"), self.files(), **self.kept())

    def claim(self, who):
        text = ReportText(ReportKind.CLOSURE, "完成", is_stamped=self.random.random() < 0.8)
        progress.report(self.now, who, self.duty(), text, self.files(), **self.kept())

    def accept(self, who):
        verdict = ALL_TICKED if self.random.random() < 0.8 else Verdict(ticked=frozenset({ReturnReason.FACTS}))
        review.accept(self.now, who, self.waiting(), verdict)

    def give_back(self, who):
        verdict = Verdict("请补", reason=self.random.choice([*ReturnReason, None]), redo_by=self.day())
        review.give_back(self.now, who, self.waiting(), verdict)

    def ask_extension(self, who):
        extending.ask(self.now, who, self.duty(), ExtensionPapers(self.day(), "一半", "原因", "计划"))

    def decide_extension(self, who):
        until = self.day() if self.random.random() < 0.5 else None
        extending.decide(
            self.now,
            who,
            self.any_of(Extension, Extension.status == RequestStatus.PENDING),
            ExtensionDecision(until, "意见"),
        )

    def object(self, who):
        objecting.make_objection(self.now, who, self.duty(), "理由")

    def decide_objection(self, who):
        row = self.any_of(Objection, Objection.status == RequestStatus.PENDING)
        objecting.decide_objection(self.now, who, row, upheld=False, reply="答复")

    def reply(self, who):
        listing.reply(self.now, who, self.case(), "属实")

    def check(self, who):
        listing.check(self.now, who, self.case(), "清楚")

    def list(self, who):
        notice = Listing(
            LegalTrack.EDUCATION, "依据", self.day(), "督查室", "责任人", is_public=self.random.random() < 0.3
        )
        listing.list_case(self.now, who, self.case(), notice)

    def dismiss(self, who):
        if self.random.random() < 0.005:
            listing.dismiss_case(self.now, who, self.case(), "理由")

    def send_plan(self, who):
        measures = tuple(
            Measure("措施", "标准", self.now.date() + timedelta(days=self.random.randint(0, 30)), "某人")
            for _ in range(2)
        )
        plan = RectificationPlan("目标", "经费", "机构", "时限", "无", measures)
        rectifying.send_plan(self.now, who, self.case(), plan)

    def accept_plan(self, who):
        rectifying.accept_plan(self.now, who, self.case())

    def return_plan(self, who):
        rectifying.return_plan(self.now, who, self.case(), "请改")

    def measure(self, who):
        case = self.case()
        row = self.any_of(CaseMeasure, CaseMeasure.case == case, CaseMeasure.is_current == True)  # noqa: E712
        rectifying.report_measure(self.now, who, case, row, "做完", self.files(), **self.kept())

    def ask_release(self, who):
        text = ReportText(ReportKind.RELEASE, "完成", is_stamped=True)
        answers = {standard: "是" for standard in Standard if self.random.random() < 0.98}
        releasing.ask_release(self.now, who, self.case(), text, answers, self.files(), **self.kept())

    def first_check(self, who):
        releasing.first_check(self.now, who, self.case(), "")

    def return_release(self, who):
        releasing.return_release(self.now, who, self.case(), "请补")

    def verify(self, who):
        people = tuple(person.id for person in self.random.sample(self.people, self.random.randint(1, 3)))
        check = SiteCheck(self.now.date(), "学校", "看现场", "结论", people, passed=self.random.random() < 0.7)
        releasing.verify_on_site(self.now, who, self.case(), check)

    def notice(self, who):
        releasing.start_notice(self.now, who, self.case())

    def release(self, who):
        releasing.release_case(self.now, who, self.case(), "同意")

    def rebound(self, who):
        releasing.rebound(self.now, who, self.case(), "反弹", self.day())

    def revoke(self, who):
        if self.random.random() < 0.01:
            listing.revoke_case(self.now, who, self.case(), "决〔2026〕1号", "误挂")

    def reopen(self, who):
        adjusting.reopen(self.now, who, self.duty(), "回头看", self.day())

    def withdraw(self, who):
        if self.random.random() < 0.01:
            adjusting.withdraw(self.now, who, self.duty(), "文〔2026〕1号", "调整")

    def override(self, who):
        status = self.random.choice([DutyStatus.ACTIVE, DutyStatus.CLOSED, DutyStatus.SUBMITTED])
        if self.random.random() < 0.1:
            adjusting.override(self.now, who, self.duty(), status, "卡住了")

    def tick(self, _who):
        self.now += timedelta(days=1)
        reminding.tick(self.now)
