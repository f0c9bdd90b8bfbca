"""Saved views of a ledger (常用视图) as its page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.store.tables import LedgerView


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter with its columns under a name; `asked` are parts of an address."""

    id: int
    name: str
    is_shared: bool
    asked: dict[str, Any]


def views_of(plan_id: int, person_id: int) -> list[SavedView]:
    """The views of a plan that this person sees: shared ones (共用) first, then the own ones, by name."""
    rows = LedgerView.select(LedgerView.id, LedgerView.name, LedgerView.is_shared, LedgerView.asked).where(
        LedgerView.plan == plan_id,
        (LedgerView.person == person_id) | (LedgerView.is_shared == True),  # noqa: E712 - SQL
    )
    found = [SavedView(view_id, name, bool(is_shared), asked) for view_id, name, is_shared, asked in rows.tuples()]
    return sorted(found, key=lambda view: (not view.is_shared, view.name))
