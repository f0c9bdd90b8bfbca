"""What the public page of a plan's listings may say (挂牌公示): these fields and no others leave the house without sign-in.

No names of people, no facts or opinions, no plan of rectification, no evidence: the matter, the unit, the dates, how it ended
(公开的内容按挂牌督办、销号公示的通行做法：事项、责任单位、督办单位、限期、销号结果).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.facts import IN_FORCE
from tracker.core.words import CaseStatus, Publicity
from tracker.store.tables import Case, Duty, Plan, Task, Unit

if TYPE_CHECKING:
    from datetime import date

_ENDS = {CaseStatus.NOTICED: "销号公示", CaseStatus.RELEASED: "已销号", CaseStatus.REVOKED: "已撤销挂牌"}
_SHOWN = tuple(IN_FORCE | _ENDS.keys())


@dataclass(frozen=True, slots=True)
class PublicCase:
    """One publicly listed matter, as a stranger may read it (公示的一件)."""

    id: int
    number: str
    matter: str
    unit: str
    supervising_unit: str
    listed_on: date
    limit: date
    state: str
    notice_from: date | None
    notice_until: date | None
    released_on: date | None


@dataclass(frozen=True, slots=True)
class PublicNotices:
    """The public page of a plan (公示页): whether it is switched on, whom to call, the matters with the newest first."""

    plan_id: int
    key: str
    plan_title: str
    may_open: bool
    is_open: bool
    contact: str
    cases: tuple[PublicCase, ...]


def notices_of(key: str) -> PublicNotices | None:
    """The page of a plan, switched on or not; the caller shows it to strangers only when `is_open`. None without the plan."""
    plan = Plan.get_or_none(Plan.key == key)
    if plan is None:
        return None
    kept = (plan.settings or {}).get("notices") or {}
    may_open = plan.publicity is Publicity.PUBLIC
    return PublicNotices(
        plan.id,
        plan.key,
        plan.title,
        may_open,
        may_open and bool(kept.get("is_open")),
        str(kept.get("contact") or ""),
        _cases(plan.id),
    )


def open_keys() -> list[tuple[str, str]]:
    """Key and title of every plan whose page is switched on."""
    rows = Plan.select(Plan.key, Plan.title, Plan.settings).where(Plan.publicity == Publicity.PUBLIC).order_by(Plan.id)
    return [(row.key, row.title) for row in rows if ((row.settings or {}).get("notices") or {}).get("is_open")]


def _cases(plan_id: int) -> tuple[PublicCase, ...]:
    rows = (
        Case.select(Case, Task.title, Task.text, Unit.full_name)
        .join_from(Case, Duty)
        .join_from(Duty, Task)
        .join_from(Duty, Unit)
        .where(Case.plan == plan_id, Case.is_public == True, Case.status.in_(_SHOWN), Case.number.is_null(False))  # noqa: E712 - SQL
        .order_by(Case.decided_at.desc(), Case.id.desc())
        .objects()
    )
    return tuple(
        PublicCase(
            id=row.id,
            number=row.number,
            matter=row.title or row.text,
            unit=row.full_name,
            supervising_unit=row.supervising_unit,
            listed_on=row.decided_at.date(),
            limit=row.limit,
            state=_ENDS.get(row.status, "整改中"),
            notice_from=row.notice_from,
            notice_until=row.notice_until,
            released_on=row.released_at.date() if row.status is CaseStatus.RELEASED and row.released_at else None,
        )
        for row in rows
    )
