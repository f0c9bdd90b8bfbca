"""Task tables (任务分工表): columns in any order and naming, merged and continued cells, section rows, several pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks_seed.draft import Place
from tasks_seed.found import Found
from tasks_seed.letters import fold, lines_of, split_outside, tidy
from tasks_seed.notes import IsDeadline, Note, find_notes, merge_notes, read_note, read_units
from tasks_seed.outline_marks import mark_at
from tasks_seed.passages import Passage, joined
from tasks_seed.readers import Cell, Table
from tasks_seed.roles import Role, label_at, role_of
from tasks_seed.wordlike import looks_like_units

_HEADER_ROWS = 6  # a title and an empty row may stand above the header
_DETAIL_MARK = re.compile(r"\s*(?:[\(（]?\d{1,3}[\)）.、．]|[①-⑳])")
_SAME_AS_ABOVE = re.compile(r"^(?:同上|〃|″|\"|同前)$")
_LINE = re.compile(r"(?:(?!<br\s*/?>)[^\n])+")
_NUMBER_ONLY = re.compile(r"^[\d.\-()一二三四五六七八九十]{1,6}$")

MERGED_GUESSED = "这一行的单元格跨页断开，已与上一行接在一起，请核对。"
SAME_AS_ABOVE = "表中写“同上”，已按上一行填写。"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column plays which role; `text` is the task, `title` what names it, `groups` what it belongs to."""

    text: tuple[int, ...]
    titles: tuple[int, ...]
    groups: tuple[int, ...]
    number: int | None
    units: tuple[tuple[int, Role], ...]
    deadline: int | None
    targets: tuple[int, ...]
    count: int


@dataclass(slots=True)
class Row:
    """A row of the grid: for every column the cell that covers it."""

    cells: list[Cell | None]
    fresh: list[bool]  # whether the cell begins in this row


def table_tasks(tables: Sequence[Table], is_deadline: IsDeadline) -> list[Found]:
    """The tasks of all task tables of a document; a table without a header goes on with the one before it."""
    found: list[Found] = []
    columns: Columns | None = None
    for table in _with_nested(tables):
        rows = _rows(table)
        header = _header(rows)
        if header:
            columns, begin = header
        elif columns is not None and columns.count == table.column_count:
            begin = 0
        else:
            columns = None
            continue
        found = _read(rows[begin:], columns, found, is_deadline)
    return found


def _with_nested(tables: Sequence[Table]) -> list[Table]:
    """Tables and those inside their cells; a table that only lays out others is passed over by its missing header."""
    every: list[Table] = []
    for table in tables:
        every.append(table)
        for cell in table.cells:
            every += _with_nested(cell.tables)
    return every


def _rows(table: Table) -> list[Row]:
    rows = [Row([None] * table.column_count, [False] * table.column_count) for _ in range(table.row_count)]
    for cell in table.cells:
        top, left = (cell.place.row or 1) - 1, (cell.place.column or 1) - 1
        for row in range(top, min(top + cell.row_span, table.row_count)):
            for column in range(left, min(left + cell.column_span, table.column_count)):
                rows[row].cells[column] = cell
                rows[row].fresh[column] = row == top
    return [row for row in rows if any(cell and cell.text.strip() for cell in row.cells)]


def _header(rows: list[Row]) -> tuple[Columns, int] | None:
    """The columns of a table and where its tasks begin; a header may take two rows (责任单位 over 牵头 and 配合)."""
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        names = [tidy(cell.text) if cell else "" for cell in row.cells]
        depth = 1
        if index + 1 < len(rows) and _is_second_header(row, rows[index + 1]):
            below = rows[index + 1]
            names = [
                name if cell is row.cells[column] or cell is None else _deeper(name, tidy(cell.text))
                for column, (name, cell) in enumerate(zip(names, below.cells, strict=True))
            ]
            depth = 2
        columns = columns_of(names)
        if columns:
            return columns, index + depth
    return None


def _is_second_header(row: Row, below: Row) -> bool:
    changed = [new for old, new in zip(row.cells, below.cells, strict=True) if new is not old and new is not None]
    kept = any(new is old and new is not None for old, new in zip(row.cells, below.cells, strict=True))
    return bool(changed) and kept and all(role_of(tidy(cell.text)) for cell in changed)


def _deeper(above: str, below: str) -> str:
    """牵头 under 责任单位 is 牵头单位."""
    return below if role_of(below) not in (None, Role.TITLE, Role.TEXT) or role_of(above) is None else above + below


