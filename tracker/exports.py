"""Ledgers going out (台账导出): facts in, plain values or xlsx bytes out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.core.letters import numbered
from tracker.core.pace import pace_of
from tracker.core.words import DeadlineKind, DutyStatus, Edition, Pace, PaperSize
from tracker.sheets import LedgerRow, Sheet, write_data_edition, write_reading_edition
from tracker.sheets.cells import LAMP_SIGN
from tracker.store.queries.stories import pace_facts, paces_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from tracker.store.queries.ledger import DutyLine, Ledger, PlanFacts, TaskLine
    from tracker.store.queries.stories import Stories, Story

_SAID_BY_UNITS = (
    "liaison", "progress", "figures", "problems", "coordination", "next_steps", "evidence", "self_state", "listing",
    "closing", "extensions", "remark",
)  # fmt: skip


def ledger_json(ledger: Ledger) -> dict[str, Any]:
    """The `export ledger --json` shape: the task fields of `parse --json`, plus duties with unit, due, status, lamp."""
    return {"plan": _plan_json(ledger.plan), "tasks": [_task_json(line) for line in ledger.lines]}


def ledger_xlsx(
    ledger: Ledger,
    stories: Stories,
    today: date,
    *,
    edition: Edition = Edition.READING,
    paper: PaperSize = PaperSize.A4,
    is_internal: bool = False,
    is_narrowed: bool = False,
) -> bytes:
    """督办台账.xlsx: the reading edition for meetings, or the data edition with one row a duty.

    A task without a duty keeps its row and says why. `is_internal` adds the liaisons' names (内部用); `is_narrowed` says that
    the ledger holds one unit's duties only, so that a task without one may be somebody else's.
    """
    sheet = Sheet(
        title=ledger.plan.title,
        subtitle=_subtitle(ledger, today),
        made_on=today,
        rows=tuple(ledger_rows(ledger, stories, today, is_narrowed=is_narrowed)),
        is_internal=is_internal,
    )
    return write_data_edition(sheet) if edition is Edition.DATA else write_reading_edition(sheet, paper)


def ledger_rows(ledger: Ledger, stories: Stories, today: date, *, is_narrowed: bool = False) -> Iterator[LedgerRow]:
    """One row a duty in the document's order."""
    serial, group, last = 0, 0, None
    for line in ledger.lines:
        if (line.list_name, line.group) != last:
            group, last = group + 1, (line.list_name, line.group)
        for duty in line.duties or (None,):
            serial += 1
            row = _task_row(ledger.plan, line, serial, f"{group}")
            if duty is None and is_narrowed:
                row = replace(row, lamp="不归本单位", state="", state_why="")
            yield row if duty is None else _duty_row(row, duty, line, stories, today)


def task_rows(ledger: Ledger, stories: Stories, today: date, whole: Ledger | None = None) -> list[LedgerRow]:
    """One row a task, for forms that ask so: what several units say stands in one cell, each behind its name.

    A task's class (核定状态) is judged on all its duties in `whole`, also on those that `ledger` leaves out.
    """
    judged = {line.id: reading for line, reading in paces_of(whole or ledger, stories, today)}
    rows: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in ledger_rows(ledger, stories, today):
        rows[row.task_key].append(row)
    made = []
    for serial, line in enumerate(ledger.lines, start=1):
        own, foremost, reading = rows[str(line.id)], line.foremost, judged.get(line.id)
        together: dict[str, Any] = {name: _together(own, name) for name in _SAID_BY_UNITS}
        made.append(
            replace(
                next((row for row in own if foremost and row.duty_key == f"duty-{foremost.facts.id}"), own[0]),
                serial=serial,
                unit="、".join(dict.fromkeys(row.unit for row in own if row.unit)),
                state=reading.pace.label if reading and not line.outcome else own[0].state,
                state_why=reading.why if reading else own[0].state_why,
                **together,
            )
        )
    return made


def _together(rows: Sequence[LedgerRow], name: str) -> str:
    """What the units of a task say, each behind its name; said by one alone, or by all alike, without names."""
    said = {row.unit: text for row in rows if (text := str(getattr(row, name)))}
    if len(set(said.values())) == 1 and len(said) == len({row.unit for row in rows}):
        return next(iter(said.values()))
    return "\n".join(f"{unit}：{text}" for unit, text in said.items())


def _plan_json(plan: PlanFacts) -> dict[str, Any]:
    return {
        "key": plan.key,
        "title": plan.title,
        "doc_no": plan.doc_no,
        "issuers": list(plan.issuers),
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else None,
        "period": {
            "start": plan.period_start.isoformat() if plan.period_start else None,
            "end": plan.period_end.isoformat() if plan.period_end else None,
            "text": plan.period_text,
        },
        "region": plan.region,
        "lead_rule": str(plan.lead_rule),
        "lead_rule_why": plan.lead_rule_why,
        "publicity": str(plan.publicity),
    }


