"""How plans stand, counted by the database (各方案计数): lamps, the next thirty days, the oldest that waits for the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import fn

from tracker.core.lamps import URGENCY
from tracker.core.words import DutyStatus, Lamp, RequestStatus
from tracker.store.queries.duties import OPEN
from tracker.store.queries.lamp_columns import is_listed, lamp_counts, waits_for_office
from tracker.store.queries.ledger import PlanFacts, plan_facts
from tracker.store.tables import Duty, Extension, Objection, Plan, Task

if TYPE_CHECKING:
    from peewee import Expression

    from tracker.core.workdays import Workdays


@dataclass(frozen=True, slots=True)
class DutyTally:
    """So many duties, and the first of their dates."""

    duties: int = 0
    first_due: date | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan on the list of plans (方案), with its counts of duties (责任事项); `waiting_since` is the oldest wait for the office."""

    plan: PlanFacts
    tasks: int
    counts: dict[Lamp, int]
    listed: int
    coming: DutyTally
    waiting_since: date | None

    @property
    def duties(self) -> int:
        """How many duties the lamps speak of."""
        return sum(self.counts.values())


def plan_lines(today: date, until: date, workdays: Workdays, unit_id: int | None = None) -> list[PlanLine]:
    """Every plan with its counts; what comes is counted from `today` to `until`; `unit_id` narrows to one unit's duties.

    Five questions to the database, however many plans and duties there are.
    """
    where = counted_duties(unit_id=unit_id)
    tasks = dict(Task.select(Task.plan, fn.COUNT(Task.id)).group_by(Task.plan).tuples())
    lamps = lamp_counts(today, workdays, Duty.plan, *where)
    beside = _beside(today, until, where)
    nothing = (0, DutyTally(), None)
    return [
        PlanLine(
            plan_facts(row),
            tasks.get(row.id, 0),
            lamps.get(row.id, dict.fromkeys(URGENCY, 0)),
            *beside.get(row.id, nothing),
        )
        for row in Plan.select().order_by(Plan.id)
    ]


def counted_duties(plan_id: int | None = None, unit_id: int | None = None) -> tuple[Expression, ...]:
    """The duties that lamps and N/M speak of: neither withdrawn (已撤销) nor exempt (豁免); of one plan, of one unit."""
    where = [Duty.status != DutyStatus.WITHDRAWN, Duty.is_exempt == False]  # noqa: E712 - SQL
    if plan_id is not None:
        where.append(Duty.plan == plan_id)
    if unit_id is not None:
        where.append(Duty.unit == unit_id)
    return tuple(where)


def waits_since() -> Any:  # noqa: ANN401 - peewee's expression
    """Since when a duty waits for the office, as sortable text that begins with the day: its report, extension or objection."""
    asked = Extension.select(fn.MIN(Extension.asked_at)).where(
        Extension.duty == Duty.id, Extension.status == RequestStatus.PENDING
    )
    objected = Objection.select(fn.MIN(Objection.made_at)).where(
        Objection.duty == Duty.id, Objection.status == RequestStatus.PENDING
    )
    return fn.COALESCE(Duty.waiting_since.cast("TEXT"), asked, objected).converter(_unchanged)


def day_of(since: str | date | None) -> date | None:
    """The day at the beginning of what `waits_since` gives; a driver may make a day of it by itself."""
    return date.fromisoformat(str(since)[:10]) if since else None


def _beside(today: date, until: date, where: tuple[Expression, ...]) -> dict[int, tuple[int, DutyTally, date | None]]:
    """What stands beside the lamps of each plan: listed, coming, the oldest wait."""
    listed = dict(_by_plan(fn.COUNT(Duty.id), *where, is_listed()))
    coming = {
        plan: DutyTally(count, first)
        for plan, count, first in Duty.select(Duty.plan, fn.COUNT(Duty.id), fn.MIN(Duty.due))
        .where(*where, Duty.status.in_(OPEN), Duty.due.between(today, until))
        .group_by(Duty.plan)
        .tuples()
    }
    waiting = dict(
        _by_plan(fn.MIN(waits_since()).converter(_unchanged), *where, Duty.status.in_(OPEN), waits_for_office())
    )
    return {
        plan: (listed.get(plan, 0), coming.get(plan, DutyTally()), day_of(waiting.get(plan)))
        for plan in {*listed, *coming, *waiting}
    }


def _by_plan(value: Any, *where: Expression) -> Any:  # noqa: ANN401 - a column
    return Duty.select(Duty.plan, value).where(*where).group_by(Duty.plan).tuples()


def _unchanged(value: str | None) -> str | None:
    """Text stays text: it is a day or a moment, and no column's own type."""
    return value
