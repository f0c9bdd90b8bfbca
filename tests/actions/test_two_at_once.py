"""Two people do the same at the same moment: one of them does it, the other is told, and the ledger says it once; on both engines."""

from __future__ import annotations

from datetime import date

import pytest
from meanwhile import meanwhile
from small_plan import Town, at, pdf

from tracker.actions import (
    adjusting,
    decomposition,
    extending,
    handing_over,
    history,
    objecting,
    own_password,
    people,
    progress,
    review,
    subscribing,
)
from tracker.actions.extending import ExtensionDecision
from tracker.actions.handing_over import Successor
from tracker.actions.people import Particulars, actor_of
from tracker.actions.progress import ReportText
from tracker.actions.review import Verdict
from tracker.actions.subscribing import Subscription
from tracker.core.decomposition import Part
from tracker.core.facts import Actor
from tracker.core.refusals import Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import DutyStatus, FeedKind, PlanStatus, ReportKind, ReturnReason, Role, UnitRole
from tracker.store.queries.duties import duty_by_id
from tracker.store.tables import (
    Duty,
    Entry,
    Extension,
    Feed,
    Handover,
    Objection,
    Person,
    Plan,
    Report,
    ReportDraft,
    Task,
    TaskUnit,
    Unit,
)

NOW = at("2025-12-15 10:00")
PAPERS = ExtensionPapers(date(2026, 3, 31), "已完成摸底", "上级文件延后印发", "3月底前完成")
CLAIM = ReportText(ReportKind.CLOSURE, "已完成", is_stamped=True)
RETURN = Verdict("请补附件", reason=ReturnReason.FACTS, redo_by=date(2025, 12, 20))


def added(username: str, role: Role, unit: int | None = None, **more) -> Actor:
    person = people.add_person(
        NOW, username=username, name=f"演示{username}", role=role, password="a long password", unit_id=unit, **more
    )
    return actor_of(people.person_row(person))


def claim(town: Town) -> int:
    return progress.report(NOW, town.liaison, town.duties[0], CLAIM, [pdf()], vault=town.vault, max_mb=1)


def verbs_of(about: str) -> list[str]:
    return [entry.verb for entry in Entry.select().where(Entry.about == about).order_by(Entry.id)]


def test_two_reviewers_decide_one_report(town):
    made = claim(town)
    with pytest.raises(Refused), meanwhile(lambda: review.give_back(NOW, town.second_office, made, RETURN)):
        review.accept(NOW, town.office, made)
    assert duty_by_id(town.duties[0]).status is DutyStatus.ACTIVE
    assert verbs_of("duty") == ["申请销号", "退回补正"]


def test_two_claims_of_one_unit(town):
    with pytest.raises(Refused), meanwhile(lambda: claim(town)):
        claim(town)
    assert Report.select().count() == 1


def test_an_extension_is_asked_for_once(town):
    def ask() -> int:
        return extending.ask(NOW, town.liaison, town.duties[0], PAPERS)

    with pytest.raises(Refused), meanwhile(ask):
        ask()
    assert Extension.select().count() == 1


def test_an_extension_is_not_asked_for_while_the_matter_is_being_closed(town):
    with pytest.raises(Refused), meanwhile(lambda: claim(town)):
        extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    assert Extension.select().count() == 0


def test_an_extension_is_decided_once(town):
    asked = extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    with (
        pytest.raises(Refused),
        meanwhile(lambda: extending.decide(NOW, town.second_office, asked, ExtensionDecision(None, "理由不充分"))),
    ):
        extending.decide(NOW, town.office, asked, ExtensionDecision(date(2026, 3, 31)))
    assert duty_by_id(town.duties[0]).due == date(2025, 12, 31)


def test_a_decided_extension_does_not_make_the_office_forget_a_report_that_waits(town):
    asked = extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    with meanwhile(lambda: claim(town)):
        extending.decide(NOW, town.office, asked, ExtensionDecision(None, "理由不充分"))
    assert duty_by_id(town.duties[0]).waiting_since == NOW.date()


def test_what_was_just_closed_gets_no_other_date(town):
    asked = extending.ask(NOW, town.liaison, town.duties[0], PAPERS)
    made = claim(town)
    with pytest.raises(Refused, match="已销号"), meanwhile(lambda: review.accept(NOW, town.second_office, made)):
        extending.decide(NOW, town.office, asked, ExtensionDecision(date(2026, 3, 31)))
    extending.decide(NOW, town.office, asked, ExtensionDecision(None, "已办结，不用延期"))
    assert duty_by_id(town.duties[0]).due == date(2025, 12, 31)
    change = {"doc_no": "督〔2025〕1号", "reason": "调整"}
    with pytest.raises(Refused), meanwhile(lambda: adjusting.withdraw(NOW, town.office, town.duties[2], **change)):
        adjusting.change_date(NOW, town.second_office, town.duties[2], date(2026, 9, 1), **change)
    assert duty_by_id(town.duties[2]).due == date(2026, 6, 30)


def test_an_objection_is_made_once(town):
    Duty.update(admitted_on=date(2025, 12, 12)).execute()

    def object_() -> int:
        return objecting.make_objection(NOW, town.liaison, town.duties[0], "“三定”不含此项")

    with pytest.raises(Refused, match="不用重复提出"), meanwhile(object_):
        object_()
    assert Objection.select().count() == 1


def test_an_objection_is_not_made_to_a_matter_that_was_just_withdrawn(town):
    Duty.update(admitted_on=date(2025, 12, 12)).execute()
    with (
        pytest.raises(Refused),
        meanwhile(lambda: adjusting.withdraw(NOW, town.office, town.duties[0], "督〔2025〕1号", "重复列入")),
    ):
        objecting.make_objection(NOW, town.liaison, town.duties[0], "“三定”不含此项")
    assert Objection.select().count() == 0