def columns_of(names: Sequence[str]) -> Columns | None:
    """Roles of the columns, None where these are no names of a task table: it needs a task and a unit or a date."""
    roles = [role_of(name) for name in names]
    details = [index for index, role in enumerate(roles) if role is Role.TEXT]
    titles = [index for index, role in enumerate(roles) if role is Role.TITLE]
    units = [(index, role) for index, role in enumerate(roles) if role in (Role.LEAD, Role.COOPERATING, Role.UNITS)]
    deadlines = [index for index, role in enumerate(roles) if role is Role.DEADLINE]
    if not (details or titles) or not (units or deadlines):
        return None
    if any(role is Role.LEAD for _, role in units):  # beside 牵头单位 the 责任单位 work along, see Note
        units = [(index, Role.COOPERATING if role is Role.UNITS else role) for index, role in units]
    numbers = [index for index, role in enumerate(roles) if role is Role.NUMBER]
    groups = [index for index, role in enumerate(roles) if role is Role.GROUP]
    if details:
        text, named = (details[-1:], titles + details[:-1])
    else:
        text, named = (titles[-1:], titles[:-1])
    return Columns(
        text=tuple(text),
        titles=tuple(named),
        groups=tuple(groups),
        number=numbers[0] if numbers else None,
        units=tuple((index, role) for index, role in units if role),
        deadline=deadlines[0] if deadlines else None,
        targets=tuple(index for index, role in enumerate(roles) if role is Role.TARGET),
        count=len(names),
    )


def _read(rows: list[Row], columns: Columns, before: list[Found], is_deadline: IsDeadline) -> list[Found]:
    found = list(before)
    section = found[-1].group if found else ""
    above: dict[int, str] = {}
    for row in rows:
        names = [tidy(cell.text) if cell else "" for cell in row.cells]
        if columns_of(names):  # the header again, on a new page
            continue
        if _is_section(row, columns):
            section = next(name for name in names if name)
            continue
        if found and _continues(row, columns):
            found[-1] = _continued(found[-1], row, columns, is_deadline)
            continue
        task = _task(row, columns, section, above, is_deadline)
        if task:
            if not task.group and not section and found:  # a group is written once and left out below
                task = replace(task, group=found[-1].group)
            found.append(task)
    return found


def _is_section(row: Row, columns: Columns) -> bool:
    """A row with one text alone: a heading between the tasks (一、…)."""
    filled = {id(cell): cell for cell in row.cells if cell and cell.text.strip()}
    if len(filled) != 1:
        return False
    cell = next(iter(filled.values()))
    if cell.column_span >= max(2, columns.count - 1):
        return True
    first = next(index for index, other in enumerate(row.cells) if other is cell)
    mark = mark_at(fold(tidy(cell.text)))
    return cell.row_span == 1 and (first not in columns.text or (mark is not None and mark.level <= 3))  # noqa: PLR2004


def _continues(row: Row, columns: Columns) -> bool:
    """A row that only carries on the row above: no number of its own and no units, or words that break off."""
    if columns.number is None:
        return False
    number = row.cells[columns.number]
    if number is not None and number.text.strip():
        return False
    return not any(row.cells[index] and row.cells[index].text.strip() for index, _ in columns.units[:1])  # type: ignore[union-attr]


def _continued(task: Found, row: Row, columns: Columns, is_deadline: IsDeadline) -> Found:
    more = [passage_of(row.cells[index]) for index in columns.text if row.cells[index] and row.fresh[index]]  # type: ignore[arg-type]
    words = Passage(
        task.text.text + "".join(part.text for part in more),
        task.text.origin + tuple(offset for part in more for offset in part.origin),
        task.text.page,
    )
    notes = [task.note, *_unit_notes(row, columns, {}, is_deadline)]
    return replace(task, text=words, note=merge_notes(notes), doubts=(*task.doubts, MERGED_GUESSED))


