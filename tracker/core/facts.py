"""What the rules look at (事实): frozen records gathered by the store, never database rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.core.words import CaseStatus, DutyKind, DutyStatus, Publicity, Role

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking (办理人). `must_change_password` holds while the password is one that somebody else set."""

    id: int
    name: str
    role: Role
    unit_id: int | None = None
    must_change_password: bool = False

    @property
    def is_office(self) -> bool:
        """督查室 people: office, leader and administrator see every unit's duties."""
        return self.role is not Role.LIAISON

    @property
    def held_to(self) -> int | None:
        """The unit whose duties this person is held to (本单位); None for those who see all. A liaison without a unit sees none."""
        return None if self.is_office else self.unit_id or 0


PROPOSALS = frozenset({CaseStatus.PROPOSED, CaseStatus.CHECKED})
"""Case states before the leader's decision (挂牌建议)."""
IN_FORCE = frozenset(
    {
        CaseStatus.LISTED,
        CaseStatus.PLANNED,
        CaseStatus.RECTIFYING,
        CaseStatus.RELEASE_ASKED,
        CaseStatus.VERIFYING,
        CaseStatus.VERIFIED,
        CaseStatus.NOTICED,
    }
)
"""Case states in which the plate hangs (挂牌在身)."""
GOING_ON = PROPOSALS | IN_FORCE
"""Case states in which somebody has a next step (未了结)."""
OVER = frozenset({CaseStatus.RELEASED, CaseStatus.DISMISSED, CaseStatus.REVOKED})
"""Case states that nothing follows of itself (已了结)."""


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """One duty as the clock, the lamps and the letters see it.

    `due` is the effective date, `due_original` the one first admitted. `ladder_from` is the admission day of a duty whose
    date had already passed then (存量), else None. `waiting_since` is the day of the report that waits for review.
    `collective_id` names the collective through which the unit owes; `is_exempt` frees this member (豁免); `is_backlog` marks a
    date that had passed when the plan was admitted.
    """

    id: int
    plan_id: int
    plan_key: str
    plan_title: str
    publicity: Publicity
    task_id: int
    task_no: str
    task_title: str
    unit_id: int
    unit_name: str
    kind: DutyKind
    period: str
    status: DutyStatus
    window_open: date | None
    due: date | None
    due_original: date | None
    ladder_from: date | None = None
    waiting_since: date | None = None
    extension_pending: bool = False
    objection_pending: bool = False
    extensions: int = 0
    reopened: int = 0
    collective_id: int | None = None
    is_exempt: bool = False
    is_backlog: bool = False
    case_id: int | None = None
    case_status: CaseStatus | None = None
    listed_on: date | None = None

    @property
    def is_listed(self) -> bool:
        """Whether a listing (挂牌) is in force."""
        return self.case_status in IN_FORCE

    @property
    def waits_for_office(self) -> bool:
        """Whether the ball lies with the office (谁的球): a report, an extension or an objection to decide."""
        return self.status is DutyStatus.SUBMITTED or self.extension_pending or self.objection_pending

    @property
    def is_open(self) -> bool:
        """Whether anybody still owes anything."""
        return self.status in (DutyStatus.ACTIVE, DutyStatus.SUBMITTED) and not self.is_exempt
