"""The lines of a ledger as its template draws them (台账行): grouped by heading, every word ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from tracker.core.words import DeadlineKind, Lamp, Role
from tracker.web import rollup

if TYPE_CHECKING:
    from datetime import date

    from tracker.core.facts import Actor
    from tracker.store.queries.ledger import UnitChip
    from tracker.store.queries.ledger_filter import Asked
    from tracker.store.queries.ledger_page import LedgerPage, PageLine


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `templates/parts/tables.html` says what each part is."""

    no: str
    text: str
    href: str
    lead: tuple[UnitChip, ...]
    cooperating: tuple[UnitChip, ...]
    wording: str | None
    original: date | None
    effective: date | None
    none_said: str
    kind: str
    lamp: str | None
    lamp_detail: str
    lamp_none: str
    listed: bool
    done: int
    total: int
    exempt: int
    backlog: int
    sub: bool
    lamps: tuple[tuple[str, int], ...]
    doubts: int


def groups_of(shown: LedgerPage, asked: Asked, actor: Actor) -> list[dict[str, Any]]:
    """The rows of a page under their headings."""
    task_address = url_for("tasks.show", task_id=0)[:-1]
    groups: list[dict[str, Any]] = []
    last: tuple[str, str] | None = None
    for line in shown.lines:
        key = (line.list_name, line.group)
        if key != last:
            last = key
            tasks, tally = shown.groups[key]
            closed = f"，已销号 {rollup.said(tally)}" if tally.owing or tally.exempt else ""
            groups.append({"title": line.group, "note": f"{tasks} 项任务{closed}", "rows": []})
        groups[-1]["rows"].append(_row(line, f"{task_address}{line.id}", asked, actor))
    return groups


def _row(line: PageLine, href: str, asked: Asked, actor: Actor) -> Row:
    speaks, reading = line.foremost, line.reading
    detail = reading.detail if reading else ""
    if reading and reading.lamp is Lamp.WAIT and reading.workdays is None and line.deadline_text:
        detail = "没有到期日"
    return Row(
        no=line.no,
        text=line.text,
        href=href,
        lead=line.leads,
        cooperating=line.cooperating,
        wording=line.deadline_text,
        original=speaks.due_original if speaks else line.deadline_due,
        effective=speaks.due if speaks else None,
        none_said="原文未写时限" if line.deadline_kind is DeadlineKind.NONE else "没有确定的日子",
        kind=line.deadline_kind.label,
        lamp=reading.lamp.value if reading else None,
        lamp_detail=detail,
        lamp_none=_why_no_lamp(line, asked, actor),
        listed=line.listed > 0,
        done=line.closed,
        total=line.owing,
        exempt=line.exempt,
        backlog=line.backlog,
        sub=line.is_sub,
        lamps=tuple((lamp.value, number) for lamp, number in line.lamps.items()),
        doubts=line.doubts,
    )


def _why_no_lamp(line: PageLine, asked: Asked, actor: Actor) -> str:
    if line.outcome is not None:
        return line.outcome.label
    if actor.role is Role.LIAISON:
        return "不归您单位"
    return "只是提到所选单位" if asked.units and asked.role is None else "未立责任事项"