def _task(
    row: Row, columns: Columns, section: str, above: dict[int, str], is_deadline: IsDeadline
) -> Found | None:
    texts = [row.cells[index] for index in columns.text]
    titles = [row.cells[index] for index in columns.titles if row.cells[index] and row.cells[index].text.strip()]  # type: ignore[union-attr]
    cells = [cell for cell in texts if cell and cell.text.strip()]
    fell_back = not cells and bool(titles)
    cells = cells or [cell for cell in titles if cell][-1:]
    if not cells:
        return None
    words = passage_of(cells[0])
    if _NUMBER_ONLY.match(words.folded):
        return None
    notes, words = _notes_inside(words, is_deadline)
    unit_notes = _unit_notes(row, columns, above, is_deadline)
    names = [tidy(cell.text) for cell in titles if cell and cell not in cells]
    targets = [cell for index in columns.targets if (cell := row.cells[index]) and cell.text.strip()]
    if targets:  # 入学率 | 95%以上: what is owed is the indicator with its value
        names = names or [words.text]
        words = joined([words, *[passage_of(cell) for cell in targets]], "：")
    groups = [tidy(cell.text) for index in columns.groups if (cell := row.cells[index]) and cell.text.strip()]
    number = row.cells[columns.number] if columns.number is not None else None
    deadline = row.cells[columns.deadline] if columns.deadline is not None else None
    mark = mark_at(words.folded)
    return Found(
        no=tidy(number.text) if number and number.text.strip() else (words.text[: mark.length].strip() if mark else ""),
        group=(groups or names[:1] or [section])[0] if not fell_back else (groups or [section])[0],
        text=words,
        title=names[-1] if names else "",
        note=merge_notes([*unit_notes, *notes]) if unit_notes or notes else Note(),
        place=_place(row),
        deadline_cell=_cell_text(deadline, columns.deadline, above) if columns.deadline is not None else None,
        doubts=(SAME_AS_ABOVE,) if any(cell and _SAME_AS_ABOVE.match(tidy(cell.text)) for cell in row.cells) else (),
    )


def _notes_inside(words: Passage, is_deadline: IsDeadline) -> tuple[list[Note], Passage]:
    """A note at the end of a cell's words, as in the body."""
    spans = find_notes(words.text)
    if not spans or spans[-1][1] < len(words.text.rstrip("。")):
        return [], words
    return [read_note(words.text[slice(*spans[-1])], is_deadline)], words.cut(0, spans[-1][0])


def _unit_notes(row: Row, columns: Columns, above: dict[int, str], is_deadline: IsDeadline) -> list[Note]:
    notes = []
    for index, role in columns.units:
        text = _cell_text(row.cells[index], index, above)
        if text:
            notes.append(read_units(role, text, is_deadline))
    return notes


def _cell_text(cell: Cell | None, column: int | None, above: dict[int, str]) -> str:
    text = _units_joined(cell.text) if cell else ""
    if column is None:
        return text
    if _SAME_AS_ABOVE.match(text):
        return above.get(column, "")
    above[column] = text
    return text


def _units_joined(text: str) -> str:
    """A cell with a unit a line: line ends separate units unless a line breaks off inside a name."""
    lines = [tidy(line) for line in lines_of(text) if tidy(line)]
    out = ""
    for line in lines:
        if out and _are_two_units(out, line):
            out += "、"
        out += line
    return out


_OPENS_A_UNIT = re.compile(
    r"[市省县区州旗各国](?!委会|直)|教[育体科]|发展|发改|财政|民政|人社|人力|卫[健生]|残联|编办|住建|自然|公安|司法|文[化旅广]|团[县市区省委]|"
    r"妇联|科技|工信|经信|医保|审批|市场|税务|总?工会|乡镇|街道|特[教殊]|组织部|宣传部|政[法府]|督导|融媒|农业|交通|水利|应急|审计|红十字"
)
_BROKEN_NAME = re.compile(r"[市省县区州]委$|、$|，$|,$")


def _are_two_units(above: str, line: str) -> bool:
    """Whether a line end parts two offices (市教育局⏎市残联), not the letters of one (发展和改革委⏎员会)."""
    if above[-1] in "、，,；;(（:：" or line[0] in "、，,；;）)" or above.count("（") + above.count("(") > above.count("）") + above.count(")"):
        return False
    if label_at(fold(line)):
        return False
    last = split_outside(above, "、，,；;")[-1]
    return looks_like_units(last) and not _BROKEN_NAME.search(above) and bool(_OPENS_A_UNIT.match(line))


def passage_of(cell: Cell) -> Passage:
    """The words of a cell; a broken line is joined, a line that opens with a number stays a line."""
    text: list[str] = []
    origin: list[int] = []
    offset = cell.place.start or 0
    for line in _LINE.finditer(cell.text):
        words = line.group().strip()
        start = offset + line.start() + len(line.group()) - len(line.group().lstrip())
        if text and words and _DETAIL_MARK.match(words):
            text.append("\n")
            origin.append(origin[-1])
        text += words
        origin += range(start, start + len(words))
    return Passage("".join(text), tuple(origin), cell.place.page)


def _place(row: Row) -> Place:
    cells = [cell for cell, fresh in zip(row.cells, row.fresh, strict=True) if cell and fresh] or [
        cell for cell in row.cells if cell
    ]
    starts = [cell.place.start for cell in cells if cell.place.start is not None]
    ends = [cell.place.end for cell in cells if cell.place.end is not None]
    first, last = cells[0].place, cells[-1].place
    return replace(
        first, column=None, end_line=last.end_line, start=min(starts, default=None), end=max(ends, default=None)
    )
