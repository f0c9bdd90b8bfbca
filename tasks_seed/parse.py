"""A document becomes drafts (解析): `parse_document` reads what is there and says where it had to guess.

The parser decides nothing for good: every draft goes to a person for review.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tasks_seed.declarations import Declared, declared_rule
from tasks_seed.draft import DeadlineForm, DeadlineKind, DeadlineReading, Draft, PlanDraft, to_json
from tasks_seed.found import BODY_LIST, Found
from tasks_seed.heading import Heading, read_heading
from tasks_seed.items import NAMES_NOBODY, NO_NOTES_AT_ALL, body_items, unnoted_items
from tasks_seed.lead_rules import ALSO_OTHERS, LEAD_UNDECLARED, LEADS_UNDECLARED, leads_of
from tasks_seed.letters import fold
from tasks_seed.odd_names import NO_OFFICE, ODD_NAME, may_be_an_office, odd_names
from tasks_seed.outline import outline
from tasks_seed.passages import Passage, Places, flow, passage_of
from tasks_seed.plan_tables import table_tasks
from tasks_seed.readers import Document, Paragraph, read_document
from tasks_seed.run_on_tables import run_on_tasks
from tasks_seed.signature import without_signature
from tasks_seed.stacked_tables import with_stacked_tables
from tasks_seed.table_rows import without_layout_tables
from tasks_seed.wording import find_deadline, read_deadline, yearless_goal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tasks_seed.notes import IsDeadline

NO_TASKS = "没有找到任务，请检查文件是否完整，或者手工添加任务。"
UNKNOWN_UNIT = "“{}”不在单位名录中，请核对名称。"
YEARLESS = "正文写有“{}”，没有写是哪一年，没有当作时限，请核定。"
EMPTY_DEADLINE = "完成时限一栏是空的。"


def parse_document(document: Document, *, units: Collection[str] | None = None) -> PlanDraft:
    """The plan's facts and its drafts in document order.

    `units` are the names and aliases that the office knows; a unit outside them gets a doubt. Without them no unit is
    doubted for its name.
    """
    heading = read_heading(document)
    is_deadline = partial(_is_deadline, heading=heading)
    blocks = without_layout_tables(document.blocks)
    stream = flow(with_stacked_tables(blocks, is_deadline))
    passages = without_signature([part for part in stream if isinstance(part, Passage)])
    found = _found(passages, table_tasks(stream, is_deadline), is_deadline)
    around = (passage.text for passage in [*passages, *_asides(document)])
    declared = declared_rule((task.note.declared for task in found), around)
    places = Places(document.text)
    odd = odd_names([task.note for task in found])
    drafts = tuple(_draft(task, heading, places, declared, units, odd) for task in found)
    return PlanDraft(
        title=heading.title,
        doc_no=heading.doc_no,
        issuers=heading.issuers,
        issued_on=heading.issued_on,
        period=heading.period,
        region=heading.region,
        addressed=heading.addressed,
        lead_declared=declared.sentence,
        tasks=drafts,
        doubts=tuple(_plan_doubts(document, drafts, declared)),
    )


def _found(passages: list[Passage], in_tables: list[Found], is_deadline: IsDeadline) -> list[Found]:
    """Tasks of every layout: a task table leads, the noted items of the body stand beside it or alone."""
    run_on, passages = run_on_tasks(passages, is_deadline)
    root = outline(passages)
    listed = [*in_tables, *run_on]
    body = body_items(root, is_deadline)
    if listed:
        body = [replace(task, list_name=BODY_LIST) for task in body]
    unnoted = [] if listed else unnoted_items(root)
    covered = {task.text.origin[0] for task in body if task.text.origin}
    unnoted = [task for task in unnoted if task.text.origin and task.text.origin[0] not in covered]
    if body and len(unnoted) > 2 * len(body):  # a plan that names units only here and there
        body += [replace(task, doubts=(NAMES_NOBODY,)) for task in unnoted]
    found = [*body, *listed] or unnoted
    return sorted((task for task in found if task.text.text.strip()), key=_position)


def _position(task: Found) -> int:
    if task.place is not None:
        return task.place.start or 0
    return task.text.origin[0] if task.text.origin else 0


def _is_deadline(text: str, *, heading: Heading) -> bool:
    reading = read_deadline(text, basis="note", issued_on=heading.issued_on, period=heading.period)
    without_day = reading.form in (DeadlineForm.PLAIN, DeadlineForm.TRIGGER)  # 12月底前 without a year, 适时
    return reading.kind is not DeadlineKind.NONE or without_day


def _asides(document: Document) -> list[Passage]:
    """Footnotes and what else stands around the text."""
    return [passage_of(block) for block in document.blocks if isinstance(block, Paragraph) and block.furniture]


def _draft(
    task: Found,
    heading: Heading,
    places: Places,
    declared: Declared,
    units: Collection[str] | None,
    odd: Mapping[str, str],
) -> Draft:
    wording, reading = _deadline(task, heading)
    leads = leads_of(task.note, declared)
    doubts = [*task.doubts, *leads.doubts, *task.note.doubts, *reading.doubts]
    names = dict.fromkeys([*task.note.lead, *task.note.cooperating])
    doubts += [ODD_NAME.format(name, odd[name]) for name in names if name in odd]
    doubts += [NO_OFFICE.format(name) for name in names if name not in odd and not may_be_an_office(name)]
    if units is not None:
        doubts += [UNKNOWN_UNIT.format(name) for name in names if name not in units and fold(name) not in units]
    return Draft(
        no=task.no,
        group=task.group,
        text=task.text.text,
        title=task.title,
        text_as_read=task.text_as_read,
        list_name=task.list_name,
        lead=leads.lead,
        cooperating=leads.cooperating,
        lead_rule=leads.rule,
        units_raw=task.note.raw,
        deadline_text=wording,
        deadline=reading,
        doubts=tuple(dict.fromkeys(doubts)),
        source=task.place or places.of(task.parts or (task.text,)),
    )


def _deadline(task: Found, heading: Heading) -> tuple[str | None, DeadlineReading]:
    """The deadline where it stands: column, note, then text. A column that is there but empty means that none was set."""
    said = {"issued_on": heading.issued_on, "period": heading.period}
    for wording, basis in ((task.deadline_cell, "column"), (task.note.deadline_text, "note")):
        if wording:
            return wording, read_deadline(wording, basis=basis, **said)  # type: ignore[arg-type]
    inside = find_deadline(task.text.text, **said)  # type: ignore[arg-type]
    if inside is not None and task.deadline_cell is None:
        return inside
    doubts: tuple[str, ...] = (EMPTY_DEADLINE,) if task.deadline_cell == "" else ()
    without_year = yearless_goal(task.text.text)
    if without_year:
        doubts += (YEARLESS.format(without_year),)
    return None, DeadlineReading(doubts=doubts)


def _plan_doubts(document: Document, drafts: tuple[Draft, ...], declared: Declared) -> list[str]:
    doubts = list(document.doubts)
    if not drafts:
        doubts.append(NO_TASKS)
    elif not any(draft.lead or draft.cooperating for draft in drafts):
        doubts.append(NO_NOTES_AT_ALL)
    if declared.others:
        doubts.append(ALSO_OTHERS.format(declared.others))
    undeclared = sum(1 for draft in drafts if LEAD_UNDECLARED in draft.doubts)
    if undeclared > 1:
        doubts.append(LEADS_UNDECLARED.format(undeclared))
    return doubts


if __name__ == "__main__":  # a door for looking at what the parser makes of a file
    plan = parse_document(read_document(Path(sys.argv[1])))
    sys.stdout.write(json.dumps(to_json(plan), ensure_ascii=False, indent=1))
