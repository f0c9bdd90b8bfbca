"""How far a demo's story has gone (演示进度), for the hint in its bar."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.core.words import CaseStatus, DispatchKind
from tracker.store.queries.desks import waiting_count
from tracker.store.tables import Case, Dispatch, Report


@dataclass(frozen=True, slots=True)
class DemoFacts:
    """Reports made and waiting, letters written, listings proposed and checked."""

    reports: int = 0
    waiting: int = 0
    letters: int = 0
    proposed: int = 0
    checked: int = 0


def demo_facts() -> DemoFacts:
    """The five figures."""
    return DemoFacts(
        reports=int(Report.select().count()),
        waiting=waiting_count(),
        letters=int(Dispatch.select().where(Dispatch.kind == DispatchKind.LETTER).count()),
        proposed=int(Case.select().where(Case.status == CaseStatus.PROPOSED).count()),
        checked=int(Case.select().where(Case.status == CaseStatus.CHECKED).count()),
    )