def _task_json(line: TaskLine) -> dict[str, Any]:
    return {
        "no": line.no,
        "list": line.list_name,
        "group": line.group,
        "title": line.title,
        "text": line.text,
        "text_as_read": line.text_as_read,
        "lead": [chip.name for chip in line.leads],
        "cooperating": [chip.name for chip in line.cooperating],
        "lead_rule": str(line.lead_rule),
        "deadline_text": line.deadline_text,
        "deadline": line.deadline,
        "doubts": list(line.doubts),
        "source": line.source,
        "duties": [
            {
                "id": duty.facts.id,
                "unit": duty.facts.unit_name,
                "kind": str(duty.facts.kind),
                "period": duty.facts.period,
                "due": duty.facts.due.isoformat() if duty.facts.due else None,
                "due_original": duty.facts.due_original.isoformat() if duty.facts.due_original else None,
                "status": str(duty.facts.status),
                "lamp": str(duty.reading.lamp),
            }
            for duty in line.duties
        ],
    }


def _subtitle(ledger: Ledger, today: date) -> str:
    parts = (ledger.plan.doc_no, "、".join(ledger.plan.issuers), f"数据截至 {today:%Y-%m-%d}")
    return "　".join(part for part in parts if part)


def _task_row(plan: PlanFacts, line: TaskLine, serial: int, group_key: str) -> LedgerRow:
    undated = line.deadline_kind is DeadlineKind.NONE
    return LedgerRow(
        group_key=group_key,
        task_key=str(line.id),
        serial=serial,
        task_no=line.no,
        group=line.group,
        text=line.text,
        source="，".join(part for part in (plan.doc_no, numbered(line.no)) if part),
        lead="、".join(chip.name for chip in line.leads),
        unit="",
        cooperating="、".join(chip.name for chip in line.cooperating),
        kind="",
        period="",
        deadline_text=line.deadline_text or "原文未写",
        deadline_kind=line.deadline_kind.label,
        due=None,
        due_original=None,
        lamp="原文未写时限" if undated else "本期没有应办事项",
        lamp_word=None,
        state=line.outcome.label if line.outcome else Pace.OTHER.label,
        state_why=line.outcome_why or "没有立责任事项",
    )


def _duty_row(row: LedgerRow, duty: DutyLine, line: TaskLine, stories: Stories, today: date) -> LedgerRow:
    facts, reading, story = duty.facts, duty.reading, stories.of(duty.facts.id)
    judged = pace_of(today, () if facts.is_exempt else (pace_facts(duty, stories),), line.outcome)
    return replace(
        row,
        unit=facts.unit_name,
        liaison="、".join(stories.liaisons.get(facts.unit_id, ())),
        kind=facts.kind.label,
        period=facts.period,
        due=facts.due,
        due_original=facts.due_original,
        lamp=f"{LAMP_SIGN[reading.lamp]} {reading.lamp.label} {reading.detail}".strip(),
        lamp_word=reading.lamp,
        state="豁免" if facts.is_exempt else judged.pace.label,
        state_why=story.exempt_because if facts.is_exempt else judged.why,
        extensions=_extensions(story),
        report_due=stories.next_report.get((facts.task_id, facts.unit_id)),
        target="；".join(stories.goals.get(facts.task_id, ())),
        progress=story.progress,
        figures="；".join(f"{name} {value}" for name, value in story.values.items()),
        problems=story.problems,
        coordination=story.coordination,
        next_steps=story.next_steps,
        evidence="\n".join(story.evidence),
        self_state=f"{story.kind.label}（{story.status.label}）" if story.kind and story.status else "",
        level="挂牌督办" if facts.is_listed else "",
        listing=_listing(story) if facts.is_listed else "",
        closing=_closing(story) if facts.status is DutyStatus.CLOSED else "",
        updated=story.updated_at.date() if story.updated_at else None,
        remark=_remark(duty),
        duty_key=f"duty-{facts.id}",
    )


def _extensions(story: Story) -> str:
    named = "、".join(number for number in story.extensions if number)
    return "" if not story.extensions else f"{len(story.extensions)} 次" + (f"（{named}）" if named else "")


def _listing(story: Story) -> str:
    case = story.case
    if case is None:
        return ""
    told = (case.number, f"{case.listed_on} 挂牌" if case.listed_on else "", f"限期 {case.limit}" if case.limit else "")
    return "，".join(part for part in told if part)


def _closing(story: Story) -> str:
    return "，".join(part for part in (str(story.closed_on) if story.closed_on else "", story.closed_by) if part)


def _remark(duty: DutyLine) -> str:
    said = "列入台账时已经过期（存量）" if duty.facts.is_backlog else ""
    again = f"重新办理 {duty.facts.reopened} 次" if duty.facts.reopened else ""
    return "；".join(part for part in (said, again) if part)