def test_material_for_a_matter_that_was_just_closed_is_not_taken(town):
    task = Duty.get_by_id(town.duties[0]).task_id
    TaskUnit.insert(task=task, unit=town.finance, role=UnitRole.COOPERATING, position=2, as_written="财政").execute()
    made = claim(town)
    review.give_back(NOW, town.office, made, RETURN)
    again = claim(town)

    def give() -> int:
        files = [pdf("材料.pdf", b"%PDF-1.4 other")]
        return progress.contribute(NOW, town.other_liaison, town.duties[0], "已配合", files, vault=town.vault, max_mb=1)

    review.give_back(NOW, town.office, again, RETURN)

    def close() -> None:
        review.accept(NOW, town.office, claim(town))

    with pytest.raises(Refused), meanwhile(close):
        give()
    assert Report.select().where(Report.kind == ReportKind.INPUT).count() == 0


def test_the_last_two_administrators_do_not_disable_each_other(town):
    first, second = added("guan", Role.ADMIN), added("guan2", Role.ADMIN)
    with pytest.raises(Refused, match="最后一位管理员"), meanwhile(lambda: people.disable(NOW, second, first.id)):
        people.disable(NOW, first, second.id)
    with pytest.raises(Refused, match="最后一位管理员"):
        people.edit(NOW, second, second.id, Particulars("演示", Role.OFFICE))


def test_a_liaison_is_handed_over_once(town):
    admin, deputy = added("guan", Role.ADMIN), added("fu", Role.LIAISON, town.education, is_deputy=True)
    ReportDraft.insert(duty=town.duties[2], person=town.liaison.id, values={"progress": "一半"}, at=NOW).execute()

    def to(successor: Successor) -> None:
        handing_over.hand_over(NOW, admin, town.liaison.id, successor, "岗位调整")

    with pytest.raises(Refused, match="已经停用"), meanwhile(lambda: to(Successor(deputy.id))):
        to(Successor(username="jie", name="演示接手人"))
    assert Handover.select().count() == 1
    assert Person.get_or_none(Person.username == "jie") is None
    assert ReportDraft.get().person_id == deputy.id


def test_a_and_b_do_not_hand_over_to_each_other(town):
    admin, deputy = added("guan", Role.ADMIN), added("fu", Role.LIAISON, town.education, is_deputy=True)
    with (
        pytest.raises(Refused),
        meanwhile(lambda: handing_over.hand_over(NOW, admin, deputy.id, Successor(town.liaison.id), "调离")),
    ):
        handing_over.hand_over(NOW, admin, town.liaison.id, Successor(deputy.id), "调离")
    assert people.person_row(town.liaison.id).is_active
    assert Handover.select().count() == 1


def test_a_liaison_who_was_just_moved_is_not_handed_over_from_the_old_unit(town):
    admin, deputy = added("guan", Role.ADMIN), added("fu", Role.LIAISON, town.education)
    moved = Particulars("演示", Role.LIAISON, town.finance)
    with pytest.raises(Refused), meanwhile(lambda: people.edit(NOW, admin, town.liaison.id, moved)):
        handing_over.hand_over(NOW, admin, town.liaison.id, Successor(deputy.id), "调离")
    assert Handover.select().count() == 0


def test_a_calendar_gets_one_new_address(town):
    subscribing.add_feed(NOW, Subscription(FeedKind.UNIT, unit_id=town.education), by=town.liaison)
    feed = Feed.get().id
    with pytest.raises(Refused), meanwhile(lambda: subscribing.rotate_feed(NOW, feed)):
        subscribing.rotate_feed(NOW, feed)
    assert Feed.select().where(Feed.revoked_at.is_null()).count() == 1


def test_a_password_is_changed_once(town):
    def change(new: str) -> None:
        own_password.change(NOW, town.liaison, "a long password", new, new)

    with pytest.raises(Refused, match="刚刚在别处改过"), meanwhile(lambda: change("another long one")):
        change("a third long one")
    assert own_password.change(NOW, town.liaison, "another long one", "the last one!", "the last one!") == 2


def test_a_task_is_not_split_when_the_plan_was_just_ended(town):
    task, part = Duty.get_by_id(town.duties[0]).task_id, Part("先做一半", town.finance, date(2025, 12, 30))
    Plan.update(status=PlanStatus.ENDED).where(Plan.id == town.plan).execute()
    with pytest.raises(Refused, match="收官"):
        decomposition.split(NOW, town.liaison, task, [part])
    assert Task.select().where(Task.parent == task).count() == 0


def test_a_liaison_gives_parts_to_units_of_the_plan_only(town):
    task = Duty.get_by_id(town.duties[0]).task_id
    elsewhere = Unit.insert(region="另一市", name="市教育局", full_name="另一市教育局").execute()
    for actor in (town.liaison, town.office):
        with pytest.raises(Refused, match="从本方案里的单位中选"):
            decomposition.split(NOW, actor, task, [Part("先做一半", elsewhere, date(2025, 12, 30))])
    assert Duty.select().where(Duty.unit == elsewhere).count() == 0
    assert decomposition.split(NOW, town.liaison, task, [Part("先做一半", town.finance, date(2025, 12, 30))])


def test_the_history_holds_after_all_of_it(town):
    made = claim(town)
    with pytest.raises(Refused), meanwhile(lambda: review.accept(NOW, town.second_office, made)):
        review.accept(NOW, town.office, made)
    assert history.verify()[1] == []
