"""Every verb of a duty is for its role: everybody else is refused in a sentence, and nothing moves."""

from datetime import date

import pytest
from small_collective import person
from small_plan import at, pdf

from tracker.actions import adjusting, extending, objecting, progress, review
from tracker.actions.extending import ExtensionDecision
from tracker.actions.progress import ReportText
from tracker.core.refusals import NotAllowed, Refused
from tracker.core.requests import ExtensionPapers
from tracker.core.words import DutyStatus, ReportKind, ReturnReason, Role
from tracker.store.tables import Duty

NOW = at("2025-12-15 10:00")
PAPERS = ExtensionPapers(date(2026, 3, 31), "一半", "原因", "计划")
LATER = date(2026, 3, 31)


def send(town, who):
    text = ReportText(ReportKind.CLOSURE, "完成", is_stamped=True)
    return progress.report(NOW, who, town.duties[0], text, [pdf()], vault=town.vault, max_mb=1)


VERBS = {
    "report": ({Role.LIAISON}, send),
    "accept": ({Role.OFFICE}, lambda town, who: review.accept(NOW, who, send(town, town.liaison))),
    "give back": (
        {Role.OFFICE},
        lambda town, who: review.give_back(
            NOW, who, send(town, town.liaison), review.Verdict("请补", reason=ReturnReason.FACTS, redo_by=LATER)
        ),
    ),
    "ask extension": ({Role.LIAISON}, lambda town, who: extending.ask(NOW, who, town.duties[0], PAPERS)),
    "decide extension": (
        {Role.OFFICE, Role.LEADER},
        lambda town, who: extending.decide(
            NOW, who, extending.ask(NOW, town.liaison, town.duties[0], PAPERS), ExtensionDecision(LATER)
        ),
    ),
    "object": ({Role.LIAISON}, lambda town, who: objecting.make_objection(NOW, who, town.duties[0], "理由")),
    "decide objection": (
        {Role.OFFICE},
        lambda town, who: objecting.decide_objection(
            NOW, who, objecting.make_objection(NOW, town.liaison, town.duties[0], "理由"), upheld=False, reply="答复"
        ),
    ),
    "withdraw": (
        {Role.OFFICE},
        lambda town, who: adjusting.withdraw(NOW, who, town.duties[0], "文〔2025〕1号", "调整"),
    ),
    "change date": (
        {Role.OFFICE},
        lambda town, who: adjusting.change_date(NOW, who, town.duties[0], LATER, "文〔2025〕1号", "调整"),
    ),
    "override": (
        {Role.ADMIN},
        lambda town, who: adjusting.override(NOW, who, town.duties[0], DutyStatus.SUBMITTED, "理由"),
    ),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_is_for_its_role(town, verb, role):
    Duty.update(admitted_on=date(2025, 12, 12)).execute()
    allowed, act = VERBS[verb]
    people = {Role.LIAISON: town.liaison, Role.OFFICE: town.office, Role.LEADER: town.leader}
    who = people.get(role) or person(NOW, role)
    if role in allowed:
        act(town, who)
    else:
        with pytest.raises(NotAllowed):
            act(town, who)


def test_reopening_is_the_offices(town):
    review.accept(NOW, town.office, send(town, town.liaison))
    for who in (town.liaison, town.leader):
        with pytest.raises(Refused):
            adjusting.reopen(NOW, who, town.duties[0], "回头看", LATER)
    adjusting.reopen(NOW, town.office, town.duties[0], "回头看", LATER)
