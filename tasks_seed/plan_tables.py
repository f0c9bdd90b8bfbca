"""Task tables (任务分工表) become tasks: what each column says of a row, blanks and 同上 filled from above with a doubt."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tasks_seed.cell_text import passage_of, units_in
from tasks_seed.found import Found
from tasks_seed.note_spans import find_notes
from tasks_seed.notes import IsDeadline, Note, merge_notes, read_note, read_units
from tasks_seed.outline_marks import mark_at
from tasks_seed.passages import Passage, joined
from tasks_seed.readers import Table
from tasks_seed.roles import Role
from tasks_seed.table_rows import Row, TaskRow, task_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tasks_seed.columns import Columns
    from tasks_seed.draft import Place

_SAME_AS_ABOVE = re.compile(r"^(?:同上|〃|″|\"|同前)$")
_LOWEST_HEADING, _LONGEST_HEADING = 3, 30  # 一、 or （一）
_NUMBER_ONLY = re.compile(r"^[\d.\-()一二三四五六七八九十]{1,6}$")

CUT_BY_PAGE = "这一行被分页断开，已与下一页的内容接在一起，请核对。"
SAME_AS_ABOVE = "表中写“同上”，已按上一行填写。"
BLANK_AS_ABOVE = "这一行没有序号，单位栏也是空的，已按上一行填写，请核对。"
SAME_TASK = "这一行与上一行合用一格任务文字，单位或时限分行写，已各列一项，请核对是否合并。"
MEASURES = "这一格里几项措施各写了单位或时限，已按措施拆成几项，请核对。"
NO_LEAD = "牵头单位一栏是空的，原来可能与上一行合并，请核对。"
NO_UNITS = "责任单位一栏是空的。"


def table_tasks(stream: Sequence[Passage | Table], is_deadline: IsDeadline) -> list[Found]:
    """The tasks of all task tables of a document, in order; a heading right above a table names its group."""
    tables = [part for part in stream if isinstance(part, Table)]
    found: list[Found] = []
    above: dict[int, str] = {}
    section = ""
    before: Row | None = None
    for row in task_rows(tables, _headings(stream)):
        words = _words(row)
        measures = _noted_measures(words, is_deadline)
        task = _task(row, words, above, is_deadline, has_measures=bool(measures))
        if task is None:
            continue
        if found and row.section == section:  # a group and a name are written once and left out below
            if row.columns.titles and not task.title:
                task = replace(task, title=found[-1].title, group=found[-1].group)
            elif not task.group:
                task = replace(task, group=found[-1].group)
        if before is not None and _is_same_task(before, row):
            task = replace(task, doubts=(*task.doubts, SAME_TASK))
        before, section = row.row, row.section
        found += _one_a_measure(task, measures) or [task]
    return found


def _is_same_task(above: Row, task_row: TaskRow) -> bool:
    """Whether the cell that words the task reaches down from the row above."""
    column, row = _column(task_row), task_row.row
    is_named = column is not None and not row.fresh[column] and row.cells[column] is above.cells[column]
    return is_named and row.text(column) != ""


def _headings(stream: Sequence[Passage | Table]) -> dict[int, str]:
    """The numbered headings that stand right above a table, by the table's identity."""
    found: dict[int, str] = {}
    for above, table in pairwise(stream):
        if isinstance(above, Passage) and isinstance(table, Table):
            mark = mark_at(above.folded)
            if mark is not None and mark.level <= _LOWEST_HEADING and len(above.text) <= _LONGEST_HEADING:
                found[id(table)] = above.text
    return found


def _column(task_row: TaskRow) -> int | None:
    """The column that words the task in this row."""
    row, columns = task_row.row, task_row.columns
    return columns.text if row.text(columns.text) else next((c for c in reversed(columns.titles) if row.text(c)), None)


def _words(task_row: TaskRow) -> Passage:
    return joined([passage_of(cell) for cell in task_row.row.pieces(_column(task_row))])


