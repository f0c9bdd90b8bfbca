"""The forms of others that are kept (别人的表格)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.store.tables import Plan, SheetTemplate

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """One column of a form: its number, its head, which of our columns goes into it, and the doubt that is left."""

    column: int
    said: str
    key: str
    doubt: str


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """A kept form with its layout and mapping."""

    id: int
    name: str
    sheet: str
    header_row: int
    first_row: int
    heads: tuple[HeadFacts, ...]
    doubts: tuple[str, ...]
    sha256: str
    at: datetime

    @property
    def columns(self) -> dict[str, str]:
        """Column number → key of our column, those that are filled only."""
        return {str(head.column): head.key for head in self.heads if head.key}

    @property
    def is_looked_at(self) -> bool:
        """Whether a person confirmed the mapping, or nothing about it was doubtful."""
        return not any(head.doubt for head in self.heads)


def templates() -> list[TemplateFacts]:
    """Every kept form, the newest first."""
    return [_facts(row) for row in SheetTemplate.select().order_by(SheetTemplate.at.desc(), SheetTemplate.id.desc())]


def template_by_id(template_id: int) -> TemplateFacts | None:
    """One form, or None."""
    row = SheetTemplate.get_or_none(SheetTemplate.id == template_id)
    return _facts(row) if row else None


def plan_keys() -> list[tuple[str, str]]:
    """Every plan's key and title, for a form's list."""
    return list(Plan.select(Plan.key, Plan.title).order_by(Plan.id).tuples())


def _facts(row: SheetTemplate) -> TemplateFacts:
    heads = tuple(
        HeadFacts(head["column"], head["said"], row.columns.get(str(head["column"]), ""), head["doubt"])
        for head in row.heads
    )
    return TemplateFacts(
        row.id, row.name, row.sheet, row.header_row, row.first_row, heads, tuple(row.doubts), row.sha256, row.at
    )
