"""The ladders in force (阶梯): each plan's own, or the default one; and changing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import chunked

from tracker.actions import history
from tracker.actions.rows import plan_row
from tracker.core.access import Ability, require
from tracker.core.ladder import DEFAULT_LADDER, Ladder, ladder_from
from tracker.core.reminders import Notice, listings_due, next_look, notices_due
from tracker.core.words import DutyStatus
from tracker.store.db import transaction
from tracker.store.tables import Duty, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from tracker.core.facts import Actor, DutyFacts
    from tracker.core.workdays import Workdays

_BATCH = 400


class Ladders:
    """Every plan's ladder, read once for one decision."""

    def __init__(self, by_plan: Mapping[int, Ladder]) -> None:
        self._by_plan = by_plan

    def of(self, duty: DutyFacts) -> Ladder:
        """The ladder of a duty's plan."""
        return self._by_plan.get(duty.plan_id, DEFAULT_LADDER)

    def notices(self, today: date, duties: Iterable[DutyFacts], workdays: Workdays) -> list[Notice]:
        """What stands to be said on `today`, in the duties' order."""
        return [notice for duty in duties for notice in notices_due(today, [duty], self.of(duty), workdays)]

    def listings(self, today: date, duties: Iterable[DutyFacts], workdays: Workdays) -> list[DutyFacts]:
        """Duties for which a listing is now proposed (建议挂牌); none on a day that is no working day."""
        if not workdays.is_workday(today):
            return []
        return [duty for duty in duties if listings_due(today, [duty], self.of(duty), workdays)]

    def next_look(self, today: date, duty: DutyFacts, workdays: Workdays) -> date | None:
        """The first later day on which there may be something new to say about the duty."""
        return next_look(today, duty, self.of(duty), workdays)


def ladders(plan_ids: Iterable[int] | None = None) -> Ladders:
    """The ladders of the plans that have one of their own: of these plans, or of all."""
    rows = Plan.select(Plan.id, Plan.settings)
    if plan_ids is None:
        found = list(rows.tuples())
    else:
        found = [
            row for batch in chunked(sorted(set(plan_ids)), _BATCH) for row in rows.where(Plan.id.in_(batch)).tuples()
        ]
    return Ladders({plan_id: ladder_from(settings) for plan_id, settings in found if (settings or {}).get("ladder")})


def set_ladder(now: datetime, actor: Actor, plan_id: int, ladder: Ladder | None) -> None:
    """Give a plan a ladder of its own, or the default one again (None). The clock looks at all of its open duties next.

    A rung that was moved is a new rung: what stands at it is said once more, in the daily letter.
    """
    require(actor, Ability.REVIEW)
    plan = plan_row(plan_id)
    settings = {key: value for key, value in (plan.settings or {}).items() if key != "ladder"}
    before = ladder_from(plan.settings)
    if ladder is not None and ladder != DEFAULT_LADDER:
        settings["ladder"] = ladder.to_json()
    with transaction():
        Plan.update(settings=settings).where(Plan.id == plan_id).execute()
        Duty.update(next_look_on=now.date()).where(
            Duty.plan == plan_id, Duty.status.in_((DutyStatus.ACTIVE, DutyStatus.SUBMITTED))
        ).execute()
        data = {"before": before.to_json(), "after": (ladder or DEFAULT_LADDER).to_json()}
        words = "改用默认阶梯" if "ladder" not in settings else "改用本方案自己的阶梯"
        history.record(now, actor, "设置催办阶梯", "plan", plan_id, plan_id=plan_id, words=words, data=data)