def _task(
    task_row: TaskRow, words: Passage, above: dict[int, str], is_deadline: IsDeadline, *, has_measures: bool
) -> Found | None:
    row, columns, column = task_row.row, task_row.columns, _column(task_row)
    if column is None or not words.text or _NUMBER_ONLY.match(words.folded):
        return None
    names = [row.text(title) for title in columns.titles if title != column and row.text(title)]
    groups = [row.text(group) for group in columns.groups if row.text(group)]
    inside: list[Note] = []
    if not has_measures:
        inside, words = _notes_inside(words, is_deadline)
    targets = [passage_of(cell) for target in columns.targets for cell in row.pieces(target) if cell.text.strip()]
    if targets:  # 入学率 | 95%以上: what is owed is the indicator with its value
        names = names or [words.text]
        words = joined([words, *targets], "：")
    doubts = [CUT_BY_PAGE] if row.more else []
    notes = [*_unit_notes(row, columns, above, is_deadline, doubts), *inside]
    deadline = _filled(row, columns.deadline, above, doubts) if columns.deadline is not None else None
    return Found(
        no=_number(row, columns, words),
        group=(groups or names[:1] or [task_row.section])[0],
        text=words,
        title=names[-1] if names else "",
        note=merge_notes(notes) if notes else Note(),
        place=_place(row),
        deadline_cell=deadline,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def _noted_measures(words: Passage, is_deadline: IsDeadline) -> list[tuple[Passage, Note]]:
    """The numbered measures of a cell with the note behind each; empty where fewer than two have one."""
    found: list[tuple[Passage, Note]] = []
    done = 0
    for start, end in find_notes(words.text):
        measure = words.cut(done, start)
        if mark_at(measure.folded) is None:
            return []
        found.append((measure, read_note(words.text[start:end], is_deadline)))
        done = end
    return found if len(found) > 1 and not words.text[done:].strip("。；; \n") else []


def _one_a_measure(task: Found, measures: Sequence[tuple[Passage, Note]]) -> list[Found]:
    """A task for every measure with a note of its own; what its note leaves out, the row's cells say."""
    found: list[Found] = []
    for number, (measure, note) in enumerate(measures, 1):
        whole = note if note.names_units else replace(task.note, deadline_text=note.deadline_text)
        deadline = None if note.deadline_text else task.deadline_cell
        doubts = dict.fromkeys((*task.doubts, MEASURES))
        found.append(
            replace(
                task,
                no=f"{task.no}-{number}".lstrip("-"),
                text=measure,
                note=whole,
                deadline_cell=deadline,
                doubts=tuple(doubts),
            )
        )
    return found


def _number(row: Row, columns: Columns, words: Passage) -> str:
    number = row.text(columns.number)
    mark = mark_at(words.folded)
    return number or (words.text[: mark.length].strip() if mark else "")


def _notes_inside(words: Passage, is_deadline: IsDeadline) -> tuple[list[Note], Passage]:
    """A note at the end of a cell's words, as in the body."""
    spans = find_notes(words.text)
    if not spans or spans[-1][1] < len(words.text.rstrip("。")):
        return [], words
    return [read_note(words.text[slice(*spans[-1])], is_deadline)], words.cut(0, spans[-1][0])


def _unit_notes(
    row: Row, columns: Columns, above: dict[int, str], is_deadline: IsDeadline, doubts: list[str]
) -> list[Note]:
    """What the unit columns say; a row without number and units shares those of the row above."""
    blank = columns.units and not any(row.text(column) for column, _ in columns.units)
    if blank and columns.number is not None and not row.text(columns.number) and above:
        doubts.append(BLANK_AS_ABOVE)
        texts = [(above.get(column, ""), role) for column, role in columns.units]
    else:
        texts = [(_filled(row, column, above, doubts), role) for column, role in columns.units]
        if blank:
            doubts.append(NO_UNITS)
        elif not any(text for text, role in texts if role is Role.LEAD) and any(role is Role.LEAD for _, role in texts):
            doubts.append(NO_LEAD)
    return [read_units(role, text, is_deadline) for text, role in texts if text]


def _filled(row: Row, column: int | None, above: dict[int, str], doubts: list[str]) -> str:
    """The text of a cell, or of the one above it where the cell says 同上."""
    text = units_in(row.pieces(column))
    if column is None:
        return text
    if _SAME_AS_ABOVE.match(text):
        doubts.append(SAME_AS_ABOVE)
        return above.get(column, "")
    above[column] = text
    return text


def _place(row: Row) -> Place:
    cells = [cell for cell, fresh in zip(row.cells, row.fresh, strict=True) if cell and fresh]
    cells = (cells or [cell for cell in row.cells if cell]) + [cell for more in row.more.values() for cell in more]
    starts = [cell.place.start for cell in cells if cell.place.start is not None]
    ends = [cell.place.end for cell in cells if cell.place.end is not None]
    first, last = cells[0].place, cells[-1].place
    return replace(
        first, column=None, end_line=last.end_line, start=min(starts, default=None), end=max(ends, default=None)
    )
