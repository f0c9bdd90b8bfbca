"""A received document at the review desk (校核): when, what is still doubtful, one change of one line."""

from __future__ import annotations

from small_plan import at

from tracker.actions import draft_editing
from tracker.core.doubts import doubts_of
from tracker.core.words import DoubtKind

NOW = at("2025-03-10 10:00")
LATER = at("2025-03-10 11:00")


def kinds(row) -> list[DoubtKind]:
    return [doubt.kind for doubt in doubts_of(row.doubts) if doubt.is_open]


def doubt_of(row, kind: DoubtKind):
    return next(doubt for doubt in doubts_of(row.doubts) if doubt.kind is kind)


def edit(office, row, **typed) -> int:
    return draft_editing.edit(LATER, office, row.id, row.revision, typed)
